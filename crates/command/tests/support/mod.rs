//! Runs the command as a person does, and keeps everything that it ever printed free of the test card.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::indexing_slicing)]

use std::fmt::Arguments;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

pub const PAN: &str = "4242424242424242";
/// As unlikely to stand in an answer by chance as three digits can be: with what stands around it in the claims.
pub const CVC: &str = "\"731\"";
pub const NAME: &str = "Ada Lovelace";

/// Prints a count where it is seen also when the test passes: the test runner captures `println!` only.
pub fn report(line: Arguments<'_>) {
    writeln!(std::io::stdout().lock(), "{line}").unwrap();
}

pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The one line of JSON on standard output.
    pub fn json(&self) -> Value {
        assert_eq!(self.out.lines().count(), 1, "{}{}", self.out, self.err);
        serde_json::from_str(&self.out).unwrap()
    }

    /// The stable name of why it was refused.
    pub fn refused(&self) -> String {
        assert_eq!(self.code, 1, "{}{}", self.out, self.err);
        self.json()["error"]["code"].as_str().unwrap().to_owned()
    }
}

pub fn run(arguments: &[&str]) -> Ran {
    run_with(arguments, b"")
}

/// Runs it with this on standard input.
pub fn run_with(arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cardseal"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads nothing closes the pipe early.
    let _ = child.stdin.take().unwrap().write_all(input);
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    let ran = Ran {
        code: status.code().unwrap(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    };
    for secret in [PAN, CVC, NAME] {
        assert!(
            !ran.out.contains(secret) && !ran.err.contains(secret),
            "card data in the output of {arguments:?}"
        );
    }
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    ran
}

/// An empty folder for one test.
pub fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A file in it, as an argument.
pub fn file(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    text(&path)
}

pub fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

pub fn fixture(name: &str) -> String {
    text(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name))
}

/// One key for all tests of a file, made by the command itself: the PEM file and its JWK of the kid `key-1`.
pub fn key() -> &'static (String, Value) {
    static KEY: OnceLock<(String, Value)> = OnceLock::new();
    KEY.get_or_init(|| {
        let folder = folder(&format!("key-{}", std::process::id()));
        let path = text(&folder.join("key.pem"));
        let made = run(&["keygen", "--kid", "key-1", "--out", &path, "--json"]);
        assert_eq!(made.code, 0, "{}", made.err);
        (path, made.json())
    })
}

/// The folder of the vectors, in which this file is. `None` where they are not to be had, which is said, and fails where
/// `CI` is set.
pub fn vectors(file: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = match std::env::var_os("CARDSEAL_VECTORS") {
        Some(folder) => root.join(folder),
        None => root.join("../shared/vectors"),
    };
    let path = folder.join(file);
    if path.exists() {
        return Some(path);
    }
    let in_ci = std::env::var_os("CI").is_some_and(|ci| ci != "false" && !ci.is_empty());
    assert!(!in_ci, "{} is missing", path.display());
    report(format_args!("skipped, no vectors: {}", path.display()));
    None
}
