// Untrusted objects are read through own data properties only, by exact key: what a page did to a prototype
// gives no value, a getter is not run, and a Proxy that throws counts as no text.

/** More than any valid text has: a longer one is cut here, and refused by the module as too long. */
const MAX_TEXT = 2048;

/** What stands in the place of a value that is not of the type asked for. */
export const WRONG_TYPE = Symbol("wrong type");

/**
 * The value of an own data property; `undefined` where there is none, WRONG_TYPE where it cannot be read without running code.
 * @param {unknown} object
 * @param {string} key
 * @returns {unknown}
 */
export function own(object, key) {
  if ((typeof object !== "object" && typeof object !== "function") || object === null) return undefined;
  try {
    const property = Object.getOwnPropertyDescriptor(object, key);
    if (property === undefined) return undefined;
    // The descriptor inherits from Object.prototype, which a page may have given a `value`.
    return Object.hasOwn(property, "value") ? property.value : WRONG_TYPE;
  } catch {
    return WRONG_TYPE;
  }
}

/**
 * An own property that is text; `undefined` where it is missing or undefined.
 * @param {unknown} object
 * @param {string} key
 * @returns {string | undefined | typeof WRONG_TYPE}
 */
export function ownText(object, key) {
  const value = own(object, key);
  if (value === undefined) return undefined;
  return typeof value === "string" ? value.slice(0, MAX_TEXT) : WRONG_TYPE;
}

/**
 * The members without a prototype: whoever looks for one finds none that a page put on Object.prototype.
 *
 * @template {RequestInit | object} T
 * @param {T} members
 * @returns {T}
 */
export function bare(members) {
  return Object.assign(Object.create(null), members);
}
