//! Three browser engines and their WebDriver servers, from Debian's packages.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow};

use super::cargo_tool::GECKODRIVER;
use super::debian;
use crate::run::find_program;
use crate::workspace::Workspace;

const PACKAGES: [&str; 7] = [
    "chromium",
    "chromium-driver",
    "firefox-esr",
    "webkit2gtk-driver",
    "libwebkit2gtk-4.1-0", // has MiniBrowser, the browser that WebKitWebDriver starts
    "xvfb",
    "xauth",
];

/// One path per variable that the browser suite reads.
pub(crate) struct Browsers {
    variables: Vec<(&'static str, PathBuf)>,
}

/// Finds the browsers, and installs them when one is missing. A variable that is already set is believed.
pub(crate) fn prepare(workspace: &Workspace) -> Result<Browsers> {
    if find_all().is_err() {
        debian::install(workspace, "a browser or its driver", &PACKAGES)?;
    }
    let mut variables = find_all().map_err(|missing| anyhow!("{missing} is not to be found"))?;
    let gecko = match from_environment("GECKODRIVER").or_else(|| find_program("geckodriver")) {
        Some(path) => path,
        None => GECKODRIVER.prepare(workspace)?,
    };
    variables.push(("GECKODRIVER", gecko));
    Ok(Browsers { variables })
}

/// A Node that finds the browsers, and a screen. WebKit has no headless mode: without a screen it gets a virtual one.
pub(crate) fn node(workspace: &Workspace, browsers: &Browsers) -> Command {
    let mut command = if needs_virtual_screen() {
        let mut command = workspace.command("xvfb-run");
        command.args(["-a", "node"]);
        command
    } else {
        workspace.command("node")
    };
    command.envs(browsers.variables.iter().map(|(name, path)| (name, path)));
    command
}

fn needs_virtual_screen() -> bool {
    env::var_os("DISPLAY").is_none_or(|display| display.is_empty())
}

type Lookup = fn() -> Option<PathBuf>;

/// All variables but GECKODRIVER, or the name of the first thing that is missing.
fn find_all() -> Result<Vec<(&'static str, PathBuf)>, &'static str> {
    let lookups: [(&'static str, Lookup); 5] = [
        ("CHROMIUM", || find_program("chromium")),
        ("CHROMEDRIVER", || find_program("chromedriver")),
        ("FIREFOX", || find_program("firefox-esr").or_else(|| find_program("firefox"))),
        ("WEBKIT_DRIVER", || find_program("WebKitWebDriver")),
        ("MINIBROWSER", find_minibrowser),
    ];
    if needs_virtual_screen() && (find_program("xvfb-run").is_none() || find_program("xauth").is_none()) {
        return Err("xvfb-run with xauth");
    }
    lookups
        .into_iter()
        .map(|(name, find)| from_environment(name).or_else(find).map(|path| (name, path)).ok_or(name))
        .collect()
}

fn from_environment(name: &str) -> Option<PathBuf> {
    env::var_os(name).map(PathBuf::from).filter(|path| path.is_file())
}

/// Debian keeps it out of PATH: /usr/lib/TRIPLE/webkit2gtk-4.1/MiniBrowser.
fn find_minibrowser() -> Option<PathBuf> {
    let architectures = subfolders(Path::new("/usr/lib"));
    let mut found: Vec<PathBuf> = architectures
        .iter()
        .flat_map(|folder| subfolders(folder))
        .filter(|folder| folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("webkit")))
        .map(|folder| folder.join("MiniBrowser"))
        .filter(|program| program.is_file())
        .collect();
    found.sort();
    found.pop()
}

fn subfolders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}
