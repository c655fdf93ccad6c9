use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use cardseal::envelope::header::{ALG, ENC, Header};

use crate::async_private_key::AsyncPrivateKey;
use crate::key_window::KeyWindow;
use crate::private_key::PrivateKey;

/// The gateway's private keys by key identifier, each with the time in which it opens.
pub struct KeyRing<K: ?Sized = dyn PrivateKey> {
    keys: BTreeMap<String, Arc<KeyRecord<K>>>,
}

/// The keys of an [`AsyncGateway`](crate::AsyncGateway). [`AsyncKeyRing::default`] is one without keys.
pub type AsyncKeyRing = KeyRing<dyn AsyncPrivateKey>;

/// A key and what it may be used for: the algorithms come from here, never from the message.
pub(crate) struct KeyRecord<K: ?Sized = dyn PrivateKey> {
    pub(crate) alg: &'static str,
    pub(crate) enc: &'static str,
    pub(crate) window: KeyWindow,
    pub(crate) key: Box<K>,
}

impl KeyRing {
    /// A ring without keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a key for RSA-OAEP-256 with A256GCM that opens at any time.
    ///
    /// # Errors
    /// [`KidRefused`] when no page could use this `kid`, or when there is a key of this `kid`: a key is replaced
    /// under a new one.
    pub fn insert(
        &mut self,
        kid: impl Into<String>,
        key: impl PrivateKey + 'static,
    ) -> Result<(), KidRefused> {
        self.insert_within(kid, key, KeyWindow::always())
    }

    /// Adds a key that opens within this window.
    ///
    /// # Errors
    /// As [`insert`](Self::insert), and [`KidRefused::Window`] for one that ends before it begins.
    pub fn insert_within(
        &mut self,
        kid: impl Into<String>,
        key: impl PrivateKey + 'static,
        window: KeyWindow,
    ) -> Result<(), KidRefused> {
        self.add(kid.into(), Box::new(key), window)
    }
}

impl AsyncKeyRing {
    /// Adds a key that answers later, as [`KeyRing::insert`]. One that answers at once is wrapped in
    /// [`Immediate`](crate::Immediate).
    ///
    /// # Errors
    /// As [`KeyRing::insert`].
    pub fn insert(
        &mut self,
        kid: impl Into<String>,
        key: impl AsyncPrivateKey + 'static,
    ) -> Result<(), KidRefused> {
        self.insert_within(kid, key, KeyWindow::always())
    }

    /// Adds a key that answers later and opens within this window.
    ///
    /// # Errors
    /// As [`KeyRing::insert_within`].
    pub fn insert_within(
        &mut self,
        kid: impl Into<String>,
        key: impl AsyncPrivateKey + 'static,
        window: KeyWindow,
    ) -> Result<(), KidRefused> {
        self.add(kid.into(), Box::new(key), window)
    }
}

impl<K: ?Sized> KeyRing<K> {
    /// Takes a key out, one that was destroyed for instance, and answers whether there was one. What was sealed for it does
    /// not open any more; whatever is being opened with it at this moment is finished.
    pub fn remove(&mut self, kid: &str) -> bool {
        self.keys.remove(kid).is_some()
    }

    /// The identifiers in alphabetical order, with their windows: for a status page.
    pub fn kids(&self) -> impl Iterator<Item = (&str, KeyWindow)> {
        self.keys.iter().map(|(kid, record)| (kid.as_str(), record.window))
    }

    pub(crate) fn find(&self, kid: &str) -> Option<Arc<KeyRecord<K>>> {
        self.keys.get(kid).cloned()
    }

    /// Any key: to spend on a message that is refused the time that it would have taken.
    pub(crate) fn any(&self) -> Option<Arc<KeyRecord<K>>> {
        self.keys.values().next().cloned()
    }

    fn add(&mut self, kid: String, key: Box<K>, window: KeyWindow) -> Result<(), KidRefused> {
        if !Header::admits_kid(&kid) {
            return Err(KidRefused::Form);
        }
        if self.keys.contains_key(&kid) {
            return Err(KidRefused::Taken);
        }
        if window.is_empty() {
            return Err(KidRefused::Window);
        }
        self.keys.insert(kid, Arc::new(KeyRecord { alg: ALG, enc: ENC, window, key }));
        Ok(())
    }
}

impl<K: ?Sized> Default for KeyRing<K> {
    fn default() -> Self {
        Self { keys: BTreeMap::new() }
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
    /// The window ends before it begins.
    Window,
}

impl fmt::Display for KidRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "a kid is 1 to 128 printable ASCII characters without quote and backslash",
            Self::Taken => "the ring has a key of this kid",
            Self::Window => "the key's window ends before it begins",
        })
    }
}

impl std::error::Error for KidRefused {}
