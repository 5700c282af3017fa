//! What is asked: the method, and the sums of worths that it takes.

use super::ledger::{Book, Draws, Sum, gathered};
use super::players::Players;
use crate::error::ValueError;
use crate::exact::{MOST, Semivalue};
use crate::game::Coalition;
use crate::groups::stable::Stable;
use crate::groups::{leverage, marginals, semivalue};
use crate::least_core;
use crate::owen::Unions;
use capstan_stats::Stream;
use capstan_worlds::View;
use rand::RngExt;
use std::fmt;
use std::str::FromStr;

/// Where the least core comes from.
pub(crate) const LEAST_CORE: &str = "Maschler, Peleg and Shapley 1979, doi:10.1287/moor.4.4.303; Yan and Procaccia 2021, doi:10.1609/aaai.v35i6.16721";
/// Where the nucleolus comes from.
pub(crate) const NUCLEOLUS: &str = "Schmeidler 1969, doi:10.1137/0117107";

/// How a value is made of worths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// What is lost when one leaves.
    LeaveOneOut,
    /// The mean over all orders in which players could come.
    Shapley,
    /// The same where unions of players come together.
    Owen,
    /// The mean over all subsets of the others.
    Banzhaf,
    /// Shapley values from orders that are drawn, each with its reverse.
    Permutation,
    /// Shares under which the largest reason to leave is least.
    LeastCore,
    /// Shares under which all reasons to leave, in order, are least.
    Nucleolus,
}

impl Method {
    /// All methods.
    pub const ALL: [Self; 7] = [
        Self::LeaveOneOut,
        Self::Shapley,
        Self::Owen,
        Self::Banzhaf,
        Self::Permutation,
        Self::LeastCore,
        Self::Nucleolus,
    ];

    /// Its name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::LeaveOneOut => "loo",
            Self::Shapley => "shapley",
            Self::Owen => "owen",
            Self::Banzhaf => "banzhaf",
            Self::Permutation => "permutation",
            Self::LeastCore => "least-core",
            Self::Nucleolus => "nucleolus",
        }
    }

    /// Where it comes from.
    pub fn source(self) -> &'static str {
        match self {
            Self::LeaveOneOut => "Cook 1977, doi:10.1080/00401706.1977.10489493",
            Self::Shapley => "Shapley 1953, doi:10.1515/9781400881970-018",
            Self::Owen => "Owen 1977, doi:10.1007/978-3-642-45494-3_7",
            Self::Banzhaf => "Banzhaf 1965; Wang and Jia 2023, arXiv:2205.15466",
            Self::Permutation => {
                "Castro, Gómez and Tejada 2009, doi:10.1016/j.cor.2008.04.004; Mitchell et al. 2022, arXiv:2104.12199"
            }
            Self::LeastCore => LEAST_CORE,
            Self::Nucleolus => NUCLEOLUS,
        }
    }

    /// The method of sharing that it is, if it shares the whole out and is no
    /// sum of worths.
    pub fn stable(self) -> Option<Stable> {
        match self {
            Self::LeastCore => Some(Stable::LeastCore),
            Self::Nucleolus => Some(Stable::Nucleolus),
            _ => None,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Method {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::ALL
            .into_iter()
            .find(|m| m.name() == text)
            .ok_or_else(|| ValueError::Range {
                name: "method",
                found: text.to_owned(),
                expected: format!(
                    "one of {} for people and groups",
                    Self::ALL.map(Self::name).join(", ")
                ),
            })
    }
}

/// Everything values are made from, but for the data, the players and the
/// model.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The method.
    pub method: Method,
    /// The place of the metric in [`capstan_worlds::METRICS`].
    pub metric: usize,
    /// The view whose values come first.
    pub view: View,
    /// Into how many folds the ratings are cut.
    pub folds: u8,
    /// How many draws of folds and first factors.
    pub replicates: u32,
    /// The seed of everything.
    pub seed: u64,
    /// Where subsets are drawn, stop when every interval of the main view
    /// reaches no further than this to both sides, in the unit of the metric.
    pub tolerance: Option<f64>,
    /// How many subsets to train on at most; values that take more are drawn.
    pub budget: Option<u64>,
}

/// The most subsets to count out where no budget is given.
const COUNTED_OUT: u64 = 1 << MOST;
/// The most subsets to draw where no budget is given.
const DRAWN: u64 = 2000;
/// Orders that are drawn at most before the tolerance is looked at.
const ORDERS: u64 = 8;
/// Subsets that are drawn before the tolerance is looked at.
const SUBSETS: u64 = 64;

/// The sums of worths behind the value of each player, which grow where
/// subsets are drawn.
pub struct Ask<'a> {
    plan: &'a Plan,
    players: usize,
    stream: Stream,
    how: How,
    drawn: u64,
}

enum How {
    Counted(Vec<Sum>),
    /// Every subset, at the place of its mask.
    Whole,
    /// For each player, what is drawn so far.
    Orders(Unions, Vec<Vec<Sum>>),
    /// The subsets drawn so far, with their places.
    Subsets(Vec<(u32, Coalition)>),
}

impl<'a> Ask<'a> {
    /// What `plan` asks about `players`; what is counted out is written into
    /// `book`.
    ///
    /// # Errors
    /// If Owen values are asked for and no unions are known, or there are too
    /// many subsets to count out or to draw.
    pub fn new(plan: &'a Plan, players: &Players, book: &mut Book) -> Result<Self, ValueError> {
        let n = players.len();
        let rule = match plan.method {
            Method::Banzhaf => Semivalue::Banzhaf,
            _ => Semivalue::Shapley,
        };
        let counted =
            |subsets: Option<u64>| subsets.is_some_and(|s| s <= plan.budget.unwrap_or(COUNTED_OUT));
        let all = (n <= MOST).then(|| 1u64 << n);
        let mut sums = Vec::with_capacity(n);
        let how = match plan.method {
            Method::LeaveOneOut => {
                for player in 0..n {
                    sums.push(book.sum(leverage(&Coalition::of(n, [player]))));
                }
                How::Counted(sums)
            }
            Method::LeastCore | Method::Nucleolus => {
                whole(n, plan.budget, book)?;
                How::Whole
            }
            Method::Shapley | Method::Banzhaf if counted(all) => {
                for player in 0..n {
                    sums.push(book.sum(semivalue(n, player, rule)));
                }
                How::Counted(sums)
            }
            Method::Owen => {
                let unions = players.unions().ok_or_else(no_unions)?;
                if counted(unions.subsets()) {
                    for player in 0..n {
                        sums.push(book.sum(unions.owen(player)?));
                    }
                    How::Counted(sums)
                } else {
                    How::Orders(unions.clone(), vec![Vec::new(); n])
                }
            }
            Method::Shapley | Method::Permutation => {
                How::Orders(Unions::singles(n), vec![Vec::new(); n])
            }
            Method::Banzhaf => How::Subsets(Vec::new()),
        };
        Ok(Self {
            plan,
            players: n,
            stream: Stream::root(plan.seed).child("values"),
            how,
            drawn: 0,
        })
    }

    /// Whether every subset counts and nothing is drawn.
    pub fn is_counted(&self) -> bool {
        matches!(self.how, How::Counted(_) | How::Whole)
    }

    /// Orders or subsets drawn so far.
    pub fn drawn(&self) -> u64 {
        self.drawn
    }

    /// How many subsets to train on at most.
    pub fn budget(&self) -> u64 {
        self.plan.budget.unwrap_or(DRAWN)
    }

    /// Draws some more, if the budget lets it; says whether it did.
    pub fn draw(&mut self, book: &mut Book) -> bool {
        let budget = self.budget();
        let done = book.subsets().len() as u64 >= budget || self.drawn >= budget;
        match &mut self.how {
            How::Counted(_) | How::Whole => return false,
            // One draw says nothing about how much draws differ.
            _ if done && self.drawn > 1 => return false,
            How::Orders(unions, sums) => {
                // An order and its reverse ask about two subsets a player.
                let left = budget.saturating_sub(book.subsets().len() as u64);
                let orders = (left / (2 * self.players as u64)).clamp(1, ORDERS);
                for draw in self.drawn..self.drawn + orders {
                    let order = unions.order(&self.stream, draw);
                    for (sums, terms) in sums.iter_mut().zip(marginals(&order)) {
                        sums.push(book.sum(terms));
                    }
                }
                self.drawn += orders;
            }
            How::Subsets(drawn) => {
                let stream = self.stream.child("subsets");
                for draw in self.drawn..self.drawn + SUBSETS {
                    let mut rng = stream.at(draw);
                    let members = (0..self.players).filter(|_| rng.random());
                    let subset = Coalition::of(self.players, members);
                    drawn.push((book.place(subset.clone()), subset));
                }
                self.drawn += SUBSETS;
            }
        }
        true
    }

    /// The sum behind the value of `player`, and how it was drawn.
    pub fn sum(&self, player: usize) -> (Sum, Draws) {
        match &self.how {
            How::Counted(sums) => (sums[player].clone(), Draws::None),
            // Shares are no sums of worths.
            How::Whole => (Sum::new(), Draws::None),
            How::Orders(_, sums) => {
                let each = &sums[player];
                let part = 1.0 / each.len() as f64;
                let all = each.iter().flatten().map(|&(p, w)| (p, w * part));
                (gathered(all.collect()), Draws::Mean(each.clone()))
            }
            How::Subsets(drawn) => {
                let [with, without] = [true, false].map(|there| -> Vec<u32> {
                    let of = drawn.iter().filter(|(_, s)| s.contains(player) == there);
                    of.map(|(place, _)| *place).collect()
                });
                let weigh = |places: &[u32], sign: f64| -> Sum {
                    let part = sign / places.len() as f64;
                    places.iter().map(|&p| (p, part)).collect()
                };
                let mut sum = weigh(&with, 1.0);
                sum.extend(weigh(&without, -1.0));
                (gathered(sum), Draws::Between(with, without))
            }
        }
    }
}

/// Writes every subset of few players into `book`, each at the place of its
/// mask.
pub(crate) fn whole(
    players: usize,
    budget: Option<u64>,
    book: &mut Book,
) -> Result<(), ValueError> {
    if players > least_core::MOST {
        return Err(ValueError::TooMany {
            players,
            most: least_core::MOST,
        });
    }
    let subsets = 1u64 << players;
    if let Some(budget) = budget.filter(|&b| b < subsets) {
        return Err(ValueError::Range {
            name: "--budget",
            found: budget.to_string(),
            expected: format!(
                "at least {subsets}, since these shares take every subset; or another method"
            ),
        });
    }
    for mask in 0..subsets {
        book.place(Coalition::from_mask(players, mask));
    }
    Ok(())
}

/// Owen values where nobody said what stands together.
pub(crate) fn no_unions() -> ValueError {
    ValueError::Range {
        name: "method",
        found: "owen without unions".to_owned(),
        expected: "a column union in the table of groups, which says what stands together; or the method shapley".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{semivalues, worths};
    use crate::game::Game;
    use crate::groups::tests::Table;
    use capstan_data::world::grow;
    use capstan_data::{Groups, WorldSpec};

    fn plan(method: Method, budget: Option<u64>) -> Plan {
        Plan {
            method,
            metric: 0,
            view: View::Everyone,
            folds: 2,
            replicates: 1,
            seed: 3,
            tolerance: None,
            budget,
        }
    }

    fn players(unions: bool) -> Players {
        let data = grow(&WorldSpec::small(), 1, 0).data;
        let groups = Groups {
            names: ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec(),
            members: (0..5).map(|g| vec![g]).collect(),
            unions: unions.then(|| {
                ["x", "x", "y", "y", "y"]
                    .map(|u| Some(u.to_owned()))
                    .to_vec()
            }),
        };
        Players::groups(&data, &groups)
    }

    /// The values that a plan comes to in a table of worths.
    fn values(plan: &Plan, table: &Table) -> Vec<f64> {
        let mut book = Book::default();
        let mut ask = Ask::new(plan, &players(true), &mut book).unwrap();
        while ask.draw(&mut book) {}
        let worths: Vec<f64> = book
            .subsets()
            .iter()
            .map(|s| table.worth(s).unwrap())
            .collect();
        (0..5)
            .map(|player| {
                let (sum, _) = ask.sum(player);
                sum.iter().map(|&(p, w)| w * worths[p as usize]).sum()
            })
            .collect()
    }

    #[test]
    fn every_method_comes_to_its_value() {
        let table = Table::random(5, 6);
        let all = worths(&table).unwrap();
        let unions = Unions::new(&[0, 0, 1, 1, 1]);
        let owen: Vec<f64> = (0..5)
            .map(|p| crate::groups::total(&table, &unions.owen(p).unwrap()).unwrap())
            .collect();
        let shapley = semivalues(&all, Semivalue::Shapley);
        let banzhaf = semivalues(&all, Semivalue::Banzhaf);
        let cases = [
            (
                Method::LeaveOneOut,
                None,
                semivalues(&all, Semivalue::LeaveOneOut),
                1e-12,
            ),
            (Method::Shapley, None, shapley.clone(), 1e-12),
            (Method::Banzhaf, None, banzhaf.clone(), 1e-12),
            (Method::Owen, None, owen.clone(), 1e-12),
            (Method::Permutation, Some(2000), shapley, 0.02),
            (Method::Owen, Some(20), owen, 0.3),
            (Method::Banzhaf, Some(31), banzhaf, 0.4),
        ];
        for (method, budget, wanted, far) in cases {
            for (got, wanted) in values(&plan(method, budget), &table).iter().zip(wanted) {
                assert!(
                    (got - wanted).abs() < far,
                    "{method} {budget:?}: {got} {wanted}"
                );
            }
        }
    }

    #[test]
    fn shares_take_every_subset() {
        let mut book = Book::default();
        let asked = |budget, book: &mut Book| {
            Ask::new(&plan(Method::Nucleolus, budget), &players(false), book).map(|_| ())
        };
        asked(None, &mut book).unwrap();
        let masks: Vec<u64> = book.subsets().iter().map(|s| s.words()[0]).collect();
        assert_eq!(masks, (0..32).collect::<Vec<_>>());
        let error = asked(Some(31), &mut book).unwrap_err().to_string();
        assert!(
            error.starts_with("--budget = 31: expected at least 32"),
            "{error}"
        );
        assert!(whole(15, None, &mut book).is_err());
    }

    #[test]
    fn what_takes_too_many_subsets_is_drawn() {
        let drawn = |method, budget| {
            let plan = plan(method, budget);
            let mut book = Book::default();
            let mut ask = Ask::new(&plan, &players(true), &mut book).unwrap();
            let before = book.subsets().len();
            (before, ask.draw(&mut book), ask.is_counted())
        };
        assert_eq!(drawn(Method::Shapley, None), (32, false, true));
        assert_eq!(drawn(Method::Shapley, Some(31)), (0, true, false));
        assert_eq!(drawn(Method::Permutation, None), (0, true, false));
        assert_eq!(drawn(Method::LeaveOneOut, Some(1)), (6, false, true));
    }

    #[test]
    fn drawing_keeps_to_the_budget_but_for_one_order() {
        let plan = plan(Method::Permutation, Some(12));
        let mut book = Book::default();
        let mut ask = Ask::new(&plan, &players(false), &mut book).unwrap();
        while ask.draw(&mut book) {}
        let subsets = book.subsets().len();
        assert!((12..22).contains(&subsets), "{subsets}");
        assert!(ask.drawn() >= 2);
    }

    #[test]
    fn what_cannot_be_asked_is_said() {
        let mut book = Book::default();
        let error = Ask::new(&plan(Method::Owen, None), &players(false), &mut book).err();
        let text = error.unwrap().to_string();
        assert!(text.contains("a column union"), "{text}");
        let text = "knn-shapley".parse::<Method>().unwrap_err().to_string();
        assert!(
            text.contains("loo, shapley, owen, banzhaf, permutation, least-core, nucleolus"),
            "{text}"
        );
        for method in Method::ALL {
            assert_eq!(method.to_string().parse::<Method>().unwrap(), method);
        }
    }
}
