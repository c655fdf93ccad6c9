// What the glue of the module exports. The glue is generated; this is what src/web/ promises of it.

type Text = string | undefined;

/** Makes the first instance. */
export function initSync(given: { module: WebAssembly.Module }): unknown;

/** Makes a fresh instance of the same module, and forgets the old one. */
export function __wbg_reset_state(): void;

/** The memory of the current instance. */
export function linearMemory(): WebAssembly.Memory;

/** Whether the page is a secure context; `true` where there is no page. */
export function secure(): boolean;

/** The brands with these ids, for the other functions; nothing where one names no brand. */
export function acceptedBrands(ids: string[]): bigint | undefined;

/** Whether a JWK, `[kty, kid, alg, use, n, e]`, is meant for sealing cards. Throws `["ERR_KEY_INVALID", [["key", code]]]`. */
export function usableKey(jwk: Text[]): boolean;

/** What the numbers in the answer of `check` stand for. */
export function tables(): [
  codes: import("../index.js").IssueCode[],
  brands: [id: string, gaps: number[], cvcName: string][],
  usualGaps: number[],
];

/**
 * The assessment of the fields, `[number, expiry, month, year, cvc, name, postalCode, network]`, as numbers: see src/web/answer.rs. `now` in
 * seconds.
 */
export function check(card: Text[], accepted: bigint | undefined, now: bigint): Uint8Array;

/**
 * The text to show after an edit, `[field, text, before, inputType]`, and the caret's place; `null` where the text is to be left as it is. `now` in
 * seconds.
 */
export function format(
  edit: Text[],
  caret: number,
  accepted: bigint | undefined,
  now: bigint,
): [text: string, caret: number] | null;

/**
 * Seals a card, given as to `check`. `order` is `[merchant, id, currency]`, `key` is `[kid, n, e]`, `context` is `[audience, origin]`. Throws
 * `[code, [[field, code], …]]`. `now` in seconds.
 */
export function encrypt(
  card: Text[],
  accepted: bigint | undefined,
  order: Text[],
  amount: bigint | undefined,
  key: Text[],
  context: Text[],
  now: bigint,
): [jwe: string, kid: string, brand: string | null, lastFour: string];
