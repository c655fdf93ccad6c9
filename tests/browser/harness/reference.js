// A second writer of sealed cards, from docs and RFCs and Node's crypto alone: what the package must produce, byte for byte, from the same
// random bytes.
import { constants, createCipheriv, createHash, createPublicKey, publicEncrypt } from "node:crypto";

const MAX_NAME = 128;
const BLOCK = 512;

/** The compact JWE of a vector (see tests/vectors/seal.json); `jwk` is its public key. */
export function seal({ vector, jwk, origin = vector.origin, secure = vector.secure }) {
  const tape = Buffer.from(vector.random, "hex");
  const [cek, iv, jti, seed] = [
    tape.subarray(0, 32),
    tape.subarray(32, 44),
    tape.subarray(44, 60),
    tape.subarray(60, 92),
  ];
  const header = { alg: "RSA-OAEP-256", enc: "A256GCM", kid: jwk.kid, typ: "card+jwt" };
  const aad = Buffer.from(JSON.stringify(header)).toString("base64url");
  const text = padded(vector, { jti: jti.toString("base64url"), origin, secure });

  const key = createPublicKey({ key: { kty: "RSA", n: jwk.n, e: jwk.e }, format: "jwk" });
  const size = Buffer.from(jwk.n, "base64url").length;
  const wrapped = publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, oaep(cek, seed, size));
  const cipher = createCipheriv("aes-256-gcm", cek, iv);
  cipher.setAAD(Buffer.from(aad));
  const ciphertext = Buffer.concat([cipher.update(text), cipher.final()]);
  return [
    aad,
    ...[wrapped, iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString("base64url")),
  ].join(".");
}

/** The claims, followed by spaces: a multiple of 512 bytes that does not depend on the card. */
function padded({ issuer, now, card, order, nonce }, { jti, origin, secure }) {
  const number = card.number.replace(/[ -]/g, "");
  const [, month, year] = /^(\d\d) ?\/? ?(\d\d|\d{4})$/.exec(card.expiry);
  const claims = {
    aud: issuer,
    iat: now,
    exp: now + 600,
    jti,
    ...(origin === null ? {} : { origin }),
    secure,
    order: { merchant: order.merchant, id: order.id, amount: order.amount, currency: order.currency },
    ...(nonce === undefined ? {} : { nonce }),
    card: {
      number,
      exp_month: month,
      exp_year: year.padStart(4, "20"),
      ...(card.cvc === undefined ? {} : { cvc: card.cvc }),
      ...(card.name === undefined ? {} : { name: card.name }),
      ...(card.postalCode === undefined ? {} : { postal_code: card.postalCode }),
      ...(card.network === undefined ? {} : { network: card.network }),
    },
  };
  const json = Buffer.from(JSON.stringify(claims));
  const room = { number: 19, cvc: 4, name: MAX_NAME, postal_code: 10, network: 24 };
  let hidden = 0;
  for (const [member, most] of Object.entries(room)) {
    const text = claims.card[member];
    // A text as JSON has two quotes more.
    const used = text === undefined ? -`,"${member}":""`.length : Buffer.byteLength(JSON.stringify(text)) - 2;
    hidden += most - used;
  }
  const length = Math.ceil((json.length + hidden) / BLOCK) * BLOCK;
  return Buffer.concat([json, Buffer.alloc(length - json.length, " ")]);
}

/** EME-OAEP with SHA-256 and an empty label (RFC 8017 section 7.1.1), with a seed that is given. */
function oaep(message, seed, size) {
  const label = createHash("sha256").digest();
  const block = Buffer.concat([
    label,
    Buffer.alloc(size - message.length - 2 * 32 - 2),
    Buffer.from([1]),
    message,
  ]);
  const masked = xor(block, mgf1(seed, block.length));
  return Buffer.concat([Buffer.from([0]), xor(seed, mgf1(masked, 32)), masked]);
}

function mgf1(seed, length) {
  const parts = [];
  for (let counter = 0; parts.length * 32 < length; counter += 1) {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(counter);
    parts.push(createHash("sha256").update(seed).update(number).digest());
  }
  return Buffer.concat(parts).subarray(0, length);
}

function xor(a, b) {
  return a.map((byte, at) => byte ^ b[at]);
}
