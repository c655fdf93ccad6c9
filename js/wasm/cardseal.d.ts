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

/** Whether every id of a comma-separated list names a brand. */
export function knowsBrands(ids: string): boolean;

/** Whether a JWK is meant for sealing cards. Throws `["ERR_KEY_INVALID", [["key", code]]]`. */
export function usableKey(kty: Text, kid: Text, alg: Text, usage: Text, n: Text, e: Text): boolean;

/** What the numbers in the answer of `check` stand for. */
export function tables(): [
  codes: import("../index.js").IssueCode[],
  brands: [id: string, gaps: number[], cvcName: string][],
  usualGaps: number[],
];

/** The assessment of the fields, as numbers: see src/web/answer.rs. `now` in seconds. */
export function check(
  number: Text,
  expiry: Text,
  month: Text,
  year: Text,
  cvc: Text,
  name: Text,
  postalCode: Text,
  network: Text,
  accepted: Text,
  now: bigint,
): Uint8Array;

/** The text to show after an edit, and the caret's place; `null` where the text is to be left as it is. `now` in seconds. */
export function format(
  field: string,
  text: string,
  caret: number,
  before: Text,
  inputType: string,
  accepted: Text,
  now: bigint,
): [text: string, caret: number] | null;

/** Seals a card. Throws `[code, [[field, code], …]]`. `now` in seconds. */
export function encrypt(
  number: Text,
  expiry: Text,
  month: Text,
  year: Text,
  cvc: Text,
  name: Text,
  postalCode: Text,
  network: Text,
  accepted: Text,
  merchant: Text,
  id: Text,
  amount: bigint | undefined,
  currency: Text,
  kid: string,
  n: string,
  e: string,
  audience: string,
  origin: Text,
  now: bigint,
): [jwe: string, kid: string, brand: string | null, lastFour: string];
