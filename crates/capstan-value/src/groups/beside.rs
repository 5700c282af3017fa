//! What is told of groups beside their values: leverage, standing alone,
//! synergy, and who is an ally of whom.

use super::{Terms, leverage, stand_alone, synergy};
use crate::error::ValueError;
use crate::game::Coalition;
use crate::interaction::interaction;
use crate::owen::Unions;
use crate::recommender::ledger::{Book, Sum};

/// The most groups whose pairs are told: each pair takes a sum over all
/// subsets.
pub const PAIRS: usize = 16;

/// The most unions whose values are told where the book is not to grow by
/// much.
const UNIONS: usize = 10;

/// What is told beside values.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// How many players there are.
    pub players: usize,
    /// Whether they are groups.
    pub groups: bool,
    /// Whether values are counted out, and nothing is drawn.
    pub counted: bool,
    /// Coalitions that were asked about.
    pub asked: &'a [Coalition],
    /// The unions that share the whole first, where they do.
    pub unions: Option<&'a Unions>,
}

/// Sums of worths that are told beside values.
pub struct Beside {
    /// The worth of everybody.
    pub everybody: Sum,
    /// The worth of nobody; of groups only.
    pub nobody: Option<Sum>,
    /// Leverage and stand-alone value of each group.
    pub alone: Vec<[Sum; 2]>,
    /// Interaction and synergy of each pair of groups, where all subsets are
    /// evaluated anyway.
    pub pairs: Vec<(usize, usize, [Sum; 2])>,
    /// Leverage, stand-alone value and synergy of coalitions.
    pub coalitions: Vec<[Sum; 3]>,
    /// What each union gets, unless there are many.
    pub unions: Vec<Sum>,
}

impl About<'_> {
    /// The sums, whose subsets are written into `book`.
    ///
    /// # Errors
    /// If there are too many unions to count out.
    pub fn sums(&self, book: &mut Book) -> Result<Beside, ValueError> {
        let n = self.players;
        let one = |subset: Coalition| -> Terms { vec![(subset, 1.0)] };
        let mut beside = Beside {
            everybody: book.sum(one(Coalition::full(n))),
            nobody: self.groups.then(|| book.sum(one(Coalition::empty(n)))),
            alone: Vec::new(),
            pairs: Vec::new(),
            coalitions: Vec::new(),
            unions: Vec::new(),
        };
        for player in (0..n).filter(|_| self.groups) {
            let alone = Coalition::of(n, [player]);
            let terms = [leverage(&alone), stand_alone(&alone)];
            beside.alone.push(terms.map(|terms| book.sum(terms)));
        }
        let all = n <= PAIRS && book.subsets().len() as u64 == 1 << n;
        if self.groups && self.counted && all {
            for b in 1..n {
                for a in 0..b {
                    let pair = Coalition::of(n, [a, b]);
                    let sums = [book.sum(interaction(n, a, b)), book.sum(synergy(&pair))];
                    beside.pairs.push((a, b, sums));
                }
            }
        }
        for members in self.asked {
            let terms = [leverage(members), stand_alone(members), synergy(members)];
            beside.coalitions.push(terms.map(|terms| book.sum(terms)));
        }
        let unions = self.unions.filter(|u| self.counted || u.len() <= UNIONS);
        for (unions, union) in unions
            .iter()
            .flat_map(|u| (0..u.len()).map(move |n| (u, n)))
        {
            beside.unions.push(book.sum(unions.quotient(union)?));
        }
        Ok(beside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::worths;
    use crate::groups::tests::Table;

    #[test]
    fn each_sum_is_what_it_is_called() {
        let game = Table::random(3, 5);
        let v = worths(&game).unwrap();
        let mut book = Book::default();
        for mask in 0..8 {
            book.place(Coalition::from_mask(3, mask));
        }
        let asked = [Coalition::of(3, [0, 2])];
        let unions = Unions::new(&[0, 1, 0]);
        let about = About {
            players: 3,
            groups: true,
            counted: true,
            asked: &asked,
            unions: Some(&unions),
        };
        let beside = about.sums(&mut book).unwrap();
        let of = |sum: &Sum| sum.iter().map(|&(p, w)| w * v[p as usize]).sum::<f64>();
        let near = |sum: &Sum, wanted: f64| assert!((of(sum) - wanted).abs() < 1e-12);
        near(&beside.everybody, v[7]);
        near(beside.nobody.as_ref().unwrap(), v[0]);
        near(&beside.alone[1][0], v[7] - v[5]);
        near(&beside.alone[1][1], v[2] - v[0]);
        let [loss, alone, together] = &beside.coalitions[0];
        near(loss, v[7] - v[2]);
        near(alone, v[5] - v[0]);
        near(together, v[7] - v[2] - (v[7] - v[6]) - (v[7] - v[3]));
        let (a, b, [_, synergy]) = &beside.pairs[1];
        assert_eq!((*a, *b), (0, 2));
        near(synergy, of(together));
        near(&beside.unions[0], (v[5] - v[0] + v[7] - v[2]) / 2.0);
        assert_eq!(book.subsets().len(), 8);
        // Single people are asked about less, and pairs take every subset.
        let groups = |players, groups| About {
            players,
            groups,
            asked: &[],
            unions: None,
            ..about
        };
        let people = groups(3, false).sums(&mut book).unwrap();
        assert!(people.alone.is_empty() && people.pairs.is_empty() && people.nobody.is_none());
        let few = groups(4, true).sums(&mut Book::default()).unwrap();
        assert!(few.pairs.is_empty() && few.alone.len() == 4);
        // Of three, leaving and standing alone take every subset.
        let three = groups(3, true).sums(&mut Book::default()).unwrap();
        assert_eq!(three.pairs.len(), 3);
    }
}
