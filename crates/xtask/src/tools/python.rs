//! The independent JOSE implementations of the interop suite: two Python libraries, and the openssl command.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result};

use super::debian;
use crate::run::{find_program, run, step};
use crate::workspace::Workspace;

/// The Python that has what tests/interop/requirements.txt names.
pub(crate) fn prepare(workspace: &Workspace) -> Result<PathBuf> {
    if find_program("openssl").is_none() {
        debian::install(workspace, "the openssl command", &["openssl"])?;
    }
    let requirements = workspace.path("tests/interop/requirements.txt");
    let wanted = fs::read_to_string(&requirements).context("tests/interop/requirements.txt")?;
    let folder = workspace.path("target/py");
    let python = folder.join("bin/python");
    let stamp = folder.join("installed.txt");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    step("python3 -m venv target/py, pip install -r tests/interop/requirements.txt", || {
        if !makes_environment(workspace, &folder) {
            debian::install(workspace, "Python with venv", &["python3", "python3-venv"])?;
            // Debian's own: a python3 found earlier on PATH is the one that has just failed.
            run(workspace.command("/usr/bin/python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        }
        run(workspace.command(&python).args(["-m", "pip", "install", "--quiet", "-r"]).arg(&requirements))
    })?;
    fs::write(&stamp, wanted).context("target/py")?;
    Ok(python)
}

fn makes_environment(workspace: &Workspace, folder: &Path) -> bool {
    let mut command = workspace.command("python3");
    command.args(["-m", "venv", "--clear"]).arg(folder).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
