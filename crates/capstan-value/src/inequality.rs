//! How unequally money is shared.
//!
//! Every index is of amounts that are not negative, and zeros count: who gets
//! nothing is part of the picture. An amount may stand for several people (a
//! household); its weight says how many.

use serde::{Deserialize, Serialize};

/// One amount and for how many people it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Holding {
    /// What each of these people has.
    pub amount: f64,
    /// How many they are, above 0.
    pub people: f64,
}

impl Holding {
    /// One person's.
    pub fn of_one(amount: f64) -> Self {
        Self {
            amount,
            people: 1.0,
        }
    }
}

/// The indices of inequality of one sharing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inequality {
    /// Half the mean difference of two people, in means: 0 if all have the
    /// same, near 1 if one has all (Gini 1912).
    pub gini: f64,
    /// The same times `n / (n - 1)`, which is 1 if one of few has all; `None`
    /// of one holding.
    pub gini_unbiased: Option<f64>,
    /// Theil's T, more sensitive at the top (Theil 1967).
    pub theil: f64,
    /// The mean log deviation, more sensitive at the bottom; `None` if
    /// somebody has nothing, where it is infinite.
    pub mean_log_deviation: Option<f64>,
    /// The share of the money that could be saved for the same welfare if all
    /// had the same, with aversion 1/2 (Atkinson 1970,
    /// doi:10.1016/0022-0531(70)90039-6).
    pub atkinson_half: f64,
    /// The same with aversion 1; 1 if somebody has nothing.
    pub atkinson_one: f64,
    /// Which share of the money the richest tenth has.
    pub top_tenth: f64,
    /// Which share the richest hundredth has.
    pub top_hundredth: f64,
    /// The richest tenth's money over that of the poorest four tenths (Palma
    /// 2011, doi:10.1111/j.1467-7660.2011.01646.x); `None` if these have
    /// nothing.
    pub palma: Option<f64>,
    /// The share of the money that would have to move for all to have the
    /// same (Hoover 1936).
    pub hoover: f64,
    /// How many people have nothing.
    pub unpaid: f64,
}

/// The indices of `holdings`; `None` if there is no money, or an amount or
/// weight is no finite number or negative.
pub fn inequality(holdings: &[Holding]) -> Option<Inequality> {
    let sorted = Sorted::new(holdings)?;
    let (n, mean) = (sorted.people, sorted.mean());
    let average = |f: &dyn Fn(f64) -> f64| {
        (sorted.holdings.iter())
            .map(|h| h.people * f(h.amount / mean))
            .sum::<f64>()
            / n
    };
    let poorest = sorted.holdings.first().map_or(0.0, |h| h.amount);
    let deviation = (poorest > 0.0).then(|| average(&|x: f64| -x.ln()));
    let count = sorted.holdings.len() as f64;
    let gini = sorted.gini();
    let bottom = sorted.held_by_poorest(0.4);
    let top = |share: f64| 1.0 - sorted.held_by_poorest(1.0 - share);
    Some(Inequality {
        gini,
        gini_unbiased: (count > 1.0).then(|| gini * count / (count - 1.0)),
        theil: average(&|x: f64| if x > 0.0 { x * x.ln() } else { 0.0 }).max(0.0),
        mean_log_deviation: deviation.map(|d| d.max(0.0)),
        atkinson_half: (1.0 - average(&f64::sqrt).powi(2)).max(0.0),
        atkinson_one: deviation.map_or(1.0, |d| (1.0 - (-d).exp()).max(0.0)),
        top_tenth: top(0.1),
        top_hundredth: top(0.01),
        palma: (bottom > 0.0).then(|| top(0.1) / bottom),
        hoover: average(&|x: f64| (x - 1.0).abs()) / 2.0,
        unpaid: (sorted.holdings.iter())
            .filter(|h| h.amount == 0.0)
            .map(|h| h.people)
            .sum(),
    })
}

/// The Lorenz curve (Lorenz 1905): which share of the people, poorest first,
/// has which share of the money; from (0, 0) to (1, 1), with a corner for
/// each holding. `None` as [`inequality`].
pub fn lorenz(holdings: &[Holding]) -> Option<Vec<[f64; 2]>> {
    Some(Sorted::new(holdings)?.lorenz())
}

/// Theil's T of the whole, taken apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decomposition {
    /// What remains if everyone gets the mean of their group.
    pub between: f64,
    /// What remains inside the groups; both add up to the whole.
    pub within: f64,
    /// The groups, in order of name.
    pub groups: Vec<GroupShare>,
}

/// One group's part in a sharing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupShare {
    /// The group.
    pub group: String,
    /// How many people are in it.
    pub people: f64,
    /// Which share of all people they are.
    pub share_of_people: f64,
    /// Which share of the money they have.
    pub share_of_money: f64,
    /// Theil's T inside the group; `None` if it has nothing.
    pub theil: Option<f64>,
}

/// Takes Theil's T apart by the group of each holding (Shorrocks 1980,
/// doi:10.2307/1913126); `None` as [`inequality`].
pub fn decompose(holdings: &[Holding], groups: &[&str]) -> Option<Decomposition> {
    let whole = Sorted::new(holdings)?;
    let mut parts: std::collections::BTreeMap<&str, Vec<Holding>> = Default::default();
    for (&holding, &group) in holdings.iter().zip(groups) {
        parts.entry(group).or_default().push(holding);
    }
    let (mut between, mut within) = (0.0, 0.0);
    let groups = parts.into_iter().map(|(group, part)| {
        let people: f64 = part.iter().map(|h| h.people).sum();
        let money: f64 = part.iter().map(|h| h.people * h.amount).sum();
        let of_people = people / whole.people;
        let of_money = money / whole.money;
        let theil = inequality(&part).map(|i| i.theil);
        if of_money > 0.0 {
            between += of_money * (of_money / of_people).ln();
            within += of_money * theil.unwrap_or(0.0);
        }
        GroupShare {
            group: group.to_owned(),
            people,
            share_of_people: of_people,
            share_of_money: of_money,
            theil,
        }
    });
    let groups = groups.collect();
    Some(Decomposition {
        between,
        within,
        groups,
    })
}

/// Holdings from the poorest to the richest, with their sums.
struct Sorted {
    holdings: Vec<Holding>,
    people: f64,
    money: f64,
}

impl Sorted {
    fn new(holdings: &[Holding]) -> Option<Self> {
        let sound = |h: &Holding| {
            h.amount >= 0.0 && h.amount.is_finite() && h.people > 0.0 && h.people.is_finite()
        };
        if !holdings.iter().all(sound) {
            return None;
        }
        let mut holdings = holdings.to_vec();
        holdings.sort_by(|a, b| a.amount.total_cmp(&b.amount));
        let people = holdings.iter().map(|h| h.people).sum();
        let money: f64 = holdings.iter().map(|h| h.people * h.amount).sum();
        (money > 0.0 && money.is_finite()).then_some(Self {
            holdings,
            people,
            money,
        })
    }

    fn mean(&self) -> f64 {
        self.money / self.people
    }

    fn lorenz(&self) -> Vec<[f64; 2]> {
        let (mut people, mut money) = (0.0, 0.0);
        let mut points = vec![[0.0, 0.0]];
        for h in &self.holdings {
            people += h.people;
            money += h.people * h.amount;
            points.push([people / self.people, money / self.money]);
        }
        points
    }

    /// One minus twice the area below the Lorenz curve.
    fn gini(&self) -> f64 {
        let below: f64 = (self.lorenz().windows(2))
            .map(|w| (w[1][0] - w[0][0]) * (w[1][1] + w[0][1]))
            .sum();
        (1.0 - below).max(0.0)
    }

    /// Which share of the money the poorest `share` of the people have; a
    /// holding on the border counts in part.
    fn held_by_poorest(&self, share: f64) -> f64 {
        let points = self.lorenz();
        let at = points.partition_point(|p| p[0] < share);
        let (Some(&[x0, y0]), Some(&[x1, y1])) = (points.get(at.saturating_sub(1)), points.get(at))
        else {
            return if at == 0 { 0.0 } else { 1.0 };
        };
        if x1 > x0 {
            y0 + (y1 - y0) * (share - x0) / (x1 - x0)
        } else {
            y1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(amounts: &[f64]) -> Inequality {
        let holdings: Vec<Holding> = amounts.iter().map(|&a| Holding::of_one(a)).collect();
        inequality(&holdings).unwrap()
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    #[test]
    fn equal_pay_and_one_who_has_all() {
        let equal = of(&[2.0; 10]);
        for index in [equal.gini, equal.theil, equal.atkinson_half, equal.hoover] {
            assert!(near(index, 0.0), "{index}");
        }
        assert!(near(equal.atkinson_one, 0.0) && near(equal.top_tenth, 0.1));
        assert!(near(equal.palma.unwrap(), 0.25));
        let one = of(&[0.0, 0.0, 0.0, 0.0, 6.0]);
        assert!(near(one.gini, 0.8) && near(one.gini_unbiased.unwrap(), 1.0));
        assert!(near(one.theil, 5f64.ln()) && near(one.hoover, 0.8));
        assert!(near(one.atkinson_one, 1.0) && near(one.atkinson_half, 0.8));
        assert_eq!((one.mean_log_deviation, one.palma), (None, None));
        // The richest tenth is half of the one person.
        assert!(near(one.top_tenth, 0.5) && near(one.unpaid, 4.0));
    }

    #[test]
    fn a_small_case_by_hand() {
        // 1, 2, 3: differences 1, 1, 2 over 9 pairs and mean 2.
        let i = of(&[3.0, 1.0, 2.0]);
        assert!(near(i.gini, 8.0 / 36.0), "{}", i.gini);
        assert!(near(i.hoover, 1.0 / 6.0));
        let mld = (2f64.ln() + (2.0f64 / 3.0).ln()) / 3.0;
        assert!(near(i.mean_log_deviation.unwrap(), mld));
        assert!(near(i.atkinson_one, 1.0 - 6f64.cbrt() / 2.0));
        // Poorest 40 %: the first and a fifth of the second.
        assert!(near(i.palma.unwrap(), (0.3 * 3.0 / 6.0) / (1.4 / 6.0)));
    }

    #[test]
    fn what_is_no_sharing_has_no_index() {
        for bad in [vec![], vec![0.0, 0.0], vec![1.0, f64::NAN], vec![1.0, -1.0]] {
            let holdings: Vec<Holding> = bad.iter().map(|&a| Holding::of_one(a)).collect();
            assert_eq!(inequality(&holdings), None, "{bad:?}");
            assert_eq!(lorenz(&holdings), None);
        }
    }

    #[test]
    fn groups_by_hand() {
        let holdings: Vec<Holding> = [1.0, 3.0, 4.0, 0.0]
            .iter()
            .map(|&a| Holding::of_one(a))
            .collect();
        let d = decompose(&holdings, &["a", "a", "b", "c"]).unwrap();
        // Halves of the money: group a has two people, group b one of four.
        assert!(near(d.between, 0.5 * 2f64.ln()), "{}", d.between);
        assert_eq!(d.groups[2].theil, None);
        assert!(near(d.groups[1].share_of_money, 0.5));
    }

    /// The mean difference of all pairs over twice the mean.
    fn gini_of_pairs(amounts: &[f64]) -> f64 {
        let n = amounts.len() as f64;
        let mut sum = 0.0;
        for a in amounts {
            for b in amounts {
                sum += (a - b).abs();
            }
        }
        sum / (2.0 * n * amounts.iter().sum::<f64>())
    }

    proptest! {
        #[test]
        fn gini_is_the_mean_difference(amounts in proptest::collection::vec(0.0..9.0_f64, 1..30)) {
            prop_assume!(amounts.iter().sum::<f64>() > 0.1);
            prop_assert!((of(&amounts).gini - gini_of_pairs(&amounts)).abs() < 1e-9);
        }

        #[test]
        fn a_weight_is_so_many_people(
            rows in proptest::collection::vec((0.0..9.0_f64, 1..5_usize), 1..12),
        ) {
            prop_assume!(rows.iter().any(|r| r.0 > 0.1));
            let weighed: Vec<Holding> = rows
                .iter()
                .map(|&(amount, n)| Holding { amount, people: n as f64 })
                .collect();
            let spread: Vec<f64> = rows.iter().flat_map(|&(a, n)| vec![a; n]).collect();
            let (a, b) = (inequality(&weighed).unwrap(), of(&spread));
            for (a, b) in [
                (a.gini, b.gini), (a.theil, b.theil), (a.hoover, b.hoover),
                (a.atkinson_half, b.atkinson_half), (a.top_tenth, b.top_tenth),
            ] {
                prop_assert!((a - b).abs() < 1e-9);
            }
        }

        #[test]
        fn between_and_within_are_the_whole(
            rows in proptest::collection::vec((0.0..9.0_f64, 0..3_usize), 1..30),
        ) {
            prop_assume!(rows.iter().any(|r| r.0 > 0.1));
            let amounts: Vec<f64> = rows.iter().map(|r| r.0).collect();
            let groups: Vec<&str> = rows.iter().map(|r| ["a", "b", "c"][r.1]).collect();
            let holdings: Vec<Holding> = amounts.iter().map(|&a| Holding::of_one(a)).collect();
            let d = decompose(&holdings, &groups).unwrap();
            prop_assert!((d.between + d.within - of(&amounts).theil).abs() < 1e-9);
            prop_assert!(d.between > -1e-12 && d.within > -1e-12);
        }
    }
}
