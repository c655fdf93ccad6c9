/**
 * The no-code form. Importing this module makes every `<form data-cardseal>` of the page take cards, those that scripts add later too; it exports
 * types and nothing else. Where there is no page it does nothing.
 *
 * Attributes of the form. A mistake in one refuses the form, with a sentence for each in the console:
 * - `data-keys`: the address of the gateway's key set, or the set as JSON
 * - `data-issuer`: the gateway's identifier
 * - `data-order`: the order as JSON, read once more when the form is sent
 * - `data-nonce`: the challenge of a gateway that gives one for each checkout; see `Given.nonce`. Read together with the order
 * - `data-accepted-brands`: ids of brands, such as `"visa mastercard"`. All, when it is left out
 * - `data-insecure-context`: `"allow"` seals on plain http too; see `CardsealOptions.insecureContext`
 * - `method="post"`, on a button's `formmethod` too
 *
 * In the form:
 * - `<input data-cardseal="number">`, `expiry`, and, if the shop wants them, `cvc`, `name`, `postalCode`. None has a `name`, so that no browser posts
 *   it. Number, expiry and security code have to be filled in, the others where they say `required`
 * - `data-cardseal="brand"` shows the brand, and has its id as `data-brand`; `"network"` is where the choice stands that a co-badged card gives;
 *   `"status"` says what is going on. The last two are made where they are not there
 * - `data-cardseal-error="number"` and so on say what is wrong with a field, `"form"` what is wrong with all of it. Made where they are not there
 * - buttons that submit it: `disabled`, until this module enables them
 *
 * What is added to a form after it was found is not looked at. A script that makes a form sets `data-cardseal` last.
 *
 * The form gets `data-cardseal-state`, for style sheets: a `FormState`. When it is submitted, the card is sealed and the inputs emptied; only then the
 * page's own `submit` listeners run, once, with the sealed card in the form as a hidden field `cardseal`. What one of them prevents is not sent.
 * `form.submit()` asks nobody: it posts the form without a card.
 */

import type { CardsealErrorCode, FieldStatus, SealedCard } from "./index.js";

/**
 * `loading`: the module and the keys are on their way. `ready`. `busy`: it was submitted, and is checked and sealed. `sealed`: the card was sealed and
 * not posted, because a listener prevented it; submitting again sends the same one, until something else is typed. `sent`: the browser has it.
 * `failed`: it says why, and submitting tries again. `refused`: the form is not set up as it has to be, and sends nothing.
 */
export type FormState = "loading" | "ready" | "busy" | "sealed" | "sent" | "failed" | "refused";

/** What stands in the form, without a digit of it. */
export interface FormChange {
  /** Whether all fields are such that they can be sealed. */
  readonly complete: boolean;
  /** The brand, once the digits tell, or the network that the buyer chose. */
  readonly brand: string | null;
  /** How far each field is that the form has. */
  readonly fields: Readonly<
    Partial<Record<"number" | "expiry" | "cvc" | "name" | "postalCode", Readonly<FieldStatus>>>
  >;
}

/** The events, all on the form; they bubble. */
export interface FormEvents {
  /** The module and the keys are there. */
  "cardseal:ready": CustomEvent<Readonly<Record<never, never>>>;
  /** Something of `FormChange` has changed. */
  "cardseal:change": CustomEvent<FormChange>;
  /** The card is sealed, and about to be posted: unless you prevent it, and post `jwe` yourself. */
  "cardseal:sealed": CustomEvent<Readonly<SealedCard>>;
  /** It cannot be sealed, and the buyer was told so. */
  "cardseal:error": CustomEvent<{ readonly code: CardsealErrorCode }>;
}

declare global {
  interface HTMLElementEventMap extends FormEvents {}
}
