//! Names and postal codes, as they are typed.

use crate::generate::*;
use crate::{NOW, is_invalid};
use cardseal::card::{Status, check};
use cardseal::{AcceptedBrands, CardInput, IssueCode};
use proptest::prelude::*;

fn name_status(name: &str) -> Status {
    check(&CardInput { name: Some(name), ..CardInput::default() }, &AcceptedBrands::all(), NOW).name.unwrap()
}

fn postal_status(postal_code: &str) -> Status {
    let input = CardInput { postal_code: Some(postal_code), ..CardInput::default() };
    check(&input, &AcceptedBrands::all(), NOW).postal_code.unwrap()
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn a_name_is_never_invalid_while_it_is_typed(name in prop_oneof![name(), text()]) {
        if name_status(&name) == Status::Valid {
            for start in starts(&name) {
                prop_assert!(!is_invalid(name_status(start)), "{start:?}");
            }
        }
    }

    #[test]
    fn a_postal_code_is_never_invalid_while_it_is_typed(code in prop_oneof![4 => "[ A-Za-z0-9０٣\u{2013}\u{a0}-]{0,12}", 1 => text()]) {
        if postal_status(&code) == Status::Valid {
            for start in starts(&code) {
                prop_assert!(!is_invalid(postal_status(start)), "{start:?}");
            }
        }
    }

    /// Of any script, among letters and other digits; within the length of a name, because a longer one is `TooLong` before it is read.
    #[test]
    fn no_name_holds_a_card_number(
        length in 12..=19_usize,
        random in prop::collection::vec(0..10_u8, 19),
        noise in noise(),
        (before, behind) in ("[A-Za-zñ0-9 ]{0,12}", "[A-Za-z0-9 .]{0,12}"),
    ) {
        const BETWEEN: &[&str] = &[" ", "-", "x", "é", ".", "/", "\u{a0}", "\u{200b}", "O", "_"];
        let mut digits: String = random[..length - 1].iter().map(|digit| char::from(b'0' + digit)).collect();
        digits.push(check_digit(&digits));
        let name = before + &written(&digits, &noise, BETWEEN) + &behind;
        prop_assume!(name.len() <= 128);
        prop_assert_eq!(name_status(&name), Status::Invalid(IssueCode::HoldsNumber));
    }
}
