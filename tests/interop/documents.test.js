// The documents: every link leads somewhere, and what they list is what there is.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { ROOT } from "./support/programs.js";

const read = (path) => readFileSync(join(ROOT, path), "utf8");
const inFolder = (folder) => readdirSync(join(ROOT, folder)).map((name) => join(folder, name));
const documents = [
  ...readdirSync(ROOT),
  ...inFolder("docs"),
  ...inFolder("docs/decisions"),
  ...inFolder("crates").map((crate) => join(crate, "README.md")),
].filter((path) => path.endsWith(".md") && existsSync(join(ROOT, path)));

test("every link leads to a file, and to a heading where it names one", (t) => {
  let count = 0;
  for (const document of documents) {
    const prose = read(document).replace(/^```.*?^```$/gms, "");
    for (const [, link] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const [path, heading] = link.split("#");
      const target = path === "" ? document : join(dirname(document), path);
      assert.ok(existsSync(join(ROOT, target)), `${document}: ${link}`);
      if (heading) assert.ok(anchors(target).includes(heading), `${document}: ${link}`);
      count += 1;
    }
  }
  t.diagnostic(`${count} links in ${documents.length} documents`);
});

test("docs/OPERATING.md has every reason of a refusal, and docs/OPENING.md none that is none", () => {
  const reasons = [...read("crates/gateway/src/reason.rs").matchAll(/=> "(\w+)"/g)].map(([, name]) => name);
  assert.ok(reasons.length > 15);
  const section = (path, heading) =>
    read(path)
      .split(/^## /m)
      .find((part) => part.startsWith(heading));
  const written = codes(section("docs/OPERATING.md", "Refusals"), 0);
  assert.deepEqual(written.sort(), reasons.sort());
  const opening = codes(section("docs/OPENING.md", "What has to be checked"), 2);
  assert.ok(opening.length > 10);
  assert.deepEqual(
    opening.filter((name) => !reasons.includes(name)),
    [],
  );
});

/** The names in one column of the table rows of a text. */
const codes = (text, column) =>
  [...text.matchAll(/^\| (.*) \|$/gm)].flatMap(([, row]) => {
    const cell = row.split(" | ")[column] ?? "";
    return [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  });

/** As GitHub makes them out of headings. */
const anchors = (path) =>
  [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- _]/gu, "")
      .replaceAll(" ", "-"),
  );
