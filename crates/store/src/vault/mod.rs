//! Cards that may be charged again, each under a key of its own.

mod aead;
mod kept;
mod keys;
mod prepared;
mod rewrap;
mod row;

use std::fmt;

use cardseal::UnixTime;
use cardseal::card::{Brand, Expiry, Pan};

use crate::connect::{Store, on_either};
use crate::opened_cards::seconds;
use crate::unavailable::StoreUnavailable;

pub use kept::KeptCard;
pub use keys::{VaultKey, VaultKeys};
pub use prepared::PreparedCard;
pub use rewrap::Rewrapped;

use row::Row;

/// Keeps cards for later payments and gives a token for each. The CVC is not among what it takes (PCI DSS 3.3.1).
///
/// A PAN is encrypted with AES-256-GCM under a fresh key for its row, which is wrapped by a vault key. The row is bound to
/// its token and merchant, the wrapped key to the vault key too: a row that was changed, swapped or moved does not open.
pub struct Vault {
    store: Store,
    keys: VaultKeys,
}

/// What a merchant gets of a kept card: nothing of it is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// `tok_` and 128 random bits in base64url.
    pub token: String,
    /// The brand's id; `None` for a number of no known brand.
    pub brand: Option<String>,
    /// The last four digits, which PCI DSS 3.4.1 allows to be shown.
    pub last_four: String,
}

impl Vault {
    /// A vault in this database, with these keys.
    pub fn new(store: Store, keys: VaultKeys) -> Self {
        Self { store, keys }
    }

    /// Encrypts a card for this merchant under a new token, for the same card too. Nothing is written: that is for
    /// [`Store::finish`], together with the payment's answer.
    ///
    /// # Errors
    /// [`VaultError::Random`] when the operating system gives no random bytes.
    pub fn prepare(&self, merchant: &str, pan: &Pan, expiry: &Expiry) -> Result<PreparedCard, VaultError> {
        let row = Row::seal(merchant, pan, expiry, self.keys.current())?;
        let brand = pan.brand().map(|brand: Brand| brand.id().to_owned());
        let token = Token { token: row.token.clone(), brand, last_four: row.last_four.clone() };
        Ok(PreparedCard { row, token })
    }

    /// Keeps a card for this merchant, apart from any payment.
    ///
    /// # Errors
    /// [`VaultError::Unavailable`]; or [`VaultError::Random`], as [`prepare`](Self::prepare).
    pub async fn keep(
        &self,
        merchant: &str,
        pan: &Pan,
        expiry: &Expiry,
        now: UnixTime,
    ) -> Result<Token, VaultError> {
        let card = self.prepare(merchant, pan, expiry)?;
        on_either!(self.store, |pool| async { card.insert(seconds(now)).execute(pool).await.map(|_| ()) })?;
        Ok(card.token)
    }

    /// The card behind a token of this merchant.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] for a token that is unknown, deleted or another merchant's;
    /// [`VaultError::Unreadable`] for a row that was changed or whose vault key is not here.
    pub async fn reveal(&self, token: &str, merchant: &str) -> Result<KeptCard, VaultError> {
        const SQL: &str = "SELECT token, merchant, brand, last_four, vault_key, wrap_nonce, wrapped_key, nonce, sealed \
            FROM kept_cards WHERE token = $1 AND merchant = $2";
        let row: Option<Row> = on_either!(
            self.store,
            read | pool | async { sqlx::query_as(SQL).bind(token).bind(merchant).fetch_optional(pool).await }
        )?;
        let row = row.ok_or(VaultError::NotFound)?;
        let key = self.keys.find(&row.vault_key).ok_or(VaultError::Unreadable)?;
        row.open(key).ok_or(VaultError::Unreadable)
    }

    /// Deletes a card of this merchant with its key, so that the token and the row are worth nothing. `false` where there
    /// was none.
    ///
    /// SQLite overwrites the row, and its log is emptied unless another process is reading. Postgres leaves the row
    /// in its files until it is vacuumed, and both leave it in backups: those need the vault key, so what ends them is
    /// [`rewrap`](Self::rewrap) to a new vault key and the destruction of the old one.
    ///
    /// # Errors
    /// [`VaultError::Unavailable`]: it may have been deleted all the same. Asking again is safe.
    pub async fn delete(&self, token: &str, merchant: &str) -> Result<bool, VaultError> {
        const SQL: &str = "DELETE FROM kept_cards WHERE token = $1 AND merchant = $2";
        let deleted: u64 = on_either!(self.store, |pool| async {
            Ok(sqlx::query(SQL).bind(token).bind(merchant).execute(pool).await?.rows_affected())
        })?;
        if deleted > 0 {
            self.store.empty_log().await?;
        }
        Ok(deleted > 0)
    }
}

/// Why a card was not kept or not revealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VaultError {
    /// The database did not answer.
    Unavailable(StoreUnavailable),
    /// No such token, for this merchant.
    NotFound,
    /// The row is not as the vault wrote it, or the vault has no key of the row's key id.
    Unreadable,
    /// The operating system gave no random bytes.
    Random,
}

impl fmt::Display for VaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable(unavailable) => unavailable.fmt(f),
            Self::NotFound => f.write_str("no such token"),
            Self::Unreadable => f.write_str("the kept card cannot be read"),
            Self::Random => f.write_str("no random bytes"),
        }
    }
}

impl std::error::Error for VaultError {}

impl From<StoreUnavailable> for VaultError {
    fn from(unavailable: StoreUnavailable) -> Self {
        Self::Unavailable(unavailable)
    }
}
