//! What a command answers, and the only place that prints.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use serde_json::{Value, json};

/// What a command found out.
pub(crate) struct Answer {
    /// For programs: printed with `--json`, on one line.
    pub(crate) json: Value,
    /// For people.
    pub(crate) text: String,
    /// Whether it is good news: decides the exit code.
    pub(crate) good: bool,
}

/// Why a command did nothing. The text holds nothing of the input.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// A stable name.
    pub(crate) code: &'static str,
    /// A sentence.
    pub(crate) text: String,
}

impl Refusal {
    pub(crate) fn new(code: &'static str, text: impl Into<String>) -> Self {
        Self { code, text: text.into() }
    }
}

const REFUSED: u8 = 1;
const USAGE: u8 = 2;
/// The shortest number of a card, in digits (ISO/IEC 7812-1).
const CARD_DIGITS: usize = 12;

/// Prints the answer, and returns the exit code that goes with it.
pub(crate) fn print(outcome: Result<Answer, Refusal>, json: bool) -> ExitCode {
    let good = outcome.as_ref().is_ok_and(|answer| answer.good);
    let written = match outcome {
        Ok(answer) if json => write(io::stdout().lock(), &answer.json.to_string()),
        Ok(answer) => write(io::stdout().lock(), &printable(&answer.text)),
        Err(Refusal { code, text }) if json => {
            write(io::stdout().lock(), &json!({ "error": { "code": code, "text": text } }).to_string())
        }
        Err(refusal) => write(io::stderr().lock(), &printable(&format!("cardseal: {}", refusal.text))),
    };
    match written {
        Ok(()) if good => ExitCode::SUCCESS,
        Ok(()) => ExitCode::from(REFUSED),
        Err(error) => {
            // There is nobody left to tell when this fails too.
            let _ =
                write(io::stderr().lock(), &format!("cardseal: the answer could not be written: {error}"));
            ExitCode::from(REFUSED)
        }
    }
}

/// Prints what is wrong with the arguments, or the help that was asked for.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let text = error.render().to_string();
    if !error.use_stderr() {
        return match write(io::stdout().lock(), &text) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::from(REFUSED),
        };
    }
    // The text repeats the argument: a card number that was pasted there is not shown again.
    let text =
        if may_hold_card_number(&text) { "error: an argument is not understood: see --help" } else { &text };
    let _ = write(io::stderr().lock(), text);
    ExitCode::from(USAGE)
}

/// Whether there are as many digits in a row as a card number has, separators not counted.
pub(crate) fn may_hold_card_number(text: &str) -> bool {
    let mut run = 0;
    text.chars().any(|c| {
        run = match c {
            _ if c.is_numeric() => run + 1,
            ' ' | '-' | '.' | '\u{a0}' => run,
            _ => 0,
        };
        run >= CARD_DIGITS
    })
}

/// What another wrote into a sealed card, to be said again: not when it may be a card number.
pub(crate) fn shown(text: &str) -> String {
    const MAX: usize = 160;
    if may_hold_card_number(text) || text.chars().count() > MAX {
        "(not shown)".to_owned()
    } else {
        format!("\"{}\"", printable(text))
    }
}

/// A reader who closed the pipe (`cardseal … | head -1`) has what was wanted: that is no failure.
fn write(mut to: impl Write, text: &str) -> io::Result<()> {
    match writeln!(to, "{}", text.trim_end()).and_then(|()| to.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Without what a terminal would obey: names of files and keys are the text of others.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_a_card_are_noticed() {
        for text in ["4242424242424242", "x 4242 4242 4242 4242", "a4242-4242-4242", "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢"]
        {
            assert!(may_hold_card_number(text));
        }
        for text in ["", "2026-11-22", "key-1", "1790000000", "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"] {
            assert!(!may_hold_card_number(text), "{text}");
        }
    }

    #[test]
    fn nothing_for_a_terminal_to_obey() {
        assert_eq!(printable("a\u{1b}[2Jb\nc\r"), "a\u{fffd}[2Jb\nc\u{fffd}");
    }
}
