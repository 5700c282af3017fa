//! Which visions are not shown, so that no small group is.

use super::Group;
use std::collections::{BTreeMap, BTreeSet};

/// The visions to hide: those for which fewer than `minimum` people stand, and
/// as many of the next smallest as it takes for two or more to be hidden, with
/// at least `minimum` people among them. So none of them is what the others
/// leave of the whole, and what they leave together is no small group.
///
/// `together` counts the people who stand for one or more of some visions.
pub(super) fn hide<'a>(
    groups: &BTreeMap<&'a str, Group>,
    minimum: u64,
    together: impl Fn(&BTreeSet<&str>) -> u64,
) -> BTreeSet<&'a str> {
    let mut by_size: Vec<(u64, &str)> = groups.iter().map(|(&v, g)| (g.people, v)).collect();
    by_size.sort_unstable();
    let small = by_size.partition_point(|&(people, _)| people < minimum);
    let mut hidden: BTreeSet<&str> = by_size[..small].iter().map(|&(_, v)| v).collect();
    for &(_, next) in &by_size[small..] {
        if hidden.is_empty() || (hidden.len() > 1 && together(&hidden) >= minimum) {
            break;
        }
        hidden.insert(next);
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Hides among people who each stand for some of a few visions.
    fn hidden(people: &[Vec<usize>], minimum: u64) -> (Vec<u64>, BTreeSet<usize>) {
        const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];
        let stand = |p: &Vec<usize>, v: usize| p.contains(&v);
        let size = |v: usize| people.iter().filter(|p| stand(p, v)).count() as u64;
        let mut groups = BTreeMap::new();
        for (v, name) in NAMES.into_iter().enumerate().filter(|&(v, _)| size(v) > 0) {
            let people = size(v);
            groups.insert(name, Group { people, parts: 0.0 });
        }
        let at = |name: &str| NAMES.iter().position(|&n| n == name).unwrap();
        let found = hide(&groups, minimum, |visions| {
            let any = |p: &&Vec<usize>| visions.iter().any(|v| stand(p, at(v)));
            people.iter().filter(any).count() as u64
        });
        let found = found.into_iter().map(at).collect();
        ((0..5).map(size).collect(), found)
    }

    fn alone(sizes: &[usize]) -> Vec<Vec<usize>> {
        let of = |(v, &n)| std::iter::repeat_n(vec![v], n);
        sizes.iter().enumerate().flat_map(of).collect()
    }

    #[test]
    fn hand_counts() {
        let of = |sizes: &[usize]| hidden(&alone(sizes), 10).1.into_iter().collect::<Vec<_>>();
        assert!(of(&[50, 30, 10]).is_empty());
        // One small group takes the next smallest with it.
        assert_eq!(of(&[50, 9, 30]), [1, 2]);
        // Two small ones are enough, unless they are small together.
        assert_eq!(of(&[50, 5, 5, 30]), [1, 2]);
        assert_eq!(of(&[50, 5, 4, 30]), [1, 2, 3]);
        // Two people who are in both are not four.
        let mut people = alone(&[50, 0, 0, 30]);
        people.extend(std::iter::repeat_n(vec![1, 2], 9));
        assert_eq!(hidden(&people, 10).1, BTreeSet::from([1, 2, 3]));
        // With two groups the other goes too.
        assert_eq!(of(&[95, 5]), [0, 1]);
        assert_eq!(of(&[5]), [0]);
    }

    proptest! {
        /// Whatever is added and taken away among the shown groups, all people
        /// and the hidden ones together: what is left is never a group below
        /// the minimum, unless it is nobody.
        #[test]
        fn no_small_group_follows(
            people in prop::collection::vec(prop::collection::vec(0usize..5, 1..3), 1..60),
            minimum in 2u64..12,
        ) {
            let (sizes, hidden) = hidden(&people, minimum);
            let there = |v: &usize| sizes[*v] > 0;
            let shown: Vec<usize> = (0..5).filter(there).filter(|v| !hidden.contains(v)).collect();
            if shown.is_empty() {
                return Ok(());
            }
            // The people who give to any of a set of visions: what a sum or a
            // difference of published shares is a share of.
            let among = |set: &BTreeSet<usize>| {
                people.iter().filter(|p| p.iter().any(|v| set.contains(v))).count() as u64
            };
            for choice in 0u32..1 << shown.len() {
                let of = |(i, &v): (usize, &usize)| (choice >> i & 1 == 1).then_some(v);
                let set: BTreeSet<usize> = shown.iter().enumerate().filter_map(of).collect();
                let with: BTreeSet<usize> = set.union(&hidden).copied().collect();
                for set in [set, with] {
                    prop_assert!(set.is_empty() || among(&set) >= minimum, "{set:?}");
                }
            }
            // And no hidden group is alone in what is left.
            prop_assert_ne!(hidden.len(), 1);
        }
    }
}
