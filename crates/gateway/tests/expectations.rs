//! The origin and the nonce: what the gateway knows of a checkout without opening anything.
#![allow(clippy::unwrap_used)]

mod support;

use cardseal_gateway::{Expected, OriginRefused, Policy, Reason};
use serde_json::{Value, json};
use support::*;

const SHOP: &str = "https://shop.example";

fn origin_refused(policy: &Policy, origin: &Value) -> Option<Reason> {
    let site = Site::with_policy(policy.clone());
    let reason = reason(site.gateway.open(&seal_claims(json!({ "origin": origin })), &order(), at(NOW)));
    assert_eq!(site.operations(), 1);
    reason
}

#[test]
fn a_merchant_with_origins_is_paid_from_them_alone() {
    let policy = Policy::new(AUDIENCE)
        .allow_origins("m_1", [SHOP, "https://pay.shop.example:8443"])
        .unwrap()
        .allow_origins("m_2", ["https://other.example"])
        .unwrap();
    for origin in [SHOP, "https://pay.shop.example:8443"] {
        assert_eq!(origin_refused(&policy, &json!(origin)), None, "{origin}");
    }
    for origin in [
        Value::Null,
        json!("null"),
        json!("https://other.example"),
        json!("http://shop.example"),
        json!("https://shop.example/"),
        json!("https://shop.example:443"),
        json!("https://shop.example:8443"),
        json!("https://pay.shop.example"),
        json!("https://SHOP.example"),
        json!("https://www.shop.example"),
        json!("https://shop.example.evil.example"),
        json!("https://evil.example/https://shop.example"),
        json!("shop.example"),
        json!("*"),
    ] {
        assert_eq!(origin_refused(&policy, &origin), Some(Reason::OtherOrigin), "{origin}");
    }
}

#[test]
fn a_merchant_without_origins_is_paid_from_any_unless_they_are_required() {
    let other = Policy::new(AUDIENCE).allow_origins("m_2", [SHOP]).unwrap();
    let required = other.clone().require_origins(true);
    for origin in [Value::Null, json!(SHOP), json!("https://elsewhere.example")] {
        assert_eq!(origin_refused(&other, &origin), None, "{origin}");
        assert_eq!(origin_refused(&required, &origin), Some(Reason::OtherOrigin), "{origin}");
    }
    let known = required.allow_origins("m_1", [SHOP]).unwrap();
    assert_eq!(origin_refused(&known, &json!(SHOP)), None);
}

#[test]
fn origins_add_up_and_an_empty_list_allows_none() {
    let none = Policy::new(AUDIENCE).allow_origins("m_1", []).unwrap();
    assert_eq!(origin_refused(&none, &json!(SHOP)), Some(Reason::OtherOrigin));
    let both =
        none.allow_origins("m_1", [SHOP]).unwrap().allow_origins("m_1", ["https://b.example"]).unwrap();
    for origin in [SHOP, "https://b.example"] {
        assert_eq!(origin_refused(&both, &json!(origin)), None, "{origin}");
    }
}

#[test]
fn what_no_page_could_match_is_no_origin() {
    for text in [
        "",
        "null",
        "*",
        "shop.example",
        "https://shop.example/",
        "https://shop.example:443",
        "https://shöp.example",
    ] {
        let refused = Policy::new(AUDIENCE).allow_origins("m_1", [SHOP, text]).err();
        assert_eq!(refused, Some(OriginRefused), "{text:?}");
    }
}

#[test]
fn a_nonce_that_was_expected_must_be_there_exactly() {
    for (sealed, expected, refused) in [
        (json!("c-7"), Some("c-7"), None),
        (Value::Null, Some("c-7"), Some(Reason::NonceMissing)),
        (json!("c-8"), Some("c-7"), Some(Reason::OtherNonce)),
        (json!("C-7"), Some("c-7"), Some(Reason::OtherNonce)),
        (json!("c-"), Some("c-7"), Some(Reason::OtherNonce)),
        (json!("c-77"), Some("c-7"), Some(Reason::OtherNonce)),
        (json!("c-7"), Some(""), Some(Reason::OtherNonce)),
        (json!("c-7"), Some("c-7 "), Some(Reason::OtherNonce)),
        // Not expected: not looked at, but for its form.
        (json!("c-7"), None, None),
        (Value::Null, None, None),
        (json!("c 7"), None, Some(Reason::Claims)),
        (json!(""), Some(""), Some(Reason::Claims)),
    ] {
        let site = Site::new();
        let order = order();
        let expected =
            expected.map_or(Expected::order(&order), |nonce| Expected::order(&order).with_nonce(nonce));
        let message = seal_claims(json!({ "nonce": sealed }));
        assert_eq!(reason(site.gateway.open(&message, expected, at(NOW))), refused, "{sealed} {expected:?}");
        assert_eq!(site.operations(), 1);
    }
}

/// What was refused for its origin or its nonce was not used up.
#[test]
fn another_expectation_uses_nothing_up() {
    let site = Site::new();
    let order = order();
    let sealed = seal_claims(json!({ "nonce": "c-7" }));
    let open = |nonce| reason(site.gateway.open(&sealed, Expected::order(&order).with_nonce(nonce), at(NOW)));
    assert_eq!(open("c-8"), Some(Reason::OtherNonce));
    assert_eq!(open("c-7"), None);
    assert_eq!(open("c-8"), Some(Reason::OtherNonce));
    assert_eq!(open("c-7"), Some(Reason::Replayed));
}
