//! A database that goes away is said to be unavailable, and is used again when it is back, without a restart.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::as_conversions,
    reason = "tests"
)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use cardseal_store::{Admitted, Cause, ConnectError, Found, Recorded, Store, StoreUnavailable};
use common::child::Claimer;
use common::payments::{MERCHANT, REQUEST, admit, begun};
use common::postgres::Server;
use common::{NOW, TestDatabase};

async fn first(store: &Store, jti: &str) -> Result<bool, StoreUnavailable> {
    store.first_use(jti, NOW, NOW.plus_secs(600), NOW).await
}

fn cause<T>(answer: Result<T, StoreUnavailable>) -> Option<Cause> {
    answer.err().map(StoreUnavailable::cause)
}

#[tokio::test]
async fn a_file_that_is_moved_away_and_back() {
    let database = TestDatabase::sqlite();
    let store = database.connect().await;
    assert_eq!(first(&store, "a").await, Ok(true));
    begun(&store, "k", 0).await;

    let away = tempfile::tempdir().unwrap();
    move_all(database.folder(), away.path());
    assert_eq!(cause(first(&store, "b").await), Some(Cause::Unreachable));
    assert_eq!(cause(first(&store, "a").await), Some(Cause::Unreachable));
    assert_eq!(cause(store.payment(MERCHANT, "pay_k").await), Some(Cause::Unreachable));
    assert!(
        !database.folder().join("gateway.db").exists(),
        "an empty database would have forgotten everything"
    );

    for file in fs::read_dir(database.folder()).unwrap() {
        fs::remove_file(file.unwrap().path()).unwrap();
    }
    move_all(away.path(), database.folder());
    assert_eq!(first(&store, "a").await, Ok(false), "remembered");
    assert_eq!(store.payment(MERCHANT, "pay_k").await, Ok(Some(Recorded::InFlight)));
    assert_eq!(first(&store, "c").await, Ok(true));
}

fn move_all(from: &Path, to: &Path) {
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::rename(file.path(), to.join(file.file_name())).unwrap();
    }
}

#[tokio::test]
async fn a_file_that_is_replaced() {
    let (database, other) = (TestDatabase::sqlite(), TestDatabase::sqlite());
    let store = database.connect().await;
    assert_eq!(first(&store, "a").await, Ok(true));
    let file = database.folder().join("gateway.db");
    fs::remove_file(&file).unwrap();
    fs::write(&file, "").unwrap();
    assert!(first(&store, "b").await.is_err(), "empty: without the tables nothing is known");

    let restored = other.connect().await;
    assert_eq!(first(&restored, "b").await, Ok(true));
    restored.close().await;
    for leftover in ["gateway.db-wal", "gateway.db-shm"] {
        let _ = fs::remove_file(database.folder().join(leftover));
    }
    fs::rename(other.folder().join("gateway.db"), &file).unwrap();
    assert_eq!(first(&store, "b").await, Ok(false), "what the file in its place remembers");
}

#[tokio::test]
async fn a_file_that_others_keep_locked() {
    use sqlx::{Connection, Executor};
    let database = TestDatabase::sqlite();
    let store = database.connect().await;
    let mut other = sqlx::SqliteConnection::connect(&database.url).await.unwrap();
    begun(&store, "k", 0).await;
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    let another = database.connect().await;
    let (written, admitted, read) = tokio::join!(
        first(&store, "a"),
        admit(&another, "k_2", "pay_2", "b", NOW),
        store.payment(MERCHANT, "pay_k")
    );
    assert_eq!(cause(written), Some(Cause::TimedOut));
    assert!(matches!(admitted, Admitted::Unavailable(why) if why.cause() == Cause::TimedOut));
    assert_eq!(read, Ok(Some(Recorded::InFlight)), "who reads does not wait for who writes");
    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(another.find(MERCHANT, "k_2", &REQUEST, NOW).await, Ok(Found::New), "nothing was begun");
    assert_eq!(first(&store, "b").await, Ok(true));
}

#[tokio::test]
async fn a_file_that_takes_no_writes() {
    let database = TestDatabase::sqlite();
    let writer = database.connect().await;
    let reader = Store::connect(&format!("{}?mode=ro", database.url)).await.unwrap();
    assert_eq!(cause(first(&reader, "a").await), Some(Cause::ReadOnly));
    assert_eq!(first(&writer, "a").await, Ok(true));
}

#[tokio::test]
async fn a_disk_that_is_full_and_then_not() {
    let database = TestDatabase::sqlite();
    database.connect().await.close().await;
    let mut claimer = Claimer::start_with_file_limit(&database.url, 400);
    let mut won = Vec::new();
    let refused = (0..5000).map(|id| format!("{id:0>200}")).find(|id| match claimer.ask(id).as_str() {
        "won" => {
            won.push(id.clone());
            false
        }
        "unavailable" => true,
        other => panic!("{other}"),
    });
    let refused = refused.expect("the limit is never reached");
    assert!(!won.is_empty());
    assert_eq!(claimer.ask("another"), "unavailable");

    let pid = claimer.pid().to_string();
    let limits =
        Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited:unlimited"]).status().unwrap();
    assert!(limits.success());
    assert_eq!(claimer.ask("room"), "won");
    assert_eq!(claimer.ask(&refused), "won", "what was not recorded is still new");
    for id in &won {
        assert_eq!(claimer.ask(id), "lost", "nothing forgotten");
    }
    println!("full after {} ids, all kept", won.len());
}

#[tokio::test]
async fn a_postgres_that_is_killed_and_started() {
    let Some(server) = Server::make() else { return };
    let store = Store::connect(&server.create_database().await).await.unwrap();
    for id in 0..50 {
        assert_eq!(first(&store, &format!("{id}")).await, Ok(true));
    }
    server.kill();
    // A connection outlives the server by the moment that it takes to notice.
    let mut told = Vec::new();
    while let Ok(new) = first(&store, &format!("late-{}", told.len())).await {
        assert!(new && told.len() < 10_000);
        told.push(format!("late-{}", told.len()));
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    server.start();
    drop(server.connect("postgres").await);
    for id in 0..50 {
        assert_eq!(first(&store, &format!("{id}")).await, Ok(false), "a commit survives");
    }
    for id in &told {
        assert_eq!(first(&store, id).await, Ok(false), "the last one too");
    }
    assert_eq!(first(&store, "new").await, Ok(true));
}

#[tokio::test]
async fn what_is_no_database() {
    let refused = async |url: &str| Store::connect(url).await.err();
    for url in ["", "gateway.db", "mysql://localhost/x", "sqlite::memory:", "sqlite://x?mode=memory"] {
        assert_eq!(refused(url).await, Some(ConnectError::Url), "{url}");
    }
    assert_eq!(refused("postgres://u@db.example/x").await, Some(ConnectError::Remote));
    let nobody = refused("postgres://u@localhost:1/x").await;
    assert!(matches!(nobody, Some(ConnectError::Unavailable(_))));
    let nowhere = refused("sqlite:///nowhere/at/all.db").await;
    assert!(matches!(nowhere, Some(ConnectError::Unavailable(_))));
}
