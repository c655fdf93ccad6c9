// Italian.

/** @type {import("../messages.js").Messages} */
export default {
  lang: "it",
  dir: "ltr",
  expiryPattern: "MM / AA",
  labels: {
    number: "Numero della carta",
    expiry: "Data di scadenza",
    cvc: "Codice di sicurezza",
    name: "Nome sulla carta",
    postalCode: "Codice postale",
    network: "Circuito della carta",
  },
  general: {
    number: "Controllare il numero della carta.",
    expiry: "Controllare la data di scadenza.",
    cvc: "Controllare il codice di sicurezza.",
    name: "Controllare il nome.",
    postalCode: "Controllare il codice postale.",
    network: "Controllare il circuito scelto.",
  },
  issues: {
    number: {
      required: "Inserire il numero della carta.",
      not_text: "Non è stato possibile leggere il numero della carta. Inserirlo di nuovo.",
      not_digits: "Il numero della carta deve contenere solo cifre. Rimuovere gli altri caratteri.",
      too_short: "Il numero della carta è troppo corto. Controllare che non manchi nessuna cifra.",
      too_long: "Il numero della carta è troppo lungo. Controllare che non ci siano cifre in più.",
      luhn: "C’è un errore nel numero. Confrontarlo con quello riportato sulla carta.",
      length_for_brand: "Il numero ha troppe o troppo poche cifre. Confrontarlo con quello sulla carta.",
      brand_not_accepted: "Non accettiamo questo tipo di carta. Si prega di usarne un’altra.",
    },
    expiry: {
      required: "Inserire la data di scadenza della carta.",
      not_text: "Non è stato possibile leggere la data di scadenza. Inserirla di nuovo.",
      format: "Inserire mese e anno nel formato MM/AA, ad esempio 08/35.",
      not_digits: "La data deve contenere solo cifre. Inserire mese e anno, ad esempio 08/35.",
      too_short: "La data è incompleta. Inserire mese e anno, ad esempio 08/35.",
      too_long: "La data è troppo lunga. Inserire mese e anno, ad esempio 08/35.",
      month: "Il mese deve essere compreso tra 01 e 12.",
      expired: "Questa carta è scaduta. Controllare la data o usare un’altra carta.",
      too_far: "L’anno inserito è troppo lontano. Controllare la data sulla carta.",
    },
    cvc: {
      required: "Inserire il codice di sicurezza della carta.",
      not_text: "Non è stato possibile leggere il codice di sicurezza. Inserirlo di nuovo.",
      not_digits: "Il codice di sicurezza deve contenere solo cifre. Rimuovere gli altri caratteri.",
      too_short: "Il codice di sicurezza ha {lengths} cifre. Controllare che non ne manchi nessuna.",
      too_long: "Il codice di sicurezza ha {lengths} cifre. Controllare che non ce ne siano in più.",
      not_on_card: "Questa carta non ha un codice di sicurezza. Lasciare vuoto questo campo.",
    },
    name: {
      required: "Inserire il nome come appare sulla carta.",
      not_text: "Non è stato possibile leggere il nome. Inserirlo di nuovo.",
      too_long: "Il nome è troppo lungo. Inserirlo come appare sulla carta.",
      characters: "Il nome contiene un carattere non ammesso. Inserirlo come appare sulla carta.",
      holds_number: "Questo sembra un numero di carta. Inserire qui il nome che appare sulla carta.",
    },
    postalCode: {
      required: "Inserire il codice postale.",
      not_text: "Non è stato possibile leggere il codice postale. Inserirlo di nuovo.",
      too_short: "Il codice postale è troppo corto. Controllare che non manchi nulla.",
      too_long: "Il codice postale è troppo lungo. Controllare che non ci sia nulla in più.",
      characters: "Il codice postale contiene un carattere non ammesso. Si prega di controllarlo.",
    },
    network: {
      required: "Scegliere il circuito con cui pagare.",
      not_text: "Non è stato possibile leggere il circuito. Sceglierlo di nuovo.",
      not_on_card: "Questa carta non usa quel circuito. Sceglierne uno indicato sulla carta.",
      brand_not_accepted: "Non accettiamo quel circuito. Sceglierne un altro o usare un’altra carta.",
    },
  },
  branded: {
    number: {
      length_for_brand: "Le carte {brand} hanno un diverso numero di cifre. Controllare il numero.",
      brand_not_accepted: "Non accettiamo carte {brand}. Si prega di usare un’altra carta.",
    },
    network: {
      not_on_card: "Questa carta non usa il circuito {brand}. Sceglierne uno indicato sulla carta.",
      brand_not_accepted: "Non accettiamo il circuito {brand}. Sceglierne un altro o usare un’altra carta.",
    },
  },
  errors: {
    ERR_KEYS_FETCH:
      "Il servizio di pagamento non è raggiungibile. Non è stato addebitato nulla. Si prega di riprovare.",
    ERR_KEY_INVALID:
      "Il pagamento non è configurato correttamente. Non è stato inviato nulla. Avvisare il negozio.",
    ERR_KEY_UNTRUSTED:
      "Non è possibile verificare il servizio di pagamento. Non è stato inviato nulla. Avvisare il negozio.",
    ERR_CARD_INVALID: "C’è un errore nei dati della carta. Non è stato addebitato nulla. Controllare i dati.",
    ERR_ORDER_INVALID:
      "C’è un errore nell’ordine. Non è stato addebitato nulla. Ricaricare la pagina o avvisare il negozio.",
    ERR_OPTION_INVALID:
      "Il modulo di pagamento non è configurato bene. Non è stato addebitato nulla. Avvisare il negozio.",
    ERR_INSECURE_CONTEXT:
      "Questa pagina non è sicura. La carta non è stata inviata. Aprire il negozio con https.",
    ERR_RANDOM_UNAVAILABLE:
      "Questo browser non può proteggere la carta. Non è stato inviato nulla. Usare un altro browser.",
    ERR_WASM_BLOCKED:
      "La protezione della carta non si carica. Non è stato inviato nulla. Ricaricare o cambiare browser.",
    ERR_INTERNAL: "Qualcosa è andato storto. Non è stato addebitato nulla. Ricaricare la pagina e riprovare.",
  },
  form: {
    busy: "Un momento, per favore.",
    check: "Controllare:",
    sealed: "I dati della carta sono protetti. Non occorre inserirli di nuovo.",
  },
};
