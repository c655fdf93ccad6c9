// What to try on the fields beside the number, and on how a number is written.

/** The clock of both sides, 2026-11-22T12:00:00Z. */
export const NOW = Date.UTC(2026, 10, 22, 12);
/** November is over in Greenwich, and not yet in the last time zone. */
export const LATE = Date.UTC(2026, 11, 1, 6);

const MONTHS = ["", "0", "1", "2", "7", "9", "00", "01", "06", "09", "10", "11", "12", "13", "20", "99"];
const YEARS = [
  ..."0 1 2 3 4 5 9 00 01 19 20 21 25 26 27 30 45 46 47 50 99 199 202 203 204 205 1999 2025 2026 2027".split(
    " ",
  ),
  ..."2030 2045 2046 2047 20301".split(" "),
];
const MARKS = ["/", " / ", " /", "/ ", " ", "-", ".", " - "];
const NAMES = [
  ...["", "A", "Ada Lovelace", "山田太郎", "محمد علي", "Zoë", "Ada\nLovelace", "Ada\u{0}", "Ada\u{fffd}"],
  ...["1", "12-3", " - ", "4111 1111 111", "4111111111111111", "4111 1111 1111 1112", "X Æ A-12"],
  ...["John 4111111111111111", "John 4111-1111-1111-1111", "4111111111111111x"],
  ...[127, 128, 129, 255, 256, 1100].map((length) => "a".repeat(length)),
  ...[42, 43, 85, 86].map((length) => "山".repeat(length)),
];
const POSTAL_CODES = [
  ...["", "1", "12", "1 ", " 1", "12 ", "123", "101", "94103", "94103-1234", "SW1A 1AA", "K1A 0B1", "00-950"],
  ...[
    "1-2",
    "A",
    "AB",
    "A1",
    "-",
    "- 12",
    "1-23",
    "12_3",
    "12!",
    "1!2",
    "!12",
    "é12",
    "12é",
    "１００",
    "〒100-0001",
  ],
  ...["1234567890", "12345678901", "a".repeat(300), "  123", "   ", "LV\u{2011}1050"],
];
const CODES = [
  ...["", "0", "12", "123", "012", "1234", "12345", "a", "12a", "1.2", "12-", "-123"],
  ...["1 2", " 123", "123 ", "12\u{200b}3", "１２３", "٠١٢", "１２３４", "1 2 3 4 5"],
];
/** As written with spaces, hyphens and other signs, and what is no number at all. */
const NUMBERS = [
  ...["", " ", "-", "4242 4242 4242 4242", "4242-4242-4242-4242", " 3782 822463 10005 ", "4242\u{a0}4242"],
  ...["4242\u{2013}4242\u{2013}4242\u{2013}4242", "4242\u{200b}4242", "\u{200e}4242", "4242\u{2060}42"],
  ...["４２４２４２４２４２４２４２４２", "٤٢٤٢", "४२४२", "3782 822463 10004", "٩"],
  ...["4242.4242", "4242x", "x", "+42", "4242/4242", "42½", "4242 4242 4242 424O"],
  ...[20, 21, 40, 2000].flatMap((length) => ["4", "5", "9"].map((digit) => digit.repeat(length))),
];

/** Each field's texts: what card-validator's function takes. */
export const FIELDS = {
  number: NUMBERS,
  cvv: CODES.flatMap((code) => [3, 4, [3, 4]].map((sizes) => [code, sizes])),
  cardholderName: NAMES,
  postalCode: POSTAL_CODES,
  expirationDate: [...new Set([...dates()])],
  expirationMonth: MONTHS,
  expirationYear: ["", ...YEARS],
};

/** Dates as people write them, whole and up to every one of their signs, and month and year apart. */
function* dates() {
  for (const month of MONTHS) {
    for (const year of ["", ...YEARS]) {
      yield { month, year };
      yield* starts(`${month}${year}`);
      for (const mark of MARKS) {
        yield* starts(`${month}${mark}${year}`);
        yield* starts(`${year}${mark}${month}`);
      }
    }
  }
  for (let digits = 0; digits < 10_000; digits++) {
    for (const length of [1, 2, 3, 4]) yield String(digits).padStart(length, "0");
  }
  yield* ["１２／３０", "١٢/٣٠", "12\u{a0}/\u{a0}30", "12\u{200b}/30", "12/3O", "Dez 30", "12/20/30"];
}

function* starts(text) {
  for (let length = 1; length <= text.length; length++) yield text.slice(0, length);
}
