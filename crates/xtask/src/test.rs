//! `test`: runs suites, all of them even when one fails, and sums them up.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::run::{complain, say};
use crate::suites::{SUITES, Suite};
use crate::workspace::Workspace;

struct Outcome {
    name: &'static str,
    passed: bool,
    took: Duration,
}

/// Runs the named suites, or all when none is named, in the order of [`SUITES`].
pub(crate) fn run(workspace: &Workspace, names: &[String]) -> Result<ExitCode> {
    let outcomes: Vec<Outcome> = select(names)?.into_iter().map(|suite| run_one(workspace, suite)).collect();
    let failed = outcomes.iter().filter(|outcome| !outcome.passed).count();

    say("");
    for outcome in &outcomes {
        let word = if outcome.passed { "passed" } else { "FAILED" };
        say(format_args!("{:<8} {word} {:>6.1} s", outcome.name, outcome.took.as_secs_f64()));
    }
    // The closing line that programs read: it stands alone, and last.
    say(format_args!("{} passed, {failed} failed", outcomes.len() - failed));
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn run_one(workspace: &Workspace, suite: &'static Suite) -> Outcome {
    say(format_args!("\n== {}: {}", suite.name, suite.about));
    let start = Instant::now();
    let result = (suite.run)(workspace);
    let took = start.elapsed();
    match &result {
        Ok(()) => say(format_args!("== {} passed in {:.1} s", suite.name, took.as_secs_f64())),
        Err(error) => {
            complain(format_args!("xtask: {error:#}"));
            say(format_args!("== {} FAILED in {:.1} s", suite.name, took.as_secs_f64()));
        }
    }
    Outcome { name: suite.name, passed: result.is_ok(), took }
}

fn select(names: &[String]) -> Result<Vec<&'static Suite>> {
    let known = |name: &str| name == "all" || SUITES.iter().any(|suite| suite.name == name);
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        let all: Vec<_> = SUITES.iter().map(|suite| suite.name).collect();
        bail!("there is no suite `{unknown}`; there are: {} all", all.join(" "));
    }
    let is_all = names.is_empty() || names.iter().any(|name| name == "all");
    Ok(SUITES.iter().filter(|suite| is_all || names.iter().any(|name| name == suite.name)).collect())
}

#[cfg(test)]
mod tests {
    use super::select;

    fn selected(names: &[&str]) -> Option<Vec<&'static str>> {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        select(&names).ok().map(|suites| suites.iter().map(|suite| suite.name).collect())
    }

    #[test]
    fn no_name_and_all_mean_every_suite() {
        assert_eq!(selected(&[]), selected(&["all"]));
        assert_eq!(selected(&["browser", "native"]), Some(vec!["native", "browser"]));
        assert_eq!(selected(&["natif"]), None);
    }
}
