// What `check` answers: the module's numbers as objects.

/** @typedef {ReturnType<typeof import("./wasm/cardseal.js").tables>} Tables */
/** @typedef {import("./index.js").FieldStatus} FieldStatus */

const FIELDS = ["number", "expiry", "cvc", "name", "postalCode", "network"];
const STATUSES = /** @type {const} */ (["incomplete", "invalid", "valid"]);
const NONE = 255;
/** Where the numbers about the brand begin: behind two for each field. */
const BRAND = 2 * FIELDS.length;

/**
 * An object with a member for each field that was given, and for no other.
 * @param {Uint8Array} numbers see src/web/answer.rs
 * @param {Tables} tables what the numbers stand for
 * @param {Set<string>} wrong the fields whose value is no text
 * @returns {import("./index.js").Checked}
 */
export function readAnswer(numbers, [codes, brands, usualGaps], wrong) {
  const head = /** @type {[number, number, number, number, number]} */ ([
    ...numbers.subarray(BRAND, BRAND + 5),
  ]);
  const [brand, shape, cvc, lengths, cvcLengths] = head;
  const rest = [...numbers.subarray(BRAND + 5)];
  const at = (/** @type {number} */ place) => /** @type {Tables[1][number]} */ (brands[place]);
  /** @type {Record<string, object>} what is known beside the status */
  const more = {
    number: {
      brand: brand === NONE ? null : at(brand)[0],
      brands: rest.slice(lengths + cvcLengths).map((place) => at(place)[0]),
      gaps: [...(shape === NONE ? usualGaps : at(shape)[1])],
      lengths: rest.slice(0, lengths),
    },
    cvc: {
      lengths: rest.slice(lengths, lengths + cvcLengths),
      name: cvc === NONE ? null : at(cvc)[2],
    },
  };
  const given = FIELDS.map((field, i) => {
    const [status, code] = /** @type {[number, number]} */ ([numbers[2 * i], numbers[2 * i + 1]]);
    if (wrong.has(field)) return [field, { status: "invalid", code: "not_text" }];
    if (status === NONE) return [];
    const plain = code === NONE ? {} : { code: codes[code] };
    return [field, { status: STATUSES[status], ...plain, ...more[field] }];
  });
  return Object.fromEntries(given.filter((entry) => entry.length > 0));
}
