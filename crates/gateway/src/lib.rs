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

/// Compiles the lines for the gateway in README.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;

mod cek;
mod claims;
mod content;
mod gateway;
mod header;
mod json;
mod key_ring;
mod opened;
mod policy;
mod private_key;
mod public_jwk;
mod refused;
mod replay;
mod rsa_private_key;
#[cfg(test)]
mod vectors;

pub use cek::Cek;
pub use gateway::Gateway;
pub use key_ring::{KeyRing, KidRefused};
pub use opened::{Claims, OpenedCard};
pub use policy::Policy;
pub use private_key::{PrivateKey, UnwrapFailed};
pub use public_jwk::PublicJwk;
pub use refused::{Reason, Refused};
pub use replay::{GuardUnavailable, MemoryReplayGuard, ReplayGuard};
pub use rsa_private_key::{KeyRefused, KeySize, RsaPrivateKey};
