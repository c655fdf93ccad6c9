use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqlitePool};

use crate::connect_error::ConnectError;
use crate::migrations;
use crate::patience::{DATABASE_PATIENCE, PATIENCE};
use crate::unavailable::{Cause, StoreUnavailable};

/// A SQLite file and this process's connections to it: one that writes, because SQLite has one writer at a time and those
/// who wait here wait in turn instead of polling; and one that only reads, which never waits for a commit.
#[derive(Clone)]
pub(crate) struct SqliteStore {
    pub(crate) writer: Link,
    pub(crate) reader: Link,
}

impl SqliteStore {
    pub(crate) async fn open(url: &str) -> Result<Self, ConnectError> {
        let options = options(url)?;
        let path = options.get_filename().to_owned();
        if path.as_os_str().is_empty() || url.contains(":memory:") || url.contains("mode=memory") {
            return Err(ConnectError::Url);
        }
        let read_only = url.contains("mode=ro");
        let mut first = options.clone().create_if_missing(!read_only).connect().await?;
        let path = fs::canonicalize(path).map_err(|_| StoreUnavailable(Cause::Unreachable))?;
        migrations::run_sqlite(&mut first).await?;
        first.close().await?;

        // Not opened read-only: such a connection cannot bring a log in order that a killed process left.
        let reading = options.clone().pragma("query_only", "ON");
        Ok(Self { writer: Link::new(options, &path), reader: Link::new(reading, &path) })
    }

    /// Copies the write-ahead log into the file and empties it: what was overwritten in the one is still in the other.
    /// As far as it goes while others read.
    pub(crate) async fn empty_log(&self) -> Result<(), sqlx::Error> {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(self.writer.pool()).await.map(|_| ())
    }

    pub(crate) async fn close(&self) {
        self.writer.pool.close().await;
        self.reader.pool.close().await;
    }
}

fn options(url: &str) -> Result<SqliteConnectOptions, ConnectError> {
    Ok(SqliteConnectOptions::from_str(url)
        .map_err(|_| ConnectError::Url)?
        .journal_mode(SqliteJournalMode::Wal)
        // In WAL mode less than FULL may lose the last commits with the power, and with them who was first.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(DATABASE_PATIENCE)
        .foreign_keys(true)
        // What is deleted is overwritten with zeros: a deleted token must be unreadable.
        .pragma("secure_delete", "ON")
        .disable_statement_logging())
}

/// One connection, and which file it has open.
#[derive(Clone)]
pub(crate) struct Link {
    pool: SqlitePool,
    file: Arc<File>,
}

impl Link {
    fn new(options: SqliteConnectOptions, path: &Path) -> Self {
        let file = Arc::new(File { identity: Mutex::new(identity(path)), path: path.to_owned() });
        let (opened, reused) = (Arc::clone(&file), Arc::clone(&file));
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .test_before_acquire(false)
            .after_connect(move |_, _| {
                opened.note_identity();
                Box::pin(async { Ok(()) })
            })
            .before_acquire(move |connection, _| {
                // Where a disk that is full ended a transaction, sqlx goes on counting it, and begins no other.
                let keep = reused.is_as_opened() && !connection.is_in_transaction();
                Box::pin(async move { Ok(keep) })
            })
            // Never made anew here: an empty database would have forgotten everything.
            .connect_lazy_with(options.create_if_missing(false));
        Self { pool, file }
    }

    pub(crate) fn pool(&self) -> &SqlitePool {
        &self.pool
    }

    /// That what was just written or read is in the file that the others see: SQLite goes on with a file that was
    /// deleted, or moved and replaced, and says nothing.
    pub(crate) fn still_there(&self) -> Result<(), StoreUnavailable> {
        if self.file.is_as_opened() { Ok(()) } else { Err(StoreUnavailable(Cause::Unreachable)) }
    }
}

/// Which file the connection has open.
struct File {
    path: PathBuf,
    identity: Mutex<Option<Identity>>,
}

/// Device and inode.
type Identity = (u64, u64);

impl File {
    fn is_as_opened(&self) -> bool {
        let opened = *self.identity.lock().unwrap_or_else(PoisonError::into_inner);
        opened.is_some() && opened == identity(&self.path)
    }

    fn note_identity(&self) {
        *self.identity.lock().unwrap_or_else(PoisonError::into_inner) = identity(&self.path);
    }
}

fn identity(path: &Path) -> Option<Identity> {
    fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}
