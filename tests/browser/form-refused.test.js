// Forms that merchants set up wrongly, and pages that are hostile: refused loudly, with nothing posted, or not disturbed at all.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { CARD, ENTER, formPage } from "./harness/form-page.js";
import { startFormShop } from "./harness/form-shop.js";
import { press } from "./harness/shop.js";
import { inEveryEngine } from "./harness/suite.js";

const ORDER = `data-order='{ "merchant": "m_1", "id": "order-1", "amount": 4999, "currency": "EUR" }'`;
const order = (text) => [[ORDER, `data-order='${text}'`]];
const NUMBER = 'data-cardseal="number"';
const KEYS = 'data-keys="/keys"';
// [what, changes, what the console says]
const REFUSED = [
  ["a name on a card input", [[NUMBER, `${NUMBER} name="number"`]], /data-cardseal="number" has a name/],
  ["a name on the security code", [['"cvc"', '"cvc" name="cvc"']], /data-cardseal="cvc" has a name/],
  ["GET", [['method="post"', 'method="get"']], /method="post"/],
  ["no method", [['method="post"', ""]], /method="post"/],
  ["method dialog", [['method="post"', 'method="dialog"']], /method="post"/],
  ["a button that makes it GET", [["<button", '<button formmethod="get"']], /method="post"/],
  ["no number", [[NUMBER, 'data-cardseal="postalCode"']], /no <input data-cardseal="number">/],
  ["a number twice", [['"name"', '"number"']], /"number" is there twice/],
  ["an unknown field", [['"name"', '"cvv2"']], /data-cardseal is one of number/],
  [
    "a field of another kind",
    [['<input data-cardseal="name">', '<select data-cardseal="name"></select>']],
    /is not an <input>/,
  ],
  ["a name that is the sealed card's", [['name="order_id"', 'name="cardseal"']], /has the name "cardseal"/],
  ["no keys", [[KEYS, ""]], /data-keys is not/],
  ["keys that are a script", [[KEYS, 'data-keys="javascript:alert(1)"']], /data-keys is not/],
  ["keys that are no JSON", [[KEYS, `data-keys='{ "keys": ['`]], /data-keys is not/],
  ["no issuer", [['data-issuer="https://gateway.test"', ""]], /data-issuer is missing/],
  ["no order", [[ORDER, ""]], /data-order is not JSON, or has no merchant/],
  ["an order that is no JSON", order("{ merchant: 1 }"), /data-order is not JSON/],
  ["an order that is null", order("null"), /data-order is not JSON/],
  ["an order that is very deep", order("[".repeat(90_000)), /data-order is not JSON/],
  [
    "an order of inherited members",
    order('{ "__proto__": { "merchant": "m", "id": "1", "amount": 1, "currency": "EUR" } }'),
    /has no merchant, id, amount, currency/,
  ],
  [
    "an amount as text",
    order('{ "merchant": "m", "id": "1", "amount": "1", "currency": "EUR" }'),
    /amount: not_integer/,
  ],
  [
    "an amount without end",
    order('{ "merchant": "m", "id": "1", "amount": 1e999, "currency": "EUR" }'),
    /amount: unsafe_integer/,
  ],
  ["a nonce with a space", [[KEYS, `${KEYS} data-nonce="a b"`]], /data-nonce: format/],
  ["a choice of neither", [[KEYS, `${KEYS} data-insecure-context="yes"`]], /neither "refuse" nor "allow"/],
];
// Found by the module: [what, changes, what the console says, what the buyer reads]
const FAILED = [
  [
    "a brand that nobody knows",
    [[KEYS, `${KEYS} data-accepted-brands="visum"`]],
    /acceptedBrands: unknown_brand/,
    /not set up correctly/,
  ],
  [
    "no brand",
    [[KEYS, `${KEYS} data-accepted-brands=","`]],
    /acceptedBrands: format/,
    /not set up correctly/,
  ],
  [
    "keys that are none",
    [[KEYS, "data-keys='{}'"]],
    /ERR_KEY_INVALID.*key: no_usable_key/,
    /not set up correctly/,
  ],
];

inEveryEngine("form refused", (session) => {
  let shop;
  let page;
  before(async () => {
    shop = await startFormShop();
  });
  after(() => shop?.close());
  beforeEach(() => {
    page = formPage(session.driver);
    shop.posts.length = 0;
  });
  /** What the page wrote to the console as an error. */
  const complaints = async () =>
    (await session.driver.executeScript("return window.__probe.log"))
      .filter(([kind]) => /error/.test(kind))
      .map(([, text]) => text)
      .join("\n");

  test("set up wrongly: said in the console and in the page, and nothing goes out", {
    timeout: 180_000,
  }, async (t) => {
    for (const [what, changes, pattern] of REFUSED) {
      await t.test(what, async () => {
        await page.open(shop.page(changes), "refused");
        await page.says("form", /not set up correctly. You were not charged. Please tell the shop/);
        assert.match(await complaints(), pattern);
        assert.equal(await (await page.button()).isEnabled(), false);
        const inputs = await page.inForm(
          "return [...form.querySelectorAll('input[data-cardseal]')].map((input) => [input.disabled, input.value])",
        );
        for (const input of inputs) assert.deepEqual(input, [true, ""]);
        await page.inForm("form.requestSubmit()");
        assert.equal(await page.state(), "refused");
        assert.equal(shop.posts.length, 0);
      });
    }
  });

  test("set up in a way that does not work", { timeout: 60_000 }, async (t) => {
    for (const [what, changes, pattern, words] of FAILED) {
      await t.test(what, async () => {
        await page.open(shop.page(changes), "failed");
        await page.says("form", words);
        assert.match(await complaints(), pattern);
      });
    }
  });

  test("not even a script of the page's can post a named card input", { timeout: 60_000 }, async () => {
    await page.open(shop.page([[NUMBER, `${NUMBER} name="number" value="${CARD.number}"`]]), "refused");
    await page.inForm("form.submit()");
    await page.paid();
    assert.deepEqual(shop.posts[0].fields, [["order_id", "order-1"]]);
  });

  for (const [what, change] of [
    ["a name", "part('number').name = 'number'"],
    ["GET", "form.method = 'get'"],
  ]) {
    test(`${what} that comes later`, { timeout: 60_000 }, async () => {
      await page.open(shop.url("/form.html"));
      await page.type(CARD);
      await page.inForm(change);
      await press(session.driver, ENTER);
      await page.becomes("refused");
      await page.holdsNothing();
      assert.equal(shop.posts.length, 0);
      assert.ok(!(await session.driver.getCurrentUrl()).includes("?"));
    });
  }

  test("controls that hide the form's own members", { timeout: 60_000 }, async () => {
    const names = [
      "submit",
      "requestSubmit",
      "elements",
      "method",
      "addEventListener",
      "setAttribute",
      "getAttribute",
      "append",
    ];
    const more = [
      "querySelectorAll",
      "dispatchEvent",
      "closest",
      "ownerDocument",
      "dataset",
      "hasAttribute",
      "contains",
      "reset",
    ];
    const controls = [...names, ...more].map((name) => `<input type="hidden" name="${name}">`).join("");
    const pictures = [
      "querySelectorAll",
      "createElement",
      "readyState",
      "currentScript",
      "addEventListener",
      "documentElement",
    ]
      .map((name) => `<img name="${name}" alt="">`)
      .join("");
    const url = shop.page([
      ["<button disabled", `${controls}<button disabled`],
      ["<h1>", `${pictures}<h1>`],
    ]);
    await session.driver.get(url);
    const first = "Document.prototype.querySelector.call(document, 'form')";
    const run = (script) => session.driver.executeScript(`const form = ${first}; ${script}`);
    const ready = () =>
      run("return Element.prototype.getAttribute.call(form, 'data-cardseal-state') === 'ready'");
    await session.driver.wait(ready, 20_000);
    for (const [name, text] of Object.entries(CARD)) {
      await run(`Document.prototype.querySelector.call(document, '[data-cardseal="${name}"]').focus()`);
      await press(session.driver, ...text);
    }
    await press(session.driver, ENTER);
    await page.paid();
    assert.equal((await shop.opened()).card.number, CARD.number);
  });

  test("polluted prototypes", { timeout: 60_000 }, async () => {
    shop.scripts.set(
      "/pollute.js",
      `const all = { number: "5555555555554444", expiry: "01/40", cvc: "111", name: "Mallory", network: "mastercard", insecureContext: "allow",
         issuer: "https://evil.test", keys: "https://evil.test/keys", acceptedBrands: ["jcb"], once: true, capture: false, passive: true,
         detail: 1, quiet: true, left: [0, 0], text: "t", caret: 0, merchant: "m_2", amount: 1, id: "order-2", currency: "USD",
         headers: { x: "y" }, method: "POST", event: {} };
       for (const [key, value] of Object.entries(all)) {
         Object.defineProperty(Object.prototype, key, { value, writable: true, configurable: true, enumerable: false });
       }`,
    );
    await page.open(shop.page([["<head>", '<head><script src="/pollute.js"></script>']]));
    await page.type(CARD);
    await press(session.driver, ENTER);
    await page.paid();
    const { aud, card, order } = await shop.opened();
    assert.deepEqual(
      [aud, card.number, card.cvc, card.network, order.id, order.amount],
      ["https://gateway.test", CARD.number, CARD.cvc, undefined, "order-1", 4999],
    );
  });
});
