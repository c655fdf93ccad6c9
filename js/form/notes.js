// The words beside the fields and above the button: in the places that the merchant made for them, or in new ones.

import { make, native, partsOf, setMissing, submitButtons } from "./dom.js";

let forms = 0;

export class Notes {
  /** @type {Map<string, HTMLElement>} */
  #places = new Map();
  #form;
  #prefix;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    forms += 1;
    this.#form = form;
    this.#prefix = `cardseal-${forms}`;
    for (const place of partsOf(form, "data-cardseal-error")) {
      this.#places.set(place.getAttribute("data-cardseal-error") ?? "", place);
    }
    const status = partsOf(form, "data-cardseal").find(
      (part) => part.getAttribute("data-cardseal") === "status",
    );
    if (status) this.#places.set("status", status);
    // Both are there before they say something: what comes with its words is not read out everywhere.
    setMissing(this.#place("form", this.#aboveButton), [["role", "alert"]]);
    setMissing(this.#place("status", this.#aboveButton), [["role", "status"]]);
  }

  /**
   * Names of this form's own, for ids.
   *
   * @param {string} name
   */
  id(name) {
    return `${this.#prefix}-${name}`;
  }

  /**
   * Makes the place for what is wrong with a field, and tells the field of it.
   *
   * @param {string} name
   * @param {HTMLElement} field
   */
  attach(name, field) {
    const place = this.#place(name, (made) => (field.closest("label") ?? field).after(made));
    const ids = (field.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((id) => id !== "");
    if (!ids.includes(place.id)) field.setAttribute("aria-describedby", [...ids, place.id].join(" "));
    // Politely: it waits until the screen reader has read the key.
    setMissing(place, [["aria-live", "polite"]]);
  }

  /**
   * What is wrong with a field, `form` for what is wrong with all of it, or what is going on (`status`).
   *
   * @param {string} name
   * @param {string} text
   * @param {{ quiet?: boolean }} [how] quiet, where the focus or the summary says it
   */
  say(name, text, { quiet = false } = {}) {
    const place = this.#places.get(name);
    if (!place || place.textContent === text) return;
    if (name !== "form" && name !== "status") place.setAttribute("aria-live", quiet ? "off" : "polite");
    place.textContent = text;
  }

  /** @param {import("../messages.js").Messages} messages */
  speak({ lang, dir }) {
    for (const place of this.#places.values()) {
      place.lang = lang;
      place.dir = dir;
    }
  }

  /**
   * @param {string} name
   * @param {(made: HTMLElement) => void} put
   */
  #place(name, put) {
    let place = this.#places.get(name);
    if (!place) {
      const mark = name === "status" ? "data-cardseal" : "data-cardseal-error";
      place = make(this.#form, "div", [[mark, name]]);
      put(place);
      this.#places.set(name, place);
    }
    setMissing(place, [["id", this.id(`${name}-note`)]]);
    return place;
  }

  #aboveButton = (/** @type {HTMLElement} */ made) => {
    const button = submitButtons(this.#form).find((one) => native(this.#form, "contains")(one));
    if (button) (button.closest("label") ?? button).before(made);
    else native(this.#form, "append")(made);
  };
}
