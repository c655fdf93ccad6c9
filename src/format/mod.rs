//! How a field is written while it is typed: an edit in, the text to show and the caret's place out.

mod expiry;
mod line;

use crate::{
    AcceptedBrands, UnixTime,
    card::{self, signs},
    secret::SecretText,
};
use line::Line;

/// A field that is formatted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formatter {
    /// The PAN, in the groups of its brand: `4242 4242`.
    Number,
    /// The expiry: `12 / 30`.
    Expiry,
    /// The CVC: digits and nothing else.
    Cvc,
}

impl Formatter {
    /// The formatter of the field with this name.
    #[must_use]
    pub fn of(field: &str) -> Option<Self> {
        match field {
            "number" => Some(Self::Number),
            "expiry" => Some(Self::Expiry),
            "cvc" => Some(Self::Cvc),
            _ => None,
        }
    }
}

/// What was done to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditKind {
    /// Text came: typed, pasted, dropped, filled in by the browser, or back from an earlier state.
    Insert,
    /// One sign before the caret went.
    DeleteBackward,
    /// One sign behind the caret went.
    DeleteForward,
    /// Text went in another way.
    Other,
    /// An input method is at work: the text is not finished, and belongs to it.
    Compose,
}

impl EditKind {
    /// By the `inputType` of the event (Input Events Level 2, section 4.1.2).
    #[must_use]
    pub fn of(input_type: &str) -> Self {
        match input_type {
            "insertCompositionText" => Self::Compose,
            "deleteContentBackward" => Self::DeleteBackward,
            "deleteContentForward" => Self::DeleteForward,
            other if other.starts_with("delete") => Self::Other,
            _ => Self::Insert,
        }
    }
}

/// An edit, as the browser left the field.
#[derive(Clone, Copy)]
pub struct Edit<'a> {
    /// What stands in the field now.
    pub text: &'a str,
    /// The caret's place in it, in UTF-16 code units.
    pub caret: usize,
    /// What stood in the field before.
    pub before: Option<&'a str>,
    /// What was done.
    pub kind: EditKind,
}

/// What to show. No `Debug`, `Display`, `Serialize` or `Clone`; wiped when it is dropped.
pub struct Formatted {
    text: SecretText,
    caret: usize,
}

impl Formatted {
    /// The text, ASCII. The one reader of this secret.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.text.expose()
    }

    /// The caret's place in the text.
    #[must_use]
    pub fn caret(&self) -> usize {
        self.caret
    }
}

/// The text to show after an edit, with the caret behind the same digit as before.
///
/// Digits of every script become those of ASCII, and marks between them become the field's own. Where only such a mark was deleted, the digit
/// beyond it goes. `None` where the text is to be left as it is: while an input method composes, and where it holds anything but digits and marks
/// between them, so that nothing that was typed disappears without a word.
#[must_use]
pub fn format(
    formatter: Formatter,
    edit: &Edit<'_>,
    accepted: &AcceptedBrands,
    now: UnixTime,
) -> Option<Formatted> {
    if edit.kind == EditKind::Compose {
        return None;
    }
    if formatter == Formatter::Expiry {
        return expiry::format(edit, now);
    }
    let line = Line::read(edit, signs::between_digits)?;
    let gaps = match formatter {
        Formatter::Number => card::gaps(line.digits(), accepted),
        _ => &[],
    };
    Some(line.grouped(" ", gaps, edit.kind == EditKind::Insert, false))
}

#[cfg(test)]
mod tests;
