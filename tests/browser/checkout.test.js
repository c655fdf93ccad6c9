// A buyer pays, in a secure page and on plain http, and nothing of the card is found anywhere but in the sealed card.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { By, until } from "selenium-webdriver";
import { startEngine } from "./harness/engines.js";
import { open } from "./harness/keys.js";
import { cekOf, memoryPatterns, scanFiles, textScan } from "./harness/leaks.js";
import { startSandbox } from "./harness/sandbox.js";
import { findLeaks, traces } from "./harness/session.js";
import { stateOf, type, WAIT } from "./harness/shop.js";
import { inEveryEngine } from "./harness/suite.js";

const YEAR = String(new Date().getFullYear() + 3);
const CVC = "739";
// The second number has no repetition, which a compressed file could hide.
const VISA = { pan: "4242424242424242", typed: "4242 4242 4242 4242", paid: "Visa •••• 4242" };
const OTHER = { pan: "4539148803436467", typed: "4539148803436467", paid: "Visa •••• 6467" };

inEveryEngine(
  "checkout",
  (session) => {
    let sandbox;
    let folder;
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), "cardseal-sandbox-"));
      sandbox = await startSandbox({ folder, insecure: true });
    });
    after(async () => {
      await sandbox?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    test("in a secure page", { timeout: 90_000 }, async (t) => {
      await withEngine(session.engine, async (here) => {
        const sealed = await payAndLookForLeaks(t, here, sandbox, { page: sandbox.shop, card: VISA });
        const claims = await open(sealed.jwe, sandbox.privateKey, { audience: sealed.issuer });
        assert.equal(claims.secure, true);
        assert.equal(claims.origin, new URL(sandbox.shop).origin);
        assert.deepEqual(claims.card, {
          number: VISA.pan,
          exp_month: "12",
          exp_year: YEAR,
          cvc: CVC,
          name: "Ada Lovelace",
        });
        assert.deepEqual(claims.order, sealed.order);
      });
    });

    test("on a plain http page, refused by default", { timeout: 90_000 }, async () => {
      await withEngine(session.engine, async (here) => {
        await here.driver.get(`http://shop.test:${sandbox.shopPort}/`);
        assert.deepEqual(await here.driver.executeScript("return [isSecureContext, typeof crypto.subtle]"), [
          false,
          "undefined",
        ]);
        await stateOf(here.driver, "blocked");
        assert.equal(
          await here.driver.findElement(By.id("form-error")).getAttribute("data-code"),
          "ERR_INSECURE_CONTEXT",
        );
        assert.ok(
          (await here.driver.findElement(By.id("form-error")).getText()).length > 20,
          "the refusal is not explained",
        );
        assert.ok(!here.recorder.requests.some(({ url }) => url.endsWith("/api/pay")));
      });
    });

    test("on a plain http page that opted in", { timeout: 90_000 }, async (t) => {
      await withEngine(session.engine, async (here) => {
        const page = `http://shop.test:${sandbox.shopPort}/?insecure=allow`;
        const sealed = await payAndLookForLeaks(t, here, sandbox, { page, card: OTHER });
        const claims = await open(sealed.jwe, sandbox.privateKey, { audience: sealed.issuer });
        assert.equal(claims.secure, false);
        assert.equal(claims.origin, new URL(page).origin);
        assert.equal(claims.card.number, OTHER.pan);
      });
    });

    test("a mistake is told at the field, nothing is sent, and the browser is asked to save nothing", {
      timeout: 90_000,
    }, async () => {
      await withEngine(session.engine, async (here) => {
        const { driver, recorder } = here;
        await driver.get(sandbox.shop);
        await stateOf(driver, "ready");
        // Measured: Chromium writes what is typed into a form to its session files, card numbers too, unless the form has autocomplete="off".
        // The inputs' own cc-number and so on still let the browser fill them in.
        const form = driver.findElement(By.id("checkout"));
        assert.equal(await form.getDomAttribute("autocomplete"), "off", "the form is saved in the session");
        await type(driver, { number: "4242424242424241", expiry: `13${YEAR.slice(2)}`, cvc: "12", name: "" });
        await driver.findElement(By.id("pay")).click();
        for (const id of ["number-error", "expiry-error", "cvc-error"]) {
          const element = driver.findElement(By.id(id));
          await driver.wait(async () => (await element.getText()).length > 5, WAIT, `${id} stayed empty`);
        }
        assert.ok(!recorder.requests.some(({ url }) => url.endsWith("/api/pay")));
        assert.equal(
          await driver.executeScript("return document.activeElement.id"),
          "number",
          "the focus goes to the first mistake",
        );
        const scan = textScan({ pan: "4242424242424241" });
        assert.deepEqual(findLeaks(await traces(here, { logs: [["sandbox log", sandbox.log()]] }), scan), []);
      });
    });
  },
  { fresh: false },
);

async function noLeaks(session, sandbox, secrets) {
  const found = await traces(session, { logs: [["sandbox log", sandbox.log()]] });
  assert.ok(found.length > 20, "there was next to nothing to look through");
  assert.deepEqual(findLeaks(found, textScan(secrets)), []);
}

async function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come`)), WAIT);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Runs with a browser of its own, so that traces and profile belong to this test alone. */
async function withEngine(engine, body) {
  const session = await startEngine(engine);
  try {
    await body(session);
  } finally {
    await session.quit();
  }
}

/** Types the card, pays, and scans twice: while the shop has not yet answered, and on the paid page. */
async function payAndLookForLeaks(t, session, sandbox, { page, card }) {
  const { driver, recorder, engine } = session;
  await driver.get(page);
  if (page.includes("shop.test")) {
    assert.deepEqual(await driver.executeScript("return [isSecureContext, typeof crypto.subtle]"), [
      false,
      "undefined",
    ]);
  }
  await stateOf(driver, "ready");
  const early = memoryPatterns({ pan: card.pan, cvc: CVC });
  await driver.executeScript(
    "window.__probe.watch(arguments[0])",
    early.map(({ hex }) => hex),
  );

  await type(driver, { number: card.typed, expiry: `12${YEAR.slice(2)}`, cvc: CVC, name: "Ada Lovelace" });
  assert.match(await driver.findElement(By.id("number")).getAttribute("value"), /^\d{4} \d{4} \d{4} \d{4}$/);
  assert.equal(await driver.findElement(By.id("brand")).getAttribute("data-brand"), "visa");
  const hold = recorder.hold(/\/api\/pay$/);
  await driver.findElement(By.id("pay")).click();
  const request = await within(hold.arrived, "the payment");

  // The page waits for the shop: encryption is over, the page is still there.
  const { sealed_card: jwe } = JSON.parse(request.body.toString("utf8"));
  const cek = cekOf(jwe, sandbox.privateKey);
  const secrets = { pan: card.pan, cvc: CVC, cek };
  const patterns = memoryPatterns(secrets);
  const hits = await driver.executeScript(
    "return window.__probe.scan(arguments[0])",
    patterns.map(({ hex }) => hex),
  );
  assert.deepEqual(
    hits.map(({ pattern }) => patterns[pattern].what),
    [],
    "found in WebAssembly memory afterwards",
  );
  const seen = await driver.executeScript("return window.__probe.seen()");
  assert.ok(seen.length > 0, "the scan did not see the card even while it was being sealed");
  const held = await driver.executeScript("return window.__probe.held()");
  const { made, asNew } = await driver.executeScript("return window.__probe.counts()");
  assert.deepEqual(
    held.map(({ used }) => used),
    [0],
    "the one instance's memory is zeros",
  );
  assert.equal(made, 1, "one instance checks and seals");
  assert.ok(asNew > 16, "each key's check began on the memory of a new instance");
  await noLeaks(session, sandbox, secrets);
  hold.release();

  await driver.wait(until.urlContains("/paid.html"), WAIT);
  const paid = driver.findElement(By.id("paid-card"));
  await driver.wait(
    async () => (await paid.getText()).includes(card.paid),
    WAIT,
    "the masked card did not come",
  );
  const saw = driver.findElement(By.id("merchant-saw"));
  await driver.wait(
    async () => (await saw.getText()).includes(jwe.slice(0, 60)),
    WAIT,
    "the merchant's bytes did not come",
  );
  const opened = driver.findElement(By.id("gateway-opened"));
  await driver.wait(
    async () => (await opened.getText()).includes(card.pan.slice(-4)),
    WAIT,
    "the masked view did not come",
  );
  const everything = await driver.executeScript("return document.documentElement.outerHTML");
  assert.deepEqual(textScan({ pan: card.pan, cek })(everything), [], "on the paid page");
  await noLeaks(session, sandbox, secrets);

  const order = JSON.parse(
    recorder.requests.find(({ url }) => url.endsWith("/api/orders")).answer.toString("utf8"),
  );
  t.diagnostic(
    `${engine.name}: ${made} instance, ${asNew} calls; ${recorder.requests.length} requests; ${patterns.length} byte patterns`,
  );
  await session.quit({ keepProfile: true });
  const stored = scanFiles(session.profile, [card.pan, card.pan.replace(/(.{4})(?=.)/g, "$1 ")]);
  assert.deepEqual(stored, [], "the browser saved the number on disk");
  return { jwe, order: order.order, issuer: order.issuer };
}
