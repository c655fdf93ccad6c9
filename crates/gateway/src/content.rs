//! Content decryption with A256GCM: a 96-bit IV, a 128-bit tag, never fewer (RFC 7518 section 5.3).

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use cardseal::envelope::compact::{IV, TAG};
use zeroize::Zeroizing;

use crate::cek::Cek;

/// The plaintext, in a buffer that is wiped when it is dropped; `None` when the tag is wrong.
///
/// `aad` is the ASCII of the encoded protected header (RFC 7516 section 5.2, step 15).
pub(crate) fn decrypt(
    cek: &Cek,
    iv: &[u8; IV],
    aad: &[u8],
    ciphertext: &[u8],
    tag: &[u8; TAG],
) -> Option<Zeroizing<Vec<u8>>> {
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, cek.expose()).ok()?);
    // Its full size from the start: a buffer that grows leaves copies behind.
    let mut plaintext = Zeroizing::new(vec![0; ciphertext.len()]);
    key.open_separate_gather(
        Nonce::assume_unique_for_key(*iv),
        Aad::from(aad),
        ciphertext,
        tag,
        &mut plaintext,
    )
    .ok()?;
    Some(plaintext)
}
