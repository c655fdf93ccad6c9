//! What makes a public RSA key weak. Public numbers only: nothing here needs to take the same time for every key.

mod factors;
mod published;
mod roca;
mod shared;

use std::fmt;

use num_bigint::BigUint;

use crate::keys::Rsa;
pub(crate) use shared::shared_primes;

/// The sizes that a page accepts, in bits.
const MIN_BITS: u64 = 2048;
const MAX_BITS: u64 = 4096;
const EXPONENT: [u8; 3] = [1, 0, 1];
/// So many equal bytes in a row are no chance.
const SAME_BYTES: usize = 16;

/// One way in which a key is weak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Weakness {
    TooSmall,
    TooLarge,
    Exponent,
    Even,
    SmallFactor(u32),
    Prime,
    Roca,
    ClosePrimes,
    Pattern,
    Published,
    /// With the key of this place in the list, counted from 1.
    SharedPrime(usize),
    SameKid,
}

impl Weakness {
    /// A stable name.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::TooSmall => "too_small",
            Self::TooLarge => "too_large",
            Self::Exponent => "exponent",
            Self::Even => "even",
            Self::SmallFactor(_) => "small_factor",
            Self::Prime => "prime",
            Self::Roca => "roca",
            Self::ClosePrimes => "close_primes",
            Self::Pattern => "pattern",
            Self::Published => "published",
            Self::SharedPrime(_) => "shared_prime",
            Self::SameKid => "same_kid",
        }
    }
}

impl fmt::Display for Weakness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooSmall => write!(f, "fewer than {MIN_BITS} bits"),
            Self::TooLarge => write!(f, "more than {MAX_BITS} bits: no page takes it"),
            Self::Exponent => f.write_str("the exponent is not 65537"),
            Self::Even => f.write_str("the modulus is even"),
            Self::SmallFactor(factor) => write!(f, "the modulus has the small factor {factor}"),
            Self::Prime => f.write_str("the modulus is a prime"),
            Self::Roca => f.write_str("the fingerprint of ROCA (CVE-2017-15361): made by a faulty chip"),
            Self::ClosePrimes => f.write_str("its primes are so close that Fermat's method finds them"),
            Self::Pattern => f.write_str("the modulus has a pattern: its primes are not random"),
            Self::Published => f.write_str("the example of an RFC: its private half is published"),
            Self::SharedPrime(other) => {
                write!(f, "shares a prime with key {other} of the list: both can be computed")
            }
            Self::SameKid => f.write_str("another key of the set has the same kid"),
        }
    }
}

/// Everything that is weak about a key by itself; empty for a strong one.
pub(crate) fn of(key: &Rsa) -> Vec<Weakness> {
    let n = BigUint::from_bytes_be(&key.n);
    let mut found = Vec::new();
    let mut note = |weak: bool, weakness: Weakness| {
        if weak {
            found.push(weakness);
        }
    };
    note(n.bits() < MIN_BITS, Weakness::TooSmall);
    note(n.bits() > MAX_BITS, Weakness::TooLarge);
    note(key.e != EXPONENT, Weakness::Exponent);
    note(!n.bit(0), Weakness::Even);
    // The rest is dear for a large number and says nothing about a small or an even one.
    if !(MIN_BITS..=MAX_BITS).contains(&n.bits()) || !n.bit(0) {
        return found;
    }
    let factor = factors::small_factor(&n);
    note(factor.is_some(), Weakness::SmallFactor(factor.unwrap_or_default()));
    note(factors::is_prime(&n), Weakness::Prime);
    note(roca::is_roca(&n), Weakness::Roca);
    note(factors::are_close(&n), Weakness::ClosePrimes);
    note(has_pattern(&key.n, &n), Weakness::Pattern);
    note(published::is_published(key), Weakness::Published);
    found
}

/// Random primes give a product with about as many ones as zeros: 40 to 60 in a hundred is nine standard deviations each
/// way at 2048 bits. Primes made from counters, repeated words or a message do not.
fn has_pattern(bytes: &[u8], n: &BigUint) -> bool {
    let ones = n.count_ones().saturating_mul(100) / n.bits().max(1);
    let same = |window: &[u8]| window.iter().all(|byte| Some(byte) == window.first());
    !(40..60).contains(&ones) || bytes.windows(SAME_BYTES).any(same)
}
