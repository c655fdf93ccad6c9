// The entry for Node, whose fetch reads no file: the same face. Importing it does nothing.

import { readFile } from "node:fs/promises";
import { load } from "./cardseal.js";

export { CardsealError } from "./errors.js";

/** @type {typeof import("./index.js").loadCardseal} */
export async function loadCardseal(options) {
  return load(options, new URL("./wasm/cardseal_bg.wasm", import.meta.url), (url) =>
    url.protocol === "file:" ? readFile(url) : fetch(url),
  );
}
