//! The compiler's WebAssembly target.

use std::path::Path;

use anyhow::{Result, bail};

use crate::run::{find_program, output, run, step};
use crate::workspace::Workspace;

pub(crate) const TRIPLE: &str = "wasm32-unknown-unknown";

/// Makes sure that rustc can compile for [`TRIPLE`].
pub(crate) fn prepare(workspace: &Workspace) -> Result<()> {
    if installed(workspace)? {
        return Ok(());
    }
    if find_program("rustup").is_none() {
        bail!(
            "rustc lacks the target {TRIPLE}, and rustup is not there to add it; install rustup, then run: \
             rustup target add {TRIPLE}"
        );
    }
    step(format_args!("rustup target add {TRIPLE}"), || {
        run(workspace.command("rustup").args(["target", "add", TRIPLE]))
    })
}

fn installed(workspace: &Workspace) -> Result<bool> {
    let libraries =
        output(workspace.command("rustc").args(["--print", "target-libdir", "--target", TRIPLE]))?;
    Ok(Path::new(libraries.trim()).is_dir())
}
