//! The fingerprint of keys from the faulty library of CVE-2017-15361: M. Nemec, M. Sys, P. Svenda, D. Klinec, V. Matyas, "The Return
//! of Coppersmith's Attack", section 2.2.

use num_bigint::BigUint;

/// The odd primes whose product divides the constant M of the smallest keys that are at risk.
const PRIMES: [u32; 38] = [
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103,
    107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];
const GENERATOR: u32 = 65537;

/// Its primes are `k·M + (65537^a mod M)`, so modulo each prime factor of M such a modulus is a power of 65537. A random one
/// is in about one of 2^27 cases.
pub(super) fn is_roca(n: &BigUint) -> bool {
    PRIMES.into_iter().all(|prime| is_power(n, prime))
}

fn is_power(n: &BigUint, prime: u32) -> bool {
    let rest = n % prime;
    let mut power = 1;
    (0..prime).any(|_| {
        power = power * (GENERATOR % prime) % prime;
        rest == BigUint::from(power)
    })
}
