use cardseal::UnixTime;

use crate::connect::{Store, on_either};
use crate::unavailable::StoreUnavailable;

/// How long an id is kept beyond its last second. The clocks of the processes that share a database disagree: an id that
/// the fastest of them swept must be too old for the slowest too.
pub const SWEEP_MARGIN_SECS: u64 = 3600;

impl Store {
    /// Records this `jti` up to and including the second `expires`, and answers whether it was new. Of any number of
    /// calls at the same time with the same `jti`, in all processes that share the database, exactly one gets
    /// `true`. An id that expired before `now` is never new.
    ///
    /// # Errors
    /// [`StoreUnavailable`]: the card must not be opened. The id may have been recorded all the same.
    pub async fn first_use(
        &self,
        jti: &str,
        expires: UnixTime,
        now: UnixTime,
    ) -> Result<bool, StoreUnavailable> {
        if expires < now {
            return Ok(false);
        }
        const SQL: &str =
            "INSERT INTO opened_cards (jti, expires) VALUES ($1, $2) ON CONFLICT (jti) DO NOTHING";
        on_either!(self, |pool| async {
            let done = sqlx::query(SQL).bind(jti).bind(seconds(expires)).execute(pool).await?;
            Ok(done.rows_affected() == 1)
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
