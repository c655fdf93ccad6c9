//! Of any number of calls at the same time with the same id exactly one is told that it was first.
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

use cardseal::UnixTime;
use cardseal_gateway::{AsyncReplayGuard, GuardUnavailable};
use cardseal_store::{SWEEP_MARGIN_SECS, Store};
use common::payments::opening;
use common::{NOW, TestDatabase};
use tokio::task::JoinSet;

const ROUNDS: usize = 20;
const CALLS: usize = 200;

async fn winners(stores: &[Store; 2], jti: &str) -> usize {
    let mut calls = JoinSet::new();
    for call in 0..CALLS {
        let (store, jti) = (stores[call % 2].clone(), jti.to_owned());
        calls.spawn(async move { store.first_use(&jti, NOW, NOW.plus_secs(600), NOW).await });
    }
    calls.join_all().await.into_iter().map(|answer| usize::from(answer.unwrap())).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_winner_among_200() {
    for database in TestDatabase::of_each_kind().await {
        let stores = [database.connect().await, database.connect().await];
        for round in 0..ROUNDS {
            assert_eq!(winners(&stores, &format!("id-{round}")).await, 1, "{} {round}", database.kind);
        }
        assert_eq!(database.count("SELECT count(*) FROM opened_cards").await, 20);
        println!("{}: {ROUNDS} rounds of {CALLS} calls over two stores, one winner each", database.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_winner_while_it_is_swept() {
    for database in TestDatabase::of_each_kind().await {
        let stores = [database.connect().await, database.connect().await];
        let old = UnixTime::from_secs(NOW.as_secs() - SWEEP_MARGIN_SECS - 1);
        let mut filling = JoinSet::new();
        for id in 0..500 {
            let store = stores[id % 2].clone();
            filling.spawn(async move { store.first_use(&format!("old-{id}"), old, old, old).await.unwrap() });
        }
        assert!(filling.join_all().await.into_iter().all(|first| first));

        let sweeper = stores[1].clone();
        let sweeping = tokio::spawn(async move {
            let mut removed = 0;
            while removed < 500 {
                let batch = sweeper.sweep(NOW, 7).await.unwrap();
                assert!(batch <= 7);
                removed += batch;
            }
            removed
        });
        for round in 0..5 {
            assert_eq!(winners(&stores, &format!("id-{round}")).await, 1, "{}", database.kind);
        }
        assert_eq!(sweeping.await.unwrap(), 500, "{}", database.kind);
        assert_eq!(stores[0].sweep(NOW, 1000).await, Ok(0));
        assert_eq!(database.count("SELECT count(*) FROM opened_cards").await, 5);
    }
}

#[tokio::test]
async fn until_it_expires_and_no_longer() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let last = NOW.plus_secs(10);
        assert_eq!(store.first_use("a", NOW, last, NOW).await, Ok(true));
        assert_eq!(store.first_use("a", NOW, last, last).await, Ok(false));
        assert_eq!(store.first_use("b", NOW, last, last).await, Ok(true));
        assert_eq!(store.first_use("c", NOW, last, NOW.plus_secs(11)).await, Ok(false), "too late to be new");
        // Swept only when the slowest clock is past it.
        assert_eq!(store.sweep(last.plus_secs(SWEEP_MARGIN_SECS), 10).await, Ok(0));
        assert_eq!(store.sweep(last.plus_secs(SWEEP_MARGIN_SECS + 1), 10).await, Ok(2));
        assert_eq!(
            store.first_use("a", NOW, last, last.plus_secs(1)).await,
            Ok(false),
            "swept, and still not new"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn remembered_by_the_next_process() {
    for database in TestDatabase::of_each_kind().await {
        // All at once on a database without tables.
        let mut opening = JoinSet::new();
        for _ in 0..8 {
            let url = database.url.clone();
            opening.spawn(async move { Store::connect(&url).await });
        }
        for store in opening.join_all().await {
            let store = store.unwrap();
            store.first_use("a", NOW, NOW.plus_secs(600), NOW).await.unwrap();
            store.close().await;
        }
        let again = database.connect().await;
        assert_eq!(again.first_use("a", NOW, NOW.plus_secs(600), NOW).await, Ok(false), "{}", database.kind);
        assert_eq!(again.first_use("b", NOW, NOW.plus_secs(600), NOW).await, Ok(true), "{}", database.kind);
    }
}

#[tokio::test]
async fn the_guard_of_a_gateway() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let guard: &dyn AsyncReplayGuard = &store;
        assert_eq!(guard.first_use(opening("a", NOW)).await, Ok(true));
        assert_eq!(guard.first_use(opening("a", NOW)).await, Ok(false));
        store.close().await;
        assert_eq!(guard.first_use(opening("b", NOW)).await, Err(GuardUnavailable));
    }
}
