// The choice between the networks of a co-badged card: the buyer's by right (Regulation (EU) 2015/751, article 8(6)).

import { brandName } from "../messages.js";
import { make, native, partsOf, submitButtons } from "./dom.js";

/** Fills its place where there is something to choose. The first network is the card's own choice until the buyer makes another. */
export class NetworkChoice {
  #form;
  #group;
  #place;
  /** @type {readonly string[]} */
  #offered = [];
  /** @type {string | undefined} */
  #wish;

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} number the input that the choice belongs to
   * @param {string} group what the radio buttons share
   * @param {() => void} onChoose
   */
  constructor(form, number, group, onChoose) {
    this.#form = form;
    this.#group = group;
    const given = partsOf(form, "data-cardseal").find(
      (part) => part.getAttribute("data-cardseal") === "network",
    );
    this.#place = given ?? make(form, "div", [["data-cardseal", "network"]]);
    if (!given) (number.closest("label") ?? number).after(this.#place);
    // There before it is filled, so that the choice is read out when it comes.
    this.#place.setAttribute("aria-live", "polite");
    this.#place.addEventListener("change", ({ target }) => {
      this.#wish = /** @type {HTMLInputElement} */ (target).value;
      onChoose();
    });
    // The radio buttons belong to no form, so that they are not posted. What Enter does in a form, it does here.
    this.#place.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      native(form, "requestSubmit")(submitButtons(form)[0]);
    });
  }

  get place() {
    return this.#place;
  }

  get offered() {
    return this.#offered.length > 0;
  }

  /** What the card is to be paid through, or undefined where there is no choice. */
  get chosen() {
    return this.#checked?.value;
  }

  /**
   * Offers these brands, none where they are fewer than two. What the buyer chose stays chosen for as long as it is offered.
   *
   * @param {readonly string[]} brands
   * @param {string} label
   */
  offer(brands, label) {
    const offered = brands.length > 1 ? brands : [];
    if (offered.join() === this.#offered.join()) return;
    this.#offered = offered;
    const first = offered.find((brand) => brand === this.#wish) ?? offered[0];
    if (offered.length === 0) {
      this.#place.replaceChildren();
      return;
    }
    const legend = make(this.#form, "legend");
    legend.textContent = label;
    const options = make(this.#form, "fieldset");
    options.append(legend, ...offered.map((brand) => this.#option(brand, brand === first)));
    this.#place.replaceChildren(options);
  }

  /** Another card, another choice. */
  forget() {
    this.#wish = undefined;
    this.offer([], "");
  }

  focus() {
    this.#checked?.focus();
  }

  /** @returns {HTMLInputElement | null} */
  get #checked() {
    return this.#place.querySelector("input:checked");
  }

  /**
   * @param {string} brand
   * @param {boolean} checked
   */
  #option(brand, checked) {
    const radio = make(this.#form, "input", [
      ["type", "radio"],
      ["name", this.#group],
      ["form", ""],
      ["value", brand],
    ]);
    radio.checked = checked;
    const name = make(this.#form, "span");
    name.textContent = brandName(brand) ?? "";
    const label = make(this.#form, "label");
    label.append(radio, " ", name);
    return label;
  }
}
