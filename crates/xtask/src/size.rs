//! `size`: prints what a page loads, and holds it to the budget.

use anyhow::{Result, bail};

use crate::package;
use crate::run::say;
use crate::weight::{Bytes, grouped, measure, sum};
use crate::workspace::Workspace;

/// The most that a page may load, compressed with brotli.
const BUDGET: u64 = 52_000;

/// Prints the table.
///
/// # Errors
/// When the sum is over the budget.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let folder = package::build(workspace)?;
    let files = measure(workspace, folder)?;
    let sum = sum(&files);
    let row = |name: &str, raw: &str, gzip: &str, brotli: &str| {
        say(format_args!("{name:<28} {raw:>9} {gzip:>9} {brotli:>9}"));
    };
    row("what a page loads", "raw", "gzip -9", "brotli 11");
    let print = |name: &str, bytes: Bytes| {
        row(name, &grouped(bytes.raw), &grouped(bytes.gzip), &grouped(bytes.brotli));
    };
    for (file, bytes) in &files {
        print(&file.display().to_string(), *bytes);
    }
    print("sum", sum);
    if sum.brotli > BUDGET {
        bail!("over the budget of {} bytes brotli", grouped(BUDGET));
    }
    say(format_args!("{} bytes brotli left of {}", grouped(BUDGET - sum.brotli), grouped(BUDGET)));
    Ok(())
}
