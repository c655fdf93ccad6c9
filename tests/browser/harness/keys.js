// Keys of the tests' own, and the opening of what a page sealed: by npm jose, not by any code of this project.
import { generateKeyPairSync } from "node:crypto";
import { jwtDecrypt } from "jose";

/** A fresh RSA key: `{ privateKey, jwk }`, the JWK as a gateway would publish it. */
export function newKey({ bits = 2048, kid = "test-key", exponent = 0x10001 } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: bits,
    publicExponent: exponent,
  });
  const { n, e } = publicKey.export({ format: "jwk" });
  return { privateKey, jwk: { kty: "RSA", use: "enc", alg: "RSA-OAEP-256", kid, n, e } };
}

/** The claims of a sealed card. */
export async function open(jwe, privateKey, { audience }) {
  const { payload } = await jwtDecrypt(jwe, privateKey, {
    audience,
    maxTokenAge: 600,
    keyManagementAlgorithms: ["RSA-OAEP-256"],
    contentEncryptionAlgorithms: ["A256GCM"],
  });
  return payload;
}

/** The JWK with some members changed; `undefined` takes one away. */
export function changed(jwk, members) {
  return JSON.parse(JSON.stringify({ ...jwk, ...members }));
}

/** The JWK with a modulus that is one smaller: even. */
export function evenModulus(jwk) {
  const n = Buffer.from(jwk.n, "base64url");
  n[n.length - 1] &= 0xfe;
  return { ...jwk, n: n.toString("base64url") };
}
