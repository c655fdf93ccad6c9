//! Whatever dies, no payment is lost and none is taken twice.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use cardseal_load::database::Kind;
use cardseal_load::drill::{Killed, killed};
use support::{report, sandbox};

/// `cargo xtask drill` runs 10,000 payments for each of three ways to kill.
#[tokio::test(flavor = "multi_thread")]
async fn every_payment_is_taken_once() {
    let sandbox = sandbox();
    for (kind, processes, what, payments, kills) in
        [(Kind::Sqlite, 1, Killed::Gateway, 3000, 3), (Kind::Postgres, 2, Killed::InTurns, 10_000, 6)]
    {
        report(killed(&sandbox, kind, processes, what, payments, kills).await.unwrap());
    }
}
