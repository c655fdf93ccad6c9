// Turkish.

/** @type {import("../messages.js").Messages} */
export default {
  lang: "tr",
  dir: "ltr",
  expiryPattern: "AA / YY",
  labels: {
    number: "Kart numarası",
    expiry: "Son kullanma tarihi",
    cvc: "Güvenlik kodu",
    name: "Kart üzerindeki ad",
    postalCode: "Posta kodu",
    network: "Ödeme ağı",
  },
  general: {
    number: "Lütfen kart numarasını kontrol edin.",
    expiry: "Lütfen son kullanma tarihini kontrol edin.",
    cvc: "Lütfen güvenlik kodunu kontrol edin.",
    name: "Lütfen adı kontrol edin.",
    postalCode: "Lütfen posta kodunu kontrol edin.",
    network: "Lütfen seçtiğiniz ödeme ağını kontrol edin.",
  },
  issues: {
    number: {
      required: "Lütfen kart numarasını girin.",
      not_text: "Kart numarası okunamadı. Lütfen yeniden girin.",
      not_digits: "Kart numarası yalnızca rakamlardan oluşur. Lütfen diğer karakterleri silin.",
      too_short: "Kart numarası çok kısa. Lütfen eksik rakam olup olmadığını kontrol edin.",
      too_long: "Kart numarası çok uzun. Lütfen fazladan rakam olup olmadığını kontrol edin.",
      luhn: "Kart numarasında bir hata var. Lütfen kartınızdaki numarayla karşılaştırın.",
      length_for_brand: "Rakam sayısı doğru değil. Lütfen kartınızdaki numarayla karşılaştırın.",
      brand_not_accepted: "Bu kart türünü kabul etmiyoruz. Lütfen başka bir kart kullanın.",
    },
    expiry: {
      required: "Lütfen kartın son kullanma tarihini girin.",
      not_text: "Son kullanma tarihi okunamadı. Lütfen yeniden girin.",
      format: "Lütfen ay ve yılı AA/YY biçiminde girin, örneğin 08/35.",
      not_digits: "Tarih yalnızca rakamlardan oluşur. Lütfen ay ve yılı girin, örneğin 08/35.",
      too_short: "Tarih eksik. Lütfen ay ve yılı girin, örneğin 08/35.",
      too_long: "Tarih çok uzun. Lütfen ay ve yılı girin, örneğin 08/35.",
      month: "Ay, 01 ile 12 arasında olmalıdır.",
      expired: "Bu kartın süresi dolmuş. Lütfen tarihi kontrol edin veya başka bir kart kullanın.",
      too_far: "Girilen yıl çok ileride. Lütfen kartınızdaki tarihi kontrol edin.",
    },
    cvc: {
      required: "Lütfen kartın güvenlik kodunu girin.",
      not_text: "Güvenlik kodu okunamadı. Lütfen yeniden girin.",
      not_digits: "Güvenlik kodu yalnızca rakamlardan oluşur. Lütfen diğer karakterleri silin.",
      too_short: "Güvenlik kodu {lengths} hanelidir. Lütfen eksik rakam olup olmadığını kontrol edin.",
      too_long: "Güvenlik kodu {lengths} hanelidir. Lütfen fazladan rakam olup olmadığını kontrol edin.",
      not_on_card: "Bu kartın güvenlik kodu yok. Lütfen bu alanı boş bırakın.",
    },
    name: {
      required: "Lütfen adı kartta yazdığı gibi girin.",
      not_text: "Ad okunamadı. Lütfen yeniden girin.",
      too_long: "Ad çok uzun. Lütfen kartta yazdığı gibi girin.",
      characters: "Adda kullanılamayan bir karakter var. Lütfen kartta yazdığı gibi girin.",
      holds_number: "Bu bir kart numarasına benziyor. Lütfen buraya kartın üzerindeki adı girin.",
    },
    postalCode: {
      required: "Lütfen posta kodunuzu girin.",
      not_text: "Posta kodu okunamadı. Lütfen yeniden girin.",
      too_short: "Posta kodu çok kısa. Lütfen eksik karakter olup olmadığını kontrol edin.",
      too_long: "Posta kodu çok uzun. Lütfen fazladan karakter olup olmadığını kontrol edin.",
      characters: "Posta kodunda kullanılamayan bir karakter var. Lütfen kontrol edin.",
    },
    network: {
      required: "Lütfen ödeme yapacağınız ağı seçin.",
      not_text: "Ödeme ağı okunamadı. Lütfen yeniden seçin.",
      not_on_card: "Bu kart o ağda geçerli değil. Lütfen kartın üzerinde yazan bir ağı seçin.",
      brand_not_accepted: "O ağı kabul etmiyoruz. Lütfen başka bir ağ seçin veya başka bir kart kullanın.",
    },
  },
  branded: {
    number: {
      length_for_brand: "{brand} kartlarının rakam sayısı farklıdır. Lütfen numarayı kontrol edin.",
      brand_not_accepted: "{brand} kartlarını kabul etmiyoruz. Lütfen başka bir kart kullanın.",
    },
    network: {
      not_on_card: "Bu kart {brand} ağında geçerli değil. Lütfen kartın üzerinde yazan bir ağı seçin.",
      brand_not_accepted: "{brand} ağını kabul etmiyoruz. Lütfen başka bir ağ veya kart seçin.",
    },
  },
  errors: {
    ERR_KEYS_FETCH: "Ödeme hizmetine ulaşılamıyor. Sizden ücret alınmadı. Lütfen yeniden deneyin.",
    ERR_KEY_INVALID: "Ödeme burada doğru ayarlanmamış. Hiçbir bilgi gönderilmedi. Lütfen mağazaya bildirin.",
    ERR_KEY_UNTRUSTED: "Ödeme hizmeti doğrulanamadı. Hiçbir bilgi gönderilmedi. Lütfen mağazaya bildirin.",
    ERR_CARD_INVALID: "Kart bilgilerinde bir hata var. Sizden ücret alınmadı. Lütfen bilgileri kontrol edin.",
    ERR_ORDER_INVALID:
      "Siparişte bir hata var. Sizden ücret alınmadı. Lütfen sayfayı yenileyin veya mağazaya bildirin.",
    ERR_OPTION_INVALID: "Ödeme formu doğru ayarlanmamış. Sizden ücret alınmadı. Lütfen mağazaya bildirin.",
    ERR_INSECURE_CONTEXT: "Bu sayfa güvenli değil. Kartınız gönderilmedi. Lütfen mağazayı https ile açın.",
    ERR_RANDOM_UNAVAILABLE:
      "Bu tarayıcı kartınızı koruyamıyor. Hiçbir bilgi gönderilmedi. Lütfen başka bir tarayıcı kullanın.",
    ERR_WASM_BLOCKED:
      "Kart koruması yüklenemedi. Hiçbir bilgi gönderilmedi. Sayfayı yenileyin veya tarayıcı değiştirin.",
    ERR_INTERNAL: "Bir sorun oluştu. Sizden ücret alınmadı. Lütfen sayfayı yenileyip yeniden deneyin.",
  },
  form: {
    busy: "Lütfen biraz bekleyin.",
    check: "Lütfen kontrol edin:",
    sealed: "Kart bilgileriniz şifrelendi. Yeniden girmeniz gerekmez.",
  },
};
