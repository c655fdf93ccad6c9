use std::sync::Arc;

use crate::async_private_key::Later;
use crate::replay::{GuardUnavailable, Opening};

/// Remembers which sealed cards were opened, in a store that answers late: a database that several gateways share.
///
/// The contract is that of [`ReplayGuard`](crate::ReplayGuard): asked last, and of any number of calls with the same `jti`
/// exactly one gets `true`.
pub trait AsyncReplayGuard: Send + Sync {
    /// Records the `jti`, as [`ReplayGuard::first_use`](crate::ReplayGuard::first_use) does.
    ///
    /// A future that is dropped before it is ready should leave nothing recorded: commit last. Where the store may have
    /// recorded it nevertheless, the card is refused when it is sent again, and never opened twice.
    ///
    /// # Errors
    /// [`GuardUnavailable`] when that cannot be answered: the message is then not opened.
    fn first_use<'a>(&'a self, opening: Opening<'a>) -> Later<'a, Result<bool, GuardUnavailable>>;
}

/// One guard of several gateways.
impl<G: AsyncReplayGuard + ?Sized> AsyncReplayGuard for Arc<G> {
    fn first_use<'a>(&'a self, opening: Opening<'a>) -> Later<'a, Result<bool, GuardUnavailable>> {
        (**self).first_use(opening)
    }
}
