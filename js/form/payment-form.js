// One form: waits for the module and the keys, seals when it is submitted, and lets the browser post what was sealed.

import { CardsealError, loadCardseal } from "../index.js";
import { loadMessages, sentence } from "../messages.js";
import { native, setMissing, submitButtons } from "./dom.js";
import { Events } from "./events.js";
import { CardFields } from "./fields.js";
import { Notes } from "./notes.js";
import { Outbox } from "./outbox.js";
import { readOrder, readSetup, unsafe } from "./setup.js";

/** @typedef {import("../form.js").FormState} State */

/** A page that is still there so long after it was posted was stopped by the buyer, or its answer was no page. */
const GONE_MS = 30_000;
/** Said where not even the words could be loaded. */
const UNTOLD =
  "This payment form could not be loaded. You were not charged. Check your connection and reload the page.";

export class PaymentForm {
  #form;
  #setup;
  #notes;
  #outbox;
  #events;
  /** @type {CardFields | undefined} */
  #fields;
  /** @type {import("../messages.js").Messages | undefined} */
  #messages;
  /** @type {import("../index.js").Cardseal | undefined} */
  #cardseal;
  /** @type {Promise<void> | undefined} */
  #loading;
  /** @type {State} */
  #state = "loading";
  /** @type {number | undefined} */
  #timer;
  /** Counted up when what goes on is to have no effect any more. */
  #attempt = 0;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
    // Before anything that could fail: nothing goes out of this form but by `#onSubmit`.
    native(form, "addEventListener")(
      "submit",
      (event) => this.#onSubmit(/** @type {SubmitEvent} */ (event)),
      true,
    );
    this.#setup = readSetup(form);
    this.#notes = new Notes(form);
    this.#outbox = new Outbox(form);
    this.#events = new Events(form);
    if (this.#setup.mistakes.length > 0) {
      this.#refuse(this.#setup.mistakes);
      return;
    }
    // Browsers keep what is typed on disk, to restore a tab, unless the form says this. The inputs' own cc-number counts for filling in.
    setMissing(form, [["autocomplete", "off"]]);
    native(form, "addEventListener")("reset", () => setTimeout(() => this.startAnew()));
    this.#fields = new CardFields(form, this.#setup.inputs, this.#notes, {
      onEdit: () => this.#edited(),
      onAssess: (...found) => this.#events.tellChange(...found),
    });
    this.#enter("loading");
    for (const button of submitButtons(form)) button.disabled = false;
    this.#prepare().catch((error) => {
      // Whoever has pressed the button meanwhile is told by that.
      if (this.#state === "loading") this.#fail(error);
    });
  }

  /** Nothing of a card, sealed or not, is left in the form. */
  startAnew() {
    if (this.#state === "refused") return;
    this.#attempt += 1;
    this.#fields?.clear();
    this.#forgetSealed();
    this.#notes.say("form", "");
    this.#enter(this.#cardseal ? "ready" : "loading");
  }

  /** Loads what is missing: at once, and again whenever the button is pressed after it failed. */
  async #prepare() {
    if (this.#cardseal && this.#messages) return;
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    await this.#loading;
  }

  async #load() {
    const cardseal = loadCardseal(this.#setup.options);
    // It is waited for after the words, and may have failed by then.
    cardseal.catch(() => {});
    await this.#learnWords();
    this.#cardseal = await cardseal;
    this.#fields?.judgeWith(this.#cardseal);
    if (this.#state !== "busy") {
      this.#notes.say("form", "");
      this.#enter("ready");
    }
    this.#events.tell("cardseal:ready", {});
  }

  async #learnWords() {
    const said = native(this.#form, "closest")("[lang]")?.getAttribute("lang");
    const messages =
      this.#messages ?? (await loadMessages([...(said ? [said] : []), ...navigator.languages]));
    this.#messages = messages;
    this.#notes.speak(messages);
    this.#fields?.speak(messages);
    // The state may have words now.
    this.#enter(this.#state);
  }

  /** @param {SubmitEvent} event */
  #onSubmit(event) {
    // A script's own event submits nothing, and neither does one that was called off before it came here.
    if (!event.isTrusted || event.defaultPrevented) return;
    if (this.#outbox.lets(event)) return;
    event.preventDefault();
    // Listeners of the page's get the one submit event that has the sealed card.
    event.stopImmediatePropagation();
    if (this.#state === "refused") this.#notes.say("form", this.#sentence("ERR_OPTION_INVALID"));
    else if (this.#state !== "busy" && this.#state !== "sent") this.#pay(event.submitter);
  }

  /** @param {HTMLElement | null} submitter */
  async #pay(submitter) {
    const mistakes = unsafe(this.#form, submitter);
    if (mistakes.length > 0) {
      this.#refuse(mistakes);
      return;
    }
    this.#notes.say("form", "");
    this.#enter("busy");
    const attempt = this.#attempt;
    try {
      // A browser does not submit again from within a submit event.
      await new Promise((resolve) => setTimeout(resolve));
      await this.#prepare();
      if (attempt === this.#attempt && (await this.#seal(attempt))) this.#send(submitter);
    } catch (error) {
      if (attempt === this.#attempt || this.#state === "loading") this.#fail(error);
    }
  }

  /**
   * Whether there is a sealed card to send; if not, the buyer was told what is wrong.
   *
   * @param {number} attempt
   */
  async #seal(attempt) {
    const { text, order, given } = readOrder(this.#form);
    const [fields, cardseal] = [this.#fields, this.#cardseal];
    if (!fields || !cardseal) return false;
    if (fields.empty && this.#outbox.serves(text)) return true;
    this.#forgetSealed();
    const wrong = fields.settle();
    if (wrong.length > 0) {
      this.#enter("ready");
      this.#summarise(wrong);
      return false;
    }
    const paid = /** @type {import("../index.js").Order} */ (order);
    const card = await cardseal.encrypt(fields.card(), paid, given);
    if (attempt !== this.#attempt) return false;
    fields.clear();
    this.#outbox.hold(card, text);
    return true;
  }

  /**
   * Lets the page have the sealed card, and then the browser.
   *
   * @param {HTMLElement | null} submitter
   */
  #send(submitter) {
    const { card } = this.#outbox;
    this.#enter("sealed");
    if (!card || !this.#events.tell("cardseal:sealed", card) || !this.#outbox.post(submitter)) return;
    this.#enter("sent");
    this.#timer = window.setTimeout(() => this.#enter("sealed"), GONE_MS);
  }

  #edited() {
    // What keeps the form from working stays there to be read.
    if (this.#cardseal) this.#notes.say("form", "");
    if (this.#state === "sealed") {
      this.#forgetSealed();
      this.#enter("ready");
    }
  }

  #forgetSealed() {
    clearTimeout(this.#timer);
    this.#outbox.forget();
  }

  /** @param {unknown} error */
  #fail(error) {
    const own = error instanceof CardsealError;
    const [code, issues] = own ? [error.code, error.issues] : [/** @type {const} */ ("ERR_INTERNAL"), []];
    this.#enter("failed");
    const here = code === "ERR_CARD_INVALID" ? (this.#fields?.showIssues(issues) ?? []) : [];
    if (here.length > 0) this.#summarise(here);
    else this.#notes.say("form", this.#sentence(code));
    // What others threw is not repeated: nobody knows what is in it.
    const why = own ? [error.message, ...issues.map((issue) => `${issue.field}: ${issue.code}.`)] : [];
    console.error([`cardseal: ${code}.`, ...why].join(" "));
    this.#events.tell("cardseal:error", { code });
  }

  /**
   * Nothing can be sent from this form any more, not even by a script: what is disabled is not posted.
   *
   * @param {string[]} mistakes
   */
  async #refuse(mistakes) {
    this.#enter("refused");
    this.#fields?.clear();
    this.#forgetSealed();
    for (const control of native(this.#form, "elements")) {
      if (!(control instanceof HTMLInputElement && control.hasAttribute("data-cardseal"))) continue;
      control.disabled = true;
      control.value = "";
    }
    for (const button of submitButtons(this.#form)) button.disabled = true;
    for (const mistake of mistakes) console.error(`cardseal: this form is refused: ${mistake}`);
    await this.#learnWords().catch(() => {});
    this.#notes.say("form", this.#sentence("ERR_OPTION_INVALID"));
    this.#events.tell("cardseal:error", { code: "ERR_OPTION_INVALID" });
  }

  /** @param {State} state */
  #enter(state) {
    this.#state = state;
    const waiting = state === "busy" || state === "sent";
    native(this.#form, "setAttribute")("data-cardseal-state", state);
    native(this.#form, "setAttribute")("aria-busy", String(waiting));
    for (const button of submitButtons(this.#form)) {
      if (waiting) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
    const words = this.#messages?.form;
    this.#notes.say("status", (waiting && words?.busy) || (state === "sealed" && words?.sealed) || "");
  }

  /** @param {import("../index.js").CardsealErrorCode} code */
  #sentence(code) {
    return this.#messages ? sentence(this.#messages, code) : UNTOLD;
  }

  /** @param {(import("./setup.js").FieldName | "network")[]} wrong */
  #summarise(wrong) {
    if (!this.#messages) return;
    const { form, labels, lang } = this.#messages;
    const named = wrong.map((name) => labels[name]);
    this.#notes.say("form", `${form.check} ${new Intl.ListFormat(lang).format(named)}`);
  }
}
