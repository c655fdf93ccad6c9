// The no-code form: a buyer pays with it, in a page that has nothing but the lines that merchants copy.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Key } from "selenium-webdriver";
import { CARD, css, ENTER, formPage, YEAR } from "./harness/form-page.js";
import { startFormShop } from "./harness/form-shop.js";
import { textScan } from "./harness/leaks.js";
import { findLeaks, traces } from "./harness/session.js";
import { control, press } from "./harness/shop.js";
import { inEveryEngine } from "./harness/suite.js";

const CO_BADGED = "4972000000000006";

inEveryEngine("form", (session) => {
  let shop;
  let page;
  before(async () => {
    shop = await startFormShop();
  });
  after(() => shop?.close());
  beforeEach(() => {
    page = formPage(session.driver);
    shop.posts.length = 0;
    session.recorder.clear();
  });

  test("typed key by key, sent by Enter, posted as the browser posts", { timeout: 60_000 }, async () => {
    const { driver } = session;
    await page.open(shop.url("/form.html"));
    await page.type(CARD);
    assert.deepEqual(await page.values(), [
      "4539 1488 0343 6467",
      `12 / ${YEAR.slice(2)}`,
      CARD.cvc,
      CARD.name,
    ]);
    assert.equal(await driver.findElement(css("output")).getText(), "Visa");
    await press(driver, ENTER);
    await page.paid();
    const [{ type, fields }, ...more] = shop.posts;
    assert.equal(more.length, 0);
    assert.equal(type, "application/x-www-form-urlencoded");
    assert.deepEqual(
      fields.map(([name]) => name),
      ["order_id", "cardseal"],
    );
    const { card, order, secure, origin } = await shop.opened();
    assert.deepEqual(card, {
      number: CARD.number,
      exp_month: "12",
      exp_year: YEAR,
      cvc: CARD.cvc,
      name: CARD.name,
    });
    assert.deepEqual(order, { merchant: "m_1", id: "order-1", amount: 4999, currency: "EUR" });
    assert.deepEqual([secure, origin], [true, new URL(shop.url("/")).origin]);
    const found = await traces(session, { logs: shop.posts.map(({ body }) => ["post", body]) });
    assert.deepEqual(findLeaks(found, textScan({ pan: CARD.number, cvc: CARD.cvc })), []);
  });

  test("what browsers are told of the fields", { timeout: 60_000 }, async () => {
    await page.open(
      shop.page([
        ['"number"', '"number" type="number" maxlength="16" pattern="x" required'],
        [
          '<label>Security code <input data-cardseal="cvc"></label>',
          '<input data-cardseal="cvc" inputmode="text">',
        ],
        [
          '"name"></label>',
          '"name" autocomplete="off" aria-describedby="hint"></label><p id="hint">As on the card</p>',
        ],
      ]),
    );
    const told =
      await page.inForm(`return Object.fromEntries(["number", "expiry", "cvc", "name"].map((name) => {
      const { type, inputMode, dir, spellcheck, maxLength, pattern, required } = part(name);
      const [autocomplete, ariaRequired, ariaLabel] = ["autocomplete", "aria-required", "aria-label"].map((attribute) => part(name).getAttribute(attribute));
      const notes = part(name).getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id).dataset.cardsealError ?? id);
      return [name, [type, inputMode, autocomplete, dir, spellcheck, maxLength, pattern, required, ariaRequired, ariaLabel, ...notes]];
    }))`);
    const common = [false, -1, "", false];
    assert.deepEqual(told, {
      number: ["text", "numeric", "cc-number", "ltr", ...common, "true", null, "number"],
      expiry: ["text", "numeric", "cc-exp", "ltr", ...common, "true", null, "expiry"],
      cvc: ["text", "text", "cc-csc", "ltr", ...common, "true", "Security code", "cvc"],
      name: ["text", "", "off", "", ...common, null, null, "hint", "name"],
    });
    assert.equal(await page.inForm("return form.getAttribute('autocomplete')"), "off");
    assert.equal(await page.inForm("return form.querySelectorAll('[style]').length"), 0);
  });

  test("wrong, told, mended", { timeout: 60_000 }, async () => {
    const { driver } = session;
    await page.open(shop.url("/form.html"));
    const number = await page.input("number");
    await page.type({ number: "453914880343646" });
    assert.equal(await page.said("number"), "", "a complaint while it is typed");
    await press(driver, Key.TAB);
    await page.says("number", /too short/);
    assert.equal(await number.getAttribute("aria-invalid"), "true");
    await page.type({ expiry: "1320" });
    await page.says("expiry", /between 01 and 12/);
    await press(driver, ENTER);
    await page.says("form", /^Please check: Card number, Expiry date, and Security code$/);
    assert.equal(await page.focused(), "number");
    await page.says("cvc", /Enter the security code/);
    assert.equal(await page.said("name"), "", "a name is asked for");
    assert.equal(shop.posts.length, 0);
    await press(driver, Key.END, "7");
    assert.deepEqual([await page.said("number"), await page.said("form")], ["", ""]);
    assert.equal(await number.getAttribute("aria-invalid"), null);
    await page.inForm("part('expiry').select()");
    await page.type({ expiry: Key.BACK_SPACE.repeat(7) + CARD.expiry, cvc: CARD.cvc });
    await press(driver, ENTER);
    await page.paid();
    assert.equal((await shop.opened()).card.name, undefined);
  });

  test("a click is not lost where leaving a field moves the button", { timeout: 60_000 }, async () => {
    await page.open(shop.url("/form.html"));
    await page.type({ number: CARD.number, expiry: "1" });
    await (await page.button()).click();
    await page.says("form", /^Please check: Expiry date and Security code$/);
    assert.equal(await page.focused(), "expiry");
  });

  test("pasted, and sent by two clicks at once: posted once", { timeout: 60_000 }, async () => {
    const { driver } = session;
    await page.open(shop.url("/form.html"));
    const helper = await driver.executeScript(`
      const helper = document.createElement("textarea");
      document.querySelector("main").append(helper);
      helper.value = "4539-1488-0343-6467";
      helper.select();
      return helper;`);
    await control(driver, "c");
    await driver.executeScript("arguments[0].remove()", helper);
    await (await page.input("number")).click();
    await control(driver, "v");
    await page.type({ expiry: CARD.expiry, cvc: CARD.cvc });
    await driver
      .actions()
      .doubleClick(await page.button())
      .perform();
    await page.paid();
    assert.equal(shop.posts.length, 1);
    assert.equal((await shop.opened()).card.number, CARD.number);
  });

  test("posted once also where no page answers", { timeout: 60_000 }, async () => {
    await page.open(shop.page([['action="/pay"', 'action="/pay?stay"']]));
    await page.type(CARD);
    const button = await page.button();
    for (let presses = 0; presses < 3; presses += 1) await button.click();
    await page.becomes("sent");
    await page.until("nothing was posted", () => shop.posts.length > 0);
    await (await page.input("name")).click();
    await press(session.driver, ENTER);
    assert.deepEqual(await page.values(), ["", "", "", ""]);
    assert.equal(await page.status(), "One moment, please.");
    assert.equal(await button.getAttribute("aria-disabled"), "true");
    assert.equal(shop.posts.length, 1);
  });

  test("by keyboard alone", { timeout: 60_000 }, async () => {
    const { driver } = session;
    await page.open(shop.url("/form.html"));
    for (const name of ["number", "expiry", "cvc", "name"]) {
      await press(driver, Key.TAB);
      assert.equal(await page.focused(), name);
      await press(driver, ...CARD[name]);
    }
    await press(driver, Key.TAB);
    assert.equal(await driver.executeScript("return document.activeElement.textContent"), "Pay");
    await press(driver, Key.SPACE);
    await page.paid();
    assert.equal((await shop.opened()).card.number, CARD.number);
  });

  test("a co-badged card: the buyer chooses the network", { timeout: 60_000 }, async () => {
    const { driver } = session;
    await page.open(shop.url("/form.html"));
    await page.type({ expiry: CARD.expiry, cvc: CARD.cvc, number: CO_BADGED });
    const choice = driver.findElement(css("fieldset"));
    assert.equal(await choice.getAccessibleName(), "Card network");
    await press(driver, Key.TAB);
    assert.equal(await page.focused(), "cartes-bancaires");
    await press(driver, Key.ARROW_DOWN);
    assert.equal(await page.focused(), "visa");
    assert.equal(await driver.findElement(css("output")).getText(), "Visa");
    await press(driver, ENTER);
    await page.paid();
    assert.equal((await shop.opened()).card.network, "visa");
    assert.deepEqual(
      shop.posts[0].fields.map(([name]) => name),
      ["order_id", "cardseal"],
      "the choice is posted for all to read",
    );
  });

  for (const [lang, where, dir, required, label] of [
    ["de", "html", "ltr", /Kartennummer/, "Kartennummer"],
    ["ar", "form", "rtl", /رقم البطاقة/, "رقم البطاقة"],
  ]) {
    test(`the words are those of lang="${lang}"`, { timeout: 60_000 }, async () => {
      const place =
        where === "html" ? ['lang="en"', `lang="${lang}"`] : ["<form", `<form lang="${lang}" dir="rtl"`];
      await page.open(shop.page([place, ["<label>Card number", "<label>"]]));
      await (await page.button()).click();
      await page.says("number", required);
      const [note, direction] = await page.inForm(
        `const note = form.querySelector('[data-cardseal-error="number"]');
        return [[note.lang, note.dir], getComputedStyle(part("number")).direction];`,
      );
      assert.deepEqual([note, direction], [[lang, dir], "ltr"]);
      assert.ok((await page.said("form")).includes(label));
    });
  }
});
