// Loading: what is fetched, what is refused and how it is called; and many cards at a time from one instance.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { changed, evenModulus, newKey, open } from "./harness/keys.js";
import { openBoundary, runCase, succeed } from "./harness/page.js";
import { json, PACKAGE, startServer } from "./harness/server.js";
import { inEveryEngine } from "./harness/suite.js";

const ISSUER = "https://gateway.test";
const { privateKey, jwk } = newKey();
const weak = newKey({ bits: 1024, kid: "weak" });
const three = newKey({ kid: "three", exponent: 3 });
const ec = {
  kty: "EC",
  crv: "P-256",
  kid: "ec",
  x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
  y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
};

const plain = (status, type, body) => (_, response) => {
  response.writeHead(status, { "content-type": type, "access-control-allow-origin": "*" });
  response.end(body);
};
const ROUTES = {
  "/keys": json({ keys: [jwk] }),
  "/keys-404": json({ error: "none" }, 404),
  "/keys-500": json({ keys: [jwk] }, 500),
  "/keys-html": plain(200, "text/html", "<!doctype html><title>Sign in</title>"),
  "/keys-empty": plain(200, "application/json", ""),
  "/keys-10mb": (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(`{"keys":[${JSON.stringify(jwk)}],"x":"${"x".repeat(10_000_000)}"}`);
  },
  "/keys-redirect": (_, response) => {
    response.writeHead(302, { location: "/keys" });
    response.end();
  },
  "/keys-null": json("null"),
  "/keys-number": json("17"),
  "/keys-none": json({ keys: [] }),
  "/keys-deep": json("[".repeat(60_000)),
};

// [what, keys, code, the issue's code]; a key may also be passed over, so that a set without another one has no usable key.
const KEYS = [
  ["404", "/keys-404", "ERR_KEYS_FETCH"],
  ["500", "/keys-500", "ERR_KEYS_FETCH"],
  ["HTML", "/keys-html", "ERR_KEY_INVALID", "format"],
  ["an empty answer", "/keys-empty", "ERR_KEY_INVALID", "format"],
  ["10 MB", "/keys-10mb", "ERR_KEYS_FETCH"],
  ["a redirect", "/keys-redirect", "ERR_KEYS_FETCH"],
  ["null", "/keys-null", "ERR_KEY_INVALID", "no_usable_key"],
  ["a number", "/keys-number", "ERR_KEY_INVALID", "no_usable_key"],
  ["deep JSON", "/keys-deep", "ERR_KEY_INVALID", "format"],
  ["an empty set", "/keys-none", "ERR_KEY_INVALID", "no_usable_key"],
  ["a port where nobody listens", "http://localhost:1/keys", "ERR_KEYS_FETCH"],
  ["a key of 1024 bits", weak.jwk, "ERR_KEY_INVALID", "too_small"],
  ["exponent 1", changed(jwk, { e: "AQ" }), "ERR_KEY_INVALID", "exponent"],
  ["exponent 3", three.jwk, "ERR_KEY_INVALID", "exponent"],
  ["an even modulus", evenModulus(jwk), "ERR_KEY_INVALID", "factor"],
  ["no kid", changed(jwk, { kid: undefined }), "ERR_KEY_INVALID", "kid"],
  ["an empty kid", changed(jwk, { kid: "" }), "ERR_KEY_INVALID", "kid"],
  ["a kid that breaks out of the header", changed(jwk, { kid: 'x","alg":"none' }), "ERR_KEY_INVALID", "kid"],
  ["a kid as a number", changed(jwk, { kid: 5 }), "ERR_KEY_INVALID", "format"],
  ["no modulus", changed(jwk, { n: undefined }), "ERR_KEY_INVALID", "encoding"],
  ["a modulus with padding", changed(jwk, { n: `${jwk.n}==` }), "ERR_KEY_INVALID", "encoding"],
  ["a modulus of 1 MB", changed(jwk, { n: "A".repeat(1_000_000) }), "ERR_KEY_INVALID", "too_large"],
  ["a key for signing", changed(jwk, { use: "sig" }), "ERR_KEY_INVALID", "no_usable_key"],
  ["a key for RSA1_5", changed(jwk, { alg: "RSA1_5" }), "ERR_KEY_INVALID", "no_usable_key"],
  ["a key of another kind", ec, "ERR_KEY_INVALID", "no_usable_key"],
  ["a list", [jwk], "ERR_KEY_INVALID", "no_usable_key"],
];

inEveryEngine("loading", (session) => {
  let server;
  const load = (options) => runCase(session, "load", { options: { issuer: ISSUER, ...options } });
  const where = (keys) => (typeof keys === "string" && keys.startsWith("/") ? server.url(keys) : keys);
  before(async () => {
    server = await startServer({ folders: { "/cardseal/": PACKAGE }, routes: ROUTES });
    await openBoundary(session, server.url("/boundary.html"));
  });
  after(() => server?.close());

  test("keys that are refused", async (t) => {
    for (const [what, keys, code, issue] of KEYS) {
      await t.test(what, async () => {
        const { error } = await load({ keys: where(keys) });
        assert.ok(error, "was not refused");
        assert.ok(error.typed, error.said);
        assert.equal(error.code, code);
        assert.deepEqual(error.issues, issue ? [{ field: "key", code: issue }] : []);
      });
    }
  });

  test("a redirect is not followed, and keys are asked for without cookies", async () => {
    await session.driver.executeScript('document.cookie = "session=1"');
    session.recorder.clear();
    await load({ keys: server.url("/keys-redirect") });
    const paths = session.recorder.requests.map(({ url }) => new URL(url).pathname);
    assert.ok(!paths.includes("/keys"), "the redirect was followed");
    await succeed(session, "load", { options: { keys: server.url("/keys"), issuer: ISSUER } });
    const asked = session.recorder.requests.find(({ url }) => new URL(url).pathname === "/keys");
    assert.ok(!asked.headers.some(([name]) => name.toLowerCase() === "cookie"), "a cookie went along");
  });

  test("no issuer, or one of another kind, is refused", async () => {
    for (const options of [{ issuer: undefined }, { issuer: "" }, { issuer: 5 }]) {
      const { error } = await runCase(session, "load", { options: { keys: jwk, ...options } });
      assert.ok(error?.typed, JSON.stringify(options));
    }
  });

  test("every way to give keys", async () => {
    const second = newKey({ bits: 3072, kid: "second" });
    for (const [keys, opener] of [
      [jwk, privateKey],
      [{ keys: [jwk] }, privateKey],
      [{ keys: [ec, changed(jwk, { use: "sig" }), jwk] }, privateKey],
      [second.jwk, second.privateKey],
      [changed(jwk, { alg: undefined, use: undefined }), privateKey],
      [server.url("/keys"), privateKey],
      ["/keys", privateKey],
    ]) {
      await succeed(session, "load", { options: { keys, issuer: ISSUER } });
      const { jwe, kid, brand, lastFour } = await succeed(session, "encrypt");
      assert.deepEqual([brand, lastFour], ["visa", "4242"]);
      const claims = await open(jwe, opener, { audience: ISSUER });
      assert.equal(claims.card.number, "4242424242424242");
      assert.equal(claims.origin, new URL(server.url("/")).origin);
      assert.equal(claims.secure, true);
      assert.deepEqual(claims.order, { merchant: "shop", id: "order-1", amount: 4999, currency: "EUR" });
      assert.deepEqual(JSON.parse(Buffer.from(jwe.split(".")[0], "base64url")), {
        alg: "RSA-OAEP-256",
        enc: "A256GCM",
        kid,
        typ: "card+jwt",
      });
    }
  });

  test("every way to give the module", async () => {
    const options = { keys: jwk, issuer: ISSUER };
    const url = server.url("/cardseal/wasm/cardseal_bg.wasm");
    for (const how of ["response", "promise", "bytes", "view", "module"]) {
      // A page of its own for each: the first module that is loaded serves a page.
      await openBoundary(session, server.url("/boundary.html"));
      const { jwe } = await succeed(session, "wasmAs", { options, url, how });
      assert.equal((await open(jwe, privateKey, { audience: ISSUER })).card.number, "4242424242424242");
    }
    await openBoundary(session, server.url("/boundary.html"));
    const { error } = await runCase(session, "wasmAs", { options, url, how: "nonsense" });
    assert.equal(error?.code, "ERR_WASM_BLOCKED");
  });

  test("a worker seals, and says where it is", async () => {
    const { jwe } = await succeed(session, "worker", { options: { keys: jwk, issuer: ISSUER } });
    const claims = await open(jwe, privateKey, { audience: ISSUER });
    assert.equal(claims.origin, new URL(server.url("/")).origin);
    assert.equal(claims.secure, true);
  });

  test("loading often fetches nothing twice", async () => {
    await openBoundary(session, server.url("/boundary.html"));
    session.recorder.clear();
    const options = { keys: server.url("/keys"), issuer: ISSUER };
    await succeed(session, "loadOften", { options });
    const paths = session.recorder.requests.map(({ url }) => new URL(url).pathname);
    const twice = paths.filter((path, at) => paths.indexOf(path) !== at);
    assert.deepEqual(twice, []);
    assert.equal(paths.filter((path) => path.endsWith(".wasm")).length, 1);
  });

  test("fifty cards at once, all different, all opened", async () => {
    await succeed(session, "load", { options: { keys: jwk, issuer: ISSUER } });
    const sealed = await succeed(session, "concurrently", { count: 50 });
    const claims = await Promise.all(sealed.map((jwe) => open(jwe, privateKey, { audience: ISSUER })));
    assert.deepEqual(
      claims.map(({ order }) => order.id),
      Array.from({ length: 50 }, (_, i) => `order-${i}`),
    );
    assert.equal(new Set(claims.map(({ jti }) => jti)).size, 50);
    for (const part of [1, 2, 4]) assert.equal(new Set(sealed.map((jwe) => jwe.split(".")[part])).size, 50);
  });

  test("check after encrypt, encrypt after an error", async () => {
    await succeed(session, "encrypt");
    const checked = await succeed(session, "check", { fields: { number: "4242 42", expiry: "1" } });
    assert.equal(checked.number.status, "incomplete");
    assert.equal(checked.number.brand, "visa");
    assert.deepEqual(checked.number.gaps, [4, 8, 12]);
    assert.equal(checked.expiry.status, "incomplete");
    assert.deepEqual(Object.keys(checked).sort(), ["expiry", "number"]);
    assert.ok((await runCase(session, "change", { card: { number: "1" } })).error);
    assert.ok((await succeed(session, "encrypt")).jwe);
  });

  test("a wasm file that is not there, is no wasm, or is forbidden", async () => {
    const wasm = (path) => ({ keys: jwk, issuer: ISSUER, wasm: server.url(path) });
    for (const path of ["/none.wasm", "/boundary.html"]) {
      await openBoundary(session, server.url("/boundary.html"));
      const { error } = await runCase(session, "load", { options: wasm(path) });
      assert.ok(error?.typed, `${path}: ${error?.said}`);
      assert.equal(error.code, "ERR_WASM_BLOCKED");
    }
    for (const [csp, blocked] of [
      ["script-src 'self'", true],
      ["script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'", true],
      ["default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'", false],
    ]) {
      await openBoundary(session, server.url(`/boundary.html?csp=${encodeURIComponent(csp)}`));
      const { error } = await load({ keys: jwk });
      if (blocked) {
        assert.ok(error?.typed, `${csp}: ${error?.said ?? "was not refused"}`);
        assert.equal(error.code, "ERR_WASM_BLOCKED", csp);
      } else {
        assert.equal(error, undefined, error?.said);
        assert.ok((await succeed(session, "encrypt")).jwe);
      }
    }
  });
});
