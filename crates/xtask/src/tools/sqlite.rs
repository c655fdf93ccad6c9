//! The sqlite3 command, with which the store's documents make and check a backup.

use anyhow::Result;

use super::debian;
use crate::run::find_program;
use crate::workspace::Workspace;

/// Finds it, and installs it when it is missing.
pub(crate) fn prepare(workspace: &Workspace) -> Result<()> {
    if find_program("sqlite3").is_none() {
        debian::install(workspace, "the sqlite3 command", &["sqlite3"])?;
    }
    Ok(())
}
