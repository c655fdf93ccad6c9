// The four card fields: their text, their caret, and what stands beside each when it is wrong.

import { bare, groupExpiry, groupNumber, rewrite } from "./format.js";
import { brandName, fieldMessage } from "./messages.js";

const NAMES = ["number", "expiry", "cvc", "name"];
const OPTIONAL = new Set(["name"]);
const USUAL_GAPS = [4, 8, 12];
const USUAL_CVC = { lengths: [3], name: "Security code" };

/** The fields of the form. `check` is `cardseal.check`; until it is given, the fields format and do not judge. */
export class CardFields {
  #inputs = Object.fromEntries(NAMES.map((name) => [name, document.getElementById(name)]));
  #before = Object.fromEntries(NAMES.map((name) => [name, ""]));
  #gaps = USUAL_GAPS;
  #check;

  constructor({ onEdit }) {
    for (const name of NAMES) {
      this.#inputs[name].addEventListener("input", (event) => {
        this.#rewrite(name, event.inputType ?? "");
        this.#assess();
        onEdit();
      });
      this.#inputs[name].addEventListener("blur", () => this.#assess(name));
    }
  }

  /** From here on the fields are judged as they are typed; what stands in them already is judged now. */
  judgeWith(check) {
    this.#check = check;
    this.#rewrite("number", "");
    this.#assess();
  }

  /** The card as the fields have it; a field left empty is left out. */
  card() {
    const entries = NAMES.map((name) => [name, this.#inputs[name].value.trim()]);
    return Object.fromEntries(entries.filter(([, text]) => text !== ""));
  }

  /** Judges every field as finished. Shows each fault, moves to the first, and says whether there was none. */
  settle() {
    const wrong = this.#assess(...NAMES);
    this.#focusFirst(wrong);
    return wrong.length === 0;
  }

  /** Shows the faults that sealing found: `[{ field, code }]`. Gives back whether any belongs to a field here. */
  showIssues(issues) {
    const here = issues.filter((issue) => NAMES.includes(issue.field));
    for (const { field, code } of here) {
      this.#show(field, fieldMessage(field, code));
    }
    this.#focusFirst(here.map((issue) => issue.field));
    return here.length > 0;
  }

  /** Puts text into fields as if it had been typed. */
  fill(card) {
    for (const [name, text] of Object.entries(card)) {
      this.#inputs[name].value = text;
      this.#inputs[name].dispatchEvent(new InputEvent("input", { inputType: "insertText", bubbles: true }));
    }
  }

  /** Empties every field: after sealing nothing of the card is left in the page. */
  clear() {
    for (const name of NAMES) {
      this.#inputs[name].value = "";
      this.#before[name] = "";
      this.#show(name, "");
      delete this.#wrapper(name).dataset.status;
    }
    this.#showBrand(null);
  }

  setDisabled(disabled) {
    for (const name of NAMES) {
      this.#inputs[name].disabled = disabled;
    }
  }

  focus() {
    this.#inputs.number.focus();
  }

  #rewrite(name, inputType) {
    const input = this.#inputs[name];
    const typing = !inputType.startsWith("delete");
    const groups = {
      number: (digits) => groupNumber(digits, this.#gapsFor(digits)),
      expiry: (digits) => groupExpiry(digits, { text: input.value, typing }),
    };
    if (name in groups) {
      const caret = input.selectionStart ?? input.value.length;
      const edit = { text: input.value, caret, before: this.#before[name], inputType, group: groups[name] };
      const written = rewrite(edit);
      if (written.text !== input.value) {
        input.value = written.text;
        if (document.activeElement === input) {
          input.setSelectionRange(written.caret, written.caret);
        }
      }
    }
    this.#before[name] = input.value;
  }

  /** The brand sets the gaps, so they are asked for with the digits that are about to be shown. */
  #gapsFor(digits) {
    this.#gaps = this.#check?.({ number: digits }).number.gaps ?? USUAL_GAPS;
    return this.#gaps;
  }

  /** Judges all fields, the named ones as finished. Gives back the names of the wrong ones among those. */
  #assess(...finished) {
    if (!this.#check) {
      return [];
    }
    const texts = Object.fromEntries(NAMES.map((name) => [name, this.#inputs[name].value]));
    const answer = this.#check(texts);
    this.#showBrand(answer.number?.brand ?? null, answer.cvc);
    const given = {
      brand: answer.number?.brand,
      length: bare(texts.number).length,
      lengths: lengthsOf(answer.cvc),
    };
    const wrong = [];
    for (const name of NAMES) {
      const code = faultOf(name, texts[name], answer[name], finished.length > 1);
      const shown = answer[name]?.status === "invalid" || finished.includes(name);
      this.#wrapper(name).dataset.status = code === null && texts[name] !== "" ? answer[name].status : "";
      if (code === null) {
        this.#show(name, "");
      } else if (shown) {
        this.#show(name, fieldMessage(name, code, given));
      } else if (document.activeElement === this.#inputs[name]) {
        // Being mended: the old complaint goes, the next one waits until the field is left.
        this.#show(name, "");
      }
      if (code !== null && finished.includes(name)) {
        wrong.push(name);
      }
    }
    return wrong;
  }

  #show(name, message) {
    const place = document.getElementById(`${name}-error`);
    if (place.textContent !== message) {
      place.textContent = message;
    }
    if (message === "") {
      this.#inputs[name].removeAttribute("aria-invalid");
    } else {
      this.#inputs[name].setAttribute("aria-invalid", "true");
    }
  }

  #showBrand(brand, cvc) {
    const mark = document.getElementById("brand");
    const name = brandName(brand) ?? "";
    if (mark.textContent !== name) {
      mark.textContent = name;
    }
    mark.dataset.brand = brand ?? "";
    const { lengths, name: label } = cvc?.name && brand ? cvc : USUAL_CVC;
    const onFront = lengths.includes(4) && lengths.length === 1;
    document.getElementById("cvc-label").textContent = brand ? label : USUAL_CVC.name;
    document.getElementById("cvc-hint").textContent = onFront
      ? "4 digits, on the front"
      : "3 digits, on the back";
    this.#inputs.cvc.placeholder = onFront ? "1234" : "123";
  }

  #wrapper(name) {
    return this.#inputs[name].closest(".field");
  }

  #focusFirst(names) {
    const first = NAMES.find((name) => names.includes(name));
    if (first) {
      this.#inputs[first].focus();
    }
  }
}

/** The code of what is wrong with a field, or null. Leaving a field empty is wrong only when the form is sent. */
function faultOf(name, text, assessment, sending) {
  if (text.trim() === "") {
    return sending && !OPTIONAL.has(name) ? "required" : null;
  }
  return assessment.status === "valid" ? null : (assessment.code ?? "incomplete");
}

function lengthsOf(cvc) {
  return (cvc?.lengths ?? USUAL_CVC.lengths).join(" or ");
}
