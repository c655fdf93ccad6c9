//! The workspace's own commands, run as `cargo xtask COMMAND`. Each prepares what it needs, once, and says so.

mod bench;
mod demo;
mod load;
mod package;
mod page_files;
mod run;
mod size;
mod suites;
mod test;
mod tools;
mod wasm;
mod weight;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::run::{complain, say};
use crate::workspace::Workspace;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  build                 make the npm package in pkg/
  demo [OPTION…]        build, then serve a merchant and a gateway on this machine; Ctrl-C stops them
  test [SUITE…]         run the suites: lint native package interop browser (default: all)
  bench [NAME…]         measure and print: check (in the browsers) gateway (default: all); gateway takes --quick
  drill [PART…]         strain the gateway: replay killed (default: both); fails when a payment is lost or taken twice
  size                  print what a page loads, raw and compressed; fail over the budget";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(code) => code,
        Err(error) => {
            complain(format_args!("xtask: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<ExitCode> {
    let workspace = Workspace::here()?;
    let Some((command, rest)) = arguments.split_first() else {
        bail!("no command given\n{USAGE}");
    };
    match (command.as_str(), rest) {
        ("build", []) => package::build(&workspace).map(|_| ExitCode::SUCCESS),
        ("demo", options) => demo::run(&workspace, options),
        ("test", names) => test::run(&workspace, names),
        ("bench", names) => bench::run(&workspace, names).map(|()| ExitCode::SUCCESS),
        ("drill", parts) => load::run(&workspace, "drill", parts).map(|()| ExitCode::SUCCESS),
        ("size", []) => size::run(&workspace).map(|()| ExitCode::SUCCESS),
        ("help" | "--help" | "-h", _) => {
            say(USAGE);
            Ok(ExitCode::SUCCESS)
        }
        _ => bail!("cannot make sense of `{}`\n{USAGE}", arguments.join(" ")),
    }
}
