//! The folder with what a gateway must keep to itself between two runs.

use std::error::Error;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use zeroize::Zeroizing;

/// A folder that only its owner reads. Several processes may use one at the same time.
pub struct StateFolder {
    path: PathBuf,
    /// Removed when this is dropped.
    _temporary: Option<TempDir>,
}

impl StateFolder {
    /// This folder, made where it is missing.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn at(path: &Path) -> io::Result<Self> {
        make_private_folder(path)?;
        Ok(Self { path: path.canonicalize()?, _temporary: None })
    }

    /// A folder for this run.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn temporary() -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("cardseal-sandbox-").tempdir()?;
        Ok(Self { path: folder.path().canonicalize()?, _temporary: Some(folder) })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A folder in it.
    pub(crate) fn folder(&self, name: &str) -> io::Result<PathBuf> {
        let path = self.path.join(name);
        make_private_folder(&path)?;
        Ok(path)
    }

    /// The text of a file; made by `make` where it is missing. Of several processes that find it missing, one makes it for all.
    pub(crate) fn keep(
        &self,
        name: &str,
        make: impl FnOnce() -> Result<Zeroizing<String>, Box<dyn Error>>,
    ) -> Result<Zeroizing<String>, Box<dyn Error>> {
        let path = self.path.join(name);
        if !path.exists() {
            let text = make()?;
            let own = self.spare(&text)?;
            // Fails where another process was faster: then that one's file counts.
            let linked = fs::hard_link(&own, &path);
            fs::remove_file(&own)?;
            linked.or_else(|error| if path.exists() { Ok(()) } else { Err(error) })?;
        }
        Ok(Zeroizing::new(fs::read_to_string(&path)?))
    }

    /// Replaces a file, whole at every moment.
    pub(crate) fn write(&self, name: &str, text: &str) -> io::Result<()> {
        let own = self.spare(text)?;
        fs::rename(own, self.path.join(name))
    }

    fn spare(&self, text: &str) -> io::Result<PathBuf> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = self.path.join(format!(".{}-{number}", process::id()));
        write_private(&path, text.as_bytes())?;
        Ok(path)
    }
}

/// Writes a file that only its owner reads.
///
/// # Errors
/// When it cannot be written.
pub fn write_private(file: &Path, text: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(text)
}

fn make_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
