// What people with assistive technology meet: axe-core over the no-code form, and over the shop's page with it, in each of their states.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { CARD, formPage } from "./harness/form-page.js";
import { startFormShop } from "./harness/form-shop.js";
import { inEveryEngine } from "./harness/suite.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WWW = fileURLToPath(new URL("../../www/", import.meta.url));
const CO_BADGED = "4972000000000006";

inEveryEngine("form for everybody", (session) => {
  let shop;
  const shops = [];
  before(async () => {
    shops.push(await startFormShop(), await startFormShop({ www: WWW }));
  });
  after(() => Promise.all(shops.map((one) => one.close())));

  async function violations() {
    await session.driver.executeScript(`if (!window.axe) { ${AXE} }`);
    return session.driver.executeAsyncScript(
      `const done = arguments[arguments.length - 1];
      axe.run(document, { resultTypes: ["violations"] }).then(
        ({ violations }) => done(violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" "))),
        (error) => done([String(error)]),
      );`,
    );
  }

  for (const [at, what] of ["the lines that merchants copy", "the shop's page"].entries()) {
    test(what, { timeout: 120_000 }, async (t) => {
      const path = "/form.html";
      shop = shops[at];
      const page = formPage(session.driver);
      const states = {
        ready: () => page.open(shop.url(path)),
        wrong: async () => {
          await page.type({ number: "4539148803436466", expiry: "1320" });
          await (await page.button()).click();
          await page.says("form", /Please check/);
        },
        "co-badged": async () => {
          await page.open(shop.url(path));
          await page.type({ number: CO_BADGED });
          await page.until("no choice", () => page.inForm("return form.querySelector('fieldset') !== null"));
        },
        sealed: async () => {
          await page.open(shop.url(path));
          await page.inForm("form.addEventListener('submit', (event) => event.preventDefault())");
          await page.type(CARD);
          await (await page.button()).click();
          await page.becomes("sealed");
        },
        failed: async () => {
          shop.keys.down = true;
          await page.open(shop.url(path), "failed");
          await page.says("form", /could not be reached/);
          shop.keys.down = false;
        },
      };
      for (const [state, enter] of Object.entries(states)) {
        await t.test(state, async () => {
          await enter();
          assert.deepEqual(await violations(), []);
        });
      }
    });
  }

  test("a form that is refused", { timeout: 60_000 }, async () => {
    const page = formPage(session.driver);
    await page.open(shops[0].page([["method", "data-was"]]), "refused");
    await page.says("form", /not set up correctly/);
    assert.deepEqual(await violations(), []);
  });
});
