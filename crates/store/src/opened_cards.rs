use cardseal::UnixTime;

use crate::connect::{Store, on_either};
use crate::unavailable::StoreUnavailable;

/// How long an id is kept beyond its last second. The clocks of the processes that share a database disagree: an id that
/// the fastest of them swept must be too old for the slowest too.
pub const SWEEP_MARGIN_SECS: u64 = 3600;

/// Records an id: new, or recorded by the same payment, and not of a card that is refused altogether.
pub(crate) const OPEN: &str = "INSERT INTO opened_cards (jti, expires, payment) SELECT $1, $2, $3 \
    WHERE NOT EXISTS (SELECT 1 FROM refused_cards WHERE sealed_before > $4) \
    ON CONFLICT (jti) DO UPDATE SET payment = excluded.payment WHERE opened_cards.payment = excluded.payment";

impl Store {
    /// Records this `jti` up to and including the second `expires`, and answers whether it was new. Of any number of
    /// calls at the same time with the same `jti`, in all processes that share the database, exactly one gets
    /// `true`. An id that expired before `now`, or of a card that was `issued_at` a second that is
    /// [refused](Self::refuse_sealed_before), is never new.
    ///
    /// # Errors
    /// [`StoreUnavailable`]: the card must not be opened. The id may have been recorded all the same.
    pub async fn first_use(
        &self,
        jti: &str,
        issued_at: UnixTime,
        expires: UnixTime,
        now: UnixTime,
    ) -> Result<bool, StoreUnavailable> {
        if expires < now {
            return Ok(false);
        }
        const NO_PAYMENT: Option<&str> = None;
        on_either!(self, |pool| async {
            let query = sqlx::query(OPEN).bind(jti).bind(seconds(expires)).bind(NO_PAYMENT);
            let done = query.bind(seconds(issued_at)).execute(pool).await?;
            Ok(done.rows_affected() == 1)
        })
    }

    /// No card that was sealed before this second opens here any more. For a database that was restored, and has forgotten
    /// which cards were opened since it was copied: `time` is the time of the restore and the clock skew that the gateway's
    /// policy allows, because the time in a card is by the buyer's clock.
    ///
    /// # Errors
    /// [`StoreUnavailable`]: it may have been recorded all the same. Asking again is safe.
    pub async fn refuse_sealed_before(&self, time: UnixTime) -> Result<(), StoreUnavailable> {
        const SQL: &str = "INSERT INTO refused_cards (sealed_before) VALUES ($1) ON CONFLICT DO NOTHING";
        on_either!(self, |pool| async {
            sqlx::query(SQL).bind(seconds(time)).execute(pool).await.map(|_| ())
        })
    }

    /// Removes up to `batch` of the ids that expired more than [`SWEEP_MARGIN_SECS`] before `now`, and returns how many.
    /// Fewer than `batch` means that no more are left. A batch is one short transaction: [`first_use`](Self::first_use)
    /// goes on beside it, and several processes may sweep at once.
    ///
    /// # Errors
    /// [`StoreUnavailable`]; what was not removed is removed the next time.
    pub async fn sweep(&self, now: UnixTime, batch: u32) -> Result<u64, StoreUnavailable> {
        const SQLITE: &str = "DELETE FROM opened_cards WHERE jti IN \
            (SELECT jti FROM opened_cards WHERE expires < $1 ORDER BY expires LIMIT $2)";
        // Two sweepers take different rows instead of waiting for each other.
        const POSTGRES: &str = "DELETE FROM opened_cards WHERE jti = ANY(ARRAY(SELECT jti FROM opened_cards \
            WHERE expires < $1 ORDER BY expires LIMIT $2 FOR UPDATE SKIP LOCKED))";
        let before = seconds(UnixTime::from_secs(now.as_secs().saturating_sub(SWEEP_MARGIN_SECS)));
        let sql = self.dialect(SQLITE, POSTGRES);
        on_either!(self, |pool| async {
            let done = sqlx::query(sql).bind(before).bind(i64::from(batch)).execute(pool).await?;
            Ok(done.rows_affected())
        })
    }
}

/// As both databases keep it: a signed number of 64 bits.
pub(crate) fn seconds(time: UnixTime) -> i64 {
    i64::try_from(time.as_secs()).unwrap_or(i64::MAX)
}
