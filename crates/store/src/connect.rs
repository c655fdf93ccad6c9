use sqlx::PgPool;

use crate::connect_error::ConnectError;
use crate::patience::{LEASE_SECS, in_time};
use crate::postgres;
use crate::sqlite::SqliteStore;
use crate::unavailable::StoreUnavailable;

/// A database that holds what a gateway must not forget. Cloning it gives another handle on the same connections.
#[derive(Clone)]
pub struct Store {
    pub(crate) database: Database,
    pub(crate) lease_secs: u64,
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
    /// Postgres is reached over a unix socket (`postgres:///DATABASE?host=/run/postgresql`), over loopback, or on another
    /// machine over TLS with `sslmode=verify-full`, which checks the server's certificate and its host name, by the roots of
    /// the web and those in the file `sslrootcert`.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn connect(url: &str) -> Result<Self, ConnectError> {
        let database = match url.split_once(':') {
            Some(("sqlite", _)) => Database::Sqlite(SqliteStore::open(url).await?),
            Some(("postgres" | "postgresql", _)) => Database::Postgres(postgres::open(url).await?),
            _ => return Err(ConnectError::Url),
        };
        Ok(Self { database, lease_secs: LEASE_SECS })
    }

    /// Another lease than [`LEASE_SECS`], for the payments that are begun through this handle: longer than the longest wait
    /// for an acquirer, or a slow payment is taken up while it is still under way.
    #[must_use]
    pub fn with_lease_secs(self, seconds: u64) -> Self {
        Self { lease_secs: seconds, ..self }
    }

    /// Where the two need different SQL.
    pub(crate) fn dialect(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self.database {
            Database::Sqlite(_) => sqlite,
            Database::Postgres(_) => postgres,
        }
    }

    /// The statement that begins a transaction. SQLite's takes the lock for writing at once: who has read cannot wait for it
    /// any more.
    pub(crate) fn begin_statement(&self) -> &'static str {
        self.dialect("BEGIN IMMEDIATE", "BEGIN")
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
            Database::Sqlite(sqlite) => sqlite.close().await,
            Database::Postgres(pool) => pool.close().await,
        }
    }
}

/// Runs one body on whichever database it is, and with `read` one that only reads. The two share their SQL but for what is said
/// at the place.
macro_rules! on_either {
    ($store:expr, |$pool:ident| $work:expr) => {
        $crate::connect::on_either!($store, writer, |$pool| $work)
    };
    ($store:expr, read |$pool:ident| $work:expr) => {
        $crate::connect::on_either!($store, reader, |$pool| $work)
    };
    ($store:expr, $link:ident, |$pool:ident| $work:expr) => {
        match &$store.database {
            $crate::connect::Database::Sqlite(sqlite) => {
                let $pool = sqlite.$link.pool();
                let outcome = $crate::patience::in_time($work).await;
                sqlite.$link.still_there().and(outcome)
            }
            $crate::connect::Database::Postgres($pool) => $crate::patience::in_time($work).await,
        }
    };
}
pub(crate) use on_either;
