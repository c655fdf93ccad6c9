// The scan finds what it is meant to find: one secret planted in every place, in every engine.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { memoryPatterns, scanFiles, textScan } from "./harness/leaks.js";
import { startServer } from "./harness/server.js";
import { findLeaks, traces } from "./harness/session.js";
import { inEveryEngine } from "./harness/suite.js";

const SECRETS = { pan: "4539148803436467", cvc: "739", cek: randomBytes(32) };
const scan = textScan(SECRETS);

describe("the text scan", () => {
  const { pan, cek } = SECRETS;
  for (const [label, text, expected] of [
    ["the PAN", `x${pan}y`, "PAN"],
    ["seven digits of it", `number=${pan.slice(4, 11)}`, "PAN"],
    ["the PAN with spaces", "4539 1488 0343 6467", "PAN"],
    ["the PAN percent-encoded with spaces", "4539%201488%200343%206467", "PAN"],
    ["the PAN in JSON escapes", [...pan].map((digit) => `\\u003${digit}`).join(""), "PAN"],
    ["the PAN backwards", [...pan].reverse().join(""), "PAN"],
    ["the PAN in hexadecimal", Buffer.from(pan).toString("hex").toUpperCase(), "PAN in hexadecimal"],
    ["the PAN in base64", Buffer.from(pan).toString("base64"), "PAN in base64"],
    ["the PAN inside a longer base64", Buffer.from(`ab${pan}`).toString("base64"), "PAN in base64"],
    ["the PAN in UTF-16", Buffer.from(pan, "utf16le").toString("latin1"), "PAN"],
    ["the CVC", '{"cvc":"739"}', "CVC"],
    ["the CVC in a form body", "a=1&c=739", "CVC"],
    ["the CEK raw", cek.toString("latin1"), "CEK"],
    ["the CEK in hexadecimal", cek.toString("hex"), "CEK in hexadecimal"],
    ["the CEK in base64", Buffer.concat([Buffer.alloc(1), cek]).toString("base64"), "CEK in base64"],
    ["the CEK in base64url", cek.toString("base64url"), "CEK in base64url"],
    ["half of the CEK", cek.subarray(9, 25).toString("hex"), "CEK in hexadecimal"],
  ]) {
    test(`finds ${label}`, () => {
      const found = scan(text);
      assert.ok(found.includes(expected), `${label}: ${found}`);
    });
  }

  test("finds nothing in what may be seen", () => {
    const sealed = [20, 342, 16, 700, 22]
      .map((length) => randomBytes(length).toString("base64url").slice(0, length))
      .join(".");
    for (const text of [
      "Visa •••• 6467, 12/30",
      `{"sealed_card":"${sealed}"}`,
      "id 17390 at 1793739000",
      "a739f",
    ]) {
      assert.deepEqual(scan(text), []);
    }
  });

  test("finds a stored PAN in files", () => {
    const folder = mkdtempSync(join(tmpdir(), "cardseal-files-"));
    mkdirSync(join(folder, "deep"));
    writeFileSync(join(folder, "clean"), randomBytes(5000));
    writeFileSync(
      join(folder, "deep/base"),
      Buffer.concat([randomBytes(100), Buffer.from(pan), randomBytes(100)]),
    );
    // "4539", then a match of the four signs before, as LZ4 would write a repetition.
    const packed = Buffer.concat([
      Buffer.from("mozLz40\0\0\0\0\0"),
      Buffer.from([0x40]),
      Buffer.from("4539"),
      Buffer.from([4, 0, 0x10, 0x31]),
    ]);
    writeFileSync(join(folder, "deep/session"), packed);
    assert.deepEqual(scanFiles(folder, [pan]), ["deep/base"]);
    assert.deepEqual(scanFiles(folder, ["45394539"]), ["deep/session"]);
    rmSync(folder, { recursive: true });
  });
});

inEveryEngine("the scan finds what is planted", (session) => {
  let server;
  before(async () => {
    server = await startServer({ routes: { "/echo": (_, response) => response.end("ok") } });
    await session.driver.get(server.url("/plain.html"));
  });
  after(() => server.close());

  const run = (source, input) =>
    session.driver.executeAsyncScript(
      "const [source, json, done] = arguments; window.run(source, json).then(done, (error) => done(String(error)))",
      source,
      JSON.stringify(input),
    );
  const leaks = async () => findLeaks(await traces(session), scan);

  test("nothing before anything is planted", async () => {
    assert.deepEqual(await leaks(), []);
  });

  for (const [place, plant] of [
    ["body of POST", 'await fetch("/echo", { method: "POST", body: JSON.stringify({ number: pan }) })'],
    ["URL of GET", 'await fetch("/echo?n=" + pan)'],
    ["headers of GET", 'await fetch("/echo", { headers: { "x-n": pan } })'],
    [
      "body of POST",
      'navigator.sendBeacon("/echo", btoa(pan)); await new Promise((r) => setTimeout(r, 300))',
    ],
    ["console.warn", 'console.warn("card", { pan })'],
    [
      "error",
      'setTimeout(() => { throw new Error("bad " + pan) }); await new Promise((r) => setTimeout(r, 50))',
    ],
    ["rejection", 'Promise.reject(new Error("bad " + pan)); await new Promise((r) => setTimeout(r, 50))'],
    ["storage", 'localStorage.setItem("gone", pan); localStorage.removeItem("gone")'],
    ["localStorage", "localStorage.kept = pan"],
    ["sessionStorage", "sessionStorage.kept = pan"],
    ["cookie", 'document.cookie = "n=" + pan'],
    ["history", 'history.pushState({ pan }, "")'],
    ["URL", 'history.replaceState(null, "", "#" + pan)'],
    ["title", 'document.title = "Card " + pan'],
    ["window.name", "window.name = pan"],
    [
      "indexedDB",
      `await new Promise((resolve) => {
         const open = indexedDB.open("base");
         open.onupgradeneeded = () => open.result.createObjectStore("cards");
         open.onsuccess = () => {
           const write = open.result.transaction("cards", "readwrite");
           write.objectStore("cards").put({ pan }, "key");
           write.oncomplete = () => { open.result.close(); resolve(); };
         };
       })`,
    ],
    ["cache", 'await (await caches.open("c")).put("/kept", new Response(pan))'],
  ]) {
    test(`${place}: ${plant.slice(0, 40)}`, async () => {
      const known = (await leaks()).filter((line) => line.includes(`in ${place}`)).length;
      await run(`const { pan } = input; ${plant}`, { pan: SECRETS.pan });
      const found = (await leaks()).filter((line) => line.includes(`in ${place}`));
      assert.ok(found.length > known, `not found in ${place}`);
    });
  }

  for (const [way, make] of [
    ["new Instance", "new WebAssembly.Instance(new WebAssembly.Module(bytes))"],
    ["instantiate of bytes", "(await WebAssembly.instantiate(bytes)).instance"],
    ["instantiate of a module", "await WebAssembly.instantiate(new WebAssembly.Module(bytes))"],
    [
      "instantiateStreaming",
      'window.WebAssembly.instantiateStreaming ? (await WebAssembly.instantiateStreaming(new Response(bytes, { headers: { "content-type": "application/wasm" } }))).instance : new WebAssembly.Instance(new WebAssembly.Module(bytes))',
    ],
  ]) {
    test(`the memory of an instance made by ${way}`, async () => {
      await session.driver.navigate().refresh();
      const patterns = memoryPatterns(SECRETS);
      // (module (memory (export "memory") 1))
      const script = `const { secret, patterns } = input;
        const bytes = new Uint8Array([0,97,115,109,1,0,0,0,5,3,1,0,1,7,10,1,6,109,101,109,111,114,121,2,0]);
        const instance = ${make};
        const clean = __probe.scan(patterns).length;
        const memory = new Uint8Array(instance.exports.memory.buffer);
        memory.set(secret, 40001);
        __probe.watch(patterns);
        crypto.getRandomValues(new Uint8Array(1));
        const result = { clean, hits: __probe.scan(patterns), seen: __probe.seen(), used: __probe.memories() };
        memory.fill(0);
        return { ...result, after: __probe.scan(patterns).length };`;
      for (const [what, secret] of [
        ["PAN", Buffer.from(SECRETS.pan.slice(3, 10))],
        ["PAN with spaces", Buffer.from("4539 1488")],
        ["PAN in UTF-16", Buffer.from(SECRETS.pan, "utf16le")],
        ["PAN as digit values", Buffer.from([...SECRETS.pan].map(Number))],
        ["PAN as packed digits", Buffer.from(SECRETS.pan, "hex")],
        ["CVC", Buffer.from('"cvc":"739"')],
        ["CEK", SECRETS.cek.subarray(11, 30)],
      ]) {
        const hexes = patterns.map(({ hex }) => hex);
        const result = await run(script, { secret: [...secret], patterns: hexes });
        assert.equal(result.clean, 0, JSON.stringify(result));
        assert.ok(result.hits.length > 0 && result.seen.length > 0, what);
        assert.equal(patterns[result.hits[0].pattern].what, what);
        assert.ok(result.used.some(({ bytes, used }) => bytes === 65536 && used > 0));
        assert.equal(result.after, 0);
      }
    });
  }
});
