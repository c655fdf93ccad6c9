//! `bench`: measures, and prints. A figure never fails it: machines differ.

use anyhow::{Result, bail};

use crate::load;
use crate::package;
use crate::run::{run as run_program, say};
use crate::tools::browsers;
use crate::workspace::Workspace;

/// Something that is measured.
struct Bench {
    name: &'static str,
    about: &'static str,
    by: By,
}

enum By {
    /// In the three browsers, by `tests/bench/NAME.js`.
    Script,
    /// On this machine, by `cardseal-load`.
    Program,
}

const BENCHES: [Bench; 2] = [
    Bench { name: "check", about: "check beside card-validator, at every key", by: By::Script },
    Bench {
        name: "gateway",
        about: "opens, payments, floods, memory, the time of refusals",
        by: By::Program,
    },
];

/// Runs the named benches, or all when none is named. Options are for the programs.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let (options, names): (Vec<String>, Vec<String>) =
        arguments.iter().cloned().partition(|argument| argument.starts_with('-'));
    for Bench { name, about, by } in select(&names)? {
        say(format_args!("\n== {name}: {about}"));
        match by {
            By::Script => in_browsers(workspace, name)?,
            By::Program => load::run(workspace, "measure", &options)?,
        }
    }
    Ok(())
}

fn in_browsers(workspace: &Workspace, name: &str) -> Result<()> {
    package::build(workspace)?;
    let browsers = browsers::prepare(workspace)?;
    let script = workspace.path(&format!("tests/bench/{name}.js"));
    run_program(browsers::node(workspace, &browsers).arg(script))
}

fn select(names: &[String]) -> Result<Vec<&'static Bench>> {
    if let Some(unknown) = names.iter().find(|name| !BENCHES.iter().any(|bench| bench.name == *name)) {
        let all: Vec<_> = BENCHES.iter().map(|bench| bench.name).collect();
        bail!("there is no bench `{unknown}`; there are: {}", all.join(" "));
    }
    let is_chosen = |bench: &&Bench| names.is_empty() || names.iter().any(|name| name == bench.name);
    Ok(BENCHES.iter().filter(is_chosen).collect())
}

#[cfg(test)]
mod tests {
    use super::{BENCHES, select};

    #[test]
    fn no_name_means_every_bench_and_an_unknown_one_is_refused() {
        assert_eq!(select(&[]).map(|benches| benches.len()).ok(), Some(BENCHES.len()));
        for bench in &BENCHES {
            let chosen = select(&[bench.name.to_owned()]).unwrap();
            assert_eq!(chosen.iter().map(|chosen| chosen.name).collect::<Vec<_>>(), [bench.name]);
        }
        assert!(select(&["chek".to_owned()]).is_err());
    }
}
