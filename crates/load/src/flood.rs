//! Honest payments beside a flood of messages that are none.

use anyhow::{Context as _, Result, ensure};
use std::env;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use crate::database::Kind;
use crate::flooder::Malformed;
use crate::gateways::Gateways;
use crate::machine::{Time, cores, cpu_seconds};
use crate::payments::{Outcome, prepare, send};
use crate::report::{heading, say};
use crate::statistics::median;

const HONEST: usize = 8;
const FLOODING: usize = 16;

/// Measures and prints.
///
/// # Errors
/// When an honest payment is not taken.
pub fn run(program: &Path, quick: bool) -> Result<()> {
    heading("Honest payments beside a flood, one process, SQLite");
    say(format_args!(
        "  {HONEST} honest connections and {FLOODING} that flood, each at full speed; alone and beside the flood in turns, medians of {} turns",
        turns(quick)
    ));
    say(format_args!(
        "  share: of the {} cores, what the flood's client and the gateway's work for it took",
        cores()
    ));
    say(format_args!(
        "  {:<40}{:>10}{:>14}{:>12}{:>10}{:>12}{:>9}{:>12}",
        "", "honest/s", "honest/s", "flood's", "slowed", "flood's", "", "a message"
    ));
    say(format_args!(
        "  {:<40}{:>10}{:>14}{:>12}{:>10}{:>12}{:>9}{:>12}",
        "", "alone", "beside flood", "messages/s", "by", "share", "", "costs µs"
    ));
    let runtime = tokio::runtime::Runtime::new()?;
    for malformed in Malformed::ALL {
        runtime.block_on(row(program, malformed, quick))?;
    }
    Ok(())
}

fn turns(quick: bool) -> usize {
    if quick { 1 } else { 5 }
}

async fn row(program: &Path, malformed: Malformed, quick: bool) -> Result<()> {
    let Some(gateways) = Gateways::start(program, Kind::Sqlite, 1).await? else { return Ok(()) };
    let seconds = if quick { 1 } else { 3 };
    let turns = turns(quick);
    let (mut alone, mut beside, mut messages, mut slowed, mut shares, mut costs) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let warm_up = prepare(&gateways, "w", 200)?.into();
    send(&gateways, HONEST, &warm_up, Duration::from_secs(10)).await?;
    for turn in 0..turns {
        let (quiet, used_when_quiet) = honest(&gateways, &format!("q{turn}"), seconds).await?;
        let flood = Flood::start(&gateways, malformed)?;
        let before = cpu_seconds(flood.process.id())?;
        let (flooded, used) = honest(&gateways, &format!("f{turn}"), seconds).await?;
        let flooding = cpu_seconds(flood.process.id())? - before;
        let per_second = flood.end()?;

        let for_honest = used_when_quiet.gateway / quiet.count(201) * flooded.count(201);
        let for_flood = (used.gateway - for_honest).max(0.0);
        alone.push(quiet.per_second());
        beside.push(flooded.per_second());
        slowed.push(1.0 - flooded.per_second() / quiet.per_second());
        shares.push((flooding + for_flood) / (flooded.seconds * f64::from(cores())));
        costs.push(for_flood / (per_second * flooded.seconds) * 1e6);
        messages.push(per_second);
    }
    let [alone, beside, messages, slowed, share, cost] =
        [alone, beside, messages, slowed, shares, costs].map(|sample| median(&sample));
    say(format_args!(
        "  {:<40}{alone:>10.0}{beside:>14.0}{messages:>12.0}{:>8.0} %{:>10.0} %{:>9}{cost:>12.0}",
        malformed.name(),
        slowed * 100.0,
        share * 100.0,
        if slowed < share { "less" } else { "MORE" },
    ));
    Ok(())
}

async fn honest(gateways: &Gateways, prefix: &str, seconds: u32) -> Result<(Outcome, Time)> {
    let payments = prepare(gateways, prefix, usize::try_from(seconds)? * 2500)?.into();
    let before = Time::read(gateways)?;
    let outcome = send(gateways, HONEST, &payments, Duration::from_secs(seconds.into())).await?;
    let used = Time::read(gateways)?.since(&before);
    ensure!(outcome.statuses.keys().eq([&201]), "not every honest payment was taken: {:?}", outcome.statuses);
    Ok((outcome, used))
}

/// The flood is a process of its own, so that its processor time can be told from that of the honest client.
struct Flood {
    process: Child,
    said: BufReader<ChildStdout>,
}

impl Flood {
    /// Returns when it has begun.
    fn start(gateways: &Gateways, malformed: Malformed) -> Result<Self> {
        let address = gateways.addresses.first().context("no gateway")?.to_string();
        let mut process = Command::new(env::current_exe()?)
            .args(["flooder", malformed.name(), &address, &FLOODING.to_string()])
            .env("CARDSEAL_LOAD_API_KEY", &gateways.api_key)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut said = BufReader::new(process.stdout.take().context("no output")?);
        said.read_line(&mut String::new())?;
        Ok(Self { process, said })
    }

    /// Its messages a second.
    fn end(mut self) -> Result<f64> {
        drop(self.process.stdin.take());
        let mut said = String::new();
        self.said.read_to_string(&mut said)?;
        ensure!(self.process.wait()?.success(), "the flood failed");
        said.trim().parse().context("the flood's count")
    }
}

impl Drop for Flood {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
