// What a page passes in, copied into plain texts before anything else looks at it.

import { CardsealError } from "./errors.js";
import { own, ownText, WRONG_TYPE } from "./own.js";

/** @typedef {import("./index.js").Issue} Issue */
/** @typedef {string | undefined} Text */

/** Property of a card → the field that an issue about it names; in the order in which the module takes them. */
const CARD = /** @type {const} */ ([
  ["number", "number"],
  ["expiry", "expiry"],
  ["expiryMonth", "expiry"],
  ["expiryYear", "expiry"],
  ["cvc", "cvc"],
  ["name", "name"],
  ["postalCode", "postalCode"],
  ["network", "network"],
]);

/** @typedef {[Text, Text, Text, Text, Text, Text, Text, Text]} CardTexts number, expiry, month, year, cvc, name, postal code, network */

/**
 * The texts of a card, and the fields whose value is no text.
 * @param {unknown} card
 * @returns {{ texts: CardTexts, wrong: Set<string> }}
 */
export function readCard(card) {
  const wrong = new Set();
  const texts = CARD.map(([key, field]) => {
    const text = ownText(card, key);
    if (text !== WRONG_TYPE) return text;
    wrong.add(field);
    return undefined;
  });
  return { texts: /** @type {CardTexts} */ (texts), wrong };
}

/**
 * The texts of a card of which all that is given is text.
 * @param {unknown} card
 */
export function requireCard(card) {
  const { texts, wrong } = readCard(card);
  if (wrong.size > 0) {
    throw new CardsealError(
      "ERR_CARD_INVALID",
      [...wrong].map((field) => ({ field, code: "not_text" })),
    );
  }
  return texts;
}

/**
 * An edit of a field. What is missing or of a wrong type stands for an empty field.
 * @param {unknown} edit
 */
export function readEdit(edit) {
  const [field, text, before, inputType] = ["field", "text", "before", "inputType"].map((key) => {
    const value = own(edit, key);
    return typeof value === "string" ? value : undefined;
  });
  const caret = own(edit, "caret");
  const inside = typeof caret === "number" && caret >= 0 && caret <= (text ?? "").length;
  return {
    field: field ?? "",
    text: text ?? "",
    caret: inside ? Math.floor(caret) : (text ?? "").length,
    before,
    inputType: inputType ?? "",
  };
}

/**
 * Merchant, id and currency of an order, and its amount. Numbers that are no safe integer are refused here, where they still are numbers.
 * @param {unknown} order
 */
export function requireOrder(order) {
  /** @type {Issue[]} */
  const issues = [];
  /** @param {string} field */
  const text = (field) => {
    const value = ownText(order, field);
    if (value !== WRONG_TYPE) return value;
    issues.push({ field, code: "not_text" });
    return undefined;
  };
  const amount = own(order, "amount");
  const code = amount === undefined ? undefined : amountIssue(amount);
  if (code) issues.push({ field: "amount", code });
  const [merchant, id, currency] = [text("merchant"), text("id"), text("currency")];
  if (issues.length > 0) throw new CardsealError("ERR_ORDER_INVALID", issues);
  return {
    texts: [merchant, id, currency],
    amount: amount === undefined ? undefined : BigInt(/** @type {number} */ (amount)),
  };
}

/** @param {unknown} amount */
function amountIssue(amount) {
  if (typeof amount !== "number" || Number.isNaN(amount)) return "not_integer";
  if (amount < 0) return "not_positive";
  if (!Number.isInteger(amount)) return Number.isFinite(amount) ? "not_integer" : "unsafe_integer";
  return Number.isSafeInteger(amount) ? undefined : "unsafe_integer";
}
