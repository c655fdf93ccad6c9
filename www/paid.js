// The paid page: the receipt, and both sides of what happened.

import { brandName } from "/cardseal/messages.js";
import { money } from "./money.js";
import { drawLegend, drawOpened, drawRequest, occurrences, requestSize } from "./panel.js";
import { readOpened, readOrder } from "./shop.js";

const by = (id) => document.getElementById(id);

show(new URLSearchParams(location.search).get("order")).catch(() => {
  say(
    "failed",
    "This order could not be shown",
    "The shop did not answer, or does not know this order. The payment, if there was one, is not touched by that.",
  );
});

async function show(orderId) {
  const known = await readOrder(orderId ?? "");
  if (known.status !== "paid") {
    say("failed", "This order is not paid", "Nothing was charged. Go back to the shop and try again.");
    return;
  }
  drawReceipt(known);
  drawMerchantSide(known);
  await drawGatewaySide(known);
  say(
    "paid",
    "Thank you. It is yours.",
    "Your copy leaves the press on the next dry day. The shop knows your card by its brand and last four digits, and by nothing else.",
  );
}

function drawReceipt({ order, brand, last_four: lastFour }) {
  by("paid-card").textContent = `${brandName(brand) ?? "Card"} •••• ${lastFour}`;
  by("paid-order").textContent = order.id;
  by("paid-total").textContent = money(order.amount, order.currency);
  by("receipt").hidden = false;
}

function drawMerchantSide({ saw, last_four: lastFour }) {
  by("saw-size").textContent = `${requestSize(saw).toLocaleString("en")} bytes`;
  const times = occurrences(saw, lastFour);
  by("saw-verdict").textContent =
    times === 0
      ? `Every byte that the shop’s server received. We searched it for ${lastFour}, the end of your card: not found.`
      : "Every byte that the shop’s server received. It holds no card number that the shop could read.";
  drawRequest(by("merchant-saw"), saw);
  drawLegend(by("saw-legend"), saw);
}

async function drawGatewaySide({ gateway, payment_id: paymentId }) {
  try {
    drawOpened(by("gateway-opened"), await readOpened(gateway, paymentId));
    by("opened-kid").textContent = "has the key";
    by("opened-verdict").textContent =
      "The same bytes, read by the only server that can. A real gateway shows it to no one.";
  } catch {
    by("gateway-opened").textContent = "The gateway no longer shows this payment.";
  }
}

function say(state, title, text) {
  by("thanks-title").textContent = title;
  by("thanks-text").textContent = text;
  document.body.dataset.state = state;
}
