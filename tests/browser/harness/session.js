// What a test asks of a page and its recorder: the places where a secret could have gone, as named texts.

/** Everything a session has left behind so far outside of WebAssembly memories: `[place, text]` pairs for a text scan. */
export async function traces(session, { logs = [] } = {}) {
  const { recorder, driver } = session;
  const out = [];
  for (const request of [...recorder.requests, ...recorder.outside]) {
    const name = `${request.method} ${request.url.slice(0, 120)}`;
    out.push([`URL of ${name}`, request.url]);
    const headers = request.headers.filter(([key]) => !/^(content-length|host|date)$/i.test(key));
    out.push([`headers of ${name}`, headers.map((pair) => pair.join(": ")).join("\n")]);
    out.push([`body of ${name}`, request.body.toString("latin1")]);
    if (request.answer)
      out.push([`answer to ${name}`, isText(request) ? request.answer.toString("latin1") : ""]);
  }
  for (const report of recorder.reports) {
    out.push([`title of ${report.url}`, report.title ?? ""]);
    for (const [kind, text] of report.log ?? []) out.push([`${kind} of ${report.url}`, text]);
  }
  const kept = await driver.executeAsyncScript(pageTraces);
  const failed = kept.find(([place]) => place === "scan failed");
  if (failed) throw new Error(`the page's own places could not be read: ${failed[1]}`);
  out.push(...kept);
  for (const { name, value } of await driver.manage().getCookies())
    out.push([`cookie ${name}`, `${name}=${value}`]);
  // Line numbers of scripts are no card data.
  const output = session.output().replace(/line \d+|js:\d+(:\d+)?/g, "");
  out.push(["output of the browser and its driver", output]);
  if (session.engine.name === "Chromium") {
    for (const entry of await driver.manage().logs().get("browser")) out.push(["browser log", entry.message]);
  }
  for (const [name, text] of logs) out.push([name, text]);
  return out;
}

/** What `scan` (of `textScan`) finds in the traces, as readable lines. */
export function findLeaks(found, scan) {
  return found.flatMap(([place, text]) => scan(text).map((what) => `${what} in ${place}`));
}

// Answers of the servers are searched as well, other than the package's own files.
function isText({ url, status }) {
  return status !== 304 && !/\.(js|css|svg|wasm|d\.ts)(\?|$)/.test(url);
}

// Runs in the page.
const pageTraces = `
  const done = arguments[arguments.length - 1];
  const out = [["URL", location.href], ["title", document.title], ["history state", JSON.stringify(history.state) ?? ""],
    ["window.name", window.name], ["document.cookie", document.cookie], ["referrer", document.referrer]];
  for (const [kind, text] of window.__probe?.log ?? []) out.push([kind, text]);
  for (const name of ["localStorage", "sessionStorage"]) {
    const store = window[name];
    for (let i = 0; i < store.length; i += 1) out.push([name, store.key(i) + "=" + store.getItem(store.key(i))]);
  }
  for (const entry of performance.getEntries()) out.push(["performance entry", entry.name]);
  const wait = (request) => new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => resolve(undefined);
  });
  (async () => {
    for (const { name } of await indexedDB.databases()) {
      const base = await wait(indexedDB.open(name));
      for (const store of base?.objectStoreNames ?? []) {
        const values = base.transaction(store).objectStore(store);
        out.push(["indexedDB", JSON.stringify([name, store, await wait(values.getAllKeys()), await wait(values.getAll())])]);
      }
      base?.close();
    }
    for (const name of window.caches ? await caches.keys() : []) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        out.push(["cache", request.url + " " + (await (await cache.match(request)).text())]);
      }
    }
  })().then(() => done(out), (error) => done([...out, ["scan failed", String(error)]]));
`;
