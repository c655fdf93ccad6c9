//! Month and year of expiry.

use super::MAX_INPUT;
use crate::{IssueCode, UnixTime};
use zeroize::{Zeroize, Zeroizing};

/// The month that a card is valid through. No `Debug`, `Display`, `Serialize` or `Clone`; wiped when it is dropped.
pub struct Expiry {
    month: u8,
    year: u16,
}

/// Untrusted text of an expiry.
#[derive(Clone, Copy)]
pub enum ExpiryInput<'a> {
    /// Both in one text: MM/YY, MM/YYYY, M/YY, MMYY or MMYYYY, where any of space, `/`, `-` and `.` separates.
    Text(&'a str),
    /// Month (1 or 2 digits) and year (2 or 4 digits) apart.
    Parts {
        /// The month.
        month: &'a str,
        /// The year.
        year: &'a str,
    },
}

/// How far ahead a card may expire.
const MAX_YEARS_AHEAD: u16 = 20;
/// The last time zone to leave a day is UTC-12.
const LAST_TIME_ZONE_SECS: u64 = 12 * 3600;

impl Expiry {
    /// Parses a month and a year that is not over: a card is valid through the last day of its month in the latest time zone on earth.
    /// A year of two digits is the one in reach of `now`.
    ///
    /// # Errors
    /// `TooLong`, `Required`, `Format`, `Month`, `Expired` or `TooFar` (more than 20 calendar years ahead); `TooShort` where more is to come.
    pub fn parse(input: ExpiryInput<'_>, now: UnixTime) -> Result<Self, IssueCode> {
        let typed = Typed::read(input)?;
        typed.verdict(now)
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(&self) -> u8 {
        self.month
    }

    /// The year, four digits.
    #[must_use]
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The month as two digits, as the claims hold it.
    #[must_use]
    pub fn month_digits(&self) -> Zeroizing<String> {
        decimal(self.month.into(), 2)
    }

    /// The year as four digits, as the claims hold it.
    #[must_use]
    pub fn year_digits(&self) -> Zeroizing<String> {
        decimal(self.year, 4)
    }

    fn new(month: u8, year: u16, now: UnixTime) -> Result<Self, IssueCode> {
        let over = UnixTime::start_of_month(year, month + 1).plus_secs(LAST_TIME_ZONE_SECS);
        if now >= over {
            Err(IssueCode::Expired)
        } else if year > now.year() + MAX_YEARS_AHEAD {
            Err(IssueCode::TooFar)
        } else {
            Ok(Self { month, year })
        }
    }
}

impl Drop for Expiry {
    fn drop(&mut self) {
        self.month.zeroize();
        self.year.zeroize();
    }
}

/// Digits of a month and of a year as far as they were typed: the month may still be the only one.
pub(super) struct Typed<'a> {
    month: &'a str,
    year: &'a str,
    /// A separator stands behind the month, so no further digit can join it.
    month_ended: bool,
}

impl<'a> Typed<'a> {
    pub(super) fn read(input: ExpiryInput<'a>) -> Result<Self, IssueCode> {
        let typed = match input {
            ExpiryInput::Parts { month, year } => {
                let (month, year) = (bounded(month)?.trim_ascii(), bounded(year)?.trim_ascii());
                Self { month, year, month_ended: true }
            }
            ExpiryInput::Text(text) => {
                let text = bounded(text)?.trim_ascii_start();
                let (month, rest) = match text.find(separates) {
                    Some(end) => text.split_at_checked(end).unwrap_or_default(),
                    // Without a separator the first two digits are the month.
                    None => text.split_at_checked(2).unwrap_or((text, "")),
                };
                Self {
                    month,
                    year: rest.trim_start_matches(separates).trim_ascii_end(),
                    month_ended: text.contains(separates),
                }
            }
        };
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if !digits(typed.month) || !digits(typed.year) || typed.month.len() > 2 || typed.year.len() > 4 {
            return Err(IssueCode::Format);
        }
        if typed.month.is_empty() && (typed.month_ended && !typed.year.is_empty()) {
            return Err(IssueCode::Format);
        }
        Ok(typed)
    }

    fn verdict(&self, now: UnixTime) -> Result<Expiry, IssueCode> {
        if self.month.is_empty() && self.year.is_empty() {
            return Err(IssueCode::Required);
        }
        if self.months().next().is_none() {
            return Err(IssueCode::Month);
        }
        match self.year.len() {
            2 | 4 => Expiry::new(number(self.month), full_year(self.year, now), now),
            _ => Err(IssueCode::TooShort),
        }
    }

    /// Whether further digits may turn this into a valid expiry.
    pub(super) fn may_grow(&self, now: UnixTime) -> bool {
        let this_year = now.year();
        let mut years = this_year..=this_year + MAX_YEARS_AHEAD;
        years.any(|year| {
            let four = decimal(year, 4);
            let short = four.get(2..).unwrap_or_default();
            let goes_on = |whole: &str| whole.starts_with(self.year) && whole.len() > self.year.len();
            (goes_on(&four) || goes_on(short))
                && self.months().any(|month| Expiry::new(month, year, now).is_ok())
        })
    }

    /// The months that the digits typed so far may stand for.
    fn months(&self) -> impl Iterator<Item = u8> {
        let whole = self.month_ended || self.month.len() == 2;
        (1..=12).filter(move |&month| {
            let typed = number(self.month);
            if whole {
                month == typed
            } else {
                self.month.is_empty() || month == typed || month / 10 == typed
            }
        })
    }
}

fn bounded(text: &str) -> Result<&str, IssueCode> {
    if text.len() > MAX_INPUT { Err(IssueCode::TooLong) } else { Ok(text) }
}

fn separates(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '/' | '-' | '.')
}

/// At most two digits as a number; none is 0, which is no month.
fn number(digits: &str) -> u8 {
    digits.parse().unwrap_or(0)
}

/// A year of two digits is the one from 79 years ago to 20 years ahead that ends in them.
fn full_year(digits: &str, now: UnixTime) -> u16 {
    let given: u16 = digits.parse().unwrap_or(0);
    if digits.len() == 4 {
        return given;
    }
    let this_year = now.year();
    let same_century = this_year - this_year % 100 + given;
    if same_century > this_year + MAX_YEARS_AHEAD {
        same_century - 100
    } else if same_century + 79 < this_year {
        same_century + 100
    } else {
        same_century
    }
}

fn decimal(value: u16, width: u32) -> Zeroizing<String> {
    let digit = |place| char::from_digit(u32::from(value / 10_u16.pow(place) % 10), 10).unwrap_or('0');
    Zeroizing::new((0..width).rev().map(digit).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22T12:00:00Z
    const NOW: UnixTime = UnixTime::from_secs(1_795_348_800);

    fn outcome(text: &str) -> Result<(u8, u16), &'static str> {
        Expiry::parse(ExpiryInput::Text(text), NOW).map(|e| (e.month(), e.year())).map_err(IssueCode::as_str)
    }

    #[test]
    fn the_forms_that_people_and_browsers_write() {
        for text in
            ["12/30", "12/2030", "1230", "122030", "12 / 30", "12-30", "12.2030", " 12/30 ", "12 2030"]
        {
            assert_eq!(outcome(text), Ok((12, 2030)), "{text}");
        }
        assert_eq!(outcome("1/27"), Ok((1, 2027)));
        assert_eq!(
            Expiry::parse(ExpiryInput::Parts { month: "1", year: "2027" }, NOW).map(|e| e.month()).ok(),
            Some(1)
        );
    }

    #[test]
    fn what_is_not_an_expiry_says_why() {
        for (text, code) in [
            ("", "required"),
            ("/", "required"),
            ("1", "too_short"),
            ("12", "too_short"),
            ("12/", "too_short"),
            ("12/2", "too_short"),
            ("12/203", "too_short"),
            ("13/30", "month"),
            ("00/30", "month"),
            ("0/30", "month"),
            ("/30", "format"),
            ("1/2/30", "format"),
            ("12/20301", "format"),
            ("ab/cd", "format"),
            ("１２/３０", "format"),
            ("10/26", "expired"),
            ("11/2025", "expired"),
            ("12/99", "expired"),
            ("12/2047", "too_far"),
            ("12/0000", "expired"),
            ("12/9999", "too_far"),
        ] {
            assert_eq!(outcome(text), Err(code), "{text}");
        }
        assert_eq!(outcome(&"1".repeat(10_000_000)), Err("too_long"));
    }

    #[test]
    fn a_card_lives_until_its_month_is_over_everywhere() {
        let over = UnixTime::start_of_month(2026, 12).as_secs() + 12 * 3600;
        let at = |secs| Expiry::parse(ExpiryInput::Text("11/26"), UnixTime::from_secs(secs)).is_ok();
        assert!(at(over - 1));
        assert!(!at(over));
        assert_eq!(outcome("11/26"), Ok((11, 2026)));
        assert_eq!(outcome("11/46"), Ok((11, 2046)));
    }

    #[test]
    fn two_digits_reach_over_the_century() {
        let late = UnixTime::start_of_month(2095, 6);
        let year = |text| Expiry::parse(ExpiryInput::Text(text), late).map(|e| e.year()).ok();
        assert_eq!((year("06/99"), year("06/03")), (Some(2099), Some(2103)));
    }
}
