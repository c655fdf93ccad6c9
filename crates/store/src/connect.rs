use std::fmt;
use std::time::Duration;

use sqlx::PgPool;
use tokio::time::timeout;

use crate::postgres;
use crate::sqlite::SqliteStore;
use crate::unavailable::{Cause, StoreUnavailable};

/// How long anything may take before it counts as unavailable.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);
/// How long a database tries before it says so itself: earlier, because then it is known that nothing was done.
pub(crate) const DATABASE_PATIENCE: Duration = Duration::from_secs(4);

/// A database that holds what a gateway must not forget. Cloning it gives another handle on the same connections.
#[derive(Clone)]
pub struct Store {
    pub(crate) database: Database,
}

#[derive(Clone)]
pub(crate) enum Database {
    Sqlite(SqliteStore),
    Postgres(PgPool),
}

impl Store {
    /// Opens `sqlite://FILE`, which is made when it does not exist, or `postgres://…`, which must, and brings its tables
    /// up to date. Several processes may do so at once.
    ///
    /// Postgres is reached over a unix socket (`postgres:///DATABASE?host=/run/postgresql`) or loopback: there is no
    /// TLS in this crate yet, and no card data goes over a network without it.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn connect(url: &str) -> Result<Self, ConnectError> {
        let database = match url.split_once(':') {
            Some(("sqlite", _)) => Database::Sqlite(SqliteStore::open(url).await?),
            Some(("postgres" | "postgresql", _)) => Database::Postgres(postgres::open(url).await?),
            _ => return Err(ConnectError::Url),
        };
        Ok(Self { database })
    }

    /// Where the two need different SQL.
    pub(crate) fn dialect(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self.database {
            Database::Sqlite(_) => sqlite,
            Database::Postgres(_) => postgres,
        }
    }

    /// On SQLite, leaves no copy in the write-ahead log of what was deleted.
    pub(crate) async fn empty_log(&self) -> Result<(), StoreUnavailable> {
        match &self.database {
            Database::Sqlite(sqlite) => in_time(sqlite.empty_log()).await,
            Database::Postgres(_) => Ok(()),
        }
    }

    /// Closes the connections once what is under way has ended. Every later call is answered with [`StoreUnavailable`].
    pub async fn close(&self) {
        match &self.database {
            Database::Sqlite(sqlite) => sqlite.pool().close().await,
            Database::Postgres(pool) => pool.close().await,
        }
    }
}

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

/// Runs one body on whichever database it is. The two share their SQL but for what is said at the place.
macro_rules! on_either {
    ($store:expr, |$pool:ident| $work:expr) => {
        match &$store.database {
            $crate::connect::Database::Sqlite(sqlite) => {
                let $pool = sqlite.pool();
                let outcome = $crate::connect::in_time($work).await;
                sqlite.still_there().and(outcome)
            }
            $crate::connect::Database::Postgres($pool) => $crate::connect::in_time($work).await,
        }
    };
}
pub(crate) use on_either;

/// Why there is no [`Store`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectError {
    /// Not `sqlite://FILE` and not a `postgres://` URL.
    Url,
    /// A Postgres on another machine: there is no TLS yet.
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
            Self::Remote => f.write_str("Postgres is reached over a unix socket or loopback only"),
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
