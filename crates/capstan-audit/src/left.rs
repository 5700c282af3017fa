//! Jobs that were left out before anything was reckoned: why, whose they were,
//! and how many of them can be told.

use capstan_stats::disclosure::Limits;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Why a job is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is of another platform than the rule's.
    OtherPlatform,
    /// It was paid in another currency than the rule's.
    OtherCurrency,
    /// An amount is below zero.
    Negative,
    /// The same job of the same worker, to the second and the cent, again.
    Twice,
    /// It does not say what was paid.
    NoPay,
    /// It lacks something the rule asks for, such as the order's total.
    NoQuantity,
}

/// The worker of each job that was left out, by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left(BTreeMap<Reason, Vec<String>>);

/// How many jobs were left out, by reason; nothing where that would tell of few
/// workers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Of another platform than the rule's.
    pub other_platform: Option<usize>,
    /// Paid in another currency than the rule's.
    pub other_currency: Option<usize>,
    /// With an amount below zero.
    pub negative: Option<usize>,
    /// The same job of the same worker, to the second and the cent, again.
    pub twice: Option<usize>,
    /// Without what was paid.
    pub no_pay: Option<usize>,
    /// Without something the rule asks for, such as the order's total.
    pub no_quantity: Option<usize>,
}

impl Left {
    /// Takes in a job of a worker.
    pub fn add(&mut self, reason: Reason, worker: &str) {
        self.0.entry(reason).or_default().push(worker.to_owned());
    }

    /// How many there are for a reason.
    pub fn of(&self, reason: Reason) -> usize {
        self.0.get(&reason).map_or(0, Vec::len)
    }

    /// What can be told of them, and whether how many events there were can be
    /// told beside it. A reason of few workers is hidden; and since all that is
    /// hidden follows from the number of events, so are more of them, the
    /// smallest first, until enough workers stand behind all that is hidden.
    pub fn told(&self, limits: &Limits) -> (LeftOut, bool) {
        let few = |reasons: &BTreeSet<Reason>| {
            let jobs = self.0.iter().filter(|(reason, _)| reasons.contains(reason));
            let workers: BTreeSet<&String> = jobs.flat_map(|(_, workers)| workers).collect();
            limits.why_not_count(workers.len()).is_some()
        };
        let alone = self.0.keys().copied();
        let mut hidden: BTreeSet<Reason> = alone.filter(|one| few(&[*one].into())).collect();
        let mut others: Vec<Reason> = self.0.keys().copied().collect();
        others.retain(|reason| !hidden.contains(reason));
        others.sort_by_key(|reason| self.of(*reason));
        let mut others = others.into_iter();
        while !hidden.is_empty() && few(&hidden) {
            let Some(next) = others.next() else { break };
            hidden.insert(next);
        }
        let told = |reason| (!hidden.contains(&reason)).then(|| self.of(reason));
        let told = LeftOut {
            other_platform: told(Reason::OtherPlatform),
            other_currency: told(Reason::OtherCurrency),
            negative: told(Reason::Negative),
            twice: told(Reason::Twice),
            no_pay: told(Reason::NoPay),
            no_quantity: told(Reason::NoQuantity),
        };
        (told, hidden.is_empty() || !few(&hidden))
    }
}

impl LeftOut {
    /// Each reason by its name, with how many jobs it left out.
    pub fn reasons(&self) -> [(&'static str, Option<usize>); 6] {
        [
            ("other-platform", self.other_platform),
            ("other-currency", self.other_currency),
            ("negative", self.negative),
            ("twice", self.twice),
            ("no-pay", self.no_pay),
            ("no-quantity", self.no_quantity),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Reason::*;

    /// Jobs of so many workers each for these reasons, of workers from a number
    /// on, so many jobs each.
    fn told(all: &[(Reason, usize, usize, usize)]) -> (Vec<Option<usize>>, bool) {
        let limits = Limits {
            people: 5,
            ..Limits::default()
        };
        let mut left = Left::default();
        for (reason, first, workers, jobs) in all {
            for worker in *first..first + workers {
                for _ in 0..*jobs {
                    left.add(*reason, &format!("w{worker}"));
                }
            }
        }
        let (told, events) = left.told(&limits);
        (told.reasons().map(|(_, n)| n).to_vec(), events)
    }

    #[test]
    fn what_is_of_few_workers_is_not_told_nor_found_by_subtracting() {
        let zero = Some(0);
        assert_eq!(told(&[]), (vec![zero; 6], true));
        // Of enough workers, however many jobs.
        let (all, events) = told(&[(NoPay, 0, 5, 3)]);
        assert_eq!((all[4], events), (Some(15), true));
        // Of few, and nothing to hide it behind: nor is the number of events.
        assert_eq!(
            told(&[(NoPay, 0, 4, 9)]),
            (vec![zero, zero, zero, zero, None, zero], false)
        );
        // Two that are few, of enough together.
        assert_eq!(
            told(&[(Negative, 0, 3, 1), (Twice, 3, 2, 1), (NoPay, 0, 9, 1)]),
            (vec![zero, zero, None, None, Some(9), zero], true)
        );
        // The same people: the smallest of the others goes with them.
        assert_eq!(
            told(&[
                (Negative, 0, 3, 1),
                (Twice, 0, 3, 1),
                (NoPay, 0, 9, 2),
                (NoQuantity, 0, 9, 1)
            ]),
            (vec![zero, zero, None, None, Some(18), None], true)
        );
    }
}
