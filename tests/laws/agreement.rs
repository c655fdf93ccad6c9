//! `check` and `Card::parse` say the same of any card at all.

use crate::generate::*;
use crate::{NOW, is_invalid};
use cardseal::card::{Brand, Checked, Status, check};
use cardseal::{Card, CardInput, ExpiryInput, Field, IssueCode};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// What is typed into every field of a card.
#[derive(Debug, Clone)]
struct Form {
    number: Option<String>,
    expiry: Option<Result<String, (String, String)>>,
    cvc: Option<String>,
    name: Option<String>,
    postal_code: Option<String>,
    network: Option<String>,
}

impl Form {
    fn input(&self) -> CardInput<'_> {
        CardInput {
            number: self.number.as_deref(),
            expiry: self.expiry.as_ref().map(|expiry| match expiry {
                Ok(text) => ExpiryInput::Text(text),
                Err((month, year)) => ExpiryInput::Parts { month, year },
            }),
            cvc: self.cvc.as_deref(),
            name: self.name.as_deref(),
            postal_code: self.postal_code.as_deref(),
            network: self.network.as_deref(),
        }
    }
}

fn form() -> impl Strategy<Value = Form> {
    let number = prop_oneof![
        3 => (issued(), noise()).prop_map(|(issued, noise)| written(&issued.digits, &noise, BETWEEN_DIGITS)),
        1 => (issued(), any::<Index>()).prop_map(|(issued, end)| issued.digits.chars().take(end.index(19)).collect()),
        1 => text(),
    ];
    let month =
        || prop_oneof![(0..14_u8).prop_map(|m| m.to_string()), (0..14_u8).prop_map(|m| format!("{m:02}"))];
    let year = || {
        prop_oneof![(0..100_u8).prop_map(|y| format!("{y:02}")), (2020..2050_u16).prop_map(|y| y.to_string())]
    };
    let mark = || select(vec!["", " ", "/", " / ", "-"]);
    let expiry = prop_oneof![
        3 => (month(), mark(), year()).prop_map(|(month, mark, year)| Ok(month + mark + &year)),
        1 => (year(), mark(), month()).prop_map(|(year, mark, month)| Ok(year + mark + &month)),
        3 => (month(), year()).prop_map(Err),
        1 => text().prop_map(Ok),
        1 => (text(), year()).prop_map(Err),
        1 => (month(), text()).prop_map(Err),
    ];
    let cvc = prop_oneof![
        (0..6_usize, noise()).prop_map(|(length, noise)| written(
            "123456".get(..length).unwrap_or_default(),
            &noise,
            BLANKS
        )),
        text()
    ];
    let postal_code = prop_oneof!["[ A-Za-z0-9-]{0,11}", text()];
    let network = prop_oneof![
        2 => select(Brand::all().map(Brand::id).collect::<Vec<_>>()).prop_map(str::to_owned),
        1 => text(),
    ];
    let given = || prop::bool::weighted(0.8);
    (
        (number, given()).prop_map(|(text, given)| given.then_some(text)),
        (expiry, given()).prop_map(|(text, given)| given.then_some(text)),
        prop::option::of(cvc),
        prop::option::of(prop_oneof![name(), text()]),
        prop::option::of(postal_code),
        prop::option::of(network),
    )
        .prop_map(|(number, expiry, cvc, name, postal_code, network)| Form {
            number,
            expiry,
            cvc,
            name,
            postal_code,
            network,
        })
}

/// The fields of a form as `check` sees them. The network is judged by `parse` only where the number is valid.
fn statuses(seen: &Checked) -> Vec<(Field, Option<Status>)> {
    let number = seen.number.as_ref().map(|number| number.status);
    vec![
        (Field::Number, number),
        (Field::Expiry, seen.expiry),
        (Field::Cvc, seen.cvc.map(|(status, _)| status)),
        (Field::Name, seen.name),
        (Field::PostalCode, seen.postal_code),
        (Field::Network, seen.network.filter(|_| number == Some(Status::Valid))),
    ]
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn valid_is_what_parse_accepts_and_the_codes_agree(form in form(), ids in accepted()) {
        let (input, accepted) = (form.input(), only(&ids));
        let seen = check(&input, &accepted, NOW);
        let issues = Card::parse(&input, &accepted, NOW).err().unwrap_or_default();
        for (field, status) in statuses(&seen) {
            let code = issues.iter().find(|issue| issue.field == field).map(|issue| issue.code);
            let expected = match status {
                Some(Status::Valid) => None,
                Some(Status::Incomplete(code) | Status::Invalid(code)) => Some(code),
                None if matches!(field, Field::Number | Field::Expiry) => Some(IssueCode::Required),
                None => None,
            };
            prop_assert_eq!(code, expected, "{:?}", field);
        }
        prop_assert_eq!(seen.number.is_some(), form.number.is_some());
        prop_assert_eq!(seen.expiry.is_some(), form.expiry.is_some());
        prop_assert_eq!(seen.network.is_some(), form.network.is_some());
    }

    /// Nothing typed yet is no mistake, whatever stands in the other fields.
    #[test]
    fn an_empty_field_is_never_invalid(mut form in form(), ids in accepted(), blank in select(vec!["", " ", "\u{a0}"])) {
        let seen = |form: &Form| check(&form.input(), &only(&ids), NOW);
        let blank = || Some(blank.to_owned());
        form.cvc = blank();
        form.network = Some(String::new());
        prop_assert!(!is_invalid(seen(&form).cvc.unwrap().0));
        prop_assert!(!is_invalid(seen(&form).network.unwrap()));
        form = Form { number: blank(), expiry: blank().map(Ok), cvc: blank(), name: Some(" ".into()), postal_code: blank(), network: None };
        for (field, status) in statuses(&seen(&form)) {
            prop_assert!(!status.is_some_and(is_invalid), "{field:?}");
        }
    }
}
