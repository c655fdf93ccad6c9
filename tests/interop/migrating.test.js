// docs/MIGRATING.md: its code blocks run as they stand there, and its adapter answers as card-validator does, but for the written list.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mock, test } from "node:test";
import cardValidator from "card-validator";
import creditCardType from "credit-card-type";
import { answerDifferences, askBoth, unequal } from "./support/both.js";
import { FIELD_DIFFERENCES } from "./support/field-differences.js";
import { FIELDS, NOW } from "./support/fields.js";
import { ledger } from "./support/ledger.js";
import { NUMBER_DIFFERENCES } from "./support/number-differences.js";
import { allPrefixes, edges, seeded } from "./support/numbers.js";
import { ROOT } from "./support/programs.js";
import { AUDIENCE, importFromShop, load, makeKey } from "./support/seal.js";

const read = (path) => readFileSync(join(ROOT, path), "utf8");
const blocks = [...read("docs/MIGRATING.md").matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);
const [adapter, ...others] = blocks.filter((code) => code.startsWith("// card-validator.js\n"));
const page = blocks.filter((code) => code !== adapter).join("\n");
assert.ok(adapter && others.length === 0);

process.env.TZ = "UTC";
mock.timers.enable({ apis: ["Date"], now: NOW });
const key = makeKey();
const { loadCardValidator } = await importFromShop("card-validator.js", adapter);
const options = { keys: key.publicJwk, issuer: AUDIENCE, origin: "https://shop.example" };
const adapted = await loadCardValidator(options);
const cardseal = await load(key);

test("the list of differences is the one that is written", () => {
  const written = read("docs/decisions/0008-where-we-differ-from-card-validator.md");
  const headings = [...written.matchAll(/^### .*\(`([a-z-]+)`\)$/gm)].map(([, id]) => id);
  assert.equal(headings.length, written.match(/^### /gm).length);
  const ids = [...NUMBER_DIFFERENCES, ...FIELD_DIFFERENCES].map(({ id }) => id);
  assert.deepEqual(headings.sort(), ids.sort());
});

test("the code blocks run one after the other", async () => {
  const input = Object.assign(new EventTarget(), {
    value: "",
    get selectionStart() {
      return this.value.length;
    },
    setSelectionRange() {},
  });
  const note = {};
  const fetch = async () => Response.json({ keys: [key.publicJwk] });
  Object.assign(globalThis, { input, note, fetch });
  const { checked, card, isPotentiallyValid } = await importFromShop(
    "page.js",
    `${page}\nexport { checked, card, isPotentiallyValid };\n`,
  );
  const { status, code, brand, brands, gaps } = checked.number;
  assert.deepEqual(
    { status, code, brand, brands, gaps },
    { status: "incomplete", code: "too_short", brand: "visa", brands: ["visa"], gaps: [4, 8, 12] },
  );
  assert.deepEqual(card, {
    niceType: "American Express",
    type: "american-express",
    gaps: [4, 10],
    lengths: [15],
    code: { name: "CID", size: 4 },
  });
  assert.equal(isPotentiallyValid, true);
  input.value = "5555555555554445";
  input.dispatchEvent(new Event("input"));
  assert.equal(input.value, "5555 5555 5555 4445");
  assert.match(note.textContent, /\p{L}/u);
});

test("the adapter: numbers", (t) => {
  const book = ledger(NUMBER_DIFFERENCES);
  let tried = 0;
  for (const numbers of [allPrefixes(4), edges(seeded(2))]) {
    for (const number of numbers) {
      tried += 1;
      for (const difference of answerDifferences(adapted.number(number), cardValidator.number(number))) {
        book.book(difference, askBoth(cardseal, number), `${number.slice(0, 8)}… of ${number.length} digits`);
      }
    }
  }
  t.diagnostic(`${tried} prefixes and numbers`);
  book.assertExplained();
});

test("the adapter: the other fields, and what is no text", (t) => {
  const book = ledger(FIELD_DIFFERENCES);
  let tried = 0;
  for (const field of ["number", "cvv", "cardholderName", "postalCode", "expirationDate"]) {
    for (const value of FIELDS[field]) {
      const given = Array.isArray(value) ? value : [value];
      const [ours, theirs] = [adapted, cardValidator].map((library) => library[field](...given));
      for (const difference of unequal("state", state(ours), state(theirs))) {
        // The code, which the adapter drops, decides where an entry asks for it.
        const code = CODES[field]?.(given[0]);
        book.book({ ...difference, code }, { field, value: given[0], now: NOW }, JSON.stringify(value));
      }
      if (field === "expirationDate" && ours.isValid) assertDate(ours, theirs);
      tried += 1;
    }
    for (const value of [undefined, null, {}, [], true, Number.NaN]) {
      assert.equal(state(adapted[field](value)), state(cardValidator[field](value)), `${field} ${value}`);
    }
  }
  assert.deepEqual(adapted.number(4111111111111111).card.type, "visa");
  assert.equal(adapted.expirationDate({ month: 12, year: 2030 }).isValid, true);
  t.diagnostic(`${tried} texts`);
  book.assertExplained();
});

test("the adapter: names of brands", () => {
  for (const type of Object.values(creditCardType.types)) {
    const { niceType, patterns, gaps, code } = creditCardType.getTypeInfo(type);
    const start = String([patterns.at(-1)].flat().at(-1)).padEnd(8, "0");
    const { card } = adapted.number(start);
    if (card.type === type) assert.deepEqual([card.niceType, card.gaps, card.code], [niceType, gaps, code]);
  }
});

const CODES = {
  cardholderName: (name) => cardseal.check({ name }).name.code,
  postalCode: (postalCode) => cardseal.check({ postalCode }).postalCode.code,
  expirationDate: ({ month, year }) => cardseal.check({ expiryMonth: month, expiryYear: year }).expiry?.code,
};

const state = ({ isValid, isPotentiallyValid }) =>
  isValid ? "valid" : isPotentiallyValid ? "incomplete" : "invalid";

function assertDate(ours, theirs) {
  assert.match(`${ours.month} ${ours.year}`, /^\d\d? (\d\d)?\d\d$/);
  const date = ({ month, year }) => [Number(month), Number(year) % 100];
  if (theirs.isValid) assert.deepEqual(date(ours), date(theirs));
}
