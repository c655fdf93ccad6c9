//! Test vectors of others, through the very functions that the gateway opens with.
//!
//! They lie outside the project: in the folder that `CARDSEAL_VECTORS` names, or in
//! `../shared/vectors` beside it. Without them these tests say so and pass, except where `CI` is
//! set. A file with more or fewer cases than it is known to have fails.

mod aes_gcm;
mod json_web_encryption;
mod other_jose;
mod pkcs8;
mod rsa_oaep;

use std::fmt::Arguments;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// A JSON file of the vectors; `None` where they are not to be had.
fn load(file: &str) -> Option<Value> {
    let path = folder().join(file);
    match std::fs::read(&path) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).unwrap()),
        Err(error) => {
            let in_ci = std::env::var_os("CI").is_some_and(|ci| ci != "false" && !ci.is_empty());
            assert!(!in_ci, "{}: {error}", path.display());
            report(format_args!("skipped, no vectors: {}: {error}", path.display()));
            None
        }
    }
}

/// Prints a count where it is seen also when the test passes: the test runner captures `println!` only.
fn report(line: Arguments<'_>) {
    writeln!(std::io::stdout().lock(), "{line}").unwrap();
}

fn folder() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match std::env::var_os("CARDSEAL_VECTORS") {
        Some(folder) => root.join(folder),
        None => root.join("../shared/vectors"),
    }
}

/// Every test of a Wycheproof file with the group it stands in.
fn cases(file: &Value) -> impl Iterator<Item = (&Value, &Value)> {
    let groups = file["testGroups"].as_array().unwrap();
    groups.iter().flat_map(|group| group["tests"].as_array().unwrap().iter().map(move |test| (group, test)))
}

fn text<'a>(case: &'a Value, member: &str) -> &'a str {
    case[member].as_str().unwrap()
}

fn bytes(case: &Value, member: &str) -> Vec<u8> {
    unhex(text(case, member))
}

fn unhex(hex: &str) -> Vec<u8> {
    let nibble = |byte: u8| u8::try_from(char::from(byte).to_digit(16).unwrap()).unwrap();
    let (pairs, rest) = hex.as_bytes().as_chunks();
    assert!(rest.is_empty());
    pairs.iter().map(|&[high, low]| nibble(high) << 4 | nibble(low)).collect()
}

/// `true` and `false` for valid and invalid: no file that is used here calls a case acceptable.
fn is_valid(case: &Value) -> bool {
    match text(case, "result") {
        "valid" => true,
        "invalid" => false,
        other => panic!("{other}"),
    }
}
