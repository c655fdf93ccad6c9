//! What is shown: nothing that was typed is lost, and what was right stays right.

use crate::NOW;
use crate::generate::*;
use crate::input::*;
use crate::moment::*;
use cardseal::card::{Expiry, Pan, Status, check};
use cardseal::format::{EditKind, Formatter};
use cardseal::{AcceptedBrands, CardInput, ExpiryInput, UnixTime};
use proptest::prelude::*;
use proptest::sample::Index;

fn number_status(text: &str) -> Status {
    assess(text, &AcceptedBrands::all()).status
}

fn expiry_status(text: &str, now: UnixTime) -> Status {
    let input = CardInput { expiry: Some(ExpiryInput::Text(text)), ..CardInput::default() };
    check(&input, &AcceptedBrands::all(), now).expiry.unwrap()
}

proptest! {
    #![proptest_config(cases(10_000))]

    /// What is shown is shown again: whatever kind of edit was formatted, the same kind and no change of the text gives the same text and caret. (An
    /// insertion opens the slash of `12 / ` where a deletion takes it away, so the kinds do not agree among themselves.)
    #[test]
    fn any_text_is_left_alone_or_shown_once_and_for_all(
        formatter in formatter(),
        kind in kind(),
        text in text(),
        before in prop::option::of(text()),
        caret in prop_oneof![0..30_usize, any::<usize>()],
        (now, _, _) in moment(),
    ) {
        let now = UnixTime::from_secs(now);
        let edited = Input { formatter, text, caret };
        if let Some(shown) = edited.shown(kind, before.as_deref(), now) {
            prop_assert!(shown.text.is_ascii());
            prop_assert!(shown.caret <= shown.text.len());
            for before in [None, Some(shown.text.as_str())] {
                if let Some(again) = shown.shown(kind, before, now) {
                    prop_assert_eq!(&again, &shown);
                }
            }
        }
        prop_assert_eq!(edited.shown(EditKind::Compose, before.as_deref(), now), None);
    }

    /// What is no digit and no mark of the field has the text left alone. An expiry is left alone as well where month and year cannot be told apart.
    #[test]
    fn nothing_that_was_typed_is_lost(formatter in formatter(), kind in kind(), text in text(), caret in 0..30_usize) {
        let marks = |c: char| {
            let status = if formatter == Formatter::Expiry { expiry_status(&c.to_string(), NOW) } else { number_status(&c.to_string()) };
            !matches!(status, Status::Invalid(cardseal::IssueCode::NotDigits | cardseal::IssueCode::Format))
        };
        let readable = text.chars().all(marks);
        let many = digits(&text).len() > 32;
        match (Input { formatter, text: text.clone(), caret }).shown(kind, None, NOW) {
            Some(shown) => {
                prop_assert!(readable && !many);
                if formatter != Formatter::Expiry {
                    prop_assert_eq!(digits(&shown.text), digits(&text));
                }
            }
            None => prop_assert!(!readable || many || formatter == Formatter::Expiry),
        }
    }

    #[test]
    fn a_number_is_shown_in_the_groups_of_its_brand(
        issued in issued(),
        noise in noise(),
        caret in any::<Index>(),
        kind in kind(),
    ) {
        let written = written(&issued.digits, &noise, BETWEEN_DIGITS);
        let edited = Input::of(Formatter::Number, &written);
        let edited = edited.clone().at(caret.index(edited.caret + 1));
        let shown = edited.shown(kind, None, NOW).unwrap();
        let gaps = assess(&issued.digits, &AcceptedBrands::all()).shape.map_or(&[4, 8, 12][..], |brand| brand.gaps());
        let groups: String = issued
            .digits
            .chars()
            .zip(0..)
            .flat_map(|(c, place)| gaps.contains(&place).then_some(' ').into_iter().chain([c]))
            .collect();
        prop_assert_eq!(&shown.text, &groups);
        let all = AcceptedBrands::all();
        prop_assert!(Pan::parse(&shown.text, &all).is_ok_and(|pan| pan.expose() == issued.digits));
        let typed = issued.digits.chars().fold(Input::of(Formatter::Number, ""), |input, key| input.typed(&key.to_string()));
        prop_assert_eq!(typed, Input::of(Formatter::Number, &groups));
    }

    /// In any form and with the caret anywhere. `2027-1` stays as it is, and `1/27` with the caret behind the 1, which may become a 12.
    #[test]
    fn a_valid_expiry_is_shown_as_the_same_month(
        (now, this_year, _) in moment(),
        (month, ahead) in (1..=12_u64, 0..=20_u64),
        form in 0..8_usize,
        noise in noise(),
        caret in any::<Index>(),
    ) {
        let year = this_year + ahead;
        let (text, _) = expiry_in_form(form, month, year, &noise);
        let now = UnixTime::from_secs(now);
        prop_assume!(expiry_status(&text, now) == Status::Valid);
        let front: String = text.chars().take(caret.index(text.chars().count() + 1)).collect();
        let edited = Input::of(Formatter::Expiry, &text).at(front.encode_utf16().count());
        let shown = edited.shown(EditKind::Insert, None, now);
        let behind_the_1 = matches!(form, 2 | 3) && digits(&front).len() == 1;
        prop_assert_eq!(shown.is_none(), month == 1 && (form == 7 || behind_the_1));
        if let Some(shown) = shown {
            prop_assert_eq!(&shown.text, &format!("{month:02} / {:02}", year % 100));
            let read = Expiry::parse(ExpiryInput::Text(&shown.text), now).map(|expiry| (expiry.month().into(), expiry.year().into()));
            prop_assert_eq!(read, Ok((month, year)));
        }
    }

    /// Month first; a year first cannot be typed into a field that makes `02 / ` of the 2 at once, only pasted.
    #[test]
    fn an_expiry_is_typed_in_any_form_that_begins_with_the_month(
        (now, this_year, _) in moment(),
        (month, ahead) in (1..=12_u64, 0..=20_u64),
        form in 0..6_usize,
        noise in noise(),
    ) {
        let (text, _) = expiry_in_form(form, month, this_year + ahead, &noise);
        let now = UnixTime::from_secs(now);
        prop_assume!(expiry_status(&text, now) == Status::Valid);
        let mut input = Input::of(Formatter::Expiry, "");
        for key in text.chars() {
            let edited = Input::of(Formatter::Expiry, &format!("{}{key}", input.text));
            input = edited.shown(EditKind::Insert, Some(&input.text), now).unwrap();
            prop_assert!(!matches!(expiry_status(&input.text, now), Status::Invalid(_)), "{:?}", input.text);
        }
        let whole = Input::of(Formatter::Expiry, &text).shown(EditKind::Insert, None, now);
        prop_assert_eq!(Some(input), whole);
    }

    /// Formatting makes nothing wrong that was not. (While cards of 1999 are valid, `19` may be the start of one.)
    #[test]
    fn what_may_become_an_expiry_still_may(text in "[0-9]{0,6}[ /-]{0,2}[0-9]{0,4}", (now, _, _) in moment()) {
        prop_assume!(now > start_of_month(2000, 1) + DAY);
        let now = UnixTime::from_secs(now);
        let shown = Input::of(Formatter::Expiry, &text).shown(EditKind::Insert, None, now);
        if let (Some(shown), false) = (shown, matches!(expiry_status(&text, now), Status::Invalid(_))) {
            prop_assert!(!matches!(expiry_status(&shown.text, now), Status::Invalid(_)), "{:?}", shown.text);
        }
    }

    #[test]
    fn a_code_is_shown_as_its_digits(code in "[0-9]{3,4}", noise in noise(), caret in any::<Index>(), kind in kind()) {
        let edited = Input::of(Formatter::Cvc, &written(&code, &noise, BLANKS));
        let edited = edited.clone().at(caret.index(edited.caret + 1));
        prop_assert_eq!(edited.shown(kind, None, NOW).unwrap().text, code);
    }
}
