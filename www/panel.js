// The two sides of a payment, drawn: the bytes that the shop received, and what the gateway read in them.

import { brandName } from "/cardseal/messages.js";
import { money } from "./money.js";

const PARTS = [
  { id: "header", label: "header", about: "names the cipher and the key" },
  { id: "key", label: "encrypted key", about: "only the gateway can unwrap it" },
  { id: "iv", label: "IV", about: "never used twice" },
  { id: "ciphertext", label: "ciphertext", about: "the card and the order, padded" },
  { id: "tag", label: "tag", about: "breaks if a bit changes" },
];
const SEALED_CARD = /[\w-]+(?:\.[\w-]+){4}/;

/** The request as its bytes came in, the five parts of the sealed card told apart by colour. */
export function drawRequest(place, saw) {
  const headers = saw.headers.map(([name, value]) => `${name}: ${value}\n`).join("");
  const fold = element("details", { class: "bytes-headers" }, [
    element("summary", {}, [`${saw.headers.length} headers`]),
    element("div", {}, [headers]),
  ]);
  const [before, parts, after] = splitBody(saw.body);
  const tinted = parts.flatMap((part, i) => [
    i > 0 ? "." : "",
    element("span", { class: `part-${PARTS[i].id}` }, [part]),
  ]);
  place.replaceChildren(
    element("div", { class: "bytes-line" }, [`${saw.method} ${saw.path} HTTP/1.1`]),
    fold,
    element("div", { class: "bytes-body" }, [before, ...tinted, after]),
  );
}

/** One entry for each part: its tint, its name, its length in characters, what it is for. */
export function drawLegend(place, saw) {
  const [, parts] = splitBody(saw.body);
  place.replaceChildren(
    ...parts.map((part, i) =>
      element("li", { class: `part-${PARTS[i].id}` }, [
        element("b", {}, [PARTS[i].label]),
        element("span", {}, [`${part.length}`]),
        element("small", {}, [PARTS[i].about]),
      ]),
    ),
  );
}

/** How many bytes the shop received: request line, headers and body. */
export function requestSize(saw) {
  return new TextEncoder().encode(requestText(saw)).length;
}

/** How often a text stands in the request. Base64 may hold any four digits by pure chance. */
export function occurrences(saw, text) {
  return requestText(saw).split(text).length - 1;
}

/** The masked card and the claims it came with. */
export function drawOpened(place, { card, claims, kid }) {
  const { order } = claims;
  place.replaceChildren(
    element("div", { class: "card-face" }, [
      element("span", { class: "card-brand" }, [brandName(card.network ?? card.brand) ?? "Card"]),
      element("span", { class: "card-number" }, [card.number]),
      element("span", { class: "card-expiry" }, [card.expiry]),
    ]),
    element("dl", { class: "facts" }, [
      ...(card.network ? fact("Network", `${brandName(card.network)}, chosen in the page`) : []),
      ...fact("Security code", card.cvc ?? "not given"),
      ...fact("Name", card.name ? "received" : "not given"),
      ...fact(
        "Sealed for",
        `${money(order.amount, order.currency)} to ${order.merchant}, order ${order.id}. It opens for nothing else.`,
      ),
      ...fact(
        "On the page",
        `${claims.origin ?? "no page"}, ${claims.secure ? "a secure context" : "not a secure context"}`,
      ),
      ...fact("For the gateway", claims.aud),
      ...fact("Good for", `${Math.round((claims.exp - claims.iat) / 60)} minutes, from ${clock(claims.iat)}`),
      ...fact("Once", `${claims.jti}: a second try with the same bytes is refused`),
      ...fact("With the key", kid),
    ]),
  );
}

function requestText({ method, path, headers, body }) {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `${method} ${path} HTTP/1.1\r\n${lines}\r\n${body}`;
}

function splitBody(body) {
  const found = SEALED_CARD.exec(body);
  if (!found) {
    return [body, [], ""];
  }
  return [body.slice(0, found.index), found[0].split("."), body.slice(found.index + found[0].length)];
}

function fact(term, text) {
  return [element("dt", {}, [term]), element("dd", {}, [text])];
}

function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString("en-GB");
}

function element(tag, attributes, children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}
