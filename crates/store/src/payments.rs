use aws_lc_rs::digest::{SHA256, digest};
use cardseal::UnixTime;

use crate::connect::{Store, on_either};
use crate::opened_cards::seconds;
use crate::unavailable::StoreUnavailable;

/// How long the answer of a finished payment is kept for whoever asks again.
pub const ANSWER_KEPT_SECS: u64 = 7 * 86_400;

/// What is known of a payment before anything is done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nobody asked for it.
    New,
    /// Somebody is taking it: come back later.
    InFlight,
    /// Somebody began it, and was not heard of again or gave it up. Money may have moved: ask whoever moves it, by this id
    /// of the payment, before anything else. Then [`begin`](Store::begin) takes it up.
    Abandoned {
        /// The payment's id.
        payment: String,
    },
    /// It was finished: answer this, and take nothing.
    Done(Vec<u8>),
    /// The key was used for another request: refuse it, and take nothing.
    Mismatch,
}

/// What came of beginning a payment.
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

/// What a merchant can read of a payment by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// Begun, and not finished.
    InFlight,
    /// Finished, with this answer.
    Done(Vec<u8>),
}

/// The right to take one payment, once.
#[derive(Debug, PartialEq, Eq)]
pub struct Attempt {
    pub(crate) payment: String,
    pub(crate) merchant: String,
    pub(crate) number: i64,
}

impl Attempt {
    /// The payment's id: of the one who began it first, also after it was taken up.
    pub fn payment(&self) -> &str {
        &self.payment
    }

    /// Whether somebody began this payment before and was not heard of again. Money may have moved then: ask whoever
    /// moves it, by the payment's id, before moving it again.
    pub fn is_taken_up(&self) -> bool {
        self.number > 1
    }
}

impl Store {
    /// What is known of the payment that `merchant` asks for under its idempotency `key`. Reads only: two who ask at the
    /// same time may both be told [`Found::New`], and one of them begins it.
    ///
    /// # Errors
    /// [`StoreUnavailable`]: take nothing.
    pub async fn find(
        &self,
        merchant: &str,
        key: &str,
        request: &[u8; 32],
        now: UnixTime,
    ) -> Result<Found, StoreUnavailable> {
        type Row = (String, Vec<u8>, Option<Vec<u8>>, bool);
        const SQL: &str = "SELECT id, request, response, lease_ends < $3 FROM payments \
            WHERE merchant = $1 AND key_hash = $2";
        let row: Option<Row> = on_either!(
            self,
            read | pool
                | async {
                    let query = sqlx::query_as(SQL).bind(merchant).bind(key_hash(key)).bind(seconds(now));
                    query.fetch_optional(pool).await
                }
        )?;
        Ok(match row {
            None => Found::New,
            Some((_, other, ..)) if other != request => Found::Mismatch,
            Some((_, _, Some(response), _)) => Found::Done(response),
            Some((payment, _, None, true)) => Found::Abandoned { payment },
            Some((_, _, None, false)) => Found::InFlight,
        })
    }

    /// Begins the payment that `merchant` asks for under its idempotency `key`, where no sealed card is opened for it; or
    /// takes up an abandoned one, which keeps the id that it has. `request` is a digest of all that the merchant asked; `id`
    /// is a new one, random, of all merchants. Of any number of calls at the same time, in all processes, one gets
    /// [`Payment::Begun`]; after the lease without a finish, one again.
    ///
    /// # Errors
    /// [`StoreUnavailable`]: take nothing. It may have been begun all the same, and can be taken up after the lease.
    pub async fn begin(
        &self,
        merchant: &str,
        key: &str,
        request: &[u8; 32],
        id: &str,
        now: UnixTime,
    ) -> Result<Payment, StoreUnavailable> {
        let asked = Asked { merchant, key, request, id };
        on_either!(self, |pool| async {
            let mut connection = pool.acquire().await?;
            Ok(begin_on!(&mut connection, asked, self.lease_secs, now))
        })
    }

    /// Ends the lease of this attempt now: whoever asks again may take the payment up at once. For one whose outcome is not
    /// known, because the acquirer did not answer. Nothing happens where another has taken it up or it is finished.
    ///
    /// # Errors
    /// [`StoreUnavailable`]: the lease then ends by itself.
    pub async fn give_up(&self, attempt: &Attempt) -> Result<(), StoreUnavailable> {
        // Zero, so that it has ended by every clock.
        const SQL: &str =
            "UPDATE payments SET lease_ends = 0 WHERE id = $1 AND attempt = $2 AND response IS NULL";
        on_either!(self, |pool| async {
            let query = sqlx::query(SQL).bind(attempt.payment.as_str()).bind(attempt.number);
            query.execute(pool).await.map(|_| ())
        })
    }

    /// The payment of this merchant with this id. `None` where there is none, or its answer was
    /// [forgotten](Self::forget_answers).
    ///
    /// # Errors
    /// [`StoreUnavailable`].
    pub async fn payment(&self, merchant: &str, id: &str) -> Result<Option<Recorded>, StoreUnavailable> {
        const SQL: &str = "SELECT response FROM payments WHERE id = $1 AND merchant = $2";
        let row: Option<Option<Vec<u8>>> = on_either!(
            self,
            read | pool
                | async { sqlx::query_scalar(SQL).bind(id).bind(merchant).fetch_optional(pool).await }
        )?;
        Ok(row.map(|response| response.map_or(Recorded::InFlight, Recorded::Done)))
    }

    /// Removes up to `batch` answers that are older than [`ANSWER_KEPT_SECS`], and returns how many; as
    /// [`sweep`](Self::sweep). Payments that nobody finished stay, for somebody to look into.
    ///
    /// # Errors
    /// [`StoreUnavailable`]; what was not removed is removed the next time.
    pub async fn forget_answers(&self, now: UnixTime, batch: u32) -> Result<u64, StoreUnavailable> {
        const SQLITE: &str = "DELETE FROM payments WHERE id IN \
            (SELECT id FROM payments WHERE finished < $1 ORDER BY finished LIMIT $2)";
        const POSTGRES: &str = "DELETE FROM payments WHERE id = ANY(ARRAY(SELECT id FROM payments \
            WHERE finished < $1 ORDER BY finished LIMIT $2 FOR UPDATE SKIP LOCKED))";
        let before = seconds(UnixTime::from_secs(now.as_secs().saturating_sub(ANSWER_KEPT_SECS)));
        let sql = self.dialect(SQLITE, POSTGRES);
        on_either!(self, |pool| async {
            let done = sqlx::query(sql).bind(before).bind(i64::from(batch)).execute(pool).await?;
            Ok(done.rows_affected())
        })
    }
}

/// What a merchant asked for, and the id that the payment has if it is new.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) merchant: &'a str,
    pub(crate) key: &'a str,
    pub(crate) request: &'a [u8; 32],
    pub(crate) id: &'a str,
}

/// As the database keeps an idempotency key: the key is a text of the merchant's, and might hold anything.
pub(crate) fn key_hash(key: &str) -> Vec<u8> {
    digest(&SHA256, key.as_bytes()).as_ref().to_vec()
}

pub(crate) const BEGIN: &str = "INSERT INTO payments (merchant, key_hash, id, request, attempt, lease_ends) \
    VALUES ($1, $2, $3, $4, 1, $5) ON CONFLICT (merchant, key_hash) DO UPDATE \
    SET attempt = payments.attempt + 1, lease_ends = excluded.lease_ends \
    WHERE payments.response IS NULL AND payments.lease_ends < $6 AND payments.request = excluded.request \
    RETURNING id, attempt";
pub(crate) const LOOK: &str = "SELECT request, response FROM payments WHERE merchant = $1 AND key_hash = $2";

/// Begins a payment, or says why not, on a connection of either database: a [`Payment`].
macro_rules! begin_on {
    ($connection:expr, $asked:expr, $lease_secs:expr, $now:expr) => {{
        use $crate::payments::{Attempt, BEGIN, LOOK, Payment, key_hash};
        let (connection, asked, now) = ($connection, $asked, $now);
        let key_hash = key_hash(asked.key);
        let begun: Option<(String, i64)> = sqlx::query_as(BEGIN)
            .bind(asked.merchant)
            .bind(key_hash.as_slice())
            .bind(asked.id)
            .bind(asked.request.as_slice())
            .bind($crate::opened_cards::seconds(now.plus_secs($lease_secs)))
            .bind($crate::opened_cards::seconds(now))
            .fetch_optional(&mut **connection)
            .await?;
        if let Some((payment, number)) = begun {
            Payment::Begun(Attempt { payment, merchant: asked.merchant.to_owned(), number })
        } else {
            let query = sqlx::query_as(LOOK).bind(asked.merchant).bind(key_hash.as_slice());
            let row: Option<(Vec<u8>, Option<Vec<u8>>)> = query.fetch_optional(&mut **connection).await?;
            match row {
                Some((other, _)) if other != asked.request => Payment::Mismatch,
                Some((_, Some(response))) => Payment::Done(response),
                // Without a row: it was forgotten between the two statements. The next call begins it.
                Some((_, None)) | None => Payment::InFlight,
            }
        }
    }};
}
pub(crate) use begin_on;
