// The fields of a form: what is in them, and what is wrong with it.

import { Field } from "../field.js";
import { brandName, sentence } from "../messages.js";
import { partsOf } from "./dom.js";
import { labelInput, prepareInput } from "./input.js";
import { NetworkChoice } from "./network.js";
import { afterPress } from "./press.js";

/**
 * @typedef {import("./setup.js").FieldName} FieldName
 * @typedef {import("../index.js").Cardseal} Cardseal
 * @typedef {import("../index.js").Checked} Checked
 * @typedef {import("../index.js").FieldStatus} FieldStatus
 * @typedef {import("../messages.js").Messages} Messages
 * @typedef {FieldName | "network"} Asked
 */

/** The fields that the package formats. */
const FORMATTED = /** @type {const} */ (["number", "expiry", "cvc"]);
export class CardFields {
  #inputs;
  #notes;
  #network;
  #onAssess;
  /** @type {Map<FieldName, Field>} */
  #fields = new Map();
  /** @type {Set<FieldName>} */
  #required = new Set();
  /** @type {HTMLElement[]} */
  #marks;
  /** Whether the buyer took the form for filled in. */
  #sent = false;
  /** @type {Cardseal | undefined} */
  #cardseal;
  /** @type {Messages | undefined} */
  #messages;
  /** What a sentence may name. @type {import("../messages.js").Given} */
  #given = {};

  /**
   * @param {HTMLFormElement} form
   * @param {Map<FieldName, HTMLInputElement>} inputs
   * @param {import("./notes.js").Notes} notes
   * @param {{ onEdit: () => void, onAssess: (checked: Checked, complete: boolean, brand: string | null) => void }} on
   */
  constructor(form, inputs, notes, { onEdit, onAssess }) {
    this.#inputs = inputs;
    this.#notes = notes;
    this.#onAssess = onAssess;
    this.#marks = partsOf(form, "data-cardseal").filter(
      (part) => part.getAttribute("data-cardseal") === "brand",
    );
    const edited = () => {
      onEdit();
      this.#assess();
    };
    // Before the places of the fields, so that what is wrong with the number stands between it and the choice.
    const number = /** @type {HTMLInputElement} */ (inputs.get("number"));
    this.#network = new NetworkChoice(form, number, notes.id("network"), edited);
    notes.attach("network", this.#network.place);
    for (const [name, input] of inputs) {
      if (FORMATTED.some((field) => field === name) || input.required) this.#required.add(name);
      prepareInput(name, input, this.#required.has(name));
      notes.attach(name, input);
      this.#fields.set(name, new Field(input, edited));
      input.addEventListener("blur", () => afterPress(() => this.#assess([name])));
    }
  }

  /** @param {Messages} messages */
  speak(messages) {
    this.#messages = messages;
    for (const [name, input] of this.#inputs) labelInput(input, messages.labels[name]);
  }

  /**
   * From here on the fields are formatted and judged, what stands in them already as well.
   *
   * @param {Cardseal} cardseal
   */
  judgeWith(cardseal) {
    this.#cardseal = cardseal;
    for (const field of FORMATTED) {
      this.#fields.get(field)?.formatWith((edit) => cardseal.format({ field, ...edit }));
    }
    this.#assess();
  }

  /** Whether nothing stands in any field. */
  get empty() {
    return [...this.#fields.values()].every((field) => field.text === "");
  }

  /** The card as the fields have it; what is left empty is left out. */
  card() {
    const network = this.#network.chosen;
    const texts = [...this.#fields].map(([name, field]) => [name, field.text.trim()]);
    const given = [...texts, ["network", network]].filter(([, text]) => text);
    return /** @type {import("../index.js").Card} */ (Object.fromEntries(given));
  }

  /**
   * Judges every field as finished, shows each fault, and moves to the first.
   *
   * @returns the names of the wrong ones
   */
  settle() {
    const wrong = this.#assess([...this.#inputs.keys()], true);
    this.#focusFirst(wrong);
    return wrong;
  }

  /**
   * Shows the faults that sealing found.
   *
   * @param {readonly import("../index.js").Issue[]} issues
   * @returns the names of those that belong to a field here
   */
  showIssues(issues) {
    /** @type {Asked[]} */
    const here = [];
    for (const { field, code } of issues) {
      const name = /** @type {Asked} */ (field);
      if (
        !this.#inputs.has(/** @type {FieldName} */ (name)) &&
        !(name === "network" && this.#network.offered)
      )
        continue;
      here.push(name);
      this.#complain(name, code, true);
    }
    this.#focusFirst(here);
    return here;
  }

  /** Empties every field and forgets what stood in it. */
  clear() {
    this.#sent = false;
    for (const [name, field] of this.#fields) {
      field.forget();
      this.#show(name, "", true);
    }
    this.#network.forget();
    this.#show("network", "", true);
    this.#assess();
  }

  /**
   * Judges all fields, the named ones as finished.
   *
   * @param {FieldName[]} [finished]
   * @param {boolean} [sending] a field that is left empty is wrong from now on
   * @returns the names of the wrong ones among those
   */
  #assess(finished = [], sending = false) {
    if (!this.#cardseal || !this.#messages) return [];
    this.#sent ||= sending;
    const texts = [...this.#fields].map(([name, field]) => [name, field.text.trim()]);
    const checked = this.#cardseal.check(Object.fromEntries(texts));
    const { number, cvc } = checked;
    // Before the number is whole, its brands are guesses.
    this.#network.offer(
      number?.status === "valid" ? (number.brands ?? []) : [],
      this.#messages.labels.network,
    );
    this.#given = { brand: this.#network.chosen ?? number?.brand, lengths: cvc?.lengths };
    this.#showBrand();
    /** @type {FieldName[]} */
    const wrong = [];
    let complete = true;
    for (const name of this.#inputs.keys()) {
      const status = /** @type {FieldStatus} */ (checked[name]);
      const due = this.#faultOf(name, status);
      if (due) complete = false;
      const code = !this.#sent && this.#fields.get(name)?.text.trim() === "" ? undefined : due;
      this.#tell(name, code, status, finished.includes(name), sending);
      if (code && finished.includes(name)) wrong.push(name);
    }
    this.#onAssess(checked, complete, this.#given.brand ?? null);
    return wrong;
  }

  /**
   * @param {FieldName} name
   * @param {FieldStatus} status
   * @returns {import("../index.js").IssueCode | undefined} what would keep the card from being sealed
   */
  #faultOf(name, { status, code }) {
    const needless = !this.#required.has(name) || (name === "cvc" && this.#given.lengths?.length === 0);
    if (status === "valid") return undefined;
    if (this.#fields.get(name)?.text.trim() === "") return needless ? undefined : "required";
    return code;
  }

  /**
   * @param {FieldName} name
   * @param {import("../index.js").IssueCode | undefined} code
   * @param {FieldStatus} status
   * @param {boolean} finished
   * @param {boolean} quiet
   */
  #tell(name, code, { status }, finished, quiet) {
    const input = /** @type {HTMLInputElement} */ (this.#inputs.get(name));
    if (!code) this.#show(name, "", quiet);
    else if (status === "invalid" || finished) this.#complain(name, code, quiet);
    // Being mended: the old complaint goes, the next one waits until the field is left.
    else if (input.matches(":focus")) this.#show(name, "", quiet);
  }

  /**
   * @param {Asked} name
   * @param {import("../index.js").IssueCode} code
   * @param {boolean} quiet
   */
  #complain(name, code, quiet) {
    if (this.#messages) this.#show(name, sentence(this.#messages, { field: name, code }, this.#given), quiet);
  }

  /**
   * @param {Asked} name
   * @param {string} message
   * @param {boolean} quiet
   */
  #show(name, message, quiet) {
    this.#notes.say(name, message, { quiet });
    const input = this.#inputs.get(/** @type {FieldName} */ (name));
    if (message === "") input?.removeAttribute("aria-invalid");
    else input?.setAttribute("aria-invalid", "true");
  }

  #showBrand() {
    const { brand } = this.#given;
    const text = brandName(brand) ?? "";
    for (const mark of this.#marks) {
      if (mark.textContent !== text) mark.textContent = text;
      mark.dataset.brand = brand ?? "";
    }
  }

  /** @param {Asked[]} names */
  #focusFirst(names) {
    const first = [...this.#inputs].find(([name]) => names.includes(name));
    if (first) first[1].focus();
    else if (names.includes("network")) this.#network.focus();
  }
}
