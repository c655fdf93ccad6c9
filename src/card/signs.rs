//! Signs that mean the same: the digits of all scripts, and what people and programs put between digits.

use crate::{IssueCode, secret::SecretText};

/// Where the decimal digits of a script begin: the code points of general category Nd with the value zero (Unicode 16.0), rising.
/// Behind each follow the other nine.
static ZEROS: [u32; 75] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6,
    0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0,
    0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30,
    0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0,
    0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16130, 0x16a60,
    0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0,
    0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

/// The ASCII digit that means the same as `c`, a decimal digit of any script. Letters and fractions are not guessed.
#[inline(never)]
pub(crate) fn digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    let code = u32::from(c);
    let zero = ZEROS.iter().rev().find(|&&zero| zero <= code)?;
    char::from_digit(code - zero, 10)
}

/// The digits of `text`, at most `limit` of them, where nothing but what `mark` knows stands between them.
///
/// # Errors
/// `NotDigits`, `TooLong`.
#[inline(never)]
pub(crate) fn digits(text: &str, limit: usize, mark: fn(char) -> bool) -> Result<SecretText, IssueCode> {
    let mut digits = SecretText::with_limit(limit);
    for c in text.chars() {
        match digit(c) {
            Some(digit) if digits.push(digit) => {}
            Some(_) => return Err(IssueCode::TooLong),
            None if mark(c) => {}
            None => return Err(IssueCode::NotDigits),
        }
    }
    Ok(digits)
}

/// What may stand between the digits of a PAN.
pub(crate) fn between_digits(c: char) -> bool {
    blank(c) || dash(c)
}

/// A space of any width, none included, or a mark that sets the direction of writing.
#[inline(never)]
pub(crate) fn blank(c: char) -> bool {
    matches!(
        c,
        '\t'..='\r'
            | ' '
            | '\u{85}'
            | '\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200a}'
            | '\u{2028}'..='\u{2029}'
            | '\u{202f}'
            | '\u{205f}'
            | '\u{3000}'
    ) || invisible(c)
}

/// A sign without any width, which nobody sees: it separates nothing.
pub(crate) fn invisible(c: char) -> bool {
    matches!(
        c,
        '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// A hyphen, dash or minus sign.
#[inline(never)]
pub(crate) fn dash(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
}

/// Anything that stands between a month and a year.
pub(crate) fn date_separator(c: char) -> bool {
    dash(c)
        || matches!(
            c,
            '/' | '.'
                | ','
                | ':'
                | ';'
                | '_'
                | '|'
                | '\\'
                | '\''
                | '\u{2044}'
                | '\u{2215}'
                | '\u{ff0f}'
                | '\u{ff0e}'
                | '\u{3002}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_general_category::{GeneralCategory, get_general_category};

    #[test]
    fn the_digits_are_unicodes() {
        let mut known = 0;
        for c in '\0'..=char::MAX {
            let is_digit = get_general_category(c) == GeneralCategory::DecimalNumber;
            assert_eq!(digit(c).is_some(), is_digit, "{:x}", u32::from(c));
            known += usize::from(is_digit);
        }
        assert_eq!(known, 10 + 10 * ZEROS.len());
        for same in "7٧۷७７৭໗𝟕𝟟🯷".chars() {
            assert_eq!(digit(same), Some('7'), "{same}");
        }
        for other in "²½Ⅷ④〇七OlI".chars() {
            assert_eq!(digit(other), None, "{other}");
        }
    }

    #[test]
    fn every_space_is_blank_and_nothing_visible_is() {
        for c in '\0'..=char::MAX {
            if c.is_whitespace() {
                assert!(blank(c), "{:x}", u32::from(c));
            }
            if blank(c) {
                assert!(!c.is_alphanumeric() && digit(c).is_none(), "{:x}", u32::from(c));
            }
        }
    }
}
