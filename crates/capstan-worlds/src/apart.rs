//! Worlds side by side, in each of which other people are missing.
//!
//! A sweep goes one way: each of its worlds has fewer people than the one
//! before. Values ask about many subsets of the people instead. Where a model
//! forgets people exactly, a fold is trained once on everyone, and each world
//! is a copy that forgot those who are missing.

use crate::WorldError;
use crate::change::Change;
use crate::design::Protocol;
use crate::lab::{Lab, Progress, Unit};
use crate::split::Split;
use crate::world::{Outcome, Tally};
use capstan_learn::{Fitted, LearnError};
use rayon::prelude::*;

impl Lab<'_> {
    /// What `keep` keeps of the model's world under each of `changes`, in
    /// their order. Worlds that are in the cache are not made again.
    ///
    /// # Errors
    /// If the model refuses, a world cannot be kept, or `progress` says stop.
    pub fn apart<T: Send>(
        &self,
        replicate: u64,
        changes: &[Change],
        keep: &(dyn Fn(Outcome) -> T + Sync),
        progress: &dyn Progress,
    ) -> Result<Vec<T>, WorldError> {
        let people = self.ratings.n_users();
        let mut base = Change::none(people);
        base.measured_from = changes.first().and_then(|c| c.measured_from);
        let forks = self.forks(changes);
        let units: Vec<Unit<'_>> = changes
            .iter()
            .map(|change| Unit {
                replicate,
                worlds: if forks && *change != base {
                    vec![(0, &base), (1, change)]
                } else {
                    vec![(0, change)]
                },
                counterpart: false,
            })
            .collect();
        let keys: Vec<String> = units.iter().filter_map(|u| self.keys(u).pop()).collect();
        let mut kept: Vec<Option<T>> = keys
            .par_iter()
            .map(|key| self.cache.get(key, people).map(keep))
            .collect();
        let found = kept.iter().flatten().count();
        if found > 0 {
            progress.done(found, true);
        }
        let missing: Vec<usize> = (0..kept.len()).filter(|&n| kept[n].is_none()).collect();
        let trained = if forks && !missing.is_empty() {
            Some(self.train(replicate, &base)?)
        } else {
            None
        };
        let made: Vec<(usize, T)> = missing
            .par_iter()
            .map(|&n| {
                if progress.cancelled() {
                    return Err(WorldError::Cancelled);
                }
                let outcome = match &trained {
                    Some((split, fitted)) => self.forgotten(split, fitted, &changes[n])?,
                    None => self.alone(&units[n], progress)?,
                };
                self.cache.put(&keys[n], &outcome)?;
                progress.done(1, false);
                Ok((n, keep(outcome)))
            })
            .collect::<Result<_, WorldError>>()?;
        for (n, outcome) in made {
            kept[n] = Some(outcome);
        }
        Ok(kept.into_iter().flatten().collect())
    }

    /// Whether worlds are copies of one training that forgot people.
    pub fn forks(&self, changes: &[Change]) -> bool {
        self.model.info().forgets
            && self.design.protocol == Protocol::Paired
            && changes.iter().all(|c| c.forgotten().is_some())
    }

    /// The folds of a replicate with the model trained on everyone in each.
    fn train(
        &self,
        replicate: u64,
        base: &Change,
    ) -> Result<(Split, Vec<Box<dyn Fitted>>), WorldError> {
        let split = Split::new(self.ratings, &self.design, replicate, base);
        let stream = self.design.replicate(replicate).child("model");
        let fitted = (0..self.design.folds)
            .into_par_iter()
            .map(|fold| {
                let train = split.training(self.ratings, &self.design, replicate, base, fold);
                self.model.fit(&self.params, &train, &stream)
            })
            .collect::<Result<_, LearnError>>()?;
        Ok((split, fitted))
    }

    fn forgotten(
        &self,
        split: &Split,
        fitted: &[Box<dyn Fitted>],
        change: &Change,
    ) -> Result<Outcome, WorldError> {
        let gone = change.forgotten().unwrap_or_default();
        let predicts = self.model.info().ranks_only.is_none();
        let mut tally = Tally::new(self.ratings.n_users());
        for (fold, fitted) in (0..).zip(fitted) {
            let mut left = fitted.fork().ok_or(LearnError::CannotForget)?;
            left.forget(&gone)?;
            tally.test(self.ratings, split, change, fold, &*left, predicts);
        }
        Ok(tally.finish())
    }

    fn alone(&self, unit: &Unit<'_>, progress: &dyn Progress) -> Result<Outcome, WorldError> {
        let mut made = self.make(unit, progress)?;
        made.pop().ok_or(WorldError::Cancelled)
    }
}
