//! Cards for the vault, and what it gives of them.

use cardseal::card::{Expiry, Pan};
use cardseal::{AcceptedBrands, ExpiryInput};
use cardseal_store::{PreparedCard, Store, Token, Vault, VaultError, VaultKey, VaultKeys};

use super::NOW;

pub(crate) const PAN: &str = "4242424242424242";
pub(crate) const OTHER_PAN: &str = "378282246310005";

pub(crate) fn key(id: &str, byte: u8) -> VaultKey {
    VaultKey::new(id, &mut [byte; 32])
}

pub(crate) fn vault(store: &Store) -> Vault {
    Vault::new(store.clone(), VaultKeys::new(key("v1", 1)))
}

pub(crate) async fn keep(vault: &Vault, merchant: &str, pan: &str) -> Token {
    vault.keep(merchant, &parsed(pan), &expiry(), NOW).await.unwrap()
}

pub(crate) fn prepare(vault: &Vault, merchant: &str, pan: &str) -> PreparedCard {
    vault.prepare(merchant, &parsed(pan), &expiry()).unwrap()
}

fn parsed(pan: &str) -> Pan {
    Pan::parse(pan, &AcceptedBrands::all()).unwrap()
}

fn expiry() -> Expiry {
    Expiry::parse(ExpiryInput::Text("12/30"), NOW).unwrap()
}

/// What `reveal` gives, as far as a test may print it when it differs.
pub(crate) async fn revealed(
    vault: &Vault,
    token: &Token,
    merchant: &str,
) -> Result<(String, u8, u16), VaultError> {
    let card = vault.reveal(&token.token, merchant).await?;
    Ok((card.pan().expose().to_owned(), card.expiry_month(), card.expiry_year()))
}

pub(crate) fn whole(pan: &str) -> Result<(String, u8, u16), VaultError> {
    Ok((pan.to_owned(), 12, 2030))
}
