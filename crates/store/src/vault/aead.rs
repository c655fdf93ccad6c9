//! AES-256-GCM with a random nonce of 96 bits and a tag of 128.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::rand;
use zeroize::Zeroizing;

/// Encrypts `plaintext`, and returns the nonce and the ciphertext with its tag. `None` when the operating system gives no
/// random bytes.
pub(super) fn seal(key: &[u8; 32], context: &[&str], plaintext: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut nonce = [0; NONCE_LEN];
    fill_random(&mut nonce)?;
    let mut sealed = Zeroizing::new(Vec::with_capacity(plaintext.len() + AES_256_GCM.tag_len()));
    sealed.extend_from_slice(plaintext);
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).ok()?);
    let aad = Aad::from(joined(context));
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut *sealed).ok()?;
    Some((nonce.to_vec(), sealed.to_vec()))
}

/// The plaintext, `None` when anything is not as it was sealed.
pub(super) fn open(
    key: &[u8; 32],
    context: &[&str],
    nonce: &[u8],
    sealed: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).ok()?);
    let mut buffer = Zeroizing::new(sealed.to_vec());
    let length = key.open_in_place(nonce, Aad::from(joined(context)), &mut buffer).ok()?.len();
    buffer.truncate(length);
    Some(buffer)
}

/// Fills `bytes`. `None` when the operating system gives no random bytes.
pub(super) fn fill_random(bytes: &mut [u8]) -> Option<()> {
    rand::fill(bytes).ok()
}

/// Each with its length before it, so that no two lists look alike.
fn joined(context: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for text in context {
        bytes.extend_from_slice(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    bytes
}
