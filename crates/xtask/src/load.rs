//! `cardseal-load`, which measures the gateway and puts it under strain.

use anyhow::Result;

use crate::run::{run as run_program, say, step};
use crate::tools::postgres;
use crate::workspace::Workspace;

/// Builds the program and the gateway as they are for servers, and runs it to its end.
pub(crate) fn run(workspace: &Workspace, command: &str, arguments: &[String]) -> Result<()> {
    if let Err(missing) = postgres::prepare(workspace) {
        say(format_args!("  Postgres is left out: {missing:#}"));
    }
    step("cargo build --profile server --package cardseal-sandbox --package cardseal-load", || {
        let packages = ["--package", "cardseal-sandbox", "--package", "cardseal-load"];
        run_program(workspace.cargo().args(["build", "--quiet", "--profile", "server"]).args(packages))
    })?;
    let program = workspace.cargo_target().join("server/cardseal-load");
    run_program(workspace.command(program).arg(command).args(arguments))
}
