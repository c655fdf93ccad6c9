//! The commands of the README, as they stand there.

use std::process::{Command, Output};

/// The block of this name: what stands behind `sh` at its start.
pub(crate) fn block(name: &str) -> &'static str {
    let text = include_str!("../../README.md");
    let start = format!("```sh {name}\n");
    let (_, rest) = text.split_once(&start).unwrap_or_else(|| panic!("no block {name}"));
    rest.split_once("\n```").unwrap().0
}

/// Runs it in this shell to its end, which must be a good one.
pub(crate) fn run_block(name: &str, shell: &mut Command) {
    let Output { status, stdout, stderr } = shell.args(["-euc", block(name)]).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success(), "{name}: {said}");
}
