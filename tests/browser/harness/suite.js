// One suite in every engine: a missing engine is skipped by name, and fails where CI says that all of them must be there.
import { after, before, describe } from "node:test";
import { ENGINES, missing, startEngine } from "./engines.js";

/**
 * Runs `body(session)` as a suite once per engine; `session` is filled in before the first test and holds what `startEngine` gives.
 * With `fresh: false` the suite starts engines itself.
 */
export function inEveryEngine(title, body, { fresh = true } = {}) {
  for (const engine of ENGINES) {
    const absent = missing(engine);
    if (absent && !process.env.CI) {
      describe(`${title}: ${engine.name}`, { skip: `not found: ${absent}` }, () => {});
      continue;
    }
    describe(`${title}: ${engine.name}`, { concurrency: 1 }, () => {
      const session = { engine };
      if (fresh) {
        before(async () => {
          if (absent) throw new Error(`${engine.name} is not complete: ${absent} not found`);
          Object.assign(session, await startEngine(engine));
        });
        after(() => session.quit?.());
      }
      body(session);
    });
  }
}
