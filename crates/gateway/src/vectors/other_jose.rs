use std::time::{Duration, Instant};

use base64ct::{Base64UrlUnpadded, Encoding};
use cardseal::{Order, OrderInput, UnixTime};
use serde_json::Value;

use super::{cases, folder, load, report, text, unhex};
use crate::cek::Cek;
use crate::content;
use crate::{Gateway, KeyRing, KeySize, MemoryReplayGuard, Policy, Reason, RsaPrivateKey};

/// RFC 7516 appendix A: none is a sealed card. A.1 is RSA-OAEP with SHA-1 and has neither `kid` nor `typ`, A.2 is
/// RSA1_5 with A128CBC-HS256, A.3 is AES key wrap, A.5 is no compact serialization.
#[test]
fn rfc_7516_appendix_a() {
    let Some(file) = load("rfc7516/appendix-a.json") else { return };
    let reasons: Vec<_> = file["examples"]
        .as_array()
        .unwrap()
        .iter()
        .map(|example| {
            let jwe = example["jwe_compact"]
                .as_str()
                .map_or_else(|| example["jwe_json"].to_string(), str::to_owned);
            reason(&jwe)
        })
        .collect();
    // 16-byte IVs do not pass the parser.
    assert_eq!(reasons, [Reason::Header, Reason::Malformed, Reason::Malformed, Reason::Malformed]);

    let example = &file["examples"][0];
    let message = cardseal::envelope::compact::Compact::parse(text(example, "jwe_compact")).unwrap();
    let cek = Cek::from_slice(&unhex(text(example, "cek_hex"))).unwrap();
    let plaintext =
        content::decrypt(&cek, &message.iv, message.aad.as_bytes(), &message.ciphertext, &message.tag);
    assert_eq!(*plaintext.unwrap(), unhex(text(example, "plaintext_hex")));
    report(format_args!("RFC 7516 appendix A: 4 examples refused; the A256GCM of A.1 decrypts"));
}

/// CVE-2023-50967: a header that asks for a thousand million rounds of PBKDF2, as it was published and in the compact
/// form.
#[test]
fn p2c_bomb() {
    let Ok(published) =
        std::fs::read_to_string(folder().join("latchset-jose/cve-2023-50967/cve-2023-50967.jwe"))
    else {
        assert!(load("latchset-jose/cve-2023-50967/cve-2023-50967.jwe").is_none());
        return;
    };
    let jwe: Value = serde_json::from_str(&published).unwrap();
    let mut header = jwe["header"].clone();
    header["enc"] = "A256GCM".into();
    let encode = |bytes: &[u8]| Base64UrlUnpadded::encode_string(bytes);
    let header = encode(header.to_string().as_bytes());
    let key = text(&jwe, "encrypted_key");
    let compact = [&header, key, &encode(&[0; 12]), text(&jwe, "ciphertext"), &encode(&[0; 16])].join(".");
    for (form, jwe, expected) in
        [("JSON", published, Reason::Malformed), ("compact", compact, Reason::Header)]
    {
        let gateway = gateway();
        // The best of a few: the machine may be busy.
        let took = (0..10).map(|_| {
            let started = Instant::now();
            let refused = gateway.open(&jwe, &order(), UnixTime::from_secs(0));
            let took = started.elapsed();
            assert_eq!(refused.err().unwrap().reason(), expected);
            took
        });
        let took = took.min().unwrap();
        report(format_args!("CVE-2023-50967, {form}: refused in {took:?}"));
        assert!(took < Duration::from_millis(1), "{took:?}");
    }
}

/// A signed token is not a sealed one: Wycheproof JWS, fed to the opener.
#[test]
fn wycheproof_json_web_signature_is_refused() {
    let Some(file) = load("wycheproof/json_web_signature_test.json") else { return };
    let gateway = gateway();
    let mut ran = 0;
    for (_, case) in cases(&file) {
        let refused = gateway.open(text(case, "jws"), &order(), UnixTime::from_secs(0)).err().unwrap();
        assert_eq!(refused.reason(), Reason::Malformed, "{}", case["tcId"]);
        ran += 1;
    }
    report(format_args!("Wycheproof JWS fed to the opener: {ran} cases, all refused"));
    assert_eq!(ran, 401);
}

fn reason(jwe: &str) -> Reason {
    gateway().open(jwe, &order(), UnixTime::from_secs(0)).err().unwrap().reason()
}

fn gateway() -> Gateway {
    let mut keys = KeyRing::new();
    keys.insert("k", RsaPrivateKey::generate(KeySize::Rsa2048).unwrap()).unwrap();
    Gateway::new(keys, Policy::new("https://gateway.example"), MemoryReplayGuard::new())
}

fn order() -> Order {
    Order::parse(&OrderInput { merchant: Some("m"), id: Some("o"), amount: Some(1), currency: Some("EUR") })
        .unwrap()
}
