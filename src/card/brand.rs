//! Card brands.

use super::table::{Row, TABLE};
use crate::IssueCode;

/// The bytes of the longest id, with room for longer ones to come: the length of a sealed card must not change with the table.
pub(crate) const MAX_BRAND_ID: usize = 24;

/// A card brand (a payment network that issues by number range).
#[derive(Clone, Copy)]
pub struct Brand {
    pub(super) row: &'static Row,
    index: u8,
}

impl Brand {
    /// The gaps of a number of no known brand.
    pub const USUAL_GAPS: &'static [u8] = &[4, 8, 12];

    /// Every brand of the table, the likelier ones first; one whose ranges differ in more than their prefixes comes once for each kind.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().zip(0..).map(|(row, index)| Self { row, index })
    }

    /// The place in [`Brand::all`].
    #[must_use]
    pub fn index(self) -> u8 {
        self.index
    }

    /// The stable name, such as `visa` or `american-express`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.row.id
    }

    /// The lengths of a PAN in digits, rising.
    #[must_use]
    pub fn lengths(self) -> &'static [u8] {
        self.row.lengths
    }

    /// The positions, in digits, before which a space is shown.
    #[must_use]
    pub fn gaps(self) -> &'static [u8] {
        self.row.gaps
    }

    /// What this brand calls its card verification code; empty where it has none.
    #[must_use]
    pub fn cvc_name(self) -> &'static str {
        self.row.cvc_name
    }

    /// The length of the card verification code in digits; 0 where the brand has none.
    #[must_use]
    pub fn cvc_length(self) -> u8 {
        self.row.cvc_length
    }

    /// Whether the last digit of a PAN is the check digit of ISO/IEC 7812-1.
    #[must_use]
    pub fn luhn(self) -> bool {
        self.row.luhn
    }
}

/// The one with this id, among the brands that a card bears.
pub(super) fn choose(id: &str, borne: &[Brand]) -> Result<Brand, IssueCode> {
    if id.is_empty() {
        return Err(IssueCode::Required);
    }
    borne.iter().copied().find(|brand| brand.id() == id).ok_or(IssueCode::NotOnCard)
}

#[cfg(test)]
mod tests {
    use super::{Brand, MAX_BRAND_ID};
    use crate::card::{candidates::numbers_from, table::TABLE};

    #[test]
    fn rows_are_well_formed() {
        assert!(TABLE.len() < 64);
        for row in TABLE {
            assert!(row.id.len() <= MAX_BRAND_ID, "{}", row.id);
            assert!(
                row.lengths.is_sorted() && row.lengths.iter().all(|length| (12..=19).contains(length)),
                "{}",
                row.id
            );
            assert!(row.gaps.is_sorted() && !row.gaps.is_empty(), "{}", row.id);
            assert_eq!(row.cvc_name.is_empty(), row.cvc_length == 0, "{}", row.id);
            assert!(
                row.product_of.is_empty() || Brand::all().any(|other| other.id() == row.product_of),
                "{}",
                row.id
            );
            assert!(row.co_badged.iter().all(|id| Brand::all().any(|other| other.id() == *id)), "{}", row.id);
            for pair in row.prefixes.windows(2) {
                let [before, after] = [pair[0], pair[1]].map(|(low, more)| numbers_from(low, low + more));
                assert!(before.1 < after.0, "{}: {pair:?}", row.id);
            }
            for &(low, more) in row.prefixes {
                assert!(
                    (1..100_000_000).contains(&low) && low.ilog10() == (low + more).ilog10(),
                    "{}",
                    row.id
                );
            }
        }
    }
}
