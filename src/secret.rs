//! What a secret is made of.

use zeroize::Zeroizing;

/// Text that is wiped when it is dropped.
///
/// It has no `Debug`, `Display`, `Serialize` or `Clone`. Its buffer is allocated once, at its full capacity, and never grows: growing would
/// leave the old buffer behind unwiped, and moving the value moves a pointer only.
pub(crate) struct SecretText(Zeroizing<String>);

impl SecretText {
    /// An empty text with room for `capacity` bytes.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self(Zeroizing::new(String::with_capacity(capacity)))
    }

    /// Appends `c`. Returns `false`, and appends nothing, where the room is used up.
    #[must_use]
    pub(crate) fn push(&mut self, c: char) -> bool {
        let fits = self.0.len() + c.len_utf8() <= self.0.capacity();
        if fits {
            self.0.push(c);
        }
        fits
    }

    /// The one reader.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}
