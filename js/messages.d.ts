import type { CardsealErrorCode, Issue, IssueCode } from "./index.js";

export type Language =
  | "en"
  | "es"
  | "pt-BR"
  | "fr"
  | "de"
  | "it"
  | "nl"
  | "pl"
  | "tr"
  | "ar"
  | "hi"
  | "ja"
  | "ko"
  | "zh-Hans";

/** The languages that there are sentences in. */
export const LANGUAGES: readonly Language[];

export type CardField = "number" | "expiry" | "cvc" | "name" | "postalCode" | "network";

type Sentences<Code extends CardField | IssueCode | CardsealErrorCode> = { readonly [code in Code]: string };

/**
 * The words of one language: plain data, which a shop may copy and change. The sentences are for people and may be put better in any release;
 * the codes are stable.
 */
export interface Messages {
  /** The BCP 47 tag, for an element's `lang`. */
  readonly lang: string;
  /** For an element's `dir`. */
  readonly dir: "ltr" | "rtl";
  /** What the expiry field may show while it is empty, such as `MM / YY`. */
  readonly expiryPattern: string;
  /** What the fields are called. */
  readonly labels: Sentences<CardField>;
  /** What is said of a field where there is nothing better. */
  readonly general: Sentences<CardField>;
  /** What is said of a field and a code. `{lengths}` stands for the lengths of the security code. */
  readonly issues: {
    readonly number: Sentences<
      | "required"
      | "not_text"
      | "not_digits"
      | "too_short"
      | "too_long"
      | "luhn"
      | "length_for_brand"
      | "brand_not_accepted"
    >;
    readonly expiry: Sentences<
      | "required"
      | "not_text"
      | "format"
      | "not_digits"
      | "too_short"
      | "too_long"
      | "month"
      | "expired"
      | "too_far"
    >;
    readonly cvc: Sentences<
      "required" | "not_text" | "not_digits" | "too_short" | "too_long" | "not_on_card"
    >;
    readonly name: Sentences<"required" | "not_text" | "too_long" | "characters" | "holds_number">;
    readonly postalCode: Sentences<"required" | "not_text" | "too_short" | "too_long" | "characters">;
    readonly network: Sentences<"required" | "not_text" | "not_on_card" | "brand_not_accepted">;
  };
  /** What is said instead where the brand is known. `{brand}` stands for its name. */
  readonly branded: {
    readonly number: Sentences<"length_for_brand" | "brand_not_accepted">;
    readonly network: Sentences<"not_on_card" | "brand_not_accepted">;
  };
  /** What is said of an error: what is the matter, that nothing happened to the buyer's money or card, and what to do. */
  readonly errors: Sentences<CardsealErrorCode>;
  /** What a form says of itself: while it seals and is sent, before the fields that are wrong, and when it holds a sealed card. */
  readonly form: { readonly busy: string; readonly check: string; readonly sealed: string };
}

/**
 * Loads the words of one language, and of no other.
 *
 * @param languages wishes, the best first, as BCP 47 tags; `navigator.languages` when they are left out. The first that has sentences is taken:
 * `pt-PT` gets `pt-BR`, `zh-SG` gets `zh-Hans`, `zh-TW` nothing. What is no tag is passed over. English, when nothing fits.
 * @returns the words, frozen.
 * @throws what `import()` threw. The next call tries again, in so far as the engine does: some remember a script that failed until the page is
 * loaded anew (https://github.com/whatwg/html/pull/10327).
 */
export function loadMessages(languages?: string | readonly string[]): Promise<Messages>;

export interface Given {
  /** The brand that the issue is about, by id or name: of `network`, the one that was chosen. */
  readonly brand?: string | null | undefined;
  /** The lengths that the security code may have. */
  readonly lengths?: readonly number[] | undefined;
}

/**
 * One sentence for the buyer: of an issue, of an error, or of an error's code. An issue with an order, a key or an option is the shop's mistake,
 * and is said as one.
 *
 * Never throws. A code of a later version gets a general sentence. Nothing that was typed is in it.
 */
export function sentence(
  messages: Messages,
  issue: Issue | CardsealErrorCode | { readonly code: CardsealErrorCode },
  given?: Given,
): string;

/** A brand's name as people write it, such as `American Express` for `american-express`; `undefined` where there is no brand. */
export function brandName(id: string | null | undefined): string | undefined;
