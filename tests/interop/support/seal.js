// A key pair of the gateway, and a card that the published package sealed for it: pkg/, as `cargo xtask build` makes it.
import { createPrivateKey, createPublicKey } from "node:crypto";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { newPem } from "../../browser/harness/keys.js";
import { ROOT, temporaryFolder } from "./programs.js";

export const AUDIENCE = "https://gateway.example";
export const ORDER = { merchant: "m_1", id: "order-№7", amount: 4999, currency: "EUR" };
export const CARD = { number: "4242 4242 4242 4242", expiry: "12/45", cvc: "012", name: 'Zoë "Zo" Ñandú' };
export const KID = "key-1";

/** Makes an RSA key: its private JWK, its public JWK, and a file with PKCS#8 in PEM. */
export function makeKey(bits = 2048) {
  const pem = newPem({ modulusLength: bits });
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const file = join(temporaryFolder(), "key.pem");
  writeFileSync(file, pem, { mode: 0o600 });
  return {
    file,
    privateJwk: { ...privateKey.export({ format: "jwk" }), kid: KID },
    publicJwk: { ...publicKey.export({ format: "jwk" }), alg: "RSA-OAEP-256", use: "enc", kid: KID },
  };
}

/** Loads the package as a shop on Node does. */
export async function load(key = makeKey(), options = {}) {
  const { loadCardseal } = await importPackage();
  return loadCardseal({ keys: key.publicJwk, issuer: AUDIENCE, origin: "https://shop.example", ...options });
}

/** Seals a card as a shop on Node does. */
export async function seal(key, card = CARD, order = ORDER) {
  const cardseal = await load(key);
  return (await cardseal.encrypt(card, order)).jwe;
}

let shop;

/** The folder of a shop in which the package is installed. */
export function shopFolder() {
  if (!existsSync(join(ROOT, "pkg/package.json"))) {
    throw new Error("pkg/ is missing: run `cargo xtask build`");
  }
  if (shop === undefined) {
    shop = temporaryFolder();
    mkdirSync(join(shop, "node_modules"));
    symlinkSync(join(ROOT, "pkg"), join(shop, "node_modules/cardseal"), "junction");
    writeFileSync(join(shop, "package.json"), '{ "type": "module" }');
  }
  return shop;
}

/** What a file of the shop exports. */
export function importFromShop(name, source) {
  writeFileSync(join(shopFolder(), name), source);
  return import(pathToFileURL(join(shopFolder(), name)).href);
}

/** The package by its name, as Node finds it where it is installed. */
const importPackage = () => importFromShop("shop.js", 'export * from "cardseal";\n');

/** The text of a JWE with one byte of one part changed. */
export function alter(jwe, part) {
  const parts = jwe.split(".");
  const bytes = Buffer.from(parts[part], "base64url");
  bytes[bytes.length >> 1] ^= 1;
  parts[part] = bytes.toString("base64url");
  return parts.join(".");
}
