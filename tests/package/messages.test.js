// The sentences for buyers, as the package carries them: every language is whole, and every code has its sentence.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { PACKAGE } from "../browser/harness/server.js";

const { brandName, LANGUAGES, loadMessages, sentence } = await import(
  pathToFileURL(join(PACKAGE, "messages.js"))
);
const all = await Promise.all(LANGUAGES.map((language) => loadMessages(language)));
const english = all[0];

/** Every text of a language by its path; the tag and the direction are none. */
const texts = (object, path = "") =>
  Object.entries(object).flatMap(([key, value]) => {
    if (typeof value === "object") return texts(value, `${path}${key}.`);
    return ["lang", "dir"].includes(key) ? [] : [[path + key, value]];
  });
const isSentence = (path) => /^(general|issues|branded|errors|form)\./.test(path) && path !== "form.check";
const placeholders = (text) => (text.match(/\{.*?\}/g) ?? []).join();

/** The names in a union of index.d.ts. */
function union(name) {
  const types = readFileSync(join(PACKAGE, "index.d.ts"), "utf8");
  const [, members] = new RegExp(`export type ${name} =([^;]+);`).exec(types);
  return [...members.matchAll(/"(\w+)"/g)].map(([, member]) => member);
}
const ISSUES = union("IssueCode");
const ERRORS = union("CardsealErrorCode");

/** Fields that a buyer does not fill in, and the error that speaks for them. */
const SHOPS = {
  merchant: "ERR_ORDER_INVALID",
  id: "ERR_ORDER_INVALID",
  amount: "ERR_ORDER_INVALID",
  currency: "ERR_ORDER_INVALID",
  key: "ERR_KEY_INVALID",
  issuer: "ERR_OPTION_INVALID",
  acceptedBrands: "ERR_OPTION_INVALID",
};
/** Codes that come only with those. */
const SHOPS_CODES = [
  "not_integer",
  "not_positive",
  "unsafe_integer",
  "currency",
  "kid",
  "encoding",
  "too_small",
  "too_large",
  "exponent",
  "factor",
  "no_usable_key",
  "unknown_brand",
];

/** The letters of a language, and what ends its sentences. */
const WRITING = {
  ar: [/^\p{scx=Arab}$/u, /[.]$/],
  hi: [/^\p{scx=Deva}$/u, /।$/],
  ja: [/^[\p{scx=Hira}\p{scx=Kana}\p{scx=Hani}]$/u, /。$/],
  ko: [/^\p{scx=Hang}$/u, /[.]$/],
  "zh-Hans": [/^\p{scx=Hani}$/u, /。$/],
};
const LATIN = [/^\p{scx=Latn}$/u, /[.]$/];

describe("the sentences", () => {
  test("every language has a file, and every file a language", () => {
    const files = readdirSync(join(PACKAGE, "messages")).filter((file) => file.endsWith(".js"));
    assert.deepEqual(files.map((file) => file.replace(".js", "")).sort(), [...LANGUAGES].sort());
    assert.deepEqual(
      all.map(({ lang }) => lang),
      LANGUAGES,
    );
    assert.equal(LANGUAGES.length, 14);
  });

  for (const messages of all) {
    test(`${messages.lang} is whole`, () => {
      const own = texts(messages);
      const expected = texts(english);
      assert.deepEqual(own.map(([path]) => path).sort(), expected.map(([path]) => path).sort());
      assert.equal(messages.dir, messages.lang === "ar" ? "rtl" : "ltr");
      const byPath = Object.fromEntries(expected);
      for (const [path, text] of own) {
        assert.ok(text.trim() === text && text.length > 0 && text.length <= 110, `${path}: ${text}`);
        assert.equal(placeholders(text), placeholders(byPath[path]), path);
        assert.doesNotMatch(text, /\p{Nd}{3}/u, path);
      }
      const frozen = (value) =>
        typeof value === "string" || (Object.isFrozen(value) && Object.values(value).every(frozen));
      assert.ok(frozen(messages));
    });

    test(`${messages.lang} is written as its readers write`, () => {
      const [letter, end] = WRITING[messages.lang] ?? LATIN;
      for (const [path, text] of texts(messages)) {
        // What stays as it is in every language: placeholders, a scheme, the pattern of the expiry.
        const words = text.replace(/\{\w+\}|https|\bMM ?\/ ?YY/g, "");
        for (const character of words.match(/\p{L}/gu) ?? [])
          assert.match(character, letter, `${path}: ${text}`);
        if (isSentence(path)) assert.match(text, end, path);
        assert.doesNotMatch(text, /['"]| {2}/, path);
        if (messages.lang === "fr") assert.doesNotMatch(text, /[^\u202f][;:!?»]/, path);
        if (messages.lang === "zh-Hans") assert.doesNotMatch(text, /[請輸號碼檢與擇無訂單設頁護]/, path);
        if (messages !== english && isSentence(path)) {
          assert.ok(!texts(english).some(([, other]) => other === text), `${path} is English`);
        }
      }
    });
  }

  test("the placeholders stand where they are filled", () => {
    for (const [path, text] of texts(english)) {
      const wanted = path.startsWith("branded.")
        ? "{brand}"
        : /^issues\.cvc\.too_/.test(path)
          ? "{lengths}"
          : "";
      assert.equal(placeholders(text), wanted, path);
    }
  });

  test("every code of every field is answered in every language", () => {
    const told = new Set(Object.values(english.issues).flatMap((codes) => Object.keys(codes)));
    const untold = ISSUES.filter((code) => !told.has(code) && !SHOPS_CODES.includes(code));
    assert.deepEqual(untold, [], "codes of index.d.ts without a sentence");
    assert.deepEqual([...told, ...SHOPS_CODES].sort(), [...ISSUES].sort(), "every code once");
    assert.deepEqual(Object.keys(english.errors).sort(), [...ERRORS].sort());
    let answers = 0;
    for (const messages of all) {
      for (const code of [...ISSUES, "a_code_to_come"]) {
        for (const field of Object.keys(messages.labels)) {
          const said = sentence(messages, { field, code });
          assert.ok(said.length > 0 && !/[{}]/.test(said), said);
          if (!messages.issues[field][code]) assert.equal(said, messages.general[field]);
          answers += 1;
        }
        for (const [field, error] of Object.entries(SHOPS)) {
          assert.equal(sentence(messages, { field, code }), messages.errors[error]);
        }
      }
      for (const code of ERRORS) {
        assert.equal(sentence(messages, code), messages.errors[code]);
        assert.equal(sentence(messages, { code }), messages.errors[code]);
      }
    }
    assert.ok(answers > 14 * 6 * 20);
  });

  test("lengths and brands are named in the language", async () => {
    const [de, ar, ja] = await Promise.all(["de", "ar", "ja"].map((language) => loadMessages(language)));
    const short = { field: "cvc", code: "too_short" };
    const says = (messages, issue, given, part) =>
      assert.ok(sentence(messages, issue, given).includes(part), sentence(messages, issue, given));
    says(english, short, { lengths: [4] }, "has 4 digits");
    says(english, short, { lengths: [3, 4] }, "has 3 or 4 digits");
    for (const given of [undefined, {}, { lengths: [] }, { lengths: ["4242"] }, { lengths: "4242" }]) {
      says(english, short, given, "has 3 or 4 digits");
    }
    says(de, short, { lengths: [3, 4] }, "3 oder 4");
    says(ar, short, { lengths: [3, 4] }, "3 أو 4");
    says(ja, short, { lengths: [3, 4] }, "3または4桁");
    const refused = { field: "number", code: "brand_not_accepted" };
    says(english, refused, { brand: "american-express" }, "do not accept American Express cards");
    says(english, refused, { brand: "Visa" }, "do not accept Visa cards");
    for (const brand of [null, undefined, "", 7]) says(english, refused, { brand }, "this type of card");
    says(de, { field: "network", code: "not_on_card" }, { brand: "cartes-bancaires" }, "Cartes Bancaires");
    assert.deepEqual(["unionpay", "jcb", "diners-club", null].map(brandName), [
      "UnionPay",
      "JCB",
      "Diners Club",
      undefined,
    ]);
    // A name is text, whatever is in it.
    says(english, refused, { brand: "$& {lengths}" }, "$& ");
  });

  test("nothing makes it throw, and nothing that is given comes back", () => {
    const awkward = {
      toString() {
        throw new Error("not to be called");
      },
    };
    const card = "4242424242424242";
    for (const issue of [
      null,
      undefined,
      7,
      {},
      [],
      awkward,
      Symbol("s"),
      card,
      "constructor",
      "__proto__",
    ]) {
      assert.equal(sentence(english, issue), english.errors.ERR_INTERNAL);
    }
    for (const code of [null, undefined, awkward, Symbol("s"), card, "constructor", "__proto__"]) {
      assert.equal(sentence(english, { field: "number", code }), english.general.number);
      assert.equal(sentence(english, { field: awkward, code }, null), english.errors.ERR_OPTION_INVALID);
      assert.equal(sentence(english, { field: "constructor", code }), english.errors.ERR_OPTION_INVALID);
    }
    for (const messages of [null, undefined, {}, { issues: { number: null } }]) {
      assert.equal(sentence(messages, { field: "number", code: "luhn" }), "");
    }
  });
});
