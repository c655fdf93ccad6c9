//! The primary account number.

use super::{AcceptedBrands, Brand, MAX_INPUT};
use crate::{IssueCode, secret::SecretText};

/// A primary account number: 12 to 19 digits that pass the Luhn check (ISO/IEC 7812-1), of a length that its brand issues.
///
/// No `Debug`, `Display`, `Serialize` or `Clone`; wiped when it is dropped. [`Pan::expose`] is its one reader.
pub struct Pan {
    digits: SecretText,
    brand: Option<Brand>,
}

const MIN_DIGITS: usize = 12;
const MAX_DIGITS: usize = 19;

impl Pan {
    /// Parses digits with spaces, no-break spaces or hyphens anywhere between them. A number of no known brand is valid: the gateway knows better.
    ///
    /// # Errors
    /// The first of: `TooLong`, `NotDigits`, `Required`, `TooShort`, `LengthForBrand`, `Luhn`, `BrandNotAccepted`.
    pub fn parse(text: &str, accepted: &AcceptedBrands) -> Result<Self, IssueCode> {
        let digits = Typed::read(text)?;
        digits.verdict(accepted)?;
        Ok(Self { brand: digits.brand(), digits: digits.0 })
    }

    /// The digits, 12 to 19 of them, without separators. The one reader of this secret.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.digits.expose()
    }

    /// The brand, or `None` where the table knows none for this number.
    #[must_use]
    pub fn brand(&self) -> Option<Brand> {
        self.brand
    }

    /// The last four digits, which PCI DSS 3.4.1 allows to be shown.
    #[must_use]
    pub fn last_four(&self) -> &str {
        let digits = self.expose();
        digits.get(digits.len().saturating_sub(4)..).unwrap_or_default()
    }
}

/// Up to 19 digits as they were typed, not yet a number.
pub(super) struct Typed(SecretText);

impl Typed {
    pub(super) fn read(text: &str) -> Result<Self, IssueCode> {
        if text.len() > MAX_INPUT {
            return Err(IssueCode::TooLong);
        }
        let mut digits = SecretText::with_limit(MAX_DIGITS);
        for c in text.chars() {
            match c {
                '0'..='9' if digits.push(c) => {}
                '0'..='9' => return Err(IssueCode::TooLong),
                ' ' | '\u{a0}' | '-' => {}
                _ => return Err(IssueCode::NotDigits),
            }
        }
        Ok(Self(digits))
    }

    pub(super) fn brand(&self) -> Option<Brand> {
        Brand::identify(self.0.expose())
    }

    pub(super) fn candidates(&self) -> impl Iterator<Item = Brand> {
        Brand::candidates(self.0.expose())
    }

    pub(super) fn verdict(&self, accepted: &AcceptedBrands) -> Result<(), IssueCode> {
        let digits = self.0.expose();
        let brand = self.brand();
        match digits.len() {
            0 => return Err(IssueCode::Required),
            1..MIN_DIGITS => return Err(IssueCode::TooShort),
            _ => {}
        }
        if brand
            .is_some_and(|brand| !brand.lengths().iter().any(|&length| usize::from(length) == digits.len()))
        {
            return Err(if self.may_grow() { IssueCode::TooShort } else { IssueCode::LengthForBrand });
        }
        if !luhn(digits) {
            return Err(IssueCode::Luhn);
        }
        accepted.admit(brand)
    }

    /// Whether a valid number with more digits may start with these.
    pub(super) fn may_grow(&self) -> bool {
        let longest = self
            .brand()
            .and_then(|brand| brand.lengths().last())
            .map_or(MAX_DIGITS, |&length| usize::from(length));
        self.0.expose().len() < longest
    }

    /// Whether the brand can no longer become one that is accepted.
    pub(super) fn brand_refused(&self, accepted: &AcceptedBrands) -> bool {
        let mut open = self.candidates().peekable();
        let typed = !self.0.expose().is_empty();
        typed
            && if open.peek().is_some() {
                open.all(|brand| accepted.admit(Some(brand)).is_err())
            } else {
                accepted.admit(None).is_err()
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
        for text in
            ["4242424242424242", "4242 4242 4242 4242", "4242-4242-4242-4242", " 4242\u{a0}4242 42424242 "]
        {
            assert_eq!(outcome(text).as_deref(), Ok("4242424242424242"), "{text}");
        }
        for text in [
            "4242.4242.4242.4242",
            "4242x4242 4242 4242",
            "+4242424242424242",
            "４２４２424242424242",
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
        for text in ["5555555555554444", "900000000001"] {
            assert_eq!(Pan::parse(text, &accepted).err(), Some(IssueCode::BrandNotAccepted));
        }
        assert!(AcceptedBrands::only(["vista"]).is_none());
    }
}
