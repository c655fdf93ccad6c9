use sqlx::query::Query;
use sqlx::{Database, Encode, Type};

use super::Token;
use super::row::Row;

/// A card that is encrypted for the vault and not yet in it: nothing in it can be read without the vault key.
pub struct PreparedCard {
    pub(super) row: Row,
    pub(super) token: Token,
}

impl PreparedCard {
    /// What the merchant gets of it, once it was written.
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// The statement that writes it, on either database.
    pub(crate) fn insert<DB>(&self, kept: i64) -> Query<'_, DB, DB::Arguments>
    where
        DB: Database,
        for<'q> &'q str: Encode<'q, DB> + Type<DB>,
        for<'q> &'q [u8]: Encode<'q, DB> + Type<DB>,
        for<'q> i64: Encode<'q, DB> + Type<DB>,
    {
        const SQL: &str = "INSERT INTO kept_cards (token, merchant, brand, last_four, vault_key, wrap_nonce, \
            wrapped_key, nonce, sealed, kept) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        let row = &self.row;
        sqlx::query(SQL)
            .bind(row.token.as_str())
            .bind(row.merchant.as_str())
            .bind(row.brand.as_str())
            .bind(row.last_four.as_str())
            .bind(row.vault_key.as_str())
            .bind(row.wrap_nonce.as_slice())
            .bind(row.wrapped_key.as_slice())
            .bind(row.nonce.as_slice())
            .bind(row.sealed.as_slice())
            .bind(kept)
    }
}
