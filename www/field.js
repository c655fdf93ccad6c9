// One input under a person's hands: what an edit left in it is rewritten, and can be undone. What belongs into it, others know.

/** More than anybody undoes in a field of this size. */
const STEPS = 100;

export class Field {
  #input;
  #onEdit;
  #format = ({ text, caret }) => ({ text, caret });
  #composing = false;
  /**
   * What stood in the field after each edit, the caret then, and the selection that the next edit began with. The browser's own list of
   * edits ends where a script writes into the field.
   */
  #steps = [];
  #now = 0;

  /** Calls `onEdit` after each edit, once the field shows what it is to show. */
  constructor(input, onEdit) {
    this.#input = input;
    this.#onEdit = onEdit;
    this.#startAnew();
    const on = (type, listener) => input.addEventListener(type, listener);
    on("beforeinput", (event) => this.#foresee(event));
    on("input", (event) => this.#edited(event));
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

  /**
   * From here on the field is written by `format`, and what stands in it already is written anew.
   *
   * @param {(edit: { text: string, caret: number, before: string, inputType: string }) => { text: string, caret: number }} format
   */
  formatWith(format) {
    this.#format = format;
    // What an input method has under way belongs to it until it ends.
    if (!this.#composing) {
      this.#rewrite("");
    }
  }

  /** Puts text in, as if a person had. */
  write(text) {
    this.#input.value = text;
    this.#rewrite("");
  }

  /** Empties the field, and forgets what stood in it. */
  forget() {
    this.#input.value = "";
    this.#startAnew();
  }

  #startAnew() {
    const text = this.#input.value;
    this.#steps = [{ text, caret: text.length }];
    this.#now = 0;
  }

  /** The browser is about to edit. Undoing by its menu comes this way too, and would bring back what it remembers, not what was shown. */
  #foresee(event) {
    const steps = { historyUndo: -1, historyRedo: 1 }[event.inputType];
    if (steps) {
      event.preventDefault();
      this.#go(steps);
    } else {
      const { selectionStart, selectionEnd } = this.#input;
      this.#steps[this.#now].left = [selectionStart, selectionEnd];
    }
  }

  #edited({ isComposing, inputType }) {
    if (!isComposing && !this.#composing) {
      // Firefox says that it composes once more when it has ended.
      this.#take(inputType === "insertCompositionText" ? "" : (inputType ?? ""));
    }
  }

  #take(inputType) {
    if (this.text !== this.#steps[this.#now].text) {
      this.#rewrite(inputType);
      this.#onEdit();
    }
  }

  #rewrite(inputType) {
    const { value: text, selectionEnd } = this.#input;
    const before = this.#steps[this.#now].text;
    const shown = this.#format({ text, caret: selectionEnd ?? text.length, before, inputType });
    this.#show(shown.text, shown.caret, shown.caret);
    if (shown.text !== before) {
      this.#steps = [...this.#steps.slice(0, this.#now + 1), shown].slice(-STEPS);
      this.#now = this.#steps.length - 1;
    }
  }

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

  #pressed(event) {
    const steps = stepsOf(event);
    if (steps !== 0) {
      event.preventDefault();
      this.#go(steps);
    }
  }

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

/** Ctrl or Cmd with Z: one back. With Shift and Z, or with Y: one on. */
function stepsOf({ key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing }) {
  if (ctrlKey === metaKey || altKey || isComposing) {
    return 0;
  }
  // Where the keyboard writes no Latin letters, the place of the key counts.
  const letter = /^[a-z]$/i.test(key) ? key : code.replace("Key", "");
  return { z: shiftKey ? 1 : -1, y: shiftKey ? 0 : 1 }[letter.toLowerCase()] ?? 0;
}
