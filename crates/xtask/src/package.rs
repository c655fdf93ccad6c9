//! `build`: makes pkg/, the npm package and what the demo serves under /cardseal/.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::page_files::LANGUAGES;
use crate::run::{run, say, step};
use crate::tools::npm;
use crate::wasm;
use crate::weight;
use crate::workspace::{VERSION, Workspace};

/// Files of the repository's root that the package carries.
const CARRIED: [&str; 3] = ["README.md", "LICENSE-MIT", "LICENSE-APACHE"];

/// What is imported from outside: a script and its declarations each.
const ENTRIES: [&str; 5] = ["index", "node", "messages", "field", "form"];

const LANGUAGE_TYPES: &str = "messages/language.d.ts";

/// Makes pkg/ and returns its path. The work is done once per run.
pub(crate) fn build(workspace: &Workspace) -> Result<&Path> {
    if let Some(folder) = workspace.built_package.get() {
        return Ok(folder);
    }
    npm::prepare(workspace)?;
    let folder = workspace.path("pkg");
    let sources = workspace.path("target/package");
    let wasm = sources.join("wasm");
    remove_all_but(&sources, &wasm)?;
    fs::create_dir_all(&wasm).context("target/package/wasm")?;
    wasm::build_into(workspace, &wasm)?;
    copy_folder(&workspace.path("js"), &sources).context("copying js/")?;
    if folder.exists() {
        fs::remove_dir_all(&folder).context("pkg")?;
    }
    bundle(workspace, &sources, &folder)?;
    fs::create_dir(folder.join("wasm")).context("pkg/wasm")?;
    fs::copy(wasm.join(wasm::FILE), folder.join("wasm").join(wasm::FILE)).context("copying the module")?;
    let types = ENTRIES.map(|entry| format!("{entry}.d.ts"));
    for file in types.iter().map(String::as_str).chain([LANGUAGE_TYPES]) {
        fs::copy(sources.join(file), folder.join(file)).with_context(|| format!("copying {file}"))?;
    }
    for file in CARRIED {
        fs::copy(workspace.path(file), folder.join(file)).with_context(|| format!("copying {file}"))?;
    }
    let manifest = fs::read_to_string(workspace.path("pkg.json")).context("pkg.json")?;
    let stamped = stamp_version(&manifest, VERSION).context("pkg.json has no line with a version")?;
    fs::write(folder.join("package.json"), stamped).context("pkg/package.json")?;
    say(format_args!("pkg/ is cardseal {VERSION}: {}", weight::one_line(workspace, &folder)?));
    Ok(workspace.built_package.get_or_init(|| folder))
}

/// Makes one script of each entry: the parts of js/ and the generated glue, without comments, long names and what no entry uses. A page then
/// loads one script, and no chain of imports. The languages stay apart, in letters that are bytes of UTF-8, as every module is.
fn bundle(workspace: &Workspace, sources: &Path, folder: &Path) -> Result<()> {
    let mut esbuild = workspace.npm_program("esbuild");
    esbuild.args([
        "--bundle",
        "--minify",
        "--format=esm",
        "--platform=neutral",
        "--target=es2022",
        "--charset=utf8",
        "--external:node:*",
    ]);
    esbuild.arg(format!("--external:./{LANGUAGES}/*"));
    esbuild.args(["--log-level=warning", &format!("--outdir={}", folder.display())]);
    esbuild.args(ENTRIES.map(|entry| sources.join(format!("{entry}.js"))));
    let mut languages = entries(&sources.join(LANGUAGES))?;
    languages.retain(|path| path.extension().is_some_and(|extension| extension == "js"));
    languages.sort();
    esbuild.args(languages);
    step("esbuild --bundle --minify", || run(&mut esbuild))
}

/// Removes what an earlier build left, but keeps the folder that is expensive to make.
fn remove_all_but(folder: &Path, kept: &Path) -> Result<()> {
    for path in entries(folder)? {
        if path == kept {
            continue;
        }
        let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        removed.with_context(|| path.display().to_string())?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for path in entries(from)? {
        let target = to.join(path.file_name().context("an entry without a name")?);
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else {
            fs::copy(&path, &target).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// What a folder holds; nothing when it does not exist.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    entries.map(|entry| Ok(entry?.path())).collect()
}

/// Replaces the value of the manifest's version, line and indentation kept.
fn stamp_version(manifest: &str, version: &str) -> Option<String> {
    let line = manifest.lines().find(|line| line.trim_start().starts_with("\"version\":"))?;
    let indentation = line.len() - line.trim_start().len();
    let comma = if line.trim_end().ends_with(',') { "," } else { "" };
    let stamped = format!("{:indentation$}\"version\": \"{version}\"{comma}", "");
    Some(manifest.replacen(line, &stamped, 1))
}

#[cfg(test)]
mod tests {
    use super::stamp_version;

    #[test]
    fn stamps_the_version_and_nothing_else() {
        let manifest = "{\n  \"name\": \"cardseal\",\n  \"version\": \"0.0.0\",\n  \"type\": \"module\"\n}\n";
        let stamped = "{\n  \"name\": \"cardseal\",\n  \"version\": \"1.2.3\",\n  \"type\": \"module\"\n}\n";
        assert_eq!(stamp_version(manifest, "1.2.3").as_deref(), Some(stamped));
    }

    #[test]
    fn a_last_member_gets_no_comma_and_a_missing_one_is_an_error() {
        assert_eq!(
            stamp_version("{\n  \"version\": \"0\"\n}", "1.0.0").as_deref(),
            Some("{\n  \"version\": \"1.0.0\"\n}")
        );
        assert_eq!(stamp_version("{}", "1.0.0"), None);
    }
}
