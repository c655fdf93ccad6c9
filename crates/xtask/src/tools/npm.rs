//! Node and the packages of package-lock.json.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::run::{find_program, output, run, step};
use crate::workspace::Workspace;

/// Node 20 is the oldest that the package supports, and the oldest with the test runner used here.
const OLDEST_NODE: u32 = 20;

/// Makes sure that Node is there and that node_modules is what the lockfile says.
pub(crate) fn prepare(workspace: &Workspace) -> Result<()> {
    check_node(workspace)?;
    let lockfile = modified(&workspace.path("package-lock.json"));
    // npm writes this file last, so an interrupted installation is repeated.
    let installed = modified(&workspace.path("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= lockfile {
        return Ok(());
    }
    step("npm ci", || run(workspace.command("npm").args(["ci", "--no-audit", "--no-fund", "--silent"])))
}

fn check_node(workspace: &Workspace) -> Result<()> {
    let remedy = format!(
        "Node {OLDEST_NODE} or newer with npm is needed; install it from nodejs.org, or run: \
         sudo apt-get install nodejs npm"
    );
    if find_program("node").is_none() || find_program("npm").is_none() {
        bail!("{remedy}");
    }
    let version = output(workspace.command("node").arg("--version"))?;
    let major = major_version(&version).with_context(|| format!("node calls itself {version:?}"))?;
    if major < OLDEST_NODE {
        bail!("node is {}; {remedy}", version.trim());
    }
    Ok(())
}

fn major_version(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn modified(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|metadata| metadata.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::major_version;

    #[test]
    fn reads_the_version_that_node_prints() {
        assert_eq!(major_version("v20.20.2\n"), Some(20));
        assert_eq!(major_version("20"), None);
    }
}
