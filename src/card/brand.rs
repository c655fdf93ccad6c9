//! Card brands as data: a brand is a row of the table.

use crate::IssueCode;

/// A card brand (a payment network that issues by number range).
#[derive(Clone, Copy)]
pub struct Brand(&'static Row);

struct Row {
    id: &'static str,
    /// Inclusive ranges of prefixes; both ends of a range have the same number of digits.
    prefixes: &'static [(u32, u32)],
    /// Lengths that the brand issues, rising.
    lengths: &'static [u8],
    /// Positions before which a space is printed.
    gaps: &'static [u8],
    cvc_name: &'static str,
    cvc_length: u8,
}

/// Ranges: credit-card-type 10.3.0 (MIT). Visa's 13 and 19 digits: ISO/IEC 7812 and Visa's rules; 13 is no longer issued but still valid.
static TABLE: [Row; 5] = [
    Row {
        id: "visa",
        prefixes: &[(4, 4)],
        lengths: &[13, 16, 18, 19],
        gaps: &[4, 8, 12],
        cvc_name: "CVV",
        cvc_length: 3,
    },
    Row {
        id: "mastercard",
        prefixes: &[(51, 55), (2221, 2720)],
        lengths: &[16],
        gaps: &[4, 8, 12],
        cvc_name: "CVC",
        cvc_length: 3,
    },
    Row {
        id: "american-express",
        prefixes: &[(34, 34), (37, 37)],
        lengths: &[15],
        gaps: &[4, 10],
        cvc_name: "CID",
        cvc_length: 4,
    },
    Row {
        id: "diners-club",
        prefixes: &[(300, 305), (36, 36), (38, 39)],
        lengths: &[14, 16, 19],
        gaps: &[4, 10],
        cvc_name: "CVV",
        cvc_length: 3,
    },
    Row {
        id: "discover",
        prefixes: &[(6011, 6011), (644, 649), (65, 65)],
        lengths: &[16, 19],
        gaps: &[4, 8, 12],
        cvc_name: "CID",
        cvc_length: 3,
    },
];

impl Brand {
    /// Every brand of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(Self)
    }

    /// The brand that a number of these digits belongs to, once enough of them are there to tell.
    pub(crate) fn identify(digits: &str) -> Option<Self> {
        Self::candidates(digits).find(|brand| brand.0.prefixes.iter().any(|&range| covers(range, digits)))
    }

    /// The brands that a number starting with these digits may still turn out to be; none before the first digit.
    pub(crate) fn candidates(digits: &str) -> impl Iterator<Item = Self> {
        Self::all().filter(move |brand| {
            !digits.is_empty() && brand.0.prefixes.iter().any(|&range| meets(range, digits))
        })
    }

    /// The stable name, such as `visa` or `american-express`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.0.id
    }

    /// The lengths of a PAN in digits, rising.
    #[must_use]
    pub fn lengths(self) -> &'static [u8] {
        self.0.lengths
    }

    /// The positions, in digits, before which a space is shown.
    #[must_use]
    pub fn gaps(self) -> &'static [u8] {
        self.0.gaps
    }

    /// What this brand calls its card verification code.
    #[must_use]
    pub fn cvc_name(self) -> &'static str {
        self.0.cvc_name
    }

    /// The length of the card verification code in digits.
    #[must_use]
    pub fn cvc_length(self) -> u8 {
        self.0.cvc_length
    }
}

/// The brands that a page takes.
pub struct AcceptedBrands(Option<Vec<&'static str>>);

impl AcceptedBrands {
    /// Every brand, also those that the table does not know.
    #[must_use]
    pub const fn all() -> Self {
        Self(None)
    }

    /// The brands with these ids and no others: a number of no known brand is then not accepted either.
    ///
    /// # Errors
    /// `None` where an id is not in the table: a mistyped one would silently turn buyers away.
    #[must_use]
    pub fn only<'a>(ids: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let known = |id| Brand::all().map(Brand::id).find(|known| *known == id);
        ids.into_iter().map(known).collect::<Option<Vec<_>>>().map(|ids| Self(Some(ids)))
    }

    pub(crate) fn admit(&self, brand: Option<Brand>) -> Result<(), IssueCode> {
        match (&self.0, brand) {
            (None, _) => Ok(()),
            (Some(ids), Some(brand)) if ids.contains(&brand.id()) => Ok(()),
            (Some(_), _) => Err(IssueCode::BrandNotAccepted),
        }
    }
}

/// Whether the digits are long enough for the range and start inside it.
fn covers((low, high): (u32, u32), digits: &str) -> bool {
    let width = width(low);
    digits
        .get(..width)
        .and_then(|prefix| prefix.parse().ok())
        .is_some_and(|prefix: u32| (low..=high).contains(&prefix))
}

/// Whether the digits are the start of a number inside the range, or already inside it.
fn meets((low, high): (u32, u32), digits: &str) -> bool {
    let width = width(low);
    let Some(missing) = width.checked_sub(digits.len()) else { return covers((low, high), digits) };
    let scale = (0..missing).fold(1, |scale, _| scale * 10);
    digits.parse::<u32>().is_ok_and(|prefix| (low / scale..=high / scale).contains(&prefix))
}

fn width(prefix: u32) -> usize {
    let mut rest = prefix;
    let mut width = 1;
    while rest >= 10 {
        rest /= 10;
        width += 1;
    }
    width
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(digits: &str) -> Vec<&'static str> {
        Brand::candidates(digits).map(Brand::id).collect()
    }

    #[test]
    fn a_brand_is_named_as_soon_as_the_digits_tell() {
        for (digits, brand) in [
            ("", None),
            ("4", Some("visa")),
            ("5", None),
            ("51", Some("mastercard")),
            ("2220", None),
            ("2221", Some("mastercard")),
            ("2720", Some("mastercard")),
            ("2721", None),
            ("3", None),
            ("34", Some("american-express")),
            ("37", Some("american-express")),
            ("305", Some("diners-club")),
            ("306", None),
            ("39", Some("diners-club")),
            ("6011", Some("discover")),
            ("6012", None),
            ("644", Some("discover")),
            ("65", Some("discover")),
            ("9", None),
        ] {
            assert_eq!(Brand::identify(digits).map(Brand::id), brand, "{digits}");
        }
    }

    #[test]
    fn candidates_narrow_as_digits_come() {
        assert_eq!(candidates(""), [""; 0]);
        assert_eq!(candidates("3"), ["american-express", "diners-club"]);
        assert_eq!(candidates("30"), ["diners-club"]);
        assert_eq!(candidates("2"), ["mastercard"]);
        assert_eq!(candidates("27"), ["mastercard"]);
        assert_eq!(candidates("28"), [""; 0]);
        assert_eq!(candidates("6"), ["discover"]);
        assert_eq!(candidates("64"), ["discover"]);
        assert_eq!(candidates("640"), [""; 0]);
    }
}
