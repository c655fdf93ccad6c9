// A merchant without tooling: pages that have the no-code form, under a strict policy, and a server that keeps what is posted to it.
import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { newKey, open } from "./keys.js";
import { json, PACKAGE, startServer } from "./server.js";

const FIXTURE = readFileSync(new URL("../fixtures/form.html", import.meta.url), "utf8");
const STYLES = new URL("../fixtures/form.css", import.meta.url);
const TYPES = { ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
  "form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'";

/**
 * Serves the fixture at `/form.html`, and what `page(changes)` makes of it; or the demo shop's pages, where their folder is given as `www`.
 *
 * - `posts`: `{ url, type, body, fields }` of each request to `/pay`, which leads to `/paid`; `/pay?stay` answers without a page, `/pay?broken` not at all.
 * - `keys.down`: whether the keys are not to be had.
 * - `policy`: what stands in the header. `scripts`: the page's own, by path, or null for one that is missing.
 */
export async function startFormShop({ www } = {}) {
  const { jwk, privateKey } = newKey();
  const posts = [];
  const pages = new Map(www ? [] : [["/form.html", FIXTURE]]);
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
    "/api/orders": json({
      order: { merchant: "m_1", id: "order-1", amount: 3200, currency: "EUR" },
      keys: "/keys",
      issuer: "https://gateway.test",
    }),
    "/form/pay": (request, response) => routes["/pay"](request, response),
  };
  const find = (path) => {
    if (pages.has(path)) return html(pages.get(path));
    const given = path === "/form.css" && !www ? STYLES : www && join(www, path);
    if (given && existsSync(given) && extname(path)) {
      const type = TYPES[extname(path)];
      const body = readFileSync(given);
      if (!type) return html(body);
      return (_, response) => response.writeHead(200, { "content-type": type }).end(body);
    }
    if (!shop.scripts.has(path)) return undefined;
    const script = shop.scripts.get(path);
    return (_, response) => {
      response.writeHead(script === null ? 404 : 200, { "content-type": "text/javascript" });
      response.end(script ?? "");
    };
  };
  const all = new Proxy(routes, { get: (known, path) => known[path] ?? find(path) });
  const folders = { "/cardseal/": PACKAGE, ...(www && { "/www/": www }) };
  const server = await startServer({ folders, routes: all });
  return Object.assign(shop, {
    ...server,
    POLICY,
    /** What was posted last, opened: `{ card, order, secure, … }`. */
    opened() {
      const { cardseal } = Object.fromEntries(posts.at(-1).fields);
      return open(cardseal, privateKey, { audience: "https://gateway.test" });
    },
    /** A page that is the fixture with each `[what, instead]` replaced; `[]` for a fresh copy. Gives its address. */
    page(changes, name = `/page-${pages.size}.html`) {
      let text = FIXTURE;
      for (const [what, instead] of changes) {
        const changed = text.replace(what, () => instead);
        if (changed === text && what !== instead) throw new Error(`the fixture has no ${what}`);
        text = changed;
      }
      pages.set(name, text);
      return server.url(name);
    },
  });
}
