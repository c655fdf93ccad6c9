//! A payment whose answer was lost is answered again, and never taken twice.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use cardseal_store::{ANSWER_KEPT_SECS, Found, LEASE_SECS, Payment, Recorded};
use common::payments::{MERCHANT, OTHER, REQUEST, begun};
use common::{NOW, TestDatabase};
use tokio::task::JoinSet;

#[tokio::test]
async fn from_begin_to_answer() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let find = async |request, now| store.find(MERCHANT, "k", &request, now).await;
        let begin = async |request, now| store.begin(MERCHANT, "k", &request, "pay_2", now).await;
        assert_eq!(find(REQUEST, NOW).await, Ok(Found::New));
        assert_eq!(store.payment(MERCHANT, "pay_k").await, Ok(None));

        let attempt = begun(&store, "k", 0).await;
        assert_eq!((attempt.payment(), attempt.is_taken_up()), ("pay_k", false));
        assert_eq!(find(REQUEST, NOW).await, Ok(Found::InFlight));
        assert_eq!(begin(REQUEST, NOW).await, Ok(Payment::InFlight));
        assert_eq!(find(OTHER, NOW).await, Ok(Found::Mismatch));
        assert_eq!(begin(OTHER, NOW).await, Ok(Payment::Mismatch));
        assert_eq!(store.payment(MERCHANT, "pay_k").await, Ok(Some(Recorded::InFlight)));
        let another = store.begin("m_2", "k", &OTHER, "pay_3", NOW).await;
        assert!(matches!(another, Ok(Payment::Begun(_))), "its own keys");

        let finish = async |response: &[u8]| store.finish(&attempt, response, None, None, NOW).await;
        assert_eq!(finish(b"approved").await, Ok(true));
        assert_eq!(finish(b"approved").await, Ok(true), "the answer to it was lost");
        assert_eq!(finish(b"declined").await, Ok(false), "an answer stands");
        let later = NOW.plus_secs(LEASE_SECS * 10);
        let approved = b"approved".to_vec();
        assert_eq!(find(REQUEST, later).await, Ok(Found::Done(approved.clone())));
        assert_eq!(begin(REQUEST, later).await, Ok(Payment::Done(approved.clone())));
        assert_eq!(find(OTHER, later).await, Ok(Found::Mismatch));
        assert_eq!(begin(OTHER, later).await, Ok(Payment::Mismatch));
        assert_eq!(store.payment(MERCHANT, "pay_k").await, Ok(Some(Recorded::Done(approved))));
        assert_eq!(store.payment("m_2", "pay_k").await, Ok(None), "another merchant's");
    }
}

#[tokio::test]
async fn taken_up_after_the_lease() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let begin = async |request, now| store.begin(MERCHANT, "k", &request, "pay_2", now).await;
        let lost = begun(&store, "k", 0).await;
        let last = NOW.plus_secs(LEASE_SECS);
        assert_eq!(begin(REQUEST, last).await, Ok(Payment::InFlight));
        assert_eq!(store.find(MERCHANT, "k", &REQUEST, last).await, Ok(Found::InFlight));
        assert_eq!(begin(OTHER, last.plus_secs(1)).await, Ok(Payment::Mismatch));
        let abandoned = Found::Abandoned { payment: "pay_k".to_owned() };
        assert_eq!(store.find(MERCHANT, "k", &REQUEST, last.plus_secs(1)).await, Ok(abandoned));

        let Ok(Payment::Begun(second)) = begin(REQUEST, last.plus_secs(1)).await else { panic!() };
        assert_eq!((second.payment(), second.is_taken_up()), ("pay_k", true), "the id of who began it");
        assert_eq!(begin(REQUEST, last.plus_secs(2)).await, Ok(Payment::InFlight));
        assert_eq!(store.finish(&lost, b"from the dead", None, None, last).await, Ok(false));
        assert_eq!(store.finish(&second, b"approved", None, None, last).await, Ok(true));
        assert_eq!(store.finish(&lost, b"approved", None, None, last).await, Ok(false));
        assert_eq!(begin(REQUEST, last).await, Ok(Payment::Done(b"approved".to_vec())));
    }
}

#[tokio::test]
async fn a_lease_of_another_length() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await.with_lease_secs(3);
        begun(&store, "k", 0).await;
        let another = database.connect().await;
        let begin = async |after| another.begin(MERCHANT, "k", &REQUEST, "pay_2", NOW.plus_secs(after)).await;
        assert_eq!(begin(3).await, Ok(Payment::InFlight));
        assert!(matches!(begin(4).await, Ok(Payment::Begun(_))), "the lease of who began it counts");
    }
}

#[tokio::test]
async fn given_up_and_taken_up_at_once() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let first = begun(&store, "k", 0).await;
        assert_eq!(store.give_up(&first).await, Ok(()));
        let abandoned = Found::Abandoned { payment: "pay_k".to_owned() };
        assert_eq!(store.find(MERCHANT, "k", &REQUEST, NOW).await, Ok(abandoned));
        let second = begun(&store, "k", 0).await;
        assert!(second.is_taken_up());

        assert_eq!(store.give_up(&first).await, Ok(()));
        assert_eq!(store.find(MERCHANT, "k", &REQUEST, NOW).await, Ok(Found::InFlight), "not its own lease");
        assert_eq!(store.finish(&second, b"approved", None, None, NOW).await, Ok(true));
        assert_eq!(store.give_up(&second).await, Ok(()));
        let done = Found::Done(b"approved".to_vec());
        assert_eq!(store.find(MERCHANT, "k", &REQUEST, NOW.plus_secs(1)).await, Ok(done));
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
                    let (key, id) = (format!("k-{round}"), format!("pay_{round}_{call}"));
                    let now = NOW.plus_secs(after);
                    calls
                        .spawn(async move { store.begin(MERCHANT, &key, &REQUEST, &id, now).await.unwrap() });
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
            let (late, right) = tokio::join!(
                stores[0].finish(old, b"old", None, None, NOW),
                stores[1].finish(new, b"new", None, None, NOW)
            );
            assert_eq!((late, right), (Ok(false), Ok(true)), "{}", database.kind);
            let answer = stores[0].find(MERCHANT, &key, &REQUEST, NOW).await;
            assert_eq!(answer, Ok(Found::Done(b"new".to_vec())), "{}", database.kind);
        }
    }
}

#[tokio::test]
async fn an_id_is_of_one_payment() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        begun(&store, "k", 0).await;
        assert!(store.begin(MERCHANT, "another", &REQUEST, "pay_k", NOW).await.is_err());
        assert!(store.begin("m_2", "k", &REQUEST, "pay_k", NOW).await.is_err());
        assert_eq!(database.count("SELECT count(*) FROM payments").await, 1);
    }
}

#[tokio::test]
async fn answers_are_forgotten_but_not_what_nobody_finished() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        for key in ["a", "b", "c"] {
            let attempt = begun(&store, key, 0).await;
            assert_eq!(store.finish(&attempt, b"approved", None, Some(b"receipt"), NOW).await, Ok(true));
        }
        begun(&store, "unfinished", 0).await;
        let late = NOW.plus_secs(ANSWER_KEPT_SECS);
        assert_eq!(store.forget_answers(late, 2).await, Ok(0));
        assert_eq!(store.forget_answers(late.plus_secs(1), 2).await, Ok(2));
        assert_eq!(store.forget_answers(late.plus_secs(1), 2).await, Ok(1));
        assert_eq!(database.count("SELECT count(*) FROM payments").await, 1);

        assert_eq!(store.receipt(MERCHANT, "pay_a").await, Ok(Some(b"receipt".to_vec())), "outlives it");
        assert_eq!(store.forget_receipts(NOW, 2).await, Ok(0));
        assert_eq!(store.forget_receipts(NOW.plus_secs(1), 2).await, Ok(2));
        assert_eq!(store.forget_receipts(NOW.plus_secs(1), 2).await, Ok(1));
        assert_eq!(store.receipt(MERCHANT, "pay_a").await, Ok(None));
    }
}
