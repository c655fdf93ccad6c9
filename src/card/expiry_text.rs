//! How an expiry is written, as far as it is typed.

use super::{
    ExpiryInput, MAX_INPUT,
    expiry::{Expiry, Span},
    signs,
};
use crate::{IssueCode, UnixTime, secret::SecretText};

impl Expiry {
    /// Parses a month and a year that is not over: a card is valid through the last day of its month in the latest time zone on earth.
    /// A year of two digits is the one in reach of `now`.
    ///
    /// # Errors
    /// `TooLong`, `Required`, `Format`, `Month`, `Expired` or `TooFar` (more than 20 calendar years ahead); `TooShort` where more is to come.
    pub fn parse(input: ExpiryInput<'_>, now: UnixTime) -> Result<Self, IssueCode> {
        Typed::read(input)?.parse(&Span::at(now))
    }
}

/// The digits of an expiry as they were typed, and one slash for whatever separates them.
pub(super) struct Typed {
    text: SecretText,
    /// Month and year come from inputs of their own.
    apart: bool,
}

/// The longest are MM/YYYY and YYYY/MM.
const LONGEST: usize = 7;

impl Typed {
    pub(super) fn read(input: ExpiryInput<'_>) -> Result<Self, IssueCode> {
        let mut text = SecretText::with_limit(LONGEST);
        match input {
            ExpiryInput::Text(given) => append(given, &mut text)?,
            ExpiryInput::Parts { month, year } => {
                append(month, &mut text)?;
                let fits = text.push('/');
                append(year, &mut text)?;
                if !fits {
                    return Err(IssueCode::Format);
                }
            }
        }
        let typed = Self { text, apart: matches!(input, ExpiryInput::Parts { .. }) };
        typed.readings().is_some().then_some(typed).ok_or(IssueCode::Format)
    }

    pub(super) fn parse(&self, span: &Span) -> Result<Expiry, IssueCode> {
        let (reading, _) = self.readings().ok_or(IssueCode::Format)?;
        reading.parse(span)
    }

    /// Whether further digits may turn this into a valid expiry.
    pub(super) fn may_grow(&self, span: &Span) -> bool {
        self.readings().is_some_and(|(first, second)| {
            first.may_grow(span) || second.is_some_and(|reading| reading.may_grow(span))
        })
    }

    /// What the text may stand for, the likelier first; `None` where it is no start of an expiry.
    fn readings(&self) -> Option<(Reading<'_>, Option<Reading<'_>>)> {
        let text = self.text.expose();
        let month_first = |month, year, month_grows| Reading { month, year, month_grows, short_year: true };
        let year_first = |month, year| Reading { month, year, month_grows: true, short_year: false };
        let (first, second) = match text.split_once('/') {
            Some((month, year)) if self.apart => (month_first(month, year, true), None),
            Some((month, year)) if month.len() <= 2 && (!month.is_empty() || year.is_empty()) => {
                (month_first(month, year, false), None)
            }
            Some((year, month)) if year.len() == 4 => (year_first(month, year), None),
            Some(_) => return None,
            // Without a separator the first two digits are the month, unless a year and its separator are still to come.
            None => {
                let (month, year) = text.split_at_checked(2).unwrap_or((text, ""));
                (month_first(month, year, true), (text.len() <= 4).then(|| year_first("", text)))
            }
        };
        let is_start = |reading: &Reading<'_>| {
            let digits = |text: &str, most| text.len() <= most && !text.contains('/');
            digits(reading.month, 2) && digits(reading.year, 4)
        };
        is_start(&first).then_some((first, second))
    }
}

/// Appends the digits, and a slash for every run of separators among them; spaces around them separate nothing.
fn append(given: &str, text: &mut SecretText) -> Result<(), IssueCode> {
    if given.len() > MAX_INPUT {
        return Err(IssueCode::TooLong);
    }
    let (mut begun, mut space, mut mark) = (false, false, false);
    let mut add = |c| if text.push(c) { Ok(()) } else { Err(IssueCode::Format) };
    for c in given.chars().filter(|&c| !signs::invisible(c)) {
        if let Some(digit) = signs::digit(c) {
            if mark || (begun && space) {
                add('/')?;
            }
            add(digit)?;
            (begun, space, mark) = (true, false, false);
        } else if signs::blank(c) {
            space = true;
        } else if signs::date_separator(c) {
            mark = true;
        } else {
            return Err(IssueCode::Format);
        }
    }
    if mark { add('/') } else { Ok(()) }
}

/// Digits of a month and of a year.
struct Reading<'a> {
    month: &'a str,
    year: &'a str,
    /// A second digit may still join the month.
    month_grows: bool,
    /// The year may have two digits.
    short_year: bool,
}

impl Reading<'_> {
    fn parse(&self, span: &Span) -> Result<Expiry, IssueCode> {
        if self.month.is_empty() && self.year.is_empty() {
            return Err(IssueCode::Required);
        }
        let latest = self.latest_month().ok_or(IssueCode::Month)?;
        let month =
            if self.month.len() == 2 { latest } else { u8::try_from(number(self.month)).unwrap_or(0) };
        let year = match self.year.len() {
            4 => number(self.year),
            2 if self.short_year => span.year_ending_in(number(self.year)),
            _ => return Err(IssueCode::TooShort),
        };
        if month == 0 { Err(IssueCode::TooShort) } else { span.admit(month, year) }
    }

    fn may_grow(&self, span: &Span) -> bool {
        let good = |month| span.years().any(|year| self.is_start_of(year) && span.admit(month, year).is_ok());
        self.latest_month().is_some_and(good)
    }

    /// The last of the months that the digits may stand for.
    fn latest_month(&self) -> Option<u8> {
        let typed = number(self.month);
        (1..=12).rev().find(|&month| {
            let month = u16::from(month);
            match self.month.len() {
                0 => true,
                1 if self.month_grows => month == typed || month / 10 == typed,
                _ => month == typed,
            }
        })
    }

    fn is_start_of(&self, year: u16) -> bool {
        let typed = number(self.year);
        let begins = |year: u16, digits: usize| {
            let missing = digits.checked_sub(self.year.len());
            missing.is_some_and(|missing| (0..missing).fold(year, |year, _| year / 10) == typed)
        };
        begins(year, 4) || (self.short_year && begins(year % 100, 2))
    }
}

/// At most four digits as a number; none is 0, which is no month.
fn number(digits: &str) -> u16 {
    digits.parse().unwrap_or(0)
}
