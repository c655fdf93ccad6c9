//! The gateway's database, as someone else looks at it.

use super::{Sandbox, postgres};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};

/// A database of each kind: `None` is SQLite in the state folder.
pub(crate) fn of_each_kind() -> Vec<Option<String>> {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let postgres = postgres::shared().map(|server| Some(runtime.block_on(server.create_database())));
    [Some(None), postgres].into_iter().flatten().collect()
}

/// Runs a statement.
pub(crate) async fn run(url: &str, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    if url.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(url).await.unwrap();
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    } else {
        let mut connection = PgConnection::connect(url).await.unwrap();
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }
}

/// The one number that a query gives.
pub(crate) async fn number(url: &str, sql: &str) -> i64 {
    let sql = AssertSqlSafe(sql.to_owned());
    if url.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(url).await.unwrap();
        sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
    } else {
        let mut connection = PgConnection::connect(url).await.unwrap();
        sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
    }
}

/// The one text that a query gives.
pub(crate) async fn text(url: &str, sql: &str) -> String {
    let mut connection = SqliteConnection::connect(url).await.unwrap();
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&mut connection).await.unwrap()
}

impl Sandbox {
    pub(crate) fn sql(&self, sql: &str) {
        self.runtime.block_on(run(&self.database, sql));
    }

    pub(crate) fn count(&self, sql: &str) -> i64 {
        self.runtime.block_on(number(&self.database, sql))
    }
}
