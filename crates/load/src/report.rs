//! What a person reads: lines on standard output, now.

use std::fmt::Display;
use std::io::Write;

/// Prints one line. A closed pipe is no reason to fail.
pub fn say(line: impl Display) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Prints the heading of a part.
pub fn heading(title: impl Display) {
    say(format_args!("\n{title}"));
}
