//! Postgres, for the tests that start one of their own.

use std::fs;

use anyhow::{Result, bail};

use super::debian;
use crate::run::find_program;
use crate::workspace::Workspace;

/// Finds its programs, and installs them when they are missing. The tests look in the same places.
pub(crate) fn prepare(workspace: &Workspace) -> Result<()> {
    if !is_installed() {
        debian::install(workspace, "Postgres", &["postgresql"])?;
    }
    if !is_installed() {
        bail!("initdb is not to be found");
    }
    Ok(())
}

/// Debian keeps them out of PATH: /usr/lib/postgresql/VERSION/bin.
fn is_installed() -> bool {
    let mut versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions.any(|version| version.path().join("bin/initdb").is_file()) || find_program("initdb").is_some()
}
