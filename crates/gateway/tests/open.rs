//! What is sealed opens: once, for its order, in its time.
#![allow(clippy::unwrap_used)]

mod support;

use cardseal::{CardInput, ExpiryInput};
use cardseal_gateway::{
    Cek, Gateway, GuardUnavailable, KeyRefused, KeyRing, KeySize, KidRefused, MemoryReplayGuard, Opening,
    Policy, PrivateKey, Reason, ReplayGuard, RsaPrivateKey, UnwrapFailed,
};
use serde_json::json;
use support::*;

#[test]
fn what_the_page_seals_opens() {
    let site = Site::new();
    let opened = site.gateway.open(&seal(&visa(), &order(), &key(), 1), &order(), at(NOW + 5)).unwrap();
    assert_eq!(site.operations(), 1);
    let claims = opened.claims();
    assert_eq!((claims.audience(), claims.origin()), (AUDIENCE, Some("https://shop.example")));
    assert_eq!((claims.issued_at(), claims.expires_at()), (at(NOW), at(NOW + 600)));
    assert_eq!((claims.secure(), claims.nonce(), claims.jti().len()), (true, None, 22));
    assert_eq!(opened.kid(), KID);
    opened.charge(|card| {
        assert_eq!(card.number().expose(), PAN);
        assert_eq!((card.expiry().month(), card.expiry().year()), (12, 2030));
        assert_eq!(card.cvc().map(|cvc| cvc.expose()), Some("012"));
        assert_eq!(card.name().map(|name| name.expose()), Some("Ada Lovelace"));
    });
}

#[test]
fn cards_of_every_shape_open() {
    let site = Site::new();
    let names = [None, Some("José Ñandú-O'Neill"), Some("山田太郎"), Some(r#"Dwayne "The \ Rock""#)];
    let numbers =
        [("4242 4242 4242 4242", Some("123")), ("378282246310005", Some("0005")), ("900000000001", None)];
    let mut seed = 0;
    for name in names {
        for (number, cvc) in numbers {
            seed += 1;
            let expiry = Some(ExpiryInput::Text("11/26"));
            let input = CardInput { number: Some(number), expiry, cvc, name, ..CardInput::default() };
            let opened = site.gateway.open(&seal(&input, &order(), &key(), seed), &order(), at(NOW)).unwrap();
            let plain = number.replace(' ', "");
            assert_eq!((opened.digits(), opened.has_cvc()), (plain.len(), cvc.is_some()));
            assert_eq!((opened.has_name(), opened.has_postal_code()), (name.is_some(), false));
            assert_eq!((opened.expiry_month(), opened.expiry_year()), (11, 2026));
            assert!(opened.last_four().len() == 4 && plain.ends_with(opened.last_four()));
            opened.charge(|card| {
                assert_eq!(card.number().expose(), plain);
                assert_eq!(card.cvc().map(|cvc| cvc.expose()), cvc);
                assert_eq!(card.name().map(|found| found.expose()), name);
            });
        }
    }
}

#[test]
fn the_network_that_the_buyer_chose_and_the_postal_code_arrive() {
    let site = Site::new();
    let input = CardInput {
        number: Some("4972 0000 0000 0006"),
        expiry: Some(ExpiryInput::Text("12/30")),
        postal_code: Some(" SW1A  1AA"),
        network: Some("visa"),
        ..CardInput::default()
    };
    let opened = site.gateway.open(&seal(&input, &order(), &key(), 1), &order(), at(NOW)).unwrap();
    assert_eq!(opened.brand().map(|brand| brand.id()), Some("cartes-bancaires"));
    assert_eq!(opened.network().map(|brand| brand.id()), Some("visa"));
    opened.charge(|card| {
        let ids: Vec<_> = card.number().brands().iter().map(|brand| brand.id()).collect();
        assert_eq!(ids, ["cartes-bancaires", "visa"]);
        assert_eq!(card.network().map(|brand| brand.id()), Some("visa"));
        assert_eq!(card.postal_code().map(|code| code.expose()), Some("SW1A 1AA"));
    });
}

#[test]
fn a_network_that_the_card_does_not_bear_or_a_code_written_otherwise_is_refused() {
    for (member, value) in [
        ("network", json!("mastercard")),
        ("network", json!("vista")),
        ("network", json!("")),
        ("network", json!(null)),
        ("network", json!(["visa"])),
        ("postal_code", json!(" SW1A 1AA")),
        ("postal_code", json!("")),
        ("postal_code", json!("SW1A 1AA SW1A")),
        ("postal_code", json!(10115)),
    ] {
        let mut claims = claims();
        claims["card"][member] = value.clone();
        let sealed = seal_raw(&header().to_string(), claims.to_string().as_bytes());
        let refused = Site::new().gateway.open(&sealed, &order(), at(NOW)).err().unwrap();
        assert!(matches!(refused.reason(), Reason::Card | Reason::Claims), "{member}: {value}");
    }
}

#[test]
fn every_key_size_opens() {
    for size in [KeySize::Rsa2048, KeySize::Rsa3072, KeySize::Rsa4096] {
        let key = RsaPrivateKey::generate(size).unwrap();
        let pem = key.expose_pkcs8_pem().unwrap();
        let again = RsaPrivateKey::from_pkcs8_pem(&pem).unwrap();
        assert_eq!(again.public_jwk(KID), key.public_jwk(KID));
        assert_eq!(again.thumbprint(), key.thumbprint());
        let mut keys = KeyRing::new();
        keys.insert(KID, again).unwrap();
        let guard = MemoryReplayGuard::new();
        let gateway = Gateway::new(keys, Policy::new(AUDIENCE), guard);
        assert!(gateway.open(&seal(&visa(), &order(), &key, 1), &order(), at(NOW)).is_ok(), "{size:?}");
    }
}

#[test]
fn what_is_sealed_by_hand_opens_too() {
    let site = Site::new();
    let mut claims = claims();
    claims["nonce"] = json!("checkout-7");
    let spaced = format!(" {claims:#}\n\t\r   ");
    let opened =
        site.gateway.open(&seal_raw(&header().to_string(), spaced.as_bytes()), &order(), at(NOW)).unwrap();
    assert_eq!(opened.claims().nonce(), Some("checkout-7"));
    opened.charge(|card| assert_eq!(card.number().expose(), PAN));
}

#[test]
fn members_that_may_be_left_out() {
    let site = Site::new();
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove("origin");
    claims["card"] = json!({ "number": PAN, "exp_month": "12", "exp_year": "2030" });
    let sealed = seal_raw(&header().to_string(), claims.to_string().as_bytes());
    let opened = site.gateway.open(&sealed, &order(), at(NOW)).unwrap();
    assert_eq!(opened.claims().origin(), None);
    assert!(!opened.has_cvc() && !opened.has_name() && !opened.has_postal_code());
    assert!(opened.network().is_none());
}

#[test]
fn an_insecure_page_opens_where_the_policy_allows_it() {
    let mut claims = claims();
    claims["secure"] = json!(false);
    let sealed = seal_raw(&header().to_string(), claims.to_string().as_bytes());
    let refused = Site::new().gateway.open(&sealed, &order(), at(NOW)).err().unwrap();
    assert_eq!(refused.reason(), Reason::InsecurePage);
    let site = Site::with_policy(Policy::new(AUDIENCE).allow_insecure(true));
    assert!(!site.gateway.open(&sealed, &order(), at(NOW)).unwrap().claims().secure());
}

#[test]
fn a_message_opens_in_its_time_only() {
    // iat, exp and now relative to NOW, with 300 seconds of skew and an age of at most 600.
    for (iat, exp, now, expected) in [
        (0, 600, 0, None),
        (0, 600, 899, None),
        (0, 600, 900, Some(Reason::Expired)),
        (300, 900, 0, None),
        (301, 901, 0, Some(Reason::NotYetValid)),
        (0, 10_000, 900, None),
        (0, 10_000, 901, Some(Reason::TooOld)),
        (0, 1, 300, None),
        (0, 1, 301, Some(Reason::Expired)),
        (0, 0, 0, Some(Reason::Claims)),
        (600, 0, 300, Some(Reason::Claims)),
    ] {
        let mut claims = claims();
        claims["iat"] = json!(NOW + iat);
        claims["exp"] = json!(NOW + exp);
        let sealed = seal_raw(&header().to_string(), claims.to_string().as_bytes());
        let refused =
            Site::new().gateway.open(&sealed, &order(), at(NOW + now)).err().map(|refused| refused.reason());
        assert_eq!(refused, expected, "iat {iat}, exp {exp}, now {now}");
    }
}

#[test]
fn once() {
    let site = Site::new();
    let sealed = seal(&visa(), &order(), &key(), 1);
    // A message that is refused for another reason is not used up by that.
    let other = order_with(json!({ "amount": 1 }));
    assert_eq!(site.gateway.open(&sealed, &other, at(NOW)).err().unwrap().reason(), Reason::OtherOrder);
    assert!(site.gateway.open(&sealed, &order(), at(NOW)).is_ok());
    for later in [0, 1, 600, 899] {
        let refused = site.gateway.open(&sealed, &order(), at(NOW + later)).err().unwrap();
        assert_eq!(refused.reason(), Reason::Replayed, "{later}");
    }
    let refused = site.gateway.open(&sealed, &order(), at(NOW + 900)).err().unwrap();
    assert_eq!(refused.reason(), Reason::Expired);
}

#[test]
fn what_does_not_answer_is_no_fault_of_the_message() {
    struct Away;
    impl PrivateKey for Away {
        fn unwrap_cek(&self, _: &[u8]) -> Result<Cek, UnwrapFailed> {
            Err(UnwrapFailed::Unavailable)
        }
    }
    impl ReplayGuard for Away {
        fn first_use(&self, _: Opening<'_>) -> Result<bool, GuardUnavailable> {
            Err(GuardUnavailable)
        }
    }
    let sealed = seal(&visa(), &order(), &key(), 1);
    let keys: [Box<dyn PrivateKey>; 2] = [Box::new(Away), Box::new(key())];
    for key in keys {
        let mut ring = KeyRing::new();
        ring.insert(KID, key).unwrap();
        let gateway = Gateway::new(ring, Policy::new(AUDIENCE), Away);
        assert_eq!(gateway.open(&sealed, &order(), at(NOW)).err().unwrap().reason(), Reason::Unavailable);
    }
}

#[test]
fn the_kid_selects_the_key() {
    let mut ring = KeyRing::new();
    ring.insert("key-0", RsaPrivateKey::generate(KeySize::Rsa2048).unwrap()).unwrap();
    ring.insert(KID, key()).unwrap();
    assert_eq!(ring.insert(KID, key()), Err(KidRefused::Taken));
    for kid in ["", "a\"b", "a\\b", "schlüssel", "a\nb"] {
        assert_eq!(ring.insert(kid, key()), Err(KidRefused::Form), "{kid:?}");
    }
    let gateway = Gateway::new(ring, Policy::new(AUDIENCE), MemoryReplayGuard::new());
    assert!(gateway.open(&seal(&visa(), &order(), &key(), 1), &order(), at(NOW)).is_ok());
    let mut other = header();
    other["kid"] = json!("key-0");
    let sealed = seal_raw(&other.to_string(), claims().to_string().as_bytes());
    assert_eq!(gateway.open(&sealed, &order(), at(NOW)).err().unwrap().reason(), Reason::Undecryptable);
}

#[test]
fn what_is_no_private_key_is_refused() {
    let pem = key().expose_pkcs8_pem().unwrap();
    let der = key().expose_pkcs8_der().unwrap();
    let public = pem.replace("PRIVATE", "PUBLIC");
    for text in ["", "-----BEGIN PRIVATE KEY-----", &public, &pem.replace('M', "N")] {
        assert_eq!(RsaPrivateKey::from_pkcs8_pem(text).err(), Some(KeyRefused::Malformed));
    }
    for bytes in [&[][..], &der[..100], &der[1..], pem.as_bytes()] {
        assert_eq!(RsaPrivateKey::from_pkcs8_der(bytes).err(), Some(KeyRefused::Malformed));
    }
}

#[test]
fn once_also_when_sent_many_times_at_the_same_moment() {
    let site = Site::new();
    let sealed = seal(&visa(), &order(), &key(), 1);
    let opened = std::thread::scope(|scope| {
        let racing: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    (0..25).filter(|_| site.gateway.open(&sealed, &order(), at(NOW)).is_ok()).count()
                })
            })
            .collect();
        racing.into_iter().map(|thread| thread.join().unwrap()).sum::<usize>()
    });
    assert_eq!((opened, site.operations()), (1, 200));
}
