use std::sync::OnceLock;

use cardseal::UnixTime;

use crate::connect::{Store, on_either};
use crate::opened_cards::{OPEN, seconds};
use crate::payments::{Asked, Payment, begin_on};
use crate::unavailable::StoreUnavailable;

/// The replay guard for opening one sealed card for one payment: when it is asked, which a gateway does last, the payment is
/// begun and the card's id recorded in one transaction. So no card is used up without a payment that remembers it, and no
/// payment begins with a card that was opened before.
///
/// The card's id is to be new, or was recorded by this very payment, which was abandoned then: whoever takes it up may
/// open its card again. Where anything is in the way, neither is recorded.
pub struct Admission<'a> {
    store: &'a Store,
    asked: Asked<'a>,
    outcome: OnceLock<Admitted>,
}

/// What came of an [`Admission`].
#[derive(Debug, PartialEq, Eq)]
pub enum Admitted {
    /// The guard was not asked: the card was refused before.
    NotAsked,
    /// What stands about the payment. [`Payment::Begun`]: the card was admitted. Anything else: it was not used up.
    Payment(Payment),
    /// The card was opened before, or [may have been](Store::refuse_sealed_before). Nothing was begun.
    Replayed,
    /// The database did not say. It may have been begun all the same, and can be taken up after the lease.
    Unavailable(StoreUnavailable),
}

impl Store {
    /// A guard for exactly one opening, of a card for the payment that `merchant` asks for under `key`; otherwise as
    /// [`begin`](Self::begin). Nothing happens before a gateway asks it.
    pub fn admission<'a>(
        &'a self,
        merchant: &'a str,
        key: &'a str,
        request: &'a [u8; 32],
        id: &'a str,
    ) -> Admission<'a> {
        let asked = Asked { merchant, key, request, id };
        Admission { store: self, asked, outcome: OnceLock::new() }
    }
}

impl Admission<'_> {
    /// What came of it.
    pub fn outcome(self) -> Admitted {
        self.outcome.into_inner().unwrap_or(Admitted::NotAsked)
    }

    /// Whether the card may be opened.
    pub(crate) async fn admit(
        &self,
        jti: &str,
        issued_at: UnixTime,
        expires: UnixTime,
        now: UnixTime,
    ) -> Result<bool, StoreUnavailable> {
        let admitted = match self.admitted(jti, issued_at, expires, now).await {
            Ok(admitted) => admitted,
            Err(unavailable) => Admitted::Unavailable(unavailable),
        };
        let answer = match &admitted {
            Admitted::Payment(Payment::Begun(_)) => Ok(true),
            Admitted::Unavailable(unavailable) => Err(*unavailable),
            _ => Ok(false),
        };
        // Of the first time: it is for one opening, and whoever asked again was told that it is under way.
        let _ = self.outcome.set(admitted);
        answer
    }

    async fn admitted(
        &self,
        jti: &str,
        issued_at: UnixTime,
        expires: UnixTime,
        now: UnixTime,
    ) -> Result<Admitted, StoreUnavailable> {
        if expires < now {
            return Ok(Admitted::Replayed);
        }
        let store = self.store;
        on_either!(store, |pool| async {
            let mut transaction = pool.begin_with(store.begin_statement()).await?;
            // The payment first, in every process: nobody who has a card's row waits for another row.
            let payment = begin_on!(&mut transaction, self.asked, store.lease_secs, now);
            let Payment::Begun(attempt) = &payment else {
                transaction.rollback().await?;
                return Ok(Admitted::Payment(payment));
            };
            let opened = sqlx::query(OPEN)
                .bind(jti)
                .bind(seconds(expires))
                .bind(attempt.payment())
                .bind(seconds(issued_at))
                .execute(&mut *transaction)
                .await?;
            if opened.rows_affected() == 0 {
                transaction.rollback().await?;
                return Ok(Admitted::Replayed);
            }
            transaction.commit().await?;
            Ok(Admitted::Payment(payment))
        })
    }
}
