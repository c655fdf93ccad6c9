//! What the database's files hold, and what they do not.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use common::cards::{PAN, keep, prepare, revealed, vault, whole};
use common::files::{forms, holds_any};
use common::payments::admitted;
use common::{NOW, TestDatabase};

#[tokio::test]
async fn no_pan_in_the_files() {
    for database in TestDatabase::of_each_kind().await {
        let store = database.connect().await;
        let vault = vault(&store);
        let token = keep(&vault, "m_1", PAN).await;
        // An idempotency key is a text of the merchant's: it may be a card number by mistake.
        let attempt = admitted(&store, PAN, "pay_1", "j_1", 0).await;
        let card = prepare(&vault, "m_1", PAN);
        assert_eq!(store.finish(&attempt, b"approved", Some(&card), Some(b"receipt"), NOW).await, Ok(true));

        let files = database.files().await;
        for seen in [token.token.as_str(), card.token().token.as_str(), "pay_1", "receipt"] {
            assert!(holds_any(&files, &[seen.as_bytes().to_vec()]), "the right files are read: {seen}");
        }
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
    assert_eq!(revealed(&vault, &token, "m_1").await, whole(PAN));
    assert_eq!(vault.delete(&token.token, "m_1").await, Ok(true));
    let after = database.files().await;
    assert!(!holds_any(&after, &[wrapped, token.token.into_bytes()]));
    assert!(holds_any(&after, &[stays.token.into_bytes()]));
}

impl TestDatabase {
    async fn wrapped_key(&self, token: &str) -> Vec<u8> {
        use sqlx::Connection;
        let mut connection = sqlx::SqliteConnection::connect(&self.url).await.unwrap();
        let query = sqlx::query_scalar("SELECT wrapped_key FROM kept_cards WHERE token = $1").bind(token);
        query.fetch_one(&mut connection).await.unwrap()
    }
}
