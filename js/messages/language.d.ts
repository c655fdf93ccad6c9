import type { Messages } from "../messages.js";

/** The words of one language. */
declare const messages: Messages;
export default messages;
