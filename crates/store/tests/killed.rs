//! `kill -9` of a process in the midst of its work: nothing that it said is forgotten, nothing is given twice.
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

use std::collections::HashMap;
use std::thread;
use std::time::Duration;

use common::TestDatabase;
use common::child::Claimer;

const IDS: usize = 1500;
const KILLS: u64 = 4;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_lost_nothing_doubled() {
    for database in TestDatabase::of_each_kind().await {
        database.connect().await.close().await;
        let mut wins: HashMap<String, usize> = HashMap::new();
        let mut unavailable = 0;
        for kill in 1..=KILLS {
            // Two processes race for the same ids; one of them dies on the way.
            let (mut killed, mut survivor) = (Claimer::start(&database.url), Claimer::start(&database.url));
            for id in 0..IDS {
                killed.send(&id.to_string());
                survivor.send(&id.to_string());
            }
            survivor.end_of_ids();
            thread::sleep(Duration::from_millis(60 * kill));
            killed.kill();
            if kill < KILLS {
                thread::sleep(Duration::from_millis(50));
                survivor.kill();
            }
            for (id, answer) in killed.answers().into_iter().chain(survivor.answers()) {
                match answer.as_str() {
                    "won" => *wins.entry(id).or_default() += 1,
                    "lost" => {}
                    // A slow machine: recorded or not, nobody was told.
                    "unavailable" => unavailable += 1,
                    other => panic!("{other}"),
                }
            }
        }
        assert!(wins.values().all(|times| *times == 1), "{}: given twice", database.kind);
        let recorded = database.count("SELECT count(*) FROM opened_cards").await;
        assert_eq!(recorded, 1500, "{}", database.kind);
        // An id can be recorded by a process that died before it could say so, one for each kill at most.
        let unsaid = IDS - wins.len();
        assert!(unsaid <= 2 * KILLS as usize + unavailable, "{unsaid}");
        println!(
            "{}: {IDS} ids over {} killed processes, {unsaid} recorded but not told",
            database.kind,
            2 * KILLS - 1
        );
    }
}

/// Every lease is over at once here, so that whoever comes next takes up what the dead left.
#[tokio::test(flavor = "multi_thread")]
async fn every_payment_whole_and_once() {
    const PAYMENTS: usize = 400;
    const UNLIKE: &str = "SELECT count(*) FROM payments p WHERE response IS NULL \
        OR NOT EXISTS (SELECT 1 FROM opened_cards o WHERE o.payment = p.id) \
        OR NOT EXISTS (SELECT 1 FROM receipts r WHERE r.payment = p.id)";
    for database in TestDatabase::of_each_kind().await {
        database.connect().await.close().await;
        let (mut taken, mut taken_up) = (0, 0);
        let mut tell = |answers: Vec<(String, String)>| {
            for (key, answer) in answers {
                taken += usize::from(answer == "taken");
                taken_up += usize::from(answer == "taken-up");
                assert!(
                    ["taken", "taken-up", "done", "in-flight"].contains(&answer.as_str()),
                    "{key}: {answer}"
                );
            }
        };
        for kill in 1..=KILLS {
            let mut killed = Claimer::start_example("payments", &database.url);
            for key in 0..PAYMENTS {
                killed.send(&key.to_string());
            }
            thread::sleep(Duration::from_millis(100 * kill));
            killed.kill();
            tell(killed.answers());
        }
        // A second beyond the lease of whoever died last.
        thread::sleep(Duration::from_millis(1100));
        let mut last = Claimer::start_example("payments", &database.url);
        for key in 0..PAYMENTS {
            last.send(&key.to_string());
        }
        last.end_of_ids();
        tell(last.answers());
        for rows in [
            "SELECT count(*) FROM payments",
            "SELECT count(*) FROM opened_cards",
            "SELECT count(*) FROM receipts",
            "SELECT count(*) FROM kept_cards",
        ] {
            assert_eq!(database.count(rows).await, 400, "{}: {rows}", database.kind);
        }
        assert_eq!(database.count(UNLIKE).await, 0, "{}", database.kind);
        println!(
            "{}: {PAYMENTS} payments over {KILLS} kills, {taken} taken and {taken_up} taken up",
            database.kind
        );
    }
}
