//! Plans: who does what, and how worlds are drawn to see what comes of it.

use crate::error::LeverageError;
use crate::lever::{Lever, date};
use crate::target::Target;
use capstan_data::{Dataset, Feedback, Group};
use capstan_worlds::{Change, Design, Protocol, Side, Withheld};

/// One lever pulled by one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// Who is called.
    pub group: Group,
    /// What those do who take part.
    pub lever: Lever,
    /// At participation 1 this share of the group takes part, above 0 and up
    /// to 1.
    pub share: f64,
}

/// Everything a forecast is made from, but for the data and the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The actions. A person whom several call follows the first.
    pub actions: Vec<Action>,
    /// At which participations the curve is made, 0 to 1.
    pub participation: Vec<f64>,
    /// How many draws of strikers, folds and first factors at most.
    pub replicates: u32,
    /// Into how many folds the ratings are cut.
    pub folds: u8,
    /// The seed of everything.
    pub seed: u64,
    /// What the campaign wants to reach.
    pub target: Option<Target>,
    /// Stop early when the interval of the change reaches no further than this
    /// to both sides, in the unit of the metric.
    pub tolerance: Option<f64>,
    /// How folds are made.
    pub protocol: Protocol,
}

/// A plan on a data set: who exactly is called.
#[derive(Debug)]
pub struct Call<'a> {
    plan: &'a Plan,
    members: Vec<Vec<u32>>,
    keys: &'a [u64],
    measured_from: Option<i64>,
}

impl Plan {
    /// How worlds are drawn.
    pub fn design(&self) -> Design {
        Design {
            seed: self.seed,
            folds: self.folds,
            protocol: self.protocol,
        }
    }

    /// Checks the plan against the data.
    ///
    /// # Errors
    /// If a number is out of range, a group matches nobody, or a lever needs
    /// times that are not there.
    pub fn call<'a>(&'a self, data: &'a Dataset) -> Result<Call<'a>, LeverageError> {
        let range = |name, found: String, expected| {
            Err(LeverageError::Range {
                name,
                found,
                expected,
            })
        };
        if self.actions.is_empty() {
            return range("actions", "none".to_owned(), "at least one lever and group");
        }
        if self.participation.is_empty() {
            return range("participation", "none".to_owned(), "at least one share");
        }
        if let Some(p) = self
            .participation
            .iter()
            .find(|p| !(0.0..=1.0).contains(*p))
        {
            return range(
                "participation",
                p.to_string(),
                "shares from 0 to 1, like 0.05,0.1,0.3",
            );
        }
        if self.replicates == 0 {
            return range("replicates", "0".to_owned(), "at least 1");
        }
        if self.folds < 2 {
            return range(
                "folds",
                self.folds.to_string(),
                "a whole number from 2 to 255",
            );
        }
        if let Some(t) = self.tolerance.filter(|t| t.is_nan() || *t <= 0.0) {
            return range("tolerance", t.to_string(), "a number above 0");
        }
        if let Some(a) = self
            .actions
            .iter()
            .find(|a| !(a.share > 0.0 && a.share <= 1.0))
        {
            return range("share", a.share.to_string(), "a share above 0 and up to 1");
        }
        if data.ratings.len() < usize::from(self.folds) {
            return Err(LeverageError::TooFew {
                ratings: data.ratings.len(),
                folds: self.folds,
            });
        }
        if self.simulated() && data.ratings.feedback() == Feedback::Implicit {
            return Err(LeverageError::NoValues);
        }
        let mut members = Vec::new();
        for action in &self.actions {
            members.push(action.group.members(data)?);
        }
        let call = Call {
            plan: self,
            keys: data.ratings.users().keys(),
            measured_from: self.measured_from(data)?,
            members,
        };
        for &p in &self.participation {
            let smallest = call.members.iter().map(Vec::len).max().unwrap_or(1).max(1);
            if p > 0.0 && call.people(p) == 0 {
                return Err(LeverageError::Nobody {
                    participation: p,
                    group: self.group_name(),
                    people: smallest,
                    smallest: 1.0 / smallest as f64,
                });
            }
        }
        Ok(call)
    }

    fn measured_from(&self, data: &Dataset) -> Result<Option<i64>, LeverageError> {
        let dates = self.actions.iter().filter_map(|a| match a.lever {
            Lever::StrikeFrom(time) => Some(time),
            Lever::Strike | Lever::Boycott | Lever::Volume(_) | Lever::Poison => None,
        });
        let Some(first) = dates.min() else {
            return Ok(None);
        };
        let times = data.ratings.time_column().ok_or(LeverageError::NoTimes)?;
        let last = times.iter().copied().max().unwrap_or_default();
        if last < first {
            return Err(LeverageError::NothingAfter {
                date: date(first),
                last: date(last),
            });
        }
        Ok(Some(first))
    }

    /// Whether a lever is pulled that is only ever simulated.
    pub fn simulated(&self) -> bool {
        self.actions.iter().any(|a| a.lever == Lever::Poison)
    }

    /// The groups of all actions in words.
    pub fn group_name(&self) -> String {
        joined(self.actions.iter().map(|a| a.group.to_string()))
    }

    /// The levers of all actions in words.
    pub fn lever_name(&self) -> String {
        joined(self.actions.iter().map(|a| a.lever.to_string()))
    }
}

fn joined(names: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all.join(" + ")
}

impl Call<'_> {
    /// How many people each action calls.
    pub fn called(&self) -> impl Iterator<Item = usize> {
        self.members.iter().map(Vec::len)
    }

    /// How many people take part at `participation`, if no one is called twice.
    pub fn people(&self, participation: f64) -> usize {
        let actions = self.plan.actions.iter().zip(&self.members);
        actions
            .map(|(a, members)| takers(participation, a.share, members.len()))
            .sum()
    }

    /// Only ratings from this moment on are measured.
    pub fn measured_from(&self) -> Option<i64> {
        self.measured_from
    }

    /// Who takes part in one replicate at `participation`, and what they
    /// withhold.
    ///
    /// Each replicate has one random order of people; the first of it strike.
    /// So those who strike at a low participation also do at a higher one. The
    /// published protocol draws anew for every participation.
    pub fn change(&self, replicate: u64, participation: f64) -> Change {
        let mut stream = self.plan.design().replicate(replicate).child("order");
        if self.plan.protocol == Protocol::Published {
            stream = stream.nth("participation", participation.to_bits());
        }
        let mut change = Change::none(self.keys.len());
        change.measured_from = self.measured_from;
        for (action, members) in self.plan.actions.iter().zip(&self.members) {
            let mut order: Vec<(u64, u32)> = members
                .iter()
                .map(|&m| (stream.priority(self.keys[m as usize]), m))
                .collect();
            order.sort_unstable();
            let mut left = takers(participation, action.share, members.len());
            for (_, member) in order {
                let at = member as usize;
                let free = change.withheld[at] == Withheld::Nothing;
                if left > 0 && free {
                    change.side[at] = Side::Striker;
                    change.withheld[at] = action.lever.withheld();
                    change.gone[at] = action.lever.leaves();
                    left -= 1;
                } else if free {
                    change.side[at] = Side::Similar;
                }
            }
        }
        change
    }
}

/// How many of `members` take part.
fn takers(participation: f64, share: f64, members: usize) -> usize {
    (participation * share * members as f64).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_data::world::grow;
    use capstan_data::{Keep, Rating, Ratings, Scale, WorldSpec};

    fn plan(lever: Lever) -> Plan {
        Plan {
            actions: vec![Action {
                group: Group::parse("random").unwrap(),
                lever,
                share: 1.0,
            }],
            participation: vec![0.5],
            replicates: 1,
            folds: 2,
            seed: 1,
            target: None,
            tolerance: None,
            protocol: Protocol::Paired,
        }
    }

    /// The same data, of which only remains who touched what.
    fn touches(data: &Dataset) -> Dataset {
        let from = &data.ratings;
        let all = (0..from.len()).map(|at| Rating {
            user: from.user_at(at),
            item: from.item_column()[at],
            value: 1.0,
            time: 0,
            row: 0,
        });
        let scale = Scale { min: 0.0, max: 1.0 };
        let (users, items) = (from.users().clone(), from.items().clone());
        let feedback = Feedback::Implicit;
        let keep = Keep::default();
        let ratings = Ratings::pack(users, items, all.collect(), scale, feedback, 1.0, keep);
        Dataset {
            ratings,
            ..data.clone()
        }
    }

    #[test]
    fn only_ratings_can_be_falsified_and_nothing_is_withheld() {
        let data = grow(&WorldSpec::small(), 1, 2).data;
        let poison = plan(Lever::Poison);
        assert!(poison.simulated() && !plan(Lever::Strike).simulated());
        let call = poison.call(&data).unwrap();
        let change = call.change(0, 0.5);
        let said = |w: Withheld| change.withheld.iter().filter(|x| **x == w).count();
        let people = data.ratings.n_users();
        assert_eq!(said(Withheld::Truth), call.people(0.5));
        assert_eq!(said(Withheld::Nothing), people - call.people(0.5));
        assert!(!change.gone.contains(&true));
        // The same people take part whatever the lever, so that the two can be
        // laid side by side.
        let strike = plan(Lever::Strike);
        let strikers = strike.call(&data).unwrap().change(0, 0.5);
        assert_eq!(strikers.side, change.side);

        let touches = touches(&data);
        let refused = poison.call(&touches).unwrap_err();
        assert!(matches!(refused, LeverageError::NoValues), "{refused}");
        assert!(plan(Lever::Strike).call(&touches).is_ok());
    }
}
