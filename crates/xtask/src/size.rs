//! `size`: prints what a page loads, and holds it to the budget.

use anyhow::{Result, bail};

use crate::package;
use crate::run::say;
use crate::weight::{Bytes, grouped, measure, sum};
use crate::workspace::Workspace;

/// A way to use the package: the script that a page begins with, and the most that it may load then, compressed with brotli.
struct Way {
    name: &'static str,
    entry: &'static str,
    budget: u64,
}

const WAYS: [Way; 2] = [
    Way { name: "what a page loads", entry: "index.js", budget: 52_000 },
    Way { name: "with the no-code form", entry: "form.js", budget: 60_000 },
];

/// Prints a table for each way.
///
/// # Errors
/// When a sum is over its budget.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let folder = package::build(workspace)?;
    let mut over = Vec::new();
    for Way { name, entry, budget } in WAYS {
        let files = measure(workspace, folder, entry)?;
        let sum = sum(&files);
        row(name, ["raw", "gzip -9", "brotli 11"].map(String::from));
        for (file, bytes) in &files {
            row(&file.display().to_string(), numbers(*bytes));
        }
        row("sum", numbers(sum));
        if sum.brotli > budget {
            over.push(format!("{name}: over the budget of {} bytes brotli", grouped(budget)));
        } else {
            say(format_args!("{} bytes brotli left of {}", grouped(budget - sum.brotli), grouped(budget)));
        }
    }
    if !over.is_empty() {
        bail!("{}", over.join("; "));
    }
    Ok(())
}

fn numbers(bytes: Bytes) -> [String; 3] {
    [bytes.raw, bytes.gzip, bytes.brotli].map(grouped)
}

fn row(name: &str, [raw, gzip, brotli]: [String; 3]) {
    say(format_args!("{name:<28} {raw:>9} {gzip:>9} {brotli:>9}"));
}
