use cardseal::UnixTime;
use cardseal_gateway::Later;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, PgPool, SqlitePool};
use std::fs;
use std::path::Path;
use std::str::FromStr as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{sleep, timeout};

use super::test_cards::script;
use super::{Acquirer, Charge, Charged, NoAnswer};
use crate::payment::{Outcome, ShownCard};

/// An acquirer that moves no money, and remembers by the payment's identifier what it would have done. Its table lies in the
/// gateway's database, where a test can count.
pub(crate) struct SimulatedAcquirer {
    books: Books,
}

enum Books {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// Runs one body on whichever database it is.
macro_rules! on_either {
    ($acquirer:expr, |$pool:ident| $work:expr) => {
        match &$acquirer.books {
            Books::Sqlite($pool) => timeout(PATIENCE, async { $work }).await,
            Books::Postgres($pool) => timeout(PATIENCE, async { $work }).await,
        }
    };
}

const PATIENCE: Duration = Duration::from_secs(5);
const TABLE: &str = "CREATE TABLE IF NOT EXISTS sandbox_charges (payment TEXT PRIMARY KEY, \
    merchant TEXT NOT NULL, order_id TEXT NOT NULL, amount BIGINT NOT NULL, currency TEXT NOT NULL, \
    outcome TEXT NOT NULL, at BIGINT NOT NULL, brand TEXT, network TEXT, last_four TEXT NOT NULL)";
const INSERT: &str = "INSERT INTO sandbox_charges (payment, merchant, order_id, amount, currency, outcome, at, \
    brand, network, last_four) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (payment) DO NOTHING";
const LOOK: &str = "SELECT outcome, at, brand, network, last_four FROM sandbox_charges WHERE payment = $1";

impl SimulatedAcquirer {
    /// Opens its table in this database, which a [`Store`](cardseal_store::Store) has opened before.
    pub(crate) async fn open(url: &str) -> Result<Self, sqlx::Error> {
        let books = if url.starts_with("sqlite:") {
            Books::Sqlite(sqlite(url)?)
        } else {
            Books::Postgres(postgres(url)?)
        };
        let acquirer = Self { books };
        // Two processes that make the same table get in each other's way: one of them looks again.
        for attempt in 1.. {
            let made = on_either!(acquirer, |pool| sqlx::query(TABLE).execute(pool).await.map(|_| ()));
            match made.unwrap_or(Err(sqlx::Error::PoolTimedOut)) {
                Err(sqlx::Error::Database(_)) if attempt < 20 => sleep(Duration::from_millis(50)).await,
                outcome => return outcome.map(|()| acquirer),
            }
        }
        Ok(acquirer)
    }

    async fn record(&self, charge: &Charge<'_>, outcome: Outcome) -> Result<bool, NoAnswer> {
        let (order, shown) = (charge.order, charge.shown);
        let inserted = on_either!(self, |pool| {
            sqlx::query(INSERT)
                .bind(charge.payment)
                .bind(order.merchant())
                .bind(order.id())
                .bind(i64::try_from(order.amount()).unwrap_or(i64::MAX))
                .bind(order.currency())
                .bind(outcome.as_str())
                .bind(i64::try_from(charge.now.as_secs()).unwrap_or(i64::MAX))
                .bind(shown.brand.as_deref())
                .bind(shown.network.as_deref())
                .bind(shown.last_four.as_str())
                .execute(pool)
                .await
                .map(|done| done.rows_affected())
        });
        Ok(inserted.map_err(|_| NoAnswer)?.map_err(|_| NoAnswer)? == 1)
    }

    async fn recall(&self, payment: &str) -> Result<Option<Charged>, NoAnswer> {
        type Row = (String, i64, Option<String>, Option<String>, String);
        let row: Option<Row> =
            on_either!(self, |pool| sqlx::query_as(LOOK).bind(payment).fetch_optional(pool).await)
                .map_err(|_| NoAnswer)?
                .map_err(|_| NoAnswer)?;
        let Some((outcome, at, brand, network, last_four)) = row else { return Ok(None) };
        Ok(Some(Charged {
            outcome: Outcome::parse(&outcome).ok_or(NoAnswer)?,
            shown: ShownCard { brand, network, last_four },
            at: UnixTime::from_secs(u64::try_from(at).map_err(|_| NoAnswer)?),
        }))
    }
}

impl Acquirer for SimulatedAcquirer {
    fn charge<'a>(&'a self, charge: Charge<'a>) -> Later<'a, Result<Charged, NoAnswer>> {
        Box::pin(async move {
            let script = script(charge.pan.expose());
            if self.record(&charge, script.outcome).await? {
                if script.answer_is_lost {
                    return Err(NoAnswer);
                }
                return Ok(Charged { outcome: script.outcome, shown: charge.shown.clone(), at: charge.now });
            }
            self.recall(charge.payment).await?.ok_or(NoAnswer)
        })
    }

    fn look_up<'a>(&'a self, payment: &'a str) -> Later<'a, Result<Option<Charged>, NoAnswer>> {
        Box::pin(self.recall(payment))
    }
}

fn sqlite(url: &str) -> Result<SqlitePool, sqlx::Error> {
    let options = SqliteConnectOptions::from_str(url)?
        // Only the machine's end can take it back, and the gateway's commit that follows in the same log keeps both or neither.
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(Duration::from_secs(4))
        .create_if_missing(false)
        .disable_statement_logging();
    // A file that was replaced is another file: a connection goes on with the old one.
    let file: Arc<Path> = options.get_filename().into();
    let opened = Arc::new(Mutex::new(None));
    let (noted, file_to_note) = (Arc::clone(&opened), Arc::clone(&file));
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .after_connect(move |_, _| {
            *noted.lock().unwrap_or_else(PoisonError::into_inner) = identity(&file_to_note);
            Box::pin(async { Ok(()) })
        })
        .before_acquire(move |_, _| {
            let same = *opened.lock().unwrap_or_else(PoisonError::into_inner) == identity(&file);
            Box::pin(async move { Ok(same) })
        });
    Ok(pool.connect_lazy_with(options))
}

#[cfg(unix)]
fn identity(file: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(file).ok().map(|file| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(file: &Path) -> Option<(u64, u64)> {
    fs::metadata(file).ok().map(|_| (0, 0))
}

fn postgres(url: &str) -> Result<PgPool, sqlx::Error> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("cardseal-sandbox")
        // An acquirer that has answered does not forget: Postgres may be killed before the gateway's own commit follows.
        .options([("synchronous_commit", "on"), ("statement_timeout", "4000")])
        .disable_statement_logging();
    Ok(PgPoolOptions::new().max_connections(8).acquire_timeout(PATIENCE).connect_lazy_with(options))
}
