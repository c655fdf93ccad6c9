// What browsers are told about each input of a card, where the merchant has not told them.

import { setMissing } from "./dom.js";

/** @typedef {import("./setup.js").FieldName} FieldName */

const DIGITS = /** @type {[string, string][]} */ ([
  ["inputmode", "numeric"],
  // Digits are written from left to right in every language.
  ["dir", "ltr"],
]);
/** @type {Record<FieldName, [string, string][]>} */
const TOLD = {
  number: [["autocomplete", "cc-number"], ...DIGITS],
  expiry: [["autocomplete", "cc-exp"], ...DIGITS],
  cvc: [["autocomplete", "cc-csc"], ...DIGITS],
  name: [
    ["autocomplete", "cc-name"],
    ["autocapitalize", "words"],
  ],
  postalCode: [
    ["autocomplete", "postal-code"],
    ["autocapitalize", "characters"],
  ],
};
/** What browsers would judge by themselves, in bubbles of their own, and what would cut a number that is pasted with its spaces. */
const JUDGED = ["required", "pattern", "minlength", "maxlength"];

/**
 * @param {FieldName} name
 * @param {HTMLInputElement} input
 * @param {boolean} required
 */
export function prepareInput(name, input, required) {
  // The others have no caret that a script can set.
  if (!["text", "tel", "password", "search"].includes(input.type)) input.type = "text";
  for (const attribute of JUDGED) input.removeAttribute(attribute);
  setMissing(input, TOLD[name]);
  setMissing(input, [
    ["autocapitalize", "off"],
    // Some browsers send what they check the spelling of to a server.
    ["spellcheck", "false"],
    ["autocorrect", "off"],
  ]);
  if (required) setMissing(input, [["aria-required", "true"]]);
}

/**
 * Names an input that the merchant gave no name for people: better than one that nobody can tell apart.
 *
 * @param {HTMLInputElement} input
 * @param {string} label
 */
export function labelInput(input, label) {
  const named = input.labels?.length || input.title || input.hasAttribute("aria-labelledby");
  if (!named) setMissing(input, [["aria-label", label]]);
}
