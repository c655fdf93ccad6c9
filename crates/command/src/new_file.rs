//! Writes a private key: for its owner only, whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Writes the file, readable by its owner only. With `replace` a file that exists is replaced in one step, so that there is
/// never half a key; without it, that is an error of kind [`ErrorKind::AlreadyExists`].
pub(crate) fn write(path: &Path, content: &[u8], replace: bool) -> io::Result<()> {
    if !replace {
        return fill(path, content);
    }
    let draft = beside(path)?;
    fill(&draft, content)?;
    fs::rename(&draft, path).inspect_err(|_| remove(&draft))
}

fn fill(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = create(path)?;
    file.write_all(content).and_then(|()| file.sync_all()).inspect_err(|_| remove(path))
}

/// `create_new` follows no symbolic link and opens nothing that exists: the mode is the new file's from its first moment.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn beside(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or(ErrorKind::InvalidInput)?;
    let mut draft = OsString::from(".");
    draft.push(name);
    draft.push(format!(".{}", std::process::id()));
    Ok(path.with_file_name(draft))
}

/// What could not be finished is of no use; that it cannot be removed either changes nothing.
fn remove(path: &Path) {
    let _ = fs::remove_file(path);
}
