//! Digits and a caret among them.

use super::{Edit, EditKind, Formatted};
use crate::card::signs;
use crate::secret::SecretText;

/// The digits of a field and how many of them stand before the caret.
pub(super) struct Line {
    digits: SecretText,
    passed: usize,
}

/// More digits than any field has: a longer text is left alone.
const MAX_DIGITS: usize = 32;
/// The digits, and three signs in every gap.
const MAX_TEXT: usize = 4 * MAX_DIGITS;

impl Line {
    /// Reads an edited field, and takes the digit away that was meant where only a mark was deleted. `None` where there is anything but digits and
    /// what `mark` knows.
    pub(super) fn read(edit: &Edit<'_>, mark: fn(char) -> bool) -> Option<Self> {
        let digits = |text| signs::digits(text, MAX_DIGITS, mark).ok();
        let line = Self { digits: digits(edit.text)?, passed: digits_before(edit.text, edit.caret) };
        let only_a_mark_went = edit.before.is_some_and(|before| {
            edit.text.len() < before.len() && digits(before).is_some_and(|old| old.expose() == line.digits())
        });
        let gone = match edit.kind {
            EditKind::DeleteBackward if only_a_mark_went => line.passed.checked_sub(1),
            EditKind::DeleteForward if only_a_mark_went => Some(line.passed),
            _ => None,
        };
        Some(gone.map(|gone| line.without(gone, 1)).unwrap_or(line))
    }

    pub(super) fn digits(&self) -> &str {
        self.digits.expose()
    }

    pub(super) fn passed(&self) -> usize {
        self.passed
    }

    /// With `digit` in front of all.
    pub(super) fn behind(&self, digit: &str) -> Self {
        Self::joined(digit, self.digits(), if self.passed == 0 { 0 } else { self.passed + 1 })
    }

    /// Without `count` digits from this place on.
    pub(super) fn without(&self, place: usize, count: usize) -> Self {
        let (front, rest) = self.split(place);
        let passed = self.passed - self.passed.saturating_sub(place).min(count);
        Self::joined(front, rest.get(count..).unwrap_or_default(), passed)
    }

    /// With the first `count` digits moved behind the others, and the caret behind all.
    pub(super) fn rotated(&self, count: usize) -> Self {
        let (front, rest) = self.split(count);
        Self::joined(rest, front, self.digits().len())
    }

    fn split(&self, place: usize) -> (&str, &str) {
        self.digits().split_at_checked(place).unwrap_or((self.digits(), ""))
    }

    fn joined(front: &str, back: &str, passed: usize) -> Self {
        let mut digits = SecretText::with_limit(MAX_DIGITS + 1);
        digits.push_all(front);
        digits.push_all(back);
        Self { digits, passed }
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

fn digits_before(text: &str, caret: usize) -> usize {
    let mut place = 0;
    let before = text.chars().take_while(|c| {
        let here = place;
        place += c.len_utf16();
        here < caret
    });
    before.filter(|&c| signs::digit(c).is_some()).count()
}
