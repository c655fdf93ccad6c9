//! The `cardseal` command: makes, converts and inspects keys, opens a sealed card, and says why one does not open.
//!
//! Nothing that it prints holds card data: see [`answer`] for the one place that prints.

mod answer;
mod arguments;
mod command;
mod input;
mod keys;
mod new_file;
mod public_jwk;
mod rules;
mod sealed;
mod thumbprint;
mod weakness;

use std::process::ExitCode;

use arguments::{Arguments, Command, Keys};
use clap::Parser as _;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return answer::usage(&error),
    };
    let outcome = match &arguments.command {
        Command::Keygen(options) => command::keygen::run(options),
        Command::Jwk(options) => command::jwk::run(options),
        Command::Keys(Keys::Inspect(options)) => command::inspect::run(options),
        Command::Open(options) => command::open::run(options),
        Command::Doctor(options) => command::doctor::run(options),
    };
    answer::print(outcome, arguments.json)
}
