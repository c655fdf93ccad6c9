// The WebAssembly module: compiled once, run in an instance of its own for every call.

import { CardsealError, fromModule } from "./errors.js";
import * as glue from "./wasm/cardseal.js";

/** @typedef {typeof glue} Glue */
/** @typedef {<T>(call: (module: Glue) => T) => T} Run */

/**
 * What was compiled, by where it came from: an address, or an object that is kept as long as the page keeps it.
 * @typedef {{ get(key: unknown): Compiled | undefined, set(key: unknown, module: Compiled): unknown, delete(key: unknown): unknown }} Known
 * @typedef {Promise<WebAssembly.Module>} Compiled
 */
const byAddress = /** @type {Known} */ (new Map());
const byObject = /** @type {Known} */ (new WeakMap());

let started = false;
let busy = false;

/**
 * Compiles the module, once for each source. The first one that is compiled serves all calls from then on.
 * @param {unknown} source a URL, Response, bytes, a compiled module, or a promise of one
 * @param {(url: URL) => Promise<unknown>} open what reads a URL
 * @returns {Promise<Run>}
 */
export async function loadModule(source, open) {
  const key = source instanceof URL ? source.href : source;
  const known = typeof key === "object" && key !== null ? byObject : byAddress;
  let module = known.get(key);
  if (!module) {
    module = compile(source, open);
    known.set(key, module);
    // A failure is not kept: the next call tries again.
    module.catch(() => known.delete(key));
  }
  const ready = await module;
  return (call) => runOnce(ready, call);
}

/**
 * Runs one call in a fresh instance, and fills the instance's memory with zeros whatever came of it. The call must not wait.
 * @template T
 * @param {WebAssembly.Module} module
 * @param {(module: Glue) => T} call
 * @returns {T}
 */
function runOnce(module, call) {
  // The random source is the page's, and may call back into here: a second instance would take the first one's place half-way.
  if (busy) throw new CardsealError("ERR_INTERNAL");
  busy = true;
  try {
    freshInstance(module);
    const memory = glue.linearMemory();
    try {
      return call(glue);
    } finally {
      // A memory that grew has a new buffer, so it is asked for only now.
      new Uint8Array(memory.buffer).fill(0);
    }
  } catch (thrown) {
    throw thrown instanceof CardsealError ? thrown : fromModule(thrown);
  } finally {
    busy = false;
  }
}

/** @param {WebAssembly.Module} module */
function freshInstance(module) {
  try {
    if (started) glue.__wbg_reset_state();
    else glue.initSync({ module });
    started = true;
  } catch {
    // WebKit lets a page's policy compile a module, and forbids it to make an instance.
    throw new CardsealError("ERR_WASM_BLOCKED");
  }
}

/**
 * @param {unknown} source
 * @param {(url: URL) => Promise<unknown>} open
 */
async function compile(source, open) {
  try {
    let given = await source;
    if (typeof given === "string") given = new URL(given, globalThis.location?.href);
    if (given instanceof URL) given = await open(given);
    if (given instanceof WebAssembly.Module) return given;
    if (typeof Response === "function" && given instanceof Response) return await fromResponse(given);
    return await WebAssembly.compile(/** @type {BufferSource} */ (given));
  } catch {
    throw new CardsealError("ERR_WASM_BLOCKED");
  }
}

/** @param {Response} response */
async function fromResponse(response) {
  if (!response.ok) throw new CardsealError("ERR_WASM_BLOCKED");
  const type = response.headers.get("content-type");
  // Streaming insists on the type; a server that does not know it is common and harmless.
  return type?.startsWith("application/wasm")
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}
