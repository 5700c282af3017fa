//! Whole coins by weight: nobody gets a fraction, and no coin is lost.
//!
//! Weights are whole numbers and everything is counted in whole numbers, so
//! that the same input gives the same coins on every machine. Ties are broken
//! by a published hash of the seed and the id, never by who stands first in a
//! list.

mod running;

pub use running::{PART, most_owed, round};

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// How many bits the largest weight has. With a budget of 63 bits every
/// product below stays within 128.
const WEIGHT_BITS: i32 = 48;

/// How coins that cannot be split are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Everyone's quota rounded down, then a coin each to the largest
    /// remainders (Hamilton 1792): nobody is a whole coin from their quota.
    #[default]
    LargestRemainder,
    /// The divisor method that rounds to the nearest (Webster 1832,
    /// Sainte-Laguë 1910): with a coin more in the budget nobody gets less.
    Webster,
}

/// Why coins could not be given.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum ApportionError {
    /// Nobody may get anything.
    #[error("nobody has a weight above zero, so there is nobody to give the coins to")]
    NoWeight,
    /// A weight that is none.
    #[error("a weight is {found}; expected a finite number of at least 0")]
    Weight {
        /// The weight.
        found: f64,
    },
    /// The floors are more than there is.
    #[error("the floors add up to {short} coins more than there are")]
    Floors {
        /// How many coins are missing.
        short: u128,
    },
    /// The caps are less than there is.
    #[error("the caps leave {left} coins that nobody may get")]
    Caps {
        /// How many coins are left over.
        left: u128,
    },
}

/// What decides between equals: a hash for each id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ties(Vec<[u8; 32]>);

impl Ties {
    /// `blake3(seed || id)` of each id, the seed as eight bytes from the
    /// least: the smaller hash comes first. Anyone can compute it again.
    pub fn new<'a>(seed: u64, ids: impl IntoIterator<Item = &'a str>) -> Self {
        let hash = |id: &str| {
            let mut hasher = blake3::Hasher::new();
            hasher.update(&seed.to_le_bytes());
            hasher.update(id.as_bytes());
            *hasher.finalize().as_bytes()
        };
        Self(ids.into_iter().map(hash).collect())
    }

    /// Compares two by their place in the list given: who comes first.
    pub fn compare(&self, a: usize, b: usize) -> Ordering {
        self.0[a].cmp(&self.0[b])
    }
}

/// Weights as whole numbers in the same ratios, to 48 bits of the largest.
///
/// # Errors
/// If one is negative or no finite number, or none is above zero.
pub fn whole(weights: &[f64]) -> Result<Vec<u64>, ApportionError> {
    if let Some(&found) = weights.iter().find(|w| !(w.is_finite() && **w >= 0.0)) {
        return Err(ApportionError::Weight { found });
    }
    let most = weights.iter().copied().fold(0.0, f64::max);
    if most == 0.0 {
        return Err(ApportionError::NoWeight);
    }
    // A power of two changes no digit of a weight; the two steps keep it
    // inside what a number can hold.
    let steps = WEIGHT_BITS - 1 - most.log2().floor() as i32;
    let (first, second) = (steps / 2, steps - steps / 2);
    let scaled = |w: &f64| (w * 2f64.powi(first) * 2f64.powi(second)).round() as u64;
    Ok(weights.iter().map(scaled).collect())
}

/// `budget` coins by `weights`, each between its bounds: the coins are as
/// near as the method comes to `clamp(level * weight)`, with the one level at
/// which they add up. The level is found between the sorted bounds.
///
/// `weights` are at most 48 bits each (see [`whole`]); `low` and `high` hold
/// a bound for each.
///
/// # Errors
/// If the bounds cannot be kept, with how many coins are missing or left.
///
/// # Panics
/// If the lists differ in length, or a lower bound is above its upper one.
pub fn bounded(
    budget: u64,
    weights: &[u64],
    bounds: &[(u64, u64)],
    ties: &Ties,
    method: Method,
) -> Result<Vec<u64>, ApportionError> {
    let (rest, free) = level(budget, weights, bounds)?;
    // Nothing is free where the bounds alone use up the budget.
    let free = free.max(1);
    let quota = |i: usize, up: u128| {
        let exact = 2 * rest * u128::from(weights[i]) + up;
        (exact / (2 * free), exact % (2 * free))
    };
    let clamp = |coins: u128, i: usize| coins.clamp(bounds[i].0.into(), bounds[i].1.into()) as u64;
    let n = weights.len();
    match method {
        Method::LargestRemainder => {
            let mut coins: Vec<u64> = (0..n).map(|i| clamp(quota(i, 0).0, i)).collect();
            let given: u128 = coins.iter().map(|&c| u128::from(c)).sum();
            // Inside the bounds the floor of a quota may be followed by one
            // coin more; at a bound it may not.
            let mut open: Vec<usize> = (0..n)
                .filter(|&i| {
                    let (whole, part) = quota(i, 0);
                    part > 0 && whole >= bounds[i].0.into() && whole < bounds[i].1.into()
                })
                .collect();
            open.sort_by(|&a, &b| {
                (quota(b, 0).1.cmp(&quota(a, 0).1)).then_with(|| ties.compare(a, b))
            });
            let left = u128::from(budget).saturating_sub(given) as usize;
            for &i in open.iter().take(left) {
                coins[i] += 1;
            }
            Ok(coins)
        }
        Method::Webster => {
            // Quotas rounded to the nearest, halves down: exactly those coins
            // whose claim is above the level. The rest is given or taken in
            // order of claim (Pukelsheim 2017, doi:10.1007/978-3-319-64707-4).
            let mut coins: Vec<u64> = (0..n)
                .map(|i| match weights[i] {
                    0 => bounds[i].0,
                    _ => clamp(quota(i, free - 1).0, i),
                })
                .collect();
            step(budget, weights, bounds, ties, &mut coins);
            Ok(coins)
        }
    }
}

/// `budget` coins by `weights` without bounds.
///
/// # Errors
/// If no weight is above zero.
///
/// # Panics
/// If there are more weights than ties.
pub fn apportion(
    budget: u64,
    weights: &[u64],
    ties: &Ties,
    method: Method,
) -> Result<Vec<u64>, ApportionError> {
    bounded(
        budget,
        weights,
        &vec![(0, budget); weights.len()],
        ties,
        method,
    )
}

/// The level at which clamped weights add up to the budget, as a fraction:
/// coins left to those who are not at a bound, and their weight.
fn level(
    budget: u64,
    weights: &[u64],
    bounds: &[(u64, u64)],
) -> Result<(u128, u128), ApportionError> {
    let budget = u128::from(budget);
    let least: u128 = bounds.iter().map(|b| u128::from(b.0)).sum();
    if least > budget {
        return Err(ApportionError::Floors {
            short: least - budget,
        });
    }
    if weights.iter().all(|&w| w == 0) && least < budget {
        return Err(ApportionError::NoWeight);
    }
    let most: u128 = (weights.iter().zip(bounds))
        .map(|(&w, b)| u128::from(if w > 0 { b.1 } else { b.0 }))
        .sum();
    if most < budget {
        return Err(ApportionError::Caps {
            left: budget - most,
        });
    }
    // Where a member begins to rise, and where they stop: bound over weight.
    let mut turns: Vec<(u64, u64, bool)> = Vec::with_capacity(2 * weights.len());
    for (&w, &(low, high)) in weights.iter().zip(bounds).filter(|(w, _)| **w > 0) {
        turns.push((low, w, true));
        turns.push((high, w, false));
    }
    let cross = |a: u64, b: u64| u128::from(a) * u128::from(b);
    turns.sort_by(|a, b| (cross(a.0, b.1).cmp(&cross(b.0, a.1))).then_with(|| b.2.cmp(&a.2)));
    let (mut fixed, mut free) = (least, 0_u128);
    for (bound, weight, rises) in turns {
        // Is the budget reached before this turn: budget - fixed <= level * free?
        let reached = free > 0
            && times(budget.saturating_sub(fixed), weight.into()) <= times(free, bound.into());
        if reached && fixed <= budget {
            break;
        }
        if rises {
            fixed = fixed.saturating_sub(bound.into());
            free += u128::from(weight);
        } else {
            fixed += u128::from(bound);
            free -= u128::from(weight);
        }
    }
    Ok((budget.saturating_sub(fixed), free))
}

/// Gives the coins that are missing to the largest claims, and takes those
/// that are too many from the smallest, within the bounds.
fn step(budget: u64, weights: &[u64], bounds: &[(u64, u64)], ties: &Ties, coins: &mut [u64]) {
    let mut given: u128 = coins.iter().map(|&c| u128::from(c)).sum();
    let budget = u128::from(budget);
    let claim = |i: usize, coins: u64| Claim {
        weight: weights[i],
        divisor: 2 * u128::from(coins) + 1,
        tie: ties.0[i],
        at: i,
    };
    if given < budget {
        let open = (0..coins.len()).filter(|&i| weights[i] > 0 && coins[i] < bounds[i].1);
        let mut next: BinaryHeap<Claim> = open.map(|i| claim(i, coins[i])).collect();
        while given < budget
            && let Some(Claim { at, .. }) = next.pop()
        {
            coins[at] += 1;
            given += 1;
            if coins[at] < bounds[at].1 {
                next.push(claim(at, coins[at]));
            }
        }
    } else {
        let held = (0..coins.len()).filter(|&i| weights[i] > 0 && coins[i] > bounds[i].0);
        let mut last: BinaryHeap<Reverse<Claim>> =
            held.map(|i| Reverse(claim(i, coins[i] - 1))).collect();
        while given > budget
            && let Some(Reverse(Claim { at, .. })) = last.pop()
        {
            coins[at] -= 1;
            given -= 1;
            if coins[at] > bounds[at].0 {
                last.push(Reverse(claim(at, coins[at] - 1)));
            }
        }
    }
}

/// The claim on one coin: weight over the odd number of the coin. The greatest
/// claim is served first.
#[derive(PartialEq, Eq)]
struct Claim {
    weight: u64,
    divisor: u128,
    tie: [u8; 32],
    at: usize,
}

impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (u128::from(self.weight), u128::from(other.weight));
        (a * other.divisor)
            .cmp(&(b * self.divisor))
            .then_with(|| other.tie.cmp(&self.tie))
            .then_with(|| other.at.cmp(&self.at))
    }
}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A product of 256 bits, its upper half first, so that products compare.
fn times(a: u128, b: u128) -> (u128, u128) {
    const HALF: u32 = 64;
    const MASK: u128 = u64::MAX as u128;
    let (a1, a0, b1, b0) = (a >> HALF, a & MASK, b >> HALF, b & MASK);
    let low = a0 * b0;
    let (left, right) = (a1 * b0, a0 * b1);
    let middle = (low >> HALF) + (left & MASK) + (right & MASK);
    let high = a1 * b1 + (left >> HALF) + (right >> HALF) + (middle >> HALF);
    (high, (middle << HALF) | (low & MASK))
}

#[cfg(test)]
mod tests;
