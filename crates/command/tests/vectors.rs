//! Keys of others: those of badkeys, and the key sets of Wycheproof. Counts are printed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use serde_json::Value;
use support::{file, folder, report, run, text, vectors};

/// What `keys inspect` finds in each RSA key of badkeys: the first weakness, or the verdict.
const BADKEYS: [(&str, &str); 24] = [
    ("rsa-e-larger-n.key", "too_small"),
    ("rsa-e1.key", "exponent"),
    ("rsa-fermat-pkcs1.key", "close_primes"),
    ("rsa-fermat-pkcs8.key", "close_primes"),
    ("rsa-fermat.crt", "close_primes"),
    ("rsa-fermat.csr", "close_primes"),
    ("rsa-large-e.key", "exponent"),
    ("rsa-nprime.key", "prime"),
    ("rsa-pattern.key", "pattern"),
    ("rsa-roca.key", "roca"),
    ("rsa-small-d.key", "exponent"),
    ("rsa-smallfactors-corrupt.key", "small_factor"),
    ("rsa-smallfactors-valid.key", "small_factor"),
    ("rsa-vanity.key", "pattern"),
    ("rsanzero.key", "too_small"),
    ("rsapoly128.key", "pattern"),
    ("rsapoly32.key", "too_small"),
    ("rsazerozero.key", "too_small"),
    ("rsa-ok.key", "good"),
    ("jwk-rsa-ok.json", "good"),
    ("jwk-rsa-rfc7517.json", "published"),
    // The exceptions. Nothing in the number itself gives these away: the first stands in a list of all keys that a faulty
    // random generator made (CVE-2008-0166), the second shares a prime with a key that is not among those given.
    ("rsa-debianweak.key", "good"),
    ("rsa-sharedprimes.key", "good"),
    // Not in a form that is read: a bare modulus, which no other program writes either.
    ("rsa-fermat-hexmodulus.txt", "not_a_key"),
];

/// Keys of other kinds, damaged ones, and kinds that badkeys does not know either: none may pass for a key to seal under.
const OTHERS: [&str; 24] = [
    "dh-ok.key",
    "dsa-sshpub-ietf-example.key",
    "ec-p256-rfc-example.key",
    "ecdsa-explicit-pub.key",
    "ed25519-rfc-example.key",
    "jwk-curvename-invalid.json",
    "jwk-ecp256-rfc7517.json",
    "jwk-ed25519-rfc8037.json",
    "mldsa44.key",
    "mldsa65-cert.crt",
    "mlkem768-private.key",
    "x448-ok.key",
    "defect/dh0.key",
    "defect/invalidver.crt",
    "defect/invalidver.csr",
    "defect/private-fragment.key",
    "defect/public-fragment.key",
    "unsupported/gost.crt",
    "unsupported/gost.csr",
    "unsupported/mldsa44-both.key",
    "unsupported/mldsa44-expanded.key",
    "unsupported/slhdsa.key",
    "unsupported/sm2-priv.key",
    "unsupported/sm2-pub.key",
];

#[test]
fn badkeys() {
    let Some(folder) = vectors("badkeys") else { return };
    let mut counts = [0; 3];
    for (name, expected) in BADKEYS {
        let path = text(&folder.join(name));
        let ran = run(&["keys", "inspect", "--json", &path]);
        assert_eq!(finding(&ran.json()), expected, "{name}");
        assert_eq!(ran.code, i32::from(expected != "good"), "{name}");
        // What is refused there is not converted either.
        let converted = run(&["jwk", "--json", "--kid", "k", &path]);
        assert_eq!(converted.code, ran.code, "{name}: {}", converted.out);
        counts[match expected {
            "good" => 0,
            "not for sealing" | "not_a_key" => 1,
            _ => 2,
        }] += 1;
    }
    for name in OTHERS {
        let path = text(&folder.join(name));
        assert_eq!(run(&["keys", "inspect", &path]).code, 1, "{name}");
        assert_eq!(run(&["jwk", "--kid", "k", &path]).code, 1, "{name}");
    }
    let [good, other, weak] = counts;
    report(format_args!(
        "badkeys: {} files: {weak} weak refused, {good} accepted (2 of them weak, which no number shows), {} of other kinds refused",
        BADKEYS.len() + OTHERS.len(),
        other + OTHERS.len(),
    ));
    let files = |folder: &std::path::Path| {
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|path| path.is_file() && path.file_name().unwrap() != "LICENSE").count()
    };
    let all = files(&folder) + files(&folder.join("defect")) + files(&folder.join("unsupported"));
    assert_eq!(all, BADKEYS.len() + OTHERS.len());
}

/// The tests of Wycheproof's JWK file are about verifying signatures, which this project does not do with these keys; what
/// holds here is which key sets are ones to seal under. None is: so all that the file calls invalid is refused, and its
/// five valid ones are the exceptions, refused because their keys are for signatures.
#[test]
fn wycheproof_jwk() {
    let Some(path) = vectors("wycheproof/json_web_key_test.json") else { return };
    let folder = folder("wycheproof_jwk");
    let vectors: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let (mut refused, mut exceptions) = (0, Vec::new());
    for group in vectors["testGroups"].as_array().unwrap() {
        let set = group.get("public").unwrap_or(&group["private"]);
        for test in group["tests"].as_array().unwrap() {
            let id = test["tcId"].as_u64().unwrap();
            let path = file(&folder, &format!("{id}.json"), set.to_string());
            let ran = run(&["keys", "inspect", "--json", &path]);
            assert_eq!(ran.code, 1, "{id}");
            let expected = match id {
                // Two keys of one kid.
                4 => "same_kid",
                // With its zero octet in front: see the next test for the key itself.
                7 => "roca",
                8 => "too_small",
                9 => "exponent",
                // Says RSA, has the members of an EC key.
                24 => "encoding",
                _ => "not for sealing",
            };
            assert_eq!(finding(&ran.json()), expected, "{id}");
            if test["result"] == "valid" { exceptions.push(id) } else { refused += 1 }
        }
    }
    assert_eq!((refused, exceptions.as_slice()), (21, &[2, 5, 13, 14, 15][..]));
    report(format_args!(
        "Wycheproof JWK: 26 key sets refused: 21 invalid ones, and 5 valid ones for signatures: {exceptions:?}"
    ));
}

/// What was found in the only or first key: a weakness, a verdict, or why it could not be read.
fn finding(json: &Value) -> String {
    let key = &json["keys"][0];
    [&key["weaknesses"][0]["code"], &key["verdict"], &json["unreadable"][0]["code"]]
        .into_iter()
        .find_map(Value::as_str)
        .unwrap()
        .to_owned()
}
