//! The card verification code.

use super::{Brand, MAX_INPUT};
use crate::{IssueCode, secret::SecretText};

/// A card verification code: the number of digits that its brand has, or 3 to 4 where the brand is not known.
///
/// No `Debug`, `Display`, `Serialize` or `Clone`; wiped when it is dropped. Text, not a number: leading zeros count.
pub struct Cvc(SecretText);

const SHORTEST: usize = 3;
const LONGEST: usize = 4;

impl Cvc {
    /// Parses digits, with spaces allowed around them.
    ///
    /// # Errors
    /// `Required`, `TooShort`, `TooLong` or `NotDigits`.
    pub fn parse(text: &str, brand: Option<Brand>) -> Result<Self, IssueCode> {
        if text.len() > MAX_INPUT {
            return Err(IssueCode::TooLong);
        }
        let (shortest, longest) =
            brand.map_or((SHORTEST, LONGEST), |brand| (brand.cvc_length().into(), brand.cvc_length().into()));
        let mut digits = SecretText::with_limit(LONGEST);
        for c in text.trim_ascii().chars() {
            if !c.is_ascii_digit() {
                return Err(IssueCode::NotDigits);
            }
            if digits.expose().len() == longest || !digits.push(c) {
                return Err(IssueCode::TooLong);
            }
        }
        match digits.expose().len() {
            0 => Err(IssueCode::Required),
            length if length < shortest => Err(IssueCode::TooShort),
            _ => Ok(Self(digits)),
        }
    }

    /// The digits. The one reader of this secret.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// The lengths that a code may have, rising.
    pub(super) fn lengths(brand: Option<Brand>) -> Vec<u8> {
        brand.map_or_else(|| vec![3, 4], |brand| vec![brand.cvc_length()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_is_the_brands() {
        let visa = Brand::identify("4");
        let amex = Brand::identify("37");
        for (text, brand, expected) in [
            ("123", visa, Ok("123")),
            (" 012 ", visa, Ok("012")),
            ("1234", visa, Err("too_long")),
            ("12", visa, Err("too_short")),
            ("", visa, Err("required")),
            ("12a", visa, Err("not_digits")),
            ("1 2", visa, Err("not_digits")),
            ("１２３", visa, Err("not_digits")),
            ("123", amex, Err("too_short")),
            ("1234", amex, Ok("1234")),
            ("123", None, Ok("123")),
            ("1234", None, Ok("1234")),
            ("12345", None, Err("too_long")),
        ] {
            let outcome = Cvc::parse(text, brand);
            assert_eq!(outcome.as_ref().map(Cvc::expose).map_err(|e| e.as_str()), expected, "{text}");
        }
    }
}
