// How a card field is written while it is typed. Pure functions: text and caret in, text and caret out.

const SEPARATORS = /[\s/.\-\u2010-\u2015]/gu;
const ONLY_DIGITS = /^[0-9]*$/;

/** The text without the marks that people put between digits. */
export function bare(text) {
  return text.replace(SEPARATORS, "");
}

/** `42424242`, `[4, 8, 12]` → `4242 4242`. */
export function groupNumber(digits, gaps) {
  let grouped = "";
  for (let i = 0; i < digits.length; i += 1) {
    grouped += gaps.includes(i) ? ` ${digits[i]}` : digits[i];
  }
  return grouped;
}

/**
 * `1230` → `12 / 30`. While typing, a first digit that cannot begin a month (`7`), or one that a slash follows (`1/`), is
 * taken for the whole month, and the slash comes by itself.
 */
export function groupExpiry(digits, { text = digits, typing = false } = {}) {
  const wholeMonth = typing && (/^[2-9]/.test(digits) || /^1\s*[/.-]/.test(text));
  const padded = wholeMonth ? `0${digits}` : digits;
  if (padded.length < 2 || (padded.length === 2 && !typing)) {
    return padded;
  }
  return `${padded.slice(0, 2)} / ${padded.slice(2)}`;
}

/**
 * Rewrites what an edit left in a field and says where the caret belongs: behind the same digit as before, whatever
 * happened to the gaps around it. Text with anything but digits and separators in it is left as it is, so that
 * nothing the buyer typed disappears without a word.
 *
 * @param {{ text: string, caret: number, before: string, inputType: string,
 *   group: (digits: string) => string }} edit
 *   `before` is the field's text before the edit.
 * @returns {{ text: string, caret: number }}
 */
export function rewrite({ text, caret, before, inputType, group }) {
  let digits = bare(text);
  if (!ONLY_DIGITS.test(digits)) {
    return { text, caret };
  }
  let passed = bare(text.slice(0, caret)).length;
  // Only a gap was deleted: the buyer meant the digit beyond it.
  if (digits === bare(before) && text.length < before.length) {
    if (inputType === "deleteContentBackward" && passed > 0) {
      digits = digits.slice(0, passed - 1) + digits.slice(passed);
      passed -= 1;
    } else if (inputType === "deleteContentForward") {
      digits = digits.slice(0, passed) + digits.slice(passed + 1);
    }
  }
  const grouped = group(digits);
  // Padding puts a zero in front; the caret stays behind the digit that was typed.
  passed += bare(grouped).length - digits.length;
  return { text: grouped, caret: caretBehind(grouped, passed, inputType) };
}

/** The caret's place behind the nth digit; behind the gap as well after typing, before it after deleting. */
function caretBehind(grouped, passed, inputType) {
  let caret = 0;
  for (let seen = 0; seen < passed && caret < grouped.length; caret += 1) {
    if (bare(grouped[caret]) !== "") {
      seen += 1;
    }
  }
  if (passed > 0 && !inputType.startsWith("delete")) {
    while (caret < grouped.length && bare(grouped[caret]) === "") {
      caret += 1;
    }
  }
  return caret;
}

/** `3200`, `EUR` → `€32.00`. The amount is in the currency's minor unit. */
export function money(amount, currency) {
  const format = new Intl.NumberFormat("en-IE", { style: "currency", currency });
  const { maximumFractionDigits } = format.resolvedOptions();
  return format.format(amount / 10 ** maximumFractionDigits);
}
