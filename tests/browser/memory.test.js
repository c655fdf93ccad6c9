// Ten thousand cards in one page: the memory that they need is given back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newKey } from "./harness/keys.js";
import { openBoundary, succeed } from "./harness/page.js";
import { commandLine, descendants, residentBytes } from "./harness/processes.js";
import { json, PACKAGE, startServer } from "./harness/server.js";
import { inEveryEngine } from "./harness/suite.js";

const CARDS = Number(process.env.CARDS ?? 10_000);
// By then engines have compiled what runs often, and their heaps have the size that they keep.
const WARM_UP = 1000;
const STEPS = 9;
const MB = 1024 * 1024;
const ALLOWED_MB = 10;

inEveryEngine("ten thousand cards", (session) => {
  let server;
  const { jwk } = newKey();
  before(async () => {
    server = await startServer({
      folders: { "/cardseal/": PACKAGE },
      routes: { "/keys": json({ keys: [jwk] }) },
    });
    await openBoundary(session, server.url("/boundary.html"));
    await succeed(session, "load", { options: { keys: jwk, issuer: "https://gateway.test" } });
  });
  after(() => server?.close());

  test("no growth after the first thousand", { timeout: 240_000 }, async (t) => {
    const measure = async () => {
      await session.engine.collect(session.driver);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const { made, asNew } = await session.driver.executeScript("return window.__probe.counts()");
      const [{ length }] = await session.driver.executeScript("return window.__probe.tables()");
      return {
        instances: made,
        calls: asNew,
        objects: length,
        resident: contentProcesses().reduce((sum, pid) => sum + residentBytes(pid), 0) / MB,
      };
    };
    const contentProcesses = () =>
      descendants(session.pid).filter((pid) => session.engine.contentProcess.test(commandLine(pid)));
    assert.ok(contentProcesses().length > 0, "the content process was not found");

    await succeed(session, "many", { count: WARM_UP });
    const points = [await measure()];
    const start = Date.now();
    const step = Math.ceil((CARDS - WARM_UP) / STEPS);
    for (let done = 0; done < CARDS - WARM_UP; done += step) {
      await succeed(session, "many", { count: Math.min(step, CARDS - WARM_UP - done) });
      points.push(await measure());
    }
    const perCard = (Date.now() - start) / (CARDS - WARM_UP);
    const show = (key) => points.map((point) => point[key].toFixed(0)).join(" ");
    t.diagnostic(`${session.engine.name}: ${perCard.toFixed(2)} ms a card`);
    t.diagnostic(`${session.engine.name}: resident memory of the content processes, MB: ${show("resident")}`);
    const [first] = points;
    for (const { instances, objects } of points) {
      assert.deepEqual(
        [instances, objects],
        [1, first.objects],
        "instances, and places in the table of objects",
      );
    }
    assert.equal(
      points.at(-1).calls - first.calls,
      CARDS - WARM_UP,
      "cards that began on a new instance's memory",
    );
    // A collector runs when it likes, so single points swing: the lowest of the second half is set against the lowest of the first. A leak
    // of 2 kB a card would be 10 MB.
    const lowest = (key, from, to) => Math.min(...points.slice(from, to).map((point) => point[key]));
    const growth = lowest("resident", 5, 10) - lowest("resident", 0, 5);
    assert.ok(growth < ALLOWED_MB, `resident memory grew by ${growth.toFixed(1)} MB: ${show("resident")}`);
  });
});
