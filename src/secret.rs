//! What a secret is made of.

use zeroize::Zeroizing;

/// Text that is wiped when it is dropped.
///
/// It has no `Debug`, `Display`, `Serialize` or `Clone`. Its buffer is allocated once, at its full size, and never grows: growing would
/// leave the old buffer behind unwiped, and moving the value moves a pointer only.
pub(crate) struct SecretText {
    text: Zeroizing<String>,
    limit: usize,
}

impl SecretText {
    /// An empty text with room for `limit` bytes.
    #[inline(never)]
    pub(crate) fn with_limit(limit: usize) -> Self {
        Self { text: Zeroizing::new(String::with_capacity(limit)), limit }
    }

    /// Appends `c`. Returns `false`, and appends nothing, where the room is used up.
    #[must_use]
    #[inline(never)]
    pub(crate) fn push(&mut self, c: char) -> bool {
        let fits = self.text.len() + c.len_utf8() <= self.limit;
        if fits {
            self.text.push(c);
        }
        fits
    }

    /// Appends all of `text` for which there is room.
    #[inline(never)]
    pub(crate) fn push_all(&mut self, text: &str) {
        let _all_fit = text.chars().all(|c| self.push(c));
    }

    /// The one reader.
    pub(crate) fn expose(&self) -> &str {
        &self.text
    }
}
