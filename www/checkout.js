// The checkout: an order from the shop, a key from the gateway, a card from the buyer, a sealed card to the shop.

import { brandName } from "/cardseal/messages.js";
import { CardFields } from "./fields.js";
import { formMessage, learnLanguage } from "./messages.js";
import { money } from "./money.js";
import { createOrder, pay } from "./shop.js";

/** Nothing that the buyer does on this page can mend these. */
const BLOCKING = new Set([
  "ERR_INSECURE_CONTEXT",
  "ERR_WASM_BLOCKED",
  "ERR_RANDOM_UNAVAILABLE",
  "ERR_KEY_INVALID",
  "ERR_KEY_UNTRUSTED",
]);
/** After these the shop may not have the sealed card yet: the same one is sent again, so it is paid once. */
const WORTH_RESENDING = new Set(["shop_unreachable", "gateway_unavailable"]);

const page = Object.fromEntries(
  [
    "checkout",
    "fields",
    "sealed",
    "sealed-card",
    "sealed-size",
    "other-card",
    "test-card",
    "form-error",
    "pay",
    "pay-label",
    "progress",
    "total",
  ].map((id) => [id, document.getElementById(id)]),
);
const fields = new CardFields({ onEdit: forgetFormError });

let messages = null;
let order = null;
let cardseal = null;
let sealed = null;
let busy = false;

page.checkout.addEventListener("submit", (event) => {
  event.preventDefault();
  // A second click finds `busy` set: one payment, however often the button is pressed.
  if (!busy) {
    (cardseal ? sealAndPay : prepare)();
  }
});
page["other-card"].addEventListener("click", () => {
  if (!busy) {
    takeAnotherCard();
  }
});
page["test-card"].addEventListener("click", fillTestCard);
// Back from the paid page the browser may show this page as it was left: that order is done.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());

prepare();

async function prepare() {
  enter("loading");
  try {
    const [created] = await Promise.all([createOrder(), messages ?? speak()]).catch(() =>
      Promise.reject({ code: "order_unavailable" }),
    );
    ({ order } = created);
    page.total.textContent = money(order.amount, order.currency);
    const { loadCardseal } = await import("/cardseal/index.js");
    const insecureContext =
      new URLSearchParams(location.search).get("insecure") === "allow" ? "allow" : "refuse";
    cardseal = await loadCardseal({ keys: created.keys, issuer: created.issuer, insecureContext });
    fields.judgeWith(cardseal);
    document.getElementById("insecure-note").hidden = window.isSecureContext;
    enter("ready");
  } catch (error) {
    fail(error);
  }
}

async function speak() {
  messages = await learnLanguage();
  fields.speak(messages);
}

async function sealAndPay() {
  forgetFormError();
  if (!sealed && !fields.settle()) {
    return;
  }
  enter("paying");
  try {
    if (!sealed) {
      const { network } = fields;
      sealed = await cardseal.encrypt(fields.card(), order);
      fields.clear();
      showSealed(network ?? sealed.brand);
    }
    const { next } = await pay(order.id, sealed.jwe);
    sealed = null;
    enter("paid");
    location.assign(next);
  } catch (error) {
    fail(error);
  }
}

function fail(error) {
  const code = typeof error?.code === "string" ? error.code : "ERR_INTERNAL";
  if (code === "ERR_CARD_INVALID") {
    enter("ready");
    if (!fields.showIssues(error.issues ?? [])) {
      showFormError({ code });
    }
    return;
  }
  if (sealed && !WORTH_RESENDING.has(code)) {
    takeAnotherCard();
  }
  enter(BLOCKING.has(code) ? "blocked" : "failed");
  showFormError({ code, declineCode: error?.declineCode });
}

/** The states of the page: loading, ready, paying, paid, failed (try again), blocked (this page takes no card). */
function enter(state) {
  document.body.dataset.state = state;
  busy = state === "loading" || state === "paying" || state === "paid" || state === "blocked";
  page.pay.setAttribute("aria-disabled", String(busy));
  fields.setDisabled(state === "blocked");
  page["test-card"].hidden = state === "blocked";
  page["pay-label"].textContent = payLabel(state);
  page.progress.textContent = { paying: "Paying", paid: "Paid. The receipt is loading." }[state] ?? "";
}

function payLabel(state) {
  const total = order ? ` ${money(order.amount, order.currency)}` : "";
  const labels = {
    loading: "Getting ready…",
    paying: "Paying…",
    paid: "Paid",
    blocked: "Cannot pay on this page",
  };
  return labels[state] ?? (cardseal ? `Pay${total}` : "Try again");
}

function showSealed(brand) {
  page["sealed-card"].textContent = `${brandName(brand) ?? "Card"} •••• ${sealed.lastFour}`;
  page["sealed-size"].textContent = `sealed in this page, ${sealed.jwe.length.toLocaleString("en")} bytes`;
  page.fields.hidden = true;
  page.sealed.hidden = false;
  // The field that had the focus is gone.
  page.pay.focus();
}

function takeAnotherCard() {
  sealed = null;
  fields.clear();
  page.sealed.hidden = true;
  page.fields.hidden = false;
  forgetFormError();
  fields.focus();
}

function showFormError(error) {
  page["form-error"].dataset.code = error.code;
  page["form-error"].textContent = formMessage(messages, error);
}

function forgetFormError() {
  if (page["form-error"].textContent !== "") {
    page["form-error"].textContent = "";
    delete page["form-error"].dataset.code;
  }
}

/** The number that every sandbox knows: it is no one's card. */
function fillTestCard() {
  const year = String(new Date().getFullYear() + 3).slice(-2);
  if (!busy && !sealed) {
    fields.fill({ number: "4242".repeat(4), expiry: `12 / ${year}`, cvc: "123", name: "Ada Lund" });
    page.pay.focus();
  }
}
