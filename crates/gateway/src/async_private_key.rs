use std::pin::Pin;
use std::sync::Arc;

use crate::cek::Cek;
use crate::private_key::UnwrapFailed;

/// An answer that comes later. It belongs to no runtime: whoever polls it drives it.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The private half of a gateway key that answers late: a handle to one in a network HSM or a KMS.
///
/// The contract is that of [`PrivateKey`](crate::PrivateKey): at most one call for a message, and none before its shape and
/// its header were found right. How long it may take is the implementation's to limit: a call that takes too long answers
/// [`UnwrapFailed::Unavailable`].
pub trait AsyncPrivateKey: Send + Sync {
    /// Unwraps the content encryption key, as [`PrivateKey::unwrap_cek`](crate::PrivateKey::unwrap_cek) does.
    ///
    /// The future may be dropped before it is ready: nothing may depend on its end.
    ///
    /// # Errors
    /// Those of [`PrivateKey::unwrap_cek`](crate::PrivateKey::unwrap_cek).
    fn unwrap_cek<'a>(&'a self, encrypted_key: &'a [u8]) -> Later<'a, Result<Cek, UnwrapFailed>>;
}

/// One key in several rings.
impl<K: AsyncPrivateKey + ?Sized> AsyncPrivateKey for Arc<K> {
    fn unwrap_cek<'a>(&'a self, encrypted_key: &'a [u8]) -> Later<'a, Result<Cek, UnwrapFailed>> {
        (**self).unwrap_cek(encrypted_key)
    }
}

/// A key whose kind is decided at run time.
impl AsyncPrivateKey for Box<dyn AsyncPrivateKey> {
    fn unwrap_cek<'a>(&'a self, encrypted_key: &'a [u8]) -> Later<'a, Result<Cek, UnwrapFailed>> {
        (**self).unwrap_cek(encrypted_key)
    }
}
