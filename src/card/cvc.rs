//! The card verification code.

use super::{Brand, MAX_INPUT, signs};
use crate::{IssueCode, secret::SecretText};

/// A card verification code: the number of digits that its brand has, or 3 to 4 where the brand is not known.
///
/// No `Debug`, `Display`, `Serialize` or `Clone`; wiped when it is dropped. Text, not a number: leading zeros count.
pub struct Cvc(SecretText);

const LONGEST: usize = 4;

impl Cvc {
    /// Parses digits of any script; spaces are dropped. `brands` are those of the card; none, where they are not known. Empty text is no code where
    /// one of them has none.
    ///
    /// # Errors
    /// `Required`, `TooShort`, `TooLong`, `NotDigits`, or `NotOnCard` where no brand of the card has such a code.
    pub fn parse(text: &str, brands: &[Brand]) -> Result<Option<Self>, IssueCode> {
        if text.len() > MAX_INPUT {
            return Err(IssueCode::TooLong);
        }
        let digits = signs::digits(text, LONGEST, signs::blank)?;
        let lengths = Self::lengths(brands);
        let optional = brands.iter().any(|brand| brand.cvc_length() == 0);
        match digits.expose().len() {
            0 if optional => Ok(None),
            _ if lengths.is_empty() => Err(IssueCode::NotOnCard),
            0 => Err(IssueCode::Required),
            length if lengths.iter().any(|&allowed| usize::from(allowed) == length) => Ok(Some(Self(digits))),
            length if lengths.last().is_some_and(|&longest| length > longest.into()) => {
                Err(IssueCode::TooLong)
            }
            _ => Err(IssueCode::TooShort),
        }
    }

    /// The lengths that a code may have, rising; none where cards of these brands have no code.
    #[must_use]
    pub fn lengths(brands: &[Brand]) -> &'static [u8] {
        let any = |length| brands.iter().any(|brand| brand.cvc_length() == length);
        match (any(3), any(4)) {
            (true, false) => &[3],
            (false, true) => &[4],
            (false, false) if !brands.is_empty() => &[],
            _ => &[3, 4],
        }
    }

    /// The digits. The one reader of this secret.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_is_the_brands() {
        let brand = |id| Brand::all().find(|brand| brand.id() == id).unwrap();
        let (visa, amex, uatp) =
            (&[brand("visa")][..], &[brand("american-express")][..], &[brand("uatp")][..]);
        let bancontact = &[brand("bancontact"), brand("maestro")][..];
        for (text, brands, expected) in [
            ("123", visa, Ok("123")),
            (" 012 ", visa, Ok("012")),
            ("1234", visa, Err("too_long")),
            ("12", visa, Err("too_short")),
            ("", visa, Err("required")),
            ("12a", visa, Err("not_digits")),
            ("1-2", visa, Err("not_digits")),
            ("１\u{a0}२\u{200b}٣", visa, Ok("123")),
            ("123", amex, Err("too_short")),
            ("1234", amex, Ok("1234")),
            ("123", &[], Ok("123")),
            ("1234", &[], Ok("1234")),
            ("12345", &[], Err("too_long")),
            ("", uatp, Ok("")),
            (" ", uatp, Ok("")),
            ("1", uatp, Err("not_on_card")),
            ("", bancontact, Ok("")),
            ("123", bancontact, Ok("123")),
            ("12", bancontact, Err("too_short")),
        ] {
            let outcome = Cvc::parse(text, brands);
            let digits = outcome.as_ref().map(|cvc| cvc.as_ref().map_or("", Cvc::expose));
            assert_eq!(digits.map_err(|e| e.as_str()), expected, "{text}");
        }
    }
}
