//! Month and year.

use super::line::Line;
use super::{Edit, EditKind, Formatted};
use crate::UnixTime;
use crate::card::{says_same_year, signs};

const MARK: &str = " / ";
const MONTH_DIGITS: usize = 2;

/// `1230`, `12/2030` and `2030-12` become `12 / 30`.
///
/// A first digit that begins no month (`7`), or one that a mark follows (`1/`), is the whole month; the slash comes by itself. A year of four
/// digits becomes the two that mean the same, so that what a browser fills in fits. A deletion takes digits away and does nothing else.
pub(super) fn format(edit: &Edit<'_>, now: UnixTime) -> Option<Formatted> {
    let line = Line::read(edit, |c| signs::blank(c) || signs::date_separator(c))?;
    let inserted = edit.kind == EditKind::Insert;
    let line = if inserted { spelled_out(line, edit.text)? } else { line };
    let line = match line.digits().split_at_checked(MONTH_DIGITS) {
        Some((_, year)) if inserted && says_same_year(year, now) => line.without(MONTH_DIGITS, 2),
        _ => line,
    };
    let gaps: &[u8] = if inserted || line.digits().len() > MONTH_DIGITS { &[2] } else { &[] };
    Some(line.grouped(MARK, gaps, inserted, true))
}

/// The digits in the order month, year, the month with both of its own. `None` where the text has no such order.
fn spelled_out(line: Line, text: &str) -> Option<Line> {
    let (mut month, mut marked) = (0, false);
    for c in text.chars().filter(|&c| !signs::invisible(c)) {
        if signs::digit(c).is_none() {
            marked |= month > 0;
        } else if !marked {
            month += 1;
        }
    }
    let digits = line.digits().as_bytes();
    let rest = digits.len() - month;
    let first = digits.first().copied().unwrap_or_default();
    let behind_first = line.passed() == 1;
    match month {
        // Typed over the month of a whole expiry: a second digit may follow.
        1 if marked && rest > 0 && (first == b'0' || (first == b'1' && behind_first)) => None,
        1 if first > b'1' || (first == b'1' && marked) => Some(line.behind("0")),
        2..=3 if behind_first && first > b'1' && (month == 3 || rest == 0) => Some(line.behind("0")),
        // The start of a year that comes first. Its month is not finished while a second digit may follow.
        2..=4 if rest == 0 && first > b'1' => None,
        4 if rest == 1 && digits.last() < Some(&b'2') => None,
        4 if rest == 1 => Some(line.rotated(4).behind("0")),
        4 if rest == 2 => Some(line.rotated(4)),
        _ => Some(line),
    }
}
