// The gateway's keys: fetched, read, and one of them chosen.

import { CardsealError } from "./errors.js";
import { bare, own, ownText, WRONG_TYPE } from "./own.js";

/** @typedef {{ kid: string, n: string, e: string }} Key A key that the module found usable. */

/** Characters of the largest key set that is read. */
const MAX_SET = 65_536;
/** Keys of the largest set. */
const MAX_KEYS = 100;

/** @type {Map<string, Promise<unknown>>} Key sets by address: what is fetched is fetched once. */
const fetched = new Map();

/**
 * The first key that is meant for sealing cards. Keys meant for something else are passed over (RFC 7517 section 5); one that is
 * meant for it and must not be used refuses the whole set.
 * @param {unknown} keys a URL, a JWKS or a JWK
 * @param {import("./module.js").Run} run
 * @returns {Promise<Key>}
 */
export async function chooseKey(keys, run) {
  const set = typeof keys === "string" || keys instanceof URL ? await fetchOnce(String(keys)) : keys;
  const list = own(set, "keys") ?? [set];
  if (!Array.isArray(list) || list.length > MAX_KEYS) throw invalid("format");
  for (const jwk of list) {
    const members = ["kty", "kid", "alg", "use", "n", "e"].map((name) => ownText(jwk, name));
    if (members.includes(WRONG_TYPE)) throw invalid("format");
    const texts = /** @type {(string | undefined)[]} */ (members);
    if (run((module) => module.usableKey(texts))) {
      const [, kid, , , n, e] = texts;
      return /** @type {Key} */ ({ kid, n, e });
    }
  }
  throw invalid("no_usable_key");
}

/** @param {string} url */
function fetchOnce(url) {
  let set = fetched.get(url);
  if (!set) {
    set = fetchSet(url);
    fetched.set(url, set);
    // A failure is not kept: the next call tries again.
    set.catch(() => fetched.delete(url));
  }
  return set;
}

/**
 * @param {string} url
 * @returns {Promise<unknown>}
 */
async function fetchSet(url) {
  const text = await fetchText(url);
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("format");
  }
}

/** @param {string} url */
async function fetchText(url) {
  let text;
  try {
    const response = await fetch(
      url,
      bare({ credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" }),
    );
    text = response.ok ? await readCapped(response) : undefined;
  } catch {
    text = undefined;
  }
  if (text === undefined) throw new CardsealError("ERR_KEYS_FETCH");
  return text;
}

/**
 * The text of a response, or `undefined` as soon as it is longer than any key set.
 * @param {Response} response
 */
async function readCapped(response) {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return text;
    text += decoder.decode(value, { stream: true });
    if (text.length > MAX_SET) {
      await reader?.cancel();
      return undefined;
    }
  }
}

/** @param {import("./index.js").IssueCode} code */
function invalid(code) {
  return new CardsealError("ERR_KEY_INVALID", [{ field: "key", code }]);
}
