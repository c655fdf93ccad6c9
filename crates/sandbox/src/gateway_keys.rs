//! The gateway's private keys: files, a ring of them, and what of them is published.

use cardseal::UnixTime;
use cardseal_gateway::{AsyncKeyRing, KeySize, KeyWindow, PublicJwk, RsaPrivateKey};
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

use crate::private_key_pool::PrivateKeyPool;
use crate::state_folder::StateFolder;

const FOLDER: &str = "keys";
const FIRST: &str = "keys/1.pem";

/// A gateway's public keys as a JWKS (RFC 7517 section 5).
#[derive(Serialize)]
pub(crate) struct PublicKeys {
    pub(crate) keys: Vec<PublicJwk>,
}

/// Private keys, each with its window.
pub(crate) struct GatewayKeys {
    /// The one to use first at the front.
    keys: Vec<(RsaPrivateKey, KeyWindow)>,
}

/// `NAME.json` beside `NAME.pem`, in seconds since 1970.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WindowFile {
    not_before: Option<u64>,
    expires: Option<u64>,
    #[serde(default)]
    grace: u64,
}

impl GatewayKeys {
    /// Those of `keys/*.pem`, PKCS#8; the one whose name is last is the one to use first. Where there is none, one is made.
    pub(crate) fn of(state: &StateFolder) -> Result<Self, Box<dyn Error>> {
        let folder = state.folder(FOLDER)?;
        if pem_files(&folder)?.is_empty() {
            state.keep(FIRST, || Ok(RsaPrivateKey::generate(KeySize::Rsa2048)?.expose_pkcs8_pem()?))?;
        }
        let mut keys = Vec::new();
        for file in pem_files(&folder)?.into_iter().rev() {
            let pem = Zeroizing::new(fs::read_to_string(&file)?);
            let key = RsaPrivateKey::from_pkcs8_pem(&pem)
                .map_err(|refused| format!("{}: {refused}", file.display()))?;
            keys.push((key, window(&file.with_extension("json"))?));
        }
        Ok(Self { keys })
    }

    /// The private key to use first, as the file holds it.
    pub(crate) fn expose_first_pem(&self) -> Result<Zeroizing<String>, Box<dyn Error>> {
        let (key, _) = self.keys.first().ok_or("no key")?;
        Ok(key.expose_pkcs8_pem()?)
    }

    /// The public halves, with the windows in which they are published.
    pub(crate) fn public(&self) -> PublishedKeys {
        let halves = self.keys.iter().map(|(key, window)| (key.public_jwk(&key.thumbprint()), *window));
        PublishedKeys(halves.collect())
    }

    /// A ring whose operations run in this pool.
    pub(crate) fn into_ring(self, pool: &PrivateKeyPool) -> Result<AsyncKeyRing, Box<dyn Error>> {
        let mut ring = AsyncKeyRing::default();
        for (key, window) in self.keys {
            ring.insert_within(key.thumbprint(), pool.key(key), window)?;
        }
        Ok(ring)
    }
}

/// Public keys, each with its private key's window.
pub(crate) struct PublishedKeys(Vec<(PublicJwk, KeyWindow)>);

impl PublishedKeys {
    /// Those that a page may seal for now.
    pub(crate) fn at(&self, now: UnixTime) -> PublicKeys {
        let good = self.0.iter().filter(|(_, window)| {
            window.not_before().is_none_or(|begin| begin <= now)
                && window.expires().is_none_or(|end| now < end)
        });
        PublicKeys { keys: good.map(|(key, _)| key.clone()).collect() }
    }
}

fn pem_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "pem") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn window(file: &Path) -> Result<KeyWindow, Box<dyn Error>> {
    if !file.exists() {
        return Ok(KeyWindow::always());
    }
    let window: WindowFile = serde_json::from_str(&fs::read_to_string(file)?)
        .map_err(|error| format!("{}: {error}", file.display()))?;
    let mut out = KeyWindow::always();
    if let Some(begin) = window.not_before {
        out = out.starting(UnixTime::from_secs(begin));
    }
    if let Some(end) = window.expires {
        out = out.expiring(UnixTime::from_secs(end), window.grace);
    }
    Ok(out)
}
