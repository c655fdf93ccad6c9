//! Card numbers, as they are typed.

use crate::generate::*;
use crate::{NOW, is_invalid};
use cardseal::card::{Brand, Status};
use cardseal::{AcceptedBrands, Card, CardInput, ExpiryInput, IssueCode};
use proptest::prelude::*;

#[test]
fn every_row_and_length_is_drawn() {
    let rows: usize = Brand::all().map(|brand| brand.lengths().len()).sum();
    assert_eq!(kinds(), rows + 8);
}

fn bears(number: &str, accepted: &AcceptedBrands) -> Option<Vec<&'static str>> {
    let expiry = Some(ExpiryInput::Text("12/30"));
    let card =
        Card::parse(&CardInput { number: Some(number), expiry, ..CardInput::default() }, accepted, NOW)
            .ok()?;
    Some(card.number().brands().iter().copied().map(Brand::id).collect())
}

proptest! {
    #![proptest_config(cases(8_000))]

    /// Of every row of the table, every length, and of numbers of no known brand; for pages that take all brands, or one of those on the card.
    /// Where all are taken, the brand that its digits tell and its length are announced from the first digit on. Two exceptions: a start that is a
    /// whole number itself has the brands of that one (13 digits of a Visa that is also a Dankort), and the length of a number of no known brand
    /// is left out while its digits may still become those of a known one.
    #[test]
    fn a_number_is_never_invalid_while_it_is_typed(issued in issued(), noise in noise()) {
        let text = written(&issued.digits, &noise, BETWEEN_DIGITS);
        let all = AcceptedBrands::all();
        let borne = bears(&text, &all);
        prop_assert!(borne.is_some(), "{text:?} is refused");
        let borne = borne.unwrap_or_default();
        prop_assert!(issued.brand.is_none_or(|brand| borne.contains(&brand)));
        prop_assert_eq!(issued.brand.is_none(), borne.is_empty());
        // No range is told by more than eight digits.
        let told = assess(&issued.digits.chars().take(8).collect::<String>(), &all).brand;
        for accepted in [all].into_iter().chain(borne.iter().map(|id| only(&[id]))) {
            let whole = assess(&text, &accepted);
            let told = told.filter(|brand| borne.contains(&brand.id()) && accepted.bits().is_none());
            prop_assert_eq!(whole.status, Status::Valid);
            let shown: Vec<_> = whole.brands.iter().copied().map(Brand::id).collect();
            prop_assert_eq!(bears(&text, &accepted), Some(shown));
            for start in starts(&text) {
                let seen = assess(start, &accepted);
                prop_assert!(!is_invalid(seen.status), "{start:?}: {:?}", seen.status);
                let begun = seen.status != Status::Incomplete(IssueCode::Required);
                let whole_itself = seen.status == Status::Valid;
                if let Some(brand) = told.filter(|_| begun && !whole_itself) {
                    prop_assert!(seen.brands.iter().any(|other| other.id() == brand.id()), "{start:?}");
                    prop_assert!(seen.lengths().iter().any(|&length| usize::from(length) == issued.digits.len()));
                }
            }
        }
    }
}
