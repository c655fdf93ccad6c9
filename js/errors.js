// Errors: one class, a literal code per cause, sentences that never repeat input.

/** @type {Record<import("./index.js").CardsealErrorCode, string>} */
const SENTENCES = {
  ERR_KEYS_FETCH:
    "The gateway's keys could not be fetched. Check the address, CORS and the page's connect-src.",
  ERR_KEY_INVALID: "The key set is malformed, or holds no key that may be used; `issues` says why.",
  ERR_KEY_UNTRUSTED: "A trust root is pinned, and this key set is not one that it signed.",
  ERR_CARD_INVALID: "The card is not valid; `issues` says which fields.",
  ERR_ORDER_INVALID: "The order is not valid; `issues` says which members.",
  ERR_OPTION_INVALID: "An option of loadCardseal is missing or not valid; `issues` says which.",
  ERR_INSECURE_CONTEXT:
    'The page is not a secure context. Serve it over https, or accept the risk with insecureContext: "allow".',
  ERR_RANDOM_UNAVAILABLE: "crypto.getRandomValues is missing, fails, or repeats itself.",
  ERR_WASM_BLOCKED:
    "The WebAssembly module could not be loaded. Check that it is served, and that the page's script-src has 'wasm-unsafe-eval' and its connect-src the module's origin.",
  ERR_INTERNAL: "Something failed that should not; nothing was sealed.",
};

export class CardsealError extends Error {
  // Declared, so that they are defined here: an assignment alone would run a setter that a page put on Object.prototype.
  /** @type {import("./index.js").CardsealErrorCode} */
  code;
  /** @type {readonly import("./index.js").Issue[]} */
  issues;

  /**
   * @param {import("./index.js").CardsealErrorCode} code
   * @param {import("./index.js").Issue[]} [issues]
   */
  constructor(code, issues = []) {
    super(SENTENCES[code]);
    this.code = code;
    this.issues = Object.freeze(issues.map((issue) => Object.freeze(issue)));
  }

  /** @override */
  get name() {
    return "CardsealError";
  }
}

/**
 * What the module threw, as a CardsealError: `[code, [[field, code], …]]` is a refusal, anything else a fault of ours.
 * @param {unknown} thrown
 */
export function fromModule(thrown) {
  if (!Array.isArray(thrown)) return new CardsealError("ERR_INTERNAL");
  const [code, issues] = thrown;
  return new CardsealError(
    code,
    issues.map((/** @type {[string, string]} */ [field, issue]) => ({ field, code: issue })),
  );
}
