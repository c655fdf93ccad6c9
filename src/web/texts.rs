//! Lists of texts, as they come in.

use crate::{CardInput, ExpiryInput};
use js_sys::Array;
use zeroize::Zeroizing;

/// The texts of a list, each of them wiped when it is dropped. They are read by their place, which no page can redirect: the list is the caller's own.
pub(super) struct Texts(Vec<Option<Zeroizing<String>>>);

impl Texts {
    pub(super) fn read(list: &Array) -> Self {
        Self((0..list.length()).map(|place| list.get(place).as_string().map(Zeroizing::new)).collect())
    }

    /// The text at this place; `None` where there is none.
    pub(super) fn at(&self, place: usize) -> Option<&str> {
        self.0.get(place)?.as_ref().map(|text| text.as_str())
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flatten().map(|text| text.as_str())
    }

    /// Number, expiry, month, year, CVC, name, postal code, network.
    pub(super) fn input(&self) -> CardInput<'_> {
        CardInput {
            number: self.at(0),
            expiry: match (self.at(1), self.at(2), self.at(3)) {
                (Some(both), _, _) => Some(ExpiryInput::Text(both)),
                (None, None, None) => None,
                (None, month, year) => Some(ExpiryInput::Parts {
                    month: month.unwrap_or_default(),
                    year: year.unwrap_or_default(),
                }),
            },
            cvc: self.at(4),
            name: self.at(5),
            postal_code: self.at(6),
            network: self.at(7),
        }
    }
}
