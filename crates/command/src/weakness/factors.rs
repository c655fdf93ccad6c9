//! Factors that are easily found.

use num_bigint::BigUint;
use num_integer::Integer as _;

/// Trial division goes up to here.
const SMALL: u32 = 1 << 16;
/// Steps of Fermat's method: primes chosen apart, as FIPS 186-5 appendix A.1.3 has it, would need more than 2^800 of them.
const FERMAT_STEPS: usize = 100;

/// The smallest odd factor below 65536.
pub(super) fn small_factor(n: &BigUint) -> Option<u32> {
    // By the odd numbers: a composite one never divides first.
    let divides = |divisor: &u32| (n % *divisor) == BigUint::ZERO;
    (3..SMALL).step_by(2).find(divides)
}

/// Fermat's test to base 2: every prime passes it, and a product of two random primes does not.
pub(super) fn is_prime(n: &BigUint) -> bool {
    let one = BigUint::from(1_u8);
    BigUint::from(2_u8).modpow(&(n - &one), n) == one
}

/// Fermat's method: whether n is a² - b² with a just above the square root of n, and so (a - b)(a + b).
pub(super) fn are_close(n: &BigUint) -> bool {
    let mut a = n.sqrt();
    if &a * &a < *n {
        a += 1_u8;
    }
    (0..FERMAT_STEPS).any(|_| {
        let difference = &a * &a - n;
        a += 1_u8;
        is_square(&difference)
    })
}

fn is_square(number: &BigUint) -> bool {
    // A square is 0, 1, 4 or 9 modulo 16: three of four are told without a root.
    let low = number.mod_floor(&BigUint::from(16_u8));
    if ![0_u8, 1, 4, 9].into_iter().any(|square| low == BigUint::from(square)) {
        return false;
    }
    let root = number.sqrt();
    &root * &root == *number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_of_small_numbers() {
        let number = |value: u64| BigUint::from(value);
        assert_eq!(small_factor(&number(65521 * 65537)), Some(65521));
        assert_eq!(small_factor(&number(65537 * 65539)), None);
        assert!(is_prime(&number(1_000_003)));
        assert!(!is_prime(&number(1_000_003 * 1_000_033)));
        assert!(are_close(&number(1_000_003 * 1_000_033)));
        assert!(are_close(&number(1_000_003 * 1_000_003)));
        assert!(!are_close(&number(1_000_003 * 2_000_003)));
    }
}
