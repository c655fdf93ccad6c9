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
            println!("skipped, no vectors: {}: {error}", path.display());
            None
        }
    }
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
    assert!(hex.len().is_multiple_of(2));
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

/// `true` and `false` for valid and invalid: no file that is used here calls a case acceptable.
fn is_valid(case: &Value) -> bool {
    match text(case, "result") {
        "valid" => true,
        "invalid" => false,
        other => panic!("{other}"),
    }
}
