// The shop's fields under a person's hands: what stands in them, and where the caret is, after each key.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { By, Key } from "selenium-webdriver";
import { startSandbox } from "./harness/sandbox.js";
import { control, press, pressAndSee, stateOf, WAIT, written } from "./harness/shop.js";
import { inEveryEngine } from "./harness/suite.js";

const { ARROW_LEFT: LEFT, ARROW_RIGHT: RIGHT, BACK_SPACE, DELETE, END, HOME } = Key;
const VISA = "4242424242424242";
const USUAL = [4, 8, 12];

// [number, gaps]: each brand that groups its digits in a way of its own.
const NUMBERS = [
  [VISA, USUAL],
  ["378282246310005", [4, 10]],
  ["30569309025904", [4, 10]],
  ["135410014004955", [4, 9]],
];
const EXPIRY = [
  ["1", "1|"],
  ["2", "12 / |"],
  ["3", "12 / 3|"],
  ["0", "12 / 30|"],
  [BACK_SPACE, "12 / 3|"],
  [BACK_SPACE, "12|"],
  [BACK_SPACE, "1|"],
  [BACK_SPACE, "|"],
  ["7", "07 / |"],
  ["2", "07 / 2|"],
  ["9", "07 / 29|"],
  [LEFT, "07 / 2|9"],
  [LEFT, "07 / |29"],
  [BACK_SPACE, "0|2 / 9"],
  ["4", "04 / |29"],
];
// What a browser, a manager of passwords or a mouse puts in at once: [field, text, inputType, what stands there then].
const AT_ONCE = [
  ["expiry", "12/2030", "insertReplacementText", "12 / 30"],
  ["expiry", "2030-12", "", "12 / 30"],
  ["expiry", "1230", undefined, "12 / 30"],
  ["number", "4242-4242-4242-4242", "insertFromDrop", "4242 4242 4242 4242"],
  ["number", "378282246310005", "", "3782 822463 10005"],
  ["cvc", " 123 ", "insertReplacementText", "123"],
  ["number", "not a number", "insertFromPaste", "not a number"],
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

  /** The shop in a language, ready, the focus in a field. */
  async function shop({ lang = "en", field = "number" } = {}) {
    await session.driver.get(`${sandbox.shop}?lang=${lang}`);
    await stateOf(session.driver, "ready");
    await session.driver.findElement(By.id(field)).click();
    return session.driver;
  }

  for (const lang of ["en", "ar"]) {
    test(`typed and taken back, key by key, ?lang=${lang}`, { timeout: 180_000 }, async () => {
      const driver = await shop({ lang });
      assert.equal(await driver.executeScript("return document.dir"), lang === "ar" ? "rtl" : "ltr");
      for (const [number, gaps] of NUMBERS) {
        const typed = [...number].map((key, at) => [key, `${group(number.slice(0, at + 1), gaps)}|`]);
        await pressAndSee(driver, "number", typed);
        const taken = [...number].map((_, at) => [
          BACK_SPACE,
          `${group(number.slice(0, number.length - at - 1), gaps)}|`,
        ]);
        await pressAndSee(driver, "number", taken);
      }
      await driver.findElement(By.id("expiry")).click();
      await pressAndSee(driver, "expiry", EXPIRY);
    });

    test(`edited at every place, undone, done again, ?lang=${lang}`, { timeout: 180_000 }, async () => {
      const driver = await shop({ lang });
      const number = VISA.slice(0, 15);
      await press(driver, ...number, HOME);
      const text = group(number, USUAL);
      for (let place = 0; place <= text.length; place += 1) {
        const asItWas = mark(text, place);
        for (const [key, expected] of [
          [BACK_SPACE, afterBackspace(number, place)],
          [DELETE, afterDelete(number, place)],
          ["7", afterInsertion(number, place)],
        ]) {
          if (expected === asItWas) continue;
          const undo = () => control(driver, "z");
          const redo = () => control(driver, "z", { shift: true });
          await pressAndSee(driver, "number", [
            [key, expected],
            [undo, asItWas],
            [redo, expected],
            [undo, asItWas],
          ]);
        }
        await press(driver, RIGHT);
      }
    });

    test(`a selection, the clipboard, the history, ?lang=${lang}`, { timeout: 90_000 }, async () => {
      const driver = await shop({ lang });
      const select = (key, times) => async () => {
        const actions = driver.actions().keyDown(Key.SHIFT);
        for (let i = 0; i < times; i += 1) actions.sendKeys(key);
        await actions.keyUp(Key.SHIFT).perform();
      };
      const [undo, cut, paste] = ["z", "x", "v"].map((key) => () => control(driver, key));
      await press(driver, ...VISA);
      await pressAndSee(driver, "number", [
        [HOME, "|4242 4242 4242 4242"],
        [select(RIGHT, 6), "[4242 4]242 4242 4242"],
        ["5", "5|242 4242 4242"],
        [undo, "[4242 4]242 4242 4242"],
        [() => control(driver, "y"), "5|242 4242 4242"],
        [END, "5242 4242 4242|"],
        [select(LEFT, 5), "5242 4242[ 4242]"],
        [cut, "5242 4242|"],
        [HOME, "|5242 4242"],
        [paste, "4242 |5242 4242"],
        [undo, "|5242 4242"],
        [undo, "5242 4242[ 4242]"],
        ["3", "5242 4242 3|"],
        // What was taken back is gone once something else was done.
        [() => control(driver, "y"), "5242 4242 3|"],
        [() => control(driver, "a"), "[5242 4242 3]"],
        [BACK_SPACE, "|"],
      ]);
      for (const copied of [
        "4242-4242-4242-4242",
        "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢",
        "４２４２\u3000４２４２\u200b４２４２\u00a0４２４２\n",
      ]) {
        await copy(driver, copied);
        await driver.findElement(By.id("number")).click();
        await pressAndSee(driver, "number", [
          [paste, "4242 4242 4242 4242|"],
          [undo, "|"],
        ]);
      }
    });
  }

  test("filled in at once, composed, undone by the browser's menu", { timeout: 60_000 }, async () => {
    const driver = await shop();
    for (const [id, text, inputType, expected] of AT_ONCE) {
      await driver.executeScript(put, id, text, inputType);
      assert.equal(await driver.findElement(By.id(id)).getAttribute("value"), expected, text);
    }
    // Only `change` tells of it.
    await driver.executeScript(
      `const field = document.getElementById("number");
      field.value = "4242424242424242";
      field.dispatchEvent(new Event("change", { bubbles: true }));`,
    );
    assert.match(await written(driver, "number"), /^4242 4242 4242 4242/);
    assert.equal(
      await driver.findElement(By.css('[data-field="number"]')).getAttribute("data-status"),
      "valid",
    );
    assert.deepEqual(await driver.executeScript(compose), ["４２４２４２", "4242 42|"]);
    assert.deepEqual(await driver.executeScript(menu, "historyUndo"), [true, "4242 4242 4242 4242"]);
    assert.deepEqual(await driver.executeScript(menu, "historyRedo"), [true, "4242 42"]);
    const limits = await driver.executeScript(
      "return [...document.querySelectorAll('input')].map((input) => input.maxLength)",
    );
    assert.ok(
      limits.every((limit) => limit < 0),
      "text that comes at once would be cut",
    );
  });

  test("what is typed before the module is there is formatted by it", { timeout: 60_000 }, async () => {
    const { driver, recorder } = session;
    const hold = recorder.hold(/cardseal_bg\.wasm/);
    await driver.get(sandbox.shop);
    await hold.arrived;
    await driver.findElement(By.id("number")).click();
    await press(driver, ..."3782822463", LEFT);
    assert.equal(await written(driver, "number"), "378282246|3");
    hold.release();
    await stateOf(driver, "ready");
    assert.equal(await written(driver, "number"), "3782 82246|3");
    await pressAndSee(driver, "number", [["1", "3782 822461 |3"]]);
    assert.equal(await driver.findElement(By.id("brand")).getText(), "American Express");
  });

  test("a card without a security code", { timeout: 60_000 }, async () => {
    const driver = await shop();
    const cvc = driver.findElement(By.id("cvc"));
    await press(driver, ..."135410014004955");
    assert.equal(await cvc.isDisplayed(), false);
    assert.match(await driver.findElement(By.id("cvc-note")).getText(), /no security code/);
    await press(driver, BACK_SPACE, ...Array(14).fill(BACK_SPACE), "4");
    await driver.wait(() => cvc.isDisplayed(), WAIT);
    assert.equal(await driver.findElement(By.id("cvc-note")).getText(), "");
  });
});

/** `42424`, `[4, 8, 12]` → `4242 4`. */
function group(digits, gaps) {
  return [...digits].map((digit, at) => (gaps.includes(at) ? ` ${digit}` : digit)).join("");
}

function mark(text, place) {
  return `${text.slice(0, place)}|${text.slice(place)}`;
}

/** The caret behind the nth digit of a text in groups of four; behind the gap as well where text came. */
function behind(digits, n, { typed = false } = {}) {
  const text = group(digits, USUAL);
  const place = n + Math.max(0, Math.ceil(n / 4) - 1);
  return mark(text, typed && text[place] === " " ? place + 1 : place);
}

/** How many digits stand before a place in a text in groups of four. */
function digitsBefore(place) {
  return place - Math.floor(place / 5);
}

function afterBackspace(digits, place) {
  const n = digitsBefore(place);
  return n === 0
    ? mark(group(digits, USUAL), place)
    : behind(digits.slice(0, n - 1) + digits.slice(n), n - 1);
}

function afterDelete(digits, place) {
  const n = digitsBefore(place);
  return n === digits.length
    ? mark(group(digits, USUAL), place)
    : behind(digits.slice(0, n) + digits.slice(n + 1), n);
}

function afterInsertion(digits, place) {
  const n = digitsBefore(place);
  return behind(`${digits.slice(0, n)}7${digits.slice(n)}`, n + 1, { typed: true });
}

/** Text onto the clipboard, by Ctrl+C from a field that is no card's. */
async function copy(driver, text) {
  const helper = await driver.executeScript(
    `const helper = document.createElement("textarea");
    document.querySelector(".counter").append(helper);
    helper.value = arguments[0];
    helper.focus();
    helper.select();
    return helper;`,
    text,
  );
  await control(driver, "c");
  await driver.executeScript("arguments[0].remove()", helper);
}

// These run in the page.
const put = `
  const [id, text, inputType] = arguments;
  const field = document.getElementById(id);
  field.value = text;
  field.dispatchEvent(inputType === null ? new Event("input") : new InputEvent("input", { inputType }));
  field.dispatchEvent(new Event("change"));
`;
const compose = `
  const field = document.getElementById("number");
  const say = (type, init) => field.dispatchEvent(new CompositionEvent(type, init));
  field.focus();
  say("compositionstart");
  let composed = "";
  for (const digit of "４２４２４２") {
    composed += digit;
    say("compositionupdate", { data: composed });
    field.value = composed;
    field.dispatchEvent(new InputEvent("input", { inputType: "insertCompositionText", isComposing: true }));
  }
  const during = field.value;
  say("compositionend", { data: composed });
  const { value, selectionStart: at } = field;
  return [during, value.slice(0, at) + "|" + value.slice(at)];
`;
const menu = `
  const field = document.getElementById("number");
  const event = new InputEvent("beforeinput", { inputType: arguments[0], cancelable: true });
  field.dispatchEvent(event);
  return [event.defaultPrevented, field.value];
`;
