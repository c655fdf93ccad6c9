// docs/OPENING.md: its programs open what the page sealed, and refuse all else for the reason that the gateway crate gives.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { programOf } from "./support/document.js";
import { BEFORE_THE_CLAIMS, openingCases } from "./support/opening-cases.js";
import { buildCommand, isInPath, pythonProgram, ROOT, temporaryFolder } from "./support/programs.js";
import { AUDIENCE, KID, makeKey } from "./support/seal.js";

const PAGE = "docs/OPENING.md";
const JACKSON = "/usr/share/java/jackson-databind.jar";
const key = makeKey();
const cases = await openingCases(key);
const folder = temporaryFolder();
symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");

/** Answers of the crate itself, through the command: each by a process of its own, so it does not see a replay. */
test("the gateway crate", (t) => {
  const cardseal = buildCommand();
  for (const { name, sealed_card, order, reason } of cases.filter(({ inFile }) => inFile)) {
    const file = join(folder, "sealed.txt");
    writeFileSync(file, sealed_card);
    const judged = ["--key", key.file, "--kid", KID, "--issuer", AUDIENCE, "--order", JSON.stringify(order)];
    const { out } = runProgram(cardseal, ["open", file, "--json", ...judged]);
    const expected = reason === "replayed" ? undefined : reason;
    assert.equal(JSON.parse(out).error?.code, expected, name);
  }
  t.diagnostic(`${cases.length} cases`);
});

const LANGUAGES = [
  { file: "open.mjs", program: process.execPath },
  { file: "open_card.py", program: pythonProgram() },
  { file: "Open.java", program: "java", before: ["-cp", JACKSON], needs: ["javac", JACKSON] },
  { file: "open.go", program: "go", before: ["run"], needs: ["go"] },
];

for (const { file, program, before = [], needs = [] } of LANGUAGES) {
  const skip = missing(needs);
  test(`${PAGE}: ${file}`, { skip }, (t) => {
    const path = join(folder, file);
    writeFileSync(path, programOf(PAGE, file));
    const lines = cases.map(({ sealed_card, order }) => JSON.stringify({ sealed_card, order })).join("\n");
    const { out, err, code } = runProgram(program, [...before, path, key.file, KID, AUDIENCE], lines);
    assert.equal(code, 0, err);
    const reasons = err.split("\n").filter((line) => line !== "");
    const answers = out.split("\n").slice(0, -1);
    assert.equal(answers.length, cases.length);
    for (const [place, { name, reason }] of cases.entries()) {
      const answer = JSON.parse(answers[place]);
      if (reason === undefined) {
        assert.deepEqual(answer, { last_four: "4242", expiry: "12/2045" }, name);
      } else {
        assert.deepEqual(answer, { error: "the sealed card was not opened" }, name);
        // The programs look at the card with the rest of the claims.
        assert.equal(reasons.shift(), `refused: ${reason === "card" ? "claims" : reason}`, name);
      }
    }
    assert.deepEqual(reasons, []);
    t.diagnostic(`${cases.length} cases`);
  });
}

test(`${PAGE}: open.sh`, (t) => {
  const path = join(folder, "open.sh");
  writeFileSync(path, programOf(PAGE, "open.sh"));
  let refused = 0;
  for (const { name, sealed_card, reason } of cases.filter(({ inFile }) => inFile)) {
    const inside = !BEFORE_THE_CLAIMS.includes(reason);
    if (inside && reason !== undefined) continue; // it says so: it looks at no claims
    const { out, err, code } = runProgram("sh", [path, key.file, KID], sealed_card);
    if (inside) {
      assert.equal(code, 0, `${name}: ${err}`);
      const { aud, card } = JSON.parse(out);
      assert.deepEqual([aud, card.number, card.cvc], [AUDIENCE, "4242424242424242", "012"], name);
    } else {
      assert.equal(code, 1, name);
      assert.equal(out, "the sealed card was not opened\n", name);
      const known = reason === "unknown_key" || reason === "algorithm" ? "header" : reason;
      assert.equal(err, `refused: ${known}\n`, name);
      refused += 1;
    }
  }
  t.diagnostic(`${refused} refused`);
});

function runProgram(program, args, input = "") {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input, encoding: "utf8" });
  if (error) throw error;
  return { code: status, out: stdout, err: stderr };
}

/** Why a language is skipped: nowhere in CI. */
function missing(needs) {
  const absent = needs.find((program) => !(isInPath(program) || existsSync(program)));
  return absent !== undefined && !process.env.CI && `${absent} is missing: see \`cargo xtask test interop\``;
}
