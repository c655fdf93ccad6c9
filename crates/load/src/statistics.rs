//! What can be said about two lots of measurements.
#![allow(clippy::as_conversions, reason = "counts of measurements are far below 2^52")]

use rand::RngExt as _;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;

const RESAMPLES: usize = 1000;

/// The lower quartile, the median and the upper quartile.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quartiles {
    pub(crate) low: f64,
    pub(crate) median: f64,
    pub(crate) high: f64,
}

impl Quartiles {
    pub(crate) fn of(sample: &[f64]) -> Self {
        let sorted = sorted(sample);
        let [low, median, high] = [0.25, 0.5, 0.75].map(|part| quantile(&sorted, part));
        Self { low, median, high }
    }
}

/// By how much the second lot is larger than the first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Difference {
    pub(crate) of_medians: f64,
    /// Bootstrap: in 95 of 100 such experiments it contains the true difference.
    pub(crate) interval: (f64, f64),
    /// Mann-Whitney: within 1.96 of zero in 95 of 100 experiments where there is no difference.
    pub(crate) z: f64,
}

impl Difference {
    pub(crate) fn between(first: &[f64], second: &[f64], rng: &mut StdRng) -> Self {
        let mut resampled: Vec<f64> =
            (0..RESAMPLES).map(|_| resampled_median(second, rng) - resampled_median(first, rng)).collect();
        resampled.sort_by(f64::total_cmp);
        Self {
            of_medians: median(second) - median(first),
            interval: (quantile(&resampled, 0.025), quantile(&resampled, 0.975)),
            z: mann_whitney(first, second),
        }
    }
}

/// What two runs of the same thing differ by: in 95 of 100 random splits of both, their medians differ by less.
pub(crate) fn noise(first: &[f64], second: &[f64], rng: &mut StdRng) -> f64 {
    let mut both = [first, second].concat();
    let mut differences: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            both.shuffle(rng);
            let (left, right) = both.split_at(first.len());
            (median(left) - median(right)).abs()
        })
        .collect();
    differences.sort_by(f64::total_cmp);
    quantile(&differences, 0.95)
}

/// The value below which this part of a sorted sample lies; not a number for an empty one.
pub(crate) fn quantile(sorted: &[f64], part: f64) -> f64 {
    let at = (sorted.len().saturating_sub(1) as f64 * part).round();
    sorted.get(at as usize).copied().unwrap_or(f64::NAN)
}

pub(crate) fn sorted(sample: &[f64]) -> Vec<f64> {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

pub(crate) fn median(sample: &[f64]) -> f64 {
    let mut sample = sample.to_vec();
    if sample.is_empty() {
        return f64::NAN;
    }
    let middle = sample.len() / 2;
    *sample.select_nth_unstable_by(middle, f64::total_cmp).1
}

fn resampled_median(sample: &[f64], rng: &mut StdRng) -> f64 {
    let draws: Vec<f64> =
        sample.iter().filter_map(|_| sample.get(rng.random_range(0..sample.len())).copied()).collect();
    median(&draws)
}

/// The normal approximation. Equal values, rare among nanoseconds, get the mean of their ranks.
fn mann_whitney(first: &[f64], second: &[f64]) -> f64 {
    let mut all: Vec<(f64, bool)> = first.iter().map(|value| (*value, false)).collect();
    all.extend(second.iter().map(|value| (*value, true)));
    all.sort_by(|left, right| left.0.total_cmp(&right.0));
    let (mut rank_sum, mut ranked) = (0.0, 0_usize);
    for equal in all.chunk_by(|left, right| left.0 == right.0) {
        let mean_rank = ranked as f64 + (equal.len() as f64 + 1.0) / 2.0;
        rank_sum += mean_rank * equal.iter().filter(|(_, is_second)| *is_second).count() as f64;
        ranked += equal.len();
    }
    let (n, m) = (first.len() as f64, second.len() as f64);
    let u = rank_sum - m * (m + 1.0) / 2.0;
    (u - n * m / 2.0) / (n * m * (n + m + 1.0) / 12.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;

    fn samples(shift: f64, rng: &mut StdRng) -> [Vec<f64>; 2] {
        let mut draw = |shift: f64| (0..400).map(|_| shift + rng.random_range(0.0..5.0)).collect();
        [draw(0.0), draw(shift)]
    }

    #[test]
    fn a_difference_is_seen_and_none_is_not() {
        let mut rng = StdRng::seed_from_u64(1);
        let [first, second] = samples(1.0, &mut rng);
        let found = Difference::between(&first, &second, &mut rng);
        assert!(found.of_medians > noise(&first, &first, &mut rng), "{found:?}");
        assert!(found.interval.0 > 0.0 && found.interval.1 < 2.0 && found.z > 5.0, "{found:?}");

        let [first, second] = samples(0.0, &mut rng);
        let found = Difference::between(&first, &second, &mut rng);
        assert!(found.interval.0 < 0.0 && found.interval.1 > 0.0 && found.z.abs() < 3.0, "{found:?}");
    }

    /// From a table: U = 3 of 5 and 4 values, mean 10, standard deviation 4.08.
    #[test]
    fn the_rank_statistic_of_a_small_sample() {
        let z = mann_whitney(&[1.0, 2.0, 3.0, 5.0, 6.0], &[4.0, 7.0, 8.0, 9.0]);
        assert!((z - (18.0 - 10.0) / (200.0_f64 / 12.0).sqrt()).abs() < 1e-9, "{z}");
        assert_eq!(mann_whitney(&[1.0, 1.0], &[1.0, 1.0]), 0.0);
    }

    #[test]
    fn quantiles_are_members_of_the_sample() {
        let sorted = sorted(&[3.0, 1.0, 2.0, 5.0, 4.0]);
        assert_eq!(
            [0.0, 0.25, 0.5, 0.99, 1.0].map(|part| quantile(&sorted, part)),
            [1.0, 2.0, 3.0, 5.0, 5.0]
        );
        assert!(quantile(&[], 0.5).is_nan() && median(&[]).is_nan());
    }
}
