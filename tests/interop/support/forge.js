// Sealed cards that no page makes: whatever header, claims and algorithms a sender with the public key could write.
import { constants, createCipheriv, createPublicKey, publicEncrypt, randomBytes } from "node:crypto";
import { AUDIENCE, KID, ORDER } from "./seal.js";

export const HEADER = { alg: "RSA-OAEP-256", enc: "A256GCM", kid: KID, typ: "card+jwt" };

/** The claims of a card that was sealed at `now`, in seconds. */
export const claimsAt = (now) => ({
  aud: AUDIENCE,
  iat: now,
  exp: now + 600,
  jti: randomBytes(16).toString("base64url"),
  origin: "https://shop.example",
  secure: true,
  order: ORDER,
  card: { number: "4242424242424242", exp_month: "12", exp_year: "2045", cvc: "012" },
});

const { RSA_PKCS1_PADDING, RSA_PKCS1_OAEP_PADDING } = constants;
const WRAPS = {
  "RSA-OAEP-256": { padding: RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
  "RSA-OAEP": { padding: RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" },
  RSA1_5: { padding: RSA_PKCS1_PADDING },
};

/**
 * A JWE that is right in every way but those given: who believes its header opens it. `dir` has a CEK of zeros and no
 * encrypted key. The header and the claims are objects, or JSON where an object cannot say it.
 */
export function forge(key, { header = HEADER, claims = claimsAt(Math.floor(Date.now() / 1000)), cek } = {}) {
  const { alg, enc } = { ...HEADER, ...Object(header) };
  const direct = alg === "dir";
  const secret = cek ?? (direct ? Buffer.alloc(32) : randomBytes(enc === "A128GCM" ? 16 : 32));
  const rsa = { key: createPublicKey({ key: key.publicJwk, format: "jwk" }), ...WRAPS[alg] };
  const encryptedKey = direct ? Buffer.alloc(0) : publicEncrypt(rsa, secret);
  const first = Buffer.from(written(header)).toString("base64url");
  const iv = randomBytes(12);
  const cipher = createCipheriv(secret.length === 16 ? "aes-128-gcm" : "aes-256-gcm", secret, iv);
  cipher.setAAD(Buffer.from(first));
  const ciphertext = Buffer.concat([cipher.update(written(claims)), cipher.final()]);
  const rest = [encryptedKey, iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString("base64url"));
  return [first, ...rest].join(".");
}

const written = (value) => (typeof value === "string" ? value : JSON.stringify(value));
