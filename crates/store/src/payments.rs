use cardseal::UnixTime;

use crate::connect::{Store, on_either};
use crate::opened_cards::seconds;
use crate::unavailable::StoreUnavailable;

/// How long whoever began a payment has to finish it before another may take it up: longer than the longest wait for
/// an acquirer, or a slow payment is taken up while it is still under way.
pub const LEASE_SECS: u64 = 120;
/// How long the answer of a finished payment is kept for whoever asks again.
pub const ANSWER_KEPT_SECS: u64 = 7 * 86_400;

/// What there is to do about a payment that a merchant asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Payment {
    /// Take it, then [`finish`](Store::finish) it.
    Begun(Attempt),
    /// Somebody is taking it: come back later.
    InFlight,
    /// It was finished: answer this, and take nothing.
    Done(Vec<u8>),
    /// The key was used for another request: refuse it, and take nothing.
    Mismatch,
}

/// The right to take one payment, once.
#[derive(Debug, PartialEq, Eq)]
pub struct Attempt {
    merchant: String,
    key: String,
    number: i64,
}

impl Attempt {
    /// Whether somebody began this payment before and was not heard of again. Money may have moved then: ask whoever
    /// moves it, by the same merchant and key, before moving it again.
    pub fn is_taken_up(&self) -> bool {
        self.number > 1
    }
}

impl Store {
    /// Begins the payment that `merchant` asks for under its idempotency `key`. `request` is a digest of all that the
    /// merchant asked. Of any number of calls at the same time, in all processes, one gets [`Payment::Begun`]; after
    /// [`LEASE_SECS`] without a finish, one again.
    ///
    /// # Errors
    /// [`StoreUnavailable`]: take nothing. It may have been begun all the same, and can be taken up after the lease.
    pub async fn begin(
        &self,
        merchant: &str,
        key: &str,
        request: &[u8; 32],
        now: UnixTime,
    ) -> Result<Payment, StoreUnavailable> {
        const BEGIN: &str = "INSERT INTO payments (merchant, idempotency_key, request, attempt, lease_ends) \
            VALUES ($1, $2, $3, 1, $4) ON CONFLICT (merchant, idempotency_key) DO UPDATE \
            SET attempt = payments.attempt + 1, lease_ends = excluded.lease_ends \
            WHERE payments.response IS NULL AND payments.lease_ends < $5 AND payments.request = excluded.request \
            RETURNING attempt";
        const LOOK: &str =
            "SELECT request, response FROM payments WHERE merchant = $1 AND idempotency_key = $2";
        let lease_ends = seconds(now.plus_secs(LEASE_SECS));
        on_either!(self, |pool| async {
            let begun: Option<i64> = sqlx::query_scalar(BEGIN)
                .bind(merchant)
                .bind(key)
                .bind(request.as_slice())
                .bind(lease_ends)
                .bind(seconds(now))
                .fetch_optional(pool)
                .await?;
            if let Some(number) = begun {
                return Ok(Payment::Begun(Attempt {
                    merchant: merchant.to_owned(),
                    key: key.to_owned(),
                    number,
                }));
            }
            let row: Option<(Vec<u8>, Option<Vec<u8>>)> =
                sqlx::query_as(LOOK).bind(merchant).bind(key).fetch_optional(pool).await?;
            Ok(match row {
                Some((other, _)) if other != request => Payment::Mismatch,
                Some((_, Some(response))) => Payment::Done(response),
                // Without a row: it was forgotten between the two statements. The next call begins it.
                Some((_, None)) | None => Payment::InFlight,
            })
        })
    }

    /// Records the answer to a payment, which every later [`begin`](Self::begin) gives. `false` where another has taken
    /// the payment up since, and its answer counts. Asking again after an error is safe.
    ///
    /// The response is kept as it is: no PAN, no CVC in it.
    ///
    /// # Errors
    /// [`StoreUnavailable`]: it may have been recorded all the same.
    pub async fn finish(
        &self,
        attempt: &Attempt,
        response: &[u8],
        now: UnixTime,
    ) -> Result<bool, StoreUnavailable> {
        const SQL: &str = "UPDATE payments SET response = $4, finished = $5 WHERE merchant = $1 \
            AND idempotency_key = $2 AND attempt = $3 AND (response IS NULL OR response = $4)";
        on_either!(self, |pool| async {
            let done = sqlx::query(SQL)
                .bind(attempt.merchant.as_str())
                .bind(attempt.key.as_str())
                .bind(attempt.number)
                .bind(response)
                .bind(seconds(now))
                .execute(pool)
                .await?;
            Ok(done.rows_affected() == 1)
        })
    }

    /// Removes up to `batch` answers that are older than [`ANSWER_KEPT_SECS`], and returns how many; as
    /// [`sweep`](Self::sweep). Payments that nobody finished stay, for somebody to look into.
    ///
    /// # Errors
    /// [`StoreUnavailable`]; what was not removed is removed the next time.
    pub async fn forget_answers(&self, now: UnixTime, batch: u32) -> Result<u64, StoreUnavailable> {
        const SQLITE: &str = "DELETE FROM payments WHERE (merchant, idempotency_key) IN (SELECT merchant, \
            idempotency_key FROM payments WHERE finished < $1 ORDER BY finished LIMIT $2)";
        const POSTGRES: &str = "DELETE FROM payments WHERE (merchant, idempotency_key) IN (SELECT merchant, \
            idempotency_key FROM payments WHERE finished < $1 ORDER BY finished LIMIT $2 FOR UPDATE SKIP LOCKED)";
        let before = seconds(UnixTime::from_secs(now.as_secs().saturating_sub(ANSWER_KEPT_SECS)));
        let sql = self.dialect(SQLITE, POSTGRES);
        on_either!(self, |pool| async {
            let done = sqlx::query(sql).bind(before).bind(i64::from(batch)).execute(pool).await?;
            Ok(done.rows_affected())
        })
    }
}
