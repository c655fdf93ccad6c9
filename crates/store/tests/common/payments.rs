//! Payments of one merchant, as a gateway begins them.

use cardseal::UnixTime;
use cardseal_gateway::{AsyncReplayGuard, Opening};
use cardseal_store::{Admitted, Attempt, Payment, Store};

use super::NOW;

pub(crate) const MERCHANT: &str = "m_1";
pub(crate) const REQUEST: [u8; 32] = [1; 32];
pub(crate) const OTHER: [u8; 32] = [2; 32];

/// A sealed card with this id, opened now, which is good for ten minutes.
pub(crate) fn opening(jti: &str, now: UnixTime) -> Opening<'_> {
    Opening { jti, issued_at: now, expires: now.plus_secs(600), now }
}

/// What a gateway is told when it opens the card with this id for the payment of this key.
pub(crate) async fn admit(store: &Store, key: &str, id: &str, jti: &str, now: UnixTime) -> Admitted {
    let admission = store.admission(MERCHANT, key, &REQUEST, id);
    let guard: &dyn AsyncReplayGuard = &admission;
    let opened = guard.first_use(opening(jti, now)).await;
    let outcome = admission.outcome();
    let begun = matches!(outcome, Admitted::Payment(Payment::Begun(_)));
    assert_eq!(opened == Ok(true), begun, "{outcome:?}");
    assert_eq!(opened.is_err(), matches!(outcome, Admitted::Unavailable(_)), "{outcome:?}");
    outcome
}

pub(crate) async fn admitted(store: &Store, key: &str, id: &str, jti: &str, after: u64) -> Attempt {
    match admit(store, key, id, jti, NOW.plus_secs(after)).await {
        Admitted::Payment(Payment::Begun(attempt)) => attempt,
        other => panic!("{other:?}"),
    }
}

/// Begun with the id `pay_` and the key.
pub(crate) async fn begun(store: &Store, key: &str, after: u64) -> Attempt {
    match store.begin(MERCHANT, key, &REQUEST, &format!("pay_{key}"), NOW.plus_secs(after)).await {
        Ok(Payment::Begun(attempt)) => attempt,
        other => panic!("{other:?}"),
    }
}
