//! Moments, months and how an expiry is written, by a calendar of its own.

use crate::generate::*;
use proptest::prelude::*;

pub(crate) const DAY: u64 = 86_400;

/// Midnight UTC at the first of a month, by counting days.
pub(crate) fn start_of_month(year: u64, month: u64) -> u64 {
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = |month: u64| match month {
        2 => 28 + u64::from(leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let years: u64 = (1970..year).map(|year| 365 + u64::from(leap(year))).sum();
    (years + (1..month).map(days).sum::<u64>()) * DAY
}

/// A moment of the years 2000 to 2150, its year and its month; often within a day of the end of a month or of a year.
pub(crate) fn moment() -> impl Strategy<Value = (u64, u64, u64)> {
    let near = || -86_400..86_400_i64;
    let month = prop_oneof![4 => 1..=12_u64, 1 => Just(1)];
    (2000..=2150_u64, month, prop_oneof![0..31 * 86_400_i64, near(), near()]).prop_map(
        |(year, month, away)| {
            let secs = start_of_month(year, month).saturating_add_signed(away);
            let is = |&(year, month): &(u64, u64)| {
                let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                start_of_month(year, month) <= secs && secs < start_of_month(next_year, next)
            };
            let (year, month) = (year - 1..=year + 1)
                .flat_map(|year| (1..=12).map(move |month| (year, month)))
                .find(is)
                .unwrap();
            (secs, year, month)
        },
    )
}

/// A month and a year in one of the eight forms that are read, and whether the year has two digits.
pub(crate) fn expiry_in_form(form: usize, month: u64, year: u64, noise: &[u8]) -> (String, bool) {
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
