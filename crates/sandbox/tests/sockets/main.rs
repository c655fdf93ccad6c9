//! The shop and the gateway over real sockets.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod payments;
mod program;
mod requests;
mod support;
