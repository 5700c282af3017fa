//! Makes worlds: in parallel, each once, the same whatever the number of
//! threads.
//!
//! One training runs on one thread. Where a model forgets people exactly and
//! worlds only take people away, one after the other, a fold is trained once
//! and all these worlds follow from it.

use crate::WorldError;
use crate::cache::Cache;
use crate::change::{Change, Withheld};
use crate::design::{Design, Protocol};
use crate::split::Split;
use crate::world::{Outcome, Tally};
use capstan_data::Ratings;
use capstan_learn::{LearnError, Model, Params};
use rayon::prelude::*;
use std::ops::Range;

/// Hears how the work goes.
pub trait Progress: Sync {
    /// `worlds` more worlds are there; `found` if they were kept from before.
    fn done(&self, worlds: usize, found: bool);
    /// Whether to stop as soon as possible.
    fn cancelled(&self) -> bool {
        false
    }
}

/// Hears nothing.
impl Progress for () {
    fn done(&self, _: usize, _: bool) {}
}

/// A data set, an operator's model and its counterpart, and how worlds are
/// drawn.
pub struct Lab<'a> {
    /// The ratings.
    pub ratings: &'a Ratings,
    /// The content hash of the data set.
    pub data: String,
    /// The operator's model.
    pub model: &'a dyn Model,
    /// Its hyper-parameters.
    pub params: Params,
    /// The model that stands for no personalisation.
    pub counterpart: &'a dyn Model,
    /// Its hyper-parameters.
    pub counterpart_params: Params,
    /// How worlds are drawn.
    pub design: Design,
    /// Where finished worlds are kept.
    pub cache: &'a Cache,
}

/// All worlds of one replicate.
#[derive(Clone, Debug)]
pub struct Replicate {
    /// Its number.
    pub number: u64,
    /// The model on the data as they are.
    pub base: Outcome,
    /// The un-personalised counterpart on the data as they are.
    pub counterpart: Outcome,
    /// The changes.
    pub changes: Vec<Change>,
    /// The model under each change.
    pub outcomes: Vec<Outcome>,
    /// Model and counterpart without some people, drawn at random: how much it
    /// matters for the others who else is in the data.
    pub absence: Absence,
}

/// Worlds without some people.
#[derive(Clone, Debug)]
pub struct Absence {
    /// Who is there.
    pub present: Vec<bool>,
    /// The model.
    pub model: Outcome,
    /// The un-personalised counterpart.
    pub counterpart: Outcome,
}

/// One in this many people is absent.
pub(crate) const ABSENT_ONE_IN: usize = 4;

/// What one replicate takes.
struct Planned {
    number: u64,
    base: Change,
    absence: Change,
    changes: Vec<Change>,
}

/// Slots of a replicate before its changes: base, counterpart, and both
/// without some people.
const FIRST_CHANGE: usize = 4;

/// Worlds of each replicate beside those of its changes.
pub const BESIDE: u64 = FIRST_CHANGE as u64;

/// Work for one thread: worlds of one replicate that share their trainings.
pub(crate) struct Unit<'c> {
    pub(crate) replicate: u64,
    /// Which slots of the replicate the worlds fill, and their changes, each
    /// taking away more people than the one before.
    pub(crate) worlds: Vec<(usize, &'c Change)>,
    pub(crate) counterpart: bool,
}

impl<'a> Lab<'a> {
    /// A lab with the model's own counterpart, which shares the settings that
    /// both have.
    ///
    /// # Errors
    /// If the counterpart is not registered.
    pub fn new(
        ratings: &'a Ratings,
        data: &str,
        (model, params): (&'a dyn Model, &Params),
        design: Design,
        cache: &'a Cache,
    ) -> Result<Self, LearnError> {
        let counterpart = capstan_learn::find(model.info().counterpart)?;
        let shared: Vec<(&str, String)> = params
            .iter()
            .filter(|(name, _)| counterpart.info().params.iter().any(|p| p.name == *name))
            .map(|(name, setting)| (name, setting.to_string()))
            .collect();
        let shared = shared
            .iter()
            .map(|(name, setting)| (*name, setting.as_str()));
        Ok(Self {
            ratings,
            data: data.to_owned(),
            model,
            params: params.clone(),
            counterpart,
            counterpart_params: Params::new(counterpart.info(), shared)?,
            design,
            cache,
        })
    }

    /// The worlds of several replicates: the base, the counterpart, and one for
    /// each of `changes` of the replicate.
    ///
    /// # Errors
    /// If the model refuses, a world cannot be kept, or `progress` says stop.
    pub fn run(
        &self,
        replicates: Range<u64>,
        changes: &(dyn Fn(u64) -> Vec<Change> + Sync),
        progress: &dyn Progress,
    ) -> Result<Vec<Replicate>, WorldError> {
        let planned: Vec<Planned> = replicates
            .map(|number| {
                let changes = changes(number);
                let mut base = Change::none(self.ratings.n_users());
                base.measured_from = changes.first().and_then(|c| c.measured_from);
                Planned {
                    number,
                    absence: self.absence(number, &base),
                    base,
                    changes,
                }
            })
            .collect();
        let units: Vec<Unit<'_>> = planned.iter().flat_map(|p| self.units(p)).collect();
        let made: Vec<(u64, Vec<(usize, Outcome)>)> = units
            .par_iter()
            .map(|unit| Ok((unit.replicate, self.unit(unit, progress)?)))
            .collect::<Result<_, WorldError>>()?;
        let mut results = Vec::with_capacity(planned.len());
        let mut made = made.into_iter().peekable();
        for plan in planned {
            let mut slots: Vec<Option<Outcome>> = vec![None; plan.changes.len() + FIRST_CHANGE];
            while let Some((_, worlds)) = made.next_if(|(r, _)| *r == plan.number) {
                for (slot, outcome) in worlds {
                    slots[slot] = Some(outcome);
                }
            }
            let mut slots = slots.into_iter().flatten();
            let [base, counterpart, absent, absent_counterpart] =
                std::array::from_fn(|_| slots.next());
            if let (Some(base), Some(counterpart), Some(model), Some(other)) =
                (base, counterpart, absent, absent_counterpart)
            {
                let present = plan.absence.withheld.iter();
                results.push(Replicate {
                    number: plan.number,
                    base,
                    counterpart,
                    outcomes: slots.collect(),
                    absence: Absence {
                        present: present.map(|w| *w == Withheld::Nothing).collect(),
                        model,
                        counterpart: other,
                    },
                    changes: plan.changes,
                });
            }
        }
        Ok(results)
    }

    /// A random part of the people is not there at all.
    fn absence(&self, replicate: u64, base: &Change) -> Change {
        let stream = self.design.replicate(replicate).child("absence");
        let keys = self.ratings.users().keys();
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_by_key(|&person| (stream.priority(keys[person]), person));
        let mut change = base.clone();
        for &person in &order[..keys.len() / ABSENT_ONE_IN] {
            change.withheld[person] = Withheld::Everything;
        }
        change
    }

    fn units<'c>(&self, plan: &'c Planned) -> Vec<Unit<'c>> {
        let replicate = plan.number;
        let alone = |slot, change, counterpart| Unit {
            replicate,
            worlds: vec![(slot, change)],
            counterpart,
        };
        let mut units = vec![
            alone(1, &plan.base, true),
            alone(2, &plan.absence, false),
            alone(3, &plan.absence, true),
        ];
        let mut worlds = vec![(0, &plan.base)];
        let changes = plan.changes.iter().enumerate();
        worlds.extend(changes.map(|(n, c)| (n + FIRST_CHANGE, c)));
        if self.nested(&worlds) {
            units.push(Unit {
                replicate,
                worlds,
                counterpart: false,
            });
        } else {
            let worlds = worlds.into_iter();
            units.extend(worlds.map(|(slot, change)| alone(slot, change, false)));
        }
        units
    }

    /// Whether one training serves all worlds, each with fewer people.
    fn nested(&self, worlds: &[(usize, &Change)]) -> bool {
        if !self.model.info().forgets || self.design.protocol == Protocol::Published {
            return false;
        }
        let Some(gone) = worlds
            .iter()
            .map(|(_, c)| c.forgotten())
            .collect::<Option<Vec<_>>>()
        else {
            return false;
        };
        gone.windows(2).all(|pair| {
            pair[0]
                .iter()
                .all(|person| pair[1].binary_search(person).is_ok())
        })
    }

    /// The names of a unit's worlds: all that decides their content. Where one
    /// training serves several, what was forgotten before counts too, since
    /// the last bits depend on it.
    pub(crate) fn keys(&self, unit: &Unit<'_>) -> Vec<String> {
        let (model, params) = self.which(unit.counterpart);
        let mut name = format!(
            "{} {} {} {} {:?} {}",
            env!("CARGO_PKG_VERSION"),
            capstan_learn::sgd::features(),
            self.data,
            model.info().name,
            self.design,
            unit.replicate,
        );
        for (param, setting) in params.iter() {
            name.push_str(&format!(" {param}={setting}"));
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update(name.as_bytes());
        let mut keys = Vec::with_capacity(unit.worlds.len());
        for (_, change) in &unit.worlds {
            hasher.update(change.digest().as_bytes());
            keys.push(hasher.finalize().to_hex()[..32].to_owned());
        }
        keys
    }

    fn which(&self, counterpart: bool) -> (&dyn Model, &Params) {
        if counterpart {
            (self.counterpart, &self.counterpart_params)
        } else {
            (self.model, &self.params)
        }
    }

    fn unit(
        &self,
        unit: &Unit<'_>,
        progress: &dyn Progress,
    ) -> Result<Vec<(usize, Outcome)>, WorldError> {
        let people = self.ratings.n_users();
        let keys = self.keys(unit);
        if let Some(found) = keys
            .iter()
            .map(|key| self.cache.get(key, people))
            .collect::<Option<Vec<_>>>()
        {
            progress.done(found.len(), true);
            let slots = unit.worlds.iter().map(|(slot, _)| *slot);
            return Ok(slots.zip(found).collect());
        }
        let outcomes = self.make(unit, progress)?;
        for (key, outcome) in keys.iter().zip(&outcomes) {
            self.cache.put(key, outcome)?;
        }
        progress.done(outcomes.len(), false);
        let slots = unit.worlds.iter().map(|(slot, _)| *slot);
        Ok(slots.zip(outcomes).collect())
    }

    pub(crate) fn make(
        &self,
        unit: &Unit<'_>,
        progress: &dyn Progress,
    ) -> Result<Vec<Outcome>, WorldError> {
        let (model, params) = self.which(unit.counterpart);
        let first = unit.worlds[0].1;
        let split = Split::new(self.ratings, &self.design, unit.replicate, first);
        let mut stream = self.design.replicate(unit.replicate).child("model");
        if self.design.protocol == Protocol::Published {
            // The study's first factors belonged to places in the shuffled
            // training set, so no two worlds shared them.
            stream = stream.child(&first.digest().to_hex());
        }
        let predicts = model.info().ranks_only.is_none();
        let people = self.ratings.n_users();
        let mut tallies: Vec<Tally> = unit.worlds.iter().map(|_| Tally::new(people)).collect();
        for fold in 0..self.design.folds {
            let train = split.training(self.ratings, &self.design, unit.replicate, first, fold);
            let mut fitted = model.fit(params, &train, &stream)?;
            drop(train);
            for (tally, (_, change)) in tallies.iter_mut().zip(&unit.worlds) {
                if progress.cancelled() {
                    return Err(WorldError::Cancelled);
                }
                if unit.worlds.len() > 1 {
                    fitted.forget(&change.forgotten().unwrap_or_default())?;
                }
                tally.test(self.ratings, &split, change, fold, &*fitted, predicts);
            }
        }
        Ok(tallies.into_iter().map(Tally::finish).collect())
    }
}
