// The shop's page, as a person uses it.
import assert from "node:assert/strict";
import { By, Key } from "selenium-webdriver";

/** Milliseconds after which the shop is taken to be stuck. */
export const WAIT = 20_000;

/** Key by key, as a person does. */
export async function type(driver, texts) {
  for (const [id, text] of Object.entries(texts)) {
    const field = driver.findElement(By.id(id));
    await field.click();
    for (const key of text) await field.sendKeys(key);
  }
}

/** Presses keys one after the other, wherever the focus is. */
export async function press(driver, ...keys) {
  for (const key of keys) await driver.actions().sendKeys(key).perform();
}

/** Presses a key while Ctrl, and Shift where it is asked for, are down. */
export async function control(driver, key, { shift = false } = {}) {
  const held = shift ? [Key.CONTROL, Key.SHIFT] : [Key.CONTROL];
  const actions = driver.actions();
  for (const modifier of held) actions.keyDown(modifier);
  actions.sendKeys(key);
  for (const modifier of held.reverse()) actions.keyUp(modifier);
  await actions.perform();
}

/** Presses keys, and asserts after each what stands in the field: `[[key, text], …]`, `|` is the caret, `[` and `]` are around a selection. */
export async function pressAndSee(driver, id, steps) {
  for (const [at, [key, expected]] of steps.entries()) {
    if (typeof key === "function") await key();
    else await press(driver, key);
    assert.equal(await written(driver, id), expected, `${id}: step ${at + 1} of ${steps.length}`);
  }
}

/** The field's text with `|` at its caret, or `[` and `]` around its selection. */
export async function written(driver, id) {
  return driver.executeScript(
    `const { value, selectionStart: from, selectionEnd: to } = document.getElementById(arguments[0]);
    const marked = from === to ? "|" : "[" + value.slice(from, to) + "]";
    return value.slice(0, from) + marked + value.slice(to);`,
    id,
  );
}

/** Waits for a state of the page: loading, ready, paying, paid, failed or blocked. */
export async function stateOf(driver, state) {
  const body = driver.findElement(By.css("body"));
  const is = async () => (await body.getAttribute("data-state")) === state;
  await driver.wait(is, WAIT, `the page did not become ${state}`);
}
