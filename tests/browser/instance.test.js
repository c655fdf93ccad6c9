// One instance serves all calls: each begins on the memory of a new instance, and nothing but zeros is left between them.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { newKey, open } from "./harness/keys.js";
import { memoryPatterns } from "./harness/leaks.js";
import { openBoundary, runCase, succeed } from "./harness/page.js";
import { PACKAGE, startServer } from "./harness/server.js";
import { inEveryEngine } from "./harness/suite.js";

const ISSUER = "https://gateway.test";
const PAN = "4242424242424242";
const CVC = "739";
const CARD = { number: PAN, expiry: `12/${new Date().getFullYear() + 3}`, cvc: CVC, name: "Ada Lovelace" };
// Texts are cut long before they need another page of memory; only all of them together do.
const LONG = { $: "repeat", text: "€", times: 10_000 };
const FIELDS = ["number", "expiry", "expiryMonth", "expiryYear", "cvc", "name", "postalCode", "network"];
const LARGE = Object.fromEntries(FIELDS.map((field) => [field, LONG]));
const { privateKey, jwk } = newKey();
const patterns = memoryPatterns({ pan: PAN, cvc: CVC });
const hexes = patterns.map(({ hex }) => hex);

// [what, case, input, calls into the module, code of the error, whether the instance is used again]
const CALLS = [
  ["check of a card", "check", { fields: CARD }, 1, undefined, true],
  ["check of half a number", "check", { fields: { number: "4242 42" } }, 1, undefined, true],
  ["format of a number", "format", { edit: { field: "number", text: PAN, caret: 16 } }, 1, undefined, true],
  ["encrypt", "encrypt", {}, 1, undefined, true],
  ["many cards", "concurrently", { count: 20 }, 20, undefined, true],
  ["a refused card", "change", { card: { number: "4242424242424241" } }, 1, "ERR_CARD_INVALID", false],
  ["a refused order", "change", { order: { amount: 0 } }, 1, "ERR_ORDER_INVALID", false],
  ["a random source that throws", "failingRandom", {}, 1, "ERR_RANDOM_UNAVAILABLE", false],
  ["a random source that calls back", "callsBack", {}, 1, undefined, true],
  ["a trap", "scribble", {}, 1, "ERR_INTERNAL", false],
  ["a page that throws half-way", "throwingPage", {}, 1, "ERR_CARD_INVALID", false],
  ["a page that wrote to the memory between two calls", "scribbleLater", {}, 1, "ERR_INTERNAL", false],
  ["a memory that grows", "check", { fields: LARGE }, 1, undefined, false],
];

inEveryEngine("one instance", (session) => {
  let server;
  const probe = (expression, ...args) =>
    session.driver.executeScript(`return window.__probe.${expression}`, ...args);
  before(async () => {
    server = await startServer({ folders: { "/cardseal/": PACKAGE } });
    await openBoundary(session, server.url("/boundary.html"));
    await succeed(session, "load", { options: { keys: jwk, issuer: ISSUER } });
    // A first card, after which the page's own objects stand in the table too.
    await succeed(session, "encrypt");
  });
  after(() => server?.close());

  const nothingLeft = async (what) => {
    const hits = await probe("scan(arguments[0])", hexes);
    assert.deepEqual(hits, [], `${what}: of the card, in memory`);
    const held = await probe("held()");
    assert.ok(held.length > 0, "the instance is out of sight");
    assert.deepEqual(
      held.filter(({ used }) => used > 0),
      [],
      `${what}: memory that is not zero`,
    );
    const tables = await probe("tables()");
    assert.deepEqual(
      tables.flatMap(({ kept }) => kept),
      [],
      `${what}: left in the table of objects`,
    );
    return tables[0].length;
  };
  afterEach(() => nothingLeft("after the test"));

  for (const [what, name, input, calls, code, again] of CALLS) {
    test(what, async () => {
      const length = await nothingLeft("before");
      const before = await probe("counts()");
      const { error } = await runCase(session, name, input);
      assert.equal(error?.code, code, error?.said);
      await nothingLeft("after the call");
      const between = await probe("counts()");
      assert.equal(between.asNew - before.asNew, calls, "calls that began on the memory of a new instance");
      assert.equal(between.made - before.made, again ? 0 : 1, "instances that were made");

      const { jwe } = await succeed(session, "encrypt");
      assert.equal((await open(jwe, privateKey, { audience: ISSUER })).card.number, PAN);
      const after = await probe("counts()");
      assert.equal(after.made, between.made, "the next call made an instance");
      assert.equal(after.asNew - between.asNew, 1, "the next call began otherwise");
      assert.equal(await nothingLeft("after the next call"), length, "the table of objects grew");
    });
  }

  test("the card is seen in memory while a call runs", async () => {
    for (const [name, input] of [
      ["check", { fields: CARD }],
      ["encrypt", {}],
    ]) {
      await probe("watch(arguments[0])", hexes);
      await succeed(session, name, input);
      const seen = await probe("seen()");
      assert.ok(
        seen.some((pattern) => patterns[pattern].what === "PAN"),
        `${name}: ${seen}`,
      );
    }
    await probe("watch([])");
  });

  test("hundreds of checks grow nothing", async () => {
    const length = await nothingLeft("before");
    const before = await probe("counts()");
    await succeed(session, "checks", { count: 300, fields: CARD });
    const after = await probe("counts()");
    assert.deepEqual([after.made - before.made, after.asNew - before.asNew], [0, 300]);
    assert.equal(await nothingLeft("after"), length, "the table of objects grew");
  });
});
