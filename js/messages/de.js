// German.

/** @type {import("../messages.js").Messages} */
export default {
  lang: "de",
  dir: "ltr",
  expiryPattern: "MM / JJ",
  labels: {
    number: "Kartennummer",
    expiry: "Ablaufdatum",
    cvc: "Sicherheitscode",
    name: "Name auf der Karte",
    postalCode: "Postleitzahl",
    network: "Kartennetzwerk",
  },
  general: {
    number: "Bitte prüfen Sie die Kartennummer.",
    expiry: "Bitte prüfen Sie das Ablaufdatum.",
    cvc: "Bitte prüfen Sie den Sicherheitscode.",
    name: "Bitte prüfen Sie den Namen.",
    postalCode: "Bitte prüfen Sie die Postleitzahl.",
    network: "Bitte prüfen Sie das gewählte Netzwerk.",
  },
  issues: {
    number: {
      required: "Bitte geben Sie die Kartennummer ein.",
      not_text: "Die Kartennummer konnte nicht gelesen werden. Bitte geben Sie sie erneut ein.",
      not_digits: "Die Kartennummer besteht nur aus Ziffern. Bitte entfernen Sie andere Zeichen.",
      too_short: "Die Kartennummer ist zu kurz. Bitte prüfen Sie, ob eine Ziffer fehlt.",
      too_long: "Die Kartennummer ist zu lang. Bitte prüfen Sie, ob eine Ziffer zu viel ist.",
      luhn: "Die Kartennummer enthält einen Fehler. Bitte vergleichen Sie sie mit Ihrer Karte.",
      length_for_brand:
        "Die Nummer hat zu viele oder zu wenige Ziffern. Bitte vergleichen Sie sie mit Ihrer Karte.",
      brand_not_accepted: "Diese Kartenart akzeptieren wir nicht. Bitte verwenden Sie eine andere Karte.",
    },
    expiry: {
      required: "Bitte geben Sie das Ablaufdatum der Karte ein.",
      not_text: "Das Ablaufdatum konnte nicht gelesen werden. Bitte geben Sie es erneut ein.",
      format: "Bitte geben Sie Monat und Jahr als MM/JJ ein, zum Beispiel 08/35.",
      not_digits: "Bitte geben Sie Monat und Jahr nur mit Ziffern ein, zum Beispiel 08/35.",
      too_short: "Das Datum ist unvollständig. Bitte geben Sie Monat und Jahr ein, zum Beispiel 08/35.",
      too_long: "Das Datum ist zu lang. Bitte geben Sie Monat und Jahr ein, zum Beispiel 08/35.",
      month: "Der Monat muss zwischen 01 und 12 liegen.",
      expired: "Diese Karte ist abgelaufen. Bitte prüfen Sie das Datum oder nehmen Sie eine andere Karte.",
      too_far: "Das Jahr liegt zu weit in der Zukunft. Bitte prüfen Sie das Datum auf Ihrer Karte.",
    },
    cvc: {
      required: "Bitte geben Sie den Sicherheitscode der Karte ein.",
      not_text: "Der Sicherheitscode konnte nicht gelesen werden. Bitte geben Sie ihn erneut ein.",
      not_digits: "Der Sicherheitscode besteht nur aus Ziffern. Bitte entfernen Sie andere Zeichen.",
      too_short: "Der Sicherheitscode hat {lengths} Ziffern. Bitte prüfen Sie, ob eine fehlt.",
      too_long: "Der Sicherheitscode hat {lengths} Ziffern. Bitte prüfen Sie, ob eine zu viel ist.",
      not_on_card: "Diese Karte hat keinen Sicherheitscode. Bitte lassen Sie das Feld leer.",
    },
    name: {
      required: "Bitte geben Sie den Namen so ein, wie er auf der Karte steht.",
      not_text: "Der Name konnte nicht gelesen werden. Bitte geben Sie ihn erneut ein.",
      too_long: "Der Name ist zu lang. Bitte geben Sie ihn so ein, wie er auf der Karte steht.",
      characters:
        "Der Name enthält ein ungültiges Zeichen. Bitte geben Sie ihn so ein, wie er auf der Karte steht.",
      holds_number: "Das sieht nach einer Kartennummer aus. Bitte geben Sie hier den Namen ein.",
    },
    postalCode: {
      required: "Bitte geben Sie Ihre Postleitzahl ein.",
      not_text: "Die Postleitzahl konnte nicht gelesen werden. Bitte geben Sie sie erneut ein.",
      too_short: "Die Postleitzahl ist zu kurz. Bitte prüfen Sie, ob etwas fehlt.",
      too_long: "Die Postleitzahl ist zu lang. Bitte prüfen Sie, ob etwas zu viel ist.",
      characters: "Die Postleitzahl enthält ein ungültiges Zeichen. Bitte prüfen Sie sie.",
    },
    network: {
      required: "Bitte wählen Sie, über welches Netzwerk Sie zahlen möchten.",
      not_text: "Das Netzwerk konnte nicht gelesen werden. Bitte wählen Sie es erneut.",
      not_on_card:
        "Diese Karte unterstützt das Netzwerk nicht. Bitte wählen Sie eines, das auf der Karte steht.",
      brand_not_accepted:
        "Dieses Netzwerk akzeptieren wir nicht. Bitte wählen Sie ein anderes oder eine andere Karte.",
    },
  },
  branded: {
    number: {
      length_for_brand: "Karten von {brand} haben eine andere Ziffernzahl. Bitte prüfen Sie die Nummer.",
      brand_not_accepted: "Karten von {brand} akzeptieren wir nicht. Bitte verwenden Sie eine andere Karte.",
    },
    network: {
      not_on_card:
        "Diese Karte unterstützt {brand} nicht. Bitte wählen Sie ein Netzwerk, das auf der Karte steht.",
      brand_not_accepted:
        "{brand} akzeptieren wir nicht. Bitte wählen Sie ein anderes Netzwerk oder eine andere Karte.",
    },
  },
  errors: {
    ERR_KEYS_FETCH:
      "Der Zahlungsdienst ist nicht erreichbar. Es wurde nichts abgebucht. Bitte versuchen Sie es erneut.",
    ERR_KEY_INVALID:
      "Die Zahlung ist hier falsch eingerichtet. Es wurde nichts gesendet. Bitte informieren Sie den Shop.",
    ERR_KEY_UNTRUSTED:
      "Der Zahlungsdienst ließ sich nicht prüfen. Es wurde nichts gesendet. Bitte informieren Sie den Shop.",
    ERR_CARD_INVALID:
      "Die Kartendaten enthalten einen Fehler. Es wurde nichts abgebucht. Bitte prüfen Sie sie.",
    ERR_ORDER_INVALID:
      "Mit der Bestellung stimmt etwas nicht. Es wurde nichts abgebucht. Bitte laden Sie die Seite neu.",
    ERR_OPTION_INVALID:
      "Das Zahlungsformular ist falsch eingerichtet. Nichts wurde abgebucht. Bitte informieren Sie den Shop.",
    ERR_INSECURE_CONTEXT:
      "Diese Seite ist nicht sicher. Ihre Karte wurde nicht gesendet. Bitte öffnen Sie den Shop über https.",
    ERR_RANDOM_UNAVAILABLE:
      "Dieser Browser kann Ihre Karte nicht schützen. Nichts wurde gesendet. Bitte nehmen Sie einen anderen.",
    ERR_WASM_BLOCKED:
      "Der Kartenschutz lädt nicht. Es wurde nichts gesendet. Bitte neu laden oder Browser wechseln.",
    ERR_INTERNAL: "Etwas ist schiefgelaufen. Es wurde nichts abgebucht. Bitte laden Sie die Seite neu.",
  },
  form: {
    busy: "Einen Moment, bitte.",
    check: "Bitte prüfen:",
    sealed: "Ihre Karte ist verschlüsselt. Sie müssen sie nicht noch einmal eingeben.",
  },
};
