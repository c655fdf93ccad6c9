//! Where things are.

use std::cell::OnceCell;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// The version of every crate of the workspace and of the npm package.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The repository's root folder, and what this run has already made in it.
pub(crate) struct Workspace {
    root: PathBuf,
    /// Set by `package::build`, which does its work once per run.
    pub(crate) built_package: OnceCell<PathBuf>,
}

impl Workspace {
    /// The workspace that this program was built from.
    pub(crate) fn here() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize();
        Ok(Self { root: root.context("the workspace has moved")?, built_package: OnceCell::new() })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Where cargo puts what it builds from this workspace.
    pub(crate) fn cargo_target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.path("target"), |dir| self.root.join(dir))
    }

    /// The test vectors: `CARDSEAL_VECTORS`, or a folder that lies beside the repository.
    pub(crate) fn vectors(&self) -> PathBuf {
        let chosen = env::var_os("CARDSEAL_VECTORS").unwrap_or_else(|| OsString::from("../shared/vectors"));
        self.root.join(chosen)
    }

    /// A command that runs in the root folder.
    pub(crate) fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(&self.root);
        command
    }

    /// The cargo that runs this program.
    pub(crate) fn cargo(&self) -> Command {
        self.command(env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from))
    }

    /// A program that an npm package of the lockfile brings.
    pub(crate) fn npm_program(&self, name: &str) -> Command {
        self.command(self.path("node_modules/.bin").join(name))
    }
}
