//! What goes out, as arrays of texts, numbers and arrays.

use crate::{
    Issue, SealedCard,
    card::{Brand, Checked, NumberChecked, Status},
    key::KeyError,
};
use serde::{Serialize, Serializer};
use wasm_bindgen::JsValue;

/// A value on its way out: one type, so that one serializer is compiled.
pub(super) enum Answer<'a> {
    Null,
    Text(&'a str),
    Number(u8),
    List(Vec<Self>),
}

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_u8(*number),
            Self::List(items) => serializer.collect_seq(items),
        }
    }
}

impl From<Answer<'_>> for JsValue {
    fn from(answer: Answer<'_>) -> Self {
        let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
        // Serializing texts, numbers and arrays of them does not fail.
        answer.serialize(&serializer).unwrap_or(Self::NULL)
    }
}

impl<'a> From<&'a str> for Answer<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<&[u8]> for Answer<'_> {
    fn from(numbers: &[u8]) -> Self {
        Self::List(numbers.iter().copied().map(Self::Number).collect())
    }
}

impl<'a, T: Into<Self>> From<Option<T>> for Answer<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// `[jwe, kid, brand | null, lastFour]`
impl<'a> From<&'a SealedCard> for Answer<'a> {
    fn from(sealed: &'a SealedCard) -> Self {
        Self::List(vec![
            sealed.jwe.as_str().into(),
            sealed.kid.as_str().into(),
            sealed.brand.into(),
            sealed.last_four.as_str().into(),
        ])
    }
}

/// `[number, expiry, cvc, name]`, `null` for a field that was not given; each is `[status, code | null, …]`.
/// A number goes on with `brand | null, [id, …], [gap, …], [length, …]`, a CVC with `[length, …], name | null`.
impl From<&Checked> for Answer<'_> {
    fn from(checked: &Checked) -> Self {
        let brand = checked.number.as_ref().and_then(|number| number.brand);
        let cvc = checked.cvc.as_ref().map(|(status, lengths)| {
            with_status(*status, vec![lengths.as_slice().into(), brand.map(Brand::cvc_name).into()])
        });
        let plain = |status| with_status(status, Vec::new());
        Self::List(vec![
            checked.number.as_ref().map(number).into(),
            checked.expiry.map(plain).into(),
            cvc.into(),
            checked.name.map(plain).into(),
        ])
    }
}

fn number(number: &NumberChecked) -> Answer<'static> {
    // While the brand is open, the only candidate's shape is the best guess that a page can format by.
    let shape = number.brand.or_else(|| number.brands.first().copied().filter(|_| number.brands.len() == 1));
    with_status(
        number.status,
        vec![
            number.brand.map(Brand::id).into(),
            Answer::List(number.brands.iter().map(|brand| brand.id().into()).collect()),
            shape.map_or(&[4, 8, 12][..], Brand::gaps).into(),
            shape.map_or(&[12, 13, 14, 15, 16, 17, 18, 19][..], Brand::lengths).into(),
        ],
    )
}

fn with_status(status: Status, rest: Vec<Answer<'static>>) -> Answer<'static> {
    let (status, code) = match status {
        Status::Incomplete(code) => ("incomplete", Some(code.as_str())),
        Status::Invalid(code) => ("invalid", Some(code.as_str())),
        Status::Valid => ("valid", None),
    };
    let mut all = vec![status.into(), code.into()];
    all.extend(rest);
    Answer::List(all)
}

/// A refusal on its way out: `[code, [[field, code], …]]`.
pub(super) struct Refusal {
    code: &'static str,
    issues: Vec<(&'static str, &'static str)>,
}

impl Refusal {
    pub(super) fn plain(code: &'static str) -> Self {
        Self { code, issues: Vec::new() }
    }

    pub(super) fn card(issues: Vec<Issue>) -> Self {
        Self { code: "ERR_CARD_INVALID", issues: named(&issues) }
    }

    pub(super) fn order(issues: Vec<Issue>) -> Self {
        Self { code: "ERR_ORDER_INVALID", issues: named(&issues) }
    }
}

fn named(issues: &[Issue]) -> Vec<(&'static str, &'static str)> {
    issues.iter().map(|issue| (issue.field.as_str(), issue.code.as_str())).collect()
}

impl From<KeyError> for Refusal {
    fn from(error: KeyError) -> Self {
        Self { code: "ERR_KEY_INVALID", issues: vec![("key", error.as_str())] }
    }
}

impl From<Refusal> for JsValue {
    fn from(refusal: Refusal) -> Self {
        let issues = refusal.issues.into_iter();
        let issues = issues.map(|(field, code)| Answer::List(vec![field.into(), code.into()])).collect();
        Answer::List(vec![refusal.code.into(), Answer::List(issues)]).into()
    }
}
