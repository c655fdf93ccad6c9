//! The laws of `check` and `Card::parse`: a status is `Valid` exactly where `parse` accepts, and no start of a valid value is ever `Invalid`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "support/generate.rs"]
mod generate;

use cardseal::card::{Brand, Checked, Status, check};
use cardseal::{AcceptedBrands, Card, CardInput, ExpiryInput, Field, IssueCode, UnixTime};
use generate::*;
use proptest::prelude::*;
use proptest::sample::{Index, select};

const NOW: UnixTime = UnixTime::from_secs(1_795_348_800);

fn bears(number: &str, accepted: &AcceptedBrands) -> Option<Vec<&'static str>> {
    let expiry = Some(ExpiryInput::Text("12/30"));
    let card =
        Card::parse(&CardInput { number: Some(number), expiry, ..CardInput::default() }, accepted, NOW)
            .ok()?;
    Some(card.number().brands().iter().copied().map(Brand::id).collect())
}

fn is_invalid(status: Status) -> bool {
    matches!(status, Status::Invalid(_))
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
        for accepted in [all].into_iter().chain(borne.iter().map(|id| only(&[id]))) {
            let whole = assess(&text, &accepted);
            let told = whole.brand.filter(|brand| borne.contains(&brand.id()) && accepted.bits().is_none());
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

/// A month and a year in one of the forms that are read.
fn in_form(form: usize, month: u64, year: u64, noise: &[u8]) -> (String, bool) {
    let mark = format!("{}{}{}", some(noise[0], BLANKS), one(noise[1], DATE_MARKS), some(noise[2], BLANKS));
    let mark = if noise[3] < 200 { mark.as_str() } else { one(noise[3], BLANKS) };
    let (short, whole) = (format!("{:02}", year % 100), year.to_string());
    let (one_digit, two) = (month.to_string(), format!("{month:02}"));
    let (first, mark, last) = match form {
        0 => (two, mark, short),
        1 => (two, mark, whole),
        2 => (one_digit, mark, short),
        3 => (one_digit, mark, whole),
        4 => (two, "", short),
        5 => (two, "", whole),
        6 => (whole, mark, two),
        _ => (whole, mark, one_digit),
    };
    let digits = |text: &str, noise: &[u8]| written(text, noise, INVISIBLE);
    let text = digits(&first, &noise[4..]) + mark + &digits(&last, &noise[16..]);
    let text = format!("{}{text}{}", some(noise[30], BLANKS), some(noise[31], BLANKS));
    (text, matches!(form, 0 | 2 | 4))
}

/// What a month is, by the calendar alone; where the year has two digits, for the year within 20 of now that ends in them.
fn judged(month: u64, year: u64, short: bool, now: u64, this_year: u64) -> Result<(u64, u64), IssueCode> {
    let last = this_year + 20;
    let year = if short { last - (last + 100 - year % 100) % 100 } else { year };
    let over =
        if month == 12 { start_of_month(year + 1, 1) } else { start_of_month(year, month + 1) } + DAY / 2;
    if now >= over {
        Err(IssueCode::Expired)
    } else if year > last {
        Err(IssueCode::TooFar)
    } else {
        Ok((month, year))
    }
}

fn expiry(input: ExpiryInput<'_>, now: u64) -> (Status, Result<(u64, u64), IssueCode>) {
    let input = CardInput { expiry: Some(input), number: Some("4242424242424242"), ..CardInput::default() };
    let (all, now) = (AcceptedBrands::all(), UnixTime::from_secs(now));
    let card = Card::parse(&input, &all, now).map_err(|issues| issues[0].code);
    let read = card.map(|card| (card.expiry().month().into(), card.expiry().year().into()));
    (check(&input, &all, now).expiry.unwrap(), read)
}

/// A month that is over, or valid, or too far ahead.
fn month_near() -> impl Strategy<Value = ((u64, u64, u64), u64, u64)> {
    let away = prop_oneof![-2..3_i64, 236..266_i64, -30..290_i64];
    (moment(), away).prop_map(|((now, this_year, this_month), away)| {
        let months = (this_year * 12 + this_month - 1).saturating_add_signed(away);
        ((now, this_year, this_month), months % 12 + 1, months / 12)
    })
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn an_expiry_is_never_invalid_while_it_is_typed(
        ((now, this_year, _), month, year) in month_near(),
        form in 0..8_usize,
        noise in noise(),
    ) {
        let (text, short) = in_form(form, month, year, &noise);
        let (status, read) = expiry(ExpiryInput::Text(&text), now);
        let expected = judged(month, year, short, now, this_year);
        prop_assert_eq!(read, expected, "{:?}", text);
        match expected {
            Ok(_) => {
                prop_assert_eq!(status, Status::Valid, "{:?}", text);
                for start in starts(&text) {
                    let (status, _) = expiry(ExpiryInput::Text(start), now);
                    prop_assert!(!is_invalid(status), "{start:?} of {text:?}: {status:?}");
                }
            }
            // Where all digits stand there, no further one helps.
            Err(code) if matches!(form, 1 | 3 | 5 | 6) => prop_assert_eq!(status, Status::Invalid(code)),
            Err(_) => prop_assert_ne!(status, Status::Valid),
        }
    }

    /// In inputs of their own, month and year may be typed in either order, and in turns.
    #[test]
    fn the_parts_of_an_expiry_are_never_invalid_while_they_are_typed(
        ((now, this_year, _), month, year) in month_near(),
        one_digit: bool,
        short: bool,
        noise in noise(),
    ) {
        let month_text = written(&if one_digit { month.to_string() } else { format!("{month:02}") }, &noise, INVISIBLE);
        let year_text = written(&if short { format!("{:02}", year % 100) } else { year.to_string() }, &noise[20..], INVISIBLE);
        let month_text = format!("{}{month_text}{}", some(noise[16], BLANKS), some(noise[17], BLANKS));
        let year_text = format!("{}{year_text}{}", some(noise[18], BLANKS), some(noise[19], BLANKS));
        let parts = |month, year| expiry(ExpiryInput::Parts { month, year }, now);
        let expected = judged(month, year, short, now, this_year);
        let (status, read) = parts(&month_text, &year_text);
        prop_assert_eq!(read, expected);
        prop_assert_eq!(status == Status::Valid, expected.is_ok());
        if expected.is_ok() {
            for month in starts(&month_text) {
                for year in starts(&year_text) {
                    let (status, _) = parts(month, year);
                    prop_assert!(!is_invalid(status), "{month:?} and {year:?}: {status:?}");
                }
            }
        } else if let (Err(code), false, false) = (expected, one_digit, short) {
            prop_assert_eq!(status, Status::Invalid(code));
        }
    }
}

/// Names, some with digits.
fn name() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,40}", "[A-Za-zé' 山\"\\\\-]{0,80}", "[0-9A-Z 　١२-]{0,30}",]
}

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

#[test]
fn every_row_and_length_is_drawn() {
    let rows: usize = Brand::all().map(|brand| brand.lengths().len()).sum();
    assert_eq!(kinds(), rows + 8);
}
