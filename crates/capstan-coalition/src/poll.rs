//! The continuous poll: how people's memberships spread over visions.
//!
//! Everyone counts once, however many coalitions they are in: a person whose
//! coalitions stand for three visions gives a third to each. The poll is taken
//! at the ticks of a clock ([`crate::size::Clock`]) and never between them.
//!
//! It is no sample: every member is in it, so of today's members each share is
//! known up to its rounding. What varies is who has joined so far. The interval
//! is for the share among all who might join, as if members were drawn from
//! them at random; how far they are from that, no interval says. It is Wilson's
//! 95 % interval. Parts of people vary no more than whole ones, so it is wide
//! enough for them too.
//!
//! What is published tells little of any one person. Shares are rounded so
//! coarsely that one person's coming, going or changing moves a share over a
//! border at most once in [`COARSE`] times, and any share of the poll at most
//! twice as often, for someone who does not know where between two borders
//! they lie. Their guess whether a person joined is right at most 55 times in
//! 100, as for a published [size]. Intervals follow from the published figures
//! alone: from the number rounded down, and from all that the rounding of the
//! share leaves open. Small groups are hidden, and with them as many others as
//! it takes so that none of them follows from the rest.

mod change;
mod hide;

pub use change::{Change, changes};

use crate::key::keyed;
use crate::pledge::{GRID, terms::Micros};
use crate::size;
use capstan_stats::{Interval, interval::wilson};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One person moves a share over a border of its rounding at most once in so
/// many times.
pub const COARSE: u64 = 20;

/// The fewest people of whom there is a poll: of fewer, shares would have to be
/// rounded to more than a fifth.
pub const FEWEST: u64 = 100;

/// Shares are rounded to one of so many equal steps from 0 to 1.
const STEPS: [u64; 5] = [5, 10, 20, 50, 100];

/// Who stands for what at a tick: exact, and never published. It can neither
/// be printed nor logged. To say what changed, a keeper holds that of the last
/// tick, and no older one.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    people: BTreeMap<String, BTreeSet<String>>,
}

/// What is published of a count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Poll {
    /// The tick.
    pub at: Micros,
    /// The number of people, rounded down to a published size.
    pub people: u64,
    /// Shares are rounded to one of so many equal steps from 0 to 1.
    pub steps: u64,
    /// The visions that enough people stand for, the largest share first.
    pub visions: Vec<Standing>,
    /// The share of all others together, 0 to 1; nothing if there are none.
    pub rest: Option<Interval>,
}

/// How much a vision has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// The tag of the vision.
    pub vision: String,
    /// How many people stand for it, among others or alone, rounded down to a
    /// published size.
    pub people: u64,
    /// Its share, 0 to 1. All shares together are 1, up to their rounding.
    pub share: Interval,
}

/// Why there is no poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Withheld {
    /// There are too few people.
    #[error("too few people for a poll: wait until more have joined")]
    TooFewPeople,
    /// Whatever is shown, the rest would be a group that is too small.
    #[error("a group would be too small to be shown: wait until more have joined")]
    GroupsTooSmall,
}

keyed! {
    Withheld {
        TooFewPeople = "too-few-people",
        GroupsTooSmall = "groups-too-small",
    }
}

impl Count {
    /// Takes in that a coalition of this person stands for this vision. Saying
    /// it again changes nothing. `person` is a tag by which a person's
    /// memberships belong together.
    pub fn add(&mut self, person: &str, vision: &str) {
        let visions = self.people.entry(person.to_owned()).or_default();
        visions.insert(vision.to_owned());
    }

    /// What may be published of it at a tick. `minimum` is the fewest people
    /// in a group that is shown; below the smallest published size it counts
    /// as that.
    ///
    /// # Errors
    /// If nothing may be.
    pub fn publish(&self, at: Micros, minimum: u64) -> Result<Poll, Withheld> {
        let minimum = minimum.max(GRID[0]);
        let exact = self.people.len() as u64;
        let people = coarse(exact);
        if exact < minimum || people < FEWEST {
            return Err(Withheld::TooFewPeople);
        }
        let groups = self.groups();
        let hidden = hide::hide(&groups, minimum, |visions| self.together(visions));
        if hidden.len() == groups.len() {
            return Err(Withheld::GroupsTooSmall);
        }
        let steps = steps(people);
        let share = |parts: f64| figure(parts / exact as f64, people, steps);
        let mut visions: Vec<Standing> = groups
            .iter()
            .filter(|(vision, _)| !hidden.contains(*vision))
            .map(|(&vision, group)| Standing {
                vision: vision.to_owned(),
                people: coarse(group.people),
                share: share(group.parts),
            })
            .collect();
        visions.sort_by(|a, b| b.share.value.total_cmp(&a.share.value));
        let rest = hidden.iter().map(|vision| groups[vision].parts);
        Ok(Poll {
            at,
            people,
            steps,
            visions,
            rest: (!hidden.is_empty()).then(|| share(rest.sum())),
        })
    }

    /// The people who stand for each vision.
    fn groups(&self) -> BTreeMap<&str, Group> {
        let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
        for visions in self.people.values() {
            for vision in visions {
                let group = groups.entry(vision).or_default();
                group.people += 1;
                group.parts += 1.0 / visions.len() as f64;
            }
        }
        groups
    }

    /// How many people stand for one or more of these visions.
    fn together(&self, visions: &BTreeSet<&str>) -> u64 {
        let any = |of: &&BTreeSet<String>| of.iter().any(|v| visions.contains(v.as_str()));
        self.people.values().filter(any).count() as u64
    }

    /// A vision's share, exactly.
    fn share(&self, vision: &str) -> f64 {
        let parts = self.people.values().map(|v| Self::part(v, vision));
        parts.sum::<f64>() / self.people.len() as f64
    }

    /// What a person gives to a vision.
    fn part(visions: &BTreeSet<String>, vision: &str) -> f64 {
        match visions.contains(vision) {
            true => 1.0 / visions.len() as f64,
            false => 0.0,
        }
    }
}

/// The people who stand for a vision, and what they give to it together.
#[derive(Clone, Copy, Default)]
struct Group {
    people: u64,
    parts: f64,
}

fn coarse(people: u64) -> u64 {
    size::published(people).unwrap_or(0)
}

/// To how many steps shares are rounded among so many people.
fn steps(people: u64) -> u64 {
    let fine = STEPS.into_iter().rev().find(|&s| s * COARSE <= people);
    fine.unwrap_or(STEPS[0])
}

/// A share as it is published, with its interval.
fn figure(share: f64, people: u64, steps: u64) -> Interval {
    let step = (share * steps as f64).round() as u64;
    // Half a step to both sides in numbers of people, outwards.
    let low = (2 * step).saturating_sub(1) * people / (2 * steps);
    let high = ((2 * step + 1) * people).div_ceil(2 * steps).min(people);
    Interval {
        value: step as f64 / steps as f64,
        low: wilson(low, people).map_or(0.0, |i| i.low.max(0.0)),
        high: wilson(high, people).map_or(1.0, |i| i.high.min(1.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_stats::Stream;

    /// People of whom so many stand for these visions.
    pub(super) fn count(rows: &[(&[&str], usize)]) -> Count {
        let mut count = Count::default();
        let mut person = 0;
        for &(visions, people) in rows {
            for _ in 0..people {
                person += 1;
                for vision in visions {
                    count.add(&format!("{person:06}"), vision);
                }
            }
        }
        count
    }

    fn standing(poll: &Poll, vision: &str) -> Option<(u64, f64)> {
        let found = poll.visions.iter().find(|s| s.vision == vision);
        found.map(|s| (s.people, s.share.value))
    }

    #[test]
    fn hand_counts() {
        let poll = count(&[(&["a"], 620), (&["b"], 300), (&["a", "b"], 80)]);
        let poll = poll.publish(7, 10).unwrap();
        assert_eq!((poll.at, poll.people, poll.steps), (7, 1000, 50));
        assert_eq!(standing(&poll, "a"), Some((500, 0.66)));
        assert_eq!(standing(&poll, "b"), Some((200, 0.34)));
        assert_eq!(poll.rest, None);
        // Wilson's limits of 650 and 670, and of 330 and 350, in 1,000.
        let near = |found: Interval, low: f64, high: f64| {
            assert!((found.low - low).abs() < 1e-9, "{found:?}");
            assert!((found.high - high).abs() < 1e-9, "{found:?}");
        };
        near(poll.visions[0].share, 0.619_914_682_507, 0.698_444_459_480);
        near(poll.visions[1].share, 0.301_555_540_520, 0.380_085_317_493);
    }

    #[test]
    fn a_person_counts_once() {
        // Everyone gives a half to each of two, or a third to each of three.
        let poll = count(&[(&["a", "b"], 600), (&["a", "b", "c"], 600)]);
        let poll = poll.publish(0, 10).unwrap();
        assert_eq!(standing(&poll, "a"), Some((1000, 0.42)));
        assert_eq!(standing(&poll, "c"), Some((500, 0.16)));
        let mut twice = count(&[(&["a"], 1000)]);
        let once = twice.publish(0, 10);
        twice.add("000001", "a");
        assert_eq!(twice.publish(0, 10), once);
    }

    #[test]
    fn small_groups_are_not_shown() {
        let publish = |rows: &[(&[&str], usize)], minimum| count(rows).publish(0, minimum);
        let few = Err(Withheld::TooFewPeople);
        assert_eq!(publish(&[], 0), few);
        assert_eq!(publish(&[(&["a"], 99)], 0), few);
        assert!(publish(&[(&["a"], 100)], 0).is_ok());
        assert_eq!(publish(&[(&["a"], 100)], 101), few);
        let small = Err(Withheld::GroupsTooSmall);
        assert_eq!(publish(&[(&["a"], 100), (&["b"], 9)], 0), small);
        let rows: [(&[&str], usize); 3] = [(&["a"], 600), (&["b"], 9), (&["c"], 391)];
        let poll = count(&rows).publish(0, 0).unwrap();
        assert_eq!(standing(&poll, "a"), Some((500, 0.6)));
        assert_eq!((standing(&poll, "b"), standing(&poll, "c")), (None, None));
        assert_eq!(poll.rest.map(|r| r.value), Some(0.4));
    }

    #[test]
    fn the_larger_the_finer() {
        let of = |people| (steps(people), people);
        let expected = [
            (5, 100),
            (10, 200),
            (20, 500),
            (50, 1000),
            (100, 2000),
            (100, 5000),
        ];
        for (steps, people) in expected {
            assert_eq!(of(people), (steps, people));
        }
        for people in [100, 5_000_000] {
            for step in [0, 1] {
                let figure = figure(f64::from(step), people, steps(people));
                assert!(figure.low >= 0.0 && figure.high <= 1.0, "{figure:?}");
                assert!(figure.low < figure.high);
            }
        }
    }

    /// People drawn at random: each stands for `a` or not, and for `b` or `c`
    /// or nothing more.
    fn drawn(stream: &Stream, people: usize) -> Count {
        let mut count = Count::default();
        for person in 0..people as u64 {
            let name = format!("{person:06}");
            let mut any = false;
            for (at, (vision, chance)) in [("a", 0.45), ("b", 0.3), ("c", 0.6)]
                .into_iter()
                .enumerate()
            {
                if stream.nth("vision", at as u64).uniform(person) < chance {
                    count.add(&name, vision);
                    any = true;
                }
            }
            if !any {
                count.add(&name, "d");
            }
        }
        count
    }

    /// What `a` has among all who might join: a person who stands for it
    /// stands for none, one or two of the others besides.
    const TRUTH: f64 = 0.45 * (0.7 * 0.4 + (0.3 * 0.4 + 0.7 * 0.6) / 2.0 + 0.3 * 0.6 / 3.0);

    #[test]
    fn intervals_hold_the_truth() {
        for people in [100, 430, 2000] {
            let held = (0..200).filter(|&draw| {
                let count = drawn(&Stream::root(1).nth("draw", draw), people);
                let poll = count.publish(0, 10).unwrap();
                let share = poll.visions.iter().find(|s| s.vision == "a").unwrap().share;
                share.low <= TRUTH && TRUTH <= share.high
            });
            let held = held.count();
            assert!(held >= 190, "{held} of 200 among {people}");
        }
    }

    /// Someone who does not know how the others spread cannot tell from a
    /// share, or from all of them, whether one person has joined.
    #[test]
    fn one_person_moves_few_shares() {
        const DRAWS: u64 = 2000;
        let (mut one, mut any) = (0, 0);
        for draw in 0..DRAWS {
            let stream = Stream::root(2).nth("draw", draw);
            let people = 200 + (stream.uniform(0) * 299.0) as usize;
            let mut count = drawn(&stream, people);
            let before = count.publish(0, 10).unwrap();
            count.add("another", "a");
            let after = count.publish(0, 10).unwrap();
            assert_eq!(before.people, after.people);
            let moved = |v| {
                let share = |poll| standing(poll, v).map(|s| s.1);
                share(&before) != share(&after)
            };
            one += u64::from(moved("a"));
            any += u64::from(["a", "b", "c", "d"].into_iter().any(moved));
        }
        assert!(one > 0, "rounding is so coarse that this shows nothing");
        assert!(one * COARSE <= DRAWS, "{one} of {DRAWS}");
        assert!(any * COARSE <= 2 * DRAWS, "{any} of {DRAWS}");
    }

    #[test]
    fn intervals_follow_from_what_is_published() {
        let one = count(&[(&["a"], 631), (&["b"], 369)])
            .publish(0, 10)
            .unwrap();
        let other = count(&[(&["a"], 1198), (&["b"], 701)])
            .publish(0, 10)
            .unwrap();
        let shares = |poll: &Poll| poll.visions.iter().map(|s| s.share).collect::<Vec<_>>();
        assert_eq!(shares(&one), shares(&other));
    }
}
