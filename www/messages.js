// What the shop itself has to say. All that is about the card, the package says.

import { loadMessages, sentence } from "/cardseal/messages.js";

/** @typedef {import("cardseal/messages").Messages} Messages */

const SHOP = {
  shop_unreachable:
    "The shop could not be reached. Your card is still sealed in this page: check your connection and press Pay again.",
  order_unavailable: "The shop could not be reached. Check your connection and try again.",
  payment_refused: "The payment was refused. You were not charged. Enter the card again, or use another one.",
  card_declined:
    "The card's bank declined the payment and does not say why. You were not charged. Use another card, or ask your bank.",
  authentication_required:
    "The card's bank wants to ask you first (3-D Secure), which this sandbox cannot do. You were not charged. Use another card.",
  gateway_unavailable:
    "The payment gateway did not answer. Your card is still sealed in this page: press Pay again in a moment.",
};
/** Declines that a buyer can do something about. Of a lost card nothing is said: whoever holds it may have found it. */
const DECLINED = {
  insufficient_funds:
    "There is not enough money for this on the card. You were not charged. Use another card.",
  expired_card: "The card's bank says that the card has expired. You were not charged. Use another card.",
  incorrect_cvc: "The security code is not the one of this card. You were not charged. Enter the card again.",
};
const UNTOLD = "Something went wrong in this page. Nothing was sent. Load the page and try again.";

const OPTIONAL = {
  en: "optional",
  es: "opcional",
  "pt-BR": "opcional",
  fr: "facultatif",
  de: "optional",
  it: "facoltativo",
  nl: "optioneel",
  pl: "opcjonalne",
  tr: "isteğe bağlı",
  ar: "اختياري",
  hi: "वैकल्पिक",
  ja: "任意",
  ko: "선택 사항",
  "zh-Hans": "选填",
};

/**
 * The words of the language that the address asks for (`?lang=ar`), or the browser. The page is then in that language, and reads its way.
 *
 * @returns {Promise<Messages>}
 */
export async function learnLanguage() {
  const asked = new URLSearchParams(location.search).getAll("lang");
  const messages = await loadMessages([...asked, ...navigator.languages]);
  document.documentElement.lang = messages.lang;
  document.documentElement.dir = messages.dir;
  return messages;
}

/** What stands above the Pay button when the trouble is not in one field. Before there are `messages`, in English. */
export function formMessage(messages, { code, declineCode }) {
  return DECLINED[declineCode] ?? SHOP[code] ?? (messages ? sentence(messages, code) : UNTOLD);
}

/** What stands behind the label of a field that may stay empty. */
export function optionalHint({ lang }) {
  return OPTIONAL[lang] ?? "";
}

/** What stands behind the label of the security code: where it is, or, in languages that the shop does not speak, what the brand calls it. */
export function cvcHint({ lang }, { lengths, name }) {
  if (lang !== "en") {
    return name ?? "";
  }
  return lengths.includes(3) ? "3 digits, on the back" : "4 digits, on the front";
}
