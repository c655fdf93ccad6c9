use super::{bytes, cases, is_valid, load, report};
use crate::rsa_private_key::RsaPrivateKey;
use crate::{PrivateKey, UnwrapFailed};

/// Wycheproof RSAES-OAEP with SHA-256, and what [`PrivateKey::unwrap_cek`] makes of the same.
#[test]
fn wycheproof_rsa_oaep_sha256() {
    for bits in [2048, 3072, 4096] {
        let Some(file) = load(&format!("wycheproof/rsa_oaep_{bits}_sha256_mgf1sha256_test.json")) else {
            return;
        };
        let (mut ran, mut valid, mut ceks) = (0, 0, 0);
        for (group, case) in cases(&file) {
            let key = RsaPrivateKey::from_pkcs8_der(&bytes(group, "privateKeyPkcs8")).unwrap();
            let (ciphertext, label, expected) = (bytes(case, "ct"), bytes(case, "label"), bytes(case, "msg"));
            let mut buffer = [0; 512];
            let message = key.oaep_decrypt(&ciphertext, &label, &mut buffer);
            assert_eq!(message, is_valid(case).then_some(&*expected), "{bits}: {}", case["tcId"]);
            // A CEK has no label and 32 bytes.
            let is_cek = is_valid(case) && label.is_empty() && expected.len() == 32;
            match key.unwrap_cek(&ciphertext) {
                Ok(cek) => assert!(is_cek && cek.expose() == &*expected, "{bits}: {}", case["tcId"]),
                Err(error) => assert!(!is_cek && error == UnwrapFailed::Rejected, "{bits}: {}", case["tcId"]),
            }
            ran += 1;
            valid += usize::from(is_valid(case));
            ceks += usize::from(is_cek);
        }
        report(format_args!("Wycheproof RSA-OAEP SHA-256 {bits}: {ran} cases, {valid} valid, {ceks} a CEK"));
        assert_eq!(ran, 37);
    }
}

/// Wycheproof RSAES-PKCS1-v1_5: none of them is opened, valid or not, because the padding does not exist here.
#[test]
fn wycheproof_pkcs1_v1_5_is_unreachable() {
    let Some(file) = load("wycheproof/rsa_pkcs1_2048_test.json") else { return };
    let mut ran = 0;
    for (group, case) in cases(&file) {
        let key = RsaPrivateKey::from_pkcs8_der(&bytes(group, "privateKeyPkcs8")).unwrap();
        assert!(key.oaep_decrypt(&bytes(case, "ct"), b"", &mut [0; 512]).is_none(), "{}", case["tcId"]);
        ran += 1;
    }
    report(format_args!("Wycheproof RSA PKCS#1 v1.5 2048: {ran} cases, none opened"));
    assert_eq!(ran, 67);
}
