//! The assessment of fields while they are typed.

use super::{AcceptedBrands, Brand, CardInput, CardholderName, Cvc, Expiry, expiry, number};
use crate::{IssueCode, UnixTime};

/// How far a field is. `Valid` exactly where `parse` accepts it; no start of a valid value is ever `Invalid`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// More typing may make it valid; the code says what is wrong as it stands.
    Incomplete(IssueCode),
    /// No further typing makes it valid.
    Invalid(IssueCode),
    /// `parse` accepts it.
    Valid,
}

/// The assessment of a PAN.
pub struct NumberChecked {
    /// How far it is.
    pub status: Status,
    /// The brand, once the digits tell.
    pub brand: Option<Brand>,
    /// The brands that the number may still turn out to be.
    pub brands: Vec<Brand>,
}

/// The assessment of each field that was given.
#[derive(Default)]
pub struct Checked {
    /// The PAN.
    pub number: Option<NumberChecked>,
    /// The expiry.
    pub expiry: Option<Status>,
    /// The CVC, and the lengths that it may have for the brand of the number.
    pub cvc: Option<(Status, Vec<u8>)>,
    /// The cardholder name.
    pub name: Option<Status>,
}

/// Assesses the fields of `input` that are given. It never fails, and its answer holds nothing of the input.
#[must_use]
pub fn check(input: &CardInput<'_>, accepted: &AcceptedBrands, now: UnixTime) -> Checked {
    let number = input.number.map(|text| number_status(text, accepted));
    let brand = number.as_ref().and_then(|number| number.brand);
    Checked {
        number,
        expiry: input.expiry.map(|text| {
            let may_grow = || expiry::Typed::read(text).is_ok_and(|typed| typed.may_grow(now));
            status(Expiry::parse(text, now).err(), may_grow)
        }),
        cvc: input.cvc.map(|text| (cvc_status(text, brand), Cvc::lengths(brand))),
        name: input.name.map(|text| {
            let outcome = CardholderName::parse(text).err();
            status(outcome, || outcome == Some(IssueCode::Required))
        }),
    }
}

fn number_status(text: &str, accepted: &AcceptedBrands) -> NumberChecked {
    let typed = match number::Typed::read(text) {
        Ok(typed) => typed,
        Err(code) => return NumberChecked { status: Status::Invalid(code), brand: None, brands: Vec::new() },
    };
    let status = if typed.brand_refused(accepted) {
        Status::Invalid(IssueCode::BrandNotAccepted)
    } else {
        status(typed.verdict(accepted).err(), || typed.may_grow())
    };
    NumberChecked { status, brand: typed.brand(), brands: typed.candidates().collect() }
}

fn cvc_status(text: &str, brand: Option<Brand>) -> Status {
    let outcome = Cvc::parse(text, brand).err();
    status(outcome, || matches!(outcome, Some(IssueCode::Required | IssueCode::TooShort)))
}

fn status(outcome: Option<IssueCode>, may_grow: impl FnOnce() -> bool) -> Status {
    match outcome {
        None => Status::Valid,
        Some(code) if may_grow() => Status::Incomplete(code),
        Some(code) => Status::Invalid(code),
    }
}
