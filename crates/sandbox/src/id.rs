//! Identifiers of orders and payments.

use crate::problem::Problem;

/// Letters only: an identifier never looks like a part of a card number.
const LETTERS: [char; 16] = ['b', 'c', 'd', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'w'];

/// `prefix` and 80 random bits: whoever knows an identifier was told it.
pub(crate) fn fresh(prefix: &str) -> Result<String, Problem> {
    let mut bytes = [0; 10];
    getrandom::fill(&mut bytes).map_err(|_| Problem::Internal)?;
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let letters = nibbles.filter_map(|nibble| LETTERS.get(usize::from(nibble)));
    Ok(prefix.chars().chain(letters.copied()).collect())
}
