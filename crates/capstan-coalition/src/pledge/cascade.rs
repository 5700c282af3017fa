//! Which people are bound when each says "I take part once so many others do".
//!
//! A set of people holds if each of them sees enough others in it. The union
//! of two such sets holds too, so there is one largest, and this is it. Source:
//! Granovetter, Threshold models of collective behavior, 1978, read from above:
//! pledges bind at once, so nobody has to go first.

use serde::{Deserialize, Serialize};

/// What one pledge asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// How many counted others must take part.
    pub others: u64,
    /// Whether this person counts for others and for the campaign: whether
    /// enough is known to tell them from a false account.
    pub counted: bool,
}

/// The largest set of people that holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Committed {
    /// How many in it count.
    pub counted: u64,
    /// How many are in it.
    pub people: u64,
}

impl Committed {
    /// Whether a pledge with this need is in the set.
    pub fn holds(&self, need: &Need) -> bool {
        match self.counted.checked_sub(u64::from(need.counted)) {
            Some(others) => self.people > 0 && need.others <= others,
            None => false,
        }
    }
}

/// The largest set of people in which everyone's need is met and at least
/// `threshold` count; the empty set if there is none. Takes one walk over the
/// pledges and one over the sizes up to their number.
pub fn committed<'a>(pledges: impl IntoIterator<Item = &'a Need>, threshold: u64) -> Committed {
    // How many counted and other pledges ask for exactly so many others.
    let mut asked: Vec<(u64, u64)> = Vec::new();
    let pledges: Vec<&Need> = pledges.into_iter().collect();
    asked.resize(pledges.len() + 1, (0, 0));
    for need in pledges {
        // Who asks for more than there are is never in.
        let at = usize::try_from(need.others).unwrap_or(usize::MAX);
        if let Some(cell) = asked.get_mut(at) {
            if need.counted {
                cell.0 += 1;
            } else {
                cell.1 += 1;
            }
        }
    }
    let (mut counted, mut others) = (0, 0);
    let mut best = Committed::default();
    for (size, &(more_counted, more_others)) in (0u64..).zip(&asked) {
        // `counted` are those who ask for fewer than `size` counted others: a
        // set of `size` counted people holds exactly if there are so many.
        others += more_others;
        if counted >= size && size >= threshold {
            best = Committed {
                counted: size,
                people: size + others,
            };
        }
        counted += more_counted;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(others: &[u64]) -> Vec<Need> {
        let need = |&others| Need {
            others,
            counted: true,
        };
        others.iter().map(need).collect()
    }

    #[test]
    fn hand_counts() {
        let people = |others: &[u64], threshold| committed(&all(others), threshold).people;
        assert_eq!(people(&[], 0), 0);
        assert_eq!(people(&[0], 0), 1);
        assert_eq!(people(&[1], 0), 0);
        // Two who wait for each other are bound together.
        assert_eq!(people(&[1, 1], 0), 2);
        // Granovetter's crowd: each waits for one more than the last.
        assert_eq!(people(&[0, 1, 2, 3, 4], 0), 5);
        // Without the one who asks for one, the others still hold each other.
        assert_eq!(people(&[0, 2, 2, 3, 4], 0), 5);
        assert_eq!(people(&[0, 2, 3, 5, 5], 0), 1);
        // The campaign asks for more than there are.
        assert_eq!(people(&[0, 1, 2], 3), 3);
        assert_eq!(people(&[0, 1, 2], 4), 0);
        assert_eq!(people(&[0, u64::MAX], 0), 1);
    }

    #[test]
    fn those_who_do_not_count_move_nobody() {
        let mut pledges = all(&[2, 2]);
        let fake = Need {
            others: 0,
            counted: false,
        };
        pledges.extend([fake; 50]);
        let found = committed(&pledges, 1);
        assert_eq!(found, Committed::default());
        pledges.extend(all(&[2]));
        let found = committed(&pledges, 1);
        assert_eq!((found.counted, found.people), (3, 53));
    }

    /// The largest set by taking away, again and again, all whose need is not
    /// met.
    fn brute(pledges: &[Need], threshold: u64) -> Vec<bool> {
        let mut inside = vec![true; pledges.len()];
        loop {
            let size = (0..pledges.len())
                .filter(|&i| inside[i] && pledges[i].counted)
                .count() as u64;
            let mut moved = false;
            for (i, need) in pledges.iter().enumerate() {
                let others = size - u64::from(inside[i] && need.counted);
                if inside[i] && (need.others > others || size < threshold) {
                    inside[i] = false;
                    moved = true;
                    break;
                }
            }
            if !moved {
                return inside;
            }
        }
    }

    proptest! {
        #[test]
        fn the_set_is_the_largest(
            pledges in prop::collection::vec((0u64..14, any::<bool>()), 0..14),
            threshold in 0u64..10,
        ) {
            let pledges: Vec<Need> = pledges
                .into_iter()
                .map(|(others, counted)| Need { others, counted })
                .collect();
            let found = committed(&pledges, threshold);
            let inside: Vec<bool> = pledges.iter().map(|n| found.holds(n)).collect();
            prop_assert_eq!(&inside, &brute(&pledges, threshold));
            let people = inside.iter().filter(|&&i| i).count() as u64;
            prop_assert_eq!(found.people, people);
            let counted = pledges.iter().filter(|n| n.counted && found.holds(n)).count();
            prop_assert_eq!(found.counted, counted as u64);
        }

        #[test]
        fn another_pledge_never_frees_anyone(
            others in prop::collection::vec(0u64..40, 0..40), more in 0u64..40,
        ) {
            let mut pledges = all(&others);
            let before = committed(&pledges, 3);
            pledges.extend(all(&[more]));
            prop_assert!(committed(&pledges, 3).people >= before.people);
        }
    }
}
