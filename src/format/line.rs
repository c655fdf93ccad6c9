//! Digits and a caret among them.

use super::{Edit, EditKind, Formatted};
use crate::card::signs;
use crate::secret::SecretText;
use core::ops::Range;

/// The digits of a field and how many of them stand before the caret.
pub(super) struct Line {
    digits: SecretText,
    passed: usize,
}

/// More digits than any field has: a longer text is left alone.
const MAX_DIGITS: usize = 32;
/// The digits, and three signs in every gap.
const MAX_TEXT: usize = 4 * MAX_DIGITS;

/// What may stand between the digits of a PAN or CVC.
pub(super) fn between_digits(c: char) -> bool {
    signs::blank(c) || signs::dash(c)
}

impl Line {
    /// Reads an edited field, and takes the digit away that was meant where only a mark was deleted. `None` where there is anything but digits and
    /// what `mark` knows.
    pub(super) fn read(edit: &Edit<'_>, mark: fn(char) -> bool) -> Option<Self> {
        let line = Self::scan(edit.text, edit.caret, mark)?;
        let before = edit.before.and_then(|before| Self::scan(before, 0, mark).map(|line| (before, line)));
        let only_a_mark_went = before
            .is_some_and(|(before, old)| edit.text.len() < before.len() && old.digits() == line.digits());
        Some(match edit.kind {
            EditKind::DeleteBackward if only_a_mark_went && line.passed > 0 => {
                line.without(line.passed - 1..line.passed)
            }
            EditKind::DeleteForward if only_a_mark_went => line.without(line.passed..line.passed + 1),
            _ => line,
        })
    }

    fn scan(text: &str, caret: usize, mark: fn(char) -> bool) -> Option<Self> {
        let mut digits = SecretText::with_limit(MAX_DIGITS);
        let (mut place, mut passed) = (0, 0);
        for c in text.chars() {
            if let Some(digit) = signs::digit(c) {
                if !digits.push(digit) {
                    return None;
                }
                passed += usize::from(place < caret);
            } else if !mark(c) {
                return None;
            }
            place += c.len_utf16();
        }
        Some(Self { digits, passed })
    }

    pub(super) fn digits(&self) -> &str {
        self.digits.expose()
    }

    /// With `digit` in front of all.
    pub(super) fn behind(&self, digit: char) -> Self {
        let passed = if self.passed == 0 { 0 } else { self.passed + 1 };
        Self { digits: collect(core::iter::once(digit).chain(self.digits().chars())), passed }
    }

    /// Without the digits of these places.
    pub(super) fn without(&self, places: Range<usize>) -> Self {
        let gone_before_caret = places.clone().filter(|&place| place < self.passed).count();
        let kept = self.digits().chars().enumerate().filter(|(place, _)| !places.contains(place));
        Self { digits: collect(kept.map(|(_, digit)| digit)), passed: self.passed - gone_before_caret }
    }

    /// With the first `count` digits moved behind the others, and the caret behind all.
    pub(super) fn rotated(&self, count: usize) -> Self {
        let digits = self.digits().chars();
        let digits = collect(digits.clone().skip(count).chain(digits.take(count)));
        Self { passed: digits.expose().len(), digits }
    }

    /// The digits with `mark` before each place of `gaps`, also the one behind the last digit where that is `open`. Where text was `inserted`, a caret
    /// before a mark moves behind it.
    pub(super) fn grouped(&self, mark: &str, gaps: &[u8], inserted: bool, open: bool) -> Formatted {
        let mut text = SecretText::with_limit(MAX_TEXT);
        let mut caret = 0;
        let digits = self.digits();
        for place in 0..=digits.len() {
            let digit = digits.get(place..=place);
            if place == self.passed {
                caret = text.expose().len();
            }
            if gaps.iter().any(|&gap| usize::from(gap) == place) && (digit.is_some() || open) {
                text.push_all(mark);
                if place == self.passed && inserted && place > 0 {
                    caret = text.expose().len();
                }
            }
            text.push_all(digit.unwrap_or_default());
        }
        Formatted { text, caret }
    }
}

fn collect(digits: impl Iterator<Item = char>) -> SecretText {
    let mut text = SecretText::with_limit(MAX_DIGITS + 1);
    for digit in digits {
        text.push_all(digit.encode_utf8(&mut [0; 4]));
    }
    text
}
