//! Opens the content with the key, and tells apart the two ways in which that fails.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::rsa::{OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, PrivateDecryptingKey};
use cardseal::envelope::claims::BLOCK;
use cardseal::envelope::compact::{CEK, Compact};
use cardseal_gateway::RsaPrivateKey;
use zeroize::Zeroizing;

use super::Finding;

/// Bytes of the largest modulus.
const MAX_KEY: usize = 512;

pub(super) fn open(message: &Compact<'_>, key: &RsaPrivateKey) -> Result<Zeroizing<Vec<u8>>, Finding> {
    let key = handle(key).ok_or_else(|| Finding::new("key", "the private key cannot be used"))?;
    let (sealed, own) = (message.encrypted_key.len() * 8, key.key_size_bytes() * 8);
    if sealed != own {
        let said = format!("it was sealed for a key of {sealed} bits, and the given one has {own}");
        return Err(Finding::new("other_key", said));
    }
    let mut buffer = Zeroizing::new([0; MAX_KEY]);
    let unwrapped = key.decrypt(&OAEP_SHA256_MGF1SHA256, &message.encrypted_key, &mut *buffer, Some(b""));
    let cek: &[u8] = unwrapped.map_err(|_| {
        let said = "the key does not fit: it was sealed for another key under this kid, or the encrypted key was altered";
        Finding::new("other_key", said)
    })?;
    if cek.len() != CEK {
        return Err(Finding::new("cek", format!("the content key has {} bytes instead of {CEK}", cek.len())));
    }
    decrypt(message, cek).ok_or_else(|| altered(message))
}

fn handle(key: &RsaPrivateKey) -> Option<OaepPrivateDecryptingKey> {
    let der = key.expose_pkcs8_der().ok()?;
    OaepPrivateDecryptingKey::new(PrivateDecryptingKey::from_pkcs8(&der).ok()?).ok()
}

fn decrypt(message: &Compact<'_>, cek: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, cek).ok()?);
    // Its full size from the start: a buffer that grows leaves copies behind.
    let mut plaintext = Zeroizing::new(vec![0; message.ciphertext.len()]);
    let nonce = Nonce::assume_unique_for_key(message.iv);
    let aad = Aad::from(message.aad.as_bytes());
    key.open_separate_gather(nonce, aad, &message.ciphertext, &message.tag, &mut plaintext).ok()?;
    Some(plaintext)
}

fn altered(message: &Compact<'_>) -> Finding {
    let length = message.ciphertext.len();
    if length.is_multiple_of(BLOCK) {
        let said = "the key fits, and the tag does not: the header, the vector, the ciphertext or the tag was altered";
        Finding::new("altered", said)
    } else {
        let said =
            format!("the ciphertext has {length} bytes, not a multiple of {BLOCK}: a piece of it is missing");
        Finding::new("truncated", said)
    }
}
