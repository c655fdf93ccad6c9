// Forms and documents as browsers made them. A control that a page calls "submit", "elements" or "method" hides the form's own member of that
// name, and a picture called "querySelectorAll" the document's (HTML sections 4.10.3 and 3.1.6).

/**
 * A member of an element or document: the prototype's, whatever the page's names hide. Methods can be called as they come.
 *
 * @template {Element | Document} Of
 * @template {keyof Of & string} Name
 * @param {Of} object
 * @param {Name} name
 * @returns {Of[Name]}
 */
export function native(object, name) {
  const value = Reflect.get(Object.getPrototypeOf(object), name, object);
  return typeof value === "function" ? value.bind(object) : value;
}

/**
 * All that belongs to a form, in the order of the page: what is in it, and the controls outside of it that name it.
 *
 * @param {HTMLFormElement} form
 * @param {string} attribute which all of them have
 * @returns {HTMLElement[]}
 */
export function partsOf(form, attribute) {
  const inside = Array.from(native(form, "querySelectorAll")(`[${attribute}]`));
  const controls = Array.from(native(form, "elements")).filter((control) => control.hasAttribute(attribute));
  const parts = /** @type {HTMLElement[]} */ ([...new Set([...inside, ...controls])]);
  return parts.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
}

/**
 * The buttons that send a form.
 *
 * @param {HTMLFormElement} form
 * @returns {(HTMLButtonElement | HTMLInputElement)[]}
 */
export function submitButtons(form) {
  const buttons = [];
  for (const control of native(form, "elements")) {
    const button = control instanceof HTMLButtonElement || control instanceof HTMLInputElement;
    if (button && (control.type === "submit" || control.type === "image")) buttons.push(control);
  }
  return buttons;
}

/**
 * An element of the form's document.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {HTMLFormElement} form
 * @param {Tag} tag
 * @param {[string, string][]} [attributes]
 */
export function make(form, tag, attributes = []) {
  const element = native(native(form, "ownerDocument"), "createElement")(tag);
  for (const [name, value] of attributes) element.setAttribute(name, value);
  return element;
}

/**
 * Sets attributes that the merchant has not.
 *
 * @param {HTMLElement} element
 * @param {[string, string][]} attributes
 */
export function setMissing(element, attributes) {
  const [has, set] = [native(element, "hasAttribute"), native(element, "setAttribute")];
  for (const [name, value] of attributes) if (!has(name)) set(name, value);
}
