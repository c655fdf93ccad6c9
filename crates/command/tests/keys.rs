//! `keygen` and `jwk`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use std::os::unix::fs::PermissionsExt;

use serde_json::Value;
use support::{file, fixture, folder, key, run, run_with, text};

#[test]
fn keygen_writes_a_private_file_and_prints_the_public_half() {
    let folder = folder("keygen");
    for bits in ["2048", "3072"] {
        let path = text(&folder.join(bits));
        let made = run(&["keygen", "--bits", bits, "--kid", "k 1", "--out", &path]);
        assert_eq!(made.code, 0, "{}", made.err);
        let jwk: Value = serde_json::from_str(&made.out).unwrap();
        assert_eq!((jwk["kid"].as_str(), jwk["alg"].as_str()), (Some("k 1"), Some("RSA-OAEP-256")));
        assert!(jwk.get("d").is_none());
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let inspected = run(&["keys", "inspect", "--json", &path]);
        assert_eq!(inspected.code, 0);
        assert_eq!(inspected.json()["keys"][0]["bits"].to_string(), bits);
        // The private file gives the same JWK again.
        assert_eq!(run(&["jwk", &path, "--kid", "k 1"]).out, made.out);
    }
}

#[test]
fn keygen_never_overwrites_without_force() {
    let folder = folder("force");
    let path = file(&folder, "key.pem", "precious");
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
    let arguments = ["keygen", "--kid", "k", "--out", &path, "--json"];
    assert_eq!(run(&arguments).refused(), "exists");
    assert_eq!(std::fs::read(&path).unwrap(), b"precious");
    let link = folder.join("link");
    std::os::unix::fs::symlink(folder.join("nowhere"), &link).unwrap();
    assert_eq!(run(&["keygen", "--kid", "k", "--out", &text(&link), "--json"]).refused(), "exists");

    let forced = run(&[&arguments[..], &["--force"]].concat());
    assert_eq!(forced.code, 0);
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("-----BEGIN PRIVATE KEY-----"));
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    // Nothing else is left behind.
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
}

#[test]
fn keygen_refuses() {
    let folder = folder("keygen_refuses");
    let path = text(&folder.join("none.pem"));
    for kid in ["", "a\"b", "schlüssel", &"k".repeat(129)] {
        assert_eq!(run(&["keygen", "--kid", kid, "--out", &path, "--json"]).refused(), "kid", "{kid}");
    }
    let nowhere = text(&folder.join("missing/key.pem"));
    assert_eq!(run(&["keygen", "--kid", "k", "--out", &nowhere, "--json"]).refused(), "unwritable");
    for usage in [
        &["keygen"][..],
        &["keygen", "--kid", "k"],
        &["keygen", "--bits", "1024", "--kid", "k", "--out", &path],
        &["keygen", "--kid", "k", "--out", &path, "--out", &path],
        &["nonsense"],
        &[],
    ] {
        assert_eq!(run(usage).code, 2, "{usage:?}");
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn jwk_reads_every_form() {
    let folder = folder("forms");
    let expected = run(&["jwk", &fixture("certificate.pem"), "--kid", "c", "--json"]);
    assert_eq!(expected.code, 0, "{}", expected.out);
    let mut count = 0;
    for name in ["certificate.pem", "request.pem", "public.pem", "pkcs1.pem"] {
        let pem = std::fs::read(fixture(name)).unwrap();
        let (_, der) = pem_rfc7468::decode_vec(&pem).unwrap();
        let windows = String::from_utf8(pem.clone()).unwrap().replace('\n', "\r\n");
        let with_text = [b"Issued to the gateway.\n\n", &pem[..]].concat();
        for form in [&pem[..], &der, windows.as_bytes(), &with_text] {
            let path = file(&folder, "key", form);
            assert_eq!(run(&["jwk", &path, "--kid", "c", "--json"]).out, expected.out, "{name}");
            assert_eq!(run_with(&["jwk", "-", "--kid", "c", "--json"], form).out, expected.out, "{name}");
            count += 2;
        }
    }
    let (private, jwk) = key();
    let (_, der) = pem_rfc7468::decode_vec(&std::fs::read(private).unwrap()).unwrap();
    let path = file(&folder, "key.der", der);
    assert_eq!(&run(&["jwk", &path, "--kid", "key-1", "--json"]).json(), jwk);
    let path = file(&folder, "key.jwk", jwk.to_string());
    assert_eq!(&run(&["jwk", &path, "--kid", "key-1", "--json"]).json(), jwk);
    support::report(format_args!("jwk: {} readings of the same key", count + 2));
}

#[test]
fn jwk_refuses() {
    let folder = folder("jwk_refuses");
    let pem = std::fs::read_to_string(fixture("public.pem")).unwrap();
    let encrypted = pem.replace("PUBLIC KEY", "ENCRYPTED PRIVATE KEY");
    let signing = r#"{"kty":"RSA","alg":"RS256","n":"AQAB","e":"AQAB"}"#;
    let cases: [(&str, &[u8]); 14] = [
        ("empty", b""),
        ("not_a_key", b"\n"),
        ("not_a_key", &[0; 4096]),
        ("not_a_key", &[0xff; 4096]),
        ("not_a_key", b"4242424242424242"),
        ("too_large", &vec![b'A'; 2 * 1024 * 1024]),
        ("pem", pem.get(..200).unwrap().as_bytes()),
        ("pem", pem.replace("MII", "M!I").leak().as_bytes()),
        ("der", pem.replace("PUBLIC KEY", "CERTIFICATE").leak().as_bytes()),
        ("encrypted", encrypted.as_bytes()),
        ("several", [pem.as_bytes(), pem.as_bytes()].concat().leak()),
        ("not_a_jwk", br#"{"kty":7}"#),
        ("not_a_jwk", "[".repeat(100_000).leak().as_bytes()),
        ("other_purpose", signing.as_bytes()),
    ];
    for (code, content) in cases {
        let path = file(&folder, "key", content);
        assert_eq!(run(&["jwk", &path, "--kid", "k", "--json"]).refused(), code);
        let said = run(&["jwk", &path, "--kid", "k"]);
        assert_eq!((said.code, said.out.as_str(), said.err.lines().count()), (1, "", 1));
    }
    assert_eq!(run(&["jwk", &text(&folder), "--kid", "k", "--json"]).refused(), "unreadable");
    assert_eq!(run(&["jwk", &text(&folder.join("no")), "--kid", "k", "--json"]).refused(), "unreadable");
    assert_eq!(run(&["jwk", &fixture("public.pem"), "--kid", "", "--json"]).refused(), "kid");
    assert_eq!(run(&["jwk", &fixture("public.pem")]).code, 2);
}
