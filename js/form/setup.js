// What a merchant wrote into a form: read whole, or refused with a sentence for each mistake. The sentences are for the console and name no value.

import { requireOrder } from "../input.js";
import { readNonce } from "../options.js";
import { bare, own } from "../own.js";
import { native, partsOf, submitButtons } from "./dom.js";

/** @typedef {"number" | "expiry" | "cvc" | "name" | "postalCode"} FieldName */

/** @type {readonly string[]} */
const FIELDS = ["number", "expiry", "cvc", "name", "postalCode"];
/** What else a form may have a place for. */
const PLACES = ["brand", "network", "status"];

/** What the sealed card is posted as. */
export const POSTED_AS = "cardseal";

/**
 * @typedef {object} Setup
 * @property {Map<FieldName, HTMLInputElement>} inputs in the order of the page
 * @property {import("../index.js").CardsealOptions} options
 * @property {string[]} mistakes nothing of the rest may be used where there is one
 */

/**
 * @param {HTMLFormElement} form
 * @returns {Setup}
 */
export function readSetup(form) {
  const { inputs, mistakes } = readInputs(form);
  const attribute = (/** @type {string} */ name) => native(form, "getAttribute")(`data-${name}`);
  mistakes.push(...unsafe(form), ...orderMistakes(form));
  const elements = Array.from(native(form, "elements"));
  if (elements.some((element) => element.getAttribute("name") === POSTED_AS)) {
    mistakes.push(`another control has the name "${POSTED_AS}", which is the sealed card's`);
  }
  const keys = readKeys(attribute("keys"));
  if (keys === undefined) mistakes.push("data-keys is not the address of a key set, nor a key set as JSON");
  const issuer = attribute("issuer") ?? "";
  if (issuer === "") mistakes.push("data-issuer is missing");
  const insecureContext = attribute("insecure-context") ?? "refuse";
  if (insecureContext !== "refuse" && insecureContext !== "allow") {
    mistakes.push('data-insecure-context is neither "refuse" nor "allow"');
  }
  const options = /** @type {import("../index.js").CardsealOptions} */ ({ keys, issuer, insecureContext });
  const brands = attribute("accepted-brands");
  if (brands !== null) options.acceptedBrands = brands.split(/[\s,]+/).filter((brand) => brand !== "");
  return { inputs, options, mistakes };
}

/**
 * Why nothing may be sent from this form, by this button: looked at when it is found, and again before anything is sealed, as pages change.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} [submitter]
 */
export function unsafe(form, submitter = null) {
  const mistakes = [];
  for (const part of partsOf(form, "data-cardseal")) {
    if (part instanceof HTMLInputElement && part.name !== "") {
      const role = FIELDS.find((field) => field === part.getAttribute("data-cardseal")) ?? "…";
      mistakes.push(
        `the input data-cardseal="${role}" has a name, so that browsers post what is typed: remove the attribute`,
      );
    }
  }
  const buttons = submitter ? [submitter, ...submitButtons(form)] : submitButtons(form);
  const elsewhere = buttons.some(
    (button) => button.hasAttribute("formmethod") && Reflect.get(button, "formMethod") !== "post",
  );
  if (native(form, "method") !== "post" || elsewhere) {
    mistakes.push('the form is not sent with method="post": a sealed card does not belong into an address');
  }
  return mistakes;
}

/**
 * What a card is sealed for, as it stands in the form now, and the text that it was read from.
 *
 * @param {HTMLFormElement} form
 */
export function readOrder(form) {
  const [order, nonce] = ["data-order", "data-nonce"].map((name) => native(form, "getAttribute")(name));
  const given = /** @type {import("../index.js").Given} */ (bare(nonce == null ? {} : { nonce }));
  return { text: JSON.stringify([order, nonce]), order: parse(order ?? ""), given };
}

/** @param {HTMLFormElement} form */
function orderMistakes(form) {
  const { order, given } = readOrder(form);
  const missing = ["merchant", "id", "amount", "currency"].filter(
    (member) => own(order, member) === undefined,
  );
  if (missing.length > 0) return [`data-order is not JSON, or has no ${missing.join(", ")}`];
  try {
    requireOrder(order);
    readNonce(given);
    return [];
  } catch (error) {
    const issues = /** @type {import("../index.js").CardsealError} */ (error).issues;
    return issues.map(({ field, code }) => `data-${field === "nonce" ? "" : "order: "}${field}: ${code}`);
  }
}

/** @param {HTMLFormElement} form */
function readInputs(form) {
  /** @type {Map<FieldName, HTMLInputElement>} */
  const inputs = new Map();
  const mistakes = [];
  for (const part of partsOf(form, "data-cardseal")) {
    const role = part.getAttribute("data-cardseal") ?? "";
    if (PLACES.includes(role) && !(part instanceof HTMLInputElement)) continue;
    const name = /** @type {FieldName} */ (role);
    if (!FIELDS.includes(role)) mistakes.push(`data-cardseal is one of ${[...FIELDS, ...PLACES].join(", ")}`);
    else if (!(part instanceof HTMLInputElement)) mistakes.push(`data-cardseal="${role}" is not an <input>`);
    else if (inputs.has(name)) mistakes.push(`data-cardseal="${role}" is there twice`);
    else inputs.set(name, part);
  }
  for (const name of /** @type {FieldName[]} */ (["number", "expiry"])) {
    if (!inputs.has(name)) mistakes.push(`there is no <input data-cardseal="${name}">`);
  }
  return { inputs, mistakes };
}

/**
 * @param {string | null} text
 * @returns {import("../index.js").CardsealOptions["keys"] | undefined}
 */
function readKeys(text) {
  if (!text) return undefined;
  if (/^\s*\{/.test(text)) {
    return /** @type {import("../index.js").JsonWebKeySet | undefined} */ (parse(text));
  }
  try {
    // What is relative is meant to be of the page's own server; which that is makes no difference here.
    return /^https?:$/.test(new URL(text, "https://page.invalid").protocol) ? text : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} text
 * @returns {unknown}
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
