// docs/SANDBOX.md: each line behind a $ runs against a sandbox and prints what stands below it; its tables are what there is.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { blocksOf, programOf } from "../interop/support/document.js";
import { start } from "./harness/processes.js";
import { PROGRAM } from "./harness/sandbox.js";
import { PACKAGE } from "./harness/server.js";

const PAGE = "docs/SANDBOX.md";
const missing = ["curl", "jq"].filter((name) => spawnSync(name, ["--version"]).error);
const skip = missing.length > 0 && !process.env.CI ? `not installed: ${missing.join(", ")}` : false;
const text = readFileSync(new URL("../../docs/SANDBOX.md", import.meta.url), "utf8");
let folder;
let sandbox;
let port;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "cardseal-document-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(PACKAGE, join(folder, "node_modules/cardseal"), "junction");
  port = await freePort();
  const here = (code) => code.replaceAll("4281", String(port));
  writeFileSync(join(folder, "seal.mjs"), here(programOf(PAGE, "seal.mjs:")));
  const [, options] = /^cardseal-sandbox (--state state)$/m.exec(text);
  sandbox = start(PROGRAM, [...options.split(" "), "--gateway", `127.0.0.1:${port}`], { cwd: folder });
  await sandbox.until("the address", () => sandbox.stdout().includes("gateway"));
});
after(async () => {
  await sandbox?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("the examples", { skip }, (t) => {
  const steps = blocksOf(PAGE)
    .filter(({ language }) => language === "console")
    .flatMap(({ code }) => stepsOf(code));
  for (const { command, output } of steps) {
    const { stdout, stderr } = run(command);
    assert.match(stdout + stderr, pattern(output), command);
  }
  const called = steps.map(({ command }) => command).join("");
  const described = JSON.parse(readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8"));
  for (const route of Object.keys(described.paths)) {
    const places = route.split("{id}").map((part) => part.replace(/[.]/g, "\\$&"));
    assert.match(called, new RegExp(places.join("\\$\\([^)]*\\)")), `no example of ${route}`);
  }
  t.diagnostic(`${steps.length} commands`);
});

test("the test cards", { skip }, () => {
  const rows = [...text.matchAll(/^\| (\d{16}) \| (.*) \|$/gm)];
  assert.equal(rows.length, 8);
  for (const [, number, says] of rows) {
    run(`node seal.mjs ord_${number} ${number} > row.json`);
    const pay = `curl -s -H @headers -H 'Idempotency-Key: row-${number}' -d @row.json http://localhost:4281/v1/payments`;
    const said = JSON.parse(run(pay).stdout);
    const [status, code] = [...says.matchAll(/`(\w+)`/g)].map(([, word]) => word);
    if (said.error) {
      assert.equal(said.error, status);
      assert.equal(JSON.parse(run(pay).stdout).status, code);
    } else {
      assert.deepEqual([said.status, said.decline_code ?? undefined], [status, code], number);
    }
  }
});

test("the options", () => {
  const { stdout } = spawnSync(PROGRAM, ["--help"], { encoding: "utf8" });
  const offered = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option);
  const written = [...text.matchAll(/^\| `--.*? \|/gm)].flatMap(([row]) => row.match(/--[a-z-]+/g));
  assert.deepEqual(written, offered);
});

function run(command) {
  return spawnSync("sh", ["-c", command.replaceAll("4281", String(port))], { cwd: folder, encoding: "utf8" });
}

/** The commands of a session, each with what is printed after it. */
function stepsOf(session) {
  return session
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const [, command, output] = /^([^\n]*\n)(.*)$/s.exec(step);
      return { command, output };
    });
}

/** What is written, but for `…`. */
function pattern(output) {
  return new RegExp(`^${output.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll("…", ".+")}$`);
}

/** A port that nobody has at this moment. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
