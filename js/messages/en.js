// English.

/** @type {import("../messages.js").Messages} */
export default {
  lang: "en",
  dir: "ltr",
  expiryPattern: "MM / YY",
  labels: {
    number: "Card number",
    expiry: "Expiry date",
    cvc: "Security code",
    name: "Name on card",
    postalCode: "Postal code",
    network: "Card network",
  },
  general: {
    number: "Check the card number.",
    expiry: "Check the expiry date.",
    cvc: "Check the security code.",
    name: "Check the name on the card.",
    postalCode: "Check the postal code.",
    network: "Check the card network.",
  },
  issues: {
    number: {
      required: "Enter the card number.",
      not_text: "The card number could not be read. Enter it again.",
      not_digits: "A card number has only digits. Remove any other characters.",
      too_short: "The card number is too short. Check that no digit is missing.",
      too_long: "The card number is too long. Check for a digit too many.",
      luhn: "There is a mistake in the card number. Compare it with your card.",
      length_for_brand: "The number has too many or too few digits. Compare it with your card.",
      brand_not_accepted: "We do not accept this type of card. Please use another card.",
    },
    expiry: {
      required: "Enter the expiry date of the card.",
      not_text: "The expiry date could not be read. Enter it again.",
      format: "Enter the month and year as MM/YY, for example 08/35.",
      not_digits: "The date has only digits. Enter the month and year, for example 08/35.",
      too_short: "The date is not complete. Enter the month and year, for example 08/35.",
      too_long: "The date is too long. Enter the month and year, for example 08/35.",
      month: "The month must be between 01 and 12.",
      expired: "This card has expired. Check the date or use another card.",
      too_far: "That year is too far in the future. Check the date on your card.",
    },
    cvc: {
      required: "Enter the security code of the card.",
      not_text: "The security code could not be read. Enter it again.",
      not_digits: "The security code has only digits. Remove any other characters.",
      too_short: "The security code has {lengths} digits. Check that none is missing.",
      too_long: "The security code has {lengths} digits. Check for one too many.",
      not_on_card: "This card has no security code. Leave this field empty.",
    },
    name: {
      required: "Enter the name as it appears on the card.",
      not_text: "The name could not be read. Enter it again.",
      too_long: "The name is too long. Enter it as it appears on the card.",
      characters: "The name has a character that cannot be used. Enter it as it appears on the card.",
      holds_number: "This looks like a card number. Enter the name on the card here.",
    },
    postalCode: {
      required: "Enter your postal code.",
      not_text: "The postal code could not be read. Enter it again.",
      too_short: "The postal code is too short. Check that nothing is missing.",
      too_long: "The postal code is too long. Check for a character too many.",
      characters: "The postal code has a character that cannot be used. Check it again.",
    },
    network: {
      required: "Choose the card network to pay with.",
      not_text: "The card network could not be read. Choose it again.",
      not_on_card: "This card does not work on that network. Choose one that is shown on the card.",
      brand_not_accepted: "We do not accept that network. Choose another one or use another card.",
    },
  },
  branded: {
    number: {
      length_for_brand: "{brand} cards have a different number of digits. Check the card number.",
      brand_not_accepted: "We do not accept {brand} cards. Please use another card.",
    },
    network: {
      not_on_card: "This card does not work with {brand}. Choose a network that is shown on the card.",
      brand_not_accepted: "We do not accept {brand}. Choose another network or use another card.",
    },
  },
  errors: {
    ERR_KEYS_FETCH: "The payment service could not be reached. You were not charged. Please try again.",
    ERR_KEY_INVALID: "Payment is not set up correctly here. Nothing was sent. Please tell the shop.",
    ERR_KEY_UNTRUSTED: "The payment service could not be verified. Nothing was sent. Please tell the shop.",
    ERR_CARD_INVALID: "Something in the card details is not right. You were not charged. Please check them.",
    ERR_ORDER_INVALID:
      "Something in this order is not right. You were not charged. Reload the page or tell the shop.",
    ERR_OPTION_INVALID:
      "The payment form is not set up correctly. You were not charged. Please tell the shop.",
    ERR_INSECURE_CONTEXT:
      "This page is not secure. Your card was not sent. Open the shop at its https address.",
    ERR_RANDOM_UNAVAILABLE:
      "This browser cannot protect your card. Nothing was sent. Please use another browser.",
    ERR_WASM_BLOCKED:
      "Card protection could not be loaded. Nothing was sent. Reload the page or try another browser.",
    ERR_INTERNAL: "Something went wrong. You were not charged. Reload the page and try again.",
  },
  form: {
    busy: "One moment, please.",
    check: "Please check:",
    sealed: "Your card is sealed. You need not enter it again.",
  },
};
