use std::sync::atomic::{AtomicU64, Ordering};

use crate::reason::Reason;
use crate::refused::Refused;

/// How many messages were refused, by reason.
pub(crate) struct Refusals {
    counts: [AtomicU64; Reason::ALL.len()],
}

impl Refusals {
    pub(crate) fn new() -> Self {
        Self { counts: [const { AtomicU64::new(0) }; Reason::ALL.len()] }
    }

    /// Counts the reason, if there is one, and closes it in.
    pub(crate) fn record<T>(&self, outcome: Result<T, Reason>) -> Result<T, Refused> {
        outcome.map_err(|reason| {
            if let Some((_, count)) = self.rows().find(|(row, _)| *row == reason) {
                count.fetch_add(1, Ordering::Relaxed);
            }
            Refused::from(reason)
        })
    }

    /// Every reason with its count, zeros too: a metric exists before it first counts.
    pub(crate) fn counts(&self) -> Vec<(Reason, u64)> {
        self.rows().map(|(reason, count)| (reason, count.load(Ordering::Relaxed))).collect()
    }

    fn rows(&self) -> impl Iterator<Item = (Reason, &AtomicU64)> {
        Reason::ALL.iter().copied().zip(&self.counts)
    }
}
