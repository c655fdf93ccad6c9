//! A copy that was made while payments went on, put in the place of a database that is gone: no token of before it is lost, and no card
//! is opened twice. The commands are those of the README.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests"
)]

mod common;

use std::fs;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use cardseal::UnixTime;
use cardseal_store::{Admitted, Cause, Payment, Store, Token};
use common::blocks::{block, run_block};
use common::cards::{PAN, prepare, revealed, vault, whole};
use common::payments::{MERCHANT, admit};
use common::postgres::Server;
use common::{NOW, TestDatabase};
use tokio::task::JoinSet;

/// What the database said that it has done.
#[derive(Default)]
struct Answered {
    opened: Vec<String>,
    tokens: Vec<Token>,
}

/// Payments that go on, each with a card that is opened and kept, until the database says no more.
struct Payments {
    answered: Arc<Mutex<Answered>>,
    tasks: JoinSet<()>,
}

impl Payments {
    fn start(store: &Store) -> Self {
        Self::go_on(store, Answered::default(), 0)
    }

    /// Payments with other cards, after those that were answered.
    fn go_on(store: &Store, answered: Answered, first: u32) -> Self {
        let answered = Arc::new(Mutex::new(answered));
        let mut tasks = JoinSet::new();
        for task in first..first + 4 {
            let (store, answered) = (store.clone(), Arc::clone(&answered));
            tasks.spawn(async move { pay(&store, task, &answered).await });
        }
        Self { answered, tasks }
    }

    /// How many tokens there are, when there are this many more.
    async fn more(&self, tokens: usize) -> usize {
        let count = || self.answered.lock().unwrap().tokens.len();
        let wanted = count() + tokens;
        until(async || count() >= wanted).await;
        count()
    }

    /// All that was answered, when the database is gone.
    async fn ended(self) -> Answered {
        self.tasks.join_all().await;
        Arc::into_inner(self.answered).unwrap().into_inner().unwrap()
    }
}

async fn pay(store: &Store, task: u32, answered: &Mutex<Answered>) {
    let vault = vault(store);
    for number in 0.. {
        let card = format!("card-{task}-{number}");
        let admitted = admit(store, &card, &format!("pay_{task}_{number}"), &card, now()).await;
        let Admitted::Payment(Payment::Begun(attempt)) = admitted else { return };
        answered.lock().unwrap().opened.push(card);
        let kept = prepare(&vault, MERCHANT, PAN);
        let Ok(true) = store.finish(&attempt, b"approved", Some(&kept), Some(b"receipt"), now()).await else {
            return;
        };
        answered.lock().unwrap().tokens.push(kept.token().clone());
    }
}

async fn until(mut reached: impl AsyncFnMut() -> bool) {
    for _ in 0..6000 {
        if reached().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("not reached within a minute");
}

fn now() -> UnixTime {
    UnixTime::from_secs(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs())
}

/// The first `tokens` are all there, none of the cards opens, and how many of them were forgotten.
async fn check(database: &TestDatabase, answered: &Answered, tokens: usize) -> usize {
    let store = database.connect().await;
    let vault = vault(&store);
    for token in &answered.tokens[..tokens] {
        assert_eq!(revealed(&vault, token, MERCHANT).await, whole(PAN));
    }
    for card in &answered.opened {
        assert_eq!(admit(&store, "another", "pay_another", card, now()).await, Admitted::Replayed, "{card}");
        assert_eq!(store.first_use(card, now(), now().plus_secs(600), now()).await, Ok(false), "{card}");
    }
    let known = database.count("SELECT count(*) FROM opened_cards").await;
    answered.opened.len().saturating_sub(usize::try_from(known).unwrap())
}

/// What was forgotten is refused by the time at which it was sealed: what was sealed later is not.
async fn check_floor(database: &TestDatabase) {
    let store = database.connect().await;
    let floor = database.count("SELECT max(sealed_before) FROM refused_cards").await;
    let floor = UnixTime::from_secs(u64::try_from(floor).unwrap());
    assert!(floor >= now().plus_secs(240) && floor <= now().plus_secs(300));
    let before = UnixTime::from_secs(floor.as_secs() - 1);
    assert_eq!(store.first_use("before", before, floor.plus_secs(600), floor).await, Ok(false));
    assert_eq!(store.first_use("after", floor, floor.plus_secs(600), floor).await, Ok(true));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_a_sqlite_file() {
    let database = TestDatabase::sqlite();
    let in_folder = || {
        let mut shell = Command::new("/bin/sh");
        shell.current_dir(database.folder());
        shell
    };
    if !in_folder().args(["-c", "sqlite3 --version"]).output().unwrap().status.success() {
        let why = "no sqlite3; on Debian: apt-get install sqlite3";
        assert!(std::env::var_os("CI").is_none(), "{why}");
        println!("SKIPPED: {why}");
        return;
    }
    let store = database.connect().await;
    let payments = Payments::start(&store);
    let before = payments.more(50).await;
    run_block("sqlite-backup", &mut in_folder());
    let during = payments.more(50).await;
    store.close().await;
    let answered = payments.ended().await;

    for file in ["gateway.db", "gateway.db-wal"] {
        let _ = fs::write(database.folder().join(file), "lost");
    }
    run_block("sqlite-restore", &mut in_folder());
    assert!(!database.folder().join("restored.db-wal").exists(), "it is whole in one file");
    let forgotten = check(&database, &answered, before).await;
    assert!(forgotten > 0, "what was opened after the copy is not known, and does not open all the same");
    check_floor(&database).await;
    println!(
        "sqlite: {before} tokens before the copy, {during} after it; {forgotten} cards forgotten and refused"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dump_of_postgres() {
    let Some(server) = Server::make() else { return };
    sqlx::query("CREATE DATABASE gateway").execute(&mut server.connect("postgres").await).await.unwrap();
    let database = TestDatabase::at(server.url("gateway"));
    let store = database.connect().await;
    let payments = Payments::start(&store);
    let before = payments.more(50).await;
    run_block("postgres-dump", &mut server.shell());
    let during = payments.more(50).await;
    store.close().await;
    let answered = payments.ended().await;

    sqlx::query("DROP DATABASE gateway").execute(&mut server.connect("postgres").await).await.unwrap();
    run_block("postgres-restore", &mut server.shell());
    let forgotten = check(&database, &answered, before).await;
    assert!(forgotten > 0, "what was opened after the dump is not known, and does not open all the same");
    check_floor(&database).await;
    println!("dump: {before} tokens before it, {during} after it; {forgotten} cards forgotten and refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_commit_of_postgres() {
    let Some(server) = Server::make() else { return };
    sqlx::query("CREATE DATABASE gateway").execute(&mut server.connect("postgres").await).await.unwrap();
    let database = TestDatabase::at(server.url("gateway"));
    let mut receiver = Receiver::start(&server);
    receiver.streams(&server).await;
    let store = database.connect().await;
    let payments = Payments::start(&store);
    payments.more(50).await;
    run_block("postgres-base", &mut server.shell());
    let based = payments.more(50).await;

    receiver.stop();
    let unkept = store.first_use("unkept", NOW, now().plus_secs(600), now()).await;
    assert_eq!(unkept.unwrap_err().cause(), Cause::TimedOut, "not answered before it is there too");
    let told = payments.ended().await;
    receiver = Receiver::start(&server);
    receiver.streams(&server).await;
    let payments = Payments::go_on(&store, told, 4);
    payments.more(200).await;
    server.kill();
    let answered = payments.ended().await;
    receiver.stop();
    fs::remove_dir_all(server.data_folder()).unwrap();

    run_block("postgres-replay", &mut server.shell());
    let forgotten = check(&database, &answered, answered.tokens.len()).await;
    assert_eq!(forgotten, 0);
    let new = database.connect().await.first_use("new", now(), now().plus_secs(600), now()).await;
    assert_eq!(new, Ok(true), "no card has to be refused");
    println!(
        "log: {based} tokens at the base, {} when the server was killed, all kept",
        answered.tokens.len()
    );
}

/// `pg_receivewal`, as the README starts it.
struct Receiver(Child);

impl Receiver {
    fn start(server: &Server) -> Self {
        Self(server.shell().args(["-euc", block("postgres-receive")]).process_group(0).spawn().unwrap())
    }

    /// Waits until it is connected.
    async fn streams(&self, server: &Server) {
        const SQL: &str = "SELECT count(*) FROM pg_stat_replication WHERE application_name = 'pg_receivewal' \
            AND state = 'streaming'";
        let mut connection = server.connect("postgres").await;
        until(async || sqlx::query_scalar::<_, i64>(SQL).fetch_one(&mut connection).await.unwrap() > 0).await;
    }

    fn stop(&mut self) {
        let _ = self.0.kill();
        self.0.wait().unwrap();
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.stop();
    }
}
