// loadCardseal and what it gives: the one face, for pages, workers and Node.

import { CardsealError } from "./errors.js";
import { readCard, requireCard, requireOrder } from "./input.js";
import { chooseKey } from "./keys.js";
import { loadModule } from "./module.js";
import { readOptions, refuse } from "./options.js";

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
  const accepted = options.acceptedBrands;
  if (accepted !== undefined && !run((module) => module.knowsBrands(accepted))) {
    refuse("acceptedBrands", "unknown_brand");
  }
  const key = await chooseKey(options.keys, run);
  const now = () => {
    const seconds = Math.floor(options.now() / 1000);
    if (!Number.isSafeInteger(seconds) || seconds < 0) refuse("now", "format");
    return BigInt(seconds);
  };
  /** @type {string | undefined} */
  let lastIv;

  return Object.freeze({
    /** @param {unknown} card */
    check(card) {
      const { texts, wrong } = readCard(card);
      return answer(
        run((module) => module.check(...texts, accepted, now())),
        wrong,
      );
    },

    /**
     * @param {unknown} card
     * @param {unknown} order
     */
    async encrypt(card, order) {
      const texts = requireCard(card);
      const [merchant, id, amount, currency] = requireOrder(order);
      const [jwe, kid, brand, lastFour] = run((module) =>
        module.encrypt(
          ...texts,
          accepted,
          merchant,
          id,
          amount,
          currency,
          key.kid,
          key.n,
          key.e,
          options.issuer,
          options.origin,
          now(),
        ),
      );
      // Each instance is fresh, so only here is it seen that a random source starts anew at every card.
      const iv = jwe.split(".")[2];
      if (iv === lastIv) throw new CardsealError("ERR_RANDOM_UNAVAILABLE");
      lastIv = iv;
      return { jwe, kid, brand, lastFour };
    },
  });
}

/**
 * The module's arrays as an object with a member for each field that was given.
 * @param {any} checked
 * @param {Set<string>} wrong
 * @returns {import("./index.js").Checked}
 */
function answer([number, expiry, cvc, name], wrong) {
  /** @param {[string, string | null]} status */
  const plain = ([status, code]) => (code === null ? { status } : { status, code });
  const fields = {
    number: number && {
      ...plain(number),
      brand: number[2],
      brands: number[3],
      gaps: number[4],
      lengths: number[5],
    },
    expiry: expiry && plain(expiry),
    cvc: cvc && { ...plain(cvc), lengths: cvc[2], name: cvc[3] },
    name: name && plain(name),
  };
  const given = Object.entries(fields).filter(([field, status]) => status !== null && !wrong.has(field));
  for (const field of wrong) given.push([field, { status: "invalid", code: "not_text" }]);
  return Object.fromEntries(given);
}
