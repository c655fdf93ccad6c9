// Keys of the tests' own, and the opening of what a page sealed: by npm jose, not by any code of this project.
import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { jwtDecrypt } from "jose";

/** A fresh RSA key: `{ privateKey, jwk }`, the JWK as a gateway would publish it. */
export function newKey({ bits = 2048, kid = "test-key", exponent = 0x10001 } = {}) {
  const privateKey = createPrivateKey(newPem({ modulusLength: bits, publicExponent: exponent }));
  const { n, e } = createPublicKey(privateKey).export({ format: "jwk" });
  return { privateKey, jwk: { kty: "RSA", use: "enc", alg: "RSA-OAEP-256", kid, n, e } };
}

/**
 * A fresh RSA key as PEM. Not as an object: Node 20 hangs for good where it collects garbage while it exports an object that it has made, because the
 * job that made it waits for the object's lock to be collected.
 */
export function newPem(options) {
  const encodings = {
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  };
  return generateKeyPairSync("rsa", { ...options, ...encodings }).privateKey;
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
