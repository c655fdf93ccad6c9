use std::fmt;

use crate::unavailable::StoreUnavailable;

/// Why there is no [`Store`](crate::Store).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectError {
    /// Not `sqlite://FILE` and not a `postgres://` URL.
    Url,
    /// A Postgres on another machine, without `sslmode=verify-full`. It was not called.
    Remote,
    /// The tables are of another version of cardseal, or were changed by hand.
    Schema,
    /// The database did not answer.
    Unavailable(StoreUnavailable),
}

impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url => f.write_str("not a sqlite://FILE or postgres:// URL"),
            Self::Remote => f.write_str("a Postgres on another machine needs sslmode=verify-full"),
            Self::Schema => f.write_str("the tables are not those of this version of cardseal"),
            Self::Unavailable(unavailable) => unavailable.fmt(f),
        }
    }
}

impl std::error::Error for ConnectError {}

impl From<StoreUnavailable> for ConnectError {
    fn from(unavailable: StoreUnavailable) -> Self {
        Self::Unavailable(unavailable)
    }
}

impl From<sqlx::Error> for ConnectError {
    fn from(error: sqlx::Error) -> Self {
        Self::Unavailable(error.into())
    }
}
