// What a gateway is sent: cards that open, and one for each way to be wrong, with the reason that the gateway's log gives.
import { claimsAt, forge, HEADER } from "./forge.js";
import { AUDIENCE, alter, CARD, load, ORDER } from "./seal.js";

/** Reasons of what is not opened with the key, or not at all. */
export const BEFORE_THE_CLAIMS = ["malformed", "header", "unknown_key", "algorithm", "undecryptable"];

/**
 * `{ name, sealed_card, order, reason, inFile }` each; no reason where it opens; `inFile` is false for what a file would change.
 * @param {{ publicJwk: object }} key
 */
export async function openingCases(key) {
  const sealed = await load(key);
  const seal = async (card = CARD) => (await sealed.encrypt(card, ORDER)).jwe;
  const first = await seal();
  return [
    { name: "what the page sealed", sealed_card: first },
    { name: "another card for the same order", sealed_card: await seal({ ...CARD, name: undefined }) },
    { name: "the same again", sealed_card: first, reason: "replayed" },
    { name: "what is forged, and right", sealed_card: forge(key) },
    ...(await ofOtherPages(key)),
    ...otherOrders(await seal()),
    ...damaged(await seal()),
    ...otherHeaders(key),
    ...otherClaims(key),
    { name: "what the page sealed after all that", sealed_card: await seal() },
  ].map((entry) => ({ order: ORDER, inFile: true, ...entry }));
}

/** Sealed by the package with another clock or for another gateway. The programs run for a minute or two: no time is close to its limit. */
async function ofOtherPages(key) {
  const seal = async (name, options, reason) => {
    const page = await load(key, options);
    return { name, sealed_card: (await page.encrypt(CARD, ORDER)).jwe, ...(reason && { reason }) };
  };
  const minutes = (count) => ({ now: () => Date.now() + count * 60_000 });
  return [
    await seal("12 minutes old", minutes(-12)),
    await seal("16 minutes old", minutes(-16), "expired"),
    await seal("4 minutes ahead", minutes(4)),
    await seal("10 minutes ahead", minutes(10), "not_yet_valid"),
    await seal("another audience", { issuer: "https://other.example" }, "audience"),
  ];
}

function otherOrders(sealed_card) {
  const others = { merchant: "m_2", id: "order-8", amount: ORDER.amount - 1, currency: "USD" };
  return Object.entries(others).map(([member, value]) => ({
    name: `another ${member} of the order`,
    sealed_card,
    order: { ...ORDER, [member]: value },
    reason: "other_order",
  }));
}

function damaged(sealed) {
  const parts = sealed.split(".");
  const spelled = { A: "B", Q: "R", g: "h", w: "x" }; // the same 16 bytes, with a stray bit
  const texts = {
    "four parts": parts.slice(0, 4).join("."),
    "six parts": `${sealed}.AAAA`,
    "a line break inside": sealed.replace(/^.{9}/, "$&\n"),
    "padded base64url": `${sealed}==`,
    "a stray bit": sealed.slice(0, -1) + spelled[sealed.at(-1)],
    "a letter that is none": `${parts[0]}.${parts[1].slice(1)}+.${parts.slice(2).join(".")}`,
    "an empty tag": `${parts.slice(0, 4).join(".")}.`,
    "a tag of 12 bytes": sealed.slice(0, -6),
    "an IV of 16 bytes": parts.with(2, Buffer.alloc(16).toString("base64url")).join("."),
  };
  return [
    ...[1, 2, 3, 4].map((part) => ({
      name: `part ${part + 1} altered`,
      sealed_card: alter(sealed, part),
      reason: "undecryptable",
    })),
    // What a file cannot hold, or what is taken off its end.
    { name: "an empty text", sealed_card: "", reason: "malformed", inFile: false },
    { name: "a line break at the end", sealed_card: `${sealed}\n`, reason: "malformed", inFile: false },
    { name: "part 1 altered", sealed_card: alter(sealed, 0), reason: "algorithm" },
    ...Object.entries(texts).map(([name, sealed_card]) => ({ name, sealed_card, reason: "malformed" })),
  ];
}

function otherHeaders(key) {
  const { typ: _, ...untyped } = HEADER;
  const written = JSON.stringify(HEADER);
  const headers = [
    ["an extra member", { ...HEADER, cty: "JWT" }, "header"],
    ["zip", { ...HEADER, zip: "DEF" }, "header"],
    ["crit", { ...HEADER, crit: ["exp"], exp: 1 }, "header"],
    ["a key of its own", { ...HEADER, jwk: key.publicJwk }, "header"],
    ["no typ", untyped, "header"],
    ["another typ", { ...HEADER, typ: "JWT" }, "header"],
    ["kid twice", written.replace("{", '{"kid":"key-0",'), "header"],
    ["no object", "[]", "header"],
    ["no JSON", "{", "header"],
    ["a kid that is a number", { ...HEADER, kid: 1 }, "header"],
    ["another kid", { ...HEADER, kid: "key-2" }, "unknown_key"],
    ["RSA1_5", { ...HEADER, alg: "RSA1_5" }, "algorithm"],
    ["RSA-OAEP with SHA-1", { ...HEADER, alg: "RSA-OAEP" }, "algorithm"],
    ["dir", { ...HEADER, alg: "dir" }, "algorithm"],
    ["A128GCM", { ...HEADER, enc: "A128GCM" }, "algorithm"],
  ];
  return [
    ...headers.map(([name, header, reason]) => ({
      name: `header: ${name}`,
      sealed_card: forge(key, { header }),
      // Without an encrypted key there are no five parts.
      reason: name === "dir" ? "malformed" : reason,
    })),
    {
      name: "a key of 16 bytes under A256GCM",
      sealed_card: forge(key, { cek: Buffer.alloc(16) }),
      reason: "undecryptable",
    },
  ];
}

/** One of them is right. */
function otherClaims(key) {
  const now = Math.floor(Date.now() / 1000);
  const claims = () => claimsAt(now);
  const changed = (members) => ({ ...claims(), ...members });
  const card = (members) => changed({ card: { ...claims().card, ...members } });
  const { jti: _, ...unidentified } = claims();
  const written = JSON.stringify(claims());
  const wrong = [
    ["an extra member", changed({ sub: "someone" }), "claims"],
    ["no jti", unidentified, "claims"],
    ["a short jti", changed({ jti: "AAAA" }), "claims"],
    ["a jti with a stray bit", changed({ jti: "AAAAAAAAAAAAAAAAAAAAAB" }), "claims"],
    ["aud is a list", changed({ aud: [AUDIENCE] }), "claims"],
    ["aud twice", written.replace("{", `{"aud":"${AUDIENCE}",`), "claims"],
    ["a nonce of null", changed({ nonce: null }), "claims"],
    ["iat as a text", changed({ iat: String(now) }), "claims"],
    ["exp before iat", changed({ exp: now - 1 }), "claims"],
    ["an hour to go, sealed 16 minutes ago", changed({ iat: now - 960, exp: now + 3600 }), "too_old"],
    ["an insecure page", changed({ secure: false }), "insecure_page"],
    ["secure is a text", changed({ secure: "true" }), "claims"],
    ["an amount as a text", changed({ order: { ...ORDER, amount: "4999" } }), "claims"],
    ["an amount with a fraction", written.replace('"amount":4999', '"amount":4999.5'), "claims"],
    ["an extra member of the order", changed({ order: { ...ORDER, note: "x" } }), "claims"],
    ["a CVC that is a number", card({ cvc: 12 }), "claims"],
    ["no number", card({ number: undefined }), "claims"],
    ["an extra member of the card", card({ track: "x" }), "claims"],
    ["a number with spaces", card({ number: "4242 4242 4242 4242" }), "card"],
    ["a month of one digit", card({ exp_month: "1" }), "card"],
    ["a year of two digits", card({ exp_year: "45" }), "card"],
    ["a CVC of two digits", card({ cvc: "01" }), "card"],
    ["a postal code in small letters", card({ postal_code: "sw1a 1aa", network: "visa" }), undefined],
    ["a postal code with a comma", card({ postal_code: "SW1A,1AA" }), "card"],
    ["more than 16,384 characters", written.padEnd(13_000), "malformed"],
    ["no JSON", "no JSON", "claims"],
    ["more after the JSON", `${written}{}`, "claims"],
  ];
  return wrong.map(([name, claims, reason]) => ({
    name: `claims: ${name}`,
    sealed_card: forge(key, { claims }),
    reason,
  }));
}
