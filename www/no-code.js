// What a shop's server writes into its page, a page of files has to ask for: the order, and the gateway's keys. The form does the rest.

import { money } from "./money.js";
import { createOrder } from "./shop.js";

const REFUSED = "The payment was refused. You were not charged. Enter the card again, or use another one.";
const UNKNOWN = "It is not known whether the payment was made. Ask the shop before you pay again.";
const UNREACHABLE = "The shop could not be reached. Check your connection and load the page again.";

const form = document.getElementById("checkout");

const error = new URLSearchParams(location.search).get("error");
if (error) {
  say(["gateway_unavailable", "internal"].includes(error) ? UNKNOWN : REFUSED);
}
// Back from the paid page the browser may show this page as it was left: that order is done.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());

try {
  const { order, keys, issuer } = await createOrder();
  const total = money(order.amount, order.currency);
  document.getElementById("total").textContent = total;
  document.getElementById("pay-label").textContent = `Pay ${total}`;
  form.querySelector("[name=order_id]").value = order.id;
  form.dataset.keys = keys;
  form.dataset.issuer = issuer;
  form.dataset.order = JSON.stringify(order);
  // Last: from here on the form takes a card.
  form.dataset.cardseal = "";
} catch {
  say(UNREACHABLE);
}

function say(text) {
  const note = document.getElementById("came-back");
  note.textContent = text;
  note.hidden = false;
}
