use super::row::Row;
use super::{Vault, VaultError};
use crate::connect::on_either;

/// What became of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrapped {
    /// Rows whose key is now wrapped by the current vault key.
    pub done: u64,
    /// Rows that were left as they are, because they could not be opened.
    pub unreadable: u64,
    /// Where the next batch starts; `None` when this was the last.
    pub next: Option<String>,
}

impl Vault {
    /// Wraps the keys of up to `batch` rows anew under the current vault key, starting after the token `after`. Cards can be
    /// kept, revealed and deleted meanwhile, by other processes too, which need to have the new key first.
    ///
    /// When a run from the start to the end has left none unreadable, the older keys can go.
    ///
    /// # Errors
    /// [`VaultError::Unavailable`]: the batch may have been done all the same. Asking again is safe.
    pub async fn rewrap(&self, after: Option<&str>, batch: u32) -> Result<Rewrapped, VaultError> {
        const READ: &str = "SELECT token, merchant, brand, last_four, vault_key, wrap_nonce, wrapped_key, nonce, \
            sealed FROM kept_cards WHERE vault_key <> $1 AND token > $2 ORDER BY token LIMIT $3";
        // Not where the row was deleted or rewrapped meanwhile.
        const WRITE: &str = "UPDATE kept_cards SET vault_key = $3, wrap_nonce = $4, wrapped_key = $5 \
            WHERE token = $1 AND wrapped_key = $2";
        let current = self.keys.current();
        let mut rows: Vec<Row> = on_either!(
            self.store,
            read | pool
                | async {
                    let query = sqlx::query_as(READ).bind(current.id()).bind(after.unwrap_or_default());
                    query.bind(i64::from(batch)).fetch_all(pool).await
                }
        )?;
        let full = u32::try_from(rows.len()).is_ok_and(|count| count == batch);
        let next = rows.last().filter(|_| full).map(|row| row.token.clone());

        let mut changed = Vec::with_capacity(rows.len());
        let mut unreadable = 0;
        for mut row in rows.drain(..) {
            let old = row.wrapped_key.clone();
            match self.keys.find(&row.vault_key).and_then(|key| row.rewrap(key, current)) {
                Some(()) => changed.push((old, row)),
                None => unreadable += 1,
            }
        }
        let done = on_either!(self.store, |pool| async {
            let mut transaction = pool.begin().await?;
            let mut done = 0;
            for (old, row) in &changed {
                let query = sqlx::query(WRITE).bind(row.token.as_str()).bind(old.as_slice());
                let query = query.bind(row.vault_key.as_str()).bind(row.wrap_nonce.as_slice());
                let query = query.bind(row.wrapped_key.as_slice());
                done += query.execute(&mut *transaction).await?.rows_affected();
            }
            transaction.commit().await?;
            Ok(done)
        })?;
        Ok(Rewrapped { done, unreadable, next })
    }
}
