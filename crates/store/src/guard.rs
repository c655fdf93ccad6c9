use cardseal_gateway::{AsyncReplayGuard, GuardUnavailable, Later, Opening};

use crate::admission::Admission;
use crate::connect::Store;

/// One guard of all gateways that share the database, for cards that are opened for no payment in it. What the database
/// could not say is [`GuardUnavailable`]; [`Store::first_use`] says why.
impl AsyncReplayGuard for Store {
    fn first_use<'a>(&'a self, opening: Opening<'a>) -> Later<'a, Result<bool, GuardUnavailable>> {
        Box::pin(async move {
            let Opening { jti, issued_at, expires, now } = opening;
            Self::first_use(self, jti, issued_at, expires, now).await.map_err(|_| GuardUnavailable)
        })
    }
}

impl AsyncReplayGuard for Admission<'_> {
    fn first_use<'a>(&'a self, opening: Opening<'a>) -> Later<'a, Result<bool, GuardUnavailable>> {
        Box::pin(async move {
            let Opening { jti, issued_at, expires, now } = opening;
            self.admit(jti, issued_at, expires, now).await.map_err(|_| GuardUnavailable)
        })
    }
}
