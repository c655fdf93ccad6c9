// Prefixes and numbers to compare on: all short prefixes, both sides of every edge of every range of either side, and seeded random ones.
import { OUR_ROWS, THEIR_ROWS } from "./brands.js";

const RANGES = [...OUR_ROWS, ...THEIR_ROWS].flatMap((row) => row.ranges);
const LENGTHS = [12, 13, 14, 15, 16, 17, 18, 19];

/** A source of numbers from 0 to below 1, the same ones for the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** All prefixes of up to `longest` digits, beginning with none. */
export function* allPrefixes(longest) {
  yield "";
  for (let length = 1; length <= longest; length++) {
    for (let number = 0; number < 10 ** length; number++) yield String(number).padStart(length, "0");
  }
}

/** Prefixes just inside and just outside of every range, and whole numbers that start with them. */
export function* edges(random) {
  for (const edge of edgePrefixes()) {
    yield edge;
    for (const length of [6, 8].filter((length) => length > edge.length)) {
      yield edge.padEnd(length, "0");
      yield edge.padEnd(length, "9");
    }
    for (const length of LENGTHS) yield* rightAndWrong(edge, length, random);
  }
}

function edgePrefixes() {
  const prefixes = new Set();
  for (const [low, high] of RANGES) {
    for (const number of [Number(low) - 1, Number(low), Number(high), Number(high) + 1]) {
      const prefix = String(number).padStart(low.length, "0");
      if (prefix.length === low.length) prefixes.add(prefix);
    }
  }
  return prefixes;
}

/** Numbers of any range or of none, of any length, four of five with the right check digit, one in eight cut off while it is typed. */
export function* randomNumbers(count, random) {
  for (let i = 0; i < count; i++) {
    const [low, high] = RANGES[Math.floor(random() * RANGES.length)];
    const prefix = Number(low) + Math.floor(random() * (Number(high) - Number(low) + 1));
    const start = random() < 0.2 ? "" : String(prefix);
    const body = fill(start, LENGTHS[Math.floor(random() * LENGTHS.length)] - 1, random);
    const right = checkDigit(body);
    const number = body + (random() < 0.8 ? right : (right + 1 + Math.floor(random() * 9)) % 10);
    yield random() < 0.125 ? number.slice(0, 1 + Math.floor(random() * number.length)) : number;
  }
}

function* rightAndWrong(start, length, random) {
  const body = fill(start, length - 1, random);
  const right = checkDigit(body);
  yield `${body}${right}`;
  yield `${body}${(right + 1 + Math.floor(random() * 9)) % 10}`;
}

function fill(start, length, random) {
  let body = start;
  while (body.length < length) body += Math.floor(random() * 10);
  return body.slice(0, length);
}

/** The digit that makes the Luhn sum of the whole divisible by ten (ISO/IEC 7812-1 annex B). */
export function checkDigit(body) {
  const sum = [...body].reverse().reduce((sum, digit, i) => {
    const weighed = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return sum + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return (10 - (sum % 10)) % 10;
}
