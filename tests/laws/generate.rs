//! What the laws are tried with: numbers of every brand, moments, and the many ways in which people and programs write digits.

use cardseal::card::{Brand, NumberChecked, check};
use cardseal::{AcceptedBrands, CardInput, UnixTime};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::sync::LazyLock;

/// Failing cases are printed and not written down: a case that means something becomes a test of its own.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 4_000, ..ProptestConfig::default() }
}

pub(crate) fn assess(number: &str, accepted: &AcceptedBrands) -> NumberChecked {
    let input = CardInput { number: Some(number), ..CardInput::default() };
    check(&input, accepted, UnixTime::from_secs(0)).number.unwrap()
}

/// Every start of a text, the empty one and the whole included.
pub(crate) fn starts(whole: &str) -> impl Iterator<Item = &str> {
    let ends = whole.char_indices().map(|(end, _)| end).chain([whole.len()]);
    ends.map(|end| whole.split_at(end).0)
}

/// The zero of some scripts, of one byte to four.
const ZEROS: [char; 8] = ['٠', '۰', '०', '০', '๐', '０', '𝟎', '𝟘'];
pub(crate) const BLANKS: &[&str] = &[" ", "\u{a0}", "\u{202f}", "\u{3000}", "\t", "  "];
pub(crate) const INVISIBLE: &[&str] = &["\u{200b}", "\u{200f}", "\u{feff}"];
pub(crate) const BETWEEN_DIGITS: &[&str] =
    &[" ", "\u{a0}", "\u{200b}", "-", "\u{2013}", "\u{2212}", " - ", "\u{200f}\u{2011}", "\u{ff0d}"];
pub(crate) const DATE_MARKS: &[&str] = &["/", "-", ".", "\u{2013}", "\u{ff0f}", ":", "\\", "//"];

/// Chance as bytes: small ones, to which a failing case shrinks, leave the text plain.
pub(crate) type Noise = Vec<u8>;

pub(crate) fn noise() -> impl Strategy<Value = Noise> {
    prop_oneof![
        1 => Just(vec![0; 48]),
        4 => prop::collection::vec(any::<u8>(), 48),
    ]
}

pub(crate) fn some<'a>(noise: u8, of: &[&'a str]) -> &'a str {
    noise.checked_sub(160).map_or("", |chance| of[usize::from(chance) % of.len()])
}

pub(crate) fn one<'a>(noise: u8, of: &[&'a str]) -> &'a str {
    of[usize::from(noise) % of.len()]
}

/// The digit in a script of its own.
pub(crate) fn digit(digit: char, noise: u8) -> char {
    let zero = noise.checked_sub(160).map(|chance| ZEROS[usize::from(chance) % ZEROS.len()]);
    let value = digit.to_digit(10).unwrap();
    zero.map_or(digit, |zero| char::from_u32(u32::from(zero) + value).unwrap())
}

/// The digits in their scripts, with some of `between` around each.
pub(crate) fn written(digits: &str, noise: &[u8], between: &[&str]) -> String {
    let mut text = String::new();
    for (c, chance) in digits.chars().zip(noise.chunks(2).cycle()) {
        text.push_str(some(chance[0], between));
        text.push(digit(c, chance[1]));
    }
    text + some(noise[1], between)
}

/// A number as an issuer would make it.
#[derive(Debug, Clone)]
pub(crate) struct Issued {
    /// The id of the brand whose row was drawn; `None` for a number of no known brand.
    pub(crate) brand: Option<&'static str>,
    pub(crate) digits: String,
}

/// Digits behind which no further digit changes the brands, and the rows that they tell.
struct Leaf {
    prefix: String,
    told: Vec<u8>,
}

static LEAVES: LazyLock<Vec<Leaf>> = LazyLock::new(|| {
    fn grow(prefix: &str, leaves: &mut Vec<Leaf>) {
        for digit in '0'..='9' {
            let prefix = format!("{prefix}{digit}");
            let seen = assess(&prefix, &AcceptedBrands::all());
            if seen.brands.len() == seen.told.len() {
                leaves.push(Leaf { prefix, told: seen.told.iter().map(|brand| brand.index()).collect() });
            } else {
                grow(&prefix, leaves);
            }
        }
    }
    let mut leaves = Vec::new();
    grow("", &mut leaves);
    leaves
});

/// A row of the table with one of its lengths, and the leaves that tell it.
struct Kind {
    brand: Option<Brand>,
    length: usize,
    leaves: Vec<&'static Leaf>,
}

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let rows =
        Brand::all().flat_map(|brand| brand.lengths().iter().map(move |&length| (Some(brand), length)));
    let kind = |(brand, length): (Option<Brand>, u8)| {
        let tells =
            |leaf: &&Leaf| brand.map_or(leaf.told.is_empty(), |brand| leaf.told.contains(&brand.index()));
        Kind { brand, length: length.into(), leaves: LEAVES.iter().filter(tells).collect() }
    };
    rows.chain((12..=19).map(|length| (None, length))).map(kind).collect()
});

/// How many kinds of numbers there are: every row with every length, and those of no known brand.
pub(crate) fn kinds() -> usize {
    KINDS.len()
}

pub(crate) fn issued() -> impl Strategy<Value = Issued> {
    (any::<Index>(), any::<Index>(), prop::collection::vec(0..10_u8, 19)).prop_map(|(kind, leaf, random)| {
        let kind = kind.get(&KINDS);
        let random = random.iter().map(|digit| char::from(b'0' + digit));
        let prefix = &leaf.get(&kind.leaves).prefix;
        let mut digits: String = prefix.chars().chain(random).take(kind.length).collect();
        if kind.brand.is_none_or(Brand::luhn) {
            digits.pop();
            digits.push(check_digit(&digits));
        }
        Issued { brand: kind.brand.map(Brand::id), digits }
    })
}

/// The digit that makes the sum of ISO/IEC 7812-1 annex B a multiple of ten, found by trying.
pub(crate) fn check_digit(digits: &str) -> char {
    let fits = |last: &char| {
        let sum: u32 = format!("{digits}{last}")
            .chars()
            .rev()
            .enumerate()
            .map(|(place, c)| c.to_digit(10).unwrap() * if place % 2 == 0 { 1 } else { 2 })
            .map(|product| product / 10 + product % 10)
            .sum();
        sum.is_multiple_of(10)
    };
    ('0'..='9').find(fits).unwrap()
}

/// Signs of all kinds: digits, separators, letters, controls, and what takes two UTF-16 code units.
const SIGNS: &[char] = &[
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '1', '2', '3', '4', '5', '٣', '７', '𝟕', '²', 'Ⅷ',
    ' ', '-', '/', '.', '\u{a0}', '\u{200b}', '\u{200f}', '\u{2013}', '\u{ad}', '\t', '\n', '\0', '\u{7f}',
    '\u{85}', '\u{fffd}', 'a', 'O', 'é', '山', '😀', '\u{301}', '"', '\\', '+',
];

/// Any text, most of it short: of any characters, of digits with separators and some others, of digits alone; now and then a huge one.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let marks: Vec<char> = SIGNS.iter().copied().filter(|c| !c.is_alphabetic()).collect();
    let string = |chars: Vec<char>| chars.into_iter().collect::<String>();
    prop_oneof![
        4 => prop::collection::vec(any::<char>(), 0..12).prop_map(string),
        8 => prop::collection::vec(select(SIGNS), 0..24).prop_map(string),
        8 => prop::collection::vec(select(marks), 0..12).prop_map(string),
        8 => prop::collection::vec(select(&SIGNS[..16]), 0..24).prop_map(string),
        1 => (select(SIGNS), 0..2_000_usize).prop_map(|(c, length)| c.to_string().repeat(length)),
    ]
}

/// Names, some with digits.
pub(crate) fn name() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,40}", "[A-Za-zé' 山\"\\\\-]{0,80}", "[0-9A-Z 　١२-]{0,30}",]
}

/// All brands, or some.
pub(crate) fn accepted() -> impl Strategy<Value = Vec<&'static str>> {
    let ids: Vec<_> = Brand::all().map(Brand::id).collect();
    prop_oneof![Just(Vec::new()), prop::collection::vec(select(ids), 1..4)]
}

/// The brands with these ids; all where there are none.
pub(crate) fn only(ids: &[&str]) -> AcceptedBrands {
    if ids.is_empty() { AcceptedBrands::all() } else { AcceptedBrands::only(ids.iter().copied()).unwrap() }
}
