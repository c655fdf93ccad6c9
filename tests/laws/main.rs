//! The laws of `check`, `Card::parse` and `format`, tried with generated cards.
//!
//! A status is `Valid` exactly where `parse` accepts; no start of a valid value is ever `Invalid`; formatting changes no card.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod agreement;
mod edits;
mod expiry;
mod format;
mod generate;
mod input;
mod moment;
mod name;
mod number;

use cardseal::UnixTime;
use cardseal::card::Status;

/// 2026-11-22T12:00:00Z
const NOW: UnixTime = UnixTime::from_secs(1_795_348_800);

fn is_invalid(status: Status) -> bool {
    matches!(status, Status::Invalid(_))
}
