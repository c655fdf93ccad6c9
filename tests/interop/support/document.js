// The code blocks of a page of docs/: the tests run what a reader copies.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./programs.js";

/** The blocks of a page in their order, each `{ language, code }`. */
export function blocksOf(page) {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language, code]) => ({ language, code }));
}

/** The program whose first lines name this file. */
export function programOf(page, file) {
  const named = blocksOf(page).filter(({ code }) =>
    code.split("\n", 2).some((line) => /^(#|\/\/) /.test(line) && line.split(" ")[1] === file),
  );
  if (named.length !== 1) throw new Error(`${page} has ${named.length} programs ${file}`);
  return named[0].code;
}
