//! The cardholder name.

use super::{
    number::{DIGITS, luhn},
    signs,
};
use crate::{IssueCode, secret::SecretText};

/// A cardholder name in any script, at most 128 bytes of UTF-8 as a JSON string holds it.
///
/// No `Debug`, `Display`, `Serialize` or `Clone`; wiped when it is dropped.
pub struct CardholderName(SecretText);

/// Bytes of a name inside a JSON string: `"` and `\` count twice. A cap, so that the padding can hide every length.
pub(crate) const MAX_NAME: usize = 128;

impl CardholderName {
    /// Parses a name; white space around it is dropped.
    ///
    /// # Errors
    /// `Required`, `TooLong`, `Characters` (a control character, or U+FFFD, which stands for text that could not be decoded) or `HoldsNumber`
    /// (12 digits or more in a row that pass the Luhn check, of any script and whatever stands between them: a card number in the wrong field, which
    /// the gateway would show as a name).
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
        if holds_number(name.expose()) {
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

/// Whether any digits in a row make a PAN. More text never takes a number away again, so no start of a good name is refused.
fn holds_number(text: &str) -> bool {
    let mut digits = SecretText::with_limit(MAX_NAME);
    let all_fit = text.chars().filter_map(signs::digit).all(|digit| digits.push(digit));
    let digits = digits.expose();
    let makes_pan = |start: usize| {
        let pan = |length| digits.get(start..start + length).is_some_and(luhn);
        DIGITS.into_iter().any(pan)
    };
    !all_fit || (0..digits.len()).any(makes_pan)
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
            "Agent 4111 1111 111",
            "4111 1111 1112",
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
            ("٤١١١ ١١١١ ١١١١ ١١١١", "holds_number"),
            ("4111.Ada.1111/1111-1111", "holds_number"),
            ("00 4111111111111111 00", "holds_number"),
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
