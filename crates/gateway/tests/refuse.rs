//! What is not exactly a sealed card for this order is refused: with the right reason inside, and always the same
//! words outside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]

mod support;

use std::time::{Duration, Instant};

use cardseal_gateway::Reason::{self, *};
use serde_json::{Value, json};
use support::*;

/// Opens, checks what the outside sees, and gives the reason with the number of private-key operations.
fn refusal(site: &Site, sealed: &str) -> (Reason, usize) {
    let reason = reason(site.gateway.open(sealed, &order(), at(NOW))).expect("opened");
    (reason, site.operations())
}

#[test]
fn every_other_order_is_refused() {
    let site = Site::new();
    let sealed = seal(&visa(), &order(), &key(), 1);
    for change in [
        json!({ "merchant": "m_2" }),
        json!({ "id": "o_2" }),
        json!({ "id": "o_1 " }),
        json!({ "amount": 4998 }),
        json!({ "amount": 49990 }),
        json!({ "currency": "USD" }),
    ] {
        let refused = site.gateway.open(&sealed, &order_with(change.clone()), at(NOW)).err().unwrap();
        assert_eq!(refused.reason(), OtherOrder, "{change}");
    }
    assert!(site.gateway.open(&sealed, &order(), at(NOW)).is_ok());
}

/// A header that is not ours costs no private-key operation, but for an unknown `kid`, which costs what a wrong tag does;
/// one that is ours but not the one that was sealed fails at the tag.
#[test]
fn every_other_header_is_refused() {
    let site = Site::new();
    let changed = |member: &str, value: Value| {
        let mut header = header();
        header[member] = value;
        header.to_string()
    };
    let without = |member: &str| {
        let mut header = header();
        header.as_object_mut().unwrap().remove(member);
        header.to_string()
    };
    let doubled = |member: &str| {
        let header = header();
        header.to_string().replacen('{', &format!(r#"{{"{member}":{},"#, header[member]), 1)
    };
    let mut cases = Vec::new();
    for alg in [
        "RSA1_5",
        "RSA-OAEP",
        "RSA-OAEP-512",
        "rsa-oaep-256",
        "dir",
        "none",
        "A256KW",
        "PBES2-HS256+A128KW",
        "",
    ] {
        cases.push((changed("alg", json!(alg)), Algorithm));
    }
    for enc in ["A128GCM", "A192GCM", "A256CBC-HS512", "a256gcm", ""] {
        cases.push((changed("enc", json!(enc)), Algorithm));
    }
    for kid in ["key-2", "KEY-1", "key-1 ", "", "../key-1", "' OR 1=1 --"] {
        cases.push((changed("kid", json!(kid)), UnknownKey));
    }
    for typ in ["JWT", "card+JWT", "application/card+jwt", "jwk-set+jwt", ""] {
        cases.push((changed("typ", json!(typ)), Header));
    }
    for member in ["alg", "enc", "kid", "typ"] {
        cases.push((without(member), Header));
        cases.push((doubled(member), Header));
        for value in [Value::Null, json!(1), json!(true), json!([header()[member]]), json!({})] {
            cases.push((changed(member, value), Header));
        }
    }
    for (member, value) in [
        ("zip", json!("DEF")),
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("jwk", json!({ "kty": "RSA" })),
        ("jku", json!("https://evil.example/keys")),
        ("x5u", json!("https://evil.example/cert")),
        ("x5c", json!([""])),
        ("x5t", json!("")),
        ("p2c", json!(1_000_000_000)),
        ("cty", json!("JWT")),
        ("epk", json!({})),
        ("apu", json!("")),
        ("iss", json!("")),
        ("b64", json!(false)),
        ("url", json!("")),
        ("__proto__", json!({})),
    ] {
        cases.push((changed(member, value), Header));
    }
    for text in [
        "",
        "null",
        "1",
        "[]",
        "\"\"",
        "{",
        "{}",
        "{}{}",
        r#"["RSA-OAEP-256","A256GCM","key-1","card+jwt"]"#,
        "\u{feff}{}",
    ] {
        // An empty part is no part.
        cases.push((text.to_owned(), if text.is_empty() { Malformed } else { Header }));
    }
    cases.push((format!("{}x", header()), Header));
    cases.push((format!("\u{feff}{}", header()), Header));
    cases.push((changed("kid", json!("k".repeat(600))), Malformed));
    cases.push((changed("pad", json!("x".repeat(10_000_000))), Malformed));

    for (header, expected) in &cases {
        let sealed = seal_raw(header, claims().to_string().as_bytes());
        let shown: String = header.chars().take(120).collect();
        assert_eq!(refusal(&site, &sealed), (*expected, usize::from(*expected == UnknownKey)), "{shown}");
    }
    report(format_args!("{} headers refused without a private-key operation", cases.len()));

    // Sealed with another order of members, the header is good; put in front of another message, it is not.
    let reordered = r#"{"typ":"card+jwt","kid":"key-1","enc":"A256GCM","alg":"RSA-OAEP-256"}"#;
    let moved = seal_raw(&header().to_string(), claims().to_string().as_bytes());
    let (_, rest) = moved.split_once('.').unwrap();
    let sealed = seal_raw(reordered, claims().to_string().as_bytes());
    assert!(site.gateway.open(&sealed, &order(), at(NOW)).is_ok());
    site.operations();
    let (first, _) = sealed.split_once('.').unwrap();
    assert_eq!(refusal(&site, &format!("{first}.{rest}")), (Undecryptable, 1));
}

#[test]
fn a_key_that_does_not_unwrap_to_32_bytes_looks_like_a_wrong_tag() {
    let site = Site::new();
    let (header, claims) = (header().to_string(), claims().to_string());
    for length in [0, 1, 16, 24, 31, 33, 48, 64, 190] {
        let sealed = seal_with_cek(&header, claims.as_bytes(), &vec![7; length]);
        assert_eq!(refusal(&site, &sealed), (Undecryptable, 1), "{length}");
    }
    let sealed = seal_with_cek(&header, claims.as_bytes(), &[7; 32]);
    assert!(site.gateway.open(&sealed, &order(), at(NOW)).is_ok());
}

/// Every character of a sealed card, replaced by its neighbour in the alphabet.
#[test]
fn every_altered_character_is_refused() {
    let site = Site::new();
    let sealed = seal(&visa(), &order(), &key(), 1);
    let mut counts = std::collections::BTreeMap::new();
    let mut part = 0;
    for (at, old) in sealed.char_indices() {
        if old == '.' {
            part += 1;
            continue;
        }
        let new = match old {
            'z' => 'a',
            'Z' => 'A',
            '9' => '0',
            '-' => '_',
            '_' => '-',
            other => char::from_u32(u32::from(other) + 1).unwrap(),
        };
        let altered = format!("{}{new}{}", &sealed[..at], &sealed[at + 1..]);
        let (reason, operations) = refusal(&site, &altered);
        let expected: &[Reason] = match part {
            0 => &[Header, UnknownKey, Algorithm, Undecryptable],
            // The last character of a part may get stray bits.
            _ => &[Malformed, Undecryptable],
        };
        assert!(expected.contains(&reason), "{at}: {reason:?}");
        assert_eq!(operations, usize::from(matches!(reason, Undecryptable | UnknownKey)), "{at}");
        *counts.entry(reason.as_str()).or_insert(0) += 1;
    }
    report(format_args!("{} characters altered one by one: {counts:?}", sealed.len() - 4));
    assert_eq!(counts.values().sum::<usize>(), sealed.len() - 4);
    assert!(site.gateway.open(&sealed, &order(), at(NOW)).is_ok());
}

#[test]
fn every_lax_form_is_refused() {
    let site = Site::new();
    let sealed = seal(&visa(), &order(), &key(), 1);
    let parts: Vec<&str> = sealed.split('.').collect();
    let mut ran = 0;
    let mut refused = |parts: &[String], expected: &[(Reason, usize)], what: &str| {
        let got = refusal(&site, &parts.join("."));
        assert!(expected.contains(&got), "{what}: {got:?}");
        ran += 1;
    };
    for at in 0..5 {
        let with = |part: String| {
            let mut parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
            parts[at] = part;
            parts
        };
        let part = parts[at];
        let malformed = [(Malformed, 0)];
        // Whole bytes less or more: an IV or a tag of another length does not parse, the rest does and does not decrypt.
        let resized: &[_] = match at {
            0 => &[(Header, 0), (Malformed, 0)],
            1 | 3 => &[(Undecryptable, 1), (Malformed, 0)],
            _ => &malformed,
        };
        refused(&with(String::new()), &malformed, "empty");
        refused(&with(part[..part.len() - 1].to_owned()), resized, "a character less");
        refused(&with(part[..part.len() - 4].to_owned()), resized, "four characters less");
        refused(&with(part[4..].to_owned()), resized, "the first four characters less");
        refused(&with(format!("{part}AAAA")), resized, "three zero bytes more");
        refused(&with(format!("AAAA{part}")), resized, "three zero bytes before");
        for extra in ["=", "==", "A===", " ", "\n", "\r\n", "\t", "\0", "+", "/", "%3D", "é", "\u{200b}"] {
            refused(&with(format!("{part}{extra}")), &malformed, extra);
            refused(&with(format!("{extra}{part}")), &malformed, extra);
            let (head, tail) = part.split_at(part.len() / 2);
            refused(&with(format!("{head}{extra}{tail}")), &malformed, extra);
        }
        for (url_safe, other) in [('-', '+'), ('_', '/')] {
            if part.contains(url_safe) {
                refused(&with(part.replace(url_safe, &other.to_string())), &malformed, "the other alphabet");
            }
        }
    }
    let all: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
    let malformed = [(Malformed, 0)];
    for count in 0..5 {
        refused(&all[..count], &malformed, "too few parts");
    }
    refused(&[all.clone(), vec!["AAAA".into()]].concat(), &malformed, "six parts");
    refused(&[all.clone(), vec![String::new()]].concat(), &malformed, "a dot at the end");
    refused(&[vec![String::new()], all.clone()].concat(), &malformed, "a dot at the start");
    refused(&["\u{feff}".to_owned() + &sealed], &malformed, "a byte order mark");
    refused(&[format!("\"{sealed}\"")], &malformed, "quotes");
    refused(&[format!("Bearer {sealed}")], &malformed, "a scheme");
    report(format_args!("{ran} lax forms refused"));
    assert!(site.gateway.open(&sealed, &order(), at(NOW)).is_ok());
}

#[test]
fn ten_megabytes_are_refused_at_once() {
    let site = Site::new();
    let sealed = seal(&visa(), &order(), &key(), 1);
    for (what, huge) in [
        ("letters", "A".repeat(10_000_000)),
        ("dots", ".".repeat(10_000_000)),
        ("a long encrypted key", sealed.replacen('.', &format!(".{}", "A".repeat(10_000_000)), 1)),
        ("two bytes a letter", "é".repeat(5_000_000)),
    ] {
        // The best of a few: the machine may be busy.
        let took = (0..10).map(|_| {
            let started = Instant::now();
            let refused = site.gateway.open(&huge, &order(), at(NOW)).err().unwrap();
            let took = started.elapsed();
            assert_eq!((refused.reason(), site.operations()), (Malformed, 0), "{what}");
            took
        });
        let took = took.min().unwrap();
        report(format_args!("10 MB of {what}: refused in {took:?}"));
        assert!(took < Duration::from_millis(1), "{what}: {took:?}");
    }
}
