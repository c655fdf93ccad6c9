// As number-differences.js, for the other fields and for how a number is written.
import cardValidator from "card-validator";
import { LATE } from "./fields.js";

/** What they read in each field beside letters. */
const THEIR_SIGNS = {
  number: /^[\d\s-]*$/,
  cvv: /^\d*$/,
  expirationDate: /^[\d /.-]*$/,
  postalCode: /^[\x20-\x7e]*$/,
};
/** Digits of every script, spaces and signs without width, hyphens and dashes, and the slash of every width. */
const OUR_SIGNS = /^[\p{Nd}\p{White_Space}\p{Cf}\p{Pd}/／]*$/u;

const MONTHS = [..."123456789"].flatMap((month) => [month, `0${month}`]).concat("10", "11", "12");
const YEARS = Array.from({ length: 20 }, (_, i) => String(2026 + i)).flatMap((year) => [year.slice(2), year]);
/** All that a text which they call valid may start with; and months and years apart likewise. */
const theirStarts = new Set(
  MONTHS.flatMap((month) => YEARS.flatMap((year) => writings(month, year)))
    .filter((text) => cardValidator.expirationDate(text).isValid)
    .flatMap((text) => Array.from({ length: text.length }, (_, i) => text.slice(0, i + 1))),
);

function writings(month, year) {
  const marks = ["", "/", " / ", " /", "/ ", " "];
  return [...marks.map((mark) => `${month}${mark}${year}`), `${year}-${month}`];
}

/** Whether more digits turn this into what they call valid. */
function theyMayAccept(field, date) {
  if (typeof date === "string") {
    return field === "expirationYear" ? YEARS.some((year) => year.startsWith(date)) : theirStarts.has(date);
  }
  const parts = MONTHS.filter((month) => month.startsWith(date.month)).flatMap((month) =>
    YEARS.filter((year) => year.startsWith(date.year)).map((year) => ({ month, year })),
  );
  return parts.some((part) => cardValidator.expirationDate(part).isValid);
}

const isDate = (field) => field.startsWith("expiration");
const written = (date) => (typeof date === "string" ? date : `${date.month}/${date.year}`);

/**
 * Each is given what both sides say, which is `valid`, `incomplete` or `invalid`, our code, the field and the value.
 * @type {import("./ledger.js").Entry[]}
 */
export const FIELD_DIFFERENCES = [
  {
    id: "signs-of-all-kinds",
    explains: ({ theirs }, { field, value }) =>
      [null, "invalid", "incomplete"].includes(theirs) &&
      THEIR_SIGNS[field]?.test(value) === false &&
      OUR_SIGNS.test(value),
  },
  {
    id: "too-long",
    explains: ({ about, ours }, { field, value }) =>
      field === "number" && about === "told" && ours === null && /^\d{20,}$/.test(value),
  },
  {
    id: "twenty-years",
    explains: ({ ours, theirs }, { field, value }) =>
      isDate(field) &&
      ours !== "invalid" &&
      theirs === "invalid" &&
      (field === "expirationYear" ? /^(20)?46$/ : /^((0?\d|1[0-2]) ?\/? ?|\/)(20)?46$/).test(written(value)),
  },
  {
    id: "separators",
    explains: ({ ours, theirs }, { field, value }) =>
      field === "expirationDate" &&
      ours !== "invalid" &&
      theirs === "invalid" &&
      /[.-]|^ |^20\d{0,2}[ /]/.test(value),
  },
  {
    id: "year-first",
    explains: ({ ours, theirs }, { field, value }) =>
      field === "expirationDate" &&
      ours === "incomplete" &&
      theirs === "invalid" &&
      /^20[234]\d?$/.test(value),
  },
  {
    id: "month-of-two-digits",
    explains: ({ ours, theirs }, { field, value }) =>
      field === "expirationDate" &&
      ours === "invalid" &&
      theirs !== "invalid" &&
      /^[1-9]\d*$/.test(value) &&
      theyMayAccept(field, value),
  },
  {
    id: "said-sooner",
    explains: ({ ours, theirs }, { field, value }) =>
      isDate(field) && ours === "invalid" && theirs === "incomplete" && !theyMayAccept(field, value),
  },
  {
    id: "month-still-growing",
    explains: ({ ours, theirs, code }, { field, value }) =>
      field === "expirationDate" &&
      ours === "incomplete" &&
      theirs === "invalid" &&
      code === "expired" &&
      value.month === "1",
  },
  {
    id: "last-time-zone",
    explains: ({ ours, theirs }, { field, value, now }) =>
      field === "expirationDate" &&
      now === LATE &&
      ours === "valid" &&
      theirs === "invalid" &&
      /^11\D*(20)?26$/.test(value),
  },
  {
    id: "month-and-year-together",
    explains: ({ ours, theirs }, { field }) =>
      (field === "expirationMonth" || field === "expirationYear") &&
      ours === "incomplete" &&
      theirs === "valid",
  },
  {
    id: "number-in-the-name",
    explains: ({ ours, code }, { field }) =>
      field === "cardholderName" && ours === "invalid" && code === "holds_number",
  },
  {
    id: "name-of-digits",
    explains: ({ ours, theirs }, { field, value }) =>
      field === "cardholderName" && ours === "valid" && theirs === "incomplete" && /^[\d\s-]+$/.test(value),
  },
  {
    id: "long-name",
    explains: ({ ours, code }, { field, value }) =>
      field === "cardholderName" &&
      ours === "invalid" &&
      code === "too_long" &&
      new TextEncoder().encode(value).length > 128,
  },
  {
    id: "control-characters",
    explains: ({ ours, code }, { field, value }) =>
      field === "cardholderName" &&
      ours === "invalid" &&
      code === "characters" &&
      /[\p{Cc}\ufffd]/u.test(value),
  },
  {
    id: "postal-code-length",
    explains: ({ ours, theirs, code }, { field }) =>
      field === "postalCode" &&
      theirs === "valid" &&
      ((ours === "incomplete" && code === "too_short") || (ours === "invalid" && code === "too_long")),
  },
  {
    id: "postal-code-signs",
    explains: ({ ours, theirs, code }, { field, value }) =>
      field === "postalCode" &&
      (ours === "invalid"
        ? code === "characters" && /[^A-Za-z\p{Nd}\p{Pd} ]/u.test(value)
        : ours === "valid" && theirs === "incomplete" && /^.?-/.test(value)),
  },
];
