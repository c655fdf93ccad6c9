// Runs the programs that open a sealed card: Python, the openssl command, the gateway crate's example.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const INTEROP = join(ROOT, "tests/interop");

/** A folder that is removed when this process ends. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "cardseal-interop-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a Python script of this folder with a request; gives what it prints. */
export function python(script, request) {
  const program = process.env.CARDSEAL_PYTHON ?? join(ROOT, "target/py/bin/python");
  if (!existsSync(program)) {
    throw new Error(`${program} is missing: run \`cargo xtask test interop\``);
  }
  return run(program, [join(INTEROP, script)], JSON.stringify(request));
}

/** Opens with the openssl command; gives the plaintext. */
export function openssl(keyFile, jwe) {
  return run("sh", [join(INTEROP, "openssl-open.sh"), keyFile], jwe);
}

/** Builds the gateway crate's example `open` and gives a function that runs it. */
export function buildGateway() {
  const build = [
    "build",
    "--quiet",
    "--package",
    "cardseal-gateway",
    "--example",
    "open",
    "--message-format=json",
  ];
  const messages = run("cargo", build, "")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const { executable } = messages.find((message) => message.target?.name === "open" && message.executable);
  return (key, audience, request) =>
    JSON.parse(run(executable, [key.file, key.publicJwk.kid, audience], JSON.stringify(request)));
}

function run(program, args, input) {
  const result = spawnSync(program, args, { cwd: ROOT, input, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (result.error) {
    throw result.error;
  }
  if (result.status !== 0) {
    throw new Error(`${program} ended with ${result.status}: ${result.stderr.trim()}`);
  }
  return result.stdout;
}
