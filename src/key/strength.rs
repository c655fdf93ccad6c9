//! The checks of an RSA key that are cheap enough for the page. The expensive ones (ROCA, close primes, shared primes) belong to whoever publishes the key.

use super::KeyError;

const MIN_BITS: usize = 2048;
const MAX_BITS: usize = 4096;
const EXPONENT: [u8; 3] = [1, 0, 1];
/// Trial division goes up to here: a product of two large primes has no factor below.
const SMALL: u32 = 1000;

/// Checks a modulus and an exponent, big-endian without leading zeros.
pub(super) fn check(n: &[u8], e: &[u8]) -> Result<(), KeyError> {
    match bits(n) {
        ..MIN_BITS => Err(KeyError::TooSmall),
        MIN_BITS..=MAX_BITS if e != EXPONENT => Err(KeyError::Exponent),
        // 2 and the odd numbers: a composite divisor changes nothing, and a table of primes would cost more than it saves.
        MIN_BITS..=MAX_BITS
            if (2..3).chain((3..SMALL).step_by(2)).any(|divisor| remainder(n, divisor) == 0) =>
        {
            Err(KeyError::Factor)
        }
        MIN_BITS..=MAX_BITS => Ok(()),
        _ => Err(KeyError::TooLarge),
    }
}

fn bits(n: &[u8]) -> usize {
    n.first().map_or(0, |first| n.len() * 8 - usize::try_from(first.leading_zeros()).unwrap_or(0))
}

fn remainder(n: &[u8], divisor: u32) -> u32 {
    n.iter().fold(0, |rest, &byte| (rest * 256 + u32::from(byte)) % divisor)
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
    }
}
