// The package packed by npm and installed in an empty project, as a stranger would.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PACKAGE } from "../browser/harness/server.js";

/** Gives `project` (its path has spaces), `packed` (what `npm pack` says of the tarball) and `remove()`. The network is not used. */
export function installPackage() {
  const base = mkdtempSync(join(tmpdir(), "cardseal package "));
  const project = join(base, "an empty project");
  const npm = (args, cwd) =>
    execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  mkdirSync(project);
  const [packed] = JSON.parse(npm(["pack", "--json", "--pack-destination", base], PACKAGE));
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ name: "shop", private: true, type: "module" }),
  );
  npm(["install", "--offline", "--no-audit", "--no-fund", join(base, packed.filename)], project);
  return { project, packed, remove: () => rmSync(base, { recursive: true, force: true }) };
}
