// Whatever comes in, the answer is a typed error with a stable code, it holds no digit of the card, and the next card is sealed.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { newKey, open } from "./harness/keys.js";
import { memoryPatterns, textScan } from "./harness/leaks.js";
import { openBoundary, runCase, succeed } from "./harness/page.js";
import { json, PACKAGE, startServer } from "./harness/server.js";
import { inEveryEngine } from "./harness/suite.js";

const YEAR = String(new Date().getFullYear() + 3);
const EXPIRY = `12/${YEAR.slice(2)}`;
const ISSUER = "https://gateway.test";
const { privateKey, jwk } = newKey();
const undefinedValue = { $: "undefined" };
const repeat = (text, times) => ({ $: "repeat", text, times });
const NOW = new Date();
const MONTH = String(NOW.getUTCMonth() + 1).padStart(2, "0");
const LAST_YEAR = String(NOW.getUTCFullYear() - 1).slice(2);

// [what, members of the card that are changed, the field at fault, its code]
const CARDS = [
  ["an empty number", { number: "" }, "number", "required"],
  ["no number", { number: undefinedValue }, "number", "required"],
  ["null for a number", { number: null }, "number", "not_text"],
  ["a number as a number", { number: { $: "number", text: "4242424242424242" } }, "number", "not_text"],
  ["a number as a bigint", { number: { $: "bigint", text: "4242424242424242" } }, "number", "not_text"],
  ["a number in an array", { number: ["4242424242424242"] }, "number", "not_text"],
  ["a number as bytes", { number: { $: "bytes", bytes: [52, 50, 52, 50] } }, "number", "not_text"],
  ["a number as an object", { number: { value: "4242424242424242" } }, "number", "not_text"],
  ["true for a number", { number: true }, "number", "not_text"],
  ["letters", { number: "4242 4242 4242 424x" }, "number", "not_digits"],
  ["digits in circles", { number: "④②④②④②④②④②④②④②④②" }, "number", "not_digits"],
  ["11 digits", { number: "42424242426" }, "number", "too_short"],
  ["20 digits", { number: "42424242424242424242" }, "number", "too_long"],
  ["a wrong check digit", { number: "4242424242424241" }, "number", "luhn"],
  ["10 MB of digits", { number: repeat("4", 10_000_000) }, "number", "too_long"],
  ["10 MB of spaces", { number: repeat(" ", 10_000_000) }, "number", "too_long"],
  ["a lone surrogate in the number", { number: "424242424242424\ud834" }, "number", "not_digits"],
  ["NUL in the number", { number: "4242424242424242\0" }, "number", "not_digits"],
  ["expired this month last year", { expiry: `${MONTH}/${LAST_YEAR}` }, "expiry", "expired"],
  ["month 13", { expiry: `13/${YEAR}` }, "expiry", "month"],
  ["month 0", { expiry: `00/${YEAR}` }, "expiry", "month"],
  ["an expiry of letters", { expiry: "ab/cd" }, "expiry", "format"],
  ["an empty expiry", { expiry: "" }, "expiry", "required"],
  ["a Date for an expiry", { expiry: { getTime: 1 } }, "expiry", "not_text"],
  ["10 MB of expiry", { expiry: repeat("1", 10_000_000) }, "expiry", "too_long"],
  ["an expiry in 2099", { expiry: "12/2099" }, "expiry", "too_far"],
  ["a CVC of two", { cvc: "12" }, "cvc", "too_short"],
  ["a CVC of four for this brand", { cvc: "1234" }, "cvc", "too_long"],
  ["a CVC of letters", { cvc: "12x" }, "cvc", "not_digits"],
  ["a CVC as a number", { cvc: 739 }, "cvc", "not_text"],
  ["10 MB of CVC", { cvc: repeat("7", 10_000_000) }, "cvc", "too_long"],
  ["a lone surrogate in the name", { name: "Ada \udc00" }, "name", "characters"],
  ["a control character in the name", { name: "Ada\u0007" }, "name", "characters"],
  ["a card number for a name", { name: "4242 4242 4242 4242" }, "name", "holds_number"],
  ["10 MB of name", { name: repeat("A", 10_000_000) }, "name", "too_long"],
  [
    "a card number for a name, in Arabic digits",
    { name: "Ada ٤٢٤٢-٤٢٤٢ x ٤٢٤٢/٤٢٤٢" },
    "name",
    "holds_number",
  ],
  ["a name as an array", { name: ["Ada"] }, "name", "not_text"],
  ["a postal code of two", { postalCode: "12" }, "postalCode", "too_short"],
  ["an empty postal code", { postalCode: "" }, "postalCode", "required"],
  ["a postal code as a number", { postalCode: 10115 }, "postalCode", "not_text"],
  ["a card number for a postal code", { postalCode: "4242 4242 4242 4242" }, "postalCode", "too_long"],
  ["10 MB of postal code", { postalCode: repeat("1", 10_000_000) }, "postalCode", "too_long"],
  ["a quotation mark in the postal code", { postalCode: '10115"' }, "postalCode", "characters"],
  ["a network that the card does not bear", { network: "mastercard" }, "network", "not_on_card"],
  ["a network that does not exist", { network: "vista" }, "network", "not_on_card"],
  ["an empty network", { network: "" }, "network", "required"],
  ["a network in an array", { network: ["visa"] }, "network", "not_text"],
  ["10 MB of network", { network: repeat("visa", 2_500_000) }, "network", "not_on_card"],
];

// Edits that `format` gives back as they are: [what, edit, text, caret].
const long = "4".repeat(10_000);
const LEFT_ALONE = [
  ["nothing", null, "", 0],
  ["a text in the place of the edit", "4242", "", 0],
  ["no text", { field: "number" }, "", 0],
  ["a number for a text", { field: "number", text: 4242 }, "", 0],
  ["no field", { text: "42424" }, "42424", 5],
  ["a field that is not formatted", { field: "name", text: "Ada", caret: 1 }, "Ada", 1],
  ["a field named __proto__", { field: "__proto__", text: "42424", caret: 2 }, "42424", 2],
  ["letters", { field: "number", text: "4242x4", caret: 6 }, "4242x4", 6],
  ["a lone surrogate", { field: "number", text: "42\ud83442", caret: 3 }, "42\ud83442", 3],
  ["an emoji", { field: "cvc", text: "1😀2", caret: 3 }, "1😀2", 3],
  ["NUL", { field: "expiry", text: "12\0", caret: 3 }, "12\0", 3],
  ["a text without end", { field: "number", text: long, caret: 7 }, long, 7],
  [
    "a text that is being composed",
    { field: "number", text: "４２４２４", caret: 5, inputType: "insertCompositionText" },
    "４２４２４",
    5,
  ],
];
// And carets and companions that are none.
const STILL_FORMATTED = [
  { caret: null },
  { caret: -1 },
  { caret: 1e9 },
  { caret: { $: "number", text: "NaN" } },
  { caret: "2" },
  { before: 5 },
  { before: long },
  { inputType: {} },
  { inputType: long },
];

const ORDERS = [
  ["amount 0", { amount: 0 }, "amount", "not_positive"],
  ["minus zero", { amount: { $: "number", text: "-0" } }, "amount", "not_positive"],
  ["a negative amount", { amount: -1 }, "amount", "not_positive"],
  ["a fraction", { amount: 49.99 }, "amount", "not_integer"],
  ["NaN", { amount: { $: "number", text: "NaN" } }, "amount", "not_integer"],
  ["Infinity", { amount: { $: "number", text: "Infinity" } }, "amount", "unsafe_integer"],
  ["2^53", { amount: 2 ** 53 }, "amount", "unsafe_integer"],
  ["1e21", { amount: 1e21 }, "amount", "unsafe_integer"],
  ["an amount as text", { amount: "4999" }, "amount", "not_integer"],
  ["an amount as a bigint", { amount: { $: "bigint", text: "4999" } }, "amount", "not_integer"],
  ["no amount", { amount: undefinedValue }, "amount", "required"],
  ["currency EURO", { currency: "EURO" }, "currency", "currency"],
  ["currency eur", { currency: "eur" }, "currency", "currency"],
  ["no currency", { currency: undefinedValue }, "currency", "required"],
  ["an empty merchant", { merchant: "" }, "merchant", "required"],
  ["null for a merchant", { merchant: null }, "merchant", "not_text"],
  ["a merchant with a line break", { merchant: "a\nb" }, "merchant", "characters"],
  ["an order id of 10 MB", { id: repeat("i", 10_000_000) }, "id", "too_long"],
  ["an order id as a number", { id: 17 }, "id", "not_text"],
];

const NOT_CARDS = [null, undefinedValue, 5, "4242424242424242", [], true, { $: "bigint", text: "1" }];

inEveryEngine("bad input", (session) => {
  let server;
  before(async () => {
    server = await startServer({
      folders: { "/cardseal/": PACKAGE },
      routes: { "/keys": json({ keys: [jwk] }) },
    });
    await openBoundary(session, server.url("/boundary.html"));
    await succeed(session, "load", { options: { keys: server.url("/keys"), issuer: ISSUER } });
  });
  after(() => server?.close());

  const refused = (result, code, what) => {
    assert.ok(result.error, `${what}: was not refused`);
    assert.ok(
      result.error.typed,
      `${what}: ${result.error.name} is not a CardsealError: ${result.error.said}`,
    );
    assert.equal(result.error.code, code, what);
    for (const pan of ["4242424242424242", "5105105105105100", "4000056655665556"]) {
      assert.deepEqual(textScan({ pan })(result.error.said), [], `${what}: digits in the error`);
    }
  };
  // Whatever the error was, the instance that met it holds nothing any more: not in its memory, not in its table of objects.
  const patterns = memoryPatterns({ pan: "4242424242424242", cvc: "739" });
  const memoryClean = async (what) => {
    const look =
      "const { scan, held, memories, tables } = window.__probe; return [scan(arguments[0]), held(), memories(), tables()]";
    const [hits, held, memories, tables] = await session.driver.executeScript(
      look,
      patterns.map(({ hex }) => hex),
    );
    assert.deepEqual(
      hits.map(({ pattern }) => patterns[pattern].what),
      [],
      `${what}: left in memory`,
    );
    assert.ok(held.length > 0, `${what}: no instance in sight`);
    assert.deepEqual(memories, [], `${what}: memories not wiped`);
    assert.deepEqual(
      tables.flatMap(({ kept }) => kept),
      [],
      `${what}: left in the table of objects`,
    );
  };
  const refusedFor = (result, code, [what, , field, issue]) => {
    refused(result, code, what);
    assert.deepEqual(
      result.error.issues.map((issue) => Object.keys(issue).sort().join()),
      ["code,field"],
      what,
    );
    assert.equal(result.error.issues[0].field, field, what);
    assert.equal(result.error.issues[0].code, issue, what);
  };
  afterEach(() => memoryClean("after the test"));
  const stillSeals = async () => {
    const { jwe } = await succeed(session, "encrypt");
    assert.equal((await open(jwe, privateKey, { audience: ISSUER })).card.number, "4242424242424242");
  };

  test("cards", async (t) => {
    for (const row of CARDS) {
      await t.test(row[0], async () => {
        refusedFor(await runCase(session, "change", { card: row[1] }), "ERR_CARD_INVALID", row);
        await memoryClean(row[0]);
      });
    }
    await stillSeals();
  });

  test("edits", async () => {
    for (const [what, edit, text, caret] of LEFT_ALONE) {
      assert.deepEqual(await succeed(session, "format", { edit }), { text, caret }, what);
    }
    for (const members of STILL_FORMATTED) {
      const edit = { field: "number", text: "42424", ...members };
      const shown = await succeed(session, "format", { edit });
      assert.deepEqual(shown, { text: "4242 4", caret: 6 }, JSON.stringify(members).slice(0, 80));
    }
    const { ran, shown } = await succeed(session, "editsThatDefendThemselves");
    assert.deepEqual(ran, [], "getters ran");
    assert.deepEqual(shown, Array(3).fill({ text: "", caret: 0 }));
    await stillSeals();
  });

  test("orders", async (t) => {
    for (const row of ORDERS) {
      await t.test(row[0], async () =>
        refusedFor(await runCase(session, "change", { order: row[1] }), "ERR_ORDER_INVALID", row),
      );
    }
    await stillSeals();
  });

  test("nonces", async () => {
    for (const [nonce, code] of [
      ["", "format"],
      ["a nonce", "format"],
      ["nonce\n", "format"],
      ["nöncé", "format"],
      ["n".repeat(513), "format"],
      [4242424242424242, "not_text"],
      [["nonce"], "not_text"],
      [null, "not_text"],
    ]) {
      const row = [JSON.stringify(nonce).slice(0, 40), null, "nonce", code];
      refusedFor(await runCase(session, "withNonce", { given: { nonce } }), "ERR_OPTION_INVALID", row);
    }
    for (const given of [null, {}, [], "nonce", 1, { nonce: "n".repeat(512) }]) {
      const { jwe } = await succeed(session, "withNonce", { given });
      assert.equal((await open(jwe, privateKey, { audience: ISSUER })).nonce, given?.nonce);
    }
    await stillSeals();
  });

  test("what is no card or order at all", async () => {
    for (const value of NOT_CARDS) {
      refused(
        await runCase(session, "encrypt", { card: value === undefinedValue ? null : value }),
        "ERR_CARD_INVALID",
        JSON.stringify(value),
      );
      refused(
        await runCase(session, "encrypt", { order: value === undefinedValue ? null : value }),
        "ERR_ORDER_INVALID",
        JSON.stringify(value),
      );
    }
    await stillSeals();
  });

  test("all that is wrong is told at once", async () => {
    const { error } = await runCase(session, "change", {
      card: { number: "1", expiry: `13/${YEAR}`, cvc: "x" },
    });
    assert.deepEqual(
      error.issues.map(({ field }) => field),
      ["number", "expiry", "cvc"],
    );
  });

  test("month and year apart, and in many forms", async () => {
    for (const card of [
      { expiryMonth: "12", expiryYear: YEAR },
      { expiryMonth: "12", expiryYear: YEAR.slice(2) },
      { expiryMonth: 12, expiryYear: Number(YEAR) },
    ]) {
      const result = await runCase(session, "encrypt", {
        card: { number: "4242 4242-４２４２ 4242", cvc: "739", ...card },
      });
      if (result.error && typeof card.expiryMonth === "number") {
        refused(result, "ERR_CARD_INVALID", "numbers for month and year");
        continue;
      }
      const { card: opened } = await open(result.value.jwe, privateKey, { audience: ISSUER });
      assert.deepEqual(opened, { number: "4242424242424242", exp_month: "12", exp_year: YEAR, cvc: "739" });
    }
    const { error } = await runCase(session, "encrypt", {
      card: { number: "4242424242424242", expiryMonth: "13", expiryYear: YEAR },
    });
    assert.deepEqual(error.issues, [{ field: "expiry", code: "month" }]);
  });

  test("objects that defend themselves", async () => {
    refused(await runCase(session, "getterThatThrows"), "ERR_CARD_INVALID", "a getter that throws");
    refused(await runCase(session, "proxyThatThrows"), "ERR_CARD_INVALID", "a Proxy that throws");
    refused(await runCase(session, "revokedProxy"), "ERR_CARD_INVALID", "a revoked Proxy");
    refused(await runCase(session, "proxyOrder"), "ERR_ORDER_INVALID", "a Proxy for an order");
    refused(await runCase(session, "valueWithToString"), "ERR_CARD_INVALID", "toString");
    refused(await runCase(session, "stringObject"), "ERR_CARD_INVALID", "a String object");
    refused(await runCase(session, "inherited"), "ERR_CARD_INVALID", "inherited members");
    const { ran, card, order, checked } = await succeed(session, "gettersRun");
    assert.deepEqual(ran, [], "getters ran");
    refused(card, "ERR_CARD_INVALID", "accessors of a card");
    refused(order, "ERR_ORDER_INVALID", "accessors of an order");
    assert.ok(checked.value || checked.error.typed);
    for (const name of ["nullPrototype", "frozen"]) assert.ok((await succeed(session, name)).jwe, name);
    const lied = await runCase(session, "proxyThatChanges");
    if (lied.value) {
      const { card: opened } = await open(lied.value.jwe, privateKey, { audience: ISSUER });
      assert.equal(opened.number.slice(-4), lied.value.lastFour, "what was sealed is what was told");
    } else {
      refused(lied, "ERR_CARD_INVALID", "a Proxy that changes");
    }
    await stillSeals();
  });

  test("a polluted Object.prototype changes nothing", async () => {
    const names = (
      "number expiry expiryMonth expiryYear cvc name merchant id amount currency keys issuer insecureContext acceptedBrands wasm now origin nonce " +
      "kid n e alg use kty code issues field jwe brand lastFour status brands gaps lengths module module_or_path then value get set"
    ).split(" ");
    const pan = async ({ value, error }) => {
      assert.equal(error, undefined, error?.said);
      return (await open(value.jwe, privateKey, { audience: ISSUER })).card;
    };
    // `then`, `get`, `set` and `value` on the prototype break promises and property descriptors themselves, in every program.
    const safe = names.filter((name) => !["then", "value", "get", "set"].includes(name));
    const card = { number: "4242424242424242", expiry: EXPIRY };
    const opened = await pan(
      await runCase(session, "polluted", { names: safe, run: "encrypt", input: { card } }),
    );
    assert.deepEqual(opened, { number: "4242424242424242", exp_month: "12", exp_year: YEAR });
    const accessors = await runCase(session, "pollutedAccessors", {
      names: safe,
      run: "encrypt",
      input: { card },
    });
    assert.deepEqual(await pan(accessors), opened);
    assert.deepEqual(accessors.value.read, [], "members of the prototype were read");
    const missing = await runCase(session, "polluted", {
      names: safe,
      run: "encrypt",
      input: { card: { expiry: EXPIRY } },
    });
    refused(missing, "ERR_CARD_INVALID", "a number on the prototype only");
    for (const name of names) {
      const result = await runCase(session, "polluted", { names: [name], run: "encrypt", input: { card } });
      if (result.value) assert.deepEqual(await pan(result), opened, name);
    }
    await stillSeals();
  });

  test("random sources that are none", async () => {
    await session.driver.executeScript(
      "window.__probe.watch(arguments[0])",
      patterns.map(({ hex }) => hex),
    );
    for (const [name, input] of [
      ["constantRandom", { byte: 0 }],
      ["constantRandom", { byte: 0xff }],
      ["repeatingRandom", { period: 1 }],
      ["repeatingRandom", { period: 7 }],
      ["repeatingRandom", { period: 16 }],
      ["untouchedRandom", {}],
      ["failingRandom", {}],
    ]) {
      refused(
        await runCase(session, name, input),
        "ERR_RANDOM_UNAVAILABLE",
        `${name} ${JSON.stringify(input)}`,
      );
    }
    const random = Array.from({ length: 92 }, (_, i) => ((i * 151) % 256).toString(16).padStart(2, "0")).join(
      "",
    );
    const { first, second } = await succeed(session, "startsAnew", { random });
    assert.ok(first.jwe);
    refused(second, "ERR_RANDOM_UNAVAILABLE", "a source that starts anew at every card");
    await stillSeals();
  });

  test("a random source that calls back while a card is sealed", async () => {
    const { outer, inner } = await succeed(session, "callsBack");
    assert.equal((await open(outer.jwe, privateKey, { audience: ISSUER })).card.number, "4242424242424242");
    assert.equal(inner.length, 4);
    for (const each of inner) refused(each, "ERR_INTERNAL", "a call from within");
    await stillSeals();
  });

  test("no crypto at all", async () => {
    // In a new page: WebKit goes on finding `crypto` from code that has used it before.
    await openBoundary(session, server.url("/boundary.html"));
    await succeed(session, "load", { options: { keys: jwk, issuer: ISSUER } });
    refused(await runCase(session, "absentCrypto"), "ERR_RANDOM_UNAVAILABLE", "no crypto");
    await stillSeals();
  });

  test("check never throws, whatever it is given", async () => {
    for (const [what, change] of CARDS) {
      // A CVC is judged with the number beside it.
      const fields = "cvc" in change ? { number: "4242424242424242", ...change } : change;
      const { value, error } = await runCase(session, "check", { fields });
      const [field] = Object.keys(change);
      assert.equal(error, undefined, `${what}: ${error?.said}`);
      if (value[field]) assert.notEqual(value[field].status, "valid", what);
    }
  });
});
