//! Payments per second over HTTP, and how long they take.

use anyhow::{Result, ensure};
use std::path::Path;
use std::time::Duration;

use crate::database::Kind;
use crate::gateways::Gateways;
use crate::machine::{Time, cores};
use crate::payments::{prepare, send};
use crate::report::{heading, say};
use crate::statistics::{quantile, sorted};

/// Measures and prints.
///
/// # Errors
/// When a payment is not taken.
pub fn run(program: &Path, quick: bool) -> Result<()> {
    heading("Payments over HTTP, on loopback, over kept connections");
    say(format_args!(
        "  client, gateway and database share the {} cores; each connection sends the next payment when the last is answered;",
        cores()
    ));
    say(
        "  processor time in milliseconds for each payment; the last column: payments per second of the gateway's own time",
    );
    say(format_args!(
        "  {:<9}{:>10}{:>13}{:>12}{:>9}{:>9}{:>9}{:>9}{:>10}{:>17}",
        "",
        "processes",
        "connections",
        "per second",
        "p50 ms",
        "p99 ms",
        "client",
        "gateway",
        "database",
        "per core-second"
    ));
    let runtime = tokio::runtime::Runtime::new()?;
    for (kind, processes, connections) in [
        (Kind::Sqlite, 1, 1),
        (Kind::Sqlite, 1, 16),
        (Kind::Postgres, 1, 1),
        (Kind::Postgres, 1, 16),
        (Kind::Postgres, 2, 16),
    ] {
        runtime.block_on(row(program, kind, processes, connections, quick))?;
    }
    Ok(())
}

async fn row(program: &Path, kind: Kind, processes: usize, connections: usize, quick: bool) -> Result<()> {
    let Some(gateways) = Gateways::start(program, kind, processes).await? else { return Ok(()) };
    let seconds = if quick { 2 } else { 10 };
    // More than it can take in this time; the last are not sent.
    let payments = prepare(&gateways, "p", seconds * if connections == 1 { 1000 } else { 2500 })?.into();
    let warm_up = prepare(&gateways, "w", 200)?.into();
    send(&gateways, connections, &warm_up, Duration::from_secs(10)).await?;

    let before = Time::read(&gateways)?;
    let outcome =
        send(&gateways, connections, &payments, Duration::from_secs(u64::try_from(seconds)?)).await?;
    let used = Time::read(&gateways)?.since(&before);
    ensure!(outcome.statuses.keys().eq([&201]), "not every payment was taken: {:?}", outcome.statuses);
    let micros = sorted(&outcome.micros);
    let milliseconds = |seconds: f64| seconds * 1000.0 / outcome.count(201);
    say(format_args!(
        "  {kind:<9}{processes:>10}{connections:>13}{:>12.0}{:>9.2}{:>9.2}{:>9.2}{:>9.2}{:>10.2}{:>17.0}",
        outcome.per_second(),
        quantile(&micros, 0.5) / 1000.0,
        quantile(&micros, 0.99) / 1000.0,
        milliseconds(used.client),
        milliseconds(used.gateway),
        milliseconds(used.database),
        outcome.count(201) / used.gateway,
    ));
    Ok(())
}
