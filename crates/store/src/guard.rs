use cardseal::UnixTime;
use cardseal_gateway::{AsyncReplayGuard, GuardUnavailable, Later};

use crate::connect::Store;

/// One guard of all gateways that share the database. What the database could not say is
/// [`GuardUnavailable`]; [`Store::first_use`] says why.
impl AsyncReplayGuard for Store {
    fn first_use<'a>(
        &'a self,
        jti: &'a str,
        expires: UnixTime,
        now: UnixTime,
    ) -> Later<'a, Result<bool, GuardUnavailable>> {
        Box::pin(async move { Self::first_use(self, jti, expires, now).await.map_err(|_| GuardUnavailable) })
    }
}
