// What pages are told, on the form. Nothing in it is a digit, but for the last four of a sealed card.

import { bare } from "../own.js";
import { native } from "./dom.js";

export class Events {
  #form;
  #told = "";

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
  }

  /**
   * @template {keyof import("../form.js").FormEvents} Type
   * @param {Type} type
   * @param {import("../form.js").FormEvents[Type]["detail"]} detail
   * @returns whether nobody prevented what comes next
   */
  tell(type, detail) {
    const init = {
      bubbles: true,
      cancelable: type === "cardseal:sealed",
      detail: Object.freeze(bare(detail)),
    };
    return native(this.#form, "dispatchEvent")(new CustomEvent(type, bare(init)));
  }

  /**
   * How the fields are, where that is not what was told last.
   *
   * @param {import("../index.js").Checked} checked
   * @param {boolean} complete
   * @param {string | null} brand
   */
  tellChange(checked, complete, brand) {
    const fields = Object.entries(checked).map(([name, { status, code }]) => [
      name,
      Object.freeze(bare(code ? { status, code } : { status })),
    ]);
    const detail = bare({ complete, brand, fields: Object.freeze(bare(Object.fromEntries(fields))) });
    const told = JSON.stringify(detail);
    if (told === this.#told) return;
    this.#told = told;
    this.tell("cardseal:change", detail);
  }
}
