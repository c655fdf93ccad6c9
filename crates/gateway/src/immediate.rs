use crate::async_private_key::{AsyncPrivateKey, Later};
use crate::async_replay::AsyncReplayGuard;
use crate::cek::Cek;
use crate::private_key::{PrivateKey, UnwrapFailed};
use crate::replay::{GuardUnavailable, Opening, ReplayGuard};

/// A [`PrivateKey`] or a [`ReplayGuard`] that answers at once, for an [`AsyncGateway`](crate::AsyncGateway).
///
/// It answers on the thread that polls, which an RSA operation holds for about a millisecond.
pub struct Immediate<T>(pub T);

impl<K: PrivateKey> AsyncPrivateKey for Immediate<K> {
    fn unwrap_cek<'a>(&'a self, encrypted_key: &'a [u8]) -> Later<'a, Result<Cek, UnwrapFailed>> {
        // Asked when it is polled: a future that never is costs no private-key operation.
        Box::pin(async move { self.0.unwrap_cek(encrypted_key) })
    }
}

impl<G: ReplayGuard> AsyncReplayGuard for Immediate<G> {
    fn first_use<'a>(&'a self, opening: Opening<'a>) -> Later<'a, Result<bool, GuardUnavailable>> {
        Box::pin(async move { self.0.first_use(opening) })
    }
}
