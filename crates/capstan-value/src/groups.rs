//! Groups as players: what a strike of theirs would cost, what they are worth
//! alone, and whether they are stronger together.
//!
//! Whatever is asked about a game here, and every value that is a mean of
//! worths, is a sum of worths with weights: a [`Terms`]. Who makes the worlds
//! behind the worths can so make each only once, and carry the uncertainty of
//! a worth through to what is made of it.

pub mod beside;
pub mod counted;
pub mod report;
pub mod stable;

use crate::error::ValueError;
use crate::exact::Semivalue;
use crate::game::{Coalition, Game};

/// A sum of worths with weights: subsets, and how often each counts.
pub type Terms = Vec<(Coalition, f64)>;

/// The sum of `terms` in `game`.
///
/// # Errors
/// If a worth is undefined.
pub fn total(game: &dyn Game, terms: &[(Coalition, f64)]) -> Result<f64, ValueError> {
    let mut sum = 0.0;
    for (coalition, weight) in terms {
        sum += weight * game.worth(coalition)?;
    }
    Ok(sum)
}

/// What is lost when all of `coalition` leave together: `v(N) - v(N \ S)`.
pub fn leverage(coalition: &Coalition) -> Terms {
    let players = coalition.players();
    vec![
        (Coalition::full(players), 1.0),
        (coalition.complement(), -1.0),
    ]
}

/// What `coalition` adds to nobody: `v(S) - v({})`.
pub fn stand_alone(coalition: &Coalition) -> Terms {
    vec![
        (coalition.clone(), 1.0),
        (Coalition::empty(coalition.players()), -1.0),
    ]
}

/// The leverage of `coalition` less the sum of what each member has alone:
/// above 0, they are stronger together.
pub fn synergy(coalition: &Coalition) -> Terms {
    let mut terms = leverage(coalition);
    for player in coalition.iter() {
        let alone = Coalition::of(coalition.players(), [player]);
        terms.extend(leverage(&alone).into_iter().map(|(s, w)| (s, -w)));
    }
    terms
}

/// A semivalue of `player` over every subset of `players`, at most 63 of them.
pub fn semivalue(players: usize, player: usize, rule: Semivalue) -> Terms {
    let weights = rule.weights(players);
    let bit = 1u64 << player;
    let mut terms = Vec::new();
    for others in (0..1u64 << players).filter(|mask| mask & bit == 0) {
        let weight = weights[others.count_ones() as usize];
        if weight != 0.0 {
            terms.push((Coalition::from_mask(players, others | bit), weight));
            terms.push((Coalition::from_mask(players, others), -weight));
        }
    }
    terms
}

/// What each of `order` adds to those before, as the mean of that order and
/// its reverse: each player's terms, by number. Orders and their reverses err
/// to opposite sides (Mitchell, Cooper, Frank and Holmes 2022,
/// arXiv:2104.12199).
///
/// # Panics
/// If `order` does not name every one of its players once.
pub fn marginals(order: &[usize]) -> Vec<Terms> {
    let players = order.len();
    let mut terms = vec![Terms::new(); players];
    let (mut before, mut after) = (Coalition::empty(players), Coalition::full(players));
    for &player in order {
        let through = before.with(player);
        let beyond = after.without(player);
        terms[player] = vec![
            (through.clone(), 0.5),
            (before, -0.5),
            (after, 0.5),
            (beyond.clone(), -0.5),
        ];
        (before, after) = (through, beyond);
    }
    terms
}

/// A game whose players are groups of players of another game. A group may
/// share players with others: who is in any group of a subset is there.
pub struct Quotient<'a> {
    game: &'a dyn Game,
    groups: Vec<Coalition>,
    always: Coalition,
}

impl<'a> Quotient<'a> {
    /// The game of `groups` of players of `game`.
    pub fn new(game: &'a dyn Game, groups: Vec<Coalition>) -> Self {
        let always = Coalition::empty(game.players());
        Self {
            game,
            groups,
            always,
        }
    }

    /// The same, where those of `always` are there whoever else is.
    #[must_use]
    pub fn beside(self, always: Coalition) -> Self {
        Self { always, ..self }
    }
}

impl Quotient<'_> {
    /// Who is there when these groups are.
    fn there(&self, coalition: &Coalition) -> Coalition {
        let groups = coalition.iter();
        groups.fold(self.always.clone(), |all, g| all.union(&self.groups[g]))
    }
}

impl Game for Quotient<'_> {
    fn players(&self) -> usize {
        self.groups.len()
    }

    fn worth(&self, coalition: &Coalition) -> Result<f64, ValueError> {
        self.game.worth(&self.there(coalition))
    }

    fn parts(&self, coalition: &Coalition, state: &mut Vec<f64>) -> Result<Vec<f64>, ValueError> {
        self.game.parts(&self.there(coalition), state)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::exact;
    use proptest::prelude::*;

    /// A game given by the worth of each mask.
    pub(crate) struct Table(pub Vec<f64>);

    impl Table {
        /// Worths drawn at random, nobody's too.
        pub(crate) fn random(players: usize, seed: u64) -> Self {
            let stream = capstan_stats::Stream::root(seed).child("table");
            Self((0..1u64 << players).map(|m| stream.uniform(m)).collect())
        }
    }

    impl Game for Table {
        fn players(&self) -> usize {
            self.0.len().trailing_zeros() as usize
        }

        fn worth(&self, coalition: &Coalition) -> Result<f64, ValueError> {
            let mask = coalition.words().first().copied().unwrap_or(0);
            Ok(self.0[mask as usize])
        }
    }

    /// Each has a weight, and each pair of those who are there adds a product.
    fn quadratic(weights: &[f64]) -> Table {
        let sum = |mask: usize| -> f64 {
            let there = (0..weights.len()).filter(|i| mask >> i & 1 == 1);
            there.map(|i| weights[i]).sum()
        };
        Table((0..1 << weights.len()).map(|m| sum(m).powi(2)).collect())
    }

    proptest! {
        #[test]
        fn terms_are_the_values_counted_out(players in 1usize..6, seed: u64) {
            let game = Table::random(players, seed);
            let worths = exact::worths(&game).expect("a worth for each");
            for rule in [
                Semivalue::Shapley, Semivalue::Banzhaf, Semivalue::Beta { a: 4.0, b: 1.0 },
                Semivalue::LeaveOneOut,
            ] {
                for (player, wanted) in exact::semivalues(&worths, rule).iter().enumerate() {
                    let got = total(&game, &semivalue(players, player, rule)).expect("a value");
                    prop_assert!((got - wanted).abs() < 1e-12, "{rule:?}: {got} {wanted}");
                }
            }
        }

        #[test]
        fn an_order_shares_out_everything(order in Just((0..7).collect::<Vec<usize>>()).prop_shuffle(), seed: u64) {
            let game = Table::random(7, seed);
            let mut sum = 0.0;
            for terms in marginals(&order) {
                sum += total(&game, &terms).expect("a worth");
            }
            prop_assert!((sum - (game.0[127] - game.0[0])).abs() < 1e-12);
            let first = Coalition::of(7, [order[0]]);
            let lead = 0.5 * total(&game, &stand_alone(&first)).expect("a worth")
                + 0.5 * total(&game, &leverage(&first)).expect("a worth");
            let got = total(&game, &marginals(&order)[order[0]]).expect("a worth");
            prop_assert!((got - lead).abs() < 1e-12);
        }
    }

    #[test]
    fn all_orders_together_are_the_shapley_values() {
        let game = Table::random(3, 4);
        let worths = exact::worths(&game).expect("worths");
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2]];
        for (player, wanted) in exact::semivalues(&worths, Semivalue::Shapley)
            .iter()
            .enumerate()
        {
            let each = orders.map(|o| total(&game, &marginals(&o)[player]).expect("a worth"));
            let mean = each.iter().sum::<f64>() / 3.0;
            assert!((mean - wanted).abs() < 1e-12);
        }
    }

    #[test]
    fn who_can_stand_in_for_each_other_is_stronger_together() {
        let of = |game: &Table, terms: Terms| total(game, &terms).expect("a worth");
        let pair = Coalition::of(3, [0, 1]);
        // One of the first two is enough, so only both together are missed.
        let either = |m: usize| f64::from(u8::from(m & 4 != 0 && m & 3 != 0));
        let gloves = Table((0..8).map(either).collect());
        assert_eq!(of(&gloves, leverage(&Coalition::of(3, [0]))), 0.0);
        assert_eq!(of(&gloves, synergy(&pair)), 1.0);
        // Whoever leaves first takes what the two have together along.
        let game = quadratic(&[1.0, 2.0, 3.0]);
        assert_eq!(of(&game, leverage(&pair)), 36.0 - 9.0);
        assert_eq!(of(&game, stand_alone(&pair)), 9.0);
        assert_eq!(of(&game, synergy(&pair)), 27.0 - 11.0 - 20.0);
        let additive = Table((0..8usize).map(|m| m.count_ones().into()).collect());
        assert_eq!(of(&additive, synergy(&pair)), 0.0);
    }

    #[test]
    fn groups_may_share_people() {
        // A person counts once, in however many groups they are.
        let people = Table((0..16usize).map(|m| m.count_ones().into()).collect());
        let groups = vec![
            Coalition::of(4, [0, 1]),
            Coalition::of(4, [1, 2]),
            Coalition::of(4, [3]),
        ];
        let game = Quotient::new(&people, groups.clone());
        let with = Quotient::new(&people, groups).beside(Coalition::of(4, [3]));
        let all = exact::worths(&with).expect("worths");
        assert_eq!(all, [1.0, 3.0, 3.0, 4.0, 1.0, 3.0, 3.0, 4.0]);
        let worths = exact::worths(&game).expect("worths");
        assert_eq!(worths, [0.0, 2.0, 2.0, 3.0, 1.0, 3.0, 3.0, 4.0]);
        let values = exact::semivalues(&worths, Semivalue::Shapley);
        for (value, wanted) in values.iter().zip([1.5, 1.5, 1.0]) {
            assert!((value - wanted).abs() < 1e-12);
        }
    }
}
