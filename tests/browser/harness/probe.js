// Runs before every script of a page under test, put there by the recorder. It notes what a page says and keeps, and sees the memory
// of every WebAssembly instance. The product does not know of it.
(() => {
  const log = [];
  const note = (kind, ...parts) => log.push([kind, parts.map(text).join(" ")]);
  let memories = [];
  let collector;
  let watched = [];
  const seen = new Set();
  let made = 0;
  let wiped = 0;
  let collected = 0;
  let randomCalls = 0;

  const probe = {
    log,
    /** How many instances were made, how many of them were found filled with zeros and let go, how many the collector took. */
    counts: () => ({ made, wiped, collected, randomCalls }),
    /** From now on new memories are only counted, so that the collector may take them. */
    holdNothing() {
      memories = [];
      collector ??= new FinalizationRegistry(() => {
        collected += 1;
      });
    },
    /** Length and count of bytes other than zero of every memory that was not found filled with zeros. */
    memories() {
      letGo();
      return memories.map((memory) => {
        const bytes = new Uint8Array(memory.buffer);
        let used = 0;
        for (const byte of bytes) if (byte !== 0) used += 1;
        return { bytes: bytes.length, used };
      });
    },
    /** Where any of `patterns` (strings of hexadecimal bytes) stands in any memory: `{ memory, pattern, at }`. */
    scan: (patterns) => scan(patterns.map(latin1)),
    /** Looks for these patterns whenever the page asks for random bytes; `seen()` gives the places in the list of those found. */
    watch(patterns) {
      watched = patterns.map(latin1);
      seen.clear();
    },
    seen: () => [...seen],
  };
  Object.defineProperty(window, "__probe", { value: probe });

  // Chromium has room for 125 memories in a process: those that hold nothing any more are let go.
  const letGo = () => {
    const before = memories.length;
    memories = memories.filter((memory) => new BigUint64Array(memory.buffer).some((word) => word !== 0n));
    wiped += before - memories.length;
  };

  // WebAssembly: every way to an instance.
  const adopt = (instance) => {
    made += 1;
    for (const value of Object.values(instance.exports)) {
      if (!(value instanceof WebAssembly.Memory)) continue;
      if (collector) collector.register(value);
      else {
        letGo();
        memories.push(value);
      }
    }
    return instance;
  };
  const { Instance, instantiate, instantiateStreaming } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, {
    construct: (target, args, newTarget) =>
      adopt(Reflect.construct(target, args, newTarget === WebAssembly.Instance ? target : newTarget)),
  });
  WebAssembly.instantiate = async (...args) => {
    const result = await instantiate.apply(WebAssembly, args);
    adopt(result instanceof Instance ? result : result.instance);
    return result;
  };
  if (instantiateStreaming) {
    WebAssembly.instantiateStreaming = async (...args) => {
      const result = await instantiateStreaming.apply(WebAssembly, args);
      adopt(result.instance);
      return result;
    };
  }

  const scan = (needles) => {
    const hits = [];
    memories.forEach((memory, index) => {
      const haystack = binaryText(new Uint8Array(memory.buffer));
      needles.forEach((needle, pattern) => {
        const at = haystack.indexOf(needle);
        if (at >= 0) hits.push({ memory: index, pattern, at });
      });
    });
    return hits;
  };
  // One char a byte. TextDecoder("latin1") means windows-1252, which moves 0x80 to 0x9F.
  const binaryText = (bytes) => {
    let out = "";
    for (let i = 0; i < bytes.length; i += 32768)
      out += String.fromCharCode.apply(null, bytes.subarray(i, i + 32768));
    return out;
  };
  const latin1 = (hex) => hex.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));

  // What the page draws random bytes for, and what stands in memory at that moment.
  const { getRandomValues } = Crypto.prototype;
  Crypto.prototype.getRandomValues = function (array) {
    randomCalls += 1;
    if (watched.length > 0) for (const { pattern } of scan(watched)) seen.add(pattern);
    return getRandomValues.call(this, array);
  };

  // What the page says.
  for (const name of [
    "log",
    "info",
    "warn",
    "error",
    "debug",
    "trace",
    "dir",
    "table",
    "assert",
    "group",
    "count",
    "time",
  ]) {
    const original = console[name];
    console[name] = function (...args) {
      note(`console.${name}`, ...args);
      return original.apply(this, args);
    };
  }
  addEventListener("error", (event) => note("error", event.message, event.error?.stack), true);
  addEventListener("unhandledrejection", (event) => note("rejection", event.reason, event.reason?.stack));
  document.addEventListener("securitypolicyviolation", (event) =>
    note("csp", event.violatedDirective, event.blockedURI, event.sample),
  );

  // What the page keeps, also for a moment only.
  const around = (owner, name, kind) => {
    const original = owner?.prototype?.[name];
    if (!original) return;
    owner.prototype[name] = function (...args) {
      note(kind, ...args);
      return original.apply(this, args);
    };
  };
  around(window.Storage, "setItem", "storage");
  around(window.IDBObjectStore, "put", "indexeddb");
  around(window.IDBObjectStore, "add", "indexeddb");
  around(window.Cache, "put", "cache");
  around(window.History, "pushState", "history");
  around(window.History, "replaceState", "history");
  around(window.BroadcastChannel, "postMessage", "message");
  around(window.MessagePort, "postMessage", "message");
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(Document.prototype, "cookie", {
    ...cookie,
    set(value) {
      note("cookie", value);
      cookie.set.call(this, value);
    },
  });
  // Calls of the timing kind are no way out of the page, but names in it are read by monitoring scripts.
  around(window.Performance, "mark", "performance");
  around(window.Performance, "measure", "performance");

  addEventListener("pagehide", () => {
    const body = JSON.stringify({
      url: location.href,
      title: document.title,
      log,
      memories: probe.memories(),
    });
    navigator.sendBeacon("/__probe", body);
  });

  function text(value) {
    if (typeof value === "string") return value;
    try {
      return `${String(value)} ${JSON.stringify(value)}`;
    } catch {
      return Object.prototype.toString.call(value);
    }
  }
})();
