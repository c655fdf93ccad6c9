// The no-code form: every `<form data-cardseal>` of the page takes cards from here on. Importing this is all there is to it.

import { native } from "./form/dom.js";
import { PaymentForm } from "./form/payment-form.js";
import { watchPresses } from "./form/press.js";
import { bare } from "./own.js";

const FORMS = "form[data-cardseal]";

/** @type {WeakMap<HTMLFormElement, PaymentForm>} */
const known = new WeakMap();

// Where there is no page, as on a server, there is nothing to do.
if (typeof document === "object") {
  const loading = native(document, "readyState") === "loading";
  // A script that does not wait for the page would find forms without their end.
  if (loading) native(document, "addEventListener")("DOMContentLoaded", start);
  else start();
}

function start() {
  watchPresses();
  takeAll(document);
  // Forms that scripts make come here too: looking at what was added costs less than adding it did.
  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      for (const node of [target, ...addedNodes]) {
        if (!(node instanceof Element)) continue;
        if (native(node, "matches")(FORMS)) take(/** @type {HTMLFormElement} */ (node));
        if (node !== target) takeAll(node);
      }
    }
  });
  const watched = { childList: true, subtree: true, attributes: true, attributeFilter: ["data-cardseal"] };
  observer.observe(document, bare(watched));
  // A page that the browser keeps for "back" keeps no card, and one that comes back starts anew.
  for (const type of ["pagehide", "pageshow"]) {
    window.addEventListener(type, (event) => {
      if (type === "pageshow" && !(/** @type {PageTransitionEvent} */ (event).persisted)) return;
      for (const form of native(document, "querySelectorAll")(FORMS)) {
        known.get(/** @type {HTMLFormElement} */ (form))?.startAnew();
      }
    });
  }
}

/** @param {Document | Element} root */
function takeAll(root) {
  for (const form of native(root, "querySelectorAll")(FORMS)) take(/** @type {HTMLFormElement} */ (form));
}

/** @param {HTMLFormElement} form */
function take(form) {
  if (!known.has(form)) known.set(form, new PaymentForm(form));
}
