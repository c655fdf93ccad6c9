//! An input that is formatted, and what a browser does to it.

use crate::NOW;
use crate::generate::*;
use cardseal::AcceptedBrands;
use cardseal::UnixTime;
use cardseal::card::Cvc;
use cardseal::format::{Edit, EditKind, Formatter, format};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A field in a page, and what a browser does to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    pub(crate) formatter: Formatter,
    pub(crate) text: String,
    /// In UTF-16 code units.
    pub(crate) caret: usize,
}

impl Input {
    pub(crate) fn of(formatter: Formatter, text: &str) -> Self {
        Self { formatter, text: text.to_owned(), caret: text.encode_utf16().count() }
    }

    pub(crate) fn at(self, caret: usize) -> Self {
        Self { caret, ..self }
    }

    /// As the page shows it after an edit that left it like this. `None` where it is left alone.
    pub(crate) fn shown(&self, kind: EditKind, before: Option<&str>, now: UnixTime) -> Option<Self> {
        let edit = Edit { text: &self.text, caret: self.caret, before, kind };
        let shown = format(self.formatter, &edit, &AcceptedBrands::all(), now)?;
        Some(Self { formatter: self.formatter, text: shown.expose().to_owned(), caret: shown.caret() })
    }

    pub(crate) fn inserted(&self) -> Self {
        self.shown(EditKind::Insert, None, NOW).unwrap_or_else(|| self.clone())
    }

    /// The text around the caret; only for a text that was shown, which is ASCII.
    pub(crate) fn halves(&self) -> (&str, &str) {
        self.text.split_at(self.caret)
    }

    /// The digits around the caret.
    pub(crate) fn digits(&self) -> (String, String) {
        let (before, behind) = self.halves();
        (digits(before), digits(behind))
    }

    pub(crate) fn typed(&self, keys: &str) -> Self {
        let (before, behind) = self.halves();
        let caret = self.caret + keys.encode_utf16().count();
        let edited = Self { text: format!("{before}{keys}{behind}"), caret, ..self.clone() };
        edited.shown(EditKind::Insert, Some(&self.text), NOW).unwrap_or(edited)
    }

    pub(crate) fn backspace(&self) -> Self {
        let (before, behind) = self.halves();
        let Some(end) = before.len().checked_sub(1) else { return self.clone() };
        let edited = Self { text: before.split_at(end).0.to_owned() + behind, caret: end, ..self.clone() };
        edited.shown(EditKind::DeleteBackward, Some(&self.text), NOW).unwrap_or(edited)
    }

    pub(crate) fn delete(&self) -> Self {
        let (before, behind) = self.halves();
        let Some((_, rest)) = behind.split_at_checked(1) else { return self.clone() };
        let edited = Self { text: before.to_owned() + rest, ..self.clone() };
        edited.shown(EditKind::DeleteForward, Some(&self.text), NOW).unwrap_or(edited)
    }
}

/// The digits of a text, as those of ASCII, by way of the parser of CVCs, which takes one at a time.
pub(crate) fn digits(text: &str) -> String {
    let digit = |c: char| {
        let text = format!("00{c}");
        let code = Cvc::parse(&text, &[]).ok()??;
        Some(code.expose().split_at(2).1.to_owned())
    };
    text.chars().filter_map(digit).collect()
}

pub(crate) fn formatter() -> impl Strategy<Value = Formatter> {
    select(vec![Formatter::Number, Formatter::Expiry, Formatter::Cvc])
}

pub(crate) fn kind() -> impl Strategy<Value = EditKind> {
    select(vec![EditKind::Insert, EditKind::DeleteBackward, EditKind::DeleteForward, EditKind::Other])
}

/// A text as it stands in a field after digits were put into it, with the caret anywhere.
pub(crate) fn shown(
    formatter: Formatter,
    digits: impl Strategy<Value = String>,
) -> impl Strategy<Value = Input> {
    (digits, any::<Index>(), any::<Index>()).prop_map(move |(digits, length, caret)| {
        let some: String = digits.chars().take(length.index(digits.len() + 1)).collect();
        let shown = Input::of(formatter, &some).inserted();
        let caret = caret.index(shown.text.len() + 1);
        shown.at(caret)
    })
}

pub(crate) fn number_field() -> impl Strategy<Value = Input> {
    let digits = prop_oneof![3 => issued().prop_map(|issued| issued.digits), 1 => "[0-9]{22}"];
    shown(Formatter::Number, digits)
}

pub(crate) fn expiry_field() -> impl Strategy<Value = Input> {
    shown(Formatter::Expiry, prop_oneof![3 => "[01][0-9]{7}", 1 => "[0-9]{8}"])
}

pub(crate) fn field() -> impl Strategy<Value = Input> {
    prop_oneof![3 => number_field(), 3 => expiry_field(), 1 => shown(Formatter::Cvc, "[0-9]{4}")]
}
