//! The measurements and the drills as a program.

use anyhow::{Result, bail};
use cardseal_load::report::say;
use cardseal_load::{opens, refusals};
use std::io::Write as _;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cardseal-load [PART…] [--quick]

  opens       sealed cards opened per second per core, beside the bare private-key operation
  refusals    whether the time of a refusal tells the defect

  --quick     a short run of each";

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

    let (mut parts, mut quick) = (Vec::new(), false);
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("quick") => quick = true,
            Long("help") | Short('h') => {
                say(USAGE);
                return Ok(());
            }
            Value(part) => parts.push(part.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    for part in &parts {
        match part.as_str() {
            "opens" => opens::run(quick)?,
            "refusals" => refusals::in_the_library(quick)?,
            other => bail!("there is no part `{other}`\n{USAGE}"),
        }
    }
    Ok(())
}
