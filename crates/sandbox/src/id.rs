//! Identifiers and keys of letters alone: they never look like a part of a card number.

const LETTERS: [char; 16] = ['b', 'c', 'd', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'w'];

/// `prefix` and 80 random bits: whoever knows an identifier was told it. `None` when the operating system gives no random bytes.
pub(crate) fn fresh(prefix: &str) -> Option<String> {
    letters(prefix, 20)
}

/// `prefix` and so many letters, of four random bits each.
pub(crate) fn letters(prefix: &str, count: usize) -> Option<String> {
    let mut bytes = vec![0; count.div_ceil(2)];
    getrandom::fill(&mut bytes).ok()?;
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).take(count);
    let letters = nibbles.filter_map(|nibble| LETTERS.get(usize::from(nibble)));
    Some(prefix.chars().chain(letters.copied()).collect())
}
