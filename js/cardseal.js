// loadCardseal and what it gives: the one face, for pages, workers and Node.

import { readAnswer } from "./answer.js";
import { CardsealError } from "./errors.js";
import { readCard, readEdit, requireCard, requireOrder } from "./input.js";
import { chooseKey } from "./keys.js";
import { loadModule } from "./module.js";
import { readNonce, readOptions, refuse } from "./options.js";

const LONGEST_FORMATTED = 128;

/**
 * @param {unknown} given the options
 * @param {URL} location of the module, where the options do not give one
 * @param {(url: URL) => Promise<unknown>} open what reads a URL
 * @returns {Promise<import("./index.js").Cardseal>}
 */
export async function load(given, location, open) {
  const options = readOptions(given);
  const run = await loadModule(options.wasm ?? location, open);
  if (!options.allowInsecure && !run((module) => module.secure())) {
    throw new CardsealError("ERR_INSECURE_CONTEXT");
  }
  const ids = options.acceptedBrands;
  const accepted = ids && run((module) => module.acceptedBrands(ids));
  if (ids && accepted === undefined) refuse("acceptedBrands", "unknown_brand");
  const key = await chooseKey(options.keys, run);
  const now = () => {
    const seconds = Math.floor(options.now() / 1000);
    if (!Number.isSafeInteger(seconds) || seconds < 0) refuse("now", "format");
    return BigInt(seconds);
  };
  const keyTexts = [key.kid, key.n, key.e];
  const tables = run((module) => module.tables());
  /** @type {string | undefined} */
  let lastIv;

  return Object.freeze({
    /** @param {unknown} card */
    check(card) {
      const { texts, wrong } = readCard(card);
      const numbers = run((module) => module.check(texts, accepted, now()));
      return readAnswer(numbers, tables, wrong);
    },

    /** @param {unknown} edit */
    format(edit) {
      const { field, text, caret, before, inputType } = readEdit(edit);
      // A longer one is no card field: it is left as it is, without a copy.
      if (text.length > LONGEST_FORMATTED) return { text, caret };
      const shown = run((module) =>
        module.format([field, text, before?.slice(0, LONGEST_FORMATTED), inputType], caret, accepted, now()),
      );
      return shown === null ? { text, caret } : { text: shown[0], caret: shown[1] };
    },

    /**
     * @param {unknown} card
     * @param {unknown} order
     * @param {unknown} [given]
     */
    async encrypt(card, order, given) {
      const texts = requireCard(card);
      const { texts: orderTexts, amount } = requireOrder(order);
      const context = [options.issuer, options.origin, readNonce(given)];
      const [jwe, kid, brand, lastFour] = run((module) =>
        module.encrypt(texts, accepted, orderTexts, amount, keyTexts, context, now()),
      );
      // Each call begins on a fresh memory, so only here is it seen that a random source starts anew at every card.
      const iv = jwe.split(".")[2];
      if (iv === lastIv) throw new CardsealError("ERR_RANDOM_UNAVAILABLE");
      lastIv = iv;
      return { jwe, kid, brand, lastFour };
    },
  });
}
