// The entry for pages and workers. Importing it does nothing.

import { load } from "./cardseal.js";
import { bare } from "./own.js";

export { CardsealError } from "./errors.js";

/** @type {typeof import("./index.js").loadCardseal} */
export async function loadCardseal(options) {
  return load(options, new URL("./wasm/cardseal_bg.wasm", import.meta.url), (url) =>
    fetch(url, bare({ credentials: "same-origin" })),
  );
}
