//! The gateway that the tests start.

#![allow(dead_code, reason = "each test file uses its part")]

use std::env;
use std::path::PathBuf;

/// `cardseal-sandbox` of the profile that these tests have. `cargo test --workspace` builds it before it runs them. It is not built
/// from here: a build of one package has other features, and would take the place of what the tests after this one are linked to.
pub(crate) fn sandbox() -> PathBuf {
    let tests = env::current_exe().unwrap();
    let program = tests.parent().unwrap().parent().unwrap().join("cardseal-sandbox");
    assert!(program.is_file(), "run: cargo build --package cardseal-sandbox");
    program
}

/// Shown also when the test passes: the test runner captures `println!` only.
pub(crate) fn report(seen: Option<String>) {
    use std::io::Write as _;
    if let Some(seen) = seen {
        writeln!(std::io::stdout().lock(), "{seen}").unwrap();
    }
}
