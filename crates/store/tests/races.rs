//! Of all who come at once with the same card, or for the same payment, one takes it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::as_conversions,
    reason = "tests"
)]

mod common;

use std::time::Duration;

use cardseal_store::{Admitted, LEASE_SECS, Payment};
use common::payments::{admit, admitted};
use common::{NOW, TestDatabase};
use tokio::task::JoinSet;
use tokio::time::timeout;

const ROWS: &str = "SELECT (SELECT count(*) FROM opened_cards) * 1000 + (SELECT count(*) FROM payments)";

#[tokio::test(flavor = "multi_thread")]
async fn one_card_under_200_keys_at_once() {
    const ROUNDS: usize = 10;
    for database in TestDatabase::of_each_kind().await {
        let stores = [database.connect().await, database.connect().await];
        for round in 0..ROUNDS {
            let mut calls = JoinSet::new();
            for call in 0..200 {
                let store = stores[call % 2].clone();
                calls.spawn(async move {
                    let (key, id) = (format!("k-{round}-{call}"), format!("pay_{round}_{call}"));
                    admit(&store, &key, &id, &format!("j-{round}"), NOW).await
                });
            }
            let answers = calls.join_all().await;
            let begun =
                answers.iter().filter(|it| matches!(it, Admitted::Payment(Payment::Begun(_)))).count();
            let replayed = answers.iter().filter(|it| **it == Admitted::Replayed).count();
            assert_eq!((begun, replayed), (1, 199), "{} {round}", database.kind);
        }
        assert_eq!(database.count(ROWS).await, 10_010, "{}: one payment for each card", database.kind);
        println!("{}: {ROUNDS} rounds of one card under 200 keys, one payment each", database.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_isolation_the_server_has_by_default() {
    let Some(database) = TestDatabase::postgres().await else { return };
    database
        .execute(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation = serializable', \
                current_database()); END $$",
        )
        .await;
    let strict = "SELECT count(*) FROM pg_settings WHERE name = 'default_transaction_isolation' AND setting = 'serializable'";
    assert_eq!(database.count(strict).await, 1);
    let stores = [database.connect().await, database.connect().await];
    let mut calls = JoinSet::new();
    for call in 0..200 {
        let store = stores[call % 2].clone();
        calls.spawn(
            async move { admit(&store, &format!("k-{call}"), &format!("pay_{call}"), "j", NOW).await },
        );
    }
    let answers = calls.join_all().await;
    assert_eq!(answers.iter().filter(|answer| **answer == Admitted::Replayed).count(), 199);
    assert_eq!(database.count(ROWS).await, 1001);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_card_under_one_key_200_times_at_once() {
    for database in TestDatabase::of_each_kind().await {
        let stores = [database.connect().await, database.connect().await];
        for round in 0..5 {
            // At first, then when the lease has ended, then when it was given up.
            for (number, after) in [(1, 0), (2, LEASE_SECS + 1), (3, LEASE_SECS + 1)] {
                let mut calls = JoinSet::new();
                for call in 0..200 {
                    let store = stores[call % 2].clone();
                    calls.spawn(async move {
                        let (key, id) = (format!("k-{round}"), format!("pay_{round}_{call}"));
                        admit(&store, &key, &id, &format!("j-{round}"), NOW.plus_secs(after)).await
                    });
                }
                let (mut begun, mut waiting) = (Vec::new(), 0);
                for answer in calls.join_all().await {
                    match answer {
                        Admitted::Payment(Payment::Begun(attempt)) => begun.push(attempt),
                        Admitted::Payment(Payment::InFlight) => waiting += 1,
                        other => panic!("{} {round} {number}: {other:?}", database.kind),
                    }
                }
                assert_eq!((begun.len(), waiting), (1, 199), "{} {round} {number}", database.kind);
                assert_eq!(begun[0].is_taken_up(), number > 1);
                if number == 2 {
                    assert_eq!(stores[0].give_up(&begun[0]).await, Ok(()));
                }
            }
        }
        assert_eq!(database.count(ROWS).await, 5005, "{}", database.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_cards_and_two_keys_crosswise() {
    for database in TestDatabase::of_each_kind().await {
        let stores = [database.connect().await, database.connect().await];
        for round in 0..20 {
            let mut calls = JoinSet::new();
            for call in 0..40 {
                let store = stores[call % 2].clone();
                calls.spawn(async move {
                    let (key, card) =
                        (format!("k-{round}-{}", call / 2 % 2), format!("j-{round}-{}", call / 4 % 2));
                    admit(&store, &key, &format!("pay_{round}_{call}"), &card, NOW).await
                });
            }
            let answers = calls.join_all().await;
            let begun =
                answers.iter().filter(|it| matches!(it, Admitted::Payment(Payment::Begun(_)))).count();
            assert!(
                !answers.iter().any(|it| matches!(it, Admitted::Unavailable(_))),
                "nobody waits for another"
            );
            assert!((1..=2).contains(&begun), "{} {round}: {begun}", database.kind);
        }
        assert_eq!(
            database
                .count(
                    "SELECT count(*) FROM payments p WHERE (SELECT count(*) FROM opened_cards o \
                WHERE o.payment = p.id) <> 1"
                )
                .await,
            0,
            "a payment has one card"
        );
    }
}

/// A buyer who goes away takes the request, and what it waits for, with him.
#[tokio::test(flavor = "multi_thread")]
async fn dropped_on_the_way() {
    const CALLS: usize = 300;
    for database in TestDatabase::of_each_kind().await {
        let stores = [database.connect().await, database.connect().await];
        let mut calls = JoinSet::new();
        for first in 0..4 {
            let store = stores[first % 2].clone();
            calls.spawn(async move {
                let mut ended = 0;
                for call in (first..CALLS).step_by(4) {
                    let (key, id, card) = (format!("k-{call}"), format!("pay_{call}"), format!("j-{call}"));
                    let patience = Duration::from_micros(call as u64 * 97 % 20_000);
                    ended +=
                        usize::from(timeout(patience, admit(&store, &key, &id, &card, NOW)).await.is_ok());
                }
                ended
            });
        }
        let ended: usize = calls.join_all().await.into_iter().sum();
        let half = "SELECT (SELECT count(*) FROM payments) - (SELECT count(*) FROM opened_cards)";
        assert_eq!(database.count(half).await, 0, "{}: no card without its payment", database.kind);
        for call in 0..CALLS {
            // New, or taken up with its card.
            let (key, id, card) = (format!("k-{call}"), format!("pay_{call}"), format!("j-{call}"));
            let attempt = admitted(&stores[0], &key, &id, &card, LEASE_SECS + 1).await;
            assert_eq!(attempt.payment(), id, "{}", database.kind);
        }
        assert_eq!(database.count(ROWS).await, 300_300, "{}", database.kind);
        println!("{}: {ended} of {CALLS} ended, the others were dropped", database.kind);
    }
}
