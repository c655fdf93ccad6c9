// The shop's fields under a person's hands: the caret after every kind of edit, and a purchase without a mouse.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { By, Key, until } from "selenium-webdriver";
import { startSandbox } from "./harness/sandbox.js";
import { stateOf, WAIT } from "./harness/shop.js";
import { inEveryEngine } from "./harness/suite.js";

const YEAR = String(new Date().getFullYear() + 3).slice(2);
const { ARROW_LEFT: LEFT, ARROW_RIGHT: RIGHT, BACK_SPACE, DELETE, HOME, END } = Key;

// [what is pressed, what stands in the field then; | is the caret]. Each goes on where the one before it ended.
const NUMBER = [
  [["4", "2", "4", "2"], "4242|"],
  [[..."424242424242"], "4242 4242 4242 4242|"],
  [[LEFT, LEFT, LEFT, LEFT], "4242 4242 4242 |4242"],
  [[BACK_SPACE], "4242 4242 424|4 242"],
  [["9"], "4242 4242 4249 |4242"],
  [[HOME, DELETE], "|2424 2424 2494 242"],
  [["5"], "5|242 4242 4249 4242"],
  [[RIGHT, RIGHT, RIGHT, DELETE], "5242| 2424 2494 242"],
  [[END, BACK_SPACE], "5242 2424 2494 24|"],
];
const EXPIRY = [
  [["1"], "1|"],
  [["2"], "12 / |"],
  [["3", "0"], "12 / 30|"],
  [[BACK_SPACE, BACK_SPACE], "12|"],
  [[BACK_SPACE, BACK_SPACE, "7"], "07 / |"],
];

inEveryEngine("fields", (session) => {
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

  test("the caret stays where the person put it", { timeout: 60_000 }, async () => {
    const { driver } = session;
    await driver.get(sandbox.shop);
    await stateOf(driver, "ready");
    for (const [id, steps] of Object.entries({ number: NUMBER, expiry: EXPIRY })) {
      const field = driver.findElement(By.id(id));
      await field.click();
      for (const [keys, expected] of steps) {
        for (const key of keys) await driver.actions().sendKeys(key).perform();
        const shown = await driver.executeScript(
          "const { value, selectionStart: at } = arguments[0]; return value.slice(0, at) + '|' + value.slice(at)",
          field,
        );
        assert.equal(shown, expected, `${id}: after ${keys.length} keys towards ${expected}`);
      }
    }
  });

  test("by keyboard alone, and Enter three times pays once", { timeout: 60_000 }, async () => {
    const { driver, recorder } = session;
    const press = (...keys) =>
      driver
        .actions()
        .sendKeys(...keys)
        .perform();
    const focused = () => driver.executeScript("return document.activeElement.id");
    await driver.get(sandbox.shop);
    await stateOf(driver, "ready");
    recorder.clear();
    for (let tabs = 0; (await focused()) !== "number"; tabs += 1) {
      assert.ok(tabs < 12, "the number is not reached by Tab");
      await press(Key.TAB);
    }
    for (const [id, text] of [
      ["number", "378282246310005"],
      ["expiry", `09${YEAR}`],
      ["cvc", "1234"],
      ["name", "Ada Lovelace"],
    ]) {
      assert.equal(await focused(), id);
      await press(...text);
      if (id !== "name") await press(Key.TAB);
    }
    await press(Key.ENTER, Key.ENTER, Key.ENTER);
    await driver.wait(until.urlContains("/paid.html"), WAIT);
    const paid = driver.findElement(By.id("paid-card"));
    await driver.wait(async () => (await paid.getText()).includes("Amex •••• 0005"), WAIT);
    const payments = recorder.requests.filter(({ url }) => url.endsWith("/api/pay"));
    assert.equal(payments.length, 1, "paid more than once");
  });
});
