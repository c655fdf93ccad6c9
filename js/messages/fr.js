// French.

/** @type {import("../messages.js").Messages} */
export default {
  lang: "fr",
  dir: "ltr",
  expiryPattern: "MM / AA",
  labels: {
    number: "Numéro de carte",
    expiry: "Date d’expiration",
    cvc: "Code de sécurité",
    name: "Nom sur la carte",
    postalCode: "Code postal",
    network: "Réseau de la carte",
  },
  general: {
    number: "Vérifiez le numéro de carte.",
    expiry: "Vérifiez la date d’expiration.",
    cvc: "Vérifiez le code de sécurité.",
    name: "Vérifiez le nom.",
    postalCode: "Vérifiez le code postal.",
    network: "Vérifiez le réseau choisi.",
  },
  issues: {
    number: {
      required: "Saisissez le numéro de carte.",
      not_text: "Le numéro de carte n’a pas pu être lu. Saisissez-le à nouveau.",
      not_digits: "Un numéro de carte ne contient que des chiffres. Retirez les autres caractères.",
      too_short: "Le numéro de carte est trop court. Vérifiez qu’il ne manque aucun chiffre.",
      too_long: "Le numéro de carte est trop long. Vérifiez qu’il n’y a pas de chiffre en trop.",
      luhn: "Le numéro de carte contient une erreur. Comparez-le avec votre carte.",
      length_for_brand: "Ce numéro a trop de chiffres ou pas assez. Comparez-le avec votre carte.",
      brand_not_accepted: "Nous n’acceptons pas ce type de carte. Veuillez en utiliser une autre.",
    },
    expiry: {
      required: "Saisissez la date d’expiration de la carte.",
      not_text: "La date d’expiration n’a pas pu être lue. Saisissez-la à nouveau.",
      format: "Saisissez le mois et l’année au format MM/AA, par exemple 08/35.",
      not_digits: "La date ne contient que des chiffres. Saisissez le mois et l’année, par exemple 08/35.",
      too_short: "La date est incomplète. Saisissez le mois et l’année, par exemple 08/35.",
      too_long: "La date est trop longue. Saisissez le mois et l’année, par exemple 08/35.",
      month: "Le mois doit être compris entre 01 et 12.",
      expired: "Cette carte a expiré. Vérifiez la date ou utilisez une autre carte.",
      too_far: "L’année saisie est trop lointaine. Vérifiez la date sur votre carte.",
    },
    cvc: {
      required: "Saisissez le code de sécurité de la carte.",
      not_text: "Le code de sécurité n’a pas pu être lu. Saisissez-le à nouveau.",
      not_digits: "Le code de sécurité ne contient que des chiffres. Retirez les autres caractères.",
      too_short: "Le code de sécurité compte {lengths} chiffres. Vérifiez qu’il n’en manque aucun.",
      too_long: "Le code de sécurité compte {lengths} chiffres. Vérifiez qu’il n’y en a pas en trop.",
      not_on_card: "Cette carte n’a pas de code de sécurité. Laissez ce champ vide.",
    },
    name: {
      required: "Saisissez le nom tel qu’il figure sur la carte.",
      not_text: "Le nom n’a pas pu être lu. Saisissez-le à nouveau.",
      too_long: "Le nom est trop long. Saisissez-le tel qu’il figure sur la carte.",
      characters: "Le nom contient un caractère non autorisé. Saisissez-le tel qu’il figure sur la carte.",
      holds_number: "Ceci ressemble à un numéro de carte. Saisissez ici le nom qui figure sur la carte.",
    },
    postalCode: {
      required: "Saisissez votre code postal.",
      not_text: "Le code postal n’a pas pu être lu. Saisissez-le à nouveau.",
      too_short: "Le code postal est trop court. Vérifiez qu’il ne manque rien.",
      too_long: "Le code postal est trop long. Vérifiez qu’il n’y a rien en trop.",
      characters: "Le code postal contient un caractère non autorisé. Vérifiez-le.",
    },
    network: {
      required: "Choisissez le réseau avec lequel payer.",
      not_text: "Le réseau choisi n’a pas pu être lu. Choisissez-le à nouveau.",
      not_on_card: "Cette carte n’utilise pas ce réseau. Choisissez-en un qui figure sur la carte.",
      brand_not_accepted: "Nous n’acceptons pas ce réseau. Choisissez un autre réseau ou une autre carte.",
    },
  },
  branded: {
    number: {
      length_for_brand: "Les cartes {brand} ont un autre nombre de chiffres. Vérifiez le numéro.",
      brand_not_accepted: "Nous n’acceptons pas les cartes {brand}. Veuillez utiliser une autre carte.",
    },
    network: {
      not_on_card: "Cette carte n’utilise pas {brand}. Choisissez un réseau qui figure sur la carte.",
      brand_not_accepted: "Nous n’acceptons pas {brand}. Choisissez un autre réseau ou une autre carte.",
    },
  },
  errors: {
    ERR_KEYS_FETCH: "Le service de paiement est injoignable. Rien n’a été débité. Veuillez réessayer.",
    ERR_KEY_INVALID: "Le paiement est mal configuré ici. Rien n’a été envoyé. Veuillez prévenir la boutique.",
    ERR_KEY_UNTRUSTED:
      "Le service de paiement n’a pas pu être vérifié. Rien n’a été envoyé. Prévenez la boutique.",
    ERR_CARD_INVALID: "Les données de la carte contiennent une erreur. Rien n’a été débité. Vérifiez-les.",
    ERR_ORDER_INVALID:
      "La commande contient une erreur. Rien n’a été débité. Rechargez la page ou prévenez la boutique.",
    ERR_OPTION_INVALID:
      "Le formulaire de paiement est mal configuré. Rien n’a été débité. Prévenez la boutique.",
    ERR_INSECURE_CONTEXT:
      "Cette page n’est pas sécurisée. Votre carte n’a pas été envoyée. Ouvrez la boutique en https.",
    ERR_RANDOM_UNAVAILABLE:
      "Ce navigateur ne peut pas protéger votre carte. Rien n’a été envoyé. Utilisez-en un autre.",
    ERR_WASM_BLOCKED:
      "La protection de la carte ne s’est pas chargée. Rien n’a été envoyé. Rechargez ou changez de navigateur.",
    ERR_INTERNAL: "Un problème est survenu. Rien n’a été débité. Rechargez la page et réessayez.",
  },
  form: {
    busy: "Un instant, s’il vous plaît.",
    check: "À vérifier :",
    sealed: "Votre carte est chiffrée. Inutile de la saisir à nouveau.",
  },
};
