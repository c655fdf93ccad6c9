//! What goes out, as arrays.

use crate::{
    Issue, SealedCard,
    card::{Brand, Checked, NumberChecked, Status},
    key::KeyError,
};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// An answer that JavaScript already holds.
pub(super) struct Answer(JsValue);

impl From<Answer> for JsValue {
    fn from(answer: Answer) -> Self {
        answer.0
    }
}

/// `[jwe, kid, brand | null, lastFour]`
impl From<&SealedCard> for Answer {
    fn from(sealed: &SealedCard) -> Self {
        Self(to_js(&(&sealed.jwe, &sealed.kid, sealed.brand, &sealed.last_four)))
    }
}

/// `[number, expiry, cvc, name]`, `null` for a field that was not given; each is `[status, code | null, …]`.
/// A number goes on with `brand | null, [id, …], [gap, …], [length, …]`, a CVC with `[length, …], name | null`.
impl From<&Checked> for Answer {
    fn from(checked: &Checked) -> Self {
        let brand = checked.number.as_ref().and_then(|number| number.brand);
        Self(to_js(&(
            checked.number.as_ref().map(number),
            checked.expiry.map(plain),
            checked.cvc.as_ref().map(|(status, lengths)| {
                let (status, code) = plain(*status);
                (status, code, lengths, brand.map(Brand::cvc_name))
            }),
            checked.name.map(plain),
        )))
    }
}

type Plain = (&'static str, Option<&'static str>);

fn number(number: &NumberChecked) -> impl Serialize + use<> {
    let (status, code) = plain(number.status);
    // While the brand is open, the only candidate's shape is the best guess that a page can format by.
    let shape = number.brand.or_else(|| number.brands.first().copied().filter(|_| number.brands.len() == 1));
    (
        status,
        code,
        number.brand.map(Brand::id),
        number.brands.iter().map(|brand| brand.id()).collect::<Vec<_>>(),
        shape.map_or(&[4, 8, 12][..], Brand::gaps),
        shape.map_or(&[12, 13, 14, 15, 16, 17, 18, 19][..], Brand::lengths),
    )
}

fn plain(status: Status) -> Plain {
    match status {
        Status::Incomplete(code) => ("incomplete", Some(code.as_str())),
        Status::Invalid(code) => ("invalid", Some(code.as_str())),
        Status::Valid => ("valid", None),
    }
}

/// A refusal: `[code, [[field, code], …]]`.
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
        to_js(&(refusal.code, refusal.issues))
    }
}

fn to_js(value: &impl Serialize) -> JsValue {
    // Strings, numbers and arrays of them: serializing these does not fail.
    value.serialize(&Serializer::new().serialize_missing_as_null(true)).unwrap_or(JsValue::NULL)
}
