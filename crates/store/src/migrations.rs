//! The tables, made and changed step by step. A step that was released is never edited: its checksum is in every database.

use std::time::Duration;

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, PgPool, SqlSafeStr, SqliteConnection};
use tokio::time::sleep;

use crate::connect_error::ConnectError;

const SQLITE: [&str; 4] = [
    include_str!("../migrations/sqlite/0001_opened_cards.sql"),
    include_str!("../migrations/sqlite/0002_payments.sql"),
    include_str!("../migrations/sqlite/0003_kept_cards.sql"),
    include_str!("../migrations/sqlite/0004_receipts.sql"),
];
const POSTGRES: [&str; 4] = [
    include_str!("../migrations/postgres/0001_opened_cards.sql"),
    include_str!("../migrations/postgres/0002_payments.sql"),
    include_str!("../migrations/postgres/0003_kept_cards.sql"),
    include_str!("../migrations/postgres/0004_receipts.sql"),
];

/// Tries of a process that finds others making the same tables.
const TRIES: u32 = 20;

/// On SQLite nothing keeps two processes from making the same table, but a step is a transaction: one of them wins, and
/// the other finds it done when it looks again.
pub(crate) async fn run_sqlite(connection: &mut SqliteConnection) -> Result<(), ConnectError> {
    let migrator = migrator(&SQLITE);
    for attempt in 1.. {
        match migrator.run_direct(None, &mut *connection, false).await {
            Err(MigrateError::Execute(_) | MigrateError::ExecuteMigration(..)) if attempt < TRIES => {
                sleep(Duration::from_millis(50)).await;
            }
            outcome => return outcome.map_err(refused),
        }
    }
    Ok(())
}

/// On Postgres a lock keeps the processes apart.
pub(crate) async fn run_postgres(pool: &PgPool) -> Result<(), ConnectError> {
    let mut connection = pool.acquire().await?;
    migrator(&POSTGRES).run_direct(None, &mut *connection, false).await.map_err(refused)
}

fn migrator(steps: &[&'static str]) -> Migrator {
    let steps = (1..).zip(steps).map(|(version, sql)| {
        let sql = AssertSqlSafe(*sql).into_sql_str();
        Migration::new(version, "cardseal".into(), MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(steps.collect())
}

fn refused(error: MigrateError) -> ConnectError {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        _ => ConnectError::Schema,
    }
}
