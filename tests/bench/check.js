// `check` beside card-validator in the same page, in every engine: microseconds a keystroke. Prints figures, and fails on none.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { ENGINES, missing, startEngine } from "../browser/harness/engines.js";
import { newKey } from "../browser/harness/keys.js";
import { PACKAGE, startServer } from "../browser/harness/server.js";

const ROUNDS = Number(process.env.ROUNDS ?? 15);
const FIXTURES = fileURLToPath(new URL("fixtures/", import.meta.url));
const TYPED = JSON.parse(readFileSync(`${FIXTURES}typed.json`, "utf8"));

const server = await startServer({
  folders: { "/cardseal/": PACKAGE, "/bench/": FIXTURES },
  routes: { "/card-validator.js": await bundle("card-validator", "cardValidator") },
});
for (const engine of ENGINES) {
  const absent = missing(engine);
  if (absent) console.log(`\n${engine.name} is left out, not found: ${absent}`);
  else print(engine, await measure(engine));
}
await server.close();

/** A route that serves an npm package as one script, which makes it a global of this name. */
async function bundle(name, globalName) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.resolve(name))],
    bundle: true,
    minify: true,
    format: "iife",
    globalName,
    write: false,
  });
  return (_, response) => {
    response.setHeader("content-type", "text/javascript");
    response.end(outputFiles[0].text);
  };
}

async function measure(engine) {
  // The probe takes part in every call into WebAssembly, and would be measured too.
  const { driver, quit } = await startEngine(engine, { probe: false });
  try {
    await driver.get(server.url("/bench/check.html"));
    await driver.wait(() => driver.executeScript("return typeof window.bench === 'function'"), 10_000);
    return await driver.executeAsyncScript(
      "const [options, typed, rounds, done] = arguments; window.bench(options, typed, rounds).then(done, (error) => done(String(error)))",
      { keys: newKey().jwk, issuer: "https://gateway.test" },
      TYPED,
      ROUNDS,
    );
  } finally {
    await quit();
  }
}

function print(engine, rows) {
  if (typeof rows === "string") throw new Error(`${engine.name}: ${rows}`);
  console.log(`\n${engine.name}, µs a keystroke, medians of ${ROUNDS} rounds`);
  const line = (what, ...figures) =>
    console.log(`${what.padEnd(30)}${figures.map((figure) => String(figure).padStart(16)).join("")}`);
  line("", "cardseal", "card-validator", "ratio");
  for (const { what, ours, theirs, ratio } of rows)
    line(what, ours.toFixed(2), theirs.toFixed(2), ratio.toFixed(2));
}
