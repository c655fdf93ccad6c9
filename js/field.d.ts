import type { Edit, Formatted } from "./index.js";

/**
 * One input of a page under a person's hands: what an edit left in it is rewritten, with the caret where it belongs, and can be undone and done
 * again by keys and by the browser's menu, whose own memory ends where a script writes into an input. What an input method composes is left alone
 * until it ends. It belongs to the API; `cardseal/form` uses it for its fields.
 *
 * ```js
 * const number = new Field(input, () => show(cardseal.check({ number: number.text }).number));
 * number.formatWith((edit) => cardseal.format({ field: "number", ...edit }));
 * ```
 */
export class Field {
  /**
   * Listens to the input for as long as it lives.
   *
   * @param input a text input; its `type` is one that has a caret: `text`, `tel` or `password`
   * @param onEdit is called after each edit, once the input shows what it is to show, and after undoing. Not for what a script put in.
   */
  constructor(input: HTMLInputElement, onEdit: () => void);

  /** What stands in the input. */
  readonly text: string;

  /** From here on `format` writes the input. What stands in it already is written anew at once. */
  formatWith(format: (edit: FieldEdit) => Formatted): void;

  /** Puts text in, as if a person had. */
  write(text: string): void;

  /** Empties the input, and forgets what stood in it: nothing can be undone. */
  forget(): void;
}

/** An edit, as `cardseal.format` takes it, but for the name of the field. */
export type FieldEdit = Required<Omit<Edit, "field" | "caret">> & { caret: number };
