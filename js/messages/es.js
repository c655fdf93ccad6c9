// Spanish.

/** @type {import("../messages.js").Messages} */
export default {
  lang: "es",
  dir: "ltr",
  expiryPattern: "MM / AA",
  labels: {
    number: "Número de tarjeta",
    expiry: "Fecha de vencimiento",
    cvc: "Código de seguridad",
    name: "Nombre en la tarjeta",
    postalCode: "Código postal",
    network: "Red de la tarjeta",
  },
  general: {
    number: "Revise el número de tarjeta.",
    expiry: "Revise la fecha de vencimiento.",
    cvc: "Revise el código de seguridad.",
    name: "Revise el nombre.",
    postalCode: "Revise el código postal.",
    network: "Revise la red elegida.",
  },
  issues: {
    number: {
      required: "Escriba el número de tarjeta.",
      not_text: "No se pudo leer el número de tarjeta. Escríbalo de nuevo.",
      not_digits: "El número de tarjeta solo puede contener dígitos. Quite los demás caracteres.",
      too_short: "El número de tarjeta es demasiado corto. Compruebe que no falte ningún dígito.",
      too_long: "El número de tarjeta es demasiado largo. Compruebe que no sobre ningún dígito.",
      luhn: "Hay un error en el número de tarjeta. Compárelo con el de su tarjeta.",
      length_for_brand: "El número tiene dígitos de más o de menos. Compárelo con el de su tarjeta.",
      brand_not_accepted: "No aceptamos este tipo de tarjeta. Utilice otra, por favor.",
    },
    expiry: {
      required: "Escriba la fecha de vencimiento de la tarjeta.",
      not_text: "No se pudo leer la fecha de vencimiento. Escríbala de nuevo.",
      format: "Escriba el mes y el año en el formato MM/AA, por ejemplo 08/35.",
      not_digits: "La fecha solo puede contener dígitos. Escriba el mes y el año, por ejemplo 08/35.",
      too_short: "La fecha está incompleta. Escriba el mes y el año, por ejemplo 08/35.",
      too_long: "La fecha es demasiado larga. Escriba el mes y el año, por ejemplo 08/35.",
      month: "El mes debe estar entre 01 y 12.",
      expired: "Esta tarjeta está vencida. Revise la fecha o utilice otra tarjeta.",
      too_far: "Ese año queda demasiado lejos. Revise la fecha en su tarjeta.",
    },
    cvc: {
      required: "Escriba el código de seguridad de la tarjeta.",
      not_text: "No se pudo leer el código de seguridad. Escríbalo de nuevo.",
      not_digits: "El código de seguridad solo puede contener dígitos. Quite los demás caracteres.",
      too_short: "El código de seguridad tiene {lengths} dígitos. Compruebe que no falte ninguno.",
      too_long: "El código de seguridad tiene {lengths} dígitos. Compruebe que no sobre ninguno.",
      not_on_card: "Esta tarjeta no tiene código de seguridad. Deje este campo vacío.",
    },
    name: {
      required: "Escriba el nombre tal como aparece en la tarjeta.",
      not_text: "No se pudo leer el nombre. Escríbalo de nuevo.",
      too_long: "El nombre es demasiado largo. Escríbalo tal como aparece en la tarjeta.",
      characters: "El nombre contiene un carácter no válido. Escríbalo tal como aparece en la tarjeta.",
      holds_number: "Esto parece un número de tarjeta. Escriba aquí el nombre que aparece en ella.",
    },
    postalCode: {
      required: "Escriba su código postal.",
      not_text: "No se pudo leer el código postal. Escríbalo de nuevo.",
      too_short: "El código postal es demasiado corto. Compruebe que no falte nada.",
      too_long: "El código postal es demasiado largo. Compruebe que no sobre nada.",
      characters: "El código postal contiene un carácter no válido. Revíselo.",
    },
    network: {
      required: "Elija la red con la que quiere pagar.",
      not_text: "No se pudo leer la red elegida. Elíjala de nuevo.",
      not_on_card: "Esta tarjeta no funciona con esa red. Elija una de las que figuran en ella.",
      brand_not_accepted: "No aceptamos esa red. Elija otra o utilice otra tarjeta.",
    },
  },
  branded: {
    number: {
      length_for_brand: "Las tarjetas {brand} tienen otra cantidad de dígitos. Revise el número.",
      brand_not_accepted: "No aceptamos tarjetas {brand}. Utilice otra, por favor.",
    },
    network: {
      not_on_card: "Esta tarjeta no funciona con {brand}. Elija una red que figure en ella.",
      brand_not_accepted: "No aceptamos {brand}. Elija otra red o utilice otra tarjeta.",
    },
  },
  errors: {
    ERR_KEYS_FETCH:
      "No se pudo conectar con el servicio de pago. No se le ha cobrado nada. Inténtelo de nuevo.",
    ERR_KEY_INVALID: "El pago no está bien configurado. No se ha enviado ningún dato. Avise a la tienda.",
    ERR_KEY_UNTRUSTED:
      "No se pudo verificar el servicio de pago. No se ha enviado ningún dato. Avise a la tienda.",
    ERR_CARD_INVALID: "Hay un error en los datos de la tarjeta. No se le ha cobrado nada. Revíselos.",
    ERR_ORDER_INVALID:
      "Hay un error en el pedido. No se le ha cobrado nada. Recargue la página o avise a la tienda.",
    ERR_OPTION_INVALID:
      "El formulario de pago no está bien configurado. No se le ha cobrado nada. Avise a la tienda.",
    ERR_INSECURE_CONTEXT:
      "Esta página no es segura. Su tarjeta no se ha enviado. Abra la tienda en su dirección https.",
    ERR_RANDOM_UNAVAILABLE:
      "Este navegador no puede proteger su tarjeta. No se ha enviado ningún dato. Use otro navegador.",
    ERR_WASM_BLOCKED:
      "No se pudo cargar la protección de la tarjeta. No se envió nada. Recargue o use otro navegador.",
    ERR_INTERNAL: "Algo salió mal. No se le ha cobrado nada. Recargue la página e inténtelo de nuevo.",
  },
  form: {
    busy: "Un momento, por favor.",
    check: "Revise lo siguiente:",
    sealed: "Su tarjeta está cifrada. No tiene que introducirla de nuevo.",
  },
};
