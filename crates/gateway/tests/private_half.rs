//! The `rsa` crate's private half (RUSTSEC-2023-0071) never handles a gateway's key. The core has `rsa` to encrypt;
//! this crate does not depend on it, so nothing here can name it, and the core does not name the private half.
#![allow(clippy::unwrap_used)]

use std::path::Path;

#[test]
fn this_crate_does_not_depend_on_rsa() {
    let manifest = include_str!("../Cargo.toml");
    let dependencies = manifest.lines().filter_map(|line| line.split([' ', '.', '=']).next());
    assert!(dependencies.clone().any(|name| name == "aws-lc-rs"));
    assert!(!dependencies.clone().any(|name| name == "rsa") && !manifest.contains("package = \"rsa\""));
}

#[test]
fn the_core_names_no_private_key() {
    let mut read = 0;
    look(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src"), &mut |source| {
        let (shipped, _tests) = source.split_once("#[cfg(test)]").unwrap_or((source, ""));
        assert!(!shipped.contains("RsaPrivateKey"));
        read += 1;
    });
    assert!(read > 10, "{read} files read");
}

fn look(folder: &Path, check: &mut impl FnMut(&str)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            look(&path, check);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            check(&std::fs::read_to_string(&path).unwrap());
        }
    }
}
