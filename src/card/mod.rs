//! The card: parsed from untrusted text into types that carry the proof.

mod accepted;
mod brand;
mod candidates;
mod check;
mod cvc;
mod expiry;
mod expiry_text;
mod name;
mod number;
mod postal_code;
pub(crate) mod signs;
mod table;

pub use accepted::AcceptedBrands;
pub use brand::Brand;
pub(crate) use brand::MAX_BRAND_ID;
pub(crate) use candidates::gaps;
pub use check::{Checked, NumberChecked, Status, check};
pub use cvc::Cvc;
pub(crate) use expiry::says_same_year;
pub use expiry::{Expiry, ExpiryInput};
pub use name::CardholderName;
pub(crate) use name::MAX_NAME;
pub use number::Pan;
pub(crate) use postal_code::MAX_POSTAL_CODE;
pub use postal_code::PostalCode;

use crate::{Field, Issue, IssueCode, UnixTime};
use brand::choose;
use number::Typed;

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
    /// The postal code of the billing address; optional.
    pub postal_code: Option<&'a str>,
    /// The id of the network that a co-badged card is to be paid through; optional.
    pub network: Option<&'a str>,
}

/// A valid card. Only [`Card::parse`] makes one, and only a `Card` can be encrypted.
///
/// It has no `Debug`, `Display`, `Serialize` or `Clone`, and is wiped when it is dropped.
pub struct Card {
    number: Pan,
    expiry: Expiry,
    cvc: Option<Cvc>,
    name: Option<CardholderName>,
    postal_code: Option<PostalCode>,
    network: Option<Brand>,
}

impl Card {
    /// Parses every field that was given.
    ///
    /// # Errors
    /// All that is wrong, at most one issue a field, in the order of [`CardInput`]. An issue never repeats input.
    pub fn parse(
        input: &CardInput<'_>,
        accepted: &AcceptedBrands,
        now: UnixTime,
    ) -> Result<Self, Vec<Issue>> {
        let mut issues = Vec::new();
        let typed = input.number.ok_or(IssueCode::Required).and_then(|text| Typed::read(text, accepted));
        // The brands are asked even of a number that is not whole, so that the issue of a CVC is the one that `check` gives.
        let told = typed.as_ref().map_or(Vec::new(), |typed| typed.candidates().told().collect());
        let number = keep(typed.and_then(|typed| typed.parse(accepted)), Field::Number, &mut issues);
        let expiry = input.expiry.ok_or(IssueCode::Required).and_then(|text| Expiry::parse(text, now));
        let expiry = keep(expiry, Field::Expiry, &mut issues);
        let cvc = input.cvc.map_or(Ok(None), |text| Cvc::parse(text, &told));
        let cvc = keep(cvc, Field::Cvc, &mut issues);
        let name = keep(input.name.map(CardholderName::parse).transpose(), Field::Name, &mut issues);
        let postal_code = input.postal_code.map(PostalCode::parse).transpose();
        let postal_code = keep(postal_code, Field::PostalCode, &mut issues);
        let network = input.network.zip(number.as_ref()).map(|(id, number)| choose(id, number.brands()));
        let network = keep(network.transpose(), Field::Network, &mut issues);
        match (number, expiry, cvc, name, postal_code, network) {
            (Some(number), Some(expiry), Some(cvc), Some(name), Some(postal_code), Some(network)) => {
                Ok(Self { number, expiry, cvc, name, postal_code, network })
            }
            _ => Err(issues),
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

    /// The postal code, where one was given.
    #[must_use]
    pub fn postal_code(&self) -> Option<&PostalCode> {
        self.postal_code.as_ref()
    }

    /// The network that the buyer chose, where one was chosen: one of the number's brands.
    #[must_use]
    pub fn network(&self) -> Option<Brand> {
        self.network
    }
}

/// The value, or `None` and its issue noted.
fn keep<T>(outcome: Result<T, IssueCode>, field: Field, issues: &mut Vec<Issue>) -> Option<T> {
    outcome.map_err(|code| issues.push(Issue::new(field, code))).ok()
}
