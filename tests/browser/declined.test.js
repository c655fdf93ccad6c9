// Cards that are not paid: what the buyer is told, and that the next card is.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { By, until } from "selenium-webdriver";
import { startSandbox } from "./harness/sandbox.js";
import { stateOf, type, WAIT } from "./harness/shop.js";
import { inEveryEngine } from "./harness/suite.js";

const YEAR = String(new Date().getFullYear() + 3).slice(2);
const DECLINED = [
  ["4000000000000002", "card_declined", /bank declined/],
  ["4000000000009995", "card_declined", /not enough money/],
  ["4000000000000069", "card_declined", /has expired/],
  ["4000000000000127", "card_declined", /security code/],
  ["4000002500003155", "authentication_required", /3-D Secure/],
];

inEveryEngine("declined", (session) => {
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

  const payWith = async (number) => {
    await type(session.driver, { number, expiry: `12${YEAR}`, cvc: "123", name: "Ada Lund" });
    await session.driver.findElement(By.id("pay")).click();
  };

  test("each decline is told in words, and the order is left to another card", {
    timeout: 90_000,
  }, async () => {
    const { driver } = session;
    await driver.get(`${sandbox.shop}?lang=en`);
    await stateOf(driver, "ready");
    const told = driver.findElement(By.id("form-error"));
    for (const [number, code, words] of DECLINED) {
      await payWith(number);
      await driver.wait(async () => words.test(await told.getText()), WAIT, `${number} is not explained`);
      await stateOf(driver, "failed");
      assert.match(await told.getText(), /You were not charged/);
      assert.equal(await told.getAttribute("data-code"), code);
      assert.equal(
        await driver.findElement(By.id("number")).getAttribute("value"),
        "",
        "the field keeps the card",
      );
    }
    // Whoever holds a lost card learns no more than of any other decline.
    await payWith("4000000000009987");
    await driver.wait(
      async () => DECLINED[0][2].test(await told.getText()),
      WAIT,
      "no words for a lost card",
    );
    assert.doesNotMatch(await told.getText(), /lost/);
    // Its acquirer's answer is lost: the shop asks again by itself.
    await payWith("4000000000000259");
    await driver.wait(until.urlContains("/paid.html"), WAIT);
  });
});
