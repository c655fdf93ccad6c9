//! The primary account number.

use super::{AcceptedBrands, Brand, MAX_INPUT, candidates::Candidates, signs};
use crate::{IssueCode, secret::SecretText};
use core::ops::RangeInclusive;

/// A primary account number (ISO/IEC 7812-1): 12 to 19 digits, of a length that its brand issues and with the check digit that it asks for.
///
/// No `Debug`, `Display`, `Serialize` or `Clone`; wiped when it is dropped. [`Pan::expose`] is its one reader.
pub struct Pan {
    digits: SecretText,
    brands: Vec<Brand>,
}

/// How many digits a PAN has (ISO/IEC 7812-1, and 12 as the shortest in use).
pub(super) const DIGITS: RangeInclusive<usize> = 12..=19;

impl Pan {
    /// Parses digits of any script, with spaces and hyphens of any kind anywhere between them. A number of no known brand is valid where all brands
    /// are accepted: the gateway knows better.
    ///
    /// # Errors
    /// The first of: `TooLong`, `NotDigits`, `Required`, `BrandNotAccepted`, `TooShort`, `LengthForBrand`, `Luhn`.
    pub fn parse(text: &str, accepted: &AcceptedBrands) -> Result<Self, IssueCode> {
        Typed::read(text, accepted)?.parse(accepted)
    }

    /// The digits, 12 to 19 of them, without separators. The one reader of this secret.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.digits.expose()
    }

    /// The first of [`Pan::brands`].
    #[must_use]
    pub fn brand(&self) -> Option<Brand> {
        self.brands.first().copied()
    }

    /// The accepted brands that the card bears: several where it is co-badged, none where the table knows none for this number.
    #[must_use]
    pub fn brands(&self) -> &[Brand] {
        &self.brands
    }

    /// The last four digits, which PCI DSS 3.4.1 allows to be shown.
    #[must_use]
    pub fn last_four(&self) -> &str {
        let digits = self.expose();
        digits.get(digits.len().saturating_sub(4)..).unwrap_or_default()
    }
}

/// Up to 19 digits as they were typed, not yet a number.
pub(super) struct Typed {
    digits: SecretText,
    candidates: Candidates,
}

impl Typed {
    pub(super) fn read(text: &str, accepted: &AcceptedBrands) -> Result<Self, IssueCode> {
        if text.len() > MAX_INPUT {
            return Err(IssueCode::TooLong);
        }
        let digits = signs::digits(text, *DIGITS.end(), signs::between_digits)?;
        let candidates = Candidates::of(digits.expose(), accepted);
        Ok(Self { digits, candidates })
    }

    pub(super) fn parse(self, accepted: &AcceptedBrands) -> Result<Pan, IssueCode> {
        let brands = self.bearing(accepted)?;
        Ok(Pan { digits: self.digits, brands })
    }

    pub(super) fn candidates(&self) -> &Candidates {
        &self.candidates
    }

    /// The accepted brands that a card with this number bears.
    pub(super) fn bearing(&self, accepted: &AcceptedBrands) -> Result<Vec<Brand>, IssueCode> {
        let digits = self.digits.expose();
        if digits.is_empty() {
            return Err(IssueCode::Required);
        }
        if self.brand_refused(accepted) {
            return Err(IssueCode::BrandNotAccepted);
        }
        if digits.len() < *DIGITS.start() {
            return Err(IssueCode::TooShort);
        }
        let mut brands: Vec<Brand> = self.candidates.brands().collect();
        let known = !brands.is_empty();
        brands.retain(|brand| brand.lengths().iter().any(|&length| usize::from(length) == digits.len()));
        if known && brands.is_empty() {
            return Err(if self.may_grow() { IssueCode::TooShort } else { IssueCode::LengthForBrand });
        }
        let sound = luhn(digits);
        brands.retain(|brand| sound || !brand.luhn());
        if brands.is_empty() && (known || !sound) {
            return Err(IssueCode::Luhn);
        }
        Ok(brands)
    }

    /// Whether a valid number with more digits may start with these.
    pub(super) fn may_grow(&self) -> bool {
        let longest = self.candidates.brands().filter_map(|brand| brand.lengths().last()).max();
        self.digits.expose().len() < longest.map_or(*DIGITS.end(), |&length| usize::from(length))
    }

    /// Whether the brand can no longer become one that is accepted.
    fn brand_refused(&self, accepted: &AcceptedBrands) -> bool {
        let mut open = self.candidates.brands().peekable();
        if open.peek().is_some() {
            open.all(|brand| !accepted.admit(Some(brand)))
        } else {
            !accepted.admit(None)
        }
    }
}

/// The check digit formula of ISO/IEC 7812-1 annex B: from the right, every second digit doubled, the sum divisible by ten.
pub(super) fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit.saturating_sub(b'0')) * weight)
        .map(|product| if product > 9 { product - 9 } else { product })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(text: &str) -> Result<String, &'static str> {
        Pan::parse(text, &AcceptedBrands::all()).map(|pan| pan.expose().to_owned()).map_err(IssueCode::as_str)
    }

    #[test]
    fn separators_are_dropped_and_nothing_else() {
        for text in [
            "4242424242424242",
            "4242 4242 4242 4242",
            "4242-4242-4242-4242",
            " 4242\u{a0}4242 42424242 ",
            "\u{200e}4242\u{2013}4242\u{200b}4242\u{202f}4242\u{feff}",
            "４２４２\u{3000}٤٢٤٢ ४२४२ ໔໒໔໒",
        ] {
            assert_eq!(outcome(text).as_deref(), Ok("4242424242424242"), "{text}");
        }
        for text in [
            "4242.4242.4242.4242",
            "4242x4242 4242 4242",
            "+4242424242424242",
            "4242 4242 4242 424O",
            "4242 4242 4242 424²",
            "4242\u{fffd}42",
            "\0",
        ] {
            assert_eq!(outcome(text), Err("not_digits"), "{text}");
        }
    }

    #[test]
    fn lengths_are_those_of_the_brand_or_12_to_19() {
        for (text, expected) in [
            ("", Err("required")),
            (" - ", Err("required")),
            ("42424242424", Err("too_short")),
            ("42424242424242424242", Err("too_long")),
            ("4222222222222", Ok("4222222222222")),
            ("424242424242424", Err("too_short")),
            ("378282246310005", Ok("378282246310005")),
            ("3782822463100055", Err("length_for_brand")),
            ("377798000000004", Ok("377798000000004")),
            ("3777980000000008", Err("length_for_brand")),
            ("3841000000000000004", Ok("3841000000000000004")),
            ("36227206271667", Ok("36227206271667")),
            ("6011000990139424", Ok("6011000990139424")),
            ("555555555555444", Err("too_short")),
            ("55555555555544440", Err("length_for_brand")),
            ("900000000009", Err("luhn")),
            ("900000000001", Ok("900000000001")),
            ("4242424242424241", Err("luhn")),
        ] {
            assert_eq!(outcome(text).as_deref().map_err(|e| *e), expected, "{text}");
        }
    }

    #[test]
    fn huge_input_is_refused_before_it_is_read() {
        assert_eq!(outcome(&"4".repeat(10_000_000)), Err("too_long"));
    }

    #[test]
    fn only_accepted_brands_pass_where_a_page_names_them() {
        let accepted = AcceptedBrands::only(["visa"]).unwrap();
        assert!(Pan::parse("4242424242424242", &accepted).is_ok());
        for text in ["5555555555554444", "900000000001", "5", "9", "5555555555554445"] {
            assert_eq!(Pan::parse(text, &accepted).err(), Some(IssueCode::BrandNotAccepted));
        }
        assert!(AcceptedBrands::only(["vista"]).is_none());
    }
}
