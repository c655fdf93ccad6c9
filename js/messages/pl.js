// Polish.

/** @type {import("../messages.js").Messages} */
export default {
  lang: "pl",
  dir: "ltr",
  expiryPattern: "MM / RR",
  labels: {
    number: "Numer karty",
    expiry: "Data ważności",
    cvc: "Kod bezpieczeństwa",
    name: "Imię i nazwisko na karcie",
    postalCode: "Kod pocztowy",
    network: "Sieć płatnicza",
  },
  general: {
    number: "Proszę sprawdzić numer karty.",
    expiry: "Proszę sprawdzić datę ważności.",
    cvc: "Proszę sprawdzić kod bezpieczeństwa.",
    name: "Proszę sprawdzić imię i nazwisko.",
    postalCode: "Proszę sprawdzić kod pocztowy.",
    network: "Proszę sprawdzić wybraną sieć płatniczą.",
  },
  issues: {
    number: {
      required: "Proszę wpisać numer karty.",
      not_text: "Nie udało się odczytać numeru karty. Proszę wpisać go ponownie.",
      not_digits: "Numer karty składa się z samych cyfr. Proszę usunąć inne znaki.",
      too_short: "Numer karty jest za krótki. Proszę sprawdzić, czy nie brakuje cyfry.",
      too_long: "Numer karty jest za długi. Proszę sprawdzić, czy nie ma zbędnej cyfry.",
      luhn: "W numerze karty jest błąd. Proszę porównać go z numerem na karcie.",
      length_for_brand: "Numer ma za dużo lub za mało cyfr. Proszę porównać go z numerem na karcie.",
      brand_not_accepted: "Nie przyjmujemy kart tego rodzaju. Proszę użyć innej karty.",
    },
    expiry: {
      required: "Proszę wpisać datę ważności karty.",
      not_text: "Nie udało się odczytać daty ważności. Proszę wpisać ją ponownie.",
      format: "Proszę wpisać miesiąc i rok w formacie MM/RR, na przykład 08/35.",
      not_digits: "Data składa się z samych cyfr. Proszę wpisać miesiąc i rok, na przykład 08/35.",
      too_short: "Data jest niepełna. Proszę wpisać miesiąc i rok, na przykład 08/35.",
      too_long: "Data jest za długa. Proszę wpisać miesiąc i rok, na przykład 08/35.",
      month: "Miesiąc musi być liczbą od 01 do 12.",
      expired: "Ta karta straciła ważność. Proszę sprawdzić datę lub użyć innej karty.",
      too_far: "Podany rok jest zbyt odległy. Proszę sprawdzić datę na karcie.",
    },
    cvc: {
      required: "Proszę wpisać kod bezpieczeństwa karty.",
      not_text: "Nie udało się odczytać kodu bezpieczeństwa. Proszę wpisać go ponownie.",
      not_digits: "Kod bezpieczeństwa składa się z samych cyfr. Proszę usunąć inne znaki.",
      too_short: "Kod bezpieczeństwa ma {lengths} cyfry. Proszę sprawdzić, czy żadnej nie brakuje.",
      too_long: "Kod bezpieczeństwa ma {lengths} cyfry. Proszę sprawdzić, czy nie ma zbędnej cyfry.",
      not_on_card: "Ta karta nie ma kodu bezpieczeństwa. Proszę zostawić to pole puste.",
    },
    name: {
      required: "Proszę wpisać imię i nazwisko tak jak na karcie.",
      not_text: "Nie udało się odczytać imienia i nazwiska. Proszę wpisać je ponownie.",
      too_long: "Imię i nazwisko są za długie. Proszę wpisać je tak jak na karcie.",
      characters: "Imię i nazwisko zawierają niedozwolony znak. Proszę wpisać je tak jak na karcie.",
      holds_number: "To wygląda na numer karty. Proszę wpisać tu imię i nazwisko z karty.",
    },
    postalCode: {
      required: "Proszę wpisać kod pocztowy.",
      not_text: "Nie udało się odczytać kodu pocztowego. Proszę wpisać go ponownie.",
      too_short: "Kod pocztowy jest za krótki. Proszę sprawdzić, czy niczego nie brakuje.",
      too_long: "Kod pocztowy jest za długi. Proszę sprawdzić, czy nie ma zbędnych znaków.",
      characters: "Kod pocztowy zawiera niedozwolony znak. Proszę go sprawdzić.",
    },
    network: {
      required: "Proszę wybrać sieć płatniczą.",
      not_text: "Nie udało się odczytać sieci płatniczej. Proszę wybrać ją ponownie.",
      not_on_card: "Ta karta nie działa w tej sieci. Proszę wybrać sieć podaną na karcie.",
      brand_not_accepted: "Nie obsługujemy tej sieci. Proszę wybrać inną sieć lub użyć innej karty.",
    },
  },
  branded: {
    number: {
      length_for_brand: "Karty {brand} mają inną liczbę cyfr. Proszę sprawdzić numer.",
      brand_not_accepted: "Nie przyjmujemy kart {brand}. Proszę użyć innej karty.",
    },
    network: {
      not_on_card: "Ta karta nie działa w sieci {brand}. Proszę wybrać sieć podaną na karcie.",
      brand_not_accepted: "Nie obsługujemy sieci {brand}. Proszę wybrać inną sieć lub użyć innej karty.",
    },
  },
  errors: {
    ERR_KEYS_FETCH:
      "Brak połączenia z usługą płatniczą. Nie pobrano żadnych środków. Proszę spróbować ponownie.",
    ERR_KEY_INVALID: "Płatność jest tu źle skonfigurowana. Niczego nie wysłano. Proszę powiadomić sklep.",
    ERR_KEY_UNTRUSTED:
      "Nie udało się zweryfikować usługi płatniczej. Niczego nie wysłano. Proszę powiadomić sklep.",
    ERR_CARD_INVALID: "W danych karty jest błąd. Nie pobrano żadnych środków. Proszę sprawdzić dane karty.",
    ERR_ORDER_INVALID:
      "W zamówieniu jest błąd. Nie pobrano środków. Proszę odświeżyć stronę lub powiadomić sklep.",
    ERR_OPTION_INVALID:
      "Formularz płatności jest źle skonfigurowany. Nie pobrano środków. Proszę powiadomić sklep.",
    ERR_INSECURE_CONTEXT:
      "Ta strona nie jest bezpieczna. Danych karty nie wysłano. Proszę otworzyć sklep przez https.",
    ERR_RANDOM_UNAVAILABLE:
      "Ta przeglądarka nie może chronić danych karty. Niczego nie wysłano. Proszę użyć innej przeglądarki.",
    ERR_WASM_BLOCKED:
      "Nie wczytano ochrony karty. Niczego nie wysłano. Proszę odświeżyć stronę lub zmienić przeglądarkę.",
    ERR_INTERNAL: "Coś poszło nie tak. Nie pobrano środków. Proszę odświeżyć stronę i spróbować ponownie.",
  },
  form: {
    busy: "Proszę chwilę poczekać.",
    check: "Proszę sprawdzić:",
    sealed: "Dane karty są zaszyfrowane. Nie trzeba ich wpisywać ponownie.",
  },
};
