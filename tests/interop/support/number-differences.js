// Where cardseal answers otherwise than card-validator and credit-card-type to a number, deliberately. Each entry is a heading of
// docs/decisions/0008-where-we-differ-from-card-validator.md, where its reason stands.
import { inside, mayBe, OUR_ROWS, touches, width } from "./brands.js";
import { checkDigit } from "./numbers.js";

/** The brands that they do not know. */
const MORE_BRANDS = new Set([
  "bancontact",
  "cabal",
  "cartes-bancaires",
  "dankort",
  "dinacard",
  "edenred",
  "humo",
  "mada",
  "meeza",
  "rupay",
  "sodexo",
  "uatp",
  "uzcard",
]);

/** Ranges that they lack, of brands that they know. */
const MORE_RANGES = {
  "diners-club": [["3095", "3095"]],
  hipercard: [
    ["384100", "384100"],
    ["384140", "384140"],
    ["384160", "384160"],
  ],
  naranja: [
    ["377798", "377799"],
    ["402917", "402917"],
    ["527571", "527571"],
  ],
  verve: [["650002", "650027"]],
};

/** Lengths that they lack, of numbers that start so. */
const MORE_LENGTHS = [
  { brand: "visa", start: /^4/, length: "13" },
  { brand: "jcb", start: /^(1800|2131)/, length: "15" },
  { brand: "hipercard", start: /^606282/, length: "19" },
];

/** The brands that cards of a brand bear as well. */
const CO_BADGED = {
  bancontact: ["maestro", "visa"],
  "cartes-bancaires": ["visa", "mastercard"],
  dankort: ["visa"],
  mada: ["visa", "mastercard"],
  naranja: ["american-express"],
  rupay: ["discover", "jcb"],
};

/** Whether the brand is one of `MORE_BRANDS`, and the digits lie in a range of it or are the start of one. */
const isMoreBrand = (number, brand) => MORE_BRANDS.has(brand) && mayBe(number, brand);
const isInMoreRange = (number, brand) => MORE_RANGES[brand]?.some((range) => inside(number, range)) ?? false;
const touchesMoreRange = (number, brand) =>
  MORE_RANGES[brand]?.some((range) => touches(number, range)) ?? false;
/** Whether they know no such range of the brand. */
const isOursAlone = (number, brand) =>
  MORE_BRANDS.has(brand) || brand === "visa-electron" || isInMoreRange(number, brand);
const isWhole = (number, brand) => width(number, brand) < Infinity;
const isNarrower = (number, brand, other) => width(number, brand) < width(number, other);
const moreLengths = (number, type) =>
  MORE_LENGTHS.filter(({ brand, start }) => brand === type && start.test(number)).map(({ length }) => length);
const isLuhn = (number) => checkDigit(number.slice(0, -1)) === Number(number.at(-1));
const longest = (lengths) => Math.max(...lengths);
const place = (brand) => OUR_ROWS.findIndex(({ id }) => id === brand);

/** @type {import("./ledger.js").Entry[]} */
export const NUMBER_DIFFERENCES = [
  {
    id: "more-brands",
    explains: (difference, { number, ours, theirs }) => {
      const told = isMoreBrand(number, ours.brand) && isWhole(number, ours.brand);
      switch (difference.about) {
        case "listed":
          if (difference.by === "us") return isMoreBrand(number, difference.brand);
          return told && isNarrower(number, ours.brand, difference.brand);
        case "told":
          return told && !ours.brands.includes(difference.theirs);
        case "possible":
          return difference.ours && theirs.types.length === 0 && isMoreBrand(number, ours.brands[0]);
        case "valid":
          return difference.ours && told && !theirs.card?.lengths.includes(number.length);
      }
    },
  },
  {
    id: "more-ranges",
    explains: (difference, { number, ours, theirs }) => {
      const told = isInMoreRange(number, ours.brand);
      switch (difference.about) {
        case "listed":
          if (difference.by === "us") return touchesMoreRange(number, difference.brand);
          return told && isNarrower(number, ours.brand, difference.brand);
        case "told":
          return told && !ours.brands.includes(difference.theirs);
        case "possible":
          return difference.ours && theirs.types.length === 0 && touchesMoreRange(number, ours.brands[0]);
        case "valid":
          return difference.ours && told && !theirs.card?.lengths.includes(number.length);
      }
    },
  },
  {
    id: "more-lengths",
    explains: (difference, { number, ours, theirs }) => {
      const [more] = moreLengths(number, theirs.card?.type);
      if (!more) return false;
      switch (difference.about) {
        case "possible":
          return difference.ours && number.length <= Number(more);
        case "valid":
          return (
            difference.ours &&
            number.length === Number(more) &&
            [theirs.card.type, theirs.card.type === "visa" && "visa-electron"].includes(ours.brand)
          );
        case "lengths":
          return difference.ours === [...theirs.card.lengths, more].map(String).sort().join();
      }
    },
  },
  {
    id: "co-badged",
    explains: ({ about, ours: told, theirs: type }, { number, ours }) => {
      if (about === "told") return CO_BADGED[told]?.includes(type) && ours.brands.includes(type);
      const national = (brand) => CO_BADGED[brand].includes(ours.brand) && isWhole(number, brand);
      return about === "code" && Object.keys(CO_BADGED).some(national);
    },
  },
  {
    id: "visa-electron",
    explains: ({ about, by, brand }, { number, ours }) => {
      if (about === "listed" && by === "us") return brand === "visa-electron" && mayBe(number, brand);
      if (about === "listed") return brand === "visa" && ours.brand === "visa-electron";
      return about === "told" && ours.brand === "visa-electron" && isWhole(number, "visa-electron");
    },
  },
  {
    id: "nothing-typed",
    explains: ({ about, by }, { number }) => about === "listed" && by === "them" && number === "",
  },
  {
    id: "told-sooner",
    explains: ({ about, ours: brand, theirs: type }, { number, theirs }) =>
      about === "told" && type === null && theirs.types.includes(brand) && isWhole(number, brand),
  },
  {
    id: "told-later",
    explains: ({ about, ours: brand, theirs: type }, { number, ours }) =>
      about === "told" && brand === null && ours.brands.includes(type) && !isWhole(number, type),
  },
  {
    id: "narrowest-only",
    explains: ({ about, by, brand }, { number, ours }) =>
      about === "listed" &&
      by === "them" &&
      !isOursAlone(number, ours.brand) &&
      isNarrower(number, ours.brand, brand),
  },
  {
    id: "likelier-first",
    explains: ({ about, ours: brands }, { ours }) => {
      if (about !== "order") return false;
      const places = brands.filter((brand) => brand !== ours.brand).map(place);
      return places.every((place, i) => i === 0 || places[i - 1] < place);
    },
  },
  {
    id: "lengths-of-all",
    explains: ({ about, ours: lengths, theirs: theirLengths }, { number, ours, theirs }) => {
      if (about !== "lengths") return false;
      const theirsToo = [...theirLengths.split(","), ...moreLengths(number, theirs.card.type)];
      const more = lengths.split(",").filter((length) => !theirsToo.includes(length));
      const open = ours.brands.some((brand) => isMoreBrand(number, brand) || touchesMoreRange(number, brand));
      return open && more.length > 0 && theirsToo.every((length) => lengths.split(",").includes(length));
    },
  },
  {
    id: "fewer-lengths",
    explains: ({ about, ours: yes }, { number, ours, theirs }) => {
      if (yes || !isOursAlone(number, ours.brand) || !isWhole(number, ours.brand) || !theirs.card)
        return false;
      if (about === "valid") return !ours.lengths.includes(number.length);
      const most = longest(ours.lengths);
      return about === "possible" && most < longest(theirs.card.lengths) && number.length >= most;
    },
  },
  {
    id: "no-check-digit",
    explains: ({ about, ours: yes }, { number }) =>
      (about === "possible" || about === "valid") &&
      yes &&
      /^(589562|561468)\d{10}$/.test(number) &&
      !isLuhn(number),
  },
  {
    id: "unknown-brand",
    explains: ({ about, ours: yes }, { number, ours, theirs }) => {
      if (!yes || ours.brands.length > 0 || theirs.types.length > 0 || number.length > 19) return false;
      return about === "possible" || (about === "valid" && number.length >= 12 && isLuhn(number));
    },
  },
];
