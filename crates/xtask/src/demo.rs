//! `demo`: the shop and the gateway on this machine.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::package;
use crate::run::{run as run_program, step};
use crate::workspace::Workspace;

/// Builds the package and the sandbox, then becomes the sandbox; Ctrl-C ends it.
pub(crate) fn run(workspace: &Workspace, options: &[String]) -> Result<ExitCode> {
    let package = package::build(workspace)?;
    let sandbox = build_sandbox(workspace)?;
    let mut command = workspace.command(sandbox);
    command.arg("--www").arg(workspace.path("www")).arg("--pkg").arg(package).args(options);
    become_program(command)
}

/// Builds `cardseal-sandbox` and returns its path. The dev profile: the release profile is made for small
/// size in the page, which a server does not need.
pub(crate) fn build_sandbox(workspace: &Workspace) -> Result<PathBuf> {
    step("cargo build --package cardseal-sandbox", || {
        run_program(workspace.cargo().args(["build", "--quiet", "--package", "cardseal-sandbox"]))
    })?;
    let name = format!("cardseal-sandbox{}", std::env::consts::EXE_SUFFIX);
    Ok(workspace.cargo_target().join("debug").join(name))
}

/// Takes this process over, so that a signal reaches the server itself and none is left behind.
#[cfg(unix)]
fn become_program(mut command: std::process::Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("cannot start the sandbox")
}

#[cfg(not(unix))]
fn become_program(mut command: std::process::Command) -> Result<ExitCode> {
    let status = command.status().context("cannot start the sandbox")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
