//! The suites of `test`. Each prepares what it needs and succeeds or fails as a whole.

use std::ffi::OsStr;
use std::fs;
use std::io::{IsTerminal, stdout};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::demo;
use crate::package;
use crate::run::{complain, in_ci, run, say, step};
use crate::size;
use crate::tools::browsers;
use crate::tools::cargo_tool::CARGO_DENY;
use crate::tools::languages;
use crate::tools::npm;
use crate::tools::postgres;
use crate::tools::programs;
use crate::tools::python;
use crate::tools::wasm_target::{self, TRIPLE};
use crate::wasm;
use crate::workspace::Workspace;

/// A part of the tests that can be run alone.
pub(crate) struct Suite {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) run: fn(&Workspace) -> Result<()>,
}

/// All suites, cheap ones first. What runs inside WebAssembly is in `package` (Node) and `browser`.
pub(crate) const SUITES: [Suite; 5] = [
    Suite { name: "lint", about: "formatting, lints, types, licences", run: lint },
    Suite { name: "native", about: "the crates on this machine", run: native },
    Suite { name: "package", about: "the npm package as a stranger installs it", run: package },
    Suite { name: "interop", about: "other JOSE implementations, and card-validator", run: interop },
    Suite { name: "browser", about: "Chromium, Firefox and WebKit over WebDriver", run: browser },
];

/// Node's test runner, writing for people wherever it writes.
const NODE_TEST: [&str; 2] = ["--test", "--test-reporter=spec"];

/// Runs every check even when one fails: a person wants to see them all.
fn lint(workspace: &Workspace) -> Result<()> {
    npm::prepare(workspace)?;
    wasm_target::prepare(workspace)?;
    let deny = CARGO_DENY.prepare(workspace)?;
    let clippy = |scope: &[&str]| {
        let mut command = workspace.cargo();
        command.args(["clippy", "--quiet"]).args(scope).args(["--", "-D", "warnings"]);
        command
    };
    let mut wasm_clippy = clippy(&["--package", "cardseal", "--target", TRIPLE]);
    wasm_clippy.envs(wasm::environment(workspace)?);
    let mut format = workspace.cargo();
    format.args(["fmt", "--all", "--", "--check", "--files-with-diff"]);
    let mut biome = workspace.npm_program("biome");
    biome.args(["ci", "--error-on-warnings"]);
    if !stdout().is_terminal() {
        biome.arg("--colors=off");
    }
    let mut types = workspace.npm_program("tsc");
    types.args(["--project", "tsconfig.json"]);
    // Not `advisories`: their database is a git repository that not every machine reaches.
    let mut licences = workspace.command(deny);
    licences.args(["--workspace", "--log-level", "error", "check", "licenses", "bans", "sources"]);

    let checks = [
        ("cargo fmt --check", format),
        ("cargo clippy --workspace --all-targets", clippy(&["--workspace", "--all-targets"])),
        ("cargo clippy --package cardseal --target wasm32-unknown-unknown", wasm_clippy),
        ("biome ci", biome),
        ("tsc --project tsconfig.json", types),
        ("cargo deny check licenses bans sources", licences),
    ];
    let mut failed = 0;
    for (name, mut command) in checks {
        if let Err(error) = step(name, || run(&mut command)) {
            complain(format_args!("xtask: {error:#}"));
            failed += 1;
        }
    }
    if failed > 0 {
        bail!("{failed} of the checks failed");
    }
    Ok(())
}

fn native(workspace: &Workspace) -> Result<()> {
    let vectors = vectors(workspace)?;
    or_skip("the tests on Postgres", postgres::prepare(workspace))?;
    or_skip("the tests of a backup of SQLite", programs::prepare(workspace, &["sqlite3"]))?;
    // Shown output: the tests print how many vectors they ran.
    let arguments = ["test", "--quiet", "--workspace", "--", "--show-output"];
    step("cargo test --workspace", || run(workspace.cargo().args(arguments).env("CARDSEAL_VECTORS", vectors)))
}

fn package(workspace: &Workspace) -> Result<()> {
    package::build(workspace)?;
    let tests = node_tests(workspace, "tests/package")?;
    let tested = run(&mut node(workspace, &tests)?);
    // Over the budget or not, the tests are worth seeing.
    size::run(workspace).and(tested)
}

fn interop(workspace: &Workspace) -> Result<()> {
    package::build(workspace)?;
    let python = python::prepare(workspace)?;
    or_skip("the programs in Java or in Go", languages::prepare(workspace))?;
    // The tests build them too: done here, so that no test's clock runs meanwhile.
    let example = ["--package", "cardseal-gateway", "--example", "open"];
    for what in [&example[..], &["--package", "cardseal-command"]] {
        step(format_args!("cargo build {}", what.join(" ")), || {
            run(workspace.cargo().args(["build", "--quiet"]).args(what))
        })?;
    }
    let tests = node_tests(workspace, "tests/interop")?;
    run(node(workspace, &tests)?.env("CARDSEAL_PYTHON", python))
}

fn browser(workspace: &Workspace) -> Result<()> {
    package::build(workspace)?;
    let browsers = browsers::prepare(workspace)?;
    or_skip("the examples of docs/SANDBOX.md", programs::prepare(workspace, &["curl", "jq"]))?;
    let sandbox = demo::build_sandbox(workspace)?;
    let tests = node_tests(workspace, "tests/browser")?;
    let mut command = browsers::node(workspace, &browsers);
    // One file at a time: two browsers at once on a small machine time out.
    command.args(NODE_TEST).arg("--test-concurrency=1").args(tests);
    run(command.env("CARDSEAL_SANDBOX", sandbox).env("CARDSEAL_VECTORS", vectors(workspace)?))
}

fn node(workspace: &Workspace, tests: &[PathBuf]) -> Result<Command> {
    let mut command = workspace.command("node");
    command.args(NODE_TEST).args(tests).env("CARDSEAL_VECTORS", vectors(workspace)?);
    Ok(command)
}

/// The files below a folder that Node's test runner is to run. Named one by one, because the versions of Node
/// disagree about what a folder means.
fn node_tests(workspace: &Workspace, folder: &str) -> Result<Vec<PathBuf>> {
    let mut tests = Vec::new();
    collect_tests(&workspace.path(folder), &mut tests).with_context(|| folder.to_owned())?;
    if tests.is_empty() {
        bail!("{folder} has no file that ends in .test.js or .test.mjs");
    }
    tests.sort();
    Ok(tests)
}

fn collect_tests(folder: &Path, tests: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
        if path.is_dir() && name != "node_modules" {
            collect_tests(&path, tests)?;
        } else if name.ends_with(".test.js") || name.ends_with(".test.mjs") {
            tests.push(path);
        }
    }
    Ok(())
}

/// Says what is skipped because something could not be installed. In CI that is a failure.
fn or_skip(what: &str, prepared: Result<()>) -> Result<()> {
    match prepared {
        Err(missing) if !in_ci() => say(format_args!("  {what} are skipped: {missing:#}")),
        other => return other,
    }
    Ok(())
}

/// The folder of the vectors. Without it the tests that read it say so and pass, but not in CI.
fn vectors(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.vectors();
    if !folder.is_dir() {
        if in_ci() {
            bail!("the test vectors are missing; set CARDSEAL_VECTORS to their folder");
        }
        say("  no test vectors (CARDSEAL_VECTORS): the tests that read them are skipped");
    }
    Ok(folder)
}
