// The WebAssembly module: compiled once, and kept as one instance, whose memory is a new one's at every call and nothing but zeros between calls.

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

/**
 * An instance's memory, and what was in it before the first call: all of it from the first to the last byte that is not zero.
 * @typedef {{ memory: WebAssembly.Memory, size: number, start: number, image: Uint8Array }} Instance
 */

/** @type {Instance | undefined} */
let kept;
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
 * Runs one call on the memory of a new instance, and fills that memory with zeros whatever came of it. The call must not wait, nor
 * give back a view of the memory.
 * @template T
 * @param {WebAssembly.Module} module
 * @param {(module: Glue) => T} call
 * @returns {T}
 */
function runOnce(module, call) {
  // The random source is the page's, and may call back into here: the inner call would have the outer one's memory.
  if (busy) throw new CardsealError("ERR_INTERNAL");
  busy = true;
  try {
    const instance = kept ?? newInstance(module);
    const { memory, size, start, image } = instance;
    kept = undefined;
    let asItWas = false;
    try {
      new Uint8Array(memory.buffer).set(image, start);
      const result = call(glue);
      asItWas = memory.buffer.byteLength === size;
      return result;
    } finally {
      // A memory that grew has a new buffer, so it is asked for only now.
      new Uint8Array(memory.buffer).fill(0);
      // A trap leaves the stack pointer where it was, and objects in the table: neither is in the memory. Another instance takes the place
      // at once, because the glue holds on to the last one.
      kept = asItWas ? instance : newInstance(module);
    }
  } catch (thrown) {
    throw thrown instanceof CardsealError ? thrown : fromModule(thrown);
  } finally {
    busy = false;
  }
}

/**
 * @param {WebAssembly.Module} module
 * @returns {Instance}
 */
function newInstance(module) {
  try {
    if (started) glue.__wbg_reset_state();
    else glue.initSync({ module });
    started = true;
  } catch {
    // WebKit lets a page's policy compile a module, and forbids it to make an instance.
    throw new CardsealError("ERR_WASM_BLOCKED");
  }
  // This call makes the table of objects that lies outside of the memory, so that no later call makes it again.
  const memory = glue.linearMemory();
  const bytes = new Uint8Array(memory.buffer);
  let start = 0;
  let end = bytes.length;
  while (start < end && bytes[start] === 0) start += 1;
  while (end > start && bytes[end - 1] === 0) end -= 1;
  const image = bytes.slice(start, end);
  bytes.fill(0);
  return { memory, size: bytes.length, start, image };
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
