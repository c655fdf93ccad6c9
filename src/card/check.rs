//! The assessment of fields while they are typed.

use super::{
    AcceptedBrands, Brand, CardInput, CardholderName, Cvc, PostalCode,
    brand::choose,
    expiry::Span,
    expiry_text,
    number::{DIGITS, Typed},
};
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
    /// The brand, once the digits tell: the first of `brands`, unless the digits are only the start of its range.
    pub brand: Option<Brand>,
    /// The brands that the digits tell already.
    pub told: Vec<Brand>,
    /// The brand whose gaps the digits are shown with.
    pub shape: Option<Brand>,
    /// The brands that the number may still turn out to be, the likeliest first; for a whole number those that the card bears.
    pub brands: Vec<Brand>,
}

/// The assessment of each field that was given.
#[derive(Default)]
pub struct Checked {
    /// The PAN.
    pub number: Option<NumberChecked>,
    /// The expiry.
    pub expiry: Option<Status>,
    /// The CVC, and the lengths that it may have for the brands of the number.
    pub cvc: Option<(Status, &'static [u8])>,
    /// The cardholder name.
    pub name: Option<Status>,
    /// The postal code.
    pub postal_code: Option<Status>,
    /// The chosen network, for the brands of the number.
    pub network: Option<Status>,
}

/// Assesses the fields of `input` that are given. It never fails, and its answer holds nothing of the input.
#[must_use]
pub fn check(input: &CardInput<'_>, accepted: &AcceptedBrands, now: UnixTime) -> Checked {
    let number = input.number.map(|text| number(text, accepted));
    let told = number.as_ref().map_or(&[][..], |number| &number.told);
    let cvc = |text| {
        let outcome = Cvc::parse(text, told).err();
        let may_grow = || matches!(outcome, Some(IssueCode::Required | IssueCode::TooShort));
        (status(outcome, may_grow), Cvc::lengths(told))
    };
    let expiry = |text| {
        let span = Span::at(now);
        let typed = expiry_text::Typed::read(text);
        let outcome = typed.as_ref().map_or_else(|code| Err(*code), |typed| typed.parse(&span)).err();
        status(outcome, || typed.is_ok_and(|typed| typed.may_grow(&span)))
    };
    let name = |text| {
        let outcome = CardholderName::parse(text).err();
        status(outcome, || outcome == Some(IssueCode::Required))
    };
    let postal_code = |text| {
        let outcome = PostalCode::parse(text).err();
        status(outcome, || matches!(outcome, Some(IssueCode::Required | IssueCode::TooShort)))
    };
    let network = |id| {
        let outcome = choose(id, number.as_ref().map_or(&[], |number| &number.brands)).err();
        let number_ended = number.as_ref().is_some_and(|number| number.status == Status::Valid);
        status(outcome, || outcome == Some(IssueCode::Required) || !number_ended)
    };
    Checked {
        expiry: input.expiry.map(expiry),
        cvc: input.cvc.map(cvc),
        name: input.name.map(name),
        postal_code: input.postal_code.map(postal_code),
        network: input.network.map(network),
        number,
    }
}

impl NumberChecked {
    /// The lengths that the number may have, rising.
    #[must_use]
    pub fn lengths(&self) -> Vec<u8> {
        let any = |length| {
            self.brands.is_empty() || self.brands.iter().any(|brand| brand.lengths().contains(&length))
        };
        DIGITS.filter_map(|length| u8::try_from(length).ok()).filter(|&length| any(length)).collect()
    }

    /// What the security code is called, once a brand that has one is told.
    #[must_use]
    pub fn cvc_name(&self) -> Option<Brand> {
        self.told.iter().copied().find(|brand| brand.cvc_length() > 0)
    }

    fn unreadable(code: IssueCode) -> Self {
        Self { status: Status::Invalid(code), brand: None, told: Vec::new(), shape: None, brands: Vec::new() }
    }
}

fn number(text: &str, accepted: &AcceptedBrands) -> NumberChecked {
    let typed = match Typed::read(text, accepted) {
        Ok(typed) => typed,
        Err(code) => return NumberChecked::unreadable(code),
    };
    let candidates = typed.candidates();
    let (outcome, brand, brands) = match typed.bearing(accepted) {
        Ok(bearing) => (None, bearing.first().copied(), bearing),
        Err(code) => (Some(code), candidates.brand(), candidates.brands().collect()),
    };
    NumberChecked {
        status: status(outcome, || outcome != Some(IssueCode::BrandNotAccepted) && typed.may_grow()),
        brand,
        told: candidates.told().collect(),
        shape: candidates.shape(),
        brands,
    }
}

fn status(outcome: Option<IssueCode>, may_grow: impl FnOnce() -> bool) -> Status {
    match outcome {
        None => Status::Valid,
        Some(code) if may_grow() => Status::Incomplete(code),
        Some(code) => Status::Invalid(code),
    }
}
