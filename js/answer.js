// What `check` answers: the module's numbers as objects.

import { bare } from "./own.js";

/** @typedef {ReturnType<typeof import("./wasm/cardseal.js").tables>} Tables */
/** @typedef {import("./index.js").FieldStatus} FieldStatus */

const FIELDS = ["number", "expiry", "cvc", "name", "postalCode", "network"];
const STATUSES = /** @type {const} */ (["incomplete", "invalid", "valid"]);
/** Where the numbers about the brand begin: behind two for each field. */
const BRAND = 2 * FIELDS.length;
/** Behind these begin the lists. */
const REST = BRAND + 5;

/**
 * An object with a member for each field that was given, and for no other.
 * @param {Uint8Array} numbers see src/web/answer.rs
 * @param {Tables} tables what the numbers stand for
 * @param {Set<string>} wrong the fields whose value is no text
 * @returns {import("./index.js").Checked}
 */
export function readAnswer(numbers, [codes, brands, usualGaps], wrong) {
  const number = (/** @type {number} */ place) => /** @type {number} */ (numbers[place]);
  const brand = (/** @type {number} */ place) => brands[number(place)];
  const lengthsEnd = REST + number(BRAND + 3);
  const cvcLengthsEnd = lengthsEnd + number(BRAND + 4);
  /** @type {Record<string, () => object>} what is known beside the status */
  const more = bare({
    number: () => ({
      brand: brand(BRAND)?.[0] ?? null,
      brands: Array.from(numbers.subarray(cvcLengthsEnd), (place) => brands[place]?.[0]),
      gaps: [...(brand(BRAND + 1)?.[1] ?? usualGaps)],
      lengths: [...numbers.subarray(REST, lengthsEnd)],
    }),
    cvc: () => ({
      lengths: [...numbers.subarray(lengthsEnd, cvcLengthsEnd)],
      name: brand(BRAND + 2)?.[2] ?? null,
    }),
  });
  /** @type {[string, object][]} */
  const given = [];
  FIELDS.forEach((field, i) => {
    const [status, code] = [STATUSES[number(2 * i)], codes[number(2 * i + 1)]];
    if (wrong.has(field)) given.push([field, { status: "invalid", code: "not_text" }]);
    else if (status)
      given.push([field, code ? { status, code, ...more[field]?.() } : { status, ...more[field]?.() }]);
  });
  return Object.fromEntries(given);
}
