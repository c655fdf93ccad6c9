// The choice between the networks of a co-badged card: the buyer's by right (Regulation (EU) 2015/751, article 8(6)).

import { brandName } from "/cardseal/messages.js";

/** Shows itself where there is something to choose. The first network is the card's own choice until the buyer makes another. */
export class NetworkChoice {
  #place = document.getElementById("network");
  #options = document.getElementById("network-choice");
  #said = document.getElementById("network-said");
  #offered = [];
  #wish;

  /** Calls `onChoose` when the buyer has chosen. */
  constructor(onChoose) {
    this.#options.addEventListener("change", ({ target }) => {
      this.#wish = target.value;
      onChoose();
    });
  }

  /** What the card is to be paid through, or undefined where there is no choice. */
  get chosen() {
    return this.#options.querySelector(":checked")?.value;
  }

  /** Offers these brands, none where they are fewer than two. What the buyer chose stays chosen for as long as it is offered. */
  offer(brands, label) {
    const offered = brands.length > 1 ? brands : [];
    if (offered.join() === this.#offered.join()) {
      return;
    }
    this.#offered = offered;
    const first = offered.includes(this.#wish) ? this.#wish : offered[0];
    this.#options.replaceChildren(...offered.map((brand) => option(brand, brand === first)));
    this.#place.hidden = offered.length === 0;
    this.#said.textContent = offered.length > 0 ? `${label}: ${offered.map(brandName).join(", ")}` : "";
  }

  /** Another card, another choice. */
  forget() {
    this.#wish = undefined;
    this.offer([]);
  }

  focus() {
    this.#options.querySelector(":checked")?.focus();
  }
}

function option(brand, checked) {
  const radio = Object.assign(document.createElement("input"), {
    type: "radio",
    name: "network",
    value: brand,
    checked,
  });
  const label = document.createElement("label");
  label.className = "network-option";
  label.append(radio, brandName(brand));
  return label;
}
