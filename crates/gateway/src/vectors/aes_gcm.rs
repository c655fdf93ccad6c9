use super::{bytes, cases, is_valid, load, report};
use crate::cek::Cek;
use crate::content::decrypt;

/// Wycheproof AES-GCM. The 66 with a 256-bit key, a 96-bit IV and a 128-bit tag are run; the other 250 have sizes
/// that the types of [`decrypt`] do not admit.
#[test]
fn wycheproof_aes_256_gcm() {
    let Some(file) = load("wycheproof/aes_gcm_test.json") else { return };
    let (mut ran, mut valid, mut out_of_profile) = (0, 0, 0);
    for (group, case) in cases(&file) {
        if (&group["keySize"], &group["ivSize"], &group["tagSize"]) != (&256.into(), &96.into(), &128.into())
        {
            let sizes =
                (Cek::from_slice(&bytes(case, "key")), bytes(case, "iv").len(), bytes(case, "tag").len());
            assert!(!matches!(sizes, (Some(_), 12, 16)), "{}", case["tcId"]);
            out_of_profile += 1;
            continue;
        }
        let cek = Cek::from_slice(&bytes(case, "key")).unwrap();
        let iv = bytes(case, "iv").try_into().unwrap();
        let tag = bytes(case, "tag").try_into().unwrap();
        let plaintext = decrypt(&cek, &iv, &bytes(case, "aad"), &bytes(case, "ct"), &tag);
        assert_eq!(
            plaintext.map(|bytes| bytes.to_vec()),
            is_valid(case).then(|| bytes(case, "msg")),
            "{}",
            case["tcId"]
        );
        ran += 1;
        valid += usize::from(is_valid(case));
    }
    report(format_args!(
        "Wycheproof AES-GCM 256/96/128: {ran} cases, {valid} valid; {out_of_profile} of other sizes not run"
    ));
    assert_eq!((ran, valid, out_of_profile), (66, 39, 250));
}
