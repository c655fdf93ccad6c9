//! What a merchant is answered.

use cardseal_gateway::{Reason, Refused};
use cardseal_store::StoreUnavailable;

use super::GatewayState;
use crate::problem::Problem;

/// What the merchant is answered when it worked.
pub(super) struct Answer {
    pub(super) body: Vec<u8>,
    /// The same was answered before.
    pub(super) replayed: bool,
    pub(super) payment: Option<String>,
}

/// What the merchant is answered when it did not, and why, for the log.
pub(super) struct Failure {
    pub(super) problem: Problem,
    pub(super) reason: Option<&'static str>,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self { problem, reason: None }
    }
}

impl GatewayState {
    pub(super) fn unavailable(&self, unavailable: StoreUnavailable) -> Failure {
        let cause = unavailable.cause();
        self.metrics.store_unavailable(cause);
        Failure { problem: Problem::Unavailable, reason: Some(cause.as_str()) }
    }
}

/// One answer for everything that does not open; why is for the log alone.
pub(super) fn not_opened(refused: Refused) -> Failure {
    let reason = refused.reason();
    let problem = if reason == Reason::Unavailable { Problem::Unavailable } else { Problem::CardNotOpened };
    Failure { problem, reason: Some(reason.as_str()) }
}

pub(super) fn no_answer() -> Failure {
    Failure { problem: Problem::AcquirerTimeout, reason: Some("acquirer") }
}

pub(super) fn internal(reason: &'static str) -> Failure {
    Failure { problem: Problem::Internal, reason: Some(reason) }
}
