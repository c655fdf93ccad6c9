// A complaint that appears when a field is left moves what stands below it. Where the field is left by pressing a button there, it would move from
// under the finger, and nothing would be clicked. So what moves things waits for the end of a press.

let pressed = false;
/** @type {(() => void)[]} */
let waiting = [];

/** From here on presses are known of. */
export function watchPresses() {
  window.addEventListener("pointerdown", () => begin(), true);
  for (const type of ["pointerup", "pointercancel"]) window.addEventListener(type, () => end(), true);
}

/**
 * Runs now, or once the press has ended and has clicked what it clicks.
 *
 * @param {() => void} then
 */
export function afterPress(then) {
  if (pressed) waiting.push(then);
  else then();
}

function begin() {
  pressed = true;
}

function end() {
  pressed = false;
  const ready = waiting;
  waiting = [];
  setTimeout(() => {
    for (const then of ready) then();
  });
}
