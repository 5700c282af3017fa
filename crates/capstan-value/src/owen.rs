//! Owen values: groups that stand together in unions.
//!
//! First the unions share what all are worth, each as one player; then the
//! members of a union share what it got, by what they add to it and to the
//! other unions, whole (Owen 1977, doi:10.1007/978-3-642-45494-3_7). Where
//! every union is one player, or all are in one, these are Shapley values.

use crate::error::ValueError;
use crate::exact::{MOST, Semivalue};
use crate::game::Coalition;
use crate::groups::{Terms, semivalue};
use capstan_stats::Stream;
use rand::seq::SliceRandom;
use statrs::function::factorial::ln_factorial;

/// Which union each player is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unions {
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Unions {
    /// Unions by number for each player; numbers without players are passed
    /// over.
    pub fn new(of: &[usize]) -> Self {
        let mut numbers: Vec<usize> = of.to_vec();
        numbers.sort_unstable();
        numbers.dedup();
        let place = |number: &usize| numbers.partition_point(|n| n < number);
        let of: Vec<usize> = of.iter().map(place).collect();
        let mut members = vec![Vec::new(); numbers.len()];
        for (player, &union) in of.iter().enumerate() {
            members[union].push(player);
        }
        Self { of, members }
    }

    /// Unions by the name each player gives, if any, with the name of each
    /// union; a player without one is a union by itself, under its own name.
    pub fn named(of: &[Option<String>], players: &[String]) -> (Self, Vec<String>) {
        let mut names: Vec<&str> = of.iter().flatten().map(|n| &**n).collect();
        names.sort_unstable();
        names.dedup();
        let place = |(player, name): (usize, &Option<String>)| match name {
            Some(name) => names.partition_point(|n| n < &&**name),
            None => names.len() + player,
        };
        let unions = Self::new(&of.iter().enumerate().map(place).collect::<Vec<_>>());
        let called = unions.members.iter().map(|members| {
            let first = members.first().copied().unwrap_or_default();
            of[first].clone().unwrap_or_else(|| players[first].clone())
        });
        let called = called.collect();
        (unions, called)
    }

    /// Each player alone.
    pub fn singles(players: usize) -> Self {
        Self::new(&(0..players).collect::<Vec<_>>())
    }

    /// The players of each union, ascending.
    pub fn members(&self) -> &[Vec<usize>] {
        &self.members
    }

    /// How many unions there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The `draw`-th order of all players at random: unions one after the
    /// other, members of each together. The mean of what a player adds in such
    /// orders is the Owen value.
    pub fn order(&self, stream: &Stream, draw: u64) -> Vec<usize> {
        let mut rng = stream.child("orders").at(draw);
        let mut unions: Vec<usize> = (0..self.len()).collect();
        unions.shuffle(&mut rng);
        let mut order = Vec::with_capacity(self.of.len());
        for union in unions {
            let start = order.len();
            order.extend(&self.members[union]);
            order[start..].shuffle(&mut rng);
        }
        order
    }

    /// How many subsets are counted out at most for the values of all players;
    /// `None` if that is no number to think of.
    pub fn subsets(&self) -> Option<u64> {
        let others = self.len().saturating_sub(1);
        let each = self
            .members
            .iter()
            .map(|m| (others + m.len() <= MOST).then(|| 1u64 << (others + m.len())));
        each.sum()
    }

    /// The Shapley value of `union` in the game whose players are the unions,
    /// counted out: what its members share (the quotient game of Owen 1977).
    ///
    /// # Errors
    /// [`ValueError::TooMany`] if there are more unions than can be counted
    /// out.
    pub fn quotient(&self, union: usize) -> Result<Terms, ValueError> {
        if self.len() > MOST {
            return Err(ValueError::TooMany {
                players: self.len(),
                most: MOST,
            });
        }
        let whole = |unions: &Coalition| {
            let members = unions.iter().flat_map(|u| self.members[u].iter().copied());
            Coalition::of(self.of.len(), members)
        };
        let terms = semivalue(self.len(), union, Semivalue::Shapley).into_iter();
        Ok(terms.map(|(unions, w)| (whole(&unions), w)).collect())
    }

    /// The Owen value of `player`, counted out: other unions whole, and
    /// subsets of the player's own.
    ///
    /// # Errors
    /// [`ValueError::TooMany`] if other unions and fellow members are more than
    /// can be counted out.
    pub fn owen(&self, player: usize) -> Result<Terms, ValueError> {
        let own = self.of[player];
        let others: Vec<usize> = (0..self.len()).filter(|&u| u != own).collect();
        let fellows: Vec<usize> = self.members[own]
            .iter()
            .copied()
            .filter(|&p| p != player)
            .collect();
        if others.len() + fellows.len() > MOST {
            return Err(ValueError::TooMany {
                players: others.len() + fellows.len(),
                most: MOST,
            });
        }
        let mut terms = Vec::new();
        for unions in 0u32..1 << others.len() {
            let mut whole = Coalition::empty(self.of.len());
            for (at, &union) in others.iter().enumerate() {
                if unions >> at & 1 == 1 {
                    self.members[union].iter().for_each(|&p| whole.insert(p));
                }
            }
            let weight = share(others.len(), unions.count_ones());
            for subset in 0u32..1 << fellows.len() {
                let mut there = whole.clone();
                for (at, &fellow) in fellows.iter().enumerate() {
                    if subset >> at & 1 == 1 {
                        there.insert(fellow);
                    }
                }
                let weight = weight * share(fellows.len(), subset.count_ones());
                terms.push((there.with(player), weight));
                terms.push((there, -weight));
            }
        }
        Ok(terms)
    }
}

/// How often exactly these `before` out of `others` stand before one in a
/// random order: `h! (m - h - 1)! / m!` with `m = others + 1`.
fn share(others: usize, before: u32) -> f64 {
    let (m, h) = (others as u64 + 1, u64::from(before));
    (ln_factorial(h) + ln_factorial(m - h - 1) - ln_factorial(m)).exp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{semivalues, worths};
    use crate::groups::tests::Table;
    use crate::groups::{Quotient, marginals, total};
    use crate::oracle::{Q, float};
    use proptest::prelude::*;

    /// The mean over all orders in which members of a union stand together,
    /// in exact numbers.
    fn by_orders(of: &[usize], table: &[i128]) -> Vec<Q> {
        let n = of.len();
        let (mut sums, mut orders) = (vec![Q::from(0); n], 0);
        let mut order: Vec<usize> = Vec::new();
        walk(of, table, &mut order, &mut sums, &mut orders);
        sums.iter().map(|s| s / Q::from(orders)).collect()
    }

    fn walk(
        of: &[usize],
        table: &[i128],
        order: &mut Vec<usize>,
        sums: &mut [Q],
        count: &mut i128,
    ) {
        let n = of.len();
        if order.len() == n {
            let mut mask = 0usize;
            for &p in order.iter() {
                sums[p] += Q::from(table[mask | 1 << p] - table[mask]);
                mask |= 1 << p;
            }
            *count += 1;
            return;
        }
        let open = order
            .last()
            .map(|&p| of[p])
            .filter(|&union| (0..n).any(|p| of[p] == union && !order.contains(&p)));
        for p in 0..n {
            if !order.contains(&p) && open.is_none_or(|union| of[p] == union) {
                order.push(p);
                walk(of, table, order, sums, count);
                order.pop();
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn counted_out_and_by_orders_are_the_same(of in prop::collection::vec(0usize..4, 1..6), seed: u64) {
            let stream = capstan_stats::Stream::root(seed);
            let table: Vec<i128> = (0..1u64 << of.len())
                .map(|m| (stream.uniform(m) * 1000.0) as i128)
                .collect();
            let game = Table(table.iter().map(|&w| w as f64).collect());
            let unions = Unions::new(&of);
            for (player, wanted) in by_orders(&of, &table).into_iter().enumerate() {
                let got = total(&game, &unions.owen(player).unwrap()).unwrap();
                prop_assert!((got - float(wanted)).abs() < 1e-9, "{got} {wanted}");
            }
        }

        #[test]
        fn members_share_what_their_union_gets(of in prop::collection::vec(0usize..3, 1..7), seed: u64) {
            let game = Table::random(of.len(), seed);
            let unions = Unions::new(&of);
            let whole: Vec<Coalition> = unions.members.iter()
                .map(|m| Coalition::of(of.len(), m.iter().copied()))
                .collect();
            let quotient = worths(&Quotient::new(&game, whole)).unwrap();
            for (union, wanted) in semivalues(&quotient, Semivalue::Shapley).iter().enumerate() {
                let members = unions.members[union].iter();
                let got: f64 = members.map(|&p| total(&game, &unions.owen(p).unwrap()).unwrap()).sum();
                prop_assert!((got - wanted).abs() < 1e-9, "{got} {wanted}");
                let direct = total(&game, &unions.quotient(union).unwrap()).unwrap();
                prop_assert!((direct - wanted).abs() < 1e-9, "{direct} {wanted}");
            }
        }
    }

    #[test]
    fn without_unions_it_is_shapley() {
        let game = Table::random(5, 8);
        for unions in [Unions::singles(5), Unions::new(&[7; 5])] {
            for player in 0..5 {
                let got = total(&game, &unions.owen(player).unwrap()).unwrap();
                let wanted = semivalue(5, player, Semivalue::Shapley);
                assert!((got - total(&game, &wanted).unwrap()).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn drawn_orders_come_to_the_same() {
        let game = Table::random(6, 3);
        let unions = Unions::new(&[0, 0, 1, 2, 2, 2]);
        let stream = Stream::root(5);
        let draws = 4000;
        let mut means = [0.0; 6];
        for draw in 0..draws {
            let order = unions.order(&stream, draw);
            for (mean, terms) in means.iter_mut().zip(marginals(&order)) {
                *mean += total(&game, &terms).unwrap() / draws as f64;
            }
        }
        for (player, mean) in means.iter().enumerate() {
            let wanted = total(&game, &unions.owen(player).unwrap()).unwrap();
            assert!((mean - wanted).abs() < 0.02, "{mean} {wanted}");
        }
    }

    #[test]
    fn who_is_in_no_union_is_one_alone() {
        let name = |n: &str| Some(n.to_owned());
        let of = [name("y"), None, name("x"), name("y")];
        let players = ["a", "b", "c", "d"].map(str::to_owned);
        let (unions, names) = Unions::named(&of, &players);
        assert_eq!(names, ["x", "y", "b"]);
        assert_eq!(unions.members(), [vec![2], vec![0, 3], vec![1]]);
    }

    #[test]
    fn too_many_are_refused() {
        let error = Unions::singles(22).owen(0).unwrap_err();
        assert!(matches!(error, ValueError::TooMany { players: 21, .. }));
        assert_eq!(Unions::singles(22).subsets(), None);
        // 2 x 2^2 and 2 x 2^3: what each union can be beside the other.
        assert_eq!(Unions::new(&[0, 0, 1, 1, 1]).subsets(), Some(24));
    }
}
