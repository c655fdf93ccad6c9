//! What goes out, as arrays of texts, numbers and arrays.

use crate::{
    Issue, IssueCode, SealedCard,
    card::{Brand, Checked, NumberChecked, Status},
    format::Formatted,
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

/// What the numbers in the answer of `check` stand for: `[[code, …], [[id, [gap, …], cvc name], …], [gap, …]]`, the codes of issues, the brands,
/// and the gaps of a number of no known brand.
pub(super) fn tables() -> Answer<'static> {
    let codes = IssueCode::ALL.iter().map(|code| code.as_str().into());
    let brand =
        |brand: Brand| Answer::List(vec![brand.id().into(), brand.gaps().into(), brand.cvc_name().into()]);
    Answer::List(vec![
        Answer::List(codes.collect()),
        Answer::List(Brand::all().map(brand).collect()),
        Brand::USUAL_GAPS.into(),
    ])
}

/// A place in a list that is shorter than this: none.
const NONE: u8 = 255;

/// Status and code of number, expiry, CVC, name, postal code and network; then of the number: the brand, the brand whose gaps it is shown with, the
/// brand that names the CVC, how many lengths of the number and the CVC follow, these, and the brands. 255 stands for none.
pub(super) fn numbers(checked: &Checked) -> Vec<u8> {
    let number = checked.number.as_ref();
    let lengths = number.map(NumberChecked::lengths).unwrap_or_default();
    let cvc_lengths = checked.cvc.map_or(&[][..], |(_, lengths)| lengths);
    let mut all = Vec::with_capacity(64);
    let statuses = [
        number.map(|number| number.status),
        checked.expiry,
        checked.cvc.map(|(status, _)| status),
        checked.name,
        checked.postal_code,
        checked.network,
    ];
    all.extend(statuses.into_iter().flat_map(status));
    all.push(place(number.and_then(|number| number.brand)));
    all.push(place(number.and_then(|number| number.shape)));
    all.push(place(number.and_then(NumberChecked::cvc_name)));
    all.extend([lengths.len(), cvc_lengths.len()].map(small));
    all.extend(lengths.iter().chain(cvc_lengths));
    all.extend(number.into_iter().flat_map(|number| &number.brands).map(|&brand| place(Some(brand))));
    all
}

fn status(status: Option<Status>) -> [u8; 2] {
    let code = |code: IssueCode| small(IssueCode::ALL.iter().take_while(|&&other| other != code).count());
    match status {
        Some(Status::Incomplete(issue)) => [0, code(issue)],
        Some(Status::Invalid(issue)) => [1, code(issue)],
        Some(Status::Valid) => [2, NONE],
        None => [NONE, NONE],
    }
}

fn place(brand: Option<Brand>) -> u8 {
    brand.map_or(NONE, Brand::index)
}

fn small(count: usize) -> u8 {
    u8::try_from(count).unwrap_or(NONE)
}

/// `[text, caret]`, or `null`.
impl<'a> From<&'a Formatted> for Answer<'a> {
    fn from(formatted: &'a Formatted) -> Self {
        Self::List(vec![formatted.expose().into(), Self::Number(small(formatted.caret()))])
    }
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
