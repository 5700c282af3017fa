//! Similarity from sums over shared ratings, in whole numbers.
//!
//! Ratings become whole levels, and all sums over shared ratings are sums of
//! whole numbers, packed into 64-bit words. So what is added can be taken away
//! without a trace, and neighbours that are equally similar are found to be
//! so. Ratings in steps of a half, a quarter and so on are exact; others are
//! rounded to one part in 2^20 for hundreds of people, in 2^12 for hundreds of
//! thousands.

use capstan_data::Scale;

/// How ratings become whole levels.
#[derive(Clone, Copy, Debug)]
pub struct Levels {
    origin: f64,
    /// Levels in one point of the scale: a power of 2.
    unit: f64,
    low: i64,
    high: i64,
    /// Bits of the count of shared ratings.
    count_bits: u32,
}

/// A similarity whose sums take `W` words.
pub trait Measure<const W: usize>: Clone + Send + Sync + 'static {
    /// Whether levels count from 0 of the scale, not from its lowest rating.
    const FROM_ZERO: bool;

    /// What one shared pair of levels adds to the sums. The count of shared
    /// ratings is in the low bits of the first word.
    fn pair(levels: &Levels, x: i64, y: i64) -> [u64; W];

    /// The similarity of two that share at least one rating.
    fn similarity(levels: &Levels, sums: &[u64; W]) -> f64;
}

/// `1 / (d + 1)`, `d` the mean squared difference.
#[derive(Clone)]
pub struct Msd;

/// The cosine of the angle between the shared ratings.
#[derive(Clone)]
pub struct Cosine;

/// The correlation of the shared ratings; 0 where one side does not vary.
#[derive(Clone)]
pub struct Pearson;

impl Levels {
    /// Levels for sums over at most `most` shared ratings; `None` if there are
    /// too many to keep 8 bits of a rating.
    pub fn new(scale: Scale, from_zero: bool, most: usize) -> Option<Self> {
        let (min, max) = (f64::from(scale.min), f64::from(scale.max));
        let count_bits = (most.max(1)).ilog2() + 1;
        // The largest sum, of products, has to fit beside the count.
        let bits = 32u32.checked_sub(count_bits + u32::from(from_zero))?;
        if bits < 8 {
            return None;
        }
        let top = f64::from((1u32 << bits) - 1);
        let reach = if from_zero {
            min.abs().max(max.abs())
        } else {
            max - min
        };
        let unit = if reach > 0.0 && reach.is_finite() {
            2f64.powi((top / reach).log2().floor() as i32)
        } else {
            1.0
        };
        let high = top as i64;
        Some(Self {
            origin: if from_zero { 0.0 } else { min },
            unit,
            low: if from_zero { -high } else { 0 },
            high,
            count_bits,
        })
    }

    /// The level of a rating.
    pub fn of(&self, rating: f32) -> i64 {
        let level = ((f64::from(rating) - self.origin) * self.unit).round();
        (level as i64).clamp(self.low, self.high)
    }

    /// How many ratings are shared.
    pub fn count(&self, first: u64) -> u64 {
        first & ((1 << self.count_bits) - 1)
    }

    /// A count of 1 and a sum, in one word.
    fn one(&self, sum: i64) -> u64 {
        ((sum as u64) << self.count_bits) | 1
    }

    /// The sum beside the count, where it cannot be negative.
    fn sum(&self, first: u64) -> u64 {
        first >> self.count_bits
    }
}

impl Measure<1> for Msd {
    const FROM_ZERO: bool = false;

    #[inline(always)]
    fn pair(levels: &Levels, x: i64, y: i64) -> [u64; 1] {
        [levels.one((x - y) * (x - y))]
    }

    #[inline(always)]
    fn similarity(levels: &Levels, sums: &[u64; 1]) -> f64 {
        let n = levels.count(sums[0]) as f64;
        let squares = levels.sum(sums[0]) as f64 / (levels.unit * levels.unit);
        n / (squares + n)
    }
}

impl Measure<3> for Cosine {
    const FROM_ZERO: bool = true;

    #[inline(always)]
    fn pair(levels: &Levels, x: i64, y: i64) -> [u64; 3] {
        [levels.one(x * y), (x * x) as u64, (y * y) as u64]
    }

    #[inline(always)]
    fn similarity(levels: &Levels, sums: &[u64; 3]) -> f64 {
        let products = (sums[0] as i64) >> levels.count_bits;
        let squares = sums[1] as f64 * sums[2] as f64;
        if squares > 0.0 {
            products as f64 / squares.sqrt()
        } else {
            0.0
        }
    }
}

impl Measure<4> for Pearson {
    const FROM_ZERO: bool = false;

    #[inline(always)]
    fn pair(levels: &Levels, x: i64, y: i64) -> [u64; 4] {
        [
            levels.one(x * y),
            (x as u64) | ((y as u64) << 32),
            (x * x) as u64,
            (y * y) as u64,
        ]
    }

    #[inline(always)]
    fn similarity(levels: &Levels, sums: &[u64; 4]) -> f64 {
        let n = levels.count(sums[0]);
        let (x, y) = (sums[1] & 0xffff_ffff, sums[1] >> 32);
        // Every product is below 2^64, and a covariance is at most a quarter
        // of that: the differences are exact.
        let both = (n * levels.sum(sums[0])).wrapping_sub(x * y) as i64;
        let (xx, yy) = (n * sums[2] - x * x, n * sums[3] - y * y);
        if xx == 0 || yy == 0 {
            0.0
        } else {
            both as f64 / (xx as f64 * yy as f64).sqrt()
        }
    }
}

/// Adds sums to sums.
#[inline(always)]
pub fn add<const W: usize>(to: &mut [u64; W], more: [u64; W]) {
    for w in 0..W {
        to[w] = to[w].wrapping_add(more[w]);
    }
}

/// Takes sums away that were added before.
#[inline(always)]
pub fn subtract<const W: usize>(from: &mut [u64; W], less: [u64; W]) {
    for w in 0..W {
        from[w] = from[w].wrapping_sub(less[w]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of<M: Measure<W>, const W: usize>(scale: Scale, most: usize, pairs: &[(f32, f32)]) -> f64 {
        let levels = Levels::new(scale, M::FROM_ZERO, most).unwrap();
        let mut sums = [0; W];
        for &(x, y) in pairs {
            add(&mut sums, M::pair(&levels, levels.of(x), levels.of(y)));
        }
        assert_eq!(levels.count(sums[0]), pairs.len() as u64);
        let similarity = M::similarity(&levels, &sums);
        for &(x, y) in pairs {
            subtract(&mut sums, M::pair(&levels, levels.of(x), levels.of(y)));
        }
        assert_eq!(sums, [0; W]);
        similarity
    }

    fn plain(pairs: &[(f32, f32)]) -> [f64; 3] {
        let n = pairs.len() as f64;
        let sum = |f: &dyn Fn(f64, f64) -> f64| -> f64 {
            pairs
                .iter()
                .map(|&(x, y)| f(f64::from(x), f64::from(y)))
                .sum()
        };
        let (x, y) = (sum(&|x, _| x) / n, sum(&|_, y| y) / n);
        let part = |a: f64, b: f64, c: f64| {
            if b <= 1e-9 || c <= 1e-9 {
                0.0
            } else {
                a / (b * c).sqrt()
            }
        };
        [
            1.0 / (sum(&|x, y| (x - y).powi(2)) / n + 1.0),
            part(sum(&|x, y| x * y), sum(&|x, _| x * x), sum(&|_, y| y * y)),
            part(
                sum(&|a, b| (a - x) * (b - y)),
                sum(&|a, _| (a - x).powi(2)),
                sum(&|_, b| (b - y).powi(2)),
            ),
        ]
    }

    const STARS: Scale = Scale { min: 0.5, max: 5.0 };

    proptest! {
        #[test]
        fn half_stars_agree_with_the_plain_formulas(
            raw in prop::collection::vec((1u8..=10, 1u8..=10), 1..40),
            most in 40usize..1_000_000,
        ) {
            let pairs: Vec<_> = raw
                .iter()
                .map(|&(x, y)| (f32::from(x) / 2.0, f32::from(y) / 2.0))
                .collect();
            let expected = plain(&pairs);
            let got = [
                of::<Msd, 1>(STARS, most, &pairs),
                of::<Cosine, 3>(STARS, most, &pairs),
                of::<Pearson, 4>(STARS, most, &pairs),
            ];
            for (g, e) in got.iter().zip(expected) {
                prop_assert!((g - e).abs() < 1e-12, "{got:?} {expected:?}");
            }
        }

        #[test]
        fn any_scale_comes_near(
            raw in prop::collection::vec((-10f32..10.0, -10f32..10.0), 2..40),
        ) {
            let scale = Scale { min: -10.0, max: 10.0 };
            let expected = plain(&raw);
            let got = [
                of::<Msd, 1>(scale, 600, &raw),
                of::<Cosine, 3>(scale, 600, &raw),
                of::<Pearson, 4>(scale, 600, &raw),
            ];
            for (g, e) in got.iter().zip(expected) {
                prop_assert!((g - e).abs() < 1e-3, "{got:?} {expected:?}");
            }
        }
    }

    #[test]
    fn the_fullest_sums_do_not_overflow() {
        let scale = Scale {
            min: -5.0,
            max: 5.0,
        };
        let half = vec![(-5.0, 5.0); 511];
        let other = vec![(5.0, -5.0); 512];
        let all = [half, other].concat();
        let expected = plain(&all);
        assert!((of::<Msd, 1>(scale, 1023, &all) - expected[0]).abs() < 1e-12);
        assert!((of::<Cosine, 3>(scale, 1023, &all) + 1.0).abs() < 1e-12);
        assert!((of::<Pearson, 4>(scale, 1023, &all) + 1.0).abs() < 1e-12);
    }

    #[test]
    fn odd_scales_and_sizes() {
        let one = Scale { min: 1.0, max: 1.0 };
        assert_eq!(of::<Msd, 1>(one, 1, &[(1.0, 1.0)]), 1.0);
        assert_eq!(of::<Pearson, 4>(one, 1, &[(1.0, 1.0)]), 0.0);
        assert!(Levels::new(STARS, false, 1 << 23).is_some());
        assert!(Levels::new(STARS, false, 1 << 24).is_none());
    }
}
