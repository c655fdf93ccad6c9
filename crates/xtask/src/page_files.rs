//! Which files of the package a page loads: every .js and .wasm that index.js leads to.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result};

/// The folder of the languages: a script each, of which a page loads one, and declarations that serve them all.
pub(crate) const LANGUAGES: &str = "messages";

/// The files reached from `entry`, as paths below `folder`, in alphabetical order.
///
/// A file is reached when a string literal of a reached script names it, as `import`, `import()` and
/// `new URL(…, import.meta.url)` do. A script with a static import of Node's own modules cannot load in a page
/// and is left out.
pub(crate) fn reached(folder: &Path, entry: &str) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![PathBuf::from(entry)];
    while let Some(file) = waiting.pop() {
        if found.contains(&file) {
            continue;
        }
        if is_script(&file) {
            let path = folder.join(&file);
            let source = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            if is_for_node(&source) {
                continue;
            }
            let base = file.parent().unwrap_or(Path::new(""));
            let named = literals(&source).into_iter().filter_map(|literal| resolve(base, literal));
            waiting.extend(named.filter(|path| folder.join(path).is_file()));
        }
        found.insert(file);
    }
    Ok(found)
}

fn is_script(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "js" || extension == "mjs")
}

fn is_for_node(source: &str) -> bool {
    source.contains("from \"node:") || source.contains("from 'node:")
}

/// Every text between two equal quotes on one line that could name a file. Every quote counts as an opening
/// one, so that an apostrophe in a comment hides nothing; what names no file is dropped later.
fn literals(source: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in source.lines() {
        for quote in ['"', '\'', '`'] {
            let between = line.split(quote).skip(1);
            found.extend(between.filter(|text| {
                let is_file = [".js", ".mjs", ".wasm"].iter().any(|ending| text.ends_with(ending));
                is_file && !text.contains(char::is_whitespace)
            }));
        }
    }
    found
}

/// The path that a relative specifier means, without leaving the package.
fn resolve(base: &Path, specifier: &str) -> Option<PathBuf> {
    let mut path = PathBuf::new();
    for component in base.join(specifier).components() {
        match component {
            Component::Normal(name) => path.push(name),
            Component::CurDir => {}
            Component::ParentDir => path.pop().then_some(())?,
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("cardseal-page-files-{}-{name}", std::process::id()));
        for (file, source) in files {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, source).unwrap();
        }
        folder
    }

    #[test]
    fn follows_imports_and_urls_and_leaves_out_what_only_node_loads() {
        let folder = package(
            "follow",
            &[
                (
                    "index.js",
                    "// doesn't hide it\nimport { a } from \"./lib/a.js\";\nawait import('./node.js');",
                ),
                ("lib/a.js", "export * from '../wasm/glue.js'; import './a.js';"),
                ("wasm/glue.js", "new URL('glue_bg.wasm', import.meta.url)"),
                ("wasm/glue_bg.wasm", "\0asm"),
                ("node.js", "import { readFile } from \"node:fs/promises\";"),
                ("form.js", "import './index.js';"),
                ("index.d.ts", ""),
            ],
        );
        let files = reached(&folder, "index.js").unwrap();
        let expected = ["index.js", "lib/a.js", "wasm/glue.js", "wasm/glue_bg.wasm"].map(PathBuf::from);
        assert_eq!(files, BTreeSet::from(expected));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_missing_entry_is_an_error() {
        assert!(reached(&package("missing", &[("other.js", "")]), "index.js").is_err());
    }

    #[test]
    fn does_not_leave_the_package() {
        assert_eq!(resolve(Path::new("wasm"), "../../secret.js"), None);
        assert_eq!(resolve(Path::new(""), "/etc/x.js"), None);
        assert_eq!(resolve(Path::new("wasm"), "./x.js"), Some(PathBuf::from("wasm/x.js")));
    }
}
