//! The cardholder name.

use crate::{IssueCode, secret::SecretText};

/// A cardholder name in any script, at most 128 bytes of UTF-8 as a JSON string holds it.
///
/// No `Debug`, `Display`, `Serialize` or `Clone`; wiped when it is dropped.
pub struct CardholderName(SecretText);

/// Bytes of a name inside a JSON string: `"` and `\` count twice. A cap, so that the padding can hide every length.
pub(crate) const MAX_NAME: usize = 128;
/// The shortest PAN (ISO/IEC 7812-1 in practice).
const DIGITS_OF_A_PAN: usize = 12;

impl CardholderName {
    /// Parses a name; white space around it is dropped.
    ///
    /// # Errors
    /// `Required`, `TooLong`, `Characters` (a control character, or U+FFFD, which stands for text that could not be decoded) or `HoldsNumber`
    /// (12 digits or more, full-width ones too: a card number in the wrong field, which the gateway would show as a name).
    pub fn parse(text: &str) -> Result<Self, IssueCode> {
        if text.len() > super::MAX_INPUT {
            return Err(IssueCode::TooLong);
        }
        let text = text.trim_ascii();
        if text.is_empty() {
            return Err(IssueCode::Required);
        }
        let mut name = SecretText::with_limit(MAX_NAME);
        for c in text.chars() {
            if c.is_control() || c == '\u{fffd}' {
                return Err(IssueCode::Characters);
            }
            if !name.push(c) {
                return Err(IssueCode::TooLong);
            }
        }
        if json_length(name.expose()) > MAX_NAME {
            return Err(IssueCode::TooLong);
        }
        if name.expose().chars().filter(|c| matches!(c, '0'..='9' | '０'..='９')).count() >= DIGITS_OF_A_PAN
        {
            return Err(IssueCode::HoldsNumber);
        }
        Ok(Self(name))
    }

    /// The name. The one reader of this secret.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// Bytes that the name takes inside a JSON string.
    pub(crate) fn json_length(&self) -> usize {
        json_length(self.expose())
    }
}

fn json_length(text: &str) -> usize {
    text.len() + text.bytes().filter(|b| matches!(b, b'"' | b'\\')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_pass() {
        for name in [
            "Ada Lovelace",
            "José Ñandú-O'Neill",
            "山田太郎",
            "محمد علي",
            "Nguyễn Văn A",
            "X Æ A-12",
            "Dwayne \"The Rock\"",
        ] {
            assert_eq!(CardholderName::parse(name).ok().unwrap().expose(), name);
        }
        assert_eq!(CardholderName::parse("  Ada  ").ok().unwrap().expose(), "Ada");
    }

    #[test]
    fn what_is_no_name_says_why() {
        for (text, code) in [
            ("", "required"),
            ("   ", "required"),
            ("Ada\nLovelace", "characters"),
            ("Ada\u{0}", "characters"),
            ("Ada\u{fffd}", "characters"),
            ("John 4111111111111111", "holds_number"),
            ("4111 1111 1111 1111", "holds_number"),
            ("４１１１１１１１１１１１１１１１", "holds_number"),
        ] {
            assert_eq!(CardholderName::parse(text).err().map(IssueCode::as_str), Some(code), "{text}");
        }
        for (length, fits) in [(128, true), (129, false), (2000, false)] {
            assert_eq!(CardholderName::parse(&"a".repeat(length)).is_ok(), fits);
        }
        assert!(CardholderName::parse(&"\"".repeat(64)).is_ok());
        assert!(CardholderName::parse(&"\"".repeat(65)).is_err());
    }
}
