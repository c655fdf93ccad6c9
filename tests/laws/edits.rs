//! Key by key: no key is dead, and the caret stays behind its digit.

use crate::NOW;
use crate::generate::*;
use crate::input::*;
use cardseal::format::{EditKind, Formatter};
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(10_000))]

    /// The month or the year of a whole expiry is selected, and another one is typed over it.
    #[test]
    fn either_part_can_be_typed_over(
        (old, new) in (1..=12_u64, 1..=12_u64), (year, other) in (27..46_u64, 27..46_u64),
        short: bool,
    ) {
        let input = Input::of(Formatter::Expiry, &format!("{old:02} / {year}")).inserted();
        let over = |start: usize, end: usize, keys: &str| {
            let first = keys.get(..1).unwrap_or_default();
            let (front, rest) = (input.text.split_at(start).0, input.text.split_at(end).1);
            let edited = Input { text: format!("{front}{first}{rest}"), caret: start + 1, ..input.clone() };
            let edited = edited.shown(EditKind::Insert, Some(&input.text), NOW).unwrap_or(edited);
            keys.chars().skip(1).fold(edited, |input, key| input.typed(&key.to_string())).text
        };
        let month = if short && (2..10).contains(&new) { new.to_string() } else { format!("{new:02}") };
        prop_assert_eq!(over(0, 2, &month), format!("{new:02} / {year}"));
        prop_assert_eq!(over(5, 7, &other.to_string()), format!("{old:02} / {other}"));
    }

    #[test]
    fn each_backspace_takes_one_digit(mut input in field()) {
        let (mut before, behind) = input.digits();
        while before.pop().is_some() {
            input = input.backspace();
            prop_assert_eq!(input.digits(), (before.clone(), behind.clone()), "{:?}", input);
        }
    }

    #[test]
    fn each_delete_takes_one_digit(mut input in field()) {
        let (before, mut behind) = input.digits();
        while !behind.is_empty() {
            behind.remove(0);
            input = input.delete();
            prop_assert_eq!(input.digits(), (before.clone(), behind.clone()), "{:?}", input);
        }
    }

    /// Also where it opens or moves a group. An expiry is looked at in the next law: it may get a zero before, or lose a century behind.
    #[test]
    fn the_caret_stays_behind_what_was_inserted(input in number_field(), keys in "[0-9]{1,2}") {
        let (before, behind) = input.digits();
        let after = input.typed(&keys);
        prop_assert_eq!(after.digits(), (before + &keys, behind));
        // Behind the gap as well, where the next digit will stand.
        prop_assert!(!after.halves().1.starts_with(' '));
    }

    #[test]
    fn the_caret_stays_behind_what_was_inserted_into_an_expiry(input in expiry_field(), key in "[0-9]") {
        let (before, behind) = input.digits();
        let after = input.typed(&key);
        let all = format!("{before}{key}{behind}");
        if digits(&after.text) == all {
            prop_assert_eq!(after.digits(), (before + &key, behind));
        } else if all.len() > digits(&after.text).len() {
            // A century went. The caret stands no further back than behind the month.
            prop_assert!(after.digits().0.len() >= 2 || before.len() < 2);
        } else {
            prop_assert_eq!(after.digits(), (format!("0{before}{key}"), behind));
        }
    }
}
