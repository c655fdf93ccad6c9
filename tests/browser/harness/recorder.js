// A forward proxy between a browser and the servers under test. It keeps every request whole (method, URL, headers, body), lets
// nothing out of this machine, gives plain-http pages a made-up host name, and adds the probe to HTML.
import { readFileSync } from "node:fs";
import http from "node:http";

const PROBE = readFileSync(new URL("./probe.js", import.meta.url));
const PROBE_TAG = '<script src="/__probe.js"></script>';
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]", "shop.test", "cardseal.test"]);

/**
 * Starts a recorder on a free loopback port. Without `probe` pages are what the server sent.
 *
 * - `requests`: `{ method, url, headers: [[name, value]], body, status, answer }`, bodies as Buffers, in order of arrival.
 * - `outside`: what the browser asked of any other host, refused with 502.
 * - `reports`: what probes sent when their page went away.
 * - `aliases`: `"localhost:80"` to another port, so that a page can have an origin that is known beforehand.
 * - `hold(pattern)`: keeps the next request whose URL matches; `arrived` gives it, `release()` lets it go on.
 */
export async function startRecorder({ probe = true } = {}) {
  const requests = [];
  const outside = [];
  const reports = [];
  const holds = [];
  const aliases = new Map();

  const server = http.createServer(async (request, response) => {
    const body = await readAll(request);
    const url = new URL(request.url, `http://${request.headers.host}`);
    if (url.pathname === "/__probe.js") {
      response.writeHead(200, { "content-type": "text/javascript", "cache-control": "no-store" });
      response.end(PROBE);
      return;
    }
    if (url.pathname === "/__probe") {
      reports.push(JSON.parse(body.toString("utf8")));
      response.writeHead(204);
      response.end();
      return;
    }
    const record = {
      method: request.method,
      url: request.url,
      headers: pairs(request.rawHeaders),
      body,
      status: 0,
      answer: Buffer.alloc(0),
    };
    if (!LOOPBACK.has(url.hostname)) {
      outside.push(record);
      response.writeHead(502);
      response.end();
      return;
    }
    requests.push(record);
    const held = holds.findIndex((hold) => hold.pattern.test(request.url));
    if (held >= 0) {
      const [hold] = holds.splice(held, 1);
      hold.arrive(record);
      await hold.released;
    }
    forward(
      { url, port: aliases.get(`${url.hostname}:${url.port || 80}`) ?? url.port, probe },
      request,
      record,
      response,
    );
  });
  server.on("connect", (request, socket) => {
    socket.on("error", () => {});
    outside.push({
      method: "CONNECT",
      url: request.url,
      headers: pairs(request.rawHeaders),
      body: Buffer.alloc(0),
      status: 502,
    });
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  server.on("clientError", (_, socket) => socket.destroy());
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    port: server.address().port,
    requests,
    outside,
    reports,
    aliases,
    hold(pattern) {
      let arrive;
      let release;
      const arrived = new Promise((resolve) => {
        arrive = resolve;
      });
      const released = new Promise((resolve) => {
        release = resolve;
      });
      holds.push({ pattern, arrive, released });
      return { arrived, release };
    },
    clear() {
      requests.length = 0;
      outside.length = 0;
      reports.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function forward({ url, port, probe }, request, record, response) {
  const headers = { ...request.headers, "accept-encoding": "identity" };
  delete headers["proxy-connection"];
  const onward = http.request(
    {
      host: "127.0.0.1",
      port: port || 80,
      method: request.method,
      path: url.pathname + url.search,
      headers,
    },
    async (answer) => {
      let body = await readAll(answer).catch(() => Buffer.alloc(0));
      record.status = answer.statusCode;
      record.answer = body;
      const answerHeaders = { ...answer.headers };
      if (probe && (answer.headers["content-type"] ?? "").startsWith("text/html") && body.length > 0) {
        body = withProbe(body);
        answerHeaders["content-length"] = String(body.length);
        // A page without the probe must never come out of the cache.
        answerHeaders["cache-control"] = "no-store";
        delete answerHeaders.etag;
      }
      delete answerHeaders["transfer-encoding"];
      response.writeHead(answer.statusCode, answerHeaders);
      response.end(body);
    },
  );
  onward.on("error", () => {
    record.status = 502;
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  onward.end(record.body);
}

/** The HTML with the probe as its very first script. */
function withProbe(html) {
  const text = html.toString("utf8");
  const place = /<head[^>]*>/i.exec(text) ?? /<!doctype[^>]*>/i.exec(text);
  const at = place ? place.index + place[0].length : 0;
  return Buffer.from(text.slice(0, at) + PROBE_TAG + text.slice(at), "utf8");
}

async function readAll(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function pairs(raw) {
  const out = [];
  for (let i = 0; i < raw.length; i += 2) out.push([raw[i], raw[i + 1]]);
  return out;
}
