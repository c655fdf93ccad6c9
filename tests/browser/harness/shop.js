// The shop's page, as a person uses it.
import { By } from "selenium-webdriver";

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

/** Waits for a state of the page: loading, ready, paying, paid, failed or blocked. */
export async function stateOf(driver, state) {
  const body = driver.findElement(By.css("body"));
  const is = async () => (await body.getAttribute("data-state")) === state;
  await driver.wait(is, WAIT, `the page did not become ${state}`);
}
