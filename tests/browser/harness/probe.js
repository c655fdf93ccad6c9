// Runs before every script of a page under test, put there by the recorder. It notes what a page says and keeps, and sees the memory
// of every WebAssembly instance, and every call into one. The product does not know of it.
(() => {
  const log = [];
  const note = (kind, ...parts) => log.push([kind, parts.map(text).join(" ")]);
  // What is known of each instance: `memory`, `tables`, whether anything was ever passed in, and `images`: what was in the memory after
  // each call until then.
  let instances = [];
  let watched = [];
  const seen = new Set();
  let made = 0;
  let wiped = 0;
  let asNew = 0;
  let randomCalls = 0;

  const probe = {
    log,
    /**
     * How many instances were made, how many of them another has replaced and were found filled with zeros; and how often something
     * was passed into an instance whose memory was, byte for byte, as a new one's.
     */
    counts: () => ({ made, wiped, asNew, randomCalls }),
    /** Length and count of bytes other than zero of every memory that is held. */
    held: () =>
      instances.map(({ memory }) => {
        const bytes = new Uint8Array(memory.buffer);
        let used = 0;
        for (const byte of bytes) if (byte !== 0) used += 1;
        return { bytes: bytes.length, used };
      }),
    /** Those of them that are not filled with zeros. */
    memories: () => probe.held().filter(({ used }) => used > 0),
    /** Length of every table of objects, and what stands in it of texts, numbers and lists, as JSON. */
    tables: () =>
      instances.flatMap(({ tables }) =>
        tables.map((table) => {
          const objects = Array.from({ length: table.length }, (_, at) => table.get(at));
          const kept = objects.filter(
            (object) => /string|number/.test(typeof object) || Array.isArray(object),
          );
          return { length: table.length, kept: kept.map((object) => JSON.stringify(object)) };
        }),
      ),
    /** Where any of `patterns` (strings of hexadecimal bytes) stands in any memory: `{ memory, pattern, at }`. */
    scan: (patterns) => scan(patterns.map(latin1)),
    /** Looks for these patterns whenever the page asks for random bytes, and whenever a call into an instance ends, one from within another too; `seen()` gives the places in the list of those found. */
    watch(patterns) {
      watched = patterns.map(latin1);
      seen.clear();
    },
    seen: () => [...seen],
  };
  Object.defineProperty(window, "__probe", { value: probe });

  // Chromium has room for 125 memories in a process. So what another instance has replaced is let go of, once it holds nothing any more;
  // a call into it would bring it back.
  const letGo = () => {
    const before = instances.length;
    instances = instances.filter(({ memory }) => words(memory).some((word) => word !== 0));
    wiped += before - instances.length;
  };
  const words = (memory) => new Uint32Array(memory.buffer);
  const hold = (known) => {
    if (!instances.includes(known)) instances.push(known);
  };

  // WebAssembly: every way to an instance, and every call into one.
  const adopt = (instance) => {
    made += 1;
    const exported = Object.entries(instance.exports);
    const ofKind = (kind) => exported.map(([, value]) => value).filter((value) => value instanceof kind);
    const [memory] = ofKind(WebAssembly.Memory);
    if (!memory) return instance;
    letGo();
    // A table of functions holds no object.
    const tables = ofKind(WebAssembly.Table).filter(
      (table) => table.length > 0 && typeof table.get(table.length - 1) !== "function",
    );
    const known = { memory, tables, used: false, images: [] };
    hold(known);
    let depth = 0;
    const observed = exported.map(([name, value]) => {
      if (typeof value !== "function") return [name, value];
      const call = (...args) => {
        if (depth === 0) {
          hold(known);
          known.used ||= args.length > 0;
          if (args.length > 0 && known.images.some((image) => isSame(words(memory), image))) asNew += 1;
        }
        depth += 1;
        try {
          return value(...args);
        } finally {
          depth -= 1;
          look();
          if (depth === 0 && !known.used) known.images.push({ content: words(memory).slice(), differed: 0 });
        }
      };
      return [name, call];
    });
    // The exports themselves cannot be changed.
    const exports = Object.freeze(Object.assign(Object.create(null), Object.fromEntries(observed)));
    return Object.create(WebAssembly.Instance.prototype, { exports: { __proto__: null, value: exports } });
  };
  const isSame = (now, image) => {
    const { content, differed } = image;
    // Most differ where the one before them did: the allocator moves on.
    if (now.length !== content.length || now[differed] !== content[differed]) return false;
    const at = now.findIndex((word, place) => word !== content[place]);
    if (at >= 0) image.differed = at;
    return at < 0;
  };
  const { Instance, instantiate, instantiateStreaming } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, {
    construct: (target, args, newTarget) =>
      adopt(Reflect.construct(target, args, newTarget === WebAssembly.Instance ? target : newTarget)),
  });
  WebAssembly.instantiate = async (...args) => {
    const result = await instantiate.apply(WebAssembly, args);
    if (result instanceof Instance) return adopt(result);
    return { module: result.module, instance: adopt(result.instance) };
  };
  if (instantiateStreaming) {
    WebAssembly.instantiateStreaming = async (...args) => {
      const { module, instance } = await instantiateStreaming.apply(WebAssembly, args);
      return { module, instance: adopt(instance) };
    };
  }

  const look = () => {
    if (watched.length > 0) for (const { pattern } of scan(watched)) seen.add(pattern);
  };
  const scan = (needles) => {
    const hits = [];
    instances.forEach(({ memory }, index) => {
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
    look();
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
