// What must not be found anywhere but in the sealed card, and the search for it.
import { constants, privateDecrypt } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const WINDOW = 7;
const SEALED = /[\w-]{20,}\.[\w-]{20,}\.[\w-]{16}\.[\w-]{100,}\.[\w-]{22}/g;

/** The content-encryption key of a compact JWE, by Node's own RSA-OAEP. */
export function cekOf(jwe, privateKey) {
  const wrapped = Buffer.from(jwe.split(".")[1], "base64url");
  return privateDecrypt(
    { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
    wrapped,
  );
}

/**
 * Searches texts for a card's secrets. `leaks(text)` gives what was found, an empty array when nothing was.
 *
 * Found: any seven digits in a row of the PAN, also with separators or escapes between them, in hexadecimal, base64 or reversed;
 * the CVC as a number of its own outside a sealed card; twelve bytes in a row of the CEK, raw, in hexadecimal, base64 or base64url.
 */
export function textScan({ pan, cvc, cek }) {
  const digits = [...new Set([...windows(pan, WINDOW), ...windows([...pan].reverse().join(""), WINDOW)])];
  const encoded = [
    ...windows(pan, WINDOW).map((part) => ["PAN in hexadecimal", Buffer.from(part).toString("hex")]),
    // Six digits are eight signs of base64, wherever the encoder's groups of three begin.
    ...windows(pan, 6).map((part) => ["PAN in base64", Buffer.from(part).toString("base64")]),
    ...(cek ? keyForms(cek) : []),
  ];
  const number = cvc && new RegExp(`(?<![0-9A-Za-z])${cvc}(?![0-9A-Za-z])`);
  return (text) => {
    const found = [];
    const plain = withoutSeparators(unescaped(text));
    if (digits.some((part) => plain.includes(part))) found.push("PAN");
    const lower = text.toLowerCase();
    for (const [what, form] of encoded) {
      if ((what.endsWith("hexadecimal") ? lower : text).includes(form)) found.push(what);
    }
    if (number?.test(unescaped(text).replace(SEALED, ""))) found.push("CVC");
    return [...new Set(found)];
  };
}

/** The byte patterns to look for in a WebAssembly memory, as hexadecimal, by name: for `__probe.scan` and `__probe.watch`. */
export function memoryPatterns({ pan, cvc, cek }) {
  const grouped = pan.replace(/(.{4})(?=.)/g, "$1 ");
  const integer = Buffer.alloc(8);
  integer.writeBigUInt64LE(BigInt(pan));
  const patterns = [
    ...windows(pan, WINDOW).map((part) => ["PAN", Buffer.from(part, "latin1")]),
    ...windows(grouped, WINDOW + 2).map((part) => ["PAN with spaces", Buffer.from(part, "latin1")]),
    ...windows(pan, WINDOW).map((part) => ["PAN in UTF-16", Buffer.from(part, "utf16le")]),
    ...windows(pan, WINDOW).map((part) => ["PAN as digit values", Buffer.from([...part].map(Number))]),
    ["PAN as packed digits", Buffer.from(pan.padStart(pan.length + (pan.length % 2), "0"), "hex")],
    ["PAN as an integer", integer],
    ["PAN as an integer", Buffer.from(integer).reverse()],
    ...(cvc ? [["CVC", Buffer.from(`"cvc":"${cvc}"`)]] : []),
    ...(cek ? windows(cek, 12).map((part) => ["CEK", part]) : []),
  ];
  return patterns.map(([what, bytes]) => ({ what, hex: bytes.toString("hex") }));
}

/** What a browser stored: every file below `folder` that holds one of the texts' bytes (ASCII, UTF-16, or inside an LZ4 file of Firefox). */
export function scanFiles(folder, texts) {
  const needles = texts.flatMap((text) => [Buffer.from(text, "latin1"), Buffer.from(text, "utf16le")]);
  const hits = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const bytes = readFileSync(file);
    const contents =
      bytes.subarray(0, 8).toString("latin1") === "mozLz40\0"
        ? [bytes, unpackLz4(bytes.subarray(12))]
        : [bytes];
    if (contents.some((content) => needles.some((needle) => content.includes(needle))))
      hits.push(file.slice(folder.length + 1));
  }
  return hits;
}

/** Every run of `length` elements of a string or Buffer. */
export function windows(whole, length) {
  return Array.from({ length: Math.max(whole.length - length + 1, 0) }, (_, at) =>
    whole.slice(at, at + length),
  );
}

function keyForms(cek) {
  return windows(cek, 12).flatMap((part) => [
    ["CEK", part.toString("latin1")],
    ["CEK in hexadecimal", part.toString("hex")],
    ["CEK in base64", part.toString("base64")],
    ["CEK in base64url", part.toString("base64url")],
  ]);
}

function unescaped(text) {
  return text
    .replaceAll("\0", "")
    .replace(/\\u00([0-9a-f]{2})|\\x([0-9a-f]{2})|%([0-9a-f]{2})/gi, (_, a, b, c) =>
      String.fromCharCode(Number.parseInt(a ?? b ?? c, 16)),
    );
}

function withoutSeparators(text) {
  return text.replace(/(?<=\d)[\s\u00a0\u2009\u202f+.,\-_|]{1,3}(?=\d)/g, "");
}

/** An LZ4 block without its frame, as Firefox keeps its session. */
function unpackLz4(packed) {
  const out = [];
  let at = 0;
  const extended = (length) => {
    let sum = length;
    if (length === 15) {
      let byte;
      do {
        byte = packed[at++] ?? 0;
        sum += byte;
      } while (byte === 255);
    }
    return sum;
  };
  while (at < packed.length) {
    const token = packed[at++];
    const literals = extended(token >> 4);
    for (const byte of packed.subarray(at, at + literals)) out.push(byte);
    at += literals;
    if (at >= packed.length) break;
    const from = out.length - (packed[at] | (packed[at + 1] << 8));
    at += 2;
    const matched = extended(token & 15) + 4;
    for (let i = 0; i < matched; i += 1) out.push(out[from + i] ?? 0);
  }
  return Buffer.from(out);
}
