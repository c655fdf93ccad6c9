//! Month and year of expiry.

use crate::{IssueCode, UnixTime};
use core::ops::RangeInclusive;
use zeroize::{Zeroize, Zeroizing};

/// The month that a card is valid through. No `Debug`, `Display`, `Serialize` or `Clone`; wiped when it is dropped.
pub struct Expiry {
    month: u8,
    year: u16,
}

/// Untrusted text of an expiry.
#[derive(Clone, Copy)]
pub enum ExpiryInput<'a> {
    /// Both in one text: MM/YY, MM/YYYY, M/YY, M/YYYY, MMYY, MMYYYY, YYYY-MM or YYYY-M, digits of any script, and spaces, hyphens and the usual
    /// punctuation as separators.
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
}

impl Drop for Expiry {
    fn drop(&mut self) {
        self.month.zeroize();
        self.year.zeroize();
    }
}

/// The months in which a card may expire.
pub(super) struct Span {
    /// Year and month.
    first: (u16, u8),
    last_year: u16,
}

impl Span {
    pub(super) fn at(now: UnixTime) -> Self {
        let earliest_there_is = now.minus_secs(LAST_TIME_ZONE_SECS);
        Self {
            first: (earliest_there_is.year(), earliest_there_is.month()),
            last_year: now.year() + MAX_YEARS_AHEAD,
        }
    }

    /// The expiry of this month, 1 to 12, and year.
    pub(super) fn admit(&self, month: u8, year: u16) -> Result<Expiry, IssueCode> {
        if (year, month) < self.first {
            Err(IssueCode::Expired)
        } else if year > self.last_year {
            Err(IssueCode::TooFar)
        } else {
            Ok(Expiry { month, year })
        }
    }

    pub(super) fn years(&self) -> RangeInclusive<u16> {
        self.first.0..=self.last_year
    }

    /// The year that ends in these two digits: the last one, of those not more than 20 years ahead.
    pub(super) fn year_ending_in(&self, digits: u16) -> u16 {
        let century = self.last_year - self.last_year % 100;
        if century + digits > self.last_year { century + digits - 100 } else { century + digits }
    }
}

/// Whether a year of four digits is the one that its last two stand for.
pub(crate) fn says_same_year(digits: &str, now: UnixTime) -> bool {
    let year = digits.parse().unwrap_or(0);
    digits.len() == 4 && Span::at(now).year_ending_in(year % 100) == year
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
        for text in [
            "12/30",
            "12/2030",
            "1230",
            "122030",
            "12 / 30",
            "12-30",
            "12.2030",
            " 12/30 ",
            "12 2030",
            "2030-12",
            "2030/12",
            "2030 12 ",
            "12\u{2013}30",
            "\u{200f}1\u{200b}2\u{a0}/\u{a0}30",
            "１２／３０",
            "١٢/٢٠٣٠",
            "२०३०-१२",
        ] {
            assert_eq!(outcome(text), Ok((12, 2030)), "{text}");
        }
        for text in ["1/27", "1/2027", "2027-1", "2027-01"] {
            assert_eq!(outcome(text), Ok((1, 2027)), "{text}");
        }
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
            ("1 2/30", "format"),
            ("12/30/", "format"),
            ("203/12", "format"),
            ("2030-123", "format"),
            ("20301", "month"),
            ("203012", "month"),
            ("2030", "month"),
            ("2030-", "too_short"),
            ("2030-13", "month"),
            ("2030-0", "too_short"),
            ("2026-10", "expired"),
            ("30-12", "month"),
            ("12½30", "format"),
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
