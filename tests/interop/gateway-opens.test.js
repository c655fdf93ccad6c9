// The gateway opens what the page sealed, and what npm jose sealed in the same format.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { before, test } from "node:test";
import { CompactEncrypt, EncryptJWT, importJWK } from "jose";
import { HEADER } from "./support/forge.js";
import { buildGateway } from "./support/programs.js";
import { AUDIENCE, alter, KID, makeKey, ORDER, seal } from "./support/seal.js";

const REFUSED = /the sealed card was not opened$/;
const key = makeKey();
const publicKey = await importJWK(key.publicJwk, "RSA-OAEP-256");
let open;
before(() => {
  open = buildGateway();
});

const claims = () => ({
  origin: "https://shop.example",
  secure: true,
  order: ORDER,
  card: { number: "4242424242424242", exp_month: "12", exp_year: "2045", cvc: "012", name: "Zoë" },
});

const jwt = (payload = claims(), header = HEADER) =>
  new EncryptJWT(payload)
    .setProtectedHeader(header)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime("10 minutes")
    .setJti(randomBytes(16).toString("base64url"))
    .encrypt(publicKey);

function assertOpens(sealed) {
  const { card, claims, kid } = open(key, AUDIENCE, { sealed_card: sealed, order: ORDER });
  assert.deepEqual(card, { number: "•••• 4242", brand: "visa", expiry: "12/2045", cvc: true, name: true });
  assert.equal(claims.aud, AUDIENCE);
  assert.equal(claims.origin, "https://shop.example");
  assert.equal(claims.secure, true);
  assert.equal(claims.exp - claims.iat, 600);
  assert.equal(kid, KID);
}

const assertRefused = (sealed, order = ORDER, audience = AUDIENCE) =>
  assert.throws(() => open(key, audience, { sealed_card: sealed, order }), REFUSED);

test("what the page sealed", async () => {
  const sealed = await seal(key);
  assertOpens(sealed);
  assertRefused(sealed, { ...ORDER, amount: ORDER.amount - 1 });
  assertRefused(sealed, ORDER, "https://other.example");
  for (const part of [0, 1, 2, 3, 4]) {
    assertRefused(alter(sealed, part));
  }
});

test("what npm jose sealed with EncryptJWT", async () => {
  assertOpens(await jwt());
});

test("what npm jose sealed with CompactEncrypt, padded as the page pads", async () => {
  const iat = Math.floor(Date.now() / 1000);
  const jti = randomBytes(16).toString("base64url");
  const text = JSON.stringify({ aud: AUDIENCE, iat, exp: iat + 600, jti, ...claims() });
  const padded = new TextEncoder().encode(text.padEnd(1024 - (Buffer.byteLength(text) - text.length)));
  assert.equal(padded.length, 1024);
  assertOpens(await new CompactEncrypt(padded).setProtectedHeader(HEADER).encrypt(publicKey));
});

test("what npm jose sealed in another format is refused", async () => {
  const { typ: _, ...untyped } = HEADER;
  assertRefused(await jwt(claims(), untyped));
  assertRefused(await jwt(claims(), { ...HEADER, typ: "JWT" }));
  assertRefused(await jwt(claims(), { ...HEADER, cty: "json" }));
  assertRefused(await jwt(claims(), { ...HEADER, enc: "A256CBC-HS512" }));
  assertRefused(await jwt(claims(), { ...HEADER, kid: "key-2" }));
  assertRefused(await jwt({ ...claims(), sub: "someone" }));
  assertRefused(await jwt({ ...claims(), card: { ...claims().card, cvc: 12 } }));
  assertRefused(await jwt({ ...claims(), card: { ...claims().card, number: "4242424242424241" } }));
});
