//! Whether the time of a refusal tells which defect a message had.

use anyhow::{Result, ensure};
use rand::RngExt as _;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::client::Answer;
use crate::database::Kind;
use crate::gateways::Gateways;
use crate::opens::{Site, processor_time};
use crate::page::{self, APPROVED, Defect};
use crate::report::{heading, say};
use crate::statistics::{Difference, median, noise};

/// Sealed cards that are altered, again and again.
const ORIGINALS: usize = 64;

/// One run: the same defect, again and again, between the messages of all other runs.
struct Run {
    defect: Defect,
    number: usize,
    micros: Vec<f64>,
}

/// Measures in the library, without a network, and prints.
///
/// # Errors
/// When something opens.
pub fn in_the_library(quick: bool) -> Result<()> {
    let asked = if quick { 300 } else { 5000 };
    heading("Refusals in the library: does the time tell a defect? Processor time of this thread");
    let mut site = Site::new()?;
    let order = page::order("order-1")?;
    let originals =
        (0..ORIGINALS).map(|_| site.page.seal(APPROVED, &order)).collect::<Result<Vec<String>>>()?;
    let now = page::now();
    measure(asked, &originals, |message| {
        let start = processor_time();
        let outcome = site.gateway.open(message, &order, now);
        let taken = processor_time() - start;
        ensure!(outcome.is_err(), "an altered message was opened");
        Ok(taken)
    })
}

/// Measures over one kept connection to a gateway process, compares every answer with the first to the last byte, and prints.
///
/// # Errors
/// When two answers differ.
pub fn over_http(program: &Path, quick: bool) -> Result<()> {
    let asked = if quick { 200 } else { 1000 };
    heading(
        "Refusals over HTTP, one process, SQLite, one kept connection: does the answer or the time tell a defect?",
    );
    // One thread, the one that waits: the clock does not wait for another to be woken.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let Some(gateways) = runtime.block_on(Gateways::start(program, Kind::Sqlite, 1))? else { return Ok(()) };
    let mut page = gateways.page()?;
    let order = page::order("order-1")?;
    let originals = (0..ORIGINALS).map(|_| page.seal(APPROVED, &order)).collect::<Result<Vec<String>>>()?;
    let mut client = gateways.client(0)?;
    let mut first: Option<Answer> = None;
    let mut answers = 0;
    measure(asked, &originals, |message| {
        answers += 1;
        let (key, body) = (format!("key-{answers:08}"), page::payment(&order, message));
        runtime.block_on(async {
            client.connect().await?;
            let start = Instant::now();
            let answer = client.pay(&key, body).await?;
            let taken = start.elapsed();
            ensure!(answer.status == 422, "an altered message was answered with {}", answer.status);
            let first = first.get_or_insert_with(|| answer.clone());
            ensure!(first.is_same_as(&answer), "two refusals differ: {first:?}, {answer:?}");
            Ok(taken)
        })
    })?;
    say(format_args!("  all {answers} answers have the same status, header fields and body"));
    Ok(())
}

/// Two runs of each defect, all in one random order, each message asked once: `ask` sends it and says how long the refusal took.
pub(crate) fn measure(
    asked: usize,
    originals: &[String],
    mut ask: impl FnMut(&str) -> Result<Duration>,
) -> Result<()> {
    let mut rng: StdRng = rand::make_rng();
    let mut runs: Vec<Run> = [1, 2]
        .into_iter()
        .flat_map(|number| Defect::ALL.map(|defect| Run { defect, number, micros: Vec::new() }))
        .collect();
    let mut schedule: Vec<usize> = (0..runs.len()).flat_map(|run| vec![run; asked]).collect();
    schedule.shuffle(&mut rng);
    let warm_up: Vec<usize> = schedule.iter().copied().take(100).collect();
    for (turn, run) in warm_up.iter().chain(&schedule).enumerate() {
        let (Some(run), Some(original)) =
            (runs.get_mut(*run), originals.get(rng.random_range(0..originals.len())))
        else {
            continue;
        };
        let message = run.defect.introduce(original, &mut rng)?;
        let taken = ask(&message)?;
        if turn >= warm_up.len() {
            run.micros.push(taken.as_secs_f64() * 1e6);
        }
    }
    print(&runs, asked, &mut rng);
    Ok(())
}

fn print(runs: &[Run], asked: usize, rng: &mut StdRng) {
    say(format_args!(
        "  two runs of each defect, {asked} messages each, all {} in one random order; microseconds",
        runs.len() * asked
    ));
    say(format_args!("  {:<40}{:>12}{:>24}{:>16}", "", "difference", "95 % interval", "Mann-Whitney z"));
    say(format_args!("  {:<40}{:>12}", "", "of medians"));
    let run = |defect: Defect, number: usize| {
        let found = runs.iter().find(|run| run.defect == defect && run.number == number);
        found.map_or(&[][..], |run| run.micros.as_slice())
    };
    let (mut floor, mut largest) = (0.0_f64, 0.0_f64);
    for defect in Defect::ALL {
        let (first, second) = (run(defect, 1), run(defect, 2));
        line(format_args!("{}, the two runs", defect.name()), first, second, rng);
        floor = floor.max(noise(first, second, rng));
    }
    let both = |defect: Defect| [run(defect, 1), run(defect, 2)].concat();
    for (one, other) in [
        (Defect::Padding, Defect::Tag),
        (Defect::Tag, Defect::UnknownKid),
        (Defect::UnknownKid, Defect::Padding),
    ] {
        let name = format_args!("{}, {}", one.name(), other.name());
        largest = largest.max(line(name, &both(one), &both(other), rng));
    }
    let all: Vec<f64> = runs.iter().flat_map(|run| run.micros.iter().copied()).collect();
    say(format_args!(
        "  a refusal takes {:.0} (median); two runs of one defect differ by up to {floor:.2} (95 of 100 random splits);",
        median(&all)
    ));
    let verdict = if largest < floor { "less than the noise" } else { "MORE than the noise" };
    say(format_args!(
        "  two defects, all that was measured of each, differ by up to {largest:.2}: {verdict}"
    ));
}

/// Prints a line and returns how far apart the medians are.
fn line(name: fmt::Arguments<'_>, first: &[f64], second: &[f64], rng: &mut StdRng) -> f64 {
    let Difference { of_medians, interval: (low, high), z } = Difference::between(first, second, rng);
    let (name, interval) = (name.to_string(), format!("{low:+.2} .. {high:+.2}"));
    say(format_args!("  {name:<40}{of_medians:>+12.2}{interval:>24}{z:>+16.2}"));
    of_medians.abs()
}
