//! Seals as a page does, and by hand, so that anything at all can stand in the header and in the plaintext.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::indexing_slicing)]

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::rand;
use aws_lc_rs::rsa::{
    OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey, PublicEncryptingKey, PublicKeyComponents,
};
use base64ct::{Base64UrlUnpadded, Encoding};
use cardseal::key::{EncryptionKey, Jwk};
use cardseal::{AcceptedBrands, Card, CardInput, Context, ExpiryInput, Order, OrderInput, UnixTime};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::{Value, json};

use crate::support::{NAME, PAN};

/// 2026-11-22T12:00:00Z.
pub const NOW: u64 = 1_795_348_800;
pub const ISSUER: &str = "https://gateway.example";
pub const ORDER: &str = r#"{"merchant":"m_1","id":"o_1","amount":4999,"currency":"EUR"}"#;

/// As the page does, with the core crate.
pub fn seal(jwk: &Value) -> String {
    let member = |name: &str| jwk[name].as_str();
    let jwk =
        Jwk { kty: member("kty"), kid: member("kid"), n: member("n"), e: member("e"), ..Jwk::default() };
    let key = EncryptionKey::from_jwk(&jwk).unwrap().unwrap();
    let now = UnixTime::from_secs(NOW);
    let card = CardInput {
        number: Some(PAN),
        expiry: Some(ExpiryInput::Text("12/30")),
        cvc: Some("731"),
        name: Some(NAME),
        ..CardInput::default()
    };
    let card = Card::parse(&card, &AcceptedBrands::all(), now).ok().unwrap();
    let order =
        OrderInput { merchant: Some("m_1"), id: Some("o_1"), amount: Some(4999), currency: Some("EUR") };
    let order = Order::parse(&order).unwrap();
    let context =
        Context { audience: ISSUER, origin: Some("https://shop.example"), secure: true, nonce: None };
    cardseal::encrypt(&card, &order, &context, &key, now, &mut ChaCha20Rng::seed_from_u64(1)).unwrap().jwe
}

pub fn header() -> Value {
    json!({ "alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": "key-1", "typ": "card+jwt" })
}

pub fn claims() -> Value {
    json!({
        "aud": ISSUER,
        "iat": NOW,
        "exp": NOW + 600,
        "jti": "AAAAAAAAAAAAAAAAAAAAAA",
        "origin": "https://shop.example",
        "secure": true,
        "order": { "merchant": "m_1", "id": "o_1", "amount": 4999, "currency": "EUR" },
        "card": { "number": PAN, "exp_month": "12", "exp_year": "2030", "cvc": "731", "name": NAME },
    })
}

/// With these members of the claims changed; `null` takes one away.
pub fn seal_claims(jwk: &Value, changes: Value) -> String {
    let mut claims = claims();
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => claims.as_object_mut().unwrap().remove(name),
            value => claims.as_object_mut().unwrap().insert(name.clone(), value.clone()),
        };
    }
    seal_raw(jwk, &header().to_string(), claims.to_string().as_bytes())
}

pub fn seal_raw(jwk: &Value, header: &str, plaintext: &[u8]) -> String {
    let encode = Base64UrlUnpadded::encode_string;
    let aad = encode(header.as_bytes());
    let (mut cek, mut iv) = ([0; 32], [0; 12]);
    rand::fill(&mut cek).unwrap();
    rand::fill(&mut iv).unwrap();
    let mut ciphertext = plaintext.to_vec();
    ciphertext.resize(plaintext.len().next_multiple_of(512), b' ');
    let tag = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &cek).unwrap())
        .seal_in_place_separate_tag(
            Nonce::assume_unique_for_key(iv),
            Aad::from(aad.as_bytes()),
            &mut ciphertext,
        )
        .unwrap();
    let parts = [&wrap(jwk, &cek)[..], &iv, &ciphertext, tag.as_ref()];
    parts.into_iter().fold(aad, |jwe, part| jwe + "." + &encode(part))
}

fn wrap(jwk: &Value, cek: &[u8]) -> Vec<u8> {
    let decode = |name: &str| Base64UrlUnpadded::decode_vec(jwk[name].as_str().unwrap()).unwrap();
    let public: PublicEncryptingKey =
        PublicKeyComponents { n: decode("n"), e: decode("e") }.try_into().unwrap();
    let oaep = OaepPublicEncryptingKey::new(public).unwrap();
    let mut wrapped = vec![0; oaep.ciphertext_size()];
    oaep.encrypt(&OAEP_SHA256_MGF1SHA256, cek, &mut wrapped, None).unwrap();
    wrapped
}
