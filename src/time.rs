//! The time as a value: nothing in this crate reads a clock.

/// A point in time: whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted (RFC 7519 section 2, `NumericDate`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnixTime(u64);

const DAY: u64 = 86_400;

impl UnixTime {
    /// The time that is `secs` seconds after the epoch.
    #[must_use]
    pub const fn from_secs(secs: u64) -> Self {
        Self(secs)
    }

    /// Seconds since the epoch.
    #[must_use]
    pub const fn as_secs(self) -> u64 {
        self.0
    }

    /// The time `secs` seconds later; the last representable second where that would overflow.
    #[must_use]
    pub const fn plus_secs(self, secs: u64) -> Self {
        Self(self.0.saturating_add(secs))
    }

    /// Midnight UTC at the start of the first day of a month; months past December run on into the next year.
    pub(crate) fn start_of_month(year: u16, month: u8) -> Self {
        // Days from civil: http://howardhinnant.github.io/date_algorithms.html, for the first of a month, with years that start in March.
        let months = u64::from(year) * 12 + u64::from(month).saturating_sub(1);
        let shifted = months.saturating_sub(2);
        let (y, m) = (shifted / 12, shifted % 12);
        let days = y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5;
        Self(days.saturating_sub(719_468).saturating_mul(DAY))
    }

    /// The time `secs` seconds earlier, the epoch at the earliest.
    pub(crate) fn minus_secs(self, secs: u64) -> Self {
        Self(self.0.saturating_sub(secs))
    }

    /// The calendar month in UTC, 1 to 12.
    pub(crate) fn month(self) -> u8 {
        let year = self.year();
        (2..=12).find(|&month| self < Self::start_of_month(year, month)).map_or(12, |next| next - 1)
    }

    /// The calendar year in UTC.
    pub(crate) fn year(self) -> u16 {
        // The mean Gregorian year is right but for the hours about New Year; the comparison puts those right.
        let guess = u16::try_from(1970 + self.0 / 31_556_952).unwrap_or(u16::MAX - 1);
        if self < Self::start_of_month(guess, 1) {
            guess - 1
        } else if self >= Self::start_of_month(guess + 1, 1) {
            guess + 1
        } else {
            guess
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_start_where_the_calendar_says() {
        for (year, month, secs) in [
            (1970, 1, 0),
            (1970, 3, 5_097_600),
            (2000, 3, 951_868_800),
            (2024, 3, 1_709_251_200),
            (2026, 12, 1_796_083_200),
            (2026, 13, 1_798_761_600),
            (2100, 3, 4_107_542_400),
        ] {
            assert_eq!(UnixTime::start_of_month(year, month).as_secs(), secs, "{year}-{month}");
        }
    }

    #[test]
    fn the_month_is_right_on_both_sides_of_every_first() {
        for month in 1..=24 {
            let start = UnixTime::start_of_month(2027, month);
            assert_eq!((start.month() - 1, start.year()), ((month - 1) % 12, 2027 + u16::from(month > 12)));
            assert_eq!(start.minus_secs(1).month() - 1, (month + 10) % 12);
        }
    }

    #[test]
    fn the_year_is_right_on_both_sides_of_every_new_year() {
        for year in 1970..2200 {
            let start = UnixTime::start_of_month(year, 1);
            assert_eq!(start.year(), year);
            if year > 1970 {
                assert_eq!(UnixTime::from_secs(start.as_secs() - 1).year(), year - 1);
            }
        }
    }
}
