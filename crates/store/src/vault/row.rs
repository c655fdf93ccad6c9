use base64ct::{Base64UrlUnpadded, Encoding};
use cardseal::card::{Brand, Expiry, Pan};
use sqlx::FromRow;
use zeroize::Zeroizing;

use super::kept::{KeptCard, to_bytes};
use super::keys::VaultKey;
use super::{VaultError, aead};

/// What the two encryptions are for, so that one can never pass for the other. The number is that of the layout.
const FOR_CARD: &str = "cardseal kept card 1";
const FOR_KEY: &str = "cardseal row key 1";

/// A row of `kept_cards`: nothing in it can be read without the vault key.
pub(super) struct Row {
    pub(super) token: String,
    pub(super) merchant: String,
    /// Empty for none.
    pub(super) brand: String,
    pub(super) last_four: String,
    pub(super) vault_key: String,
    pub(super) wrap_nonce: Vec<u8>,
    pub(super) wrapped_key: Vec<u8>,
    pub(super) nonce: Vec<u8>,
    pub(super) sealed: Vec<u8>,
}

impl Row {
    pub(super) fn seal(
        merchant: &str,
        pan: &Pan,
        expiry: &Expiry,
        vault_key: &VaultKey,
    ) -> Result<Self, VaultError> {
        let mut id = [0; 16];
        aead::fill_random(&mut id).ok_or(VaultError::Random)?;
        let mut row = Self {
            token: format!("tok_{}", Base64UrlUnpadded::encode_string(&id)),
            merchant: merchant.to_owned(),
            brand: pan.brand().map(Brand::id).unwrap_or_default().to_owned(),
            last_four: pan.last_four().to_owned(),
            vault_key: String::new(),
            wrap_nonce: Vec::new(),
            wrapped_key: Vec::new(),
            nonce: Vec::new(),
            sealed: Vec::new(),
        };
        let mut key = Zeroizing::new([0; 32]);
        aead::fill_random(key.as_mut_slice()).ok_or(VaultError::Random)?;
        (row.nonce, row.sealed) =
            aead::seal(&key, &row.card_context(), &to_bytes(pan, expiry)).ok_or(VaultError::Random)?;
        row.wrap(&key, vault_key)?;
        Ok(row)
    }

    pub(super) fn open(&self, vault_key: &VaultKey) -> Option<KeptCard> {
        let key = self.unwrap_key(vault_key)?;
        KeptCard::from_bytes(&aead::open(&key, &self.card_context(), &self.nonce, &self.sealed)?)
    }

    /// Wraps the row's key under another vault key. The card stays as it is.
    pub(super) fn rewrap(&mut self, old: &VaultKey, new: &VaultKey) -> Option<()> {
        let key = self.unwrap_key(old)?;
        self.wrap(&key, new).ok()
    }

    fn wrap(&mut self, key: &[u8; 32], vault_key: &VaultKey) -> Result<(), VaultError> {
        vault_key.id().clone_into(&mut self.vault_key);
        (self.wrap_nonce, self.wrapped_key) =
            aead::seal(vault_key.expose(), &self.key_context(), key).ok_or(VaultError::Random)?;
        Ok(())
    }

    fn unwrap_key(&self, vault_key: &VaultKey) -> Option<Zeroizing<[u8; 32]>> {
        let bytes = aead::open(vault_key.expose(), &self.key_context(), &self.wrap_nonce, &self.wrapped_key)?;
        let mut key = Zeroizing::new([0; 32]);
        if bytes.len() != key.len() {
            return None;
        }
        key.copy_from_slice(&bytes);
        Some(key)
    }

    fn card_context(&self) -> [&str; 5] {
        [FOR_CARD, &self.token, &self.merchant, &self.brand, &self.last_four]
    }

    fn key_context(&self) -> [&str; 4] {
        [FOR_KEY, &self.token, &self.merchant, &self.vault_key]
    }
}

impl<'row, R: sqlx::Row> FromRow<'row, R> for Row
where
    &'static str: sqlx::ColumnIndex<R>,
    String: sqlx::Decode<'row, R::Database> + sqlx::Type<R::Database>,
    Vec<u8>: sqlx::Decode<'row, R::Database> + sqlx::Type<R::Database>,
{
    fn from_row(row: &'row R) -> Result<Self, sqlx::Error> {
        Ok(Self {
            token: row.try_get("token")?,
            merchant: row.try_get("merchant")?,
            brand: row.try_get("brand")?,
            last_four: row.try_get("last_four")?,
            vault_key: row.try_get("vault_key")?,
            wrap_nonce: row.try_get("wrap_nonce")?,
            wrapped_key: row.try_get("wrapped_key")?,
            nonce: row.try_get("nonce")?,
            sealed: row.try_get("sealed")?,
        })
    }
}
