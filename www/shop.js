// The shop's own server, as the page calls it. A card never passes through here: only a sealed one.

const PATIENCE_MS = 15_000;

/** The shop or the gateway behind it did not do what was asked. `code` is the answer's, or `shop_unreachable`; a declined card has a `declineCode`. */
export class ShopError extends Error {
  constructor(code, declineCode) {
    super(`the shop answered ${code}`);
    this.code = code;
    this.declineCode = declineCode;
  }
}

/** A new order: `{ order: { merchant, id, amount, currency }, gateway, keys, issuer }`. */
export function createOrder() {
  return ask("/api/orders", { method: "POST" });
}

/** Pays an order with a sealed card: `{ status: "approved", next }`. The same call twice pays once. */
export function pay(orderId, jwe) {
  return ask("/api/pay", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ order_id: orderId, sealed_card: jwe }),
  });
}

/** The order as the shop knows it, with the request that it received. */
export function readOrder(orderId) {
  return ask(`/api/orders/${encodeURIComponent(orderId)}`);
}

/** The gateway's masked view of a payment. Only a sandbox shows it. */
export function readOpened(gateway, paymentId) {
  return ask(`${gateway}/v1/payments/${encodeURIComponent(paymentId)}/opened`);
}

async function ask(url, options = {}) {
  let answer;
  let body;
  try {
    answer = await fetch(url, {
      ...options,
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    body = await answer.json();
  } catch {
    throw new ShopError("shop_unreachable");
  }
  if (!answer.ok) {
    throw new ShopError(body?.error ?? "shop_unreachable", body?.decline_code);
  }
  return body;
}
