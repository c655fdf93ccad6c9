use std::collections::HashMap;
use std::fmt;

use cardseal::envelope::header::{ALG, ENC, Header};

use crate::private_key::PrivateKey;

/// The gateway's private keys by key identifier.
#[derive(Default)]
pub struct KeyRing {
    keys: HashMap<String, KeyRecord>,
}

/// A key and what it may be used for: the algorithms come from here, never from the message.
pub(crate) struct KeyRecord {
    pub(crate) alg: &'static str,
    pub(crate) enc: &'static str,
    pub(crate) key: Box<dyn PrivateKey>,
}

impl KeyRing {
    /// A ring without keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a key for RSA-OAEP-256 with A256GCM.
    ///
    /// # Errors
    /// [`KidRefused`] when no page could use this `kid`, or when there is a key of this `kid`: a key is replaced
    /// under a new one.
    pub fn insert(
        &mut self,
        kid: impl Into<String>,
        key: impl PrivateKey + 'static,
    ) -> Result<(), KidRefused> {
        let kid = kid.into();
        if !Header::admits_kid(&kid) {
            return Err(KidRefused::Form);
        }
        if self.keys.contains_key(&kid) {
            return Err(KidRefused::Taken);
        }
        let record = KeyRecord { alg: ALG, enc: ENC, key: Box::new(key) };
        self.keys.insert(kid, record);
        Ok(())
    }

    pub(crate) fn find(&self, kid: &str) -> Option<&KeyRecord> {
        self.keys.get(kid)
    }
}

/// Why a key is not taken into a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KidRefused {
    /// Not 1 to 128 printable ASCII characters without `"` and `\`.
    Form,
    /// The ring has a key of this identifier.
    Taken,
}

impl fmt::Display for KidRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "a kid is 1 to 128 printable ASCII characters without quote and backslash",
            Self::Taken => "the ring has a key of this kid",
        })
    }
}

impl std::error::Error for KidRefused {}
