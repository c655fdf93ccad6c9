// Which language is loaded, and that no other is.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { newKey } from "../browser/harness/keys.js";
import { PACKAGE } from "../browser/harness/server.js";
import { installPackage } from "./install.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const { LANGUAGES, loadMessages } = await import(pathToFileURL(join(PACKAGE, "messages.js")));
const english = await loadMessages("en");

describe("the choice of a language", () => {
  // The language of each wish, or Dutch, which is wished for next.
  // biome-ignore format: a table
  const WISHES = {
    en: "en", "en-GB": "en", es: "es", "es-419": "es", "es-MX": "es", pt: "pt-BR", "pt-PT": "pt-BR", "PT-br": "pt-BR",
    fr: "fr", "fr-CA": "fr", "de-CH-1996": "de", "de-DE-u-co-phonebk": "de", "DE-at": "de", it: "it", "it-CH": "it",
    "nl-BE": "nl", pl: "pl", "tr-TR": "tr", ar: "ar", "ar-EG": "ar", "ar-u-nu-latn": "ar", hi: "hi", "hi-Latn": "nl",
    ja: "ja", "ja-JP-x-kansai": "ja", ko: "ko", "ko-KR": "ko", zh: "zh-Hans", "zh-CN": "zh-Hans", "zh-SG": "zh-Hans",
    "zh-hans": "zh-Hans", "zh-Hans-HK": "zh-Hans", "cmn-Hans": "zh-Hans", "zh-TW": "nl", "zh-HK": "nl", "zh-Hant": "nl",
    sv: "nl", "": "nl", "*": "nl", pt_BR: "nl", "x-private": "nl", "not a tag": "nl",
  };
  test("the first wish that has one", async () => {
    for (const [wish, language] of Object.entries(WISHES)) {
      assert.equal((await loadMessages([wish, "nl"])).lang, language, wish);
    }
    assert.equal((await loadMessages([null, undefined, 7, {}, "ko"])).lang, "ko");
    assert.equal((await loadMessages(["sv", "zh-TW", "pt-PT", "fr"])).lang, "pt-BR");
  });

  test("English, where nothing fits", async () => {
    for (const wishes of ["sv", "", [], ["sv", "*"]]) assert.equal((await loadMessages(wishes)).lang, "en");
  });

  test("without wishes, those of the browser", async () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, "navigator");
    const withNavigator = async (value) => {
      Object.defineProperty(globalThis, "navigator", { value, configurable: true });
      return (await loadMessages()).lang;
    };
    try {
      assert.equal(await withNavigator({ languages: ["sv-SE", "tr-TR", "en"] }), "tr");
      assert.equal(await withNavigator({}), "en");
      assert.equal(await withNavigator(undefined), "en");
    } finally {
      if (before) Object.defineProperty(globalThis, "navigator", before);
      else delete globalThis.navigator;
    }
  });
});

describe("the files", () => {
  let installed;
  let project;
  const node = (args, env) =>
    execFileSync(process.execPath, args, { cwd: project, encoding: "utf8", env: { ...process.env, ...env } });
  const script = (name, source) => {
    writeFileSync(join(project, name), source);
    return name;
  };
  before(() => {
    installed = installPackage();
    ({ project } = installed);
  });
  after(() => installed?.remove());

  test("one language is one file more, and the main entry has none", () => {
    const log = join(project, "loaded.txt");
    const hooks = `
      import { appendFileSync } from "node:fs";
      export async function load(url, context, next) {
        if (url.startsWith("file:")) appendFileSync(process.env.LOADED, url + "\\n");
        return next(url, context);
      }`;
    script("hooks.js", hooks);
    script("hook.js", `import { register } from "node:module"; register("./hooks.js", import.meta.url);`);
    const loaded = (name, source) => {
      writeFileSync(log, "");
      node(["--import", "./hook.js", script(name, source)], { LOADED: log });
      const urls = readFileSync(log, "utf8").split("\n");
      return urls.flatMap((url) => url.split("/node_modules/cardseal/")[1] ?? []);
    };
    const load = `import { loadMessages } from "cardseal/messages"; await loadMessages(["sv", "pt-PT", "fr"]);`;
    assert.deepEqual(loaded("load.js", `${load} await loadMessages("pt");`), [
      "messages.js",
      "messages/pt-BR.js",
    ]);
    assert.deepEqual(loaded("entry.js", `import "cardseal/messages";`), ["messages.js"]);
    assert.deepEqual(loaded("main.js", `import "cardseal";`), ["node.js"]);
    assert.deepEqual(loaded("direct.js", `import de from "cardseal/messages/de"; de.labels.cvc.length;`), [
      "messages/de.js",
    ]);
    for (const entry of ["index.js", "node.js"]) {
      assert.doesNotMatch(readFileSync(join(project, "node_modules/cardseal", entry), "utf8"), /messages/);
    }
  });

  test("a load that fails says why, and is tried again", () => {
    const source = `
      import { renameSync } from "node:fs";
      import { loadMessages } from "cardseal/messages";
      const [there, away] = ["pl.js", "away.js"].map((name) => "node_modules/cardseal/messages/" + name);
      renameSync(there, away);
      const { code } = await loadMessages("pl").catch((error) => error);
      const { lang } = await loadMessages("en");
      renameSync(away, there);
      const again = await loadMessages("pl").catch((error) => error);
      console.log(JSON.stringify([code, lang, again.lang]));`;
    assert.deepEqual(JSON.parse(node([script("again.js", source)])), ["ERR_MODULE_NOT_FOUND", "en", "pl"]);
  });

  test("a bundler keeps the languages apart", () => {
    script("page.js", `import { loadMessages } from "cardseal/messages"; loadMessages().then(console.log);`);
    const out = mkdtempSync(join(tmpdir(), "cardseal-bundle-"));
    try {
      const options = ["--bundle", "--splitting", "--format=esm", "--charset=utf8", "--log-level=error"];
      node([join(ROOT, "node_modules/esbuild/bin/esbuild"), "page.js", ...options, `--outdir=${out}`]);
      const files = readdirSync(out);
      assert.equal(files.length, 1 + LANGUAGES.length);
      assert.ok(!readFileSync(join(out, "page.js"), "utf8").includes(english.issues.number.luhn));
    } finally {
      rmSync(out, { recursive: true });
    }
  });

  test("what the module finds wrong has a sentence of its own", () => {
    const year = new Date().getFullYear();
    const cards = [
      { number: "", expiry: "", cvc: "", name: "" },
      { number: 1, expiry: 1, cvc: 1, name: 1 },
      { number: "x", expiry: "1", cvc: "x", name: "A\u0000" },
      { number: "42", expiry: "13/30", cvc: "1", name: "4242 4242 4242 4242" },
      { number: "4".repeat(30), expiry: "01/20", cvc: "12345", name: "A".repeat(200) },
      { number: "4242424242424241", expiry: `01/${year + 40}`, cvc: "12" },
      { number: "378282246310005", expiry: "1/2/3/4" },
      { number: "378282246310", expiry: "9".repeat(90) },
      { number: "37828224631000512" },
      { number: "5555555555554444" },
      { postalCode: "", network: "" },
      { number: "4242424242424242", postalCode: 1, network: 1 },
      { number: "4242424242424242", postalCode: "1", network: "mastercard" },
      { number: "4242424242424242", postalCode: "1".repeat(40), network: "nonsense" },
      { number: "135412345678911", cvc: "123", postalCode: "#?" },
    ];
    const source = `
      import { loadCardseal } from "cardseal";
      import { loadMessages, sentence } from "cardseal/messages";
      const keys = ${JSON.stringify(newKey().jwk)};
      const options = { keys, issuer: "https://gateway.test", acceptedBrands: ["visa", "american-express", "uatp"] };
      const cardseal = await loadCardseal(options);
      const order = { merchant: "shop", id: "1", amount: 1, currency: "EUR" };
      const en = await loadMessages("en");
      const said = {};
      for (const card of ${JSON.stringify(cards)}) {
        const checked = cardseal.check(card);
        const error = await cardseal.encrypt(card, order).catch((error) => error);
        const seen = Object.entries(checked).map(([field, { code }]) => ({ field, code }));
        for (const { field, code } of [...seen, ...error.issues]) {
          if (code) said[field + "." + code] = sentence(en, { field, code }, checked[field]) !== en.general[field];
        }
      }
      console.log(JSON.stringify(said));`;
    const said = JSON.parse(node([script("said.js", source)]));
    assert.deepEqual(
      Object.keys(said).filter((issue) => !said[issue]),
      [],
    );
    assert.ok(Object.keys(said).length >= 34, Object.keys(said).join());
  });

  test("the lines in README say what is wrong", () => {
    const [, lines] = /## Words for people.*?```js\n(.*?)```/s.exec(
      readFileSync(join(ROOT, "README.md"), "utf8"),
    );
    const [imports, rest] = lines.split("\n\n");
    const around = `
      const document = { documentElement: { lang: "de-AT" } };
      const [cardseal, note] = [{ check: () => ({ cvc: { status: "invalid", code: "too_long", lengths: [3] } }) }, {}];
      const [number, cvc] = ["4242 4242 4242 4242", "12345"];`;
    const { lang, dir, textContent } = JSON.parse(
      node([script("words.js", [imports, around, rest, "console.log(JSON.stringify(note));"].join("\n"))]),
    );
    assert.deepEqual([lang, dir], ["de", "ltr"]);
    assert.match(textContent, /hat 3 Ziffern/);
  });
});
