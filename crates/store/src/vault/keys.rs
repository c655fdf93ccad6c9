use zeroize::{Zeroize, Zeroizing};

/// A key that wraps the keys of rows. No `Debug`, `Display`, `Serialize` or `Clone`; wiped when it is dropped.
///
/// Each row's key is wrapped with a random nonce: a vault key is good for 2^32 of them (NIST SP 800-38D section 8.3).
pub struct VaultKey {
    id: String,
    // On the heap, so that moving it leaves no copy behind.
    key: Box<Zeroizing<[u8; 32]>>,
}

impl VaultKey {
    /// Takes a copy of a key of 256 random bits, and wipes `key`. The id stands in every row that it wraps.
    pub fn new(id: &str, key: &mut [u8; 32]) -> Self {
        let mut own = Box::new(Zeroizing::new([0; 32]));
        own.copy_from_slice(key);
        key.zeroize();
        Self { id: id.to_owned(), key: own }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn expose(&self) -> &[u8; 32] {
        &self.key
    }
}

/// The vault key that wraps, and those that only unwrap until every row is [rewrapped](super::Vault::rewrap).
pub struct VaultKeys {
    current: VaultKey,
    older: Vec<VaultKey>,
}

impl VaultKeys {
    /// New rows are wrapped by `current`.
    pub fn new(current: VaultKey) -> Self {
        Self { current, older: Vec::new() }
    }

    /// Rows that this key wrapped can be read too.
    #[must_use]
    pub fn with_older(mut self, key: VaultKey) -> Self {
        self.older.push(key);
        self
    }

    pub(super) fn current(&self) -> &VaultKey {
        &self.current
    }

    pub(super) fn find(&self, id: &str) -> Option<&VaultKey> {
        std::iter::once(&self.current).chain(&self.older).find(|key| key.id == id)
    }
}
