//! The languages beside Node and Python in which docs/OPENING.md opens a sealed card: Java and Go.

use std::path::Path;

use anyhow::{Result, bail};

use super::debian;
use crate::run::find_program;
use crate::workspace::Workspace;

/// Reads JSON in Java. The test looks in the same place.
const JACKSON: &str = "/usr/share/java/jackson-databind.jar";

/// Finds a JDK with Jackson and Go, and installs them when they are missing.
pub(crate) fn prepare(workspace: &Workspace) -> Result<()> {
    if !has_java() {
        debian::install(
            workspace,
            "a JDK with Jackson",
            &["default-jdk-headless", "libjackson2-databind-java"],
        )?;
    }
    if find_program("go").is_none() {
        debian::install(workspace, "Go", &["golang-go"])?;
    }
    if !has_java() || find_program("go").is_none() {
        bail!("javac, {JACKSON} or go is not to be found");
    }
    Ok(())
}

/// `java Open.java` compiles, which a JRE does not.
fn has_java() -> bool {
    find_program("javac").is_some() && Path::new(JACKSON).is_file()
}
