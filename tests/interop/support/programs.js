// Runs the programs that open a sealed card: Python, the gateway crate's example, the command.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const INTEROP = join(ROOT, "tests/interop");

/** A folder that is removed when this process ends. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "cardseal-interop-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The Python that has what requirements.txt names. */
export function pythonProgram() {
  const program = process.env.CARDSEAL_PYTHON ?? join(ROOT, "target/py/bin/python");
  if (!existsSync(program)) {
    throw new Error(`${program} is missing: run \`cargo xtask test interop\``);
  }
  return program;
}

/** Runs a Python script of this folder with a request; gives what it prints. */
export function python(script, request) {
  return run(pythonProgram(), [join(INTEROP, script)], JSON.stringify(request));
}

/** Builds the gateway crate's example `open` and gives a function that runs it. */
export function buildGateway() {
  const executable = build("open", ["--package", "cardseal-gateway", "--example", "open"]);
  return (key, audience, request) =>
    JSON.parse(run(executable, [key.file, key.publicJwk.kid, audience], JSON.stringify(request)));
}

/** Builds the command and gives its path. */
export function buildCommand() {
  return build("cardseal", ["--package", "cardseal-command"]);
}

/** Whether PATH leads to a program of this name. */
export function isInPath(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function build(name, what) {
  const messages = run("cargo", ["build", "--quiet", ...what, "--message-format=json"], "")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return messages.find((message) => message.target?.name === name && message.executable).executable;
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
