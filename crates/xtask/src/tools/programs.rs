//! Small programs that the documents use, so the tests that run the documents do too.

use anyhow::Result;

use super::debian;
use crate::run::find_program;
use crate::workspace::Workspace;

/// Finds them, and installs those that are missing. Each is named as its package of Debian is.
pub(crate) fn prepare(workspace: &Workspace, names: &[&str]) -> Result<()> {
    let missing: Vec<_> = names.iter().copied().filter(|name| find_program(name).is_none()).collect();
    if missing.is_empty() { Ok(()) } else { debian::install(workspace, &missing.join(", "), &missing) }
}
