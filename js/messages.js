// Sentences for buyers, one file per language, of which a page loads the one that it asks for. Importing this does nothing.

/**
 * @typedef {import("./messages.js").Language} Language
 * @typedef {import("./messages.js").Messages} Messages
 */

/** @type {Record<Language, () => Promise<{ default: Messages }>>} Each path is spelt out, so that bundlers see it. */
const FILES = {
  en: () => import("./messages/en.js"),
  es: () => import("./messages/es.js"),
  "pt-BR": () => import("./messages/pt-BR.js"),
  fr: () => import("./messages/fr.js"),
  de: () => import("./messages/de.js"),
  it: () => import("./messages/it.js"),
  nl: () => import("./messages/nl.js"),
  pl: () => import("./messages/pl.js"),
  tr: () => import("./messages/tr.js"),
  ar: () => import("./messages/ar.js"),
  hi: () => import("./messages/hi.js"),
  ja: () => import("./messages/ja.js"),
  ko: () => import("./messages/ko.js"),
  "zh-Hans": () => import("./messages/zh-Hans.js"),
};

export const LANGUAGES = /** @type {readonly Language[]} */ (Object.freeze(Object.keys(FILES)));

/** @type {readonly unknown[]} The members of an order: what is wrong with them is the shop's mistake, not the buyer's. */
const ORDER = ["merchant", "id", "amount", "currency"];

/** @type {Record<string, string>} The brands whose names are not their ids in capitals and spaces. */
const BRANDS = {
  dinacard: "DinaCard",
  jcb: "JCB",
  mada: "mada",
  rupay: "RuPay",
  uatp: "UATP",
  unionpay: "UnionPay",
};

/** @type {typeof import("./messages.js").loadMessages} */
export async function loadMessages(languages = globalThis.navigator?.languages ?? []) {
  const language = match(typeof languages === "string" ? [languages] : languages);
  return freeze((await FILES[language]()).default);
}

/** @type {typeof import("./messages.js").sentence} */
export function sentence(messages, issue, given) {
  const { field, code } = typeof issue === "string" ? { field: "", code: issue } : Object(issue);
  const brand = brandName(given?.brand);
  const template =
    (brand && text(messages, "branded", field, code)) ??
    text(messages, "issues", field, code) ??
    text(messages, "general", field) ??
    text(messages, "errors", field ? shopsMistake(field) : code) ??
    text(messages, "errors", "ERR_INTERNAL") ??
    "";
  return template
    .replace("{brand}", () => brand ?? "")
    .replace("{lengths}", () => either(given?.lengths, messages.lang));
}

/** @type {typeof import("./messages.js").brandName} */
export function brandName(id) {
  if (typeof id !== "string" || id === "") return undefined;
  if (Object.hasOwn(BRANDS, id)) return BRANDS[id];
  return id.replace(/(^|-)([a-z])/g, (_, hyphen, letter) => (hyphen && " ") + letter.toUpperCase());
}

/**
 * The language for a list of wishes: the first wish that has one, English where none has.
 *
 * RFC 4647 section 3.4 would find no `pt-BR` for `pt-PT` and no `zh-Hans` for `zh-SG`. So a wish and a language fit where their language and
 * script are equal, once what a tag leaves out is filled in as Unicode's likely subtags do: `zh-TW` is written in another script.
 * @param {readonly string[]} wishes
 * @returns {Language}
 */
function match(wishes) {
  for (const wish of wishes) {
    const written = languageAndScript(wish);
    const found = written && LANGUAGES.find((language) => languageAndScript(language) === written);
    if (found) return found;
  }
  return "en";
}

/**
 * @param {string} tag
 * @returns {string | undefined} `undefined` where it is no language tag
 */
function languageAndScript(tag) {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch {
    return undefined;
  }
}

/**
 * The error that speaks for an issue with something that the buyer did not type.
 * @param {unknown} field
 */
function shopsMistake(field) {
  if (field === "key") return "ERR_KEY_INVALID";
  return ORDER.includes(field) ? "ERR_ORDER_INVALID" : "ERR_OPTION_INVALID";
}

/**
 * The text at a path of own properties, or `undefined`.
 * @param {unknown} object
 * @param {...unknown} path
 * @returns {string | undefined}
 */
function text(object, ...path) {
  /** @type {any} */
  let value = object;
  for (const key of path) {
    if (typeof value !== "object" || value === null || typeof key !== "string") return undefined;
    value = Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return typeof value === "string" ? value : undefined;
}

/**
 * "3", or "3 or 4" in the language.
 * @param {readonly number[] | undefined} lengths those of a brand that is not known yet, where they are left out
 * @param {string} language
 */
function either(lengths, language) {
  const given = Array.isArray(lengths) ? lengths.filter(Number.isInteger) : [];
  const texts = (given.length > 0 ? given : [3, 4]).map(String);
  try {
    return new Intl.ListFormat(language, { type: "disjunction" }).format(texts);
  } catch {
    return texts.join(" / ");
  }
}

/**
 * One object serves the whole page, so nobody may change it.
 * @template {object} T
 * @param {T} object
 * @returns {T}
 */
function freeze(object) {
  for (const member of Object.values(object)) if (typeof member === "object") freeze(member);
  return Object.freeze(object);
}
