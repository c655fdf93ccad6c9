// docs/COMMAND.md: each line behind a $ runs in one folder, one after the other, and prints what stands below it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { blocksOf } from "./support/document.js";
import { buildCommand, ROOT, temporaryFolder } from "./support/programs.js";
import { load } from "./support/seal.js";

const PAGE = "docs/COMMAND.md";
const ORDER = { merchant: "m_1", id: "order-1", amount: 4999, currency: "EUR" };
const CARD = { number: "4242424242424242", expiry: "12/45", cvc: "012", name: "Ada" };
const cardseal = buildCommand();
const folder = temporaryFolder();

test(`${PAGE}: the examples`, async (t) => {
  const sessions = blocksOf(PAGE).filter(({ language }) => language === "console");
  let status = 0;
  let count = 0;
  for (const { command, output } of sessions.flatMap(({ code }) => steps(code))) {
    if (command.includes(" sealed.txt") && !readdirSync(folder).includes("sealed.txt")) await sealInPage();
    const ran = spawnSync("sh", ["-c", command.replace("$?", String(status))], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, PATH: `${dirname(cardseal)}:${process.env.PATH}` },
    });
    status = ran.status;
    // OpenSSL's own words are none of this page's.
    const printed = command.startsWith("openssl genrsa") ? ran.stdout : ran.stdout + ran.stderr;
    assert.match(printed, pattern(output), command);
    count += 1;
  }
  t.diagnostic(`${count} commands`);
});

test(`${PAGE}: the subcommands are those that there are`, () => {
  const { stdout } = spawnSync(cardseal, ["--help"], { encoding: "utf8" });
  const offered = [...stdout.matchAll(/^ {2}([a-z]+) {2,}[A-Z]/gm)].map(([, name]) => name);
  const text = readFileSync(join(ROOT, PAGE), "utf8");
  const written = [...text.matchAll(/^## ([a-z]+).*$/gm)].map(([, name]) => name);
  assert.deepEqual(
    written,
    offered.filter((name) => name !== "help"),
  );
});

test(`${PAGE}: the codes are those that the command has`, () => {
  const text = readFileSync(join(ROOT, PAGE), "utf8");
  const source = join(ROOT, "crates/command/src");
  const files = readdirSync(source, { recursive: true }).filter((file) => file.endsWith(".rs"));
  const codes = files.flatMap((file) => {
    const code = readFileSync(join(source, file), "utf8");
    const made = [...code.matchAll(/(?:Refusal|Finding)::new\(\s*"(\w+)"/g)];
    const named = /weakness|header/.test(file) ? [...code.matchAll(/=> "(\w+)",$/gm)] : [];
    return [...made, ...named].map(([, code]) => code);
  });
  assert.ok(codes.length > 50);
  assert.deepEqual(
    codes.filter((code) => !text.includes(`\`${code}\``)),
    [],
  );
});

/** The key of the first example is the gateway's: a page seals for it. */
async function sealInPage() {
  const publicJwk = JSON.parse(readFileSync(join(folder, "gateway.jwk"), "utf8"));
  const { jwe } = await (await load({ publicJwk })).encrypt(CARD, ORDER);
  writeFileSync(join(folder, "sealed.txt"), `${jwe}\n`);
}

/** The commands of a session, each with what is printed after it. */
function steps(session) {
  return session
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const [, command, output] = /^((?:[^\n]*\\\n)*[^\n]*\n)(.*)$/s.exec(step);
      return { command, output };
    });
}

/** What is written, but for `…`: a part of a line, or any lines where it stands alone. */
function pattern(output) {
  const escaped = output.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/^…\n/gm, "(.*\\n)*").replaceAll("…", ".+")}$`);
}
