// The shop's page with a form without code: the browser itself posts the sealed card, and the shop sends the buyer on.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { By, until } from "selenium-webdriver";
import { CARD, ENTER, formPage } from "./harness/form-page.js";
import { startSandbox } from "./harness/sandbox.js";
import { press, stateOf, WAIT } from "./harness/shop.js";
import { inEveryEngine } from "./harness/suite.js";

inEveryEngine("the shop's form without code", (session) => {
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

  test("declined, and paid with the next card", { timeout: 90_000 }, async () => {
    const { driver } = session;
    const page = formPage(driver);
    await page.open(`${sandbox.shop}form.html`);
    await page.type({ ...CARD, number: "4000000000000002" });
    await press(driver, ENTER);
    await driver.wait(until.urlContains("/form.html?error=card_declined"), WAIT);
    await page.becomes("ready");
    assert.match(await driver.findElement(By.id("came-back")).getText(), /not charged/);
    await page.type(CARD);
    await press(driver, ENTER);
    await driver.wait(until.urlContains("/paid.html"), WAIT);
    await stateOf(driver, "paid");
    const saw = await driver.findElement(By.css("body")).getText();
    assert.ok(saw.includes("POST /form/pay") && saw.includes("cardseal="), "the post is not shown");
    assert.ok(!saw.replace(/\s/g, "").includes(CARD.number), "the page shows the card");
  });
});
