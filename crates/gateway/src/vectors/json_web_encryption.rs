use cardseal::envelope::compact::Compact;
use cardseal::envelope::header::{ALG, ENC};
use cardseal::{Order, OrderInput, UnixTime};
use serde_json::Value;

use super::{bytes, cases, is_valid, load, pkcs8, report, text};
use crate::cek::Cek;
use crate::checks::decrypt;
use crate::rsa_private_key::RsaPrivateKey;
use crate::{Gateway, KeyRing, MemoryReplayGuard, Policy, PrivateKey, Reason};

/// Wycheproof JWE through the gateway's face. Not one of the 139 is a sealed card: all lack `typ`, so nothing may open,
/// valid or not, and each is refused before its key is looked for.
#[test]
fn wycheproof_json_web_encryption_is_refused() {
    let Some(file) = load("wycheproof/json_web_encryption_test.json") else { return };
    let (mut ran, mut valid, mut malformed, mut header) = (0, 0, 0, 0);
    for (group, case) in cases(&file) {
        let refused = gateway(&group["private"])
            .open(text(case, "jwe"), &order(), UnixTime::from_secs(0))
            .err()
            .unwrap();
        match refused.reason() {
            Reason::Malformed => malformed += 1,
            Reason::Header => header += 1,
            other => panic!("{}: {other:?}", case["tcId"]),
        }
        ran += 1;
        valid += usize::from(is_valid(case));
    }
    report(format_args!(
        "Wycheproof JWE: {ran} cases, {valid} valid but out of profile; refused as malformed {malformed}, by the header {header}"
    ));
    assert_eq!(ran, 139);
}

/// The same 139 one layer down, where neither `typ` nor claims are asked for: the shared parser, then the algorithms
/// of the key record, then unwrapping and content decryption. Only case 90 is RSA-OAEP-256 with A256GCM.
#[test]
fn wycheproof_json_web_encryption_beneath_the_header() {
    let Some(file) = load("wycheproof/json_web_encryption_test.json") else { return };
    let (mut ran, mut opened, mut forced) = (0, Vec::new(), Vec::new());
    for (group, case) in cases(&file) {
        ran += 1;
        let (Some(key), Ok(message)) = (key(&group["private"]), Compact::parse(text(case, "jwe"))) else {
            continue;
        };
        let unwrapped = key.unwrap_cek(&message.encrypted_key);
        let Ok(plaintext) = decrypt(&message, unwrapped, Cek::random().unwrap()) else { continue };
        // Opened by the key's algorithms, whatever the message claims that they are.
        forced.push(case["tcId"].as_u64().unwrap());
        let header: Value = serde_json::from_slice(&message.header).unwrap();
        if header["alg"] == ALG && header["enc"] == ENC {
            assert!(is_valid(case), "{}", case["tcId"]);
            assert_eq!(*plaintext, bytes(case, "pt"));
            opened.push(case["tcId"].as_u64().unwrap());
        }
    }
    report(format_args!(
        "Wycheproof JWE beneath the header: {ran} cases, opened {opened:?}; with the header not looked at, {forced:?}"
    ));
    assert_eq!(ran, 139);
    assert_eq!(opened, [90]);
}

fn gateway(jwk: &Value) -> Gateway {
    let mut keys = KeyRing::new();
    if let Some(key) = key(jwk) {
        keys.insert(jwk["kid"].as_str().unwrap(), key).unwrap();
    }
    Gateway::new(keys, Policy::new("https://gateway.example"), MemoryReplayGuard::new())
}

/// The key as a gateway's key; `None` for those that are no RSA key, which no ring holds.
fn key(jwk: &Value) -> Option<RsaPrivateKey> {
    let is_rsa = jwk["kty"] == "RSA";
    is_rsa.then(|| RsaPrivateKey::from_pkcs8_der(&pkcs8::from_jwk(jwk)).unwrap())
}

fn order() -> Order {
    Order::parse(&OrderInput { merchant: Some("m"), id: Some("o"), amount: Some(1), currency: Some("EUR") })
        .unwrap()
}
