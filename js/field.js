// One input under a person's hands: what an edit left in it is rewritten, and can be undone. What belongs into it, others know.

/** @typedef {(edit: import("./field.js").FieldEdit) => import("./index.js").Formatted} Format */
/** @typedef {{ text: string, caret: number, left?: [number | null, number | null] }} Step */

/** More than anybody undoes in a field of this size. */
const STEPS = 100;
const HISTORY = new Map([
  ["historyUndo", -1],
  ["historyRedo", 1],
]);

export class Field {
  #input;
  #onEdit;
  /** @type {Format} */
  #format = ({ text, caret }) => ({ text, caret });
  #composing = false;
  /**
   * What stood in the field after each edit, the caret then, and the selection that the next edit began with. The browser's own list of
   * edits ends where a script writes into the field.
   *
   * @type {Step[]}
   */
  #steps = [];
  #now = 0;

  /**
   * @param {HTMLInputElement} input
   * @param {() => void} onEdit
   */
  constructor(input, onEdit) {
    this.#input = input;
    this.#onEdit = onEdit;
    this.#startAnew();
    /**
     * @template {keyof HTMLElementEventMap} Type
     * @param {Type} type
     * @param {(event: HTMLElementEventMap[Type]) => void} listener
     */
    const on = (type, listener) => input.addEventListener(type, listener);
    on("beforeinput", (event) => this.#foresee(event));
    on("input", (event) => this.#edited(/** @type {InputEvent} */ (event)));
    // Whatever fills a field in does not always say so with an input event.
    on("change", () => this.#take(""));
    on("keydown", (event) => this.#pressed(event));
    on("compositionstart", () => {
      this.#composing = true;
    });
    on("compositionend", () => {
      this.#composing = false;
      this.#take("");
    });
  }

  get text() {
    return this.#input.value;
  }

  /** @param {Format} format */
  formatWith(format) {
    this.#format = format;
    // What an input method has under way belongs to it until it ends.
    if (!this.#composing) {
      this.#rewrite("");
    }
  }

  /** @param {string} text */
  write(text) {
    this.#input.value = text;
    this.#rewrite("");
  }

  forget() {
    this.#input.value = "";
    this.#startAnew();
  }

  #startAnew() {
    const text = this.#input.value;
    this.#steps = [{ text, caret: text.length }];
    this.#now = 0;
  }

  get #step() {
    return /** @type {Step} */ (this.#steps[this.#now]);
  }

  /**
   * The browser is about to edit. Undoing by its menu comes this way too, and would bring back what it remembers, not what was shown.
   *
   * @param {InputEvent} event
   */
  #foresee(event) {
    const steps = HISTORY.get(event.inputType);
    if (steps) {
      event.preventDefault();
      this.#go(steps);
    } else {
      const { selectionStart, selectionEnd } = this.#input;
      this.#step.left = [selectionStart, selectionEnd];
    }
  }

  /** @param {{ isComposing?: boolean, inputType?: string }} event from whatever fills a field in, a plain Event too */
  #edited({ isComposing, inputType }) {
    if (!isComposing && !this.#composing) {
      // Firefox says that it composes once more when it has ended.
      this.#take(inputType === "insertCompositionText" ? "" : (inputType ?? ""));
    }
  }

  /** @param {string} inputType */
  #take(inputType) {
    if (this.text !== this.#step.text) {
      this.#rewrite(inputType);
      this.#onEdit();
    }
  }

  /** @param {string} inputType */
  #rewrite(inputType) {
    const { value: text, selectionEnd } = this.#input;
    const before = this.#step.text;
    const shown = this.#format({ text, caret: selectionEnd ?? text.length, before, inputType });
    this.#show(shown.text, shown.caret, shown.caret);
    if (shown.text !== before) {
      this.#steps = [...this.#steps.slice(0, this.#now + 1), shown].slice(-STEPS);
      this.#now = this.#steps.length - 1;
    }
  }

  /**
   * @param {string} text
   * @param {number | null} start
   * @param {number | null} end
   */
  #show(text, start, end) {
    if (this.text !== text) {
      this.#input.value = text;
    }
    // In some browsers a field takes the focus with its selection.
    const { selectionStart, selectionEnd } = this.#input;
    if (document.activeElement === this.#input && (selectionStart !== start || selectionEnd !== end)) {
      this.#input.setSelectionRange(start, end);
    }
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const steps = stepsOf(event);
    if (steps !== 0) {
      event.preventDefault();
      this.#go(steps);
    }
  }

  /** @param {number} steps */
  #go(steps) {
    const step = this.#steps[this.#now + steps];
    if (step) {
      this.#now += steps;
      const [start, end] = steps < 0 && step.left ? step.left : [step.caret, step.caret];
      this.#show(step.text, start, end);
      this.#onEdit();
    }
  }
}

/**
 * Ctrl or Cmd with Z: one back. With Shift and Z, or with Y: one on.
 *
 * @param {KeyboardEvent} event
 */
function stepsOf({ key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing }) {
  if (ctrlKey === metaKey || altKey || isComposing) {
    return 0;
  }
  // Where the keyboard writes no Latin letters, the place of the key counts.
  const letter = /^[a-z]$/i.test(key) ? key : code.replace("Key", "");
  if (letter.toLowerCase() === "z") return shiftKey ? 1 : -1;
  return letter.toLowerCase() === "y" && !shiftKey ? 1 : 0;
}
