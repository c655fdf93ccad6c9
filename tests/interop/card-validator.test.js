// `check` beside card-validator and credit-card-type, the libraries that most pages use: every difference is on a written list.
import assert from "node:assert/strict";
import { test } from "node:test";
import { askBoth, differences } from "./support/both.js";
import { ledger } from "./support/ledger.js";
import { NUMBER_DIFFERENCES } from "./support/number-differences.js";
import { allPrefixes, edges, randomNumbers, seeded } from "./support/numbers.js";
import { load } from "./support/seal.js";

const cardseal = await load();

test("numbers, from their first digit on", (t) => {
  const random = seeded(1);
  const book = ledger(NUMBER_DIFFERENCES);
  let tried = 0;
  let same = 0;
  for (const numbers of [allPrefixes(5), edges(random), randomNumbers(70_000, random)]) {
    for (const number of numbers) {
      const answers = askBoth(cardseal, number);
      const found = [...differences(answers)];
      for (const difference of found) {
        book.book(difference, answers, `${number.slice(0, 8)}… of ${number.length} digits`);
      }
      tried += 1;
      same += found.length === 0 ? 1 : 0;
    }
  }
  t.diagnostic(`${tried} prefixes and numbers, ${same} without a difference`);
  for (const line of book.lines()) t.diagnostic(line);
  assert.ok(tried >= 200_000, `${tried}`);
  book.assertExplained();
  book.assertNoneIdle();
});
