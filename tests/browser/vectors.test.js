// The project's own vectors inside three browsers: the same card and the same random bytes give the same sealed card, bit for bit, as
// natively, and as a second writer that shares no code with the package.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { openBoundary, succeed } from "./harness/page.js";
import { seal } from "./harness/reference.js";
import { PACKAGE, startServer } from "./harness/server.js";
import { inEveryEngine } from "./harness/suite.js";

const read = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8"));
const vectors = read("seal.json");
const keys = read("keys.json");
const publicKey = ({ key }) => {
  const { kty, kid, alg, use, n, e } = keys[key];
  return { kty, kid, alg, use, n, e };
};

describe("the second writer", () => {
  for (const vector of vectors) {
    test(`agrees with the vector: ${vector.name}`, () => {
      assert.equal(seal({ vector, jwk: publicKey(vector) }), vector.jwe);
    });
  }
});

inEveryEngine("vectors", (session) => {
  let server;
  before(async () => {
    server = await startServer({ folders: { "/cardseal/": PACKAGE } });
    session.recorder.aliases.set("cardseal.test:80", server.port);
  });
  after(() => server?.close());

  for (const [kind, secure, address] of [
    ["a secure page", true, () => server.url("/boundary.html")],
    ["a plain http page", false, () => "http://cardseal.test/boundary.html"],
  ]) {
    test(`in ${kind}`, async (t) => {
      await openBoundary(session, address());
      const { origin } = new URL(address());
      let asWritten = 0;
      for (const vector of vectors) {
        const jwk = publicKey(vector);
        const { issuer, now, card, order, nonce, random } = vector;
        const options = { keys: jwk, issuer, now, insecureContext: "allow" };
        const { jwe, left } = await succeed(session, "vector", { options, card, order, nonce, random });
        assert.equal(left, 0, "random bytes were left over");
        assert.equal(jwe, seal({ vector, jwk, origin, secure }), vector.name);
        if (vector.origin === origin) {
          assert.equal(jwe, vector.jwe, vector.name);
          asWritten += 1;
        }
      }
      assert.equal(asWritten, vectors.filter((vector) => vector.origin === origin).length);
      t.diagnostic(
        `${session.engine.name}: ${vectors.length} sealed as by the second writer, ${asWritten} of them as written in the file`,
      );
    });
  }
});
