//! The measurements and the drills as a program.

use anyhow::{Context as _, Result, bail};
use cardseal_load::database::Kind;
use cardseal_load::drill::{Killed, killed, replay};
use cardseal_load::report::{heading, say};
use cardseal_load::{flood, flooder, machine, memory, opens, refusals, throughput};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cardseal-load COMMAND [PART…] [options]

  measure     prints figures; all parts, or some of
                opens       sealed cards opened per second per core, beside the bare private-key operation
                refusals    whether the answer or its time tells the defect, in the library and over HTTP
                payments    payments per second over HTTP, SQLite and Postgres
                flood       honest payments beside floods of malformed messages
                memory      the gateway's memory over 200,000 requests
  drill       fails when a payment is lost or taken twice; all parts, or some of
                replay      the same card 200 times at once, 100 rounds
                killed      kill -9 of the gateway and of Postgres during 10,000 payments

  --quick           a short run of each
  --sandbox FILE    the gateway to start (cardseal-sandbox beside this program)";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr().lock(), "cardseal-load: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    use lexopt::prelude::*;

    let (mut words, mut quick, mut sandbox) = (Vec::new(), false, None);
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("quick") => quick = true,
            Long("sandbox") => sandbox = Some(PathBuf::from(arguments.value()?)),
            Long("help") | Short('h') => {
                say(USAGE);
                return Ok(());
            }
            Value(word) => words.push(word.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let sandbox = match sandbox {
        Some(sandbox) => sandbox,
        None => std::env::current_exe()?.with_file_name("cardseal-sandbox"),
    };
    match words.as_slice() {
        ["measure", parts @ ..] => measure(&sandbox, &chosen(parts, &MEASUREMENTS)?, quick),
        ["drill", parts @ ..] => drill(&sandbox, &chosen(parts, &DRILLS)?, quick),
        ["flooder", malformed, address, connections] => {
            tokio::runtime::Runtime::new()?.block_on(flooder::run(malformed, address, connections))
        }
        _ => bail!("cannot make sense of `{}`\n{USAGE}", words.join(" ")),
    }
}

const MEASUREMENTS: [&str; 5] = ["opens", "refusals", "payments", "flood", "memory"];
const DRILLS: [&str; 2] = ["replay", "killed"];

fn chosen<'a>(parts: &[&'a str], all: &[&'a str]) -> Result<Vec<&'a str>> {
    let unknown = parts.iter().find(|part| !all.contains(part));
    unknown.map_or(Ok(()), |unknown| Err(anyhow::anyhow!("there is no part `{unknown}`\n{USAGE}")))?;
    Ok(if parts.is_empty() { all.to_vec() } else { parts.to_vec() })
}

fn measure(sandbox: &Path, parts: &[&str], quick: bool) -> Result<()> {
    say(format_args!("{} cores", machine::cores()));
    for part in parts {
        match *part {
            "opens" => opens::run(quick)?,
            "refusals" => {
                refusals::in_the_library(quick)?;
                refusals::over_http(sandbox, quick)?;
            }
            "payments" => throughput::run(sandbox, quick)?,
            "flood" => flood::run(sandbox, quick)?,
            _ => memory::run(sandbox, quick)?,
        }
    }
    Ok(())
}

fn drill(sandbox: &Path, parts: &[&str], quick: bool) -> Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let (rounds, payments) = if quick { (10, 1000) } else { (100, 10_000) };
    let report = |seen: Option<String>| {
        if let Some(seen) = seen {
            say(format_args!("  {seen}"));
        }
    };
    for part in parts {
        heading(part);
        if *part == "replay" {
            for (kind, processes) in [(Kind::Sqlite, 1), (Kind::Postgres, 2)] {
                report(runtime.block_on(replay(sandbox, kind, processes, rounds, 200)).context("replay")?);
            }
        } else {
            for (kind, processes, what) in [
                (Kind::Sqlite, 1, Killed::Gateway),
                (Kind::Postgres, 2, Killed::Gateway),
                (Kind::Postgres, 2, Killed::Postgres),
            ] {
                let drill = killed(sandbox, kind, processes, what, payments, 4);
                report(runtime.block_on(drill).context("killed")?);
            }
        }
    }
    Ok(())
}
