// The sandbox under test: a merchant and a gateway, started from the built program.
import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { start } from "./processes.js";
import { PACKAGE } from "./server.js";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** The built program. */
export const PROGRAM = process.env.CARDSEAL_SANDBOX ?? join(ROOT, "target/debug/cardseal-sandbox");

/**
 * Starts it on free ports. `folder` takes the private key.
 *
 * Gives `shop` and `gateway` (URLs), `shopPort`, `privateKey`, `log()` (all that it wrote) and `stop()`.
 */
export async function startSandbox({ folder, insecure = false }) {
  const keys = join(folder, "test-keys.pem");
  const args = [
    "--www",
    join(ROOT, "www"),
    "--pkg",
    PACKAGE,
    "--merchant",
    "127.0.0.1:0",
    "--gateway",
    "127.0.0.1:0",
  ];
  args.push("--print-test-keys", keys, ...(insecure ? ["--allow-insecure"] : []));
  const sandbox = start(PROGRAM, args);
  const [, shop, gateway] = await sandbox.until("the two addresses", () =>
    /^shop\s+(http:\S+)\ngateway\s+(http:\S+)\n/m.exec(sandbox.stdout()),
  );
  return {
    shop,
    gateway,
    shopPort: Number(new URL(shop).port),
    privateKey: createPrivateKey(readFileSync(keys)),
    log: sandbox.output,
    stop: sandbox.stop,
  };
}
