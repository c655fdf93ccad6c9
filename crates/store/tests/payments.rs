//! A payment whose answer was lost is answered again, and never taken twice.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use cardseal_store::{ANSWER_KEPT_SECS, Attempt, LEASE_SECS, Payment, Store};
use common::{NOW, TestDatabase};
use tokio::task::JoinSet;

const REQUEST: [u8; 32] = [1; 32];
const OTHER: [u8; 32] = [2; 32];

async fn begun(store: &Store, key: &str, after: u64) -> Attempt {
    match store.begin("m_1", key, &REQUEST, NOW.plus_secs(after)).await {
        Ok(Payment::Begun(attempt)) => attempt,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn from_begin_to_answer() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let attempt = begun(&store, "k", 0).await;
        assert!(!attempt.is_taken_up());
        assert_eq!(store.begin("m_1", "k", &REQUEST, NOW).await, Ok(Payment::InFlight));
        assert_eq!(store.begin("m_1", "k", &OTHER, NOW).await, Ok(Payment::Mismatch));
        assert!(matches!(store.begin("m_2", "k", &OTHER, NOW).await, Ok(Payment::Begun(_))), "its own keys");

        assert_eq!(store.finish(&attempt, b"approved", NOW).await, Ok(true));
        assert_eq!(store.finish(&attempt, b"approved", NOW).await, Ok(true), "the answer to it was lost");
        assert_eq!(store.finish(&attempt, b"declined", NOW).await, Ok(false), "an answer stands");
        let later = NOW.plus_secs(LEASE_SECS * 10);
        assert_eq!(store.begin("m_1", "k", &REQUEST, later).await, Ok(Payment::Done(b"approved".to_vec())));
        assert_eq!(store.begin("m_1", "k", &OTHER, later).await, Ok(Payment::Mismatch));
    }
}

#[tokio::test]
async fn taken_up_after_the_lease() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let lost = begun(&store, "k", 0).await;
        let last = NOW.plus_secs(LEASE_SECS);
        assert_eq!(store.begin("m_1", "k", &REQUEST, last).await, Ok(Payment::InFlight));
        assert_eq!(store.begin("m_1", "k", &OTHER, last.plus_secs(1)).await, Ok(Payment::Mismatch));
        let second = begun(&store, "k", LEASE_SECS + 1).await;
        assert!(second.is_taken_up());
        assert_eq!(store.begin("m_1", "k", &REQUEST, last.plus_secs(2)).await, Ok(Payment::InFlight));
        assert_eq!(store.finish(&lost, b"from the dead", last).await, Ok(false));
        assert_eq!(store.finish(&second, b"approved", last).await, Ok(true));
        assert_eq!(store.begin("m_1", "k", &REQUEST, last).await, Ok(Payment::Done(b"approved".to_vec())));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_begins_among_many() {
    for database in TestDatabase::of_each_kind().await {
        let stores = [database.connect().await, database.connect().await];
        for round in 0..10 {
            // At first, and again when the lease of whoever began has ended.
            for after in [0, LEASE_SECS + 1] {
                let mut calls = JoinSet::new();
                for call in 0..100 {
                    let store = stores[call % 2].clone();
                    calls.spawn(async move {
                        store
                            .begin("m_1", &format!("k-{round}"), &REQUEST, NOW.plus_secs(after))
                            .await
                            .unwrap()
                    });
                }
                let answers = calls.join_all().await;
                let begun = answers.iter().filter(|answer| matches!(answer, Payment::Begun(_))).count();
                let waiting = answers.iter().filter(|answer| **answer == Payment::InFlight).count();
                assert_eq!((begun, waiting), (1, 99), "{} {round} {after}", database.kind);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_finishes_among_many() {
    for database in TestDatabase::of_each_kind().await {
        let stores = [database.connect().await, database.connect().await];
        for round in 0..10 {
            let key = format!("k-{round}");
            let attempts = [begun(&stores[0], &key, 0).await, begun(&stores[1], &key, LEASE_SECS + 1).await];
            let [old, new] = &attempts;
            let (late, right) =
                tokio::join!(stores[0].finish(old, b"old", NOW), stores[1].finish(new, b"new", NOW));
            assert_eq!((late, right), (Ok(false), Ok(true)), "{}", database.kind);
            assert_eq!(
                stores[0].begin("m_1", &key, &REQUEST, NOW).await,
                Ok(Payment::Done(b"new".to_vec())),
                "{}",
                database.kind
            );
        }
    }
}

#[tokio::test]
async fn answers_are_forgotten_but_not_what_nobody_finished() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        for key in ["a", "b", "c"] {
            let attempt = begun(&store, key, 0).await;
            assert_eq!(store.finish(&attempt, b"approved", NOW).await, Ok(true));
        }
        begun(&store, "unfinished", 0).await;
        let late = NOW.plus_secs(ANSWER_KEPT_SECS);
        assert_eq!(store.forget_answers(late, 2).await, Ok(0));
        assert_eq!(store.forget_answers(late.plus_secs(1), 2).await, Ok(2));
        assert_eq!(store.forget_answers(late.plus_secs(1), 2).await, Ok(1));
        assert_eq!(database.count("SELECT count(*) FROM payments").await, 1);
    }
}
