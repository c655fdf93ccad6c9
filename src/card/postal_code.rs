//! The postal code of the billing address.

use super::{MAX_INPUT, signs};
use crate::{IssueCode, secret::SecretText};

/// A postal code of any country: 3 to 10 characters, letters A to Z, digits, spaces and hyphens, at least three of them letters or digits
/// (Universal Postal Union, addressing systems: the shortest are those of Iceland, the longest that of the United States with its hyphen).
///
/// No `Debug`, `Display`, `Serialize` or `Clone`; wiped when it is dropped.
pub struct PostalCode(SecretText);

const SHORTEST: usize = 3;
/// Characters, of one byte each.
pub(crate) const MAX_POSTAL_CODE: usize = 10;

impl PostalCode {
    /// Parses letters, digits of any script, hyphens and spaces. Digits and hyphens become those of ASCII; spaces around are dropped and those inside
    /// become one.
    ///
    /// # Errors
    /// `TooLong`, `Characters`, `Required` or `TooShort`.
    pub fn parse(text: &str) -> Result<Self, IssueCode> {
        if text.len() > MAX_INPUT {
            return Err(IssueCode::TooLong);
        }
        let mut code = SecretText::with_limit(MAX_POSTAL_CODE);
        let mut gap = false;
        for c in text.chars() {
            if signs::blank(c) {
                gap = !code.expose().is_empty();
                continue;
            }
            let sign = if signs::dash(c) { Some('-') } else { signs::digit(c) };
            let sign = sign.or(Some(c).filter(char::is_ascii_alphabetic)).ok_or(IssueCode::Characters)?;
            if (gap && !code.push(' ')) || !code.push(sign) {
                return Err(IssueCode::TooLong);
            }
            gap = false;
        }
        match code.expose().bytes().filter(u8::is_ascii_alphanumeric).count() {
            0 if code.expose().is_empty() => Err(IssueCode::Required),
            0..SHORTEST => Err(IssueCode::TooShort),
            _ => Ok(Self(code)),
        }
    }

    /// The code. The one reader of this secret.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_the_world_pass() {
        for (text, code) in [
            ("101", "101"),
            ("94103-1234", "94103-1234"),
            (" SW1A  1AA ", "SW1A 1AA"),
            ("k1a 0b1", "k1a 0b1"),
            ("〒", ""),
            ("１００-０００１", "100-0001"),
            ("१०००१", "10001"),
            ("00-950", "00-950"),
            ("LV\u{2011}1050", "LV-1050"),
        ] {
            assert_eq!(PostalCode::parse(text).as_ref().map_or("", PostalCode::expose), code, "{text}");
        }
    }

    #[test]
    fn what_is_no_code_says_why() {
        for (text, code) in [
            ("", "required"),
            (" \u{a0}", "required"),
            ("12", "too_short"),
            ("1 - 2", "too_short"),
            ("12345678901", "too_long"),
            ("123456789 0", "too_long"),
            ("12_345", "characters"),
            ("〒100", "characters"),
            ("\u{fffd}", "characters"),
        ] {
            assert_eq!(PostalCode::parse(text).err().map(IssueCode::as_str), Some(code), "{text}");
        }
        assert_eq!(PostalCode::parse(&"1".repeat(5_000)).err(), Some(IssueCode::TooLong));
    }
}
