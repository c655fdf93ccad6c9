//! The card: parsed from untrusted text into types that carry the proof.

mod brand;
mod check;
mod cvc;
mod expiry;
mod name;
mod number;

pub use brand::{AcceptedBrands, Brand};
pub use check::{Checked, NumberChecked, Status, check};
pub use cvc::Cvc;
pub use expiry::{Expiry, ExpiryInput};
pub use name::CardholderName;
pub(crate) use name::MAX_NAME;
pub use number::Pan;

use crate::{Field, Issue, IssueCode, UnixTime};

/// No field takes longer text than this, in bytes: a longer one is refused before it is read.
pub(crate) const MAX_INPUT: usize = 1024;

/// Untrusted text of a card, as a page or a message gives it. `None` is a field that was not given.
#[derive(Clone, Copy, Default)]
pub struct CardInput<'a> {
    /// The PAN with or without separators; required.
    pub number: Option<&'a str>,
    /// Month and year; required.
    pub expiry: Option<ExpiryInput<'a>>,
    /// The CVC; optional.
    pub cvc: Option<&'a str>,
    /// The cardholder name; optional.
    pub name: Option<&'a str>,
}

/// A valid card. Only [`Card::parse`] makes one, and only a `Card` can be encrypted.
///
/// It has no `Debug`, `Display`, `Serialize` or `Clone`, and is wiped when it is dropped.
pub struct Card {
    number: Pan,
    expiry: Expiry,
    cvc: Option<Cvc>,
    name: Option<CardholderName>,
}

impl Card {
    /// Parses every field that was given.
    ///
    /// # Errors
    /// All that is wrong, at most one issue a field, in the order number, expiry, cvc, name. An issue never repeats input.
    pub fn parse(
        input: &CardInput<'_>,
        accepted: &AcceptedBrands,
        now: UnixTime,
    ) -> Result<Self, Vec<Issue>> {
        let number = input.number.ok_or(IssueCode::Required).and_then(|text| Pan::parse(text, accepted));
        let brand = number.as_ref().ok().and_then(Pan::brand);
        let expiry = input.expiry.ok_or(IssueCode::Required).and_then(|text| Expiry::parse(text, now));
        let cvc = input.cvc.map(|text| Cvc::parse(text, brand)).transpose();
        let name = input.name.map(CardholderName::parse).transpose();
        match (number, expiry, cvc, name) {
            (Ok(number), Ok(expiry), Ok(cvc), Ok(name)) => Ok(Self { number, expiry, cvc, name }),
            (number, expiry, cvc, name) => {
                let found = [
                    (Field::Number, number.err()),
                    (Field::Expiry, expiry.err()),
                    (Field::Cvc, cvc.err()),
                    (Field::Name, name.err()),
                ];
                Err(found.into_iter().filter_map(|(field, code)| Some(Issue::new(field, code?))).collect())
            }
        }
    }

    /// The PAN.
    #[must_use]
    pub fn number(&self) -> &Pan {
        &self.number
    }

    /// The expiry.
    #[must_use]
    pub fn expiry(&self) -> &Expiry {
        &self.expiry
    }

    /// The CVC, where one was given.
    #[must_use]
    pub fn cvc(&self) -> Option<&Cvc> {
        self.cvc.as_ref()
    }

    /// The cardholder name, where one was given.
    #[must_use]
    pub fn name(&self) -> Option<&CardholderName> {
        self.name.as_ref()
    }
}
