//! Primes that two of several moduli share.

use num_bigint::BigUint;
use num_integer::Integer as _;

use crate::keys::Rsa;

/// Pairs of places in `keys` whose moduli differ and share a prime. Every weak key is the first of a pair.
///
/// One greatest common divisor a key, with the product of all the others; only for those that have one are the others
/// gone through (D. J. Bernstein, "How to find smooth parts of integers", used so by N. Heninger and others, "Mining your Ps
/// and Qs").
pub(crate) fn shared_primes(keys: &[&Rsa]) -> Vec<(usize, usize)> {
    let moduli: Vec<BigUint> = keys.iter().map(|key| BigUint::from_bytes_be(&key.n)).collect();
    let mut distinct: Vec<&BigUint> = moduli.iter().filter(|n| **n != BigUint::ZERO).collect();
    distinct.sort_unstable();
    // The same key twice is no secret given away.
    distinct.dedup();
    let product: BigUint = distinct.iter().copied().product();
    let one = BigUint::from(1_u8);
    let shares = |n: &BigUint| ((&product % (n * n)) / n).gcd(n) != one;
    let weak: Vec<usize> = places(&moduli, |n| *n != BigUint::ZERO && shares(n)).collect();
    weak.iter()
        .filter_map(|&place| {
            let n = moduli.get(place)?;
            let partner =
                places(&moduli, |other| other != n && *other != BigUint::ZERO && other.gcd(n) != one).next();
            partner.map(|partner| (place, partner))
        })
        .collect()
}

fn places(moduli: &[BigUint], test: impl Fn(&BigUint) -> bool) -> impl Iterator<Item = usize> {
    moduli.iter().enumerate().filter(move |(_, n)| test(n)).map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_that_share() {
        let key = |n: u64| Rsa::new(&n.to_be_bytes(), &[1, 0, 1]);
        let keys = [key(101 * 103), key(107 * 109), key(103 * 113), key(107 * 109), key(0)];
        let keys: Vec<&Rsa> = keys.iter().collect();
        assert_eq!(shared_primes(&keys), [(0, 2), (2, 0)]);
        assert_eq!(shared_primes(&[]), []);
    }
}
