//! `keys inspect`, and what holds for all commands.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use std::io::Read;
use std::process::{Command, Stdio};

use base64ct::{Base64UrlUnpadded, Encoding};
use num_bigint::BigUint;
use pkcs1::RsaPrivateKeyRef;
use pkcs8::PrivateKeyInfoRef;
use serde_json::{Value, json};
use support::{file, fixture, folder, key, run, run_with, text};
use x509_cert::der::Decode;

#[test]
fn size_exponent_kid_thumbprint_and_expiry() {
    let (path, jwk) = key();
    let folder = folder("inspect");
    let set = file(&folder, "set.json", json!({ "keys": [jwk] }).to_string());
    let ran =
        run(&["keys", "inspect", "--json", path, &set, &fixture("certificate.pem"), "--now", "1795348800"]);
    assert_eq!(ran.code, 0);
    let keys = &ran.json()["keys"];
    assert_eq!((&keys[0]["bits"], &keys[0]["exponent"]), (&json!(2048), &json!("65537")));
    assert_eq!((&keys[0]["kid"], &keys[1]["kid"]), (&Value::Null, &json!("key-1")));
    assert_eq!(keys[0]["thumbprint"], keys[1]["thumbprint"]);
    assert_eq!(keys[0]["thumbprint"].as_str().unwrap().len(), 43);
    assert_eq!(keys[2]["expired"], false);
    let late = run(&["keys", "inspect", "--now", "4000000000", &fixture("certificate.pem")]);
    assert!(late.out.contains("EXPIRED"), "{}", late.out);
    assert_eq!(late.code, 0);
}

/// RFC 7638 section 3.1.
#[test]
fn thumbprint_of_the_rfc() {
    let jwk = r#"{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}"#;
    let ran = run_with(&["keys", "inspect", "-", "--json"], jwk.as_bytes());
    assert_eq!(ran.json()["keys"][0]["thumbprint"], "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
}

#[test]
fn a_shared_prime_gives_both_keys_away() {
    let folder = folder("shared");
    let [first, second] = ["one", "two"].map(|name| {
        let path = text(&folder.join(name));
        assert_eq!(run(&["keygen", "--kid", name, "--out", &path]).code, 0);
        path
    });
    let n = prime(&first) * prime(&second);
    let n = Base64UrlUnpadded::encode_string(&n.to_bytes_be());
    let third =
        file(&folder, "three", json!({ "kty": "RSA", "kid": "three", "n": n, "e": "AQAB" }).to_string());
    assert_eq!(run(&["keys", "inspect", &third]).code, 0, "nothing shows it when it is alone");

    // The first key twice in two forms: that is not shared with another.
    assert_eq!(run(&["keys", "inspect", &first, &first, &second]).code, 0);
    let ran = run(&["keys", "inspect", "--json", &first, &fixture("public.pem"), &third, &second]);
    assert_eq!(ran.code, 1);
    let json = ran.json();
    let weak: Vec<bool> =
        (0..4).map(|place| json["keys"][place]["weaknesses"][0]["code"] == "shared_prime").collect();
    assert_eq!(weak, [true, false, true, true]);
}

fn prime(path: &str) -> BigUint {
    let (_, der) = pem_rfc7468::decode_vec(&std::fs::read(path).unwrap()).unwrap();
    let info = PrivateKeyInfoRef::from_der(&der).unwrap();
    let key = RsaPrivateKeyRef::from_der(info.private_key.as_bytes()).unwrap();
    BigUint::from_bytes_be(key.prime1.as_bytes())
}

#[test]
fn one_bad_file_among_good_ones() {
    let (path, jwk) = key();
    let folder = folder("mixed");
    let missing = text(&folder.join("missing"));
    let empty = file(&folder, "empty", "");
    let damaged = file(&folder, "damaged", "-----BEGIN PUBLIC KEY-----\nMII");
    for (bad, code) in [(&missing, "unreadable"), (&empty, "empty"), (&damaged, "pem")] {
        let ran = run(&["keys", "inspect", "--json", path, bad]);
        assert_eq!((ran.code, ran.json()["unreadable"][0]["code"].as_str()), (1, Some(code)));
        assert_eq!(ran.json()["keys"][0]["verdict"], "good");
    }
    // A key for signatures in the same set is passed over (RFC 7517 section 5).
    let mut signing = jwk.clone();
    signing["alg"] = json!("PS256");
    signing["use"] = json!("sig");
    signing["kid"] = json!("receipts");
    let set = file(&folder, "set", json!({ "keys": [jwk, signing] }).to_string());
    assert_eq!(run(&["keys", "inspect", &set]).code, 0);
    let twice = file(&folder, "twice", json!({ "keys": [jwk, jwk] }).to_string());
    assert_eq!(run(&["keys", "inspect", &twice]).code, 1);
    let none = file(&folder, "none", r#"{"keys":[]}"#);
    assert_eq!(run(&["keys", "inspect", &none]).code, 1);
    // A number of a size that takes long: refused before anything is computed.
    let huge = json!({ "kty": "RSA", "n": "B".repeat(500_000), "e": "AQAB" }).to_string();
    assert_eq!(run(&["keys", "inspect", &file(&folder, "huge", huge)]).code, 1);
}

#[test]
fn nothing_for_a_terminal_to_obey() {
    let (_, jwk) = key();
    let mut jwk = jwk.clone();
    jwk["kid"] = json!("\u{1b}]0;title\u{7}");
    let ran = run_with(&["keys", "inspect", "-"], jwk.to_string().as_bytes());
    assert!(!ran.out.contains('\u{1b}'));
}

#[test]
fn help_has_examples_and_exit_codes() {
    for command in [&["keygen"][..], &["jwk"], &["keys", "inspect"], &["open"], &["doctor"]] {
        let help = run(&[command, &["--help"]].concat());
        assert_eq!(help.code, 0);
        assert!(help.out.contains("Exit codes") && help.out.contains("  cardseal "), "{command:?}");
    }
    assert!(run(&["--version"]).out.starts_with("cardseal "));
}

#[test]
fn a_card_number_among_the_arguments_is_not_shown_again() {
    for usage in [&[support::PAN][..], &["jwk", "--kid", "k", "a", support::PAN], &["--4242-4242-4242-4242"]]
    {
        assert_eq!(run(usage).code, 2);
    }
}

/// An answer that nobody got is no success.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_a_failure() {
    let (path, _) = key();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_cardseal"))
        .args(["keys", "inspect", path])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(1));
    assert!(String::from_utf8(ran.stderr).unwrap().contains("could not be written"));
}

/// `cardseal … | head -1`
#[test]
fn a_closed_pipe_is_no_failure() {
    let (path, _) = key();
    let mut child = Command::new(env!("CARGO_BIN_EXE_cardseal"))
        .args(["keys", "inspect", path])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}
