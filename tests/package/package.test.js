// The package as a stranger gets it: packed, installed in an empty project whose path has spaces, used from Node and TypeScript.
// The page has its test in tests/browser/installed.test.js.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { newKey, open } from "../browser/harness/keys.js";
import { installPackage } from "./install.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ISSUER = "https://gateway.test";
const YEAR = String(new Date().getFullYear() + 3);
const FILES = [
  "LICENSE-APACHE",
  "LICENSE-MIT",
  "README.md",
  "field.d.ts",
  "field.js",
  "form.d.ts",
  "form.js",
  "index.d.ts",
  "index.js",
  "messages.d.ts",
  "messages.js",
  "messages/ar.js",
  "messages/de.js",
  "messages/en.js",
  "messages/es.js",
  "messages/fr.js",
  "messages/hi.js",
  "messages/it.js",
  "messages/ja.js",
  "messages/ko.js",
  "messages/language.d.ts",
  "messages/nl.js",
  "messages/pl.js",
  "messages/pt-BR.js",
  "messages/tr.js",
  "messages/zh-Hans.js",
  "node.d.ts",
  "node.js",
  "package.json",
  "wasm/cardseal_bg.wasm",
];

describe("the package", () => {
  const { privateKey, jwk } = newKey();
  let installed;
  let project;
  let packed;
  const node = (args) => execFileSync(process.execPath, args, { cwd: project, encoding: "utf8" });
  before(() => {
    installed = installPackage();
    ({ project, packed } = installed);
  });
  after(() => installed?.remove());

  test("holds these files and no others", (t) => {
    assert.deepEqual(packed.files.map(({ path }) => path).sort(), FILES);
    t.diagnostic(
      `${packed.files.length} files, ${packed.size} bytes packed, ${packed.unpackedSize} unpacked`,
    );
  });

  test("says what it is", () => {
    const manifest = JSON.parse(readFileSync(join(project, "node_modules/cardseal/package.json"), "utf8"));
    const version = /\[workspace\.package\][^[]*?version = "([^"]+)"/.exec(
      readFileSync(join(ROOT, "Cargo.toml"), "utf8"),
    )[1];
    assert.equal(manifest.name, "cardseal");
    assert.equal(manifest.version, version);
    assert.equal(manifest.type, "module");
    assert.equal(manifest.dependencies, undefined);
    assert.equal(manifest.scripts, undefined);
    assert.equal(manifest.private, undefined);
    // A bundler that thought the form useless, because nothing is taken from it, would leave it out.
    assert.deepEqual(manifest.sideEffects, ["./form.js"]);
  });

  test("names no path of the machine that built it", () => {
    for (const { path } of packed.files) {
      const bytes = readFileSync(join(project, "node_modules/cardseal", path)).toString("latin1");
      for (const place of [ROOT, process.env.HOME, "/.cargo/registry", "/rustlib/src"]) {
        if (place && place.length > 3) assert.ok(!bytes.includes(place), `${path} names ${place}`);
      }
    }
  });

  test("seals in Node, and jose opens it", async () => {
    const script = `
      import { CardsealError, loadCardseal } from "cardseal";
      const cardseal = await loadCardseal({ keys: ${JSON.stringify(jwk)}, issuer: ${JSON.stringify(ISSUER)}, origin: "https://shop.test" });
      const card = { number: "4242 4242 4242 4242", expiry: "12/${YEAR}", cvc: "012", name: "Ada Lovelace" };
      const order = { merchant: "shop", id: "order-1", amount: 4999, currency: "EUR" };
      const sealed = await cardseal.encrypt(card, order);
      const error = await cardseal.encrypt({ ...card, number: "1" }, order).catch((e) => e);
      const { number } = cardseal.check({ number: "3782 8" });
      console.log(JSON.stringify({ sealed, typed: error instanceof CardsealError, code: error.code, number }));`;
    writeFileSync(join(project, "seal.js"), script);
    const { sealed, typed, code, number } = JSON.parse(node(["seal.js"]));
    const claims = await open(sealed.jwe, privateKey, { audience: ISSUER });
    assert.deepEqual(claims.card, {
      number: "4242424242424242",
      exp_month: "12",
      exp_year: YEAR,
      cvc: "012",
      name: "Ada Lovelace",
    });
    assert.equal(claims.origin, "https://shop.test");
    assert.equal(claims.secure, true);
    assert.deepEqual([sealed.kid, sealed.brand, sealed.lastFour], [jwk.kid, "visa", "4242"]);
    assert.deepEqual([typed, code], [true, "ERR_CARD_INVALID"]);
    assert.equal(number.brand, "american-express");
    assert.deepEqual(number.gaps, [4, 10]);
  });

  test("seals the vectors as they are written, but for those of a plain http page", (t) => {
    const script = `
      import { readFileSync } from "node:fs";
      import { loadCardseal } from "cardseal";
      const read = (name) => JSON.parse(readFileSync(${JSON.stringify(join(ROOT, "tests/vectors/"))} + name, "utf8"));
      const keys = read("keys.json");
      let tape;
      Object.defineProperty(crypto, "getRandomValues", { value: (bytes) => {
        bytes.set(tape.subarray(0, bytes.length));
        tape = tape.subarray(bytes.length);
      } });
      const counts = { same: [], other: [] };
      for (const { name, key, issuer, origin, secure, now, random, card, order, nonce, jwe } of read("seal.json")) {
        if (!secure) continue;
        tape = Uint8Array.from(Buffer.from(random, "hex"));
        const options = { keys: keys[key], issuer, now: () => now * 1000, ...(origin && { origin }) };
        const sealed = await (await loadCardseal(options)).encrypt(card, order, { nonce });
        counts[sealed.jwe === jwe ? "same" : "other"].push(name);
      }
      console.log(JSON.stringify(counts));`;
    writeFileSync(join(project, "vectors.js"), script);
    const { same, other } = JSON.parse(node(["vectors.js"]));
    assert.deepEqual(other, []);
    assert.equal(same.length, 12);
    t.diagnostic(`${same.length} vectors sealed as written`);
  });

  test("the lines in README seal a card and post it", async () => {
    const lines = /```js\n(.*?)```/s.exec(readFileSync(join(ROOT, "README.md"), "utf8"))[1];
    const [imports, ...rest] = lines.split("\n\n");
    // What a page has around them: the buyer's input, and a network with a gateway and a shop in it.
    const around = `
      const [number, expiry, cvc, name] = ["4242 4242 4242 4242", "12/${YEAR}", "012", "Ada Lovelace"];
      globalThis.fetch = async (url, { body } = {}) => {
        if (body === undefined) return new Response(${JSON.stringify(JSON.stringify({ keys: [jwk] }))});
        console.log(JSON.stringify({ url, body: JSON.parse(body), brand, lastFour }));
      };`;
    writeFileSync(join(project, "readme.js"), [imports, around, ...rest].join("\n"));
    const { url, body, brand, lastFour } = JSON.parse(node(["readme.js"]));
    assert.deepEqual([url, body.order_id, brand, lastFour], ["/pay", "order-1", "visa", "4242"]);
    const claims = await open(body.sealed_card, privateKey, { audience: "https://gateway.example" });
    assert.equal(claims.card.number, "4242424242424242");
  });

  test("does nothing when it is imported", () => {
    const script = `
      const names = () => Reflect.ownKeys(globalThis).map(String).sort().join();
      const prototypes = () => [Object, Array, Promise, Error, String].map((c) => Reflect.ownKeys(c.prototype).length).join();
      const called = [];
      for (const name of ["fetch", "setTimeout", "setInterval", "queueMicrotask"]) {
        const original = globalThis[name];
        globalThis[name] = (...args) => { called.push(name); return original(...args); };
      }
      for (const name of ["compile", "instantiate", "Module", "Instance"]) WebAssembly[name] = () => { called.push(name); };
      const before = names() + prototypes();
      await import("cardseal");
      await import("cardseal/messages");
      await import("cardseal/field");
      await import("cardseal/form");
      console.log(JSON.stringify({ same: before === names() + prototypes(), called }));`;
    writeFileSync(join(project, "import.js"), script);
    assert.deepEqual(JSON.parse(node(["import.js"])), { same: true, called: [] });
  });

  test("a bundler keeps the form, and leaves out what is not used", () => {
    const bundle = (source) => {
      writeFileSync(join(project, "entry.js"), source);
      const esbuild = join(ROOT, "node_modules/esbuild/bin/esbuild");
      return node([
        esbuild,
        "entry.js",
        "--bundle",
        "--format=esm",
        "--log-level=error",
        "--external:./messages/*",
      ]);
    };
    assert.match(bundle(`import "cardseal/form";`), /data-cardseal/);
    assert.equal(bundle(`import "cardseal/field";`).includes("class"), false);
  });

  test("its types hold under strict TypeScript", () => {
    const sample = readFileSync(new URL("fixtures/sample.ts", import.meta.url), "utf8");
    writeFileSync(join(project, "sample.ts"), sample);
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const options =
      "--strict --noEmit --exactOptionalPropertyTypes --noUncheckedIndexedAccess --target es2022 --lib es2022,dom".split(
        " ",
      );
    for (const module of [
      ["--module", "nodenext"],
      ["--module", "esnext", "--moduleResolution", "bundler"],
    ]) {
      try {
        node([tsc, ...options, ...module, "sample.ts"]);
      } catch (error) {
        assert.fail(`${module.join(" ")}:\n${error.stdout}`);
      }
    }
  });
});
