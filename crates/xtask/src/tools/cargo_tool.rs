//! Programs that come from crates.io: built once into target/tools, at an exact version.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow};

use crate::run::{run, step};
use crate::workspace::Workspace;

/// Firefox is driven through it. Debian has no package of it.
pub(crate) const GECKODRIVER: CargoTool =
    CargoTool { package: "geckodriver", program: "geckodriver", version: "0.37.1" };

/// The licences, sources and bans of deny.toml.
pub(crate) const CARGO_DENY: CargoTool =
    CargoTool { package: "cargo-deny", program: "cargo-deny", version: "0.20.2" };

/// A program, the crate that has it, and the version that this workspace uses.
pub(crate) struct CargoTool<'a> {
    pub(crate) package: &'a str,
    pub(crate) program: &'a str,
    pub(crate) version: &'a str,
}

impl CargoTool<'_> {
    /// The program's path, after installing it when it is missing or of another version.
    pub(crate) fn prepare(&self, workspace: &Workspace) -> Result<PathBuf> {
        let tools = workspace.path("target/tools");
        let program = tools.join("bin").join(self.program);
        if self.is_current(&program) {
            return Ok(program);
        }
        step(format_args!("cargo install {} {} (minutes, once)", self.package, self.version), || {
            run(workspace
                .cargo()
                .args(["install", "--quiet", "--force", self.package, "--version", self.version, "--root"])
                .arg(&tools)
                // These programs run for a second at a time: compiling them quickly matters more.
                .arg("--debug")
                .env("CARGO_PROFILE_DEV_DEBUG", "0")
                .env("CARGO_INCREMENTAL", "0")
                .env("CARGO_TARGET_DIR", tools.join("build")))
        })?;
        if !self.is_current(&program) {
            return Err(anyhow!("{} {} was installed but does not run", self.program, self.version));
        }
        Ok(program)
    }

    fn is_current(&self, program: &PathBuf) -> bool {
        let answer = Command::new(program).arg("--version").stdin(Stdio::null()).output();
        answer.is_ok_and(|answer| states_version(&String::from_utf8_lossy(&answer.stdout), self.version))
    }
}

/// The version of a crate in Cargo.lock.
///
/// # Errors
/// When the lockfile cannot be read or does not name the crate.
pub(crate) fn locked_version(workspace: &Workspace, package: &str) -> Result<String> {
    let lockfile = fs::read_to_string(workspace.path("Cargo.lock")).context("Cargo.lock")?;
    version_in_lockfile(&lockfile, package).with_context(|| format!("Cargo.lock does not name {package}"))
}

fn version_in_lockfile(lockfile: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lockfile.lines().skip_while(|line| *line != name);
    lines.next()?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"').map(str::to_owned)
}

/// Programs answer `name 1.2.3` and may say more after it.
fn states_version(answer: &str, version: &str) -> bool {
    answer.split_whitespace().nth(1) == Some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_crate_and_not_one_whose_name_begins_alike() {
        let lockfile = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in_lockfile(lockfile, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in_lockfile(lockfile, "wasm"), None);
    }

    #[test]
    fn another_version_is_not_current() {
        assert!(states_version("geckodriver 0.37.1 (release)\n\nThe source code …", "0.37.1"));
        assert!(!states_version("geckodriver 0.37.10", "0.37.1"));
        assert!(!states_version("", "0.37.1"));
    }
}
