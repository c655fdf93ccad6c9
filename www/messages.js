// What the shop says about each thing that can go wrong: what is the matter, then what to do.

const BRANDS = {
  visa: "Visa",
  mastercard: "Mastercard",
  "american-express": "Amex",
  discover: "Discover",
  "diners-club": "Diners",
};

const FIELDS = {
  number: {
    required: "Enter the card number.",
    not_digits: "A card number has only digits. Take out the other signs.",
    too_short: "The card number is too short. Check that every digit is there.",
    too_long: "The card number is too long. Check for a digit typed twice.",
    luhn: "This is not a card number. Check for a wrong or swapped digit.",
    length_for_brand: (given) =>
      `A ${brandName(given.brand) ?? "card"} number does not have ${given.length} digits. Check it again.`,
    brand_not_accepted: (given) =>
      `We do not take ${brandName(given.brand) ?? "this card"}. Use another card.`,
  },
  expiry: {
    required: "Enter the month and year on the card.",
    too_short: "Enter two digits for the month and two for the year, like 08 / 29.",
    format: "Enter two digits for the month and two for the year, like 08 / 29.",
    not_digits: "Enter two digits for the month and two for the year, like 08 / 29.",
    month: "The month is a number from 01 to 12.",
    expired: "This card has expired. Use another card.",
    too_far: "This year is too far ahead. Check it again.",
  },
  cvc: {
    required: "Enter the security code.",
    not_digits: "The code has only digits.",
    too_short: (given) => `The code has ${given.lengths} digits.`,
    too_long: (given) => `The code has ${given.lengths} digits.`,
    length_for_brand: (given) => `The code has ${given.lengths} digits.`,
  },
  name: {
    too_long: "This name is too long. Enter it as it stands on the card.",
    holds_number: "This looks like a card number. It goes into the first field; enter the name here.",
    characters: "This name has a sign that no card bears. Enter it as it stands on the card.",
  },
};

const FALLBACK = {
  number: "Check the card number.",
  expiry: "Check the month and year.",
  cvc: "Check the security code.",
  name: "Check the name.",
};

const FORM = {
  ERR_INSECURE_CONTEXT:
    "This page did not come over a secure connection, so it will not take a card. Open the shop with https, or from this computer as localhost.",
  ERR_WASM_BLOCKED:
    "Your browser or an extension blocks WebAssembly, which seals the card. Allow it for this page and load the page again.",
  ERR_RANDOM_UNAVAILABLE:
    "Your browser gives no safe random numbers, so the card cannot be sealed. Try another browser.",
  ERR_KEYS_FETCH:
    "The payment gateway could not be reached. Nothing was sent. Check your connection and try again.",
  ERR_KEY_INVALID:
    "The payment gateway’s key is not one we can trust. Nothing was sent. Please tell the shop.",
  ERR_KEY_UNTRUSTED:
    "The payment gateway’s key is not one we can trust. Nothing was sent. Please tell the shop.",
  ERR_ORDER_INVALID: "The shop made a mistake in this order. Nothing was sent. Load the page again.",
  ERR_CARD_INVALID: "Check the card: something in it is not right.",
  shop_unreachable:
    "The shop could not be reached. Your card is still sealed in this page: check your connection and press Pay again.",
  order_unavailable: "The shop could not be reached. Check your connection and try again.",
  payment_refused: "The payment was refused. You were not charged. Enter the card again, or use another one.",
  gateway_unavailable:
    "The payment gateway did not answer. Your card is still sealed in this page: press Pay again in a moment.",
};

/** The brand's name as people write it, or undefined. */
export function brandName(id) {
  return id ? (BRANDS[id] ?? id) : undefined;
}

/** One sentence for the text beside a field. `given` holds what the sentence may name: brand, length, lengths. */
export function fieldMessage(field, code, given = {}) {
  const message = FIELDS[field][code] ?? FALLBACK[field];
  return typeof message === "function" ? message(given) : message;
}

/** What stands above the Pay button when the trouble is not in one field. */
export function formMessage(code) {
  return FORM[code] ?? "Something went wrong in this page. Nothing was sent. Load the page and try again.";
}
