//! Reads files and the clock.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use zeroize::Zeroizing;

use crate::answer::{Refusal, may_hold_card_number};

/// No key file, order or sealed card is larger: a larger one is refused before it is parsed.
const MAX_BYTES: usize = 1024 * 1024;

/// The bytes of a file, or of standard input for `-`, in a buffer that wipes itself: it may be a private key.
pub(crate) fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    let failed = |error: io::Error| Refusal::new("unreadable", format!("{}: {error}", name(path)));
    let bytes = if path == Path::new("-") {
        bounded(io::stdin().lock())
    } else {
        // Opening a pipe or a device is fine, and bounded too; a directory fails when it is read.
        File::open(path).and_then(bounded)
    };
    match bytes.map_err(failed)? {
        bytes if bytes.is_empty() => Err(Refusal::new("empty", format!("{}: is empty", name(path)))),
        bytes if bytes.len() > MAX_BYTES => {
            Err(Refusal::new("too_large", format!("{}: is larger than {MAX_BYTES} bytes", name(path))))
        }
        bytes => Ok(bytes),
    }
}

/// A file's name to be said again: what was pasted in its place may be a card number.
pub(crate) fn name(path: &Path) -> String {
    let name = path.display().to_string();
    if may_hold_card_number(&name) { "(a name with many digits)".to_owned() } else { name }
}

/// Seconds since 1970, by this machine's clock.
pub(crate) fn clock() -> Result<u64, Refusal> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map(|now| now.as_secs()).map_err(|_| Refusal::new("clock", "this machine's clock stands before 1970"))
}

fn bounded(source: impl Read) -> io::Result<Zeroizing<Vec<u8>>> {
    // Its full size from the start: a buffer that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAX_BYTES + 64));
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    source.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
