//! The brands that a page takes.

use super::Brand;

/// The brands that a page takes.
pub struct AcceptedBrands(Option<u64>);

impl AcceptedBrands {
    /// Every brand, also those that the table does not know.
    #[must_use]
    pub const fn all() -> Self {
        Self(None)
    }

    /// The brands with these ids, what is a product of theirs, and no others: a number of no known brand is then not accepted either.
    ///
    /// # Errors
    /// `None` where an id is not in the table: a mistyped one would silently turn buyers away.
    #[must_use]
    pub fn only<'a>(ids: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut accepted = 0;
        for id in ids {
            let named = Brand::all().filter(|brand| brand.row.id == id || brand.row.product_of == id);
            let bits = named.fold(0, |bits, brand| bits | bit(brand));
            if bits == 0 {
                return None;
            }
            accepted |= bits;
        }
        Some(Self(Some(accepted)))
    }

    /// The rows of the table that are accepted, a bit each; `None` where all are, and numbers of no known brand as well.
    #[must_use]
    pub const fn from_bits(bits: Option<u64>) -> Self {
        Self(bits)
    }

    /// What [`AcceptedBrands::from_bits`] takes.
    #[must_use]
    pub const fn bits(&self) -> Option<u64> {
        self.0
    }

    /// Whether this brand is accepted; `None` is a number of no known brand.
    pub(super) fn admit(&self, brand: Option<Brand>) -> bool {
        self.0.is_none_or(|accepted| brand.is_some_and(|brand| accepted & bit(brand) != 0))
    }
}

/// The table has fewer than 64 rows.
fn bit(brand: Brand) -> u64 {
    1 << (brand.index() & 63)
}
