//! What several tests of the core share: keys, a card, a random source that plays a tape.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use cardseal::key::{EncryptionKey, Jwk};
use cardseal::{AcceptedBrands, Card, CardInput, ExpiryInput, Order, OrderInput, UnixTime};
use rand_core::{TryCryptoRng, TryRng};
use serde_json::Value;

/// 2026-11-22T12:00:00Z
pub const NOW: UnixTime = UnixTime::from_secs(1_795_348_800);

/// A throwaway key pair of `tests/vectors/keys.json`, as a private JWK.
pub fn private_jwk(name: &str) -> Value {
    let keys: Value = serde_json::from_str(include_str!("../vectors/keys.json")).unwrap();
    keys[name].clone()
}

pub fn encryption_key(jwk: &Value) -> EncryptionKey {
    let member = |name: &str| jwk[name].as_str();
    let jwk = Jwk {
        kty: member("kty"),
        kid: member("kid"),
        alg: member("alg"),
        usage: member("use"),
        n: member("n"),
        e: member("e"),
    };
    EncryptionKey::from_jwk(&jwk).unwrap().unwrap()
}

pub fn input<'a>(
    number: &'a str,
    expiry: &'a str,
    cvc: Option<&'a str>,
    name: Option<&'a str>,
) -> CardInput<'a> {
    CardInput {
        number: Some(number),
        expiry: Some(ExpiryInput::Text(expiry)),
        cvc,
        name,
        ..CardInput::default()
    }
}

pub fn card(number: &str, expiry: &str, cvc: Option<&str>, name: Option<&str>) -> Card {
    let Ok(card) = Card::parse(&input(number, expiry, cvc, name), &AcceptedBrands::all(), NOW) else {
        panic!("not a card")
    };
    card
}

pub fn order(merchant: &str, id: &str, amount: u64, currency: &str) -> Order {
    let input =
        OrderInput { merchant: Some(merchant), id: Some(id), amount: Some(amount), currency: Some(currency) };
    Order::parse(&input).unwrap()
}

/// A random source that plays bytes that were written down, and fails when they are used up.
pub struct Tape<'a>(pub &'a [u8]);

#[derive(Debug)]
pub struct TapeEnded;

impl std::fmt::Display for TapeEnded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the tape ended")
    }
}

impl std::error::Error for TapeEnded {}

impl TryRng for Tape<'_> {
    type Error = TapeEnded;

    fn try_next_u32(&mut self) -> Result<u32, TapeEnded> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes).map(|()| u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, TapeEnded> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes).map(|()| u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), TapeEnded> {
        let (played, rest) = self.0.split_at_checked(bytes.len()).ok_or(TapeEnded)?;
        bytes.copy_from_slice(played);
        self.0 = rest;
        Ok(())
    }
}

impl TryCryptoRng for Tape<'_> {}
