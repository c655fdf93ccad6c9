use std::sync::Arc;

use crate::cek::Cek;

/// The private half of a gateway key for RSA-OAEP-256: a key in this process
/// ([`RsaPrivateKey`](crate::RsaPrivateKey)), or a handle to one in an HSM or a KMS.
///
/// The gateway calls it at most once for a message, and not before its shape and its header were found right. It is also
/// called, for the time that it takes, where the message names a key that is not there or not in its time.
pub trait PrivateKey: Send + Sync {
    /// Unwraps the content encryption key: RSAES-OAEP decryption with SHA-256, MGF1 with SHA-256
    /// and an empty label (RFC 7518 section 4.3).
    ///
    /// An implementation must spend the same time on every way in which a message can be wrong,
    /// and must not try another padding, hash or key.
    ///
    /// # Errors
    /// [`UnwrapFailed::Rejected`] when it does not decrypt, or not to 32 bytes;
    /// [`UnwrapFailed::Unavailable`] when the key could not be asked at all.
    fn unwrap_cek(&self, encrypted_key: &[u8]) -> Result<Cek, UnwrapFailed>;
}

/// Why no content encryption key came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnwrapFailed {
    /// The bytes are no encryption under this key. The gateway goes on with a random key, so that
    /// the sender cannot tell this from a wrong tag (RFC 7516 section 11.5).
    Rejected,
    /// The key did not answer: an HSM out of reach, a session that ended. Says nothing about the
    /// message, which may be sent again.
    Unavailable,
}

/// One key in several rings.
impl<K: PrivateKey + ?Sized> PrivateKey for Arc<K> {
    fn unwrap_cek(&self, encrypted_key: &[u8]) -> Result<Cek, UnwrapFailed> {
        (**self).unwrap_cek(encrypted_key)
    }
}

/// A key whose kind is decided at run time.
impl PrivateKey for Box<dyn PrivateKey> {
    fn unwrap_cek(&self, encrypted_key: &[u8]) -> Result<Cek, UnwrapFailed> {
        (**self).unwrap_cek(encrypted_key)
    }
}
