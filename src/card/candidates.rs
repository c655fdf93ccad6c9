//! Which brands a number belongs to, as far as its digits are typed.

use super::{AcceptedBrands, Brand, table::TABLE};

/// The brands that digits may stand for, the likeliest first.
pub(super) struct Candidates(Vec<Candidate>);

#[derive(Clone, Copy)]
struct Candidate {
    brand: Brand,
    /// How many numbers the narrowest range has that the digits lie in already; as many as there can be where they are only the start of one.
    width: u32,
}

/// No range is that wide.
const OPEN: u32 = u32::MAX;

impl Candidates {
    /// The brands that a number starting with these digits belongs to or may turn out to belong to; none before the first digit. Where any of
    /// them are accepted, only those.
    ///
    /// They come in the order of the table. Of the brands that the digits lie in already, the one with the narrowest range is meant: it comes before
    /// those that its cards bear as well, and the others are left out.
    #[inline(never)]
    pub(super) fn of(digits: &str, accepted: &AcceptedBrands) -> Self {
        let mut all = Vec::with_capacity(TABLE.len());
        if let Some(typed) = numbers_starting_with(digits) {
            all.extend(Brand::all().filter_map(|brand| Candidate::new(brand, typed)));
        }
        let meant = all.iter().copied().min_by_key(|one| one.width).filter(|one| one.width != OPEN);

        let mut kept: Vec<Candidate> = Vec::with_capacity(TABLE.len());
        let mut keep = |one: Candidate| {
            if kept.iter().all(|other| other.brand.id() != one.brand.id()) {
                kept.push(one);
            }
        };
        for one in all {
            match meant {
                Some(meant) if one.width != OPEN => {
                    keep(meant);
                    if meant.brand.row.co_badged.contains(&one.brand.id()) {
                        keep(one);
                    }
                }
                _ => keep(one),
            }
        }
        if kept.iter().any(|one| accepted.admit(Some(one.brand))) {
            kept.retain(|one| accepted.admit(Some(one.brand)));
        }
        Self(kept)
    }

    /// The brand, once the digits tell.
    pub(super) fn brand(&self) -> Option<Brand> {
        self.0.first().filter(|one| one.width != OPEN).map(|one| one.brand)
    }

    /// The brand that the digits are shown as: the one they tell, or the only one that they may stand for.
    pub(super) fn shape(&self) -> Option<Brand> {
        self.brand().or(if let [only] = self.0.as_slice() { Some(only.brand) } else { None })
    }

    /// The brands that the digits tell already; none while a likelier one is open.
    pub(super) fn told(&self) -> impl Iterator<Item = Brand> {
        let told = self.brand().is_some();
        self.0.iter().filter(move |one| told && one.width != OPEN).map(|one| one.brand)
    }

    pub(super) fn brands(&self) -> impl Iterator<Item = Brand> {
        self.0.iter().map(|one| one.brand)
    }
}

impl Candidate {
    fn new(brand: Brand, (low, high): (u32, u32)) -> Option<Self> {
        let mut width = None;
        for &(prefix, more) in brand.row.prefixes {
            let (first, last) = numbers_from(prefix, prefix + more);
            if first <= low && high <= last {
                width = Some(width.unwrap_or(OPEN).min(last - first));
            } else if first <= high && low <= last {
                width = width.or(Some(OPEN));
            }
        }
        Some(Self { brand, width: width? })
    }
}

/// Digits of a number that are looked at: no prefix has more.
const DEPTH: usize = 8;

/// The first and the last number of [`DEPTH`] digits that start with these.
fn numbers_starting_with(digits: &str) -> Option<(u32, u32)> {
    let prefix = digits.get(..DEPTH).unwrap_or(digits);
    let missing = DEPTH.checked_sub(prefix.len())?;
    let number: u32 = prefix.parse().ok()?;
    let scale = (0..missing).fold(1, |scale, _| scale * 10);
    Some((number * scale, number * scale + (scale - 1)))
}

/// The first and the last number of [`DEPTH`] digits that start with a prefix from `low` to `high`.
pub(super) fn numbers_from(mut low: u32, mut high: u32) -> (u32, u32) {
    while low < 10_000_000 {
        low *= 10;
        high = high * 10 + 9;
    }
    (low, high)
}

/// The positions, in digits, before which a space is shown in a number that starts with these digits.
pub(crate) fn gaps(digits: &str, accepted: &AcceptedBrands) -> &'static [u8] {
    Candidates::of(digits, accepted).shape().map_or(Brand::USUAL_GAPS, Brand::gaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(digits: &str) -> Vec<&'static str> {
        Candidates::of(digits, &AcceptedBrands::all()).brands().map(Brand::id).collect()
    }

    #[test]
    fn a_brand_is_named_as_soon_as_the_digits_tell() {
        for (digits, brand) in [
            ("", None),
            ("0", None),
            ("4", Some("visa")),
            ("5", None),
            ("51", Some("mastercard")),
            ("2220", None),
            ("2221", Some("mastercard")),
            ("23", Some("mastercard")),
            ("2720", Some("mastercard")),
            ("2721", None),
            ("3", None),
            ("34", Some("american-express")),
            ("37", Some("american-express")),
            ("305", Some("diners-club")),
            ("306", None),
            ("39", Some("diners-club")),
            ("6", None),
            ("6011", Some("discover")),
            ("6012", Some("maestro")),
            ("644", Some("discover")),
            ("65", Some("discover")),
            ("620", Some("unionpay")),
            ("5018", Some("maestro")),
            ("9", None),
        ] {
            let told = Candidates::of(digits, &AcceptedBrands::all()).brand();
            assert_eq!(told.map(Brand::id), brand, "{digits}");
        }
    }

    #[test]
    fn candidates_narrow_as_digits_come() {
        assert_eq!(candidates(""), [""; 0]);
        assert_eq!(candidates("34"), ["american-express"]);
        assert_eq!(candidates("30"), ["diners-club"]);
        assert_eq!(candidates("27"), ["mastercard"]);
        assert_eq!(candidates("28"), [""; 0]);
    }

    #[test]
    fn the_narrowest_range_is_meant() {
        assert_eq!(candidates("401178"), ["elo"]);
        assert_eq!(candidates("637568"), ["hiper"]);
        assert_eq!(candidates("506699"), ["elo"]);
        assert_eq!(candidates("65083700"), ["troy"]);
    }

    #[test]
    fn co_badged_cards_give_all_their_brands() {
        assert_eq!(candidates("4571"), ["dankort", "visa"]);
        assert_eq!(candidates("49720000"), ["cartes-bancaires", "visa"]);
        assert_eq!(candidates("51310000"), ["cartes-bancaires", "mastercard"]);
        assert_eq!(candidates("51321300"), ["mada", "mastercard"]);
        assert_eq!(candidates("65215000"), ["rupay", "discover"]);
        assert_eq!(candidates("67030000"), ["bancontact", "maestro"]);
        assert_eq!(candidates("37779800"), ["naranja", "american-express"]);
        assert_eq!(candidates("50190000"), ["dankort"]);
        assert_eq!(candidates("50850000"), ["rupay"]);
    }

    #[test]
    fn a_page_sees_the_brands_that_it_takes() {
        let only = |digits: &str, ids: &[&str]| -> Vec<&str> {
            let accepted = AcceptedBrands::only(ids.iter().copied()).unwrap();
            Candidates::of(digits, &accepted).brands().map(Brand::id).collect()
        };
        assert_eq!(only("4571", &["visa"]), ["visa"]);
        assert_eq!(only("4026", &["visa"]), ["visa-electron"]);
        assert_eq!(only("4571", &["jcb"]), ["dankort", "visa"]);
        // A brand whose range is wider than the one that is meant is none of the card's.
        assert_eq!(only("65003100", &["discover"]), ["elo"]);
    }

    #[test]
    fn no_brand_is_offered_twice() {
        for digits in (0..10_000).map(|number| number.to_string()) {
            let ids = candidates(&digits);
            assert!(ids.iter().enumerate().all(|(i, id)| !ids[..i].contains(id)), "{digits}: {ids:?}");
        }
    }
}
