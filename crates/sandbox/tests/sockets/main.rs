//! The shop and the gateway over real sockets.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::expect_used
)]

mod bad_input;
mod described;
mod idempotency;
mod outage;
mod outcomes;
mod payments;
mod processes;
mod program;
mod requests;
#[allow(dead_code, reason = "a part of it is shared with the tests of the store")]
mod support;
mod tls;
mod tokens;
mod watched;
