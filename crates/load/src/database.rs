//! Fresh databases, real ones, and what stands in them.

use anyhow::{Context as _, Result, bail};
use sqlx::{Connection as _, PgConnection, SqliteConnection};
use std::fmt;
use std::fs;
use std::path::Path;
use std::time::Duration;
use tokio::time::sleep;

#[path = "../../store/tests/common/postgres.rs"]
#[allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "written for tests, and this crate is for nothing else"
)]
mod postgres;

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file beside the gateway.
    Sqlite,
    /// A server, started for this in a temporary folder, on a unix socket.
    Postgres,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "Postgres",
        })
    }
}

/// A database that the gateway has to itself.
pub struct Database {
    url: String,
    server: Option<&'static postgres::Server>,
}

impl Database {
    /// A new one. `None` where there is no Postgres, which was said then. The Postgres server ends with this program.
    ///
    /// # Panics
    /// When Postgres is there and does not start.
    pub async fn make(kind: Kind, folder: &Path) -> Option<Self> {
        let server = match kind {
            Kind::Sqlite => None,
            Kind::Postgres => Some(postgres::shared()?),
        };
        let url = match server {
            None => format!("sqlite://{}/gateway.db", folder.display()),
            Some(server) => server.create_database().await,
        };
        Some(Self { url, server })
    }

    /// As an option of the gateway and of SQL clients.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The first column of the first row.
    ///
    /// # Errors
    /// When the database does not answer so.
    pub async fn number(&self, sql: &'static str) -> Result<i64> {
        let number = if self.server.is_some() {
            sqlx::query_scalar(sql).fetch_one(&mut PgConnection::connect(&self.url).await?).await
        } else {
            sqlx::query_scalar(sql).fetch_one(&mut SqliteConnection::connect(&self.url).await?).await
        };
        number.context(sql)
    }

    /// The first column of every row.
    ///
    /// # Errors
    /// When the database does not answer so.
    pub async fn texts(&self, sql: &'static str) -> Result<Vec<String>> {
        let texts = if self.server.is_some() {
            sqlx::query_scalar(sql).fetch_all(&mut PgConnection::connect(&self.url).await?).await
        } else {
            sqlx::query_scalar(sql).fetch_all(&mut SqliteConnection::connect(&self.url).await?).await
        };
        texts.context(sql)
    }

    /// The process of its server, when it has one.
    ///
    /// # Errors
    /// When the server does not run.
    pub fn pid(&self) -> Result<Option<u32>> {
        let Some(server) = self.server else { return Ok(None) };
        let file = fs::read_to_string(server.data_folder().join("postmaster.pid"))?;
        let pid = file.lines().next().and_then(|line| line.trim().parse().ok());
        pid.context("no process in postmaster.pid").map(Some)
    }

    /// `kill -9` of its server, and a start as soon as it can be; waits until it answers.
    ///
    /// # Errors
    /// When it has no server, or that does not come back.
    pub async fn kill_and_start(&self) -> Result<()> {
        let server = self.server.context("a database without a server")?;
        server.kill();
        // It does not start while a process of the killed one still holds the shared memory.
        for _ in 0..100 {
            server.start();
            for _ in 0..10 {
                sleep(Duration::from_millis(50)).await;
                if PgConnection::connect(&self.url).await.is_ok() {
                    return Ok(());
                }
            }
        }
        bail!("Postgres does not start again")
    }
}
