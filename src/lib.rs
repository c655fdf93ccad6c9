//! Seals card data: a card is parsed, checked and encrypted under a payment gateway's public key.
//!
//! The result is a compact JWE (RFC 7516) holding a JWT (RFC 7519); see `docs/FORMAT.md`. Outside `web`, which is compiled for
//! wasm32 only, nothing here reads a clock, draws randomness or does I/O: `now` and `rng` are parameters.
//!
//! ```
//! use cardseal::{AcceptedBrands, Card, CardInput, ExpiryInput, UnixTime};
//!
//! let now = UnixTime::from_secs(1_790_000_000);
//! let input = CardInput { number: Some("4242 4242 4242 4242"), expiry: Some(ExpiryInput::Text("12/30")), ..CardInput::default() };
//! let card = Card::parse(&input, &AcceptedBrands::all(), now).map_err(|_| "invalid")?;
//! assert_eq!(card.number().last_four(), "4242");
//! # Ok::<(), &str>(())
//! ```

pub mod card;
mod encrypt;
pub mod envelope;
pub mod format;
mod issue;
pub mod key;
mod order;
mod random;
mod secret;
mod time;
#[cfg(target_arch = "wasm32")]
pub mod web;

pub use card::{AcceptedBrands, Card, CardInput, ExpiryInput};
pub use encrypt::{Context, EncryptError, LIFETIME_SECS, SealedCard, encrypt};
pub use issue::{Field, Issue, IssueCode};
pub use order::{Order, OrderInput};
pub use random::RandomUnavailable;
pub use time::UnixTime;
