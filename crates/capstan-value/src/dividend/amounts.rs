//! How sure each dividend is: what the intervals of the values leave it.

use super::DividendError;
use super::chain::Plan;
use super::gauge::{DRAWS, base, drawn, given};
use super::roll::Member;
use capstan_data::Money;
use rayon::prelude::*;

/// How many of the lowest and of the highest draws are kept: as many as the
/// limits of a 95 % interval of [`DRAWS`] draws lie between.
const KEPT: usize = 6;
/// How many draws are held at a time.
const AT_ONCE: u64 = 8;

/// The limits of the 95 % interval of what each member gets, in coins, if
/// `coins` are what they get. Every value is drawn again from a normal
/// distribution around it, with the spread that its interval has to each side,
/// and the whole plan is followed with them (propagation of distributions by
/// the Monte Carlo method: JCGM 101:2008, doi:10.59161/JCGM101-2008). Nothing
/// where the values have no intervals, and for a lottery, whose prizes do not
/// hang on the values alone.
pub(super) fn limits(
    plan: &Plan,
    members: &[Member],
    budget: Money,
    seed: u64,
    coins: &[u64],
) -> Result<Option<Vec<[u64; 2]>>, DividendError> {
    if plan.lottery.is_some() || members.iter().all(|m| m.low == m.high) {
        return Ok(None);
    }
    let all = coins.iter().sum::<u64>() as f64;
    let mut ends = vec![Ends::default(); members.len()];
    let mut count = 0;
    for first in (0..DRAWS).step_by(AT_ONCE as usize) {
        let some: Vec<Option<Vec<f64>>> = (first..(first + AT_ONCE).min(DRAWS))
            .into_par_iter()
            .map(|draw| {
                let off = drawn(members, seed, draw);
                let values: Vec<f64> = (members.iter().zip(off))
                    .map(|(m, off)| base(plan, m) + off)
                    .collect();
                // A draw in which the bounds cannot be kept has no payments.
                let given = given(plan, members, &values, budget, seed).ok()?;
                Some(given.members)
            })
            .collect();
        for amounts in some.iter().flatten() {
            count += 1;
            let whole: f64 = amounts.iter().sum();
            for (ends, amount) in ends.iter_mut().zip(amounts) {
                ends.add(amount / whole * all);
            }
        }
    }
    if count == 0 {
        return Ok(None);
    }
    let limits = ends.iter().zip(coins).map(|(ends, &coins)| {
        let [low, high] = ends.limits(count);
        // What rounding gave is inside, too.
        [
            coins.min(low.round() as u64),
            coins.max(high.round() as u64),
        ]
    });
    Ok(Some(limits.collect()))
}

/// The lowest and the highest of many numbers, each from the outermost on.
#[derive(Clone)]
struct Ends {
    low: [f64; KEPT],
    high: [f64; KEPT],
}

impl Default for Ends {
    fn default() -> Self {
        Self {
            low: [f64::INFINITY; KEPT],
            high: [f64::NEG_INFINITY; KEPT],
        }
    }
}

impl Ends {
    fn add(&mut self, number: f64) {
        let (mut low, mut high) = (number, number);
        for place in &mut self.low {
            (*place, low) = (place.min(low), place.max(low));
        }
        for place in &mut self.high {
            (*place, high) = (place.max(high), place.min(high));
        }
    }

    /// The quantiles of `count` numbers that leave 2.5 % outside at each end.
    fn limits(&self, count: u64) -> [f64; 2] {
        let at = 0.025 * (count - 1) as f64;
        let (below, above) = (at.floor() as usize, at.ceil() as usize);
        [self.low, self.high].map(|end| end[below] + (end[above] - end[below]) * at.fract())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dividend::{Chain, Dividends, Source, dividends};
    use capstan_stats::interval::quantile;
    use proptest::prelude::*;

    fn share(chain: &Chain, spread: f64) -> Dividends {
        let members: Vec<Member> = [("a", 1.0), ("b", 1.0), ("c", 2.0)]
            .map(|(id, value)| Member {
                low: value - spread,
                high: value + spread,
                ..Member::new(id, value)
            })
            .to_vec();
        let budget = "1000.00 EUR".parse().unwrap();
        dividends(Source::default(), &members, chain, budget, 3, None).unwrap()
    }

    fn rule(name: &str) -> Chain {
        Chain::of(name, Default::default())
    }

    /// The share of c is c / (a + b + c). With small spreads it is nearly
    /// normal, with the variance that the derivatives say (the delta method).
    #[test]
    fn a_small_uncertainty_is_carried_as_its_derivatives_say() {
        let spread = 0.1;
        let found = &share(&rule("clip"), spread).members[2];
        let one = spread / 1.959_963_984_540_054;
        // d/dc = (a + b) / 16, d/da = d/db = -c / 16.
        let error = one * (0.125_f64.powi(2) + 2.0 * 0.125_f64.powi(2)).sqrt();
        let reach = 1.959_963_984_540_054 * error * 100_000.0;
        let (low, high) = (found.amount_low.unwrap(), found.amount_high.unwrap());
        assert!(low < found.amount && found.amount < high);
        let width = (high - low) as f64;
        assert!((width / (2.0 * reach) - 1.0).abs() < 0.2, "{width} {reach}");
    }

    #[test]
    fn what_does_not_hang_on_values_is_certain() {
        for m in share(&rule("equal"), 0.5).members {
            assert!(m.amount_high.unwrap() - m.amount_low.unwrap() <= 1);
        }
        let bounded = Chain {
            floor: Some("333.33".into()),
            ..rule("clip")
        };
        for m in share(&bounded, 0.5).members {
            let ends = [m.amount_low, m.amount_high].map(Option::unwrap);
            assert!(ends[0] >= 33_333 && ends[1] <= 33_334, "{ends:?}");
        }
    }

    #[test]
    fn without_intervals_and_by_lot_there_are_none() {
        let lot = Chain {
            lottery: Some(2),
            ..rule("clip")
        };
        for made in [share(&rule("clip"), 0.0), share(&lot, 0.5)] {
            assert!(made.members.iter().all(|m| m.amount_low.is_none()));
            assert!(made.to_csv().starts_with("id,amount\n"));
        }
        let with = share(&rule("clip"), 0.5).to_csv();
        assert!(with.starts_with("id,amount,low,high\na,250.00,"), "{with}");
    }

    proptest! {
        #[test]
        fn the_ends_kept_are_enough(
            numbers in proptest::collection::vec(-9.0..9.0_f64, 1..=DRAWS as usize),
        ) {
            let mut ends = Ends::default();
            numbers.iter().for_each(|&x| ends.add(x));
            let mut sorted = numbers.clone();
            sorted.sort_by(f64::total_cmp);
            let [low, high] = ends.limits(numbers.len() as u64);
            prop_assert!((low - quantile(&sorted, 0.025)).abs() < 1e-12);
            prop_assert!((high - quantile(&sorted, 0.975)).abs() < 1e-12);
        }
    }
}
