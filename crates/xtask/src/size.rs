//! `size`: what a page loads, in bytes: as it is, and as servers send it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::package;
use crate::page_files;
use crate::run::{output, say};
use crate::workspace::Workspace;

/// The most that a page may load, compressed with brotli.
const BUDGET: u64 = 48_000;

/// Node has both compressors built in: zlib and brotli as servers use them. Prints a line per file.
const MEASURE: &str = r#"
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
for (const file of process.argv.slice(1)) {
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  console.log(bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes, { params }).length);
}"#;

/// The bytes of a file, or of several together.
#[derive(Clone, Copy, Default)]
struct Bytes {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

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

/// The sum for the last line of a build.
pub(crate) fn one_line(workspace: &Workspace, package: &Path) -> Result<String> {
    let sum = sum(&measure(workspace, package)?);
    let (raw, gzip, brotli) = (grouped(sum.raw), grouped(sum.gzip), grouped(sum.brotli));
    Ok(format!("a page loads {raw} bytes, gzip {gzip}, brotli {brotli}"))
}

fn measure(workspace: &Workspace, package: &Path) -> Result<Vec<(PathBuf, Bytes)>> {
    let files = page_files::reached(package, "index.js")?;
    let mut command = workspace.command("node");
    command.args(["--input-type=module", "--eval", MEASURE, "--"]);
    let measured = output(command.args(files.iter().map(|file| package.join(file))))?;
    let lines = measured.lines().map(|line| parse(line).with_context(|| format!("not sizes: {line}")));
    files.into_iter().zip(lines).map(|(file, bytes)| Ok((file, bytes?))).collect()
}

fn parse(line: &str) -> Option<Bytes> {
    let mut numbers = line.split(' ').map(|number| number.parse().ok());
    Some(Bytes { raw: numbers.next()??, gzip: numbers.next()??, brotli: numbers.next()?? })
}

fn sum(files: &[(PathBuf, Bytes)]) -> Bytes {
    files.iter().fold(Bytes::default(), |sum, (_, file)| Bytes {
        raw: sum.raw + file.raw,
        gzip: sum.gzip + file.gzip,
        brotli: sum.brotli + file.brotli,
    })
}

/// 12345 as `12,345`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{grouped, parse};

    #[test]
    fn groups_thousands() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn reads_three_numbers_or_nothing() {
        assert!(parse("3 2 1").is_some_and(|bytes| (bytes.raw, bytes.gzip, bytes.brotli) == (3, 2, 1)));
        assert!(parse("3 2").is_none());
    }
}
