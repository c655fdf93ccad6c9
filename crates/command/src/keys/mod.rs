//! Finds the keys in a file, in whichever form they come.

mod der;
mod jwk;
mod pem;

use crate::answer::Refusal;

/// The most keys that one file may hold.
const MAX_KEYS: usize = 256;

/// A key as it stood in a file.
pub(crate) struct FoundKey {
    /// The form that it came in, for people.
    pub(crate) form: &'static str,
    /// Only a JWK has one.
    pub(crate) kid: Option<String>,
    pub(crate) kind: Kind,
    /// Of a certificate.
    pub(crate) expiry: Option<Expiry>,
    /// For what else a JWK says that it is made.
    pub(crate) other_purpose: Option<&'static str>,
}

pub(crate) enum Kind {
    Rsa(Rsa),
    /// What it is instead.
    Other(&'static str),
}

/// A public RSA key: numbers big-endian, without leading zeros.
pub(crate) struct Rsa {
    pub(crate) n: Vec<u8>,
    pub(crate) e: Vec<u8>,
}

impl Rsa {
    pub(crate) fn new(n: &[u8], e: &[u8]) -> Self {
        let trimmed = |bytes: &[u8]| bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
        Self { n: trimmed(n), e: trimmed(e) }
    }
}

/// The end of a certificate's validity.
pub(crate) struct Expiry {
    /// Seconds since 1970.
    pub(crate) at: u64,
    /// RFC 3339.
    pub(crate) text: String,
}

impl FoundKey {
    fn new(form: &'static str, kind: Kind) -> Self {
        Self { form, kid: None, kind, expiry: None, other_purpose: None }
    }
}

/// Every key of a file.
pub(crate) fn find(file: &[u8]) -> Result<Vec<FoundKey>, Refusal> {
    let keys = match file.trim_ascii_start() {
        [b'{' | b'[', ..] => jwk::find(file)?,
        _ if pem::is_pem(file) => pem::find(file)?,
        _ => vec![der::guess(file).ok_or_else(not_a_key)?],
    };
    match keys.len() {
        0 => Err(Refusal::new("no_key", "there is no key in it")),
        1..=MAX_KEYS => Ok(keys),
        _ => Err(Refusal::new("too_many", format!("there are more than {MAX_KEYS} keys in it"))),
    }
}

/// The key of a file that holds one RSA key.
pub(crate) fn find_one(file: &[u8]) -> Result<Rsa, Refusal> {
    let mut keys = find(file)?;
    match (keys.pop(), keys.len()) {
        (Some(FoundKey { other_purpose: Some(purpose), .. }), 0) => {
            Err(Refusal::new("other_purpose", format!("the key is for something else: {purpose}")))
        }
        (Some(FoundKey { kind: Kind::Rsa(key), .. }), 0) => Ok(key),
        (Some(FoundKey { kind: Kind::Other(what), .. }), 0) => {
            Err(Refusal::new("not_rsa", format!("not an RSA key: {what}")))
        }
        _ => Err(Refusal::new("several", "there are several keys in it: give a file with one")),
    }
}

fn not_a_key() -> Refusal {
    Refusal::new("not_a_key", "not a key in a form that is read here: JWK, JWKS, PEM, DER, X.509 certificate")
}
