//! A kept card opens for its merchant, by its token, under its vault key, as it was written, until it is deleted.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use cardseal_store::{Rewrapped, Vault, VaultError, VaultKeys};
use common::TestDatabase;
use common::cards::{OTHER_PAN, PAN, keep, key, revealed, vault, whole};

#[tokio::test]
async fn kept_revealed_deleted() {
    for database in TestDatabase::of_each_kind().await {
        let vault = vault(&database.connect().await);
        let token = keep(&vault, "m_1", PAN).await;
        assert_eq!((token.brand.as_deref(), token.last_four.as_str()), (Some("visa"), "4242"));
        let other = keep(&vault, "m_1", OTHER_PAN).await;
        assert_ne!(token.token, keep(&vault, "m_1", PAN).await.token, "not to be linked by the token");

        assert_eq!(revealed(&vault, &token, "m_1").await, whole(PAN));
        assert_eq!(revealed(&vault, &other, "m_1").await, whole(OTHER_PAN));
        assert_eq!(revealed(&vault, &token, "m_2").await, Err(VaultError::NotFound));
        assert_eq!(vault.delete(&token.token, "m_2").await, Ok(false));

        assert_eq!(vault.delete(&token.token, "m_1").await, Ok(true));
        assert_eq!(vault.delete(&token.token, "m_1").await, Ok(false));
        assert_eq!(revealed(&vault, &token, "m_1").await, Err(VaultError::NotFound));
        assert_eq!(revealed(&vault, &other, "m_1").await, whole(OTHER_PAN));
    }
}

#[tokio::test]
async fn a_row_that_was_changed_does_not_open() {
    const CHANGES: [&str; 10] = [
        "UPDATE kept_cards SET merchant = 'm_2'",
        "UPDATE kept_cards SET brand = 'amex'",
        "UPDATE kept_cards SET last_four = '0000'",
        "UPDATE kept_cards SET vault_key = 'v2'",
        "UPDATE kept_cards SET vault_key = 'gone'",
        "UPDATE kept_cards SET wrap_nonce = nonce",
        "UPDATE kept_cards SET nonce = wrap_nonce",
        "UPDATE kept_cards SET wrapped_key = sealed",
        "UPDATE kept_cards SET sealed = wrapped_key",
        "UPDATE kept_cards SET sealed = substr(sealed, 1, 38)",
    ];
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        // The same bytes under both ids: only what the wrapped key is bound to tells them apart.
        let keys = || VaultKeys::new(key("v1", 1)).with_older(key("v2", 1));
        let vault = Vault::new(store.clone(), keys());
        for change in CHANGES {
            let token = keep(&vault, "m_1", PAN).await;
            database.execute(change).await;
            let merchant = if change.contains("m_2") { "m_2" } else { "m_1" };
            let answer = revealed(&vault, &token, merchant).await;
            assert_eq!(answer, Err(VaultError::Unreadable), "{}: {change}", database.kind);
            database.execute("DELETE FROM kept_cards").await;
        }
        let token = keep(&vault, "m_1", PAN).await;
        database.execute("UPDATE kept_cards SET kept = kept + 1").await;
        assert_eq!(revealed(&vault, &token, "m_1").await, whole(PAN), "not what is not bound");
    }
}

#[tokio::test]
async fn rows_that_were_swapped_do_not_open() {
    // Into the row of the first token, from the other: the card, the card with its key, and the row itself.
    const SWAPS: [&str; 3] = [
        "UPDATE kept_cards SET (nonce, sealed) = (SELECT nonce, sealed FROM kept_cards ORDER BY token DESC LIMIT 1) \
            WHERE token = (SELECT min(token) FROM kept_cards)",
        "UPDATE kept_cards SET (nonce, sealed, wrap_nonce, wrapped_key) = \
            (SELECT nonce, sealed, wrap_nonce, wrapped_key FROM kept_cards ORDER BY token DESC LIMIT 1) \
            WHERE token = (SELECT min(token) FROM kept_cards)",
        "UPDATE kept_cards SET token = CASE token WHEN (SELECT min(token) FROM kept_cards) THEN 'tok_x' ELSE 'tok_y' END",
    ];
    for database in TestDatabase::of_each_kind().await {
        let vault = vault(&database.connect().await);
        for swap in SWAPS {
            let tokens = [keep(&vault, "m_1", PAN).await.token, keep(&vault, "m_1", PAN).await.token];
            database.execute(swap).await;
            let first =
                if swap.contains("tok_x") { "tok_x".to_owned() } else { tokens.into_iter().min().unwrap() };
            let answer = vault.reveal(&first, "m_1").await.err();
            assert_eq!(answer, Some(VaultError::Unreadable), "{}: {swap}", database.kind);
            database.execute("DELETE FROM kept_cards").await;
        }
    }
}

#[tokio::test]
async fn another_vault_key_does_not_open() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let token = keep(&vault(&store), "m_1", PAN).await;
        let wrong = Vault::new(store.clone(), VaultKeys::new(key("v1", 2)));
        assert_eq!(revealed(&wrong, &token, "m_1").await, Err(VaultError::Unreadable));
        let missing = Vault::new(store.clone(), VaultKeys::new(key("v2", 1)));
        assert_eq!(revealed(&missing, &token, "m_1").await, Err(VaultError::Unreadable));
        let both = Vault::new(store, VaultKeys::new(key("v2", 2)).with_older(key("v1", 1)));
        assert_eq!(revealed(&both, &token, "m_1").await, whole(PAN));
    }
}

#[tokio::test]
async fn rewrapped_in_batches() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let old = vault(&store);
        let mut tokens = Vec::new();
        for _ in 0..7 {
            tokens.push(keep(&old, "m_1", PAN).await);
        }
        let both = Vault::new(store.clone(), VaultKeys::new(key("v2", 2)).with_older(key("v1", 1)));
        tokens.push(keep(&both, "m_1", PAN).await);
        let damaged = keep(&Vault::new(store.clone(), VaultKeys::new(key("v1", 3))), "m_1", PAN).await;

        let (mut after, mut done, mut unreadable) = (None, 0, 0);
        loop {
            let batch: Rewrapped = both.rewrap(after.as_deref(), 3).await.unwrap();
            (done, unreadable) = (done + batch.done, unreadable + batch.unreadable);
            after = batch.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!((done, unreadable), (7, 1), "{}", database.kind);

        let new = Vault::new(store, VaultKeys::new(key("v2", 2)));
        for token in &tokens {
            assert_eq!(revealed(&new, token, "m_1").await, whole(PAN));
            assert_eq!(
                revealed(&old, token, "m_1").await,
                Err(VaultError::Unreadable),
                "the old key is worth nothing"
            );
        }
        assert_eq!(revealed(&new, &damaged, "m_1").await, Err(VaultError::Unreadable));
    }
}
