// The other fields beside card-validator, and the ways in which a number is written: every difference is on the written list.
import { mock, test } from "node:test";
import cardValidator from "card-validator";
import { unequal } from "./support/both.js";
import { FIELD_DIFFERENCES } from "./support/field-differences.js";
import { FIELDS, LATE, NOW } from "./support/fields.js";
import { ledger } from "./support/ledger.js";
import { load } from "./support/seal.js";

// card-validator takes the month of the clock's own time zone.
process.env.TZ = "UTC";
let now = NOW;
mock.timers.enable({ apis: ["Date"], now });
const cardseal = await load(undefined, { now: () => now });

/** What to give to `check` for what their function takes. */
const OURS = {
  number: (number) => cardseal.check({ number }).number,
  cvv: (cvc, sizes) => cardseal.check({ ...STARTS[sizes], cvc }).cvc,
  cardholderName: (name) => cardseal.check({ name }).name,
  postalCode: (postalCode) => cardseal.check({ postalCode }).postalCode,
  expirationDate: (date) =>
    cardseal.check(
      typeof date === "string" ? { expiry: date } : { expiryMonth: date.month, expiryYear: date.year },
    ).expiry,
  expirationMonth: (expiryMonth) => cardseal.check({ expiryMonth, expiryYear: "" }).expiry,
  expirationYear: (expiryYear) => cardseal.check({ expiryMonth: "", expiryYear }).expiry,
};
/** Starts of numbers whose brands have codes of three and of four digits. */
const STARTS = { 3: { number: "51" }, 4: { number: "34" } };

function* differences(field, value) {
  const given = Array.isArray(value) ? value : [value];
  const ours = OURS[field](...given);
  const theirs = cardValidator[field](...given);
  const state = theirs.isValid ? "valid" : theirs.isPotentiallyValid ? "incomplete" : "invalid";
  for (const difference of unequal("state", ours.status, state)) yield { ...difference, code: ours.code };
  if (field === "number") yield* unequal("told", ours.brand, theirs.card?.type ?? null);
}

test("fields", (t) => {
  const book = ledger(FIELD_DIFFERENCES);
  let tried = 0;
  const compare = (field, value) => {
    tried += 1;
    for (const difference of differences(field, value)) {
      const text = Array.isArray(value) ? value[0] : value;
      book.book(difference, { field, value: text, now }, `${field} ${JSON.stringify(value)}`);
    }
  };
  for (const [field, values] of Object.entries(FIELDS)) {
    for (const value of values) compare(field, value);
  }
  now = LATE;
  mock.timers.setTime(now);
  for (const date of ["11/26", "11 / 26", "11/2026", "10/26", "12/26"]) compare("expirationDate", date);

  t.diagnostic(`${tried} texts`);
  for (const line of book.lines()) t.diagnostic(line);
  book.assertExplained();
  book.assertNoneIdle();
});
