//! Who may ask the gateway for something: merchants, by their API keys.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use cardseal_gateway::Policy;
use serde::{Deserialize, Serialize};
use std::error::Error;
use zeroize::Zeroizing;

use crate::id;
use crate::state_folder::StateFolder;

const FILE: &str = "merchants.json";
const DEMO_KEY_FILE: &str = "foghorn.key";
const DEMO_MERCHANT: &str = "foghorn";
const KEY_PREFIX: &str = "sk_sandbox_";
const KEY_LETTERS: usize = 40;

/// The merchants of a gateway.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Merchants {
    merchants: Vec<Merchant>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Merchant {
    id: String,
    /// SHA-256 in hexadecimal of each API key. Two of them while a key is being replaced.
    api_keys: Vec<Digest>,
    /// The pages that may seal for it; without the member, any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origins: Option<Vec<String>>,
}

#[derive(Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
#[derive(Clone)]
struct Digest([u8; 32]);

/// An API key in the clear: the shop's own.
pub struct ApiKey(Zeroizing<String>);

impl ApiKey {
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl Merchants {
    /// Those of `merchants.json`. Where it is missing it is made, with the demo merchant, whose key is in `foghorn.key`.
    pub(crate) fn of(state: &StateFolder) -> Result<Self, Box<dyn Error>> {
        let key = demo_key(state)?;
        let text = state.keep(FILE, || {
            let demo = Merchant {
                id: DEMO_MERCHANT.to_owned(),
                api_keys: vec![Digest::of(key.expose())],
                origins: None,
            };
            Ok(Zeroizing::new(serde_json::to_string_pretty(&Self { merchants: vec![demo] })?))
        })?;
        serde_json::from_str(&text).map_err(|error| format!("{FILE}: {error}").into())
    }

    /// The merchant with the API key of this request, `Authorization: Bearer …` (RFC 6750 section 2.1).
    pub(crate) fn authenticate(&self, headers: &HeaderMap) -> Option<&str> {
        let (scheme, key) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("Bearer") {
            return None;
        }
        let Digest(given) = Digest::of(key);
        // All are compared, whichever it is.
        let mut found = None;
        for merchant in &self.merchants {
            for Digest(known) in &merchant.api_keys {
                if verify_slices_are_equal(known, &given).is_ok() {
                    found = Some(merchant.id.as_str());
                }
            }
        }
        found
    }

    /// The policy with the origins of each merchant.
    pub(crate) fn restrict(&self, mut policy: Policy) -> Result<Policy, Box<dyn Error>> {
        for merchant in &self.merchants {
            if let Some(origins) = &merchant.origins {
                policy = policy
                    .allow_origins(&merchant.id, origins.iter().map(String::as_str))
                    .map_err(|error| format!("{FILE}: {}: {error}", merchant.id))?;
            }
        }
        Ok(policy)
    }
}

/// The API key of the demo merchant, made where it is missing.
///
/// # Errors
/// When the folder cannot be read or written.
pub fn demo_key(state: &StateFolder) -> Result<ApiKey, Box<dyn Error>> {
    let text = state.keep(DEMO_KEY_FILE, || {
        let key = id::letters(KEY_PREFIX, KEY_LETTERS).ok_or("no random bytes")?;
        Ok(Zeroizing::new(key + "\n"))
    })?;
    Ok(ApiKey(Zeroizing::new(text.trim().to_owned())))
}

impl Digest {
    fn of(key: &str) -> Self {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(digest(&SHA256, key.as_bytes()).as_ref());
        Self(bytes)
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl TryFrom<String> for Digest {
    type Error = &'static str;

    fn try_from(hex: String) -> Result<Self, Self::Error> {
        const WRONG: &str = "an API key's SHA-256 is 64 hexadecimal digits";
        let mut bytes = [0; 32];
        if hex.len() != 64 || !hex.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(WRONG);
        }
        for (place, byte) in bytes.iter_mut().enumerate() {
            let pair = hex.get(2 * place..2 * place + 2).ok_or(WRONG)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| WRONG)?;
        }
        Ok(Self(bytes))
    }
}
