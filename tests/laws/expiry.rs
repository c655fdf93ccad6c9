//! Months of expiry, as they are typed, at any time of this century and the next.

use crate::generate::*;
use crate::is_invalid;
use crate::moment::*;
use cardseal::card::{Status, check};
use cardseal::{AcceptedBrands, Card, CardInput, ExpiryInput, IssueCode, UnixTime};
use proptest::prelude::*;

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
        let (text, short) = expiry_in_form(form, month, year, &noise);
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
