// The number ranges of both sides: ours as src/card/table.rs writes them, theirs as credit-card-type gives them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import creditCardType from "credit-card-type";
import { ROOT } from "./programs.js";

/** Digits that are compared: no range is written with more. */
const DEPTH = 8;

/** Rows of our table: id, and ranges as pairs of texts. Read from the source, so that the edges that are tried are those that are compiled. */
export const OUR_ROWS = readTable(readFileSync(join(ROOT, "src/card/table.rs"), "utf8"));

/** The types of credit-card-type in the same form. */
export const THEIR_ROWS = Object.values(creditCardType.types).map((id) => ({
  id,
  ranges: creditCardType
    .getTypeInfo(id)
    .patterns.map((pattern) => (Array.isArray(pattern) ? pattern : [pattern, pattern]).map(String)),
}));

function readTable(source) {
  const rows = [...source.matchAll(/^ {4}Row \{(.*?)\.\.USUAL/gms)].map(([, row]) => {
    const ranges = /prefixes!\[([^\]]*)\]/.exec(row)[1].match(/\d+(-\d+)?/g);
    return {
      id: /id: "([^"]+)"/.exec(row)[1],
      ranges: ranges.map((range) => range.split("-")).map(([low, high = low]) => [low, high]),
    };
  });
  if (rows.length < 30) throw new Error(`src/card/table.rs was not understood: ${rows.length} rows`);
  return rows;
}

const rangesOf = (rows, id) => rows.filter((row) => row.id === id).flatMap((row) => row.ranges);
const first = (text) => text.slice(0, DEPTH).padEnd(DEPTH, "0");
const last = (text) => text.slice(0, DEPTH).padEnd(DEPTH, "9");

/** Whether every number that starts with these digits is in the range. */
export const inside = (digits, [low, high]) => first(low) <= first(digits) && last(digits) <= last(high);

/** Whether some number that starts with these digits is in the range. */
export const touches = (digits, [low, high]) => first(low) <= last(digits) && first(digits) <= last(high);

/** How many numbers the narrowest of our ranges of a brand has that the digits lie in; infinitely many, where there is none. */
export function width(digits, id) {
  const around = rangesOf(OUR_ROWS, id).filter((range) => inside(digits, range));
  return Math.min(...around.map(([low, high]) => last(high) - first(low)));
}

/** Whether a range of ours of this brand has a number that starts with these digits. */
export const mayBe = (digits, id) => rangesOf(OUR_ROWS, id).some((range) => touches(digits, range));
