// A small server for pages that test the package by itself: the package under /cardseal/, the fixtures, and key sets of every kind.
import { readFile } from "node:fs/promises";
import http from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const FIXTURES = fileURLToPath(new URL("../fixtures/", import.meta.url));
/** The folder of the package under test: what `cargo xtask build` made, or $CARDSEAL_PACKAGE. */
export const PACKAGE =
  process.env.CARDSEAL_PACKAGE ?? fileURLToPath(new URL("../../../pkg/", import.meta.url));
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/**
 * Serves `folders` (URL prefix to directory) and the fixtures at `/`, on a free loopback port.
 *
 * `routes` maps a path to `(request, response) => …` and wins over files. A page asked for with `?csp=…` gets that policy.
 */
export async function startServer({ folders = {}, routes = {} } = {}) {
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, "http://server");
    const route = routes[url.pathname];
    if (route) {
      route(request, response);
      return;
    }
    const csp = url.searchParams.get("csp");
    if (csp) response.setHeader("content-security-policy", csp);
    const [prefix, folder] = Object.entries({ ...folders, "/": FIXTURES }).find(([start]) =>
      url.pathname.startsWith(start),
    );
    const file = join(folder, normalize(`/${decodeURIComponent(url.pathname.slice(prefix.length))}`));
    const body = await readFile(file).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { "content-type": TYPES[extname(file)] ?? "text/plain" });
    response.end(body ?? "not found");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    port,
    url: (path, host = "localhost") => `http://${host}:${port}${path}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A route that answers with JSON, readable by every origin. */
export function json(value, status = 200) {
  return (_, response) => {
    response.writeHead(status, { "content-type": "application/json", "access-control-allow-origin": "*" });
    response.end(typeof value === "string" ? value : JSON.stringify(value));
  };
}
