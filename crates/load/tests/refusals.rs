//! Whatever is wrong with a sealed card, the gateway's answer is the same to the last byte. How long it takes is printed.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use cardseal_load::refusals::{in_the_library, over_http};

#[test]
fn every_refusal_is_the_same() {
    let quick = true;
    over_http(&support::sandbox(), quick).unwrap();
    in_the_library(quick).unwrap();
}
