//! What a gateway must not forget, kept in SQL: which sealed cards were opened, which payments were taken, and
//! the cards behind the merchants' tokens.
//!
//! One [`Store`] per process. On SQLite, a file on this machine, there is nothing to start; on Postgres any
//! number of processes on any number of machines share the work. Both make the same promises.
//!
//! ```no_run
//! use cardseal::UnixTime;
//! use cardseal_store::Store;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let store = Store::connect("sqlite://gateway.db").await?;
//! let now = UnixTime::from_secs(1_790_000_000);
//! assert!(store.first_use("3q2-7wAAAAAAAAAAAAAAAA", now, now.plus_secs(600), now).await?);
//! # Ok(())
//! # }
//! ```

mod admission;
mod connect;
mod connect_error;
mod finish;
mod guard;
mod migrations;
mod opened_cards;
mod patience;
mod payments;
mod postgres;
mod sqlite;
mod unavailable;
mod vault;

pub use admission::{Admission, Admitted};
pub use connect::Store;
pub use connect_error::ConnectError;
pub use opened_cards::SWEEP_MARGIN_SECS;
pub use patience::LEASE_SECS;
pub use payments::{ANSWER_KEPT_SECS, Attempt, Found, Payment, Recorded};
pub use unavailable::{Cause, StoreUnavailable};
pub use vault::{KeptCard, PreparedCard, Rewrapped, Token, Vault, VaultError, VaultKey, VaultKeys};

/// Compiles the lines in docs/OPERATING.md.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/OPERATING.md")]
struct Operating;
