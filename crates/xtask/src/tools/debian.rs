//! Packages of Debian, installed where this program may do so.

use std::path::Path;

use anyhow::{Result, bail};

use crate::run::{find_program, output, run, step};
use crate::workspace::Workspace;

/// Installs packages on Debian as root.
///
/// # Errors
/// Anywhere else: the message names what is missing and the command that would install it.
pub(crate) fn install(workspace: &Workspace, what: &str, packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if !may_install(workspace) {
        bail!(
            "{what} is missing, and packages are installed only on Debian as root; run: \
             sudo apt-get update && sudo apt-get install -y --no-install-recommends {list}"
        );
    }
    step(format_args!("apt-get install {list}"), || {
        run(workspace.command("apt-get").args(["update", "-qq"]))?;
        run(workspace
            .command("apt-get")
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"))
    })
}

fn may_install(workspace: &Workspace) -> bool {
    let is_root = || output(workspace.command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    Path::new("/etc/debian_version").exists() && find_program("apt-get").is_some() && is_root()
}
