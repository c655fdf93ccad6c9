//! The gateway that the tests start.

#![allow(dead_code, reason = "each test file uses its part")]

use std::env;
use std::path::PathBuf;
use std::process::Command;

/// `cardseal-sandbox` of the profile that these tests have, built now: cargo builds the programs of a test's own package only.
pub(crate) fn sandbox() -> PathBuf {
    let tests = env::current_exe().unwrap();
    let folder = tests.parent().unwrap().parent().unwrap();
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--quiet", "--package", "cardseal-sandbox"]);
    if !folder.ends_with("debug") {
        build.arg("--profile").arg(folder.file_name().unwrap());
    }
    assert!(build.status().unwrap().success());
    folder.join("cardseal-sandbox")
}

/// Shown also when the test passes: the test runner captures `println!` only.
pub(crate) fn report(seen: Option<String>) {
    use std::io::Write as _;
    if let Some(seen) = seen {
        writeln!(std::io::stdout().lock(), "{seen}").unwrap();
    }
}
