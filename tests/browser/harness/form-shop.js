// A merchant without tooling: pages that have the no-code form, under a strict policy, and a server that keeps what is posted to it.
import { readFileSync } from "node:fs";
import { newKey, open } from "./keys.js";
import { json, PACKAGE, startServer } from "./server.js";

const FIXTURE = readFileSync(new URL("../fixtures/form.html", import.meta.url), "utf8");
const STYLES = readFileSync(new URL("../fixtures/form.css", import.meta.url), "utf8");
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
  "form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'";

/**
 * Serves the fixture at `/form.html`, and what `page(html, query)` makes of it.
 *
 * - `posts`: `{ url, type, body, fields }` of each request to `/pay`, which leads to `/paid`; `/pay?stay` answers without a page, `/pay?broken` not at all.
 * - `keys.down`: whether the keys are not to be had.
 * - `policy`: what stands in the header. `scripts`: the page's own, by path, or null for one that is missing.
 */
export async function startFormShop() {
  const { jwk, privateKey } = newKey();
  const posts = [];
  const pages = new Map([["/form.html", FIXTURE]]);
  const shop = { posts, keys: { down: false }, policy: POLICY, scripts: new Map() };
  const html = (text) => (_, response) => {
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": shop.policy,
    });
    response.end(text);
  };
  const routes = {
    "/pay": async (request, response) => {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString("latin1");
      const fields = [...new URLSearchParams(body)];
      posts.push({ url: request.url, type: request.headers["content-type"], body, fields });
      if (request.url.endsWith("?broken")) {
        response.destroy();
        return;
      }
      const stays = request.url.endsWith("?stay");
      response.writeHead(stays ? 204 : 303, stays ? {} : { location: "/paid" });
      response.end();
    },
    "/paid": html('<!doctype html><html lang="en"><title>Paid</title><h1>Paid</h1></html>'),
    "/keys": (request, response) => json({ keys: [jwk] }, shop.keys.down ? 503 : 200)(request, response),
    "/form.css": (_, response) => {
      response.writeHead(200, { "content-type": "text/css" });
      response.end(STYLES);
    },
  };
  const find = (path) => {
    if (pages.has(path)) return html(pages.get(path));
    if (!shop.scripts.has(path)) return undefined;
    const script = shop.scripts.get(path);
    return (_, response) => {
      response.writeHead(script === null ? 404 : 200, { "content-type": "text/javascript" });
      response.end(script ?? "");
    };
  };
  const all = new Proxy(routes, { get: (known, path) => known[path] ?? find(path) });
  const server = await startServer({ folders: { "/cardseal/": PACKAGE }, routes: all });
  return Object.assign(shop, {
    ...server,
    POLICY,
    /** What was posted last, opened: `{ card, order, secure, … }`. */
    opened() {
      const { cardseal } = Object.fromEntries(posts.at(-1).fields);
      return open(cardseal, privateKey, { audience: "https://gateway.test" });
    },
    /** A page that is the fixture with each `[what, instead]` replaced. Gives its address. */
    page(changes, name = `/page-${pages.size}.html`) {
      let text = FIXTURE;
      for (const [what, instead] of changes) {
        if (!text.includes(what)) throw new Error(`the fixture has no ${what}`);
        text = text.replace(what, () => instead);
      }
      pages.set(name, text);
      return server.url(name);
    },
  });
}
