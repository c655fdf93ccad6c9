// The options of loadCardseal.

import { CardsealError } from "./errors.js";
import { own, ownText, WRONG_TYPE } from "./own.js";

/**
 * @typedef {object} Options
 * @property {unknown} keys
 * @property {string} issuer
 * @property {boolean} allowInsecure
 * @property {string[] | undefined} acceptedBrands ids
 * @property {unknown} wasm
 * @property {() => number} now milliseconds
 * @property {string | undefined} origin
 */

/**
 * @param {unknown} options
 * @returns {Options}
 */
export function readOptions(options) {
  if (own(options, "trust") !== undefined) throw new CardsealError("ERR_KEY_UNTRUSTED");
  const keys = own(options, "keys");
  if (keys === undefined || keys === null) refuse("keys", "required");
  const insecureContext = own(options, "insecureContext") ?? "refuse";
  if (insecureContext !== "refuse" && insecureContext !== "allow") refuse("insecureContext", "format");
  const now = own(options, "now") ?? Date.now;
  if (typeof now !== "function") refuse("now", "format");
  const issuer = own(options, "issuer");
  if (issuer === undefined || issuer === "") refuse("issuer", "required");
  if (typeof issuer !== "string") refuse("issuer", "not_text");
  const origin = own(options, "origin");
  if (origin !== undefined && typeof origin !== "string") refuse("origin", "not_text");
  return {
    keys,
    issuer,
    allowInsecure: insecureContext === "allow",
    acceptedBrands: brandIds(own(options, "acceptedBrands")),
    wasm: own(options, "wasm"),
    now: /** @type {() => number} */ (now),
    origin,
  };
}

/**
 * The challenge of a checkout, in the form in which a gateway takes one.
 * @param {unknown} given
 */
export function readNonce(given) {
  const nonce = ownText(given, "nonce");
  if (nonce === WRONG_TYPE) refuse("nonce", "not_text");
  if (nonce !== undefined && !/^[!-~]{1,512}$/.test(nonce)) refuse("nonce", "format");
  return nonce;
}

/**
 * @param {unknown} ids
 * @returns {string[] | undefined}
 */
function brandIds(ids) {
  if (ids === undefined) return undefined;
  const isList = Array.isArray(ids) && ids.every((id) => typeof id === "string");
  if (!isList || ids.length === 0) refuse("acceptedBrands", "format");
  return [...ids];
}

/**
 * @param {string} field
 * @param {import("./index.js").IssueCode} code
 * @returns {never}
 */
export function refuse(field, code) {
  throw new CardsealError("ERR_OPTION_INVALID", [{ field, code }]);
}
