use std::fmt;

use crate::reason::Reason;

/// A sealed card that was not opened.
///
/// To the outside it always looks the same, in `Display` and in `Debug`: whoever sends altered
/// messages learns nothing from the answer. [`reason`](Self::reason) is for the gateway's own log
/// and counters. It never holds a part of the message.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    reason: Reason,
}

impl Refused {
    /// Why, for the inside only: no answer to a sender may depend on it, with the one exception of
    /// [`Reason::Unavailable`].
    pub fn reason(&self) -> Reason {
        self.reason
    }
}

impl From<Reason> for Refused {
    fn from(reason: Reason) -> Self {
        Self { reason }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the sealed card was not opened")
    }
}

impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Refused {}
