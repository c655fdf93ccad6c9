//! The checks of an RSA key that are cheap enough for the page. The expensive ones (ROCA, close primes, shared primes) belong to whoever publishes the key.

use super::KeyError;

const MIN_BITS: usize = 2048;
const MAX_BITS: usize = 4096;
const EXPONENT: [u8; 3] = [1, 0, 1];
/// Trial division goes up to here: a product of two large primes has no factor below.
const SMALL: u64 = 1000;

/// Checks a modulus and an exponent, big-endian without leading zeros.
pub(super) fn check(n: &[u8], e: &[u8]) -> Result<(), KeyError> {
    match bits(n) {
        ..MIN_BITS => Err(KeyError::TooSmall),
        MIN_BITS..=MAX_BITS if e != EXPONENT => Err(KeyError::Exponent),
        MIN_BITS..=MAX_BITS if has_small_factor(n) => Err(KeyError::Factor),
        MIN_BITS..=MAX_BITS => Ok(()),
        _ => Err(KeyError::TooLarge),
    }
}

fn bits(n: &[u8]) -> usize {
    n.first().map_or(0, |first| n.len() * 8 - usize::try_from(first.leading_zeros()).unwrap_or(0))
}

/// Trial division by 2 and by the odd numbers: a composite divisor changes nothing, and a table of primes would cost more than it saves. Three odd
/// numbers at a time, as their product still fits: one pass over the modulus serves all three.
fn has_small_factor(n: &[u8]) -> bool {
    let even = n.last().is_none_or(|last| last % 2 == 0);
    even || (3..SMALL).step_by(6).any(|d| {
        let trio = [d, d + 2, d + 4];
        let rest = remainder(n, trio.iter().product());
        trio.into_iter().any(|divisor| rest.is_multiple_of(divisor))
    })
}

/// `n` modulo `divisor`, which is below 2^32: four bytes at a time.
fn remainder(n: &[u8], divisor: u64) -> u64 {
    let word = |bytes: &[u8]| bytes.iter().fold(0, |word, &byte| word << 8 | u64::from(byte));
    n.rchunks(4).rev().fold(0, |rest, bytes| (rest << 32 | word(bytes)) % divisor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modulus(bytes: usize) -> Vec<u8> {
        // 2^k - 1 has small factors for every k that is a multiple of 8; searching upwards from it for one without is quick.
        let mut n = vec![0xff; bytes];
        for last in (1..=255).rev().step_by(2) {
            *n.last_mut().unwrap() = last;
            if check(&n, &EXPONENT) != Err(KeyError::Factor) {
                return n;
            }
        }
        panic!("none found");
    }

    #[test]
    fn sizes_from_2048_to_4096_bits() {
        assert_eq!(check(&modulus(256), &EXPONENT), Ok(()));
        assert_eq!(check(&modulus(512), &EXPONENT), Ok(()));
        assert_eq!(check(&[0xff; 128], &EXPONENT), Err(KeyError::TooSmall));
        assert_eq!(check(&[0xff; 513], &EXPONENT), Err(KeyError::TooLarge));
        let mut n = modulus(256);
        n[0] = 0x7f;
        assert_eq!(check(&n, &EXPONENT), Err(KeyError::TooSmall));
        assert_eq!(check(&[], &EXPONENT), Err(KeyError::TooSmall));
    }

    #[test]
    fn the_exponent_is_65537() {
        for e in [&[1][..], &[3], &[1, 0, 0], &[1, 0, 1, 0], &[]] {
            assert_eq!(check(&modulus(256), e), Err(KeyError::Exponent));
        }
    }

    #[test]
    fn small_factors_are_found() {
        let mut even = modulus(256);
        *even.last_mut().unwrap() &= 0xfe;
        assert_eq!(check(&even, &EXPONENT), Err(KeyError::Factor));
        // 2^2048 - 1 is divisible by 3.
        assert_eq!(check(&[0xff; 256], &EXPONENT), Err(KeyError::Factor));
        // 997 is the largest prime below the limit: the modulus times 997, in bytes one after the other.
        let mut carry = 0_u32;
        let mut multiple: Vec<u8> = modulus(256)
            .iter()
            .rev()
            .map(|&byte| {
                carry += u32::from(byte) * 997;
                let [low, ..] = carry.to_le_bytes();
                carry >>= 8;
                low
            })
            .collect();
        multiple.extend(carry.to_le_bytes().into_iter().take_while(|&byte| byte != 0));
        multiple.reverse();
        assert_eq!(check(&multiple, &EXPONENT), Err(KeyError::Factor));
    }
}
