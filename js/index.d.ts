/**
 * Loads the module and the gateway's key, and gives what checks and seals cards.
 *
 * Call it as often as you like: the module and a key set are fetched once each. A load that failed is tried again at the next call.
 *
 * @throws {CardsealError} ERR_OPTION_INVALID, ERR_WASM_BLOCKED, ERR_INSECURE_CONTEXT, ERR_KEYS_FETCH, ERR_KEY_INVALID or ERR_KEY_UNTRUSTED.
 */
export function loadCardseal(options: CardsealOptions): Promise<Cardseal>;

export interface CardsealOptions {
  /** The gateway's keys: the address of a key set, a JSON Web Key Set (RFC 7517 section 5), or one JSON Web Key. RSA, 2048 to 4096 bits. */
  keys: string | URL | JsonWebKeySet | JsonWebKeyInput;
  /** The gateway's identifier. A sealed card opens only at the gateway that goes by it (`aud`, RFC 7519 section 4.1.3). */
  issuer: string;
  /**
   * What to do on a page that is not a secure context (plain http): `"refuse"`, the default, or `"allow"`, which seals all the same and says so in
   * the sealed card. Sealing there protects against those who listen, not against those who change the page on its way.
   */
  insecureContext?: "refuse" | "allow";
  /** Ids of the brands that the page takes, such as `["visa", "mastercard"]`. All, when it is left out. */
  acceptedBrands?: readonly string[];
  /** Where the .wasm is, or what it is. Found beside this package when it is left out. The first one loaded serves the whole page. */
  wasm?: string | URL | Response | BufferSource | WebAssembly.Module | Promise<Response>;
  /** The clock, in milliseconds since the epoch; `Date.now` when it is left out. For tests. */
  now?: () => number;
  /** The origin to put into the sealed card where there is no page. In a page the browser's word counts, and this does nothing. */
  origin?: string;
}

/** A JSON Web Key (RFC 7517 section 4). Members that are not named here are not read. */
export interface JsonWebKeyInput {
  kty: string;
  kid?: string;
  alg?: string;
  use?: string;
  n?: string;
  e?: string;
}

/** A JSON Web Key Set (RFC 7517 section 5): the first key that is meant for sealing cards is used. */
export interface JsonWebKeySet {
  keys: readonly JsonWebKeyInput[];
}

export interface Cardseal {
  /**
   * Assesses the fields that are given, for every keystroke. Never throws for what a buyer typed. The CVC and the network are assessed against
   * the number that is given with them.
   *
   * @returns an object with a member for each field that was given, and for no other.
   */
  check(card: CardFields): Checked;

  /**
   * Says how a field is to be written after an edit, and where the caret belongs: behind the same digit as before. Call it in the `input` event,
   * and write `text` and `caret` back. Never throws for what a buyer typed.
   *
   * Digits of every script become `0` to `9`; spaces, hyphens and slashes become the field's own: `4242 4242 4242 4242`, `12 / 30`, `123`. A year of
   * four digits becomes two. Where only a gap was deleted, the digit beyond it goes. Text that holds anything else comes back as it is, and so
   * does everything while an input method composes (`insertCompositionText`): format again at `compositionend`.
   */
  format(edit: Edit): Formatted;

  /**
   * Seals a card for one order.
   *
   * The card's texts are copied into the module, whose memory is filled with zeros before this returns. The strings themselves belong to
   * JavaScript, which cannot wipe them: empty the inputs and keep no copy.
   *
   * @returns the sealed card: a compact JWE (RFC 7516) that holds a JWT (RFC 7519), good for ten minutes, for this order, once.
   * @throws {CardsealError} ERR_CARD_INVALID, ERR_ORDER_INVALID, ERR_OPTION_INVALID (the nonce) or ERR_RANDOM_UNAVAILABLE.
   */
  encrypt(card: Card, order: Order, given?: Given): Promise<SealedCard>;
}

/** An edit of a field, as the browser left it. Only own properties are read. */
export interface Edit {
  /** Which field it is. Text of any other comes back as it is. */
  field: "number" | "expiry" | "cvc";
  /** What stands in the input now: `input.value`. */
  text: string;
  /** The caret's place in it, in UTF-16 code units: `input.selectionStart`. The end of the text, when it is left out. */
  caret?: number | null;
  /** What stood in the input before: what `format` gave the last time. Without it, deleting a gap deletes nothing. */
  before?: string;
  /** `event.inputType` (Input Events Level 2, section 4.1.2). Text that came at once, when it is left out. */
  inputType?: string;
}

export interface Formatted {
  /** What the input shows: `input.value`. */
  text: string;
  /** Where the caret belongs: `input.setSelectionRange(caret, caret)`. Never outside the text. */
  caret: number;
}

/** What a buyer has typed so far. Only own properties whose value is text are read: no getter is run, no prototype is looked at. */
export interface CardFields {
  /** 12 to 19 digits of any script; spaces and hyphens are ignored. */
  number?: string;
  /** Month and year: `12/30`, `12 / 2030`, `1/30`, `1230`, `122030` or `2030-12`, with any usual separator. */
  expiry?: string;
  /** The month, when it has an input of its own. */
  expiryMonth?: string;
  /** The year, of two or four digits, when it has an input of its own. */
  expiryYear?: string;
  /** The card verification code. Text, since leading zeros count. */
  cvc?: string;
  /** The cardholder name in any script, up to 128 bytes of UTF-8. Refused where it holds a card number. */
  name?: string;
  /** The postal code of the billing address, of any country: 3 to 10 letters, digits, spaces and hyphens. */
  postalCode?: string;
  /**
   * The network that the buyer of a co-badged card chose: one of `brands` in the answer of `check` (Regulation (EU) 2015/751, article 8(6), gives
   * the buyer that choice). It travels in the sealed card as `card.network`.
   */
  network?: string;
}

/** A card to seal: the number, and the expiry in one text or in two. */
export type Card = CardFields & { number: string } & (
    | { expiry: string }
    | { expiryMonth: string; expiryYear: string }
  );

/** What the card pays. The sealed card opens for exactly this and nothing else. */
export interface Order {
  /** The merchant's identifier at the gateway, 1 to 128 bytes. */
  merchant: string;
  /** The merchant's identifier of the order, 1 to 128 bytes. */
  id: string;
  /** The amount in minor units (cents), an integer from 1 to 2^53 - 1. */
  amount: number;
  /** The currency's ISO 4217 code, such as `EUR`. */
  currency: string;
}

/** What the gateway gave for this checkout. */
export interface Given {
  /**
   * A challenge that the gateway expects in the sealed card: 1 to 512 visible ASCII characters. Not more than the gateway needs to know the
   * checkout by: with the issuer and the origin it has at most 1,024 bytes.
   */
  nonce?: string;
}

export interface SealedCard {
  /** The compact JWE. Post it to your server; only the gateway can open it. */
  jwe: string;
  /** The key that opens it. */
  kid: string;
  /** The brand, or `null` for a number of no known brand. */
  brand: string | null;
  /** The last four digits, to be shown. */
  lastFour: string;
}

/**
 * How far a field is. `valid` exactly where `encrypt` accepts it; `incomplete` where more typing may make it valid (`code` says what is wrong as
 * it stands); `invalid` where no typing can.
 */
export interface FieldStatus {
  status: "incomplete" | "invalid" | "valid";
  /** What is wrong, unless it is valid. */
  code?: IssueCode;
}

export interface NumberStatus extends FieldStatus {
  /** The brand, once the digits tell: the first of `brands`, or `null`. */
  brand?: string | null;
  /**
   * The brands that the number may still turn out to be, the likeliest first; only accepted ones, where any is. For a valid number those that the card
   * bears: more than one is a choice to be offered (`network`), none is a number of no known brand.
   */
  brands?: string[];
  /** The positions, in digits, before which a space is shown. */
  gaps?: number[];
  /** The lengths in digits that the number may have. */
  lengths?: number[];
}

export interface CvcStatus extends FieldStatus {
  /** The lengths in digits that the code may have; none where the brand has no code, as UATP. */
  lengths?: number[];
  /** What the brand calls it, such as `CVV`, or `null` while the brand is not known. */
  name?: string | null;
}

export interface Checked {
  number?: NumberStatus;
  expiry?: FieldStatus;
  cvc?: CvcStatus;
  name?: FieldStatus;
  postalCode?: FieldStatus;
  network?: FieldStatus;
}

/** One thing that is wrong. It never repeats what was given. */
export interface Issue {
  /** A field of the card, a member of the order, `key`, or the name of an option. */
  field: string;
  code: IssueCode;
}

/** Stable names; make sentences for people from them. */
export type IssueCode =
  | "required"
  | "not_text"
  | "not_digits"
  | "too_short"
  | "too_long"
  | "luhn"
  | "length_for_brand"
  | "brand_not_accepted"
  | "format"
  | "month"
  | "expired"
  | "too_far"
  | "characters"
  | "holds_number"
  | "not_on_card"
  | "not_integer"
  | "not_positive"
  | "unsafe_integer"
  | "currency"
  | "kid"
  | "encoding"
  | "too_small"
  | "too_large"
  | "exponent"
  | "factor"
  | "no_usable_key"
  | "unknown_brand";

export type CardsealErrorCode =
  | "ERR_KEYS_FETCH"
  | "ERR_KEY_INVALID"
  | "ERR_KEY_UNTRUSTED"
  | "ERR_CARD_INVALID"
  | "ERR_ORDER_INVALID"
  | "ERR_OPTION_INVALID"
  | "ERR_INSECURE_CONTEXT"
  | "ERR_RANDOM_UNAVAILABLE"
  | "ERR_WASM_BLOCKED"
  | "ERR_INTERNAL";

/** The one error that this package throws. No message, code or issue ever contains a digit of the card. */
export class CardsealError extends Error {
  constructor(code: CardsealErrorCode, issues?: readonly Issue[]);
  /** The cause, for programs. */
  readonly code: CardsealErrorCode;
  /** What is wrong with which field; empty for causes without fields. */
  readonly issues: readonly Issue[];
}
