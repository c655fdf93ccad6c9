//! The keys that wrap the keys of kept cards: `vault.json`.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use cardseal_store::{VaultKey, VaultKeys};
use serde::Deserialize;
use std::error::Error;
use zeroize::Zeroizing;

use crate::id;
use crate::state_folder::StateFolder;

const FILE: &str = "vault.json";

/// The first key wraps; the others only unwrap.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VaultFile<'a> {
    #[serde(borrow)]
    keys: Vec<KeyEntry<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyEntry<'a> {
    id: &'a str,
    /// 32 bytes, base64url. Borrowed from the text that wipes itself.
    key: &'a str,
}

/// The keys of `vault.json`, with one new key where it is missing.
pub(crate) fn vault_keys(state: &StateFolder) -> Result<VaultKeys, Box<dyn Error>> {
    let text = state.keep(FILE, make)?;
    let file: VaultFile<'_> =
        serde_json::from_str(&text).map_err(|_| format!("{FILE} does not hold vault keys"))?;
    let mut keys = file.keys.iter().map(read);
    let mut all = VaultKeys::new(keys.next().ok_or_else(|| format!("{FILE} holds no key"))??);
    for older in keys {
        all = all.with_older(older?);
    }
    Ok(all)
}

fn read(entry: &KeyEntry<'_>) -> Result<VaultKey, Box<dyn Error>> {
    let mut key = Zeroizing::new([0; 32]);
    match Base64UrlUnpadded::decode(entry.key, key.as_mut_slice()) {
        Ok(bytes) if bytes.len() == 32 => Ok(VaultKey::new(entry.id, &mut key)),
        _ => Err(format!("{FILE}: a vault key is 32 bytes in base64url").into()),
    }
}

fn make() -> Result<Zeroizing<String>, Box<dyn Error>> {
    let mut key = Zeroizing::new([0; 32]);
    getrandom::fill(key.as_mut_slice()).map_err(|_| "no random bytes")?;
    let key = Zeroizing::new(Base64UrlUnpadded::encode_string(key.as_slice()));
    let id = id::fresh("vk_").ok_or("no random bytes")?;
    Ok(Zeroizing::new(format!("{{\"keys\":[{{\"id\":\"{id}\",\"key\":\"{}\"}}]}}\n", *key)))
}
