// Portuguese of Brazil.

/** @type {import("../messages.js").Messages} */
export default {
  lang: "pt-BR",
  dir: "ltr",
  expiryPattern: "MM / AA",
  labels: {
    number: "Número do cartão",
    expiry: "Validade",
    cvc: "Código de segurança",
    name: "Nome no cartão",
    postalCode: "CEP",
    network: "Bandeira do cartão",
  },
  general: {
    number: "Confira o número do cartão.",
    expiry: "Confira a validade do cartão.",
    cvc: "Confira o código de segurança.",
    name: "Confira o nome no cartão.",
    postalCode: "Confira o CEP.",
    network: "Confira a bandeira escolhida.",
  },
  issues: {
    number: {
      required: "Digite o número do cartão.",
      not_text: "Não foi possível ler o número do cartão. Digite-o novamente.",
      not_digits: "O número do cartão só pode conter dígitos. Remova os outros caracteres.",
      too_short: "O número do cartão está curto demais. Confira se não falta nenhum dígito.",
      too_long: "O número do cartão está longo demais. Confira se não há dígitos a mais.",
      luhn: "Há um erro no número do cartão. Compare com o que está no seu cartão.",
      length_for_brand: "O número tem dígitos a mais ou a menos. Compare com o que está no seu cartão.",
      brand_not_accepted: "Não aceitamos este tipo de cartão. Use outro, por favor.",
    },
    expiry: {
      required: "Digite a validade do cartão.",
      not_text: "Não foi possível ler a validade. Digite-a novamente.",
      format: "Digite o mês e o ano no formato MM/AA, por exemplo 08/35.",
      not_digits: "A validade só pode conter dígitos. Digite o mês e o ano, por exemplo 08/35.",
      too_short: "A validade está incompleta. Digite o mês e o ano, por exemplo 08/35.",
      too_long: "A validade está longa demais. Digite o mês e o ano, por exemplo 08/35.",
      month: "O mês deve estar entre 01 e 12.",
      expired: "Este cartão está vencido. Confira a validade ou use outro cartão.",
      too_far: "Esse ano está distante demais. Confira a validade no cartão.",
    },
    cvc: {
      required: "Digite o código de segurança do cartão.",
      not_text: "Não foi possível ler o código de segurança. Digite-o novamente.",
      not_digits: "O código de segurança só pode conter dígitos. Remova os outros caracteres.",
      too_short: "O código de segurança tem {lengths} dígitos. Confira se não falta nenhum.",
      too_long: "O código de segurança tem {lengths} dígitos. Confira se não há dígitos a mais.",
      not_on_card: "Este cartão não tem código de segurança. Deixe o campo em branco.",
    },
    name: {
      required: "Digite o nome como aparece no cartão.",
      not_text: "Não foi possível ler o nome. Digite-o novamente.",
      too_long: "O nome está longo demais. Digite-o como aparece no cartão.",
      characters: "O nome tem um caractere que não pode ser usado. Digite-o como aparece no cartão.",
      holds_number: "Isto parece um número de cartão. Digite aqui o nome que aparece no cartão.",
    },
    postalCode: {
      required: "Digite seu CEP.",
      not_text: "Não foi possível ler o CEP. Digite-o novamente.",
      too_short: "O CEP está curto demais. Confira se não falta nada.",
      too_long: "O CEP está longo demais. Confira se não há nada a mais.",
      characters: "O CEP tem um caractere que não pode ser usado. Confira o que digitou.",
    },
    network: {
      required: "Escolha a bandeira com que quer pagar.",
      not_text: "Não foi possível ler a bandeira. Escolha-a novamente.",
      not_on_card: "Este cartão não tem essa bandeira. Escolha uma que apareça no cartão.",
      brand_not_accepted: "Não aceitamos essa bandeira. Escolha outra ou use outro cartão.",
    },
  },
  branded: {
    number: {
      length_for_brand: "Os cartões {brand} têm outra quantidade de dígitos. Confira o número.",
      brand_not_accepted: "Não aceitamos cartões {brand}. Use outro cartão, por favor.",
    },
    network: {
      not_on_card: "Este cartão não tem a bandeira {brand}. Escolha uma que apareça no cartão.",
      brand_not_accepted: "Não aceitamos a bandeira {brand}. Escolha outra ou use outro cartão.",
    },
  },
  errors: {
    ERR_KEYS_FETCH: "Não foi possível contatar o serviço de pagamento. Nada foi cobrado. Tente novamente.",
    ERR_KEY_INVALID: "O pagamento não está bem configurado aqui. Nada foi enviado. Avise a loja.",
    ERR_KEY_UNTRUSTED: "Não foi possível verificar o serviço de pagamento. Nada foi enviado. Avise a loja.",
    ERR_CARD_INVALID: "Há um erro nos dados do cartão. Nada foi cobrado. Confira os dados.",
    ERR_ORDER_INVALID: "Há um erro neste pedido. Nada foi cobrado. Recarregue a página ou avise a loja.",
    ERR_OPTION_INVALID: "O formulário de pagamento não está bem configurado. Nada foi cobrado. Avise a loja.",
    ERR_INSECURE_CONTEXT:
      "Esta página não é segura. Seu cartão não foi enviado. Abra a loja no endereço com https.",
    ERR_RANDOM_UNAVAILABLE:
      "Este navegador não consegue proteger seu cartão. Nada foi enviado. Use outro navegador.",
    ERR_WASM_BLOCKED:
      "A proteção do cartão não foi carregada. Nada foi enviado. Recarregue ou use outro navegador.",
    ERR_INTERNAL: "Algo deu errado. Nada foi cobrado. Recarregue a página e tente novamente.",
  },
  form: {
    busy: "Um momento, por favor.",
    check: "Confira:",
    sealed: "Os dados do cartão estão protegidos. Não é preciso digitá-los de novo.",
  },
};
