// The installed package in a page: plain modules, served as they lie in node_modules.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { installPackage } from "../package/install.js";
import { newKey, open } from "./harness/keys.js";
import { openBoundary, succeed } from "./harness/page.js";
import { startServer } from "./harness/server.js";
import { inEveryEngine } from "./harness/suite.js";

inEveryEngine("the installed package", (session) => {
  const { privateKey, jwk } = newKey();
  let installed;
  let server;
  before(async () => {
    installed = installPackage();
    server = await startServer({
      folders: { "/cardseal/": join(installed.project, "node_modules/cardseal/") },
    });
  });
  after(async () => {
    await server?.close();
    installed?.remove();
  });

  test("seals as plain modules", async () => {
    await openBoundary(session, server.url("/boundary.html"));
    await succeed(session, "load", { options: { keys: jwk, issuer: "https://gateway.test" } });
    const { jwe } = await succeed(session, "encrypt");
    const { card, origin } = await open(jwe, privateKey, { audience: "https://gateway.test" });
    assert.equal(card.number, "4242424242424242");
    assert.equal(origin, new URL(server.url("/")).origin);
  });
});
