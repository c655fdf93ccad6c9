//! Opens what a page sealed with cardseal: the payment gateway's half.
//!
//! ```
//! use cardseal::{Order, OrderInput, UnixTime};
//! use cardseal_gateway::{Gateway, KeyRing, KeySize, MemoryReplayGuard, Policy, RsaPrivateKey};
//!
//! let key = RsaPrivateKey::generate(KeySize::Rsa2048)?;
//! let kid = key.thumbprint();
//! let jwks = serde_json::json!({ "keys": [key.public_jwk(&kid)] }); // what the page is given
//! let mut keys = KeyRing::new();
//! keys.insert(kid, key)?;
//! let gateway = Gateway::new(keys, Policy::new("https://gateway.example"), MemoryReplayGuard::new());
//!
//! // From the merchant: the order, and the sealed card that it cannot read.
//! let order = OrderInput { merchant: Some("m_1"), id: Some("o_1"), amount: Some(4999), currency: Some("EUR") };
//! let order = Order::parse(&order).map_err(|_| "not an order")?;
//! let refused = gateway.open("not a sealed card", &order, UnixTime::from_secs(1_790_000_000));
//! assert_eq!(refused.err().map(|refused| refused.to_string()).as_deref(), Some("the sealed card was not opened"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What a gateway is made of:
//! - a [`KeyRing`] of [`PrivateKey`]s, each with a [`KeyWindow`]; keys come and go while it runs ([`Gateway::change_keys`]);
//! - a [`Policy`]: audience, ages, clocks, insecure pages, the origins of each merchant;
//! - a [`ReplayGuard`], so that each card opens once;
//! - for every message, what is [`Expected`]: its order, and the nonce of the checkout if one was given.
//!
//! Out comes an [`OpenedCard`], which is charged once and wipes itself, or [`Refused`]: one opaque error outside, a [`Reason`]
//! inside for the log and for [`Gateway::refusals`]. An HSM, a KMS or a database that answers late fits into an
//! [`AsyncGateway`], with the same checks in the same order:
//!
//! ```
//! use cardseal::UnixTime;
//! use cardseal_gateway::{
//!     AsyncGateway, AsyncKeyRing, Immediate, KeySize, KeyWindow, MemoryReplayGuard, Policy, RsaPrivateKey,
//! };
//!
//! // Until New Year, and for fifteen minutes after it what was sealed before.
//! let window = KeyWindow::always().expiring(UnixTime::from_secs(1_798_761_600), 900);
//! let mut keys = AsyncKeyRing::default();
//! keys.insert_within("2026", Immediate(RsaPrivateKey::generate(KeySize::Rsa2048)?), window)?;
//! let policy = Policy::new("https://gateway.example").allow_origins("m_1", ["https://shop.example"])?;
//! let gateway = AsyncGateway::new(keys, policy, Immediate(MemoryReplayGuard::new()));
//! assert_eq!(gateway.kids(), [("2026".to_owned(), window)]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

/// Compiles the lines for the gateway in README.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;

mod async_gateway;
mod async_private_key;
mod async_replay;
mod cek;
mod checks;
mod claims;
mod content;
mod expected;
mod gateway;
mod header;
mod immediate;
mod json;
mod key_ring;
mod key_window;
mod opened;
mod origins;
mod policy;
mod private_key;
mod public_jwk;
mod reason;
mod refusals;
mod refused;
mod replay;
mod rsa_private_key;
#[cfg(test)]
mod vectors;

pub use async_gateway::AsyncGateway;
pub use async_private_key::{AsyncPrivateKey, Later};
pub use async_replay::AsyncReplayGuard;
pub use cek::Cek;
pub use expected::Expected;
pub use gateway::Gateway;
pub use immediate::Immediate;
pub use key_ring::{AsyncKeyRing, KeyRing, KidRefused};
pub use key_window::KeyWindow;
pub use opened::{Claims, OpenedCard};
pub use origins::OriginRefused;
pub use policy::Policy;
pub use private_key::{PrivateKey, UnwrapFailed};
pub use public_jwk::PublicJwk;
pub use reason::Reason;
pub use refused::Refused;
pub use replay::{GuardUnavailable, MemoryReplayGuard, Opening, ReplayGuard};
pub use rsa_private_key::{KeyRefused, KeySize, RsaPrivateKey};
