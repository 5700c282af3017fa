//! What changed between two ticks.
//!
//! Someone who was there both times is compared with themselves, so that a
//! small move of many is told from the coming of others. The variance of a
//! difference of two shares is that of each, less twice what the people who
//! were there both times have in common (Kish 1965, Survey Sampling, chapter
//! 12.4, on samples that overlap).

use super::{Count, Poll, Withheld};
use crate::pledge::terms::Micros;
use capstan_stats::{Interval, interval::t95};
use serde::{Deserialize, Serialize};

/// How the share of a vision changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The tag of the vision.
    pub vision: String,
    /// The difference of the two published shares, -1 to 1, with the interval
    /// of what changed among all who might join. It is rounded outwards like
    /// the shares, for the same reason.
    pub share: Interval,
}

/// How the shares changed from one tick to a later one: of each vision that is
/// shown at both, in the order of the later.
///
/// # Errors
/// If there is no poll at one of the two.
pub fn changes(
    then: (Micros, &Count),
    now: (Micros, &Count),
    minimum: u64,
) -> Result<Vec<Change>, Withheld> {
    let before = then.1.publish(then.0, minimum)?;
    let after = now.1.publish(now.0, minimum)?;
    let of = |poll: &Poll, vision: &str| {
        let found = poll.visions.iter().find(|s| s.vision == vision);
        found.map(|s| s.share.value)
    };
    let steps = before.steps.min(after.steps) as f64;
    let rounding = 0.5 / before.steps as f64 + 0.5 / after.steps as f64;
    let change = |vision: &str| {
        let value = of(&after, vision)? - of(&before, vision)?;
        let reach = t95(f64::INFINITY) * spread(then.1, now.1, vision);
        // At least one step, so that it cannot be seen that nobody moved.
        let reach = (reach * steps).ceil().max(1.0) / steps;
        Some(Change {
            vision: vision.to_owned(),
            share: Interval::around(value, reach + rounding),
        })
    };
    let shown = after.visions.iter();
    Ok(shown.filter_map(|s| change(&s.vision)).collect())
}

/// The standard error of the difference of a vision's two shares.
fn spread(then: &Count, now: &Count, vision: &str) -> f64 {
    let (p, q) = (then.share(vision), now.share(vision));
    let (n, m) = (then.people.len() as f64, now.people.len() as f64);
    let square = |count: &Count, mean: f64| -> f64 {
        let parts = count.people.values().map(|v| Count::part(v, vision) - mean);
        parts.map(|d| d * d).sum()
    };
    let both = then.people.iter().filter_map(|(person, before)| {
        let after = now.people.get(person)?;
        Some((Count::part(before, vision) - p) * (Count::part(after, vision) - q))
    });
    let common: f64 = both.sum();
    let variance = square(then, p) / (n * n) + square(now, q) / (m * m) - 2.0 * common / (n * m);
    variance.max(0.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::super::tests::count;
    use super::*;
    use capstan_stats::Stream;

    #[test]
    fn hand_counts() {
        let then = count(&[(&["a"], 1000), (&["b"], 1000)]);
        let now = count(&[(&["a"], 1200), (&["b"], 800)]);
        // 200 people moved: (1/2000) sqrt(2000 (1/4 + 6/25 - 2 * 1/5)).
        let expected = (0.09f64 / 2000.0).sqrt();
        assert!((spread(&then, &now, "a") - expected).abs() < 1e-12);
        let found = changes((0, &then), (1, &now), 10).unwrap();
        let a = found.iter().find(|c| c.vision == "a").unwrap().share;
        assert!((a.value - 0.1).abs() < 1e-12);
        // 1.96 times 0.0067 is 0.0131, rounded up to 0.02, and the rounding of
        // both shares.
        assert!((a.reach() - 0.03).abs() < 1e-12, "{a:?}");
    }

    #[test]
    fn that_nobody_moved_cannot_be_seen() {
        let then = count(&[(&["a"], 1000), (&["b"], 1000)]);
        let mut now = count(&[(&["a"], 1000), (&["b"], 1000)]);
        let before = changes((0, &then), (1, &now), 10).unwrap();
        assert!((before[0].share.reach() - 0.02).abs() < 1e-12);
        now.add("000001", "b");
        assert_eq!(changes((0, &then), (1, &now), 10).unwrap(), before);
    }

    #[test]
    fn a_vision_that_is_hidden_at_one_tick_has_no_change() {
        let then = count(&[(&["a"], 900), (&["b"], 500), (&["c"], 5), (&["d"], 20)]);
        let now = count(&[(&["a"], 900), (&["b"], 500), (&["c"], 50), (&["d"], 20)]);
        let found = changes((0, &then), (1, &now), 10).unwrap();
        let named: Vec<&str> = found.iter().map(|c| c.vision.as_str()).collect();
        assert_eq!(named, ["a", "b"]);
        let few = count(&[(&["a"], 99)]);
        let withheld = changes((0, &few), (1, &now), 10);
        assert_eq!(withheld, Err(Withheld::TooFewPeople));
    }

    /// Two ticks drawn at random: three in four of the first are there at the
    /// second, where some changed, and as many others joined.
    fn drawn(stream: &Stream, people: u64) -> (Count, Count) {
        let (mut then, mut now) = (Count::default(), Count::default());
        for person in 0..people * 5 / 4 {
            let name = format!("{person:06}");
            let chance = |what: &str, p| stream.child(what).uniform(person) < p;
            let first = chance("first", 0.4);
            let changed = chance("change", if first { 0.1 } else { 0.2 });
            let of = |stands| if stands { "a" } else { "b" };
            let late = chance("other", 0.5);
            if person < people {
                then.add(&name, of(first));
            }
            if person >= people / 4 {
                now.add(&name, of(first != changed));
            }
            if late {
                now.people.entry(name).and_modify(|v| {
                    v.insert("c".to_owned());
                });
            }
        }
        (then, now)
    }

    /// The share of `a` at the first tick is 0.4. At the second 0.48 stand for
    /// it, and half of them for `c` too.
    const TRUTH: f64 = 0.48 * 0.75 - 0.4;

    #[test]
    fn the_spread_is_that_of_repeated_draws() {
        const DRAWS: u64 = 2000;
        let mut differences = Vec::new();
        let mut spreads = 0.0;
        let mut held = 0;
        for draw in 0..DRAWS {
            let (then, now) = drawn(&Stream::root(3).nth("draw", draw), 200);
            differences.push(now.share("a") - then.share("a"));
            spreads += spread(&then, &now, "a") / DRAWS as f64;
            let found = changes((0, &then), (1, &now), 10).unwrap();
            let a = found.iter().find(|c| c.vision == "a").unwrap().share;
            held += u64::from(a.low <= TRUTH && TRUTH <= a.high);
        }
        let mean = differences.iter().sum::<f64>() / DRAWS as f64;
        let square: f64 = differences.iter().map(|d| (d - mean).powi(2)).sum();
        let sd = (square / DRAWS as f64).sqrt();
        assert!((mean - TRUTH).abs() < 4.0 * sd / (DRAWS as f64).sqrt());
        assert!((spreads / sd - 1.0).abs() < 0.07, "{spreads} {sd}");
        assert!(held * 100 >= DRAWS * 95, "{held} of {DRAWS}");
    }
}
