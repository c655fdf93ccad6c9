// Purchases without a mouse: which keys lead through the shop, what the buyer may choose, in which language it speaks.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { By, Key, until } from "selenium-webdriver";
import { open } from "./harness/keys.js";
import { startSandbox } from "./harness/sandbox.js";
import { press, stateOf, WAIT } from "./harness/shop.js";
import { inEveryEngine } from "./harness/suite.js";

const YEAR = String(new Date().getFullYear() + 3).slice(2);
const CO_BADGED = "4972000000000006";

inEveryEngine("purchase", (session) => {
  let sandbox;
  let folder;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "cardseal-sandbox-"));
    sandbox = await startSandbox({ folder });
  });
  after(async () => {
    await sandbox?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const focused = () =>
    session.driver.executeScript("return document.activeElement.id || document.activeElement.value");
  const text = (id) => session.driver.findElement(By.id(id)).getText();
  const becomes = (id, expected) =>
    session.driver.wait(
      async () => (await text(id)).includes(expected),
      WAIT,
      `${id} does not say ${expected}`,
    );
  const asked = (pattern) =>
    session.recorder.requests.map(({ url }) => pattern.exec(url)?.[1]).filter(Boolean);

  /** The shop, ready, its number reached by Tab. */
  async function shop(query = "") {
    const { driver, recorder } = session;
    recorder.clear();
    await driver.get(sandbox.shop + query);
    await stateOf(driver, "ready");
    for (let tabs = 0; (await focused()) !== "number"; tabs += 1) {
      assert.ok(tabs < 12, "the number is not reached by Tab");
      await press(driver, Key.TAB);
    }
    return driver;
  }

  async function fillIn(driver, entries) {
    for (const [id, keys] of entries) {
      assert.equal(await focused(), id);
      await press(driver, ...keys, Key.TAB);
    }
  }

  test("by keyboard alone, and Enter three times pays once", { timeout: 60_000 }, async () => {
    const { recorder } = session;
    const driver = await shop();
    const hold = recorder.hold(/\/api\/pay$/);
    await fillIn(driver, [
      ["number", "378282246310005"],
      ["expiry", `09${YEAR}`],
      ["cvc", "1234"],
      ["name", "Ada Lovelace"],
    ]);
    await driver.findElement(By.id("name")).sendKeys(Key.ENTER, Key.ENTER, Key.ENTER);
    await hold.arrived;
    assert.match(await text("sealed-card"), /^American Express •••• 0005$/);
    assert.deepEqual(await driver.executeScript(bringBack), ["", "", "", ""], "a field remembers the card");
    hold.release();
    await driver.wait(until.urlContains("/paid.html"), WAIT);
    await becomes("paid-card", "American Express •••• 0005");
    assert.equal(asked(/(\/api\/pay)$/).length, 1, "paid more than once");
  });

  for (const [chosen, name, keys] of [
    ["cartes-bancaires", "Cartes Bancaires", []],
    ["visa", "Visa", [Key.ARROW_DOWN]],
  ]) {
    test(`a co-badged card is paid through ${name}`, { timeout: 60_000 }, async () => {
      const { recorder } = session;
      const driver = await shop("?lang=en");
      const choice = driver.findElement(By.id("network"));
      await press(driver, ...CO_BADGED.slice(0, 15));
      assert.equal(await choice.isDisplayed(), false, "a choice before the number is whole");
      await press(driver, CO_BADGED.slice(15));
      assert.equal(await choice.isDisplayed(), true);
      assert.equal(await choice.getAriaRole(), "radiogroup");
      assert.equal(await choice.getAccessibleName(), "Card network");
      const options = await driver.findElements(By.css("#network-choice label"));
      assert.deepEqual(await Promise.all(options.map((option) => option.getText())), [
        "Cartes Bancaires",
        "Visa",
      ]);
      assert.equal(
        await driver.executeScript("return document.getElementById('network-said').textContent"),
        "Card network: Cartes Bancaires, Visa",
      );
      await press(driver, Key.TAB);
      assert.equal(await focused(), "cartes-bancaires");
      await press(driver, ...keys);
      assert.equal(await focused(), chosen);
      assert.equal(await text("brand"), name);
      // What was chosen stays so while the number is mended.
      await driver.actions().keyDown(Key.SHIFT).sendKeys(Key.TAB).keyUp(Key.SHIFT).perform();
      await press(driver, Key.END, Key.BACK_SPACE, "6");
      assert.equal(await text("brand"), name);
      await press(driver, Key.TAB);
      await fillIn(driver, [
        [chosen, ""],
        ["expiry", `09${YEAR}`],
        ["cvc", "123"],
      ]);
      await press(driver, Key.ENTER);
      await driver.wait(until.urlContains("/paid.html"), WAIT);
      await becomes("paid-card", `${name} •••• 0006`);
      await becomes("gateway-opened", `${name}, chosen in the page`);
      const { body } = recorder.requests.find(({ url }) => url.endsWith("/api/pay"));
      const { sealed_card: jwe } = JSON.parse(body.toString("utf8"));
      const { card } = await open(jwe, sandbox.privateKey, { audience: sandbox.gateway.replace(/\/$/, "") });
      assert.equal(card.network, chosen);
    });
  }

  test("in one language, whose words alone are loaded", { timeout: 60_000 }, async () => {
    const { driver } = session;
    const words = () => asked(/\/cardseal\/messages\/(.*)\.js/);
    for (const [lang, dir, label, pattern, complaint] of [
      ["ar", "rtl", "رقم البطاقة", "MM / YY", "يُرجى إدخال رقم البطاقة."],
      ["de", "ltr", "Kartennummer", "MM / JJ", "Bitte geben Sie die Kartennummer ein."],
      ["ja", "ltr", "カード番号", "月 / 年", "カード番号を入力してください。"],
    ]) {
      await shop(`?lang=${lang}`);
      assert.deepEqual(words(), [lang]);
      assert.deepEqual(
        await driver.executeScript("const { lang, dir } = document.documentElement; return [lang, dir]"),
        [lang, dir],
      );
      assert.equal(await text("number-label"), label);
      assert.equal(await driver.findElement(By.id("expiry")).getAttribute("placeholder"), pattern);
      await press(driver, Key.ENTER);
      await becomes("number-error", complaint);
      assert.equal(
        await driver.executeScript("return getComputedStyle(document.getElementById('number')).direction"),
        "ltr",
      );
    }
    session.recorder.clear();
    await driver.get(`${sandbox.shop}paid.html`);
    await stateOf(driver, "failed");
    assert.deepEqual(words(), [], "words that nobody reads");
  });
});

// Runs in the page: everything that might bring back what a field held.
const bringBack = `
  return ["number", "expiry", "cvc", "name"].map((id) => {
    const field = document.getElementById(id);
    for (const inputType of ["historyUndo", "historyRedo"]) field.dispatchEvent(new InputEvent("beforeinput", { inputType, cancelable: true }));
    for (const key of ["z", "y"]) field.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey: true, cancelable: true }));
    return field.value;
  });
`;
