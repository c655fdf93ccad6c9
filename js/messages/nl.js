// Dutch.

/** @type {import("../messages.js").Messages} */
export default {
  lang: "nl",
  dir: "ltr",
  expiryPattern: "MM / JJ",
  labels: {
    number: "Kaartnummer",
    expiry: "Vervaldatum",
    cvc: "Beveiligingscode",
    name: "Naam op de kaart",
    postalCode: "Postcode",
    network: "Kaartnetwerk",
  },
  general: {
    number: "Controleer het kaartnummer.",
    expiry: "Controleer de vervaldatum.",
    cvc: "Controleer de beveiligingscode.",
    name: "Controleer de naam.",
    postalCode: "Controleer de postcode.",
    network: "Controleer het gekozen netwerk.",
  },
  issues: {
    number: {
      required: "Vul het kaartnummer in.",
      not_text: "Het kaartnummer kon niet worden gelezen. Vul het opnieuw in.",
      not_digits: "Een kaartnummer bestaat alleen uit cijfers. Verwijder de andere tekens.",
      too_short: "Het kaartnummer is te kort. Controleer of er een cijfer ontbreekt.",
      too_long: "Het kaartnummer is te lang. Controleer of er een cijfer te veel staat.",
      luhn: "Er zit een fout in het kaartnummer. Vergelijk het met uw kaart.",
      length_for_brand: "Het nummer heeft te veel of te weinig cijfers. Vergelijk het met uw kaart.",
      brand_not_accepted: "Dit soort kaart accepteren we niet. Gebruik een andere kaart.",
    },
    expiry: {
      required: "Vul de vervaldatum van de kaart in.",
      not_text: "De vervaldatum kon niet worden gelezen. Vul de datum opnieuw in.",
      format: "Vul maand en jaar in als MM/JJ, bijvoorbeeld 08/35.",
      not_digits: "De datum bestaat alleen uit cijfers. Vul maand en jaar in, bijvoorbeeld 08/35.",
      too_short: "De datum is niet compleet. Vul maand en jaar in, bijvoorbeeld 08/35.",
      too_long: "De datum is te lang. Vul maand en jaar in, bijvoorbeeld 08/35.",
      month: "De maand moet tussen 01 en 12 liggen.",
      expired: "Deze kaart is verlopen. Controleer de datum of gebruik een andere kaart.",
      too_far: "Dat jaar ligt te ver in de toekomst. Controleer de datum op uw kaart.",
    },
    cvc: {
      required: "Vul de beveiligingscode van de kaart in.",
      not_text: "De beveiligingscode kon niet worden gelezen. Vul de code opnieuw in.",
      not_digits: "De beveiligingscode bestaat alleen uit cijfers. Verwijder de andere tekens.",
      too_short: "De beveiligingscode heeft {lengths} cijfers. Controleer of er een ontbreekt.",
      too_long: "De beveiligingscode heeft {lengths} cijfers. Controleer of er een te veel staat.",
      not_on_card: "Deze kaart heeft geen beveiligingscode. Laat dit veld leeg.",
    },
    name: {
      required: "Vul de naam in zoals die op de kaart staat.",
      not_text: "De naam kon niet worden gelezen. Vul de naam opnieuw in.",
      too_long: "De naam is te lang. Vul de naam in zoals die op de kaart staat.",
      characters: "De naam bevat een ongeldig teken. Vul de naam in zoals die op de kaart staat.",
      holds_number: "Dit lijkt op een kaartnummer. Vul hier de naam in die op de kaart staat.",
    },
    postalCode: {
      required: "Vul uw postcode in.",
      not_text: "De postcode kon niet worden gelezen. Vul de postcode opnieuw in.",
      too_short: "De postcode is te kort. Controleer of er iets ontbreekt.",
      too_long: "De postcode is te lang. Controleer of er iets te veel staat.",
      characters: "De postcode bevat een ongeldig teken. Controleer de postcode.",
    },
    network: {
      required: "Kies via welk netwerk u wilt betalen.",
      not_text: "Het netwerk kon niet worden gelezen. Kies het opnieuw.",
      not_on_card: "Deze kaart werkt niet met dat netwerk. Kies een netwerk dat op de kaart staat.",
      brand_not_accepted: "Dat netwerk accepteren we niet. Kies een ander netwerk of een andere kaart.",
    },
  },
  branded: {
    number: {
      length_for_brand: "Kaarten van {brand} hebben een ander aantal cijfers. Controleer het nummer.",
      brand_not_accepted: "Kaarten van {brand} accepteren we niet. Gebruik een andere kaart.",
    },
    network: {
      not_on_card: "Deze kaart werkt niet met {brand}. Kies een netwerk dat op de kaart staat.",
      brand_not_accepted: "We accepteren {brand} niet. Kies een ander netwerk of een andere kaart.",
    },
  },
  errors: {
    ERR_KEYS_FETCH: "De betaaldienst is niet bereikbaar. Er is niets afgeschreven. Probeer het opnieuw.",
    ERR_KEY_INVALID:
      "Betalen is hier niet goed ingesteld. Er is niets verzonden. Neem contact op met de winkel.",
    ERR_KEY_UNTRUSTED:
      "De betaaldienst kon niet worden geverifieerd. Er is niets verzonden. Neem contact op met de winkel.",
    ERR_CARD_INVALID:
      "Er zit een fout in de kaartgegevens. Er is niets afgeschreven. Controleer de gegevens.",
    ERR_ORDER_INVALID:
      "Er klopt iets niet aan deze bestelling. Er is niets afgeschreven. Laad de pagina opnieuw.",
    ERR_OPTION_INVALID:
      "Het betaalformulier is niet goed ingesteld. Er is niets afgeschreven. Neem contact op met de winkel.",
    ERR_INSECURE_CONTEXT: "Deze pagina is niet veilig. Uw kaart is niet verzonden. Open de winkel via https.",
    ERR_RANDOM_UNAVAILABLE:
      "Deze browser kan uw kaart niet beschermen. Er is niets verzonden. Gebruik een andere browser.",
    ERR_WASM_BLOCKED:
      "De kaartbeveiliging laadt niet. Er is niets verzonden. Laad de pagina opnieuw of wissel van browser.",
    ERR_INTERNAL:
      "Er ging iets mis. Er is niets afgeschreven. Laad de pagina opnieuw en probeer het nog eens.",
  },
  form: {
    busy: "Een ogenblik, alstublieft.",
    check: "Controleer:",
    sealed: "Uw kaartgegevens zijn versleuteld. U hoeft ze niet opnieuw in te voeren.",
  },
};
