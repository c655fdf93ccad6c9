//! A sealed card is used up and its payment begun together, or neither.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use cardseal_gateway::AsyncReplayGuard;
use cardseal_store::{Admitted, Cause, Found, LEASE_SECS, Payment};
use common::payments::{MERCHANT, OTHER, REQUEST, admit, admitted, begun, opening};
use common::{NOW, TestDatabase};

const ROWS: &str = "SELECT (SELECT count(*) FROM opened_cards) * 1000 + (SELECT count(*) FROM payments)";

#[tokio::test]
async fn a_card_and_its_payment() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        assert_eq!(store.admission(MERCHANT, "k", &REQUEST, "pay_1").outcome(), Admitted::NotAsked);
        assert_eq!(store.find(MERCHANT, "k", &REQUEST, NOW).await, Ok(Found::New));

        let attempt = admitted(&store, "k", "pay_1", "j", 0).await;
        assert_eq!((attempt.payment(), attempt.is_taken_up()), ("pay_1", false));
        assert_eq!(store.find(MERCHANT, "k", &REQUEST, NOW).await, Ok(Found::InFlight));
        assert_eq!(database.count(ROWS).await, 1001);

        let resent = admit(&store, "k", "pay_2", "j", NOW).await;
        assert_eq!(resent, Admitted::Payment(Payment::InFlight), "the same again, too early");
        let again = store.admission(MERCHANT, "k", &OTHER, "pay_2");
        assert_eq!(again.first_use(opening("j_2", NOW)).await, Ok(false));
        assert_eq!(again.outcome(), Admitted::Payment(Payment::Mismatch));
        assert_eq!(store.finish(&attempt, b"approved", None, None, NOW).await, Ok(true));
        let answered = admit(&store, "k", "pay_2", "j_2", NOW).await;
        assert_eq!(answered, Admitted::Payment(Payment::Done(b"approved".to_vec())));
        assert_eq!(database.count(ROWS).await, 1001, "{}: nothing of the refused is kept", database.kind);
    }
}

#[tokio::test]
async fn a_replay_leaves_nothing() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let attempt = admitted(&store, "k", "pay_1", "j", 0).await;
        assert_eq!(admit(&store, "another", "pay_2", "j", NOW).await, Admitted::Replayed);
        assert_eq!(store.first_use("j", NOW, NOW.plus_secs(600), NOW).await, Ok(false));
        assert_eq!(store.find(MERCHANT, "another", &REQUEST, NOW).await, Ok(Found::New), "rolled back");
        assert_eq!(store.payment(MERCHANT, "pay_2").await, Ok(None));

        assert_eq!(store.finish(&attempt, b"approved", None, None, NOW).await, Ok(true));
        assert_eq!(admit(&store, "another", "pay_2", "j", NOW).await, Admitted::Replayed);
        assert_eq!(store.first_use("used", NOW, NOW.plus_secs(600), NOW).await, Ok(true));
        assert_eq!(admit(&store, "another", "pay_2", "used", NOW).await, Admitted::Replayed);
        // A payment that was begun without a card and taken up with a replayed one keeps its first attempt.
        let by_token = begun(&store, "token", 0).await;
        assert_eq!(store.give_up(&by_token).await, Ok(()));
        assert_eq!(admit(&store, "token", "pay_2", "j", NOW).await, Admitted::Replayed);
        assert_eq!(store.finish(&by_token, b"approved", None, None, NOW).await, Ok(true));
    }
}

#[tokio::test]
async fn resent_after_a_crash() {
    for database in TestDatabase::of_each_kind().await {
        let lost = {
            let crashed = database.connect().await;
            let lost = admitted(&crashed, "k", "pay_1", "j", 0).await;
            crashed.close().await;
            lost
        };
        let store = database.connect().await;
        let later = NOW.plus_secs(LEASE_SECS + 1);
        let abandoned = Found::Abandoned { payment: "pay_1".to_owned() };
        assert_eq!(store.find(MERCHANT, "k", &REQUEST, later).await, Ok(abandoned));
        assert_eq!(admit(&store, "another", "pay_2", "j", later).await, Admitted::Replayed);

        let resent = admitted(&store, "k", "pay_2", "j", LEASE_SECS + 1).await;
        assert_eq!((resent.payment(), resent.is_taken_up()), ("pay_1", true));
        assert_eq!(admit(&store, "another", "pay_2", "j", later).await, Admitted::Replayed);
        assert_eq!(store.finish(&resent, b"approved", None, None, later).await, Ok(true));
        assert_eq!(store.finish(&lost, b"declined", None, None, later).await, Ok(false));
        let answered = admit(&store, "k", "pay_2", "j", later).await;
        assert_eq!(answered, Admitted::Payment(Payment::Done(b"approved".to_vec())));
        assert_eq!(database.count(ROWS).await, 1001);
    }
}

#[tokio::test]
async fn a_card_that_expired_is_not_opened_for_the_payment_that_used_it() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let admission = store.admission(MERCHANT, "k", &REQUEST, "pay_1");
        let mut late = opening("j", NOW);
        late.now = late.expires.plus_secs(1);
        assert_eq!(admission.first_use(late).await, Ok(false));
        assert_eq!(admission.outcome(), Admitted::Replayed);
        assert_eq!(database.count(ROWS).await, 0);
    }
}

#[tokio::test]
async fn asked_twice_it_opens_one() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let admission = store.admission(MERCHANT, "k", &REQUEST, "pay_1");
        assert_eq!(admission.first_use(opening("j_1", NOW)).await, Ok(true));
        assert_eq!(admission.first_use(opening("j_2", NOW)).await, Ok(false));
        assert!(matches!(admission.outcome(), Admitted::Payment(Payment::Begun(_))), "the first stands");
    }
}

/// A stricter isolation than the races are decided for would send most of them away with an error.

#[tokio::test]
async fn no_card_that_was_sealed_before_a_restore() {
    for database in TestDatabase::of_each_kind().await {
        let stores = [database.connect().await, database.connect().await];
        let floor = NOW.plus_secs(300);
        let (before, at) = (NOW.plus_secs(299), floor);
        assert_eq!(stores[0].refuse_sealed_before(floor).await, Ok(()));
        assert_eq!(stores[0].refuse_sealed_before(floor).await, Ok(()), "said twice");
        assert_eq!(stores[0].refuse_sealed_before(NOW).await, Ok(()), "an earlier one takes nothing back");
        for store in &stores {
            assert_eq!(store.first_use("old", before, NOW.plus_secs(900), floor).await, Ok(false));
            assert_eq!(admit(store, "k", "pay_1", "old", before).await, Admitted::Replayed);
        }
        assert_eq!(database.count(ROWS).await, 0);
        assert_eq!(stores[0].first_use("new", at, NOW.plus_secs(900), floor).await, Ok(true));
        admitted(&stores[1], "k", "pay_1", "new_2", 300).await;
    }
}

#[tokio::test]
async fn why_it_was_unavailable() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        store.close().await;
        let Admitted::Unavailable(why) = admit(&store, "k", "pay_1", "j", NOW).await else { panic!() };
        assert_eq!(why.cause(), Cause::Unreachable);
        assert_eq!(store.find(MERCHANT, "k", &REQUEST, NOW).await, Err(why));
        assert_eq!(store.payment(MERCHANT, "pay_1").await, Err(why));
        assert_eq!(store.receipt(MERCHANT, "pay_1").await, Err(why));
        assert_eq!(store.refuse_sealed_before(NOW).await, Err(why));
    }
}
