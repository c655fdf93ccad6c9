//! The shop and the gateway over real sockets.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout)]

mod payments;
mod program;
mod requests;
#[allow(dead_code, reason = "a part of it is shared with the tests of the store")]
mod support;
