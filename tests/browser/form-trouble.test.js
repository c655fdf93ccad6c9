// The no-code form where something is in its way: what the buyer typed stays, is told what to do, and pressing again tries again. And what is
// left in it once the browser has been elsewhere.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { startEngine } from "./harness/engines.js";
import { CARD, css, ENTER, formPage } from "./harness/form-page.js";
import { startFormShop } from "./harness/form-shop.js";
import { scanFiles } from "./harness/leaks.js";
import { press } from "./harness/shop.js";
import { inEveryEngine } from "./harness/suite.js";

const TYPED = [
  CARD.number.replace(/(.{4})(?=.)/g, "$1 "),
  `12 / ${CARD.expiry.slice(2)}`,
  CARD.cvc,
  CARD.name,
];
const RAW = Object.values(CARD);

inEveryEngine("form in trouble", (session) => {
  let shop;
  let page;
  before(async () => {
    shop = await startFormShop();
  });
  after(() => shop?.close());
  beforeEach(() => {
    page = formPage(session.driver);
    Object.assign(shop, { policy: shop.POLICY });
    shop.keys.down = false;
    shop.scripts.clear();
    shop.posts.length = 0;
    session.recorder.clear();
  });
  const again = async () => (await page.button()).click();

  test("sent before the module is there: it waits, says so, and pays", { timeout: 60_000 }, async () => {
    const { driver, recorder } = session;
    const hold = recorder.hold(/\.wasm$/);
    // Another address: the module that another page loaded would come from the cache.
    await driver.get(shop.page([]));
    const early = await Promise.race([hold.arrived, new Promise((resolve) => setTimeout(resolve, 3000))]);
    if (early) assert.equal(await page.state(), "loading");
    await page.until("the button was not enabled", async () => (await page.button()).isEnabled());
    await page.type(CARD);
    await press(driver, ENTER);
    if (early) {
      await page.becomes("busy");
      assert.equal(await page.inForm("return form.ariaBusy ?? form.getAttribute('aria-busy')"), "true");
      await page.until("it does not say so", async () => (await page.status()) === "One moment, please.");
      await again();
    }
    hold.release();
    await page.paid();
    assert.equal(shop.posts.length, 1);
    assert.equal((await shop.opened()).card.number, CARD.number);
  });

  test("before its script has run, the button is dead, and Enter as well", { timeout: 60_000 }, async () => {
    const { driver } = session;
    shop.scripts.set("/cardseal/form.js", null);
    await driver.get(shop.page([]));
    await page.type(CARD);
    await press(driver, ENTER);
    await again().catch(() => {});
    assert.deepEqual(await page.values(), RAW);
    assert.equal(shop.posts.length, 0);
    await page.inForm("form.submit()");
    await page.paid();
    assert.deepEqual(shop.posts[0].fields, [["order_id", "order-1"]], "the browser posts card inputs");
  });

  test("keys that cannot be had, then can", { timeout: 60_000 }, async () => {
    shop.keys.down = true;
    await page.open(shop.url("/form.html"), "failed");
    await page.says("form", /could not be reached. You were not charged. Please try again/);
    await page.type(CARD);
    await page.says("form", /could not be reached/);
    await again();
    await page.becomes("failed");
    assert.deepEqual(await page.values(), RAW);
    assert.equal(shop.posts.length, 0);
    shop.keys.down = false;
    await again();
    await page.paid();
    assert.equal((await shop.opened()).card.number, CARD.number);
  });

  test("WebAssembly that the page's policy forbids", { timeout: 60_000 }, async () => {
    shop.policy = shop.POLICY.replace(" 'wasm-unsafe-eval'", "");
    await page.open(shop.url("/form.html"), "failed");
    await page.type(CARD);
    await again();
    await page.says("form", /^Card protection could not be loaded. Nothing was sent/);
    assert.deepEqual(await page.values(), RAW);
    assert.equal(shop.posts.length, 0);
  });

  test("words that cannot be had", { timeout: 60_000 }, async () => {
    shop.scripts.set("/cardseal/messages/pl.js", null);
    await page.open(shop.page([['lang="en"', 'lang="pl"']]), "failed");
    await page.says("form", /^This payment form could not be loaded. You were not charged/);
    await page.type(CARD);
    await again();
    assert.deepEqual(await page.values(), RAW);
    assert.equal(shop.posts.length, 0);
  });

  test("plain http: refused, and sealed where the merchant allows it", { timeout: 60_000 }, async () => {
    const plain = (url) => url.replace("localhost", "shop.test");
    await page.open(plain(shop.url("/form.html")), "failed");
    await page.type(CARD);
    await again();
    await page.says("form", /^This page is not secure. Your card was not sent/);
    assert.deepEqual(await page.values(), RAW);
    assert.equal(shop.posts.length, 0);
    const allowed = ["data-cardseal data-keys", 'data-cardseal data-insecure-context="allow" data-keys'];
    await page.open(plain(shop.page([allowed])));
    await page.type(CARD);
    await press(session.driver, ENTER);
    await page.paid();
    assert.equal((await shop.opened()).secure, false);
  });

  test("a brand that the shop does not take", { timeout: 60_000 }, async () => {
    const brands = [
      "data-cardseal data-keys",
      'data-cardseal data-accepted-brands="mastercard, american-express" data-keys',
    ];
    await page.open(shop.page([brands]));
    await page.type({ number: CARD.number });
    await page.says("number", /We do not accept Visa cards/);
    await again();
    assert.equal(shop.posts.length, 0);
  });

  test("back, forward and loaded again: no card is there", { timeout: 60_000 }, async () => {
    const { driver } = session;
    const url = shop.url("/form.html");
    await page.open(url);
    await page.type(CARD);
    assert.deepEqual(await page.values(), TYPED);
    await driver.navigate().refresh();
    await page.becomes("ready");
    await page.holdsNothing();
    await page.type(CARD);
    await driver.get(shop.url("/paid"));
    await driver.navigate().back();
    await page.becomes("ready");
    await page.holdsNothing();
    await page.type(CARD);
    await press(driver, ENTER);
    await page.paid();
    await driver.navigate().back();
    await page.becomes("ready");
    await page.holdsNothing();
    await driver.navigate().forward();
    await page.paid();
    await driver.navigate().back();
    await page.becomes("ready");
    assert.deepEqual([await page.said("form"), await page.status()], ["", ""]);
    await page.type(CARD);
    await press(driver, ENTER);
    await page.paid();
    assert.equal(shop.posts.length, 2);
  });

  test("a server that does not answer, and back", { timeout: 60_000 }, async () => {
    const { driver } = session;
    await page.open(shop.page([['action="/pay"', 'action="/pay?broken"']]));
    await page.type(CARD);
    await press(driver, ENTER);
    await page.until("it was not posted", () => shop.posts.length === 1);
    await page.until("the page is there", async () => (await driver.findElements(css("form"))).length === 0);
    await driver.navigate().back();
    await page.becomes("ready");
    await page.holdsNothing();
  });

  test("the browser keeps nothing of a card on its disk", { timeout: 120_000 }, async () => {
    const own = await startEngine(session.engine);
    try {
      const typed = formPage(own.driver);
      await typed.open(shop.url("/form.html"));
      await typed.type(CARD);
      // Chromium writes its session a while after something was typed.
      await new Promise((resolve) => setTimeout(resolve, 3000));
      await own.driver.get(shop.url("/paid"));
      await own.driver.navigate().back();
      await typed.becomes("ready");
      await typed.type(CARD);
      await press(own.driver, ENTER);
      await typed.paid();
      await own.quit({ keepProfile: true });
      assert.deepEqual(scanFiles(own.profile, [CARD.number, TYPED[0]]), []);
    } finally {
      rmSync(own.profile, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
