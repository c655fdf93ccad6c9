//! A fresh database of each kind, real ones.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests"
)]

pub(crate) mod blocks;
pub(crate) mod cards;
pub(crate) mod child;
pub(crate) mod files;
pub(crate) mod payments;
pub(crate) mod postgres;

use cardseal::UnixTime;
use cardseal_store::Store;
use tempfile::TempDir;

pub(crate) const NOW: UnixTime = UnixTime::from_secs(1_790_000_000);

/// A database that is gone when this is dropped; a Postgres one when the test program ends.
pub(crate) struct TestDatabase {
    pub(crate) url: String,
    pub(crate) kind: &'static str,
    folder: Option<TempDir>,
}

impl TestDatabase {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/gateway.db", folder.path().display());
        Self { url, kind: "sqlite", folder: Some(folder) }
    }

    /// `None` where there is no Postgres, which is said, and is a failure in CI.
    pub(crate) async fn postgres() -> Option<Self> {
        let url = postgres::shared()?.create_database().await;
        Some(Self { url, kind: "postgres", folder: None })
    }

    /// One that is there.
    pub(crate) fn at(url: String) -> Self {
        let kind = if url.starts_with("sqlite:") { "sqlite" } else { "postgres" };
        Self { url, kind, folder: None }
    }

    pub(crate) async fn of_each_kind() -> Vec<Self> {
        [Some(Self::sqlite()), Self::postgres().await].into_iter().flatten().collect()
    }

    pub(crate) async fn connect(&self) -> Store {
        Store::connect(&self.url).await.unwrap()
    }

    /// A SQLite database's folder.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.as_ref().unwrap().path()
    }

    pub(crate) async fn execute(&self, sql: &'static str) {
        use sqlx::{Connection, Executor};
        if self.kind == "sqlite" {
            let mut connection = sqlx::SqliteConnection::connect(&self.url).await.unwrap();
            connection.execute(sql).await.unwrap();
        } else {
            let mut connection = sqlx::PgConnection::connect(&self.url).await.unwrap();
            connection.execute(sql).await.unwrap();
        }
    }

    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        use sqlx::Connection;
        if self.kind == "sqlite" {
            let mut connection = sqlx::SqliteConnection::connect(&self.url).await.unwrap();
            sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
        } else {
            let mut connection = sqlx::PgConnection::connect(&self.url).await.unwrap();
            sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
        }
    }
}
