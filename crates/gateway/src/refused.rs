use std::fmt;

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

/// Why a sealed card was not opened, in the order in which it is found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// Not five parts of strict base64url within the size limits (RFC 7516 section 7.1).
    Malformed,
    /// The protected header is not exactly `alg`, `enc`, `kid` and `typ`, or `typ` is another.
    Header,
    /// No key of this `kid`.
    UnknownKey,
    /// `alg` or `enc` are not those of the key.
    Algorithm,
    /// The key did not unwrap or the tag is wrong: which of them is not known here either
    /// (RFC 7516 section 11.5).
    Undecryptable,
    /// The claims are not JSON with exactly the members of a sealed card.
    Claims,
    /// Sealed for another gateway.
    Audience,
    /// Issued in the future, by more than the clock skew.
    NotYetValid,
    /// Expired, by more than the clock skew.
    Expired,
    /// Issued longer ago than the policy allows, by more than the clock skew.
    TooOld,
    /// Sealed in a page without a secure context, which the policy does not allow.
    InsecurePage,
    /// Sealed for another order.
    OtherOrder,
    /// The card is not a card: the page that sealed it did not check it.
    Card,
    /// Opened before.
    Replayed,
    /// The key, the replay guard or the random source did not answer. Says nothing about the
    /// message: it may be sent again.
    Unavailable,
}

impl Reason {
    /// A stable name for a counter's label or a log field.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Header => "header",
            Self::UnknownKey => "unknown_key",
            Self::Algorithm => "algorithm",
            Self::Undecryptable => "undecryptable",
            Self::Claims => "claims",
            Self::Audience => "audience",
            Self::NotYetValid => "not_yet_valid",
            Self::Expired => "expired",
            Self::TooOld => "too_old",
            Self::InsecurePage => "insecure_page",
            Self::OtherOrder => "other_order",
            Self::Card => "card",
            Self::Replayed => "replayed",
            Self::Unavailable => "unavailable",
        }
    }
}
