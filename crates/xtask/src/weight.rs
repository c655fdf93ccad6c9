//! How many bytes a page loads of the package: as they are, and as servers send them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::page_files::{self, LANGUAGES};
use crate::run::output;
use crate::workspace::Workspace;

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
pub(crate) struct Bytes {
    pub(crate) raw: u64,
    pub(crate) gzip: u64,
    pub(crate) brotli: u64,
}

/// The files that a page loads where it begins with a script of the package, with their bytes. Of the languages it loads one: the heaviest counts.
pub(crate) fn measure(workspace: &Workspace, package: &Path, entry: &str) -> Result<Vec<(PathBuf, Bytes)>> {
    let files = page_files::reached(package, entry)?;
    let mut command = workspace.command("node");
    command.args(["--input-type=module", "--eval", MEASURE, "--"]);
    let measured = output(command.args(files.iter().map(|file| package.join(file))))?;
    let lines = measured.lines().map(|line| parse(line).with_context(|| format!("not sizes: {line}")));
    let files: Result<Vec<_>> =
        files.into_iter().zip(lines).map(|(file, bytes)| Ok((file, bytes?))).collect();
    let (languages, mut files): (Vec<_>, Vec<_>) =
        files?.into_iter().partition(|(file, _)| file.starts_with(LANGUAGES));
    files.extend(languages.into_iter().max_by_key(|(_, bytes)| bytes.brotli));
    Ok(files)
}

/// The sum for the last line of a build.
pub(crate) fn one_line(workspace: &Workspace, package: &Path) -> Result<String> {
    let sum = sum(&measure(workspace, package, "index.js")?);
    let (raw, gzip, brotli) = (grouped(sum.raw), grouped(sum.gzip), grouped(sum.brotli));
    Ok(format!("a page loads {raw} bytes, gzip {gzip}, brotli {brotli}"))
}

fn parse(line: &str) -> Option<Bytes> {
    let mut numbers = line.split(' ').map(|number| number.parse().ok());
    Some(Bytes { raw: numbers.next()??, gzip: numbers.next()??, brotli: numbers.next()?? })
}

pub(crate) fn sum(files: &[(PathBuf, Bytes)]) -> Bytes {
    files.iter().fold(Bytes::default(), |sum, (_, file)| Bytes {
        raw: sum.raw + file.raw,
        gzip: sum.gzip + file.gzip,
        brotli: sum.brotli + file.brotli,
    })
}

/// 12345 as `12,345`.
pub(crate) fn grouped(number: u64) -> String {
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
