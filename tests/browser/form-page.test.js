// The no-code form and the page around it: what it is told, what its own scripts may do, other forms, forms that come later.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { CARD, css, ENTER, formPage } from "./harness/form-page.js";
import { startFormShop } from "./harness/form-shop.js";
import { press } from "./harness/shop.js";
import { inEveryEngine } from "./harness/suite.js";

const README = new URL("../../README.md", import.meta.url);
const HEARD = `
  window.heard = [];
  for (const type of ["ready", "change", "sealed", "error"]) {
    document.addEventListener("cardseal:" + type, (event) => {
      heard.push([type, JSON.parse(JSON.stringify(event.detail))]);
      if (document.body.dataset.keep && type === "sealed") event.preventDefault();
    });
  }`;

inEveryEngine("form and page", (session) => {
  let shop;
  let page;
  before(async () => {
    shop = await startFormShop();
    shop.scripts.set("/heard.js", HEARD);
  });
  after(() => shop?.close());
  beforeEach(() => {
    page = formPage(session.driver);
    shop.posts.length = 0;
  });
  const heard = (type) =>
    page.inForm("return heard.filter(([type]) => type === arguments[1]).map(([, detail]) => detail)", type);
  const withHeard = ["<head>", '<head><script src="/heard.js"></script>'];

  test("the lines in README pay", { timeout: 60_000 }, async () => {
    const [, lines] = /```html\n(.*?)```/s.exec(readFileSync(README, "utf8"));
    const here = lines
      .replace(/data-keys="[^"]+"/, 'data-keys="/keys"')
      .replace("gateway.example", "gateway.test");
    const fixture = shop.page([[/<form.*<\/form>/s, here]]);
    await page.open(fixture);
    await page.type(CARD);
    await press(session.driver, ENTER);
    await page.paid();
    assert.deepEqual(
      shop.posts[0].fields.map(([name]) => name),
      ["cardseal"],
    );
    assert.equal((await shop.opened()).card.number, CARD.number);
  });

  test("the demo shop's page pays", { timeout: 60_000 }, async () => {
    const own = await startFormShop({ www: fileURLToPath(new URL("../../www/", import.meta.url)) });
    try {
      await page.open(own.url("/form.html?error=payment_refused"));
      const note = session.driver.findElement(css("#came-back"));
      assert.match(await note.getText(), /^The payment was refused. You were not charged/);
      await page.type(CARD);
      assert.equal(await (await page.button()).getText(), "Pay €32.00");
      await (await page.button()).click();
      await page.paid();
      const [{ url, fields }] = own.posts;
      assert.deepEqual([url, fields.map(([name]) => name)], ["/form/pay", ["order_id", "cardseal"]]);
      assert.equal((await own.opened()).order.amount, 3200);
    } finally {
      await own.close();
    }
  });

  test("events, with no digit in them", { timeout: 60_000 }, async () => {
    await page.open(shop.page([withHeard]));
    assert.deepEqual(await heard("ready"), [{}]);
    await page.type({ number: CARD.number });
    const changes = await heard("change");
    assert.ok(changes.length >= 3 && changes.length < 10, `${changes.length} changes for 16 keys`);
    const { brand, complete, fields } = changes.at(-1);
    assert.deepEqual(
      [brand, complete, fields.number, fields.cvc],
      ["visa", false, { status: "valid" }, { status: "incomplete", code: "required" }],
    );
    await page.type({ expiry: CARD.expiry, cvc: CARD.cvc });
    assert.equal((await heard("change")).at(-1).complete, true);
    assert.doesNotMatch(JSON.stringify(await heard("change")), /\d/);
  });

  test("a page that posts by itself: the same sealed card until another is typed", {
    timeout: 60_000,
  }, async () => {
    const { driver } = session;
    await page.open(shop.page([withHeard, ["<body>", '<body data-keep="yes">']]));
    await page.type(CARD);
    await press(driver, ENTER);
    await page.becomes("sealed");
    assert.deepEqual(await page.values(), ["", "", "", ""]);
    assert.match(await page.status(), /^Your card is sealed/);
    const [{ jwe, ...rest }] = await heard("sealed");
    assert.deepEqual(rest, { kid: "test-key", brand: "visa", lastFour: CARD.number.slice(-4) });
    await (await page.button()).click();
    await page.until("it was not sealed again", async () => (await heard("sealed")).length === 2);
    assert.equal((await heard("sealed"))[1].jwe, jwe);
    assert.deepEqual(await page.inForm("return [...new FormData(form)]"), [
      ["order_id", "order-1"],
      ["cardseal", jwe],
    ]);
    await page.type({ number: "4" });
    assert.deepEqual([await page.state(), await page.status()], ["ready", ""]);
    assert.equal(await page.inForm("return new FormData(form).has('cardseal')"), false);
    assert.equal(shop.posts.length, 0);
  });

  test("another order is another sealed card, and a reset forgets", { timeout: 60_000 }, async () => {
    await page.open(shop.page([withHeard, ["<body>", '<body data-keep="yes">']]));
    await page.type(CARD);
    await (await page.button()).click();
    await page.becomes("sealed");
    for (const change of [
      `form.dataset.order = form.dataset.order.replace("4999", "5999")`,
      `form.dataset.nonce = "checkout-7"`,
    ]) {
      await page.inForm(change);
      await (await page.button()).click();
      await page.says("number", /Enter the card number/);
      assert.equal((await heard("sealed")).length, 1);
    }
    await page.type(CARD);
    await page.inForm("delete document.body.dataset.keep");
    await (await page.button()).click();
    await page.paid();
    const { order, nonce } = await shop.opened();
    assert.deepEqual([order.amount, nonce], [5999, "checkout-7"]);
    await page.open(shop.url("/form.html"));
    await page.type(CARD);
    await page.inForm("form.reset()");
    await page.until("it is not empty", async () => (await page.values()).join("") === "");
    await page.holdsNothing();
  });

  test("the page's submit listeners run once, with the sealed card, and may refuse", {
    timeout: 60_000,
  }, async () => {
    const buttons =
      '<button name="way" value="fast" formaction="/pay?fast" disabled>Pay</button><button disabled>Slow</button>';
    await page.open(shop.page([["<button disabled>Pay</button>", buttons]]));
    await page.inForm(`
      window.submits = [];
      form.onsubmit = (event) => {
        submits.push([event.submitter?.value, new FormData(form).has("cardseal"), part("number").value]);
        if (submits.length === 1) event.preventDefault();
      };`);
    await page.type(CARD);
    await (await page.button()).click();
    await page.becomes("sealed");
    assert.deepEqual(await page.inForm("return submits"), [["fast", true, ""]]);
    assert.equal(shop.posts.length, 0);
    await (await page.button()).click();
    await page.paid();
    const [{ url, fields }] = shop.posts;
    assert.equal(url, "/pay?fast");
    assert.deepEqual(fields.map(([name]) => name).sort(), ["cardseal", "order_id", "way"]);
    assert.equal((await shop.opened()).card.number, CARD.number);
  });

  test("what the browser itself refuses is not sealed", { timeout: 60_000 }, async () => {
    await page.open(
      shop.page([
        ["<button disabled", '<label>E-mail <input name="email" required></label><button disabled'],
      ]),
    );
    await page.type(CARD);
    await (await page.button()).click();
    assert.deepEqual(
      [await page.state(), (await page.values())[1]],
      ["ready", `12 / ${CARD.expiry.slice(2)}`],
    );
    await page.inForm("form.elements.email.value = 'ada@shop.test'");
    await (await page.button()).click();
    await page.paid();
    assert.deepEqual(shop.posts[0].fields[1], ["email", "ada@shop.test"]);
  });

  test("several forms, and one that a script makes", { timeout: 60_000 }, async () => {
    const { driver } = session;
    const second =
      '<form data-cardseal data-keys="/keys" data-issuer="https://gateway.test" method="post" action="/pay?second" data-order=\'{"merchant":"m_1","id":"order-2","amount":1,"currency":"EUR"}\'><input data-cardseal="number"><input data-cardseal="expiry"><button disabled>Pay 2</button></form>';
    await page.open(shop.page([["</main>", `${second}</main>`]]));
    const other = formPage(driver, 1);
    await other.becomes("ready");
    const ids = await driver.executeScript(
      "return [...document.querySelectorAll('[id]')].map(({ id }) => id)",
    );
    assert.equal(new Set(ids).size, ids.length);
    await page.type({ number: "4242" });
    await driver.executeScript(`
      const form = document.forms[1].cloneNode(false);
      for (const name of ["data-cardseal", "data-cardseal-state", "aria-busy"]) form.removeAttribute(name);
      const made = (tag, name) => {
        const element = document.createElement(tag);
        if (name) element.dataset.cardseal = name;
        form.append(element);
      };
      made("input", "number");
      made("input", "expiry");
      made("button");
      document.forms[1].after(form);
      setTimeout(() => form.setAttribute("data-cardseal", ""), 50);`);
    const third = formPage(driver, 2);
    await third.becomes("ready");
    await third.type({ number: CARD.number, expiry: CARD.expiry });
    assert.equal((await page.values())[0], "4242");
    await press(driver, ENTER);
    await page.paid();
    assert.equal(shop.posts[0].url, "/pay?second");
    assert.equal((await shop.opened()).order.id, "order-2");
  });

  test("the merchant's own places are used", { timeout: 60_000 }, async () => {
    const places =
      '<p data-cardseal-error="form" id="mine"></p><p data-cardseal="status"></p><p data-cardseal-error="number"></p><div data-cardseal="network"></div>';
    await page.open(shop.page([["<label>Card", `${places}<label>Card`]]));
    await page.type({ number: "4972000000000006" });
    await (await page.button()).click();
    await page.says("form", /^Please check: Expiry date and Security code/);
    const counts = await page.inForm(`return ["-error='form'", "-error='number'", "='status'", "='network'"]
      .map((place) => form.querySelectorAll("[data-cardseal" + place + "]").length)`);
    assert.deepEqual(counts, [1, 1, 1, 1]);
    assert.equal(
      await page.inForm(
        "return form.querySelector('fieldset').parentElement.previousElementSibling.dataset.cardsealError",
      ),
      "number",
    );
    assert.equal(await page.inForm("return document.getElementById('mine').getAttribute('role')"), "alert");
  });
});
