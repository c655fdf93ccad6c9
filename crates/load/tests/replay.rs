//! The same sealed card, sent many times at once, is one payment.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use cardseal_load::database::Kind;
use cardseal_load::drill::replay;
use support::{report, sandbox};

const ROUNDS: usize = 100;
const AT_ONCE: usize = 200;

#[tokio::test(flavor = "multi_thread")]
async fn one_payment_of_each_card() {
    let sandbox = sandbox();
    for (kind, processes) in [(Kind::Sqlite, 1), (Kind::Postgres, 2)] {
        report(replay(&sandbox, kind, processes, ROUNDS, AT_ONCE).await.unwrap());
    }
}
