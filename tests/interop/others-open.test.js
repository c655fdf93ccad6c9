// What the page sealed is opened by implementations that have nothing of this project in them; the programs of docs/OPENING.md:
// opening.test.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { compactDecrypt, importJWK, jwtDecrypt } from "jose";
import { HEADER } from "./support/forge.js";
import { python } from "./support/programs.js";
import { AUDIENCE, alter, makeKey, ORDER, seal } from "./support/seal.js";

const ALGORITHMS = { keyManagementAlgorithms: ["RSA-OAEP-256"], contentEncryptionAlgorithms: ["A256GCM"] };
const key = makeKey();
const jwe = await seal(key);
const privateKey = await importJWK(key.privateJwk, "RSA-OAEP-256");

function assertClaims(claims) {
  const { iat, exp, jti, ...rest } = claims;
  assert.deepEqual(rest, {
    aud: AUDIENCE,
    origin: "https://shop.example",
    secure: true,
    order: ORDER,
    card: {
      number: "4242424242424242",
      exp_month: "12",
      exp_year: "2045",
      cvc: "012",
      name: 'Zoë "Zo" Ñandú',
    },
  });
  assert.equal(exp - iat, 600);
  assert.ok(Math.abs(Date.now() / 1000 - iat) < 60);
  assert.match(jti, /^[A-Za-z0-9_-]{22}$/);
}

test("npm jose, compactDecrypt", async () => {
  const { plaintext, protectedHeader } = await compactDecrypt(jwe, privateKey, ALGORITHMS);
  assert.deepEqual(protectedHeader, HEADER);
  assert.equal(plaintext.length % 512, 0);
  assertClaims(JSON.parse(new TextDecoder().decode(plaintext)));
  for (const part of [0, 1, 2, 3, 4]) {
    await assert.rejects(compactDecrypt(alter(jwe, part), privateKey, ALGORITHMS), `part ${part}`);
  }
});

test("npm jose, jwtDecrypt with audience and maxTokenAge", async () => {
  const options = { ...ALGORITHMS, audience: AUDIENCE, maxTokenAge: "10 minutes", typ: "card+jwt" };
  const { payload, protectedHeader } = await jwtDecrypt(jwe, privateKey, options);
  assert.deepEqual(protectedHeader, HEADER);
  assertClaims(payload);
  const later = (minutes) => new Date(Date.now() + minutes * 60_000);
  await assert.rejects(jwtDecrypt(jwe, privateKey, { ...options, currentDate: later(11) }), {
    code: "ERR_JWT_EXPIRED",
  });
  await assert.rejects(jwtDecrypt(jwe, privateKey, { ...options, audience: "https://other.example" }), {
    code: "ERR_JWT_CLAIM_VALIDATION_FAILED",
  });
});

test("PyPI jwcrypto", () => {
  const open = (request) =>
    JSON.parse(python("jwcrypto_open.py", { key: key.privateJwk, jwe, audience: AUDIENCE, ...request }));
  const { header, claims } = open({});
  assert.deepEqual(header, HEADER);
  assertClaims(claims);
  assert.throws(() => open({ audience: "https://other.example" }), /aud/);
  for (const part of [0, 1, 2, 3, 4]) {
    assert.throws(() => open({ jwe: alter(jwe, part) }), /ended with 1/, `part ${part}`);
  }
});

for (const bits of [3072, 4096]) {
  test(`a key of ${bits} bits`, async () => {
    const key = makeKey(bits);
    const jwe = await seal(key);
    const { payload } = await jwtDecrypt(jwe, await importJWK(key.privateJwk, "RSA-OAEP-256"), ALGORITHMS);
    assertClaims(payload);
  });
}
