//! What is told of groups of records beside their values.

use super::units::Units;
use crate::error::ValueError;
use crate::game::Coalition;
use crate::groups::beside::{About, Beside};
use crate::groups::counted::Counted;
use crate::interaction::Bond;
use crate::owen::Unions;
use crate::recommender::ledger::{Book, Sum};
use crate::recommender::result::Reading;
use crate::sight::Sight;
use capstan_stats::Interval;
use serde::{Deserialize, Serialize};

/// A number with its interval, which is open where there is only one test
/// example to go by.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The number.
    pub value: f64,
    /// The lower limit.
    pub low: Option<f64>,
    /// The upper limit.
    pub high: Option<f64>,
}

impl From<Interval> for Told {
    fn from(of: Interval) -> Self {
        let bounded = of.low.is_finite() && of.high.is_finite();
        Self {
            value: of.value,
            low: bounded.then_some(of.low),
            high: bounded.then_some(of.high),
        }
    }
}

impl Told {
    /// The number and its limits, if it has some.
    pub fn interval(&self) -> Option<Interval> {
        Some(Interval {
            value: self.value,
            low: self.low?,
            high: self.high?,
        })
    }
}

/// The value of one player in every view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeenLine {
    /// The owner or group.
    pub id: String,
    /// The value in each view, the main one first; none where fewer than two
    /// test examples count.
    pub views: Vec<Reading>,
}

/// Groups of records beside their values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Together {
    /// The content hash of who is in which group and union.
    pub hash: String,
    /// How many records are in no group, and always there.
    pub ungrouped: usize,
    /// Whether some records are in several groups.
    pub overlap: bool,
    /// Each group.
    pub groups: Vec<GroupLine>,
    /// The largest excess of any set of groups: what it is worth alone beyond
    /// what it gets; of the least core and the nucleolus only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excess: Option<Told>,
    /// What each union gets, which its groups share.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unions: Vec<UnionLine>,
    /// Pairs of groups, where every subset was evaluated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<PairLine>,
    /// Coalitions that were asked about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coalitions: Vec<CoalitionLine>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupLine {
    /// Its name.
    pub name: String,
    /// How many records it has.
    pub records: usize,
    /// What is lost when all of it leave.
    pub leverage: Told,
    /// What it adds to those in no group.
    pub stand_alone: Told,
}

/// A union of groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnionLine {
    /// Its name.
    pub name: String,
    /// Its groups.
    pub groups: Vec<String>,
    /// Its Shapley value in the game of unions.
    pub value: Told,
}

/// Two groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairLine {
    /// The one.
    pub a: String,
    /// The other.
    pub b: String,
    /// What they add together beyond what each adds alone.
    pub interaction: Told,
    /// What that says.
    pub bond: Bond,
    /// What is lost when both leave beyond what is lost when each does.
    pub synergy: Told,
}

/// A coalition of groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoalitionLine {
    /// Its groups.
    pub groups: Vec<String>,
    /// What is lost when all of it leave.
    pub leverage: Told,
    /// What it adds to those in no group.
    pub stand_alone: Told,
    /// Its leverage beyond the sum of those of its groups.
    pub synergy: Told,
}

/// What is asked about groups, if the players are some.
pub(crate) struct Asked<'a> {
    units: Option<&'a Units>,
    counted: bool,
    unions: Option<&'a Unions>,
}

/// What is told, with the place of its first sum among all sums.
pub(crate) struct Telling<'a> {
    units: &'a Units,
    beside: Beside,
    first: usize,
}

impl<'a> Asked<'a> {
    pub(crate) fn new(units: Option<&'a Units>, counted: bool, unions: Option<&'a Unions>) -> Self {
        Self {
            units,
            counted,
            unions,
        }
    }

    /// Adds the sums that it takes to `sums`, and their subsets to `book`.
    pub(crate) fn sums(
        &self,
        book: &mut Book,
        sums: &mut Vec<Sum>,
    ) -> Result<Option<Telling<'a>>, ValueError> {
        let Some(units) = self.units else {
            return Ok(None);
        };
        let about = About {
            players: units.names().len(),
            groups: true,
            counted: self.counted,
            asked: units.asked(),
            unions: self.unions,
        };
        let beside = about.sums(book)?;
        let first = sums.len();
        sums.extend(beside.alone.iter().flatten().cloned());
        sums.extend(beside.unions.iter().cloned());
        sums.extend(beside.pairs.iter().flat_map(|(_, _, pair)| pair.clone()));
        sums.extend(beside.coalitions.iter().flatten().cloned());
        Ok(Some(Telling {
            units,
            beside,
            first,
        }))
    }
}

impl Telling<'_> {
    /// What the sums came to.
    pub(crate) fn of(&self, counted: &Counted, sight: &Sight) -> Together {
        let (units, names) = (self.units, self.units.names());
        let mut next = self.first;
        let mut told = || {
            next += 1;
            sight.common_interval(counted.parts(next - 1))
        };
        let groups = names.iter().zip(units.rows());
        let groups = groups.map(|(name, rows)| GroupLine {
            name: name.clone(),
            records: rows.len(),
            leverage: told().into(),
            stand_alone: told().into(),
        });
        let groups = groups.collect();
        let called = |members: &[usize]| members.iter().map(|&m| names[m].clone()).collect();
        let unions = units.unions().into_iter().flat_map(|(unions, named)| {
            let named = named.iter().zip(unions.members());
            named.take(self.beside.unions.len())
        });
        let unions = unions.map(|(name, members)| UnionLine {
            name: name.clone(),
            groups: called(members),
            value: told().into(),
        });
        let unions = unions.collect();
        let pairs = self.beside.pairs.iter().map(|&(a, b, _)| {
            let interaction = told();
            PairLine {
                a: names[a].clone(),
                b: names[b].clone(),
                interaction: interaction.into(),
                bond: Bond::of(interaction),
                synergy: told().into(),
            }
        });
        let pairs = pairs.collect();
        let coalitions = units
            .asked()
            .iter()
            .map(|members: &Coalition| CoalitionLine {
                groups: called(&members.iter().collect::<Vec<_>>()),
                leverage: told().into(),
                stand_alone: told().into(),
                synergy: told().into(),
            });
        let coalitions = coalitions.collect();
        Together {
            hash: units.hash().to_owned(),
            ungrouped: units.always().len(),
            overlap: units.overlap(),
            groups,
            excess: None,
            unions,
            pairs,
            coalitions,
        }
    }
}
