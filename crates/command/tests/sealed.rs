//! `open` and `doctor`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "support/seal.rs"]
mod seal;
mod support;

use base64ct::{Base64UrlUnpadded, Encoding};
use seal::{ISSUER, NOW, ORDER, claims, header, seal, seal_claims, seal_raw};
use serde_json::{Value, json};
use support::{PAN, Ran, file, folder, key, report, run, run_with, text};

fn command(name: &str, sealed: &str, more: &[&str]) -> Ran {
    let (path, _) = key();
    let now = NOW.to_string();
    let mut arguments = vec![name, "--json", "--key", path];
    for (option, value) in [("--kid", "key-1"), ("--issuer", ISSUER), ("--order", ORDER), ("--now", &now)] {
        if !more.contains(&option) {
            arguments.extend([option, value]);
        }
    }
    arguments.extend(more);
    run_with(&arguments, sealed.as_bytes())
}

/// The codes that the doctor finds, where everything is given to it; and that the gateway refuses then too.
fn found(sealed: &str, more: &[&str]) -> String {
    let ran = command("doctor", sealed, more);
    let json = ran.json();
    let codes: Vec<&str> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    assert_eq!(ran.code, i32::from(!codes.is_empty()));
    assert_eq!(json["opens"].as_bool(), Some(codes.is_empty()));
    assert_eq!(command("open", sealed, more).code, ran.code, "{codes:?}");
    codes.join(" ")
}

#[test]
fn open_says_brand_last_four_and_fields() {
    let (_, jwk) = key();
    let ran = command("open", &seal(jwk), &[]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    let expected = json!({
        "brand": "visa",
        "last_four": "4242",
        "fields": ["number", "expiry", "cvc", "name"],
        "origin": "https://shop.example",
        "secure": true,
    });
    assert_eq!(ran.json(), expected);
    assert_eq!(found(&seal(jwk), &[]), "");
    assert_eq!(found(&format!("{}\n", seal(jwk)), &[]), "");
}

#[test]
fn open_refuses() {
    let (_, jwk) = key();
    let sealed = seal(jwk);
    assert_eq!(command("open", &sealed, &["--now", "1795359600"]).refused(), "expired");
    assert_eq!(command("open", &sealed, &["--kid", "key-2"]).refused(), "unknown_key");
    assert_eq!(command("open", &sealed, &["--issuer", "x"]).refused(), "audience");
    assert_eq!(command("open", &sealed, &["--order", "{}"]).refused(), "order");
    assert_eq!(command("open", &sealed, &["--order", &ORDER.replace("4999", "0")]).refused(), "order");
    assert_eq!(command("open", &sealed, &["--kid", ""]).refused(), "kid");
    assert_eq!(command("open", "", &[]).refused(), "empty");
    assert_eq!(command("open", PAN, &[]).refused(), "malformed");
    assert_eq!(command("open", &sealed, &["--now", "soon"]).code, 2);
    let not_a_key = file(&folder("open_refuses"), "key", "nothing");
    let ran = run(&["open", "--json", "--key", &not_a_key, "--kid", "k", "--issuer", "i", "--order", ORDER]);
    assert_eq!(ran.refused(), "key");
}

#[test]
fn the_doctor_on_what_transport_does() {
    let (_, jwk) = key();
    let sealed = seal(jwk);
    let parts: Vec<&str> = sealed.split('.').collect();
    let with = |place: usize, part: &str| {
        let mut parts = parts.clone();
        parts[place] = part;
        parts.join(".")
    };
    let cut = |count: usize| sealed.get(..sealed.len() - count).unwrap();
    let changed = |place: usize| {
        let first = if parts[place].starts_with('A') { "B" } else { "A" };
        with(place, &format!("{first}{}", parts[place].get(1..).unwrap()))
    };
    let cases = [
        ("empty", "\n".to_owned()),
        ("no_parts", PAN.to_owned()),
        ("no_parts", parts[0].to_owned()),
        ("truncated", parts[..2].join(".")),
        ("truncated", parts[..4].join(".")),
        ("truncated", cut(4).to_owned()),
        ("truncated", cut(1).to_owned()),
        ("not_base64url", with(3, parts[3].get(..401).unwrap())),
        ("truncated", with(1, parts[1].get(..100).unwrap())),
        ("truncated", with(3, parts[3].get(..400).unwrap())),
        ("too_many_parts", format!("{sealed}.AAAA")),
        ("empty_part", with(1, "")),
        ("not_base64url", with(3, &format!("{}+", parts[3]))),
        ("not_base64url", format!("{sealed}==")),
        ("not_base64url", format!("{sealed} ")),
        ("not_base64url", with(3, "abc%2Bdef")),
        ("not_base64url", with(2, "ÀÀÀÀ")),
        ("json", json!({ "sealed_card": sealed }).to_string()),
        ("json", format!("\"{sealed}\"")),
        ("too_long", with(3, &"A".repeat(20_000))),
        ("length", with(4, &"A".repeat(24))),
        ("header", changed(0)),
        ("other_key", changed(1)),
        ("altered", changed(2)),
        ("altered", changed(3)),
        ("altered", changed(4)),
        ("other_key", with(1, &Base64UrlUnpadded::encode_string(&[1; 384]))),
    ];
    for (expected, text) in &cases {
        let codes = found(text, &[]);
        assert!(codes.split(' ').any(|code| code == *expected), "{expected}: {codes}");
    }
    report(format_args!("doctor: {} damages of transport named", cases.len()));
    for (code, bytes) in [("binary", vec![0xff; 64]), ("too_large", vec![b'A'; 2_000_000])] {
        assert_eq!(run_with(&["doctor", "--json"], &bytes).refused(), code);
    }
}

/// Without a key: whatever is cut off at the end is noticed from the shape alone.
#[test]
fn every_piece_is_too_short() {
    let (_, jwk) = key();
    let sealed = seal(jwk);
    let lengths: Vec<usize> =
        (1..sealed.len()).filter(|length| length % 17 == 0 || sealed.len() - length < 24).collect();
    for &length in &lengths {
        let ran = run_with(&["doctor", "--json"], sealed.get(..length).unwrap().as_bytes());
        assert_eq!((ran.code, ran.json()["opens"].as_bool()), (1, Some(false)), "{length}");
    }
    report(format_args!("doctor: {} of {} lengths cut off, all noticed", lengths.len(), sealed.len()));
}

#[test]
fn the_doctor_on_headers() {
    let (_, jwk) = key();
    let with = |changes: Value| {
        let mut header = header();
        header.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        seal_raw(jwk, &header.to_string(), claims().to_string().as_bytes())
    };
    for (expected, changes) in [
        ("wrong_alg", json!({ "alg": "RSA1_5" })),
        ("wrong_alg", json!({ "alg": 7 })),
        ("wrong_enc", json!({ "enc": "A128CBC-HS256" })),
        ("wrong_typ", json!({ "typ": "JWT" })),
        ("wrong_kid", json!({ "kid": "" })),
        ("unknown_kid", json!({ "kid": "key-2" })),
        ("unknown_kid", json!({ "kid": PAN })),
        ("header_members", json!({ "zip": "DEF" })),
        ("header_members", json!({ PAN: PAN })),
    ] {
        let codes = found(&with(changes), &[]);
        assert!(codes.split(' ').any(|code| code == expected), "{expected}: {codes}");
    }
    let twice = header().to_string().replacen('{', "{\"typ\":\"card+jwt\",", 1);
    assert_eq!(found(&seal_raw(jwk, &twice, b"{}"), &[]), "header");
    let card_as_alg = with(json!({ "alg": format!("4242-4242-4242-4242") }));
    assert!(!command("doctor", &card_as_alg, &[]).out.contains("4242-4242"));
}

#[test]
fn the_doctor_on_claims() {
    let (_, jwk) = key();
    let order = |name: &str, value: Value| {
        let mut order: Value = serde_json::from_str(ORDER).unwrap();
        order[name] = value;
        json!({ "order": order })
    };
    let card = json!({ "number": "4242424242424241", "exp_month": "12", "exp_year": "2030" });
    let cases = [
        ("other_audience", json!({ "aud": "https://other.example" }), "https://other.example"),
        ("future", json!({ "iat": NOW + 7200, "exp": NOW + 7800 }), "2 h in the future"),
        ("expired", json!({ "iat": NOW - 4200, "exp": NOW - 3600 }), "expired 1 h ago"),
        ("too_old", json!({ "iat": NOW - 1000, "exp": NOW + 9000 }), "16 min 40 s ago"),
        ("times", json!({ "exp": NOW }), "exp"),
        ("insecure_page", json!({ "secure": false }), "plain http"),
        ("other_order", order("merchant", json!("m_2")), "another merchant"),
        ("other_order", order("id", json!("o_2")), "another id"),
        ("other_order", order("amount", json!(1)), "another amount"),
        ("other_order", order("currency", json!("USD")), "another currency"),
        ("jti", json!({ "jti": "short" }), "jti"),
        ("card", json!({ "card": card }), "number luhn"),
        ("claims", json!({ "aud": null, "iat": null }), "lacks aud, iat"),
        ("claims", json!({ "extra": PAN }), "too many"),
        ("claims", json!({ "exp": PAN }), "wrong type"),
        ("refused", json!({ "origin": "" }), "claims"),
    ];
    for (expected, changes, said) in &cases {
        let sealed = seal_claims(jwk, changes.clone());
        assert_eq!(found(&sealed, &[]), *expected, "{said}");
        let ran = command("doctor", &sealed, &[]);
        let text = ran.json()["findings"][0]["text"].as_str().unwrap().to_owned();
        assert!(text.contains(said), "{text}");
        assert!(!ran.out.contains("4242424242424241"));
    }
    assert_eq!(found(&seal_claims(jwk, json!({ "secure": false })), &["--insecure"]), "");
    assert_eq!(found(&seal_raw(jwk, &header().to_string(), PAN.as_bytes()), &[]), "claims");
    // All that is wrong is said at once.
    let several =
        seal_claims(jwk, json!({ "aud": "x", "secure": false, "iat": NOW - 4200, "exp": NOW - 3600 }));
    assert_eq!(found(&several, &[]), "other_audience expired insecure_page");
    report(format_args!("doctor: {} kinds of claims named", cases.len()));
}

#[test]
fn a_gateways_own_policy() {
    let (_, jwk) = key();
    let of = |changes| seal_claims(jwk, changes);
    let (shop, other) = (["--origin", "https://shop.example"], ["--origin", "https://other.example"]);
    assert_eq!(found(&seal(jwk), &shop), "");
    assert_eq!(found(&seal(jwk), &[other, shop].concat()), "");
    assert_eq!(found(&seal(jwk), &other), "other_origin");
    let mut pageless = claims();
    pageless.as_object_mut().unwrap().remove("origin");
    let pageless = seal_raw(jwk, &header().to_string(), pageless.to_string().as_bytes());
    assert_eq!(found(&pageless, &[]), "");
    assert_eq!(found(&pageless, &shop), "no_origin");

    let nonce = ["--nonce", "c-7"];
    assert_eq!(found(&of(json!({ "nonce": "c-7" })), &nonce), "");
    assert_eq!(found(&of(json!({ "nonce": "c-8" })), &nonce), "other_nonce");
    assert_eq!(found(&seal(jwk), &nonce), "no_nonce");
    assert_eq!(found(&of(json!({ "nonce": "c-8" })), &[]), "");

    let old = of(json!({ "iat": NOW - 1000, "exp": NOW + 9000 }));
    assert_eq!(found(&old, &["--max-age", "3600"]), "");
    assert_eq!(found(&old, &["--max-age", "900", "--clock-skew", "10"]), "too_old");
    assert_eq!(found(&of(json!({ "iat": NOW + 7200, "exp": NOW + 7800 })), &["--clock-skew", "7200"]), "");

    assert_eq!(command("open", &seal(jwk), &["--origin", "shop.example"]).code, 2);
    assert_eq!(command("doctor", &seal(jwk), &["--origin", PAN]).code, 2);
    let less = command("doctor", &seal(jwk), &[]).json()["not_looked_at"].to_string();
    assert!(less.contains("--origin") && less.contains("--nonce"), "{less}");
}

#[test]
fn the_doctor_with_less_to_go_by() {
    let (path, jwk) = key();
    let sealed = seal(jwk);
    let folder = folder("doctor");
    let card = file(&folder, "sealed.txt", &sealed);
    let ran = run(&["doctor", "--json", &card]);
    assert_eq!((ran.code, &ran.json()["opens"]), (0, &Value::Null));
    assert!(run(&["doctor", &card]).out.contains("--key"));
    let ran = run(&["doctor", &card, "--key", path, "--now", "1795348800"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(run(&["doctor", &card, "--key", path, "--now", "1795435200"]).out.contains("expired"));
    // Another key under the same kid.
    let other = text(&folder.join("other.pem"));
    assert_eq!(run(&["keygen", "--kid", "key-1", "--out", &other]).code, 0);
    let ran = run(&["doctor", &card, "--key", &other, "--kid", "key-1"]);
    assert!(ran.code == 1 && ran.out.contains("does not fit"), "{}", ran.out);
    let missing = text(&folder.join("missing"));
    assert_eq!(run(&["doctor", "--json", &missing]).refused(), "unreadable");
    assert_eq!(run(&["doctor", "--json", &card, "--key", &missing]).refused(), "unreadable");
    assert_eq!(run(&["doctor", &card, &card]).code, 2);
}

/// Pasted where a file's name or another argument belongs: [`run`] looks for it in everything that is printed.
#[test]
fn a_card_number_in_the_wrong_place() {
    let (path, _) = key();
    for arguments in [
        &["doctor", PAN][..],
        &["doctor", "--key", PAN],
        &["doctor", path, "--order", PAN],
        &["jwk", PAN, "--kid", "k"],
        &["keys", "inspect", PAN],
        &["keygen", "--kid", "k", "--out", &format!("{PAN}/key")],
        &["open", PAN, "--key", path, "--kid", "k", "--issuer", PAN, "--order", ORDER],
        &["open", "--key", path, "--kid", PAN, "--issuer", "i", "--order", &ORDER.replace("m_1", PAN)],
    ] {
        for json in [&[][..], &["--json"]] {
            assert_eq!(run(&[arguments, json].concat()).code, 1, "{}", arguments[0]);
        }
    }
}
