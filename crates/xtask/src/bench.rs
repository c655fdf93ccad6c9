//! `bench`: measures in the three browsers, and prints. A figure never fails it: machines differ.

use anyhow::{Result, bail};

use crate::package;
use crate::run::{run as run_program, say};
use crate::tools::browsers;
use crate::workspace::Workspace;

/// Something that is measured by a script of its own, `tests/bench/NAME.js`.
struct Bench {
    name: &'static str,
    about: &'static str,
}

const BENCHES: [Bench; 1] = [Bench { name: "check", about: "check beside card-validator, at every key" }];

/// Runs the named benches, or all when none is named.
pub(crate) fn run(workspace: &Workspace, names: &[String]) -> Result<()> {
    let chosen = select(names)?;
    package::build(workspace)?;
    let browsers = browsers::prepare(workspace)?;
    for Bench { name, about } in chosen {
        say(format_args!("\n== {name}: {about}"));
        let script = workspace.path(&format!("tests/bench/{name}.js"));
        run_program(browsers::node(workspace, &browsers).arg(script))?;
    }
    Ok(())
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
        assert_eq!(select(&["check".to_owned()]).map(|benches| benches.len()).ok(), Some(1));
        assert!(select(&["chek".to_owned()]).is_err());
    }
}
