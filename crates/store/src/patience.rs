//! How long is waited: for a database, and for whoever began a payment.

use std::time::Duration;

use tokio::time::timeout;

use crate::unavailable::{Cause, StoreUnavailable};

/// How long whoever began a payment has to finish it before another may take it up, unless
/// [`Store::with_lease_secs`](crate::Store::with_lease_secs) says otherwise.
pub const LEASE_SECS: u64 = 120;

/// How long anything may take before it counts as unavailable.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);
/// How long a database tries before it says so itself: earlier, because then it is known that nothing was done.
pub(crate) const DATABASE_PATIENCE: Duration = Duration::from_secs(4);

/// Ends in [`Cause::TimedOut`] what takes too long.
///
/// What was given up on may still have been carried out: an id may be recorded although nobody was told.
pub(crate) async fn in_time<T>(
    work: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, StoreUnavailable> {
    match timeout(PATIENCE, work).await {
        Ok(outcome) => outcome.map_err(StoreUnavailable::from),
        Err(_) => Err(StoreUnavailable(Cause::TimedOut)),
    }
}
