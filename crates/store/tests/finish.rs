//! A payment's answer, its kept card and its receipt are recorded together, or none of them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use cardseal_store::{LEASE_SECS, Recorded, Vault, VaultError};
use common::cards::{PAN, prepare, revealed, vault, whole};
use common::payments::{MERCHANT, begun};
use common::{NOW, TestDatabase};

const ROWS: &str = "SELECT (SELECT count(*) FROM kept_cards) * 1000 + (SELECT count(*) FROM receipts)";

#[tokio::test]
async fn all_of_it_once() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let vault = vault(&store);
        let attempt = begun(&store, "k", 0).await;
        let card = prepare(&vault, MERCHANT, PAN);
        let token = card.token().clone();
        assert_eq!((token.brand.as_deref(), token.last_four.as_str()), (Some("visa"), "4242"));
        assert_eq!(revealed(&vault, &token, MERCHANT).await, Err(VaultError::NotFound), "not written yet");
        assert_eq!(store.receipt(MERCHANT, "pay_k").await, Ok(None));

        for _ in ["first", "the answer was lost"] {
            let finished = store.finish(&attempt, b"approved", Some(&card), Some(b"receipt"), NOW).await;
            assert_eq!(finished, Ok(true));
            assert_eq!(revealed(&vault, &token, MERCHANT).await, whole(PAN));
            assert_eq!(store.receipt(MERCHANT, "pay_k").await, Ok(Some(b"receipt".to_vec())));
            assert_eq!(store.receipt("m_2", "pay_k").await, Ok(None), "another merchant's");
            assert_eq!(database.count(ROWS).await, 1001);
        }

        assert_eq!(vault.delete(&token.token, MERCHANT).await, Ok(true));
        assert_eq!(store.finish(&attempt, b"approved", Some(&card), Some(b"receipt"), NOW).await, Ok(true));
        assert_eq!(revealed(&vault, &token, MERCHANT).await, Err(VaultError::NotFound), "stays deleted");
    }
}

#[tokio::test]
async fn nothing_of_one_whose_payment_was_taken_up() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let vault = vault(&store);
        let late = begun(&store, "k", 0).await;
        let second = begun(&store, "k", LEASE_SECS + 1).await;
        let card = prepare(&vault, MERCHANT, PAN);
        assert_eq!(store.finish(&late, b"late", Some(&card), Some(b"late"), NOW).await, Ok(false));
        assert_eq!(database.count(ROWS).await, 0);
        assert_eq!(store.finish(&second, b"approved", None, Some(b"receipt"), NOW).await, Ok(true));
        assert_eq!(store.finish(&late, b"late", Some(&card), Some(b"late"), NOW).await, Ok(false));
        assert_eq!(database.count(ROWS).await, 1);
        assert_eq!(store.receipt(MERCHANT, "pay_k").await, Ok(Some(b"receipt".to_vec())));
    }
}

/// The receipt is written last: where it fails, what was written before it is undone.
#[tokio::test]
async fn nothing_where_the_last_write_fails() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let vault: Vault = vault(&store);
        let attempt = begun(&store, "k", 0).await;
        let card = prepare(&vault, MERCHANT, PAN);
        database.execute("ALTER TABLE receipts RENAME TO receipts_away").await;
        assert!(store.finish(&attempt, b"approved", Some(&card), Some(b"receipt"), NOW).await.is_err());
        assert_eq!(store.payment(MERCHANT, "pay_k").await, Ok(Some(Recorded::InFlight)), "{}", database.kind);
        assert_eq!(database.count("SELECT count(*) FROM kept_cards").await, 0);

        database.execute("ALTER TABLE receipts_away RENAME TO receipts").await;
        assert_eq!(store.finish(&attempt, b"approved", Some(&card), Some(b"receipt"), NOW).await, Ok(true));
        assert_eq!(revealed(&vault, card.token(), MERCHANT).await, whole(PAN));
        assert_eq!(store.payment(MERCHANT, "pay_k").await, Ok(Some(Recorded::Done(b"approved".to_vec()))));
    }
}
