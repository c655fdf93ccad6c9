// The fields of a card: what is in them, and what stands beside each.

import { Field } from "/cardseal/field.js";
import { brandName, sentence } from "/cardseal/messages.js";
import { cvcHint, optionalHint } from "./messages.js";
import { NetworkChoice } from "./network.js";

const NAMES = ["number", "expiry", "cvc", "name"];
const FORMATTED = ["number", "expiry", "cvc"];
const OPTIONAL = new Set(["name"]);

const by = (id) => document.getElementById(id);

/** The fields of the form. Until they are given words and a judge, they take text as it comes. */
export class CardFields {
  #inputs = Object.fromEntries(NAMES.map((name) => [name, by(name)]));
  #fields;
  #network;
  #cardseal;
  #messages;
  /** What a sentence may name: the brand, and the lengths of its security code. */
  #given = {};

  constructor({ onEdit }) {
    const edited = () => {
      this.#assess();
      onEdit();
    };
    this.#fields = Object.fromEntries(NAMES.map((name) => [name, new Field(this.#inputs[name], edited)]));
    this.#network = new NetworkChoice(edited);
    for (const name of NAMES) {
      this.#inputs[name].addEventListener("blur", () => this.#assess(name));
    }
  }

  /** From here on the fields have their labels in a language. */
  speak(messages) {
    this.#messages = messages;
    for (const name of [...NAMES, "network"]) {
      by(`${name}-label`).textContent = messages.labels[name];
    }
    this.#inputs.expiry.placeholder = messages.expiryPattern;
    by("name-hint").textContent = optionalHint(messages);
    this.#showBrand({ brand: null }, { lengths: [3, 4], name: null });
  }

  /** From here on the fields are formatted and judged, what stands in them already as well. */
  judgeWith(cardseal) {
    this.#cardseal = cardseal;
    for (const field of FORMATTED) {
      this.#fields[field].formatWith((edit) => cardseal.format({ field, ...edit }));
    }
    this.#assess();
  }

  /** The card as the fields have it; a field left empty is left out. */
  card() {
    const network = this.#network.chosen;
    const entries = NAMES.filter((name) => !this.#isLeftOut(name)).map((name) => [name, this.#text(name)]);
    return Object.fromEntries([...entries, ["network", network]].filter(([, text]) => text));
  }

  /** What the card will be paid through, where the buyer has the choice. */
  get network() {
    return this.#network.chosen;
  }

  /** Judges every field as finished. Shows each fault, moves to the first, and says whether there was none. */
  settle() {
    const wrong = this.#assess(...NAMES);
    this.#focusFirst(wrong);
    return wrong.length === 0;
  }

  /** Shows the faults that sealing found: `[{ field, code }]`. Gives back whether any belongs to a field here. */
  showIssues(issues) {
    const here = issues.filter(({ field }) => field === "network" || NAMES.includes(field));
    for (const { field, code } of here) {
      this.#complain(field, code);
    }
    this.#focusFirst(here.map((issue) => issue.field));
    return here.length > 0;
  }

  /** Puts text into fields as if it had been typed. */
  fill(card) {
    for (const [name, text] of Object.entries(card)) {
      this.#fields[name].write(text);
    }
    this.#assess();
  }

  /** Empties every field: after sealing nothing of the card is left in the page. */
  clear() {
    for (const name of NAMES) {
      this.#fields[name].forget();
      this.#show(name, "");
    }
    this.#network.forget();
    this.#assess();
  }

  setDisabled(disabled) {
    for (const name of NAMES) {
      this.#inputs[name].disabled = disabled;
    }
  }

  focus() {
    this.#inputs.number.focus();
  }

  #text(name) {
    return this.#fields[name].text.trim();
  }

  /** Judges all fields, the named ones as finished. Gives back the names of the wrong ones among those. */
  #assess(...finished) {
    if (!this.#cardseal) {
      return [];
    }
    const answer = this.#cardseal.check(Object.fromEntries(NAMES.map((name) => [name, this.#text(name)])));
    const { number, cvc } = answer;
    // Before the number is whole, its brands are guesses.
    this.#network.offer(number.status === "valid" ? number.brands : [], this.#messages.labels.network);
    this.#showBrand(number, cvc);
    const faults = NAMES.map((name) => [name, this.#faultOf(name, answer[name], finished.length > 1)]);
    for (const [name, code] of faults) {
      const status = answer[name].status;
      this.#wrapper(name).dataset.status = code || this.#text(name) === "" ? "" : status;
      if (!code) {
        this.#show(name, "");
      } else if (status === "invalid" || finished.includes(name)) {
        this.#complain(name, code);
      } else if (document.activeElement === this.#inputs[name]) {
        // Being mended: the old complaint goes, the next one waits until the field is left.
        this.#show(name, "");
      }
    }
    return faults.filter(([name, code]) => code && finished.includes(name)).map(([name]) => name);
  }

  /** The code of what is wrong with a field, if anything. Leaving a field empty is wrong only when the form is sent. */
  #faultOf(name, { status, code }, sending) {
    if (status === "valid" || this.#isLeftOut(name)) {
      return undefined;
    }
    if (this.#text(name) === "") {
      return sending && !OPTIONAL.has(name) ? "required" : undefined;
    }
    return code;
  }

  /** Whether this card has no such field. */
  #isLeftOut(name) {
    return name === "cvc" && this.#given.lengths?.length === 0;
  }

  #complain(field, code) {
    this.#show(field, sentence(this.#messages, { field, code }, this.#given));
  }

  #show(name, message) {
    const place = by(`${name}-error`);
    if (place.textContent !== message) {
      place.textContent = message;
    }
    if (message === "") {
      this.#inputs[name]?.removeAttribute("aria-invalid");
    } else {
      this.#inputs[name]?.setAttribute("aria-invalid", "true");
    }
  }

  #showBrand({ brand: told }, { lengths, name }) {
    const brand = this.#network.chosen ?? told;
    this.#given = { brand, lengths };
    const mark = by("brand");
    const text = brandName(brand) ?? "";
    if (mark.textContent !== text) {
      mark.textContent = text;
    }
    mark.dataset.brand = brand ?? "";
    const none = this.#isLeftOut("cvc");
    by("cvc-control").hidden = none;
    by("cvc-note").textContent = none
      ? sentence(this.#messages, { field: "cvc", code: "not_on_card" }, this.#given)
      : "";
    by("cvc-hint").textContent = none ? "" : cvcHint(this.#messages, { lengths, name });
    this.#inputs.cvc.placeholder = lengths.includes(3) ? "123" : "1234";
  }

  #wrapper(name) {
    return this.#inputs[name].closest(".field");
  }

  #focusFirst(names) {
    const first = NAMES.find((name) => names.includes(name));
    if (first) {
      this.#inputs[first].focus();
    } else if (names.includes("network")) {
      this.#network.focus();
    }
  }
}
