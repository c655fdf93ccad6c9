//! Whether the gateway's memory stays flat.

use anyhow::{Context as _, Result};
use rand::rngs::StdRng;
use std::path::Path;
use std::time::Duration;

use crate::database::Kind;
use crate::gateways::Gateways;
use crate::machine::resident;
use crate::page::{self, APPROVED, Defect};
use crate::payments::{Payment, prepare, send};
use crate::report::{heading, say};

const CONNECTIONS: usize = 16;
/// What is prepared at a time.
const BATCH: usize = 5000;

/// Measures and prints.
///
/// # Errors
/// When the gateway does not answer.
pub fn run(program: &Path, quick: bool) -> Result<()> {
    let last = if quick { 20_000 } else { 200_000 };
    heading("The gateway's memory, one process, SQLite");
    say(
        "  every second request is a payment, every other one a sealed card with a wrong padding, a wrong tag or an unknown kid",
    );
    say(format_args!(
        "  {:<12}{:>12}{:>14}{:>12}{:>12}",
        "requests", "VmRSS MiB", "VmHWM MiB", "paid", "refused"
    ));
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let Some(gateways) = Gateways::start(program, Kind::Sqlite, 1).await? else { return Ok(()) };
        let pid = *gateways.pids().first().context("no process")?;
        let (mut paid, mut refused) = (0.0, 0.0);
        let line = |requests: usize, paid: f64, refused: f64| {
            let (now, most) = resident(pid)?;
            say(format_args!("  {requests:<12}{now:>12.1}{most:>14.1}{paid:>12}{refused:>12}"));
            Ok::<_, anyhow::Error>(now)
        };
        line(0, paid, refused)?;
        let mut at_ten_thousand = f64::NAN;
        let mut at_the_end = f64::NAN;
        for requests in (BATCH..=last).step_by(BATCH) {
            let batch = mixed(&gateways, &format!("m{requests}"))?.into();
            let outcome = send(&gateways, CONNECTIONS, &batch, Duration::MAX).await?;
            paid += outcome.count(201);
            refused += outcome.count(422);
            if requests == 10_000 {
                at_ten_thousand = line(requests, paid, refused)?;
            } else if requests % 50_000 == 0 || requests == last {
                at_the_end = line(requests, paid, refused)?;
            }
        }
        say(format_args!("  {:+.1} MiB from 10,000 requests to {last}", at_the_end - at_ten_thousand));
        Ok(())
    })
}

/// As many payments as messages that are refused, in turns.
fn mixed(gateways: &Gateways, prefix: &str) -> Result<Vec<Payment>> {
    let mut rng: StdRng = rand::make_rng();
    let order = page::order(prefix)?;
    let sealed = gateways.page()?.seal(APPROVED, &order)?;
    let mut defects = Defect::ALL.into_iter().cycle();
    let mut mixed = Vec::new();
    for payment in prepare(gateways, prefix, BATCH / 2)? {
        let defect = defects.next().context("no defect")?;
        let key = format!("{}-refused", payment.key);
        let body = page::payment(&order, &defect.introduce(&sealed, &mut rng)?);
        mixed.extend([payment, Payment { order: order.id().to_owned(), key, body }]);
    }
    Ok(mixed)
}
