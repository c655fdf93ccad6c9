// A page with the no-code form, as a person uses it.
import assert from "node:assert/strict";
import { By, Key } from "selenium-webdriver";
import { press, WAIT } from "./shop.js";

export const YEAR = String(new Date().getFullYear() + 3);
/** No seven of its digits stand in another place of it, nor in anything else here. */
export const CARD = {
  number: "4539148803436467",
  expiry: `12${YEAR.slice(2)}`,
  cvc: "739",
  name: "Ada Lund",
};
const NAMES = ["number", "expiry", "cvc", "name"];

/** The form's page, for a test's driver: which of several forms is told by `at`. */
export function formPage(driver, at = 0) {
  const inForm = (script, ...given) =>
    driver.executeScript(
      `const form = document.querySelectorAll("form")[arguments[0]];
      const part = (name) => form.querySelector('input[data-cardseal="' + name + '"]');
      const say = (name) => form.querySelector('[data-cardseal-error="' + name + '"]')?.textContent;
      ${script}`,
      at,
      ...given,
    );
  const page = {
    inForm,
    button: () => inForm("return form.querySelector('button')"),
    input: (name) => inForm("return part(arguments[1])", name),
    values: () => inForm(`return ${JSON.stringify(NAMES)}.map((name) => part(name)?.value)`),
    said: (name) => inForm("return say(arguments[1])", name),
    status: () => inForm("return form.querySelector('[data-cardseal=\"status\"]').textContent"),
    state: () => inForm("return form.getAttribute('data-cardseal-state')"),
    focused: () =>
      driver.executeScript(
        "const at = document.activeElement; return at.dataset.cardseal ?? at.value ?? at.localName",
      ),
    until: (what, is) => driver.wait(is, WAIT, what),
    becomes: (state) =>
      page.until(`the form did not become ${state}`, async () => (await page.state()) === state),
    says: (name, pattern) =>
      page.until(`${name} does not say ${pattern}`, async () => pattern.test((await page.said(name)) ?? "")),
    async type(card) {
      for (const [name, text] of Object.entries(card)) {
        await (await page.input(name)).click();
        await press(driver, ...text);
      }
    },
    async paid() {
      await page.until("nothing was paid", async () => (await driver.getCurrentUrl()).endsWith("/paid"));
    },
    /** Opens an address, and waits for the form. */
    async open(url, state = "ready") {
      await driver.get(url);
      await page.becomes(state);
    },
    /** Nothing of a card is in the inputs, nor comes back by undoing. */
    async holdsNothing() {
      assert.deepEqual(
        await inForm(UNDO, NAMES),
        NAMES.map(() => ""),
      );
      assert.equal(await inForm("return form.querySelectorAll('[name=\"cardseal\"]').length"), 0);
    },
  };
  return page;
}

/** Enter, wherever the focus is. */
export const ENTER = Key.ENTER;

export const css = (selector) => By.css(selector);

// Runs in the page: everything that might bring back what an input held.
const UNDO = `
  return arguments[1].map((name) => {
    const input = part(name);
    for (const inputType of ["historyUndo", "historyRedo"]) {
      input.dispatchEvent(new InputEvent("beforeinput", { inputType, cancelable: true }));
    }
    for (const key of ["z", "y"]) input.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey: true, cancelable: true }));
    return input.value;
  });
`;
