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

type Plain = [status: "incomplete" | "invalid" | "valid", code: string | null];

/** The assessment of each field, `null` for one that was not given. `now` in seconds. */
export function check(
  number: Text,
  expiry: Text,
  month: Text,
  year: Text,
  cvc: Text,
  name: Text,
  accepted: Text,
  now: bigint,
): [
  number: [...Plain, brand: string | null, brands: string[], gaps: number[], lengths: number[]] | null,
  expiry: Plain | null,
  cvc: [...Plain, lengths: number[], name: string | null] | null,
  name: Plain | null,
];

/** Seals a card. Throws `[code, [[field, code], …]]`. `now` in seconds. */
export function encrypt(
  number: Text,
  expiry: Text,
  month: Text,
  year: Text,
  cvc: Text,
  name: Text,
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
