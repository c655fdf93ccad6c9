//! A kept card opens for its merchant, by its token, under its vault key, as it was written, until it is deleted.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::fs;

use base64ct::{Base64Unpadded, Encoding};
use cardseal::card::{Expiry, Pan};
use cardseal::{AcceptedBrands, ExpiryInput};
use cardseal_store::{Rewrapped, Store, Token, Vault, VaultError, VaultKey, VaultKeys};
use common::{NOW, TestDatabase};

const PAN: &str = "4242424242424242";
const OTHER_PAN: &str = "378282246310005";

fn key(id: &str, byte: u8) -> VaultKey {
    VaultKey::new(id, &mut [byte; 32])
}

fn vault(store: &Store) -> Vault {
    Vault::new(store.clone(), VaultKeys::new(key("v1", 1)))
}

async fn keep(vault: &Vault, merchant: &str, pan: &str) -> Token {
    let pan = Pan::parse(pan, &AcceptedBrands::all()).unwrap();
    let expiry = Expiry::parse(ExpiryInput::Text("12/30"), NOW).unwrap();
    vault.keep(merchant, &pan, &expiry, NOW).await.unwrap()
}

/// What `reveal` gives, as far as a test may print it when it differs.
async fn revealed(vault: &Vault, token: &Token, merchant: &str) -> Result<(String, u8, u16), VaultError> {
    let card = vault.reveal(&token.token, merchant).await?;
    Ok((card.pan().expose().to_owned(), card.expiry_month(), card.expiry_year()))
}

fn whole(pan: &str) -> Result<(String, u8, u16), VaultError> {
    Ok((pan.to_owned(), 12, 2030))
}

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

#[tokio::test]
async fn no_pan_in_the_files() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let vault = vault(&store);
        let token = keep(&vault, "m_1", PAN).await;
        let files = database.files().await;
        assert!(holds_any(&files, &[token.token.into_bytes()]), "the right files are read");
        assert!(holds_any(&[b"x4242424242424242".to_vec()], &forms(PAN)), "they would be found");
        assert!(!holds_any(&files, &forms(PAN)), "{}", database.kind);
    }
}

#[tokio::test]
async fn a_deleted_row_leaves_the_files_of_sqlite() {
    let database = TestDatabase::sqlite();
    let vault = vault(&database.connect().await);
    let stays = keep(&vault, "m_1", PAN).await;
    let token = keep(&vault, "m_1", PAN).await;
    let wrapped = database.wrapped_key(&token.token).await;
    assert!(holds_any(&database.files().await, std::slice::from_ref(&wrapped)));
    assert_eq!(vault.delete(&token.token, "m_1").await, Ok(true));
    let after = database.files().await;
    assert!(!holds_any(&after, &[wrapped, token.token.into_bytes()]));
    assert!(holds_any(&after, &[stays.token.into_bytes()]));
}

/// Digits, BCD, hex of the digits, and base64 at each of the three offsets that a text can have in it.
fn forms(pan: &str) -> Vec<Vec<u8>> {
    let digits: Vec<u8> = pan.bytes().map(|digit| digit - b'0').collect();
    let bcd: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
    let hex: String = pan.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut forms =
        vec![pan.as_bytes().to_vec(), digits, bcd, hex.to_uppercase().into_bytes(), hex.into_bytes()];
    for offset in 0..3 {
        let text = [&vec![0; offset], pan.as_bytes()].concat();
        // Without the first and last characters, which depend on what stands beside. No digit makes `+` or `/`.
        forms.push(Base64Unpadded::encode_string(&text).as_bytes()[4..16].to_vec());
    }
    forms
}

fn holds_any(files: &[Vec<u8>], forms: &[Vec<u8>]) -> bool {
    let mut starts = [false; 256];
    forms.iter().for_each(|form| starts[usize::from(form[0])] = true);
    files.iter().any(|file| {
        let mut places = file.iter().enumerate().filter(|(_, byte)| starts[usize::from(**byte)]);
        places.any(|(at, _)| forms.iter().any(|form| file[at..].starts_with(form)))
    })
}

impl TestDatabase {
    async fn execute(&self, sql: &'static str) {
        use sqlx::{Connection, Executor};
        if self.kind == "sqlite" {
            let mut connection = sqlx::SqliteConnection::connect(&self.url).await.unwrap();
            connection.execute(sql).await.unwrap();
        } else {
            let mut connection = sqlx::PgConnection::connect(&self.url).await.unwrap();
            connection.execute(sql).await.unwrap();
        }
    }

    async fn wrapped_key(&self, token: &str) -> Vec<u8> {
        use sqlx::Connection;
        let mut connection = sqlx::SqliteConnection::connect(&self.url).await.unwrap();
        let query = sqlx::query_scalar("SELECT wrapped_key FROM kept_cards WHERE token = $1").bind(token);
        query.fetch_one(&mut connection).await.unwrap()
    }

    /// The database's own files and its log of writes.
    async fn files(&self) -> Vec<Vec<u8>> {
        if self.kind == "sqlite" {
            return read_all(self.folder());
        }
        self.execute("CHECKPOINT").await;
        let id = self.count("SELECT oid::bigint FROM pg_database WHERE datname = current_database()").await;
        let folder = common::postgres::shared().unwrap().data_folder();
        [format!("base/{id}"), "pg_wal".to_owned()]
            .iter()
            .flat_map(|part| read_all(&folder.join(part)))
            .collect()
    }
}

fn read_all(folder: &std::path::Path) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(read_all(&path));
        } else {
            // A server's files come and go while they are read.
            files.extend(fs::read(path));
        }
    }
    files
}
