// The sealed card on its way out: in a hidden field of the form, which the browser then posts as it would have without us.

import { bare } from "../own.js";
import { make, native, submitButtons } from "./dom.js";
import { POSTED_AS } from "./setup.js";

/** A sealed card is good for ten minutes. The same one is sent again until this long after, so that it pays once. */
const FRESH_MS = 9 * 60_000;

export class Outbox {
  #form;
  /** @type {{ card: import("../index.js").SealedCard, order: string, at: number } | undefined} */
  #held;
  /** @type {HTMLInputElement | undefined} */
  #field;
  /** While the browser is asked to submit the form: the event that it makes of that. @type {{ event?: Event } | undefined} */
  #passing;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
  }

  get card() {
    return this.#held?.card;
  }

  /**
   * Whether the card that is held can be sent for an order.
   *
   * @param {string} order the text that the order, and the nonce with it, were read from
   */
  serves(order) {
    return this.#held?.order === order && Date.now() - this.#held.at < FRESH_MS;
  }

  /**
   * Puts a card into the form.
   *
   * @param {import("../index.js").SealedCard} card
   * @param {string} order
   */
  hold(card, order) {
    this.#held = { card, order, at: Date.now() };
    this.#field ??= make(this.#form, "input", [
      ["type", "hidden"],
      ["name", POSTED_AS],
    ]);
    this.#field.value = card.jwe;
    native(this.#form, "append")(this.#field);
  }

  forget() {
    this.#held = undefined;
    this.#field?.remove();
    this.#field = undefined;
  }

  /**
   * Has the browser submit the form: with what it checks itself, the page's listeners, and all that the button says.
   *
   * @param {HTMLElement | null} submitter
   * @returns whether it was submitted: a listener may have called it off, or posts the form itself
   */
  post(submitter) {
    const passing = /** @type {{ event?: Event }} */ (bare({}));
    this.#passing = passing;
    try {
      // Whichever is no button of this form any more would be refused.
      const button = submitButtons(this.#form).find((one) => one === submitter);
      native(this.#form, "requestSubmit")(button ?? null);
    } finally {
      this.#passing = undefined;
    }
    return passing.event !== undefined && !passing.event.defaultPrevented;
  }

  /**
   * Whether a submit event is the one that `post` asked for.
   *
   * @param {Event} event
   */
  lets(event) {
    if (this.#passing) this.#passing.event = event;
    return this.#passing !== undefined;
  }
}
