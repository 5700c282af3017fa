//! From players, a model and a plan to values.

mod told;
mod tried;

use super::ask::{Ask, Method, Plan};
use super::ledger::{Book, Draws, Estimate, Ledger, Sum};
use super::players::Players;
use super::result::{
    DesignNote, Halving, Line, MethodNote, ModelNote, Note, RatingsValues, Reading, UnitNote,
    WorthNote,
};
use crate::error::ValueError;
use crate::groups::beside::{About, Beside};
use crate::groups::stable::Shared;
use crate::usefulness::REMOVED;
use capstan_data::Dataset;
use capstan_learn::{Model, Params};
use capstan_worlds::{Cache, Change, DataNote, Design, Lab, METRICS, Progress, Protocol, View};

/// The operator's side: data and model.
#[derive(Clone, Copy)]
pub struct System<'a> {
    /// The data set.
    pub data: &'a Dataset,
    /// Its content hash.
    pub hash: &'a str,
    /// Whether the data are made up.
    pub synthetic: bool,
    /// How to read the data again.
    pub source: &'a serde_json::Value,
    /// The model.
    pub model: &'static dyn Model,
    /// Its hyper-parameters.
    pub params: &'a Params,
}

/// Hears how values are made.
pub trait Watch: Progress {
    /// Before the first world: how many worlds at most.
    fn begins(&self, worlds: u64);
}

impl Watch for () {
    fn begins(&self, _: u64) {}
}

/// Worlds that are asked for together: a change takes some memory for each
/// person.
const AT_ONCE: usize = 1024;

/// The most numbers that are kept: one for each world and person.
const MOST_KEPT: u64 = 1 << 30;

/// No more than this many times the worlds are thought of to halve intervals.
const MOST_TIMES: f64 = 1000.0;

/// Makes the values of `players`. `unit` is what they are called: `user`, or
/// the table of groups.
///
/// # Errors
/// If the plan does not fit the data, the model refuses, or a world cannot be
/// kept. Worlds that were finished stay in `cache`.
pub fn values(
    plan: &Plan,
    players: &Players,
    unit: &str,
    system: System<'_>,
    cache: &Cache,
    watch: &dyn Watch,
) -> Result<RatingsValues, ValueError> {
    made(plan, players, unit, system, cache, watch, false)
}

/// The same, and tries what the values are good for: what is left of the
/// metric without the highest and the lowest of them, and whether two halves
/// of the people agree on their order.
///
/// # Errors
/// As [`values`].
pub fn values_tried(
    plan: &Plan,
    players: &Players,
    unit: &str,
    system: System<'_>,
    cache: &Cache,
    watch: &dyn Watch,
) -> Result<RatingsValues, ValueError> {
    made(plan, players, unit, system, cache, watch, true)
}

fn made(
    plan: &Plan,
    players: &Players,
    unit: &str,
    system: System<'_>,
    cache: &Cache,
    watch: &dyn Watch,
    tried: bool,
) -> Result<RatingsValues, ValueError> {
    check(plan, players, system)?;
    let design = Design {
        seed: plan.seed,
        folds: plan.folds,
        protocol: Protocol::Paired,
    };
    let ratings = &system.data.ratings;
    let operator = (system.model as &dyn Model, system.params);
    let mut book = Book::default();
    let ask = Ask::new(plan, players, &mut book)?;
    let about = About {
        players: players.len(),
        groups: players.hash().is_some(),
        counted: ask.is_counted(),
        asked: players.asked(),
        unions: players.unions().filter(|_| plan.method == Method::Owen),
    };
    let beside = about.sums(&mut book)?;
    let mut run = Run {
        plan,
        players,
        system,
        lab: Lab::new(ratings, system.hash, operator, design, cache)?,
        ledger: Ledger::new(plan.metric, ratings.n_users(), plan.replicates as usize),
        book,
        ask,
        views: views(plan, players),
        seen: Vec::new(),
        trials: if tried { REMOVED } else { 0 },
        watch,
    };
    run.look();
    run.fits_memory()?;
    watch.begins(run.expected() * u64::from(plan.replicates));
    run.make_worlds()?;
    let stopped = run.draw()?;
    let mut made = run.tell(unit, &beside, stopped)?;
    if tried {
        made.usefulness = run.tried(&made)?;
    }
    Ok(made)
}

/// What people as players are called.
pub const PEOPLE: &str = "user";

fn check(plan: &Plan, players: &Players, system: System<'_>) -> Result<(), ValueError> {
    let range = |name, found: String, expected: &str| {
        Err(ValueError::Range {
            name,
            found,
            expected: expected.to_owned(),
        })
    };
    let metric = &METRICS[plan.metric];
    if let (Some(why), true) = (system.model.info().ranks_only, metric.needs_ratings) {
        return Err(ValueError::NoMetric {
            metric: metric.name,
            model: system.model.info().name,
            why,
        });
    }
    if plan.replicates == 0 {
        return range("replicates", "0".to_owned(), "at least 1");
    }
    if plan.folds < 2 || system.data.ratings.len() < usize::from(plan.folds) {
        let found = format!("{} of {} ratings", plan.folds, system.data.ratings.len());
        return range(
            "folds",
            found,
            "at least 2, and no more than there are ratings",
        );
    }
    if plan.budget == Some(0) {
        return range(
            "--budget",
            "0".to_owned(),
            "a whole number of subsets, from 1",
        );
    }
    if let Some(t) = plan.tolerance.filter(|t| !t.is_finite() || *t <= 0.0) {
        return range("tolerance", t.to_string(), "a number above 0");
    }
    if players.is_empty() {
        return range("unit", "nobody".to_owned(), "at least one person or group");
    }
    let ungrouped = players.grouped().contains(&false);
    match plan.view {
        View::Strikers | View::Bystanders if plan.method.stable().is_some() => range(
            "view",
            plan.view.name().to_owned(),
            "everyone or others: shares of one whole take one view for all groups",
        ),
        View::Similar => range(
            "view",
            "similar".to_owned(),
            "everyone, strikers, bystanders or others: a group leaves whole, so nobody of it stays",
        ),
        View::Others if !ungrouped => range(
            "view",
            "others".to_owned(),
            "everyone, strikers or bystanders: everybody is a player, so there are no others",
        ),
        _ => Ok(()),
    }
}

/// The views that have people, the main one first.
fn views(plan: &Plan, players: &Players) -> Vec<View> {
    let mut views = vec![View::Everyone];
    if plan.method.stable().is_none() {
        views.extend([View::Strikers, View::Bystanders]);
    }
    if players.grouped().contains(&false) {
        views.push(View::Others);
    }
    views.sort_by_key(|v| *v != plan.view);
    views
}

struct Run<'a> {
    plan: &'a Plan,
    players: &'a Players,
    system: System<'a>,
    lab: Lab<'a>,
    ledger: Ledger,
    book: Book,
    ask: Ask<'a>,
    views: Vec<View>,
    /// For each view, who is seen: once, or for each player.
    seen: Vec<Vec<Vec<bool>>>,
    /// How many more subsets trials take.
    trials: u64,
    watch: &'a dyn Watch,
}

impl Run<'_> {
    /// Who is seen in each view.
    fn look(&mut self) {
        let people = self.lab.ratings.n_users();
        let of = |members: &Vec<u32>, inside: bool| {
            let mut seen = vec![!inside; people];
            members.iter().for_each(|&p| seen[p as usize] = inside);
            seen
        };
        let members = self.players.members();
        for view in &self.views {
            self.seen.push(match view {
                View::Strikers => members.iter().map(|m| of(m, true)).collect(),
                View::Bystanders => members.iter().map(|m| of(m, false)).collect(),
                View::Others => {
                    let grouped = self.players.grouped();
                    vec![grouped.iter().map(|g| !g).collect()]
                }
                View::Everyone | View::Similar => vec![vec![true; people]],
            });
        }
    }

    fn seen(&self, view: usize, player: usize) -> &[bool] {
        let masks = &self.seen[view];
        &masks[player.min(masks.len() - 1)]
    }

    /// How many subsets there will be at most.
    fn expected(&self) -> u64 {
        let there = self.book.subsets().len() as u64;
        let asked = match self.ask.is_counted() {
            true => there,
            false => there.max(self.ask.budget()),
        };
        asked + self.trials
    }

    fn fits_memory(&self) -> Result<(), ValueError> {
        let people = self.lab.ratings.n_users() as u64;
        let rows = people * u64::from(self.plan.replicates);
        if self.expected().saturating_mul(rows) <= MOST_KEPT {
            return Ok(());
        }
        Err(ValueError::Range {
            name: "subsets",
            found: format!(
                "{} of {people} people in {} replicates",
                self.expected(),
                self.plan.replicates
            ),
            expected: format!(
                "at most {}; choose the method permutation, a smaller --budget, or fewer --replicates",
                MOST_KEPT / rows.max(1)
            ),
        })
    }

    /// Makes the worlds of all subsets in the book that have none yet.
    fn make_worlds(&mut self) -> Result<(), ValueError> {
        let replicates = self.plan.replicates as usize;
        let start = self.ledger.worlds() / replicates;
        for first in (start..self.book.subsets().len()).step_by(AT_ONCE) {
            let end = self.book.subsets().len().min(first + AT_ONCE);
            let subsets = &self.book.subsets()[first..end];
            let changes: Vec<Change> = subsets.iter().map(|s| self.players.change(s)).collect();
            for replicate in 0..replicates {
                let keep = |outcome| self.ledger.row(&outcome);
                let rows = self
                    .lab
                    .apart(replicate as u64, &changes, &keep, self.watch)?;
                for row in rows {
                    self.ledger.add(replicate, row);
                }
            }
        }
        Ok(())
    }

    /// Draws until intervals are narrow or the budget is used up; whether the
    /// tolerance was met, where one was asked for.
    fn draw(&mut self) -> Result<Option<bool>, ValueError> {
        while self.ask.draw(&mut self.book) {
            self.make_worlds()?;
            if self.narrow_enough() {
                return Ok(Some(true));
            }
        }
        Ok(self.plan.tolerance.map(|_| self.narrow_enough()))
    }

    fn narrow_enough(&self) -> bool {
        self.plan.tolerance.is_some_and(|tolerance| {
            (0..self.players.len()).all(|player| {
                let (sum, draws) = self.ask.sum(player);
                self.ledger
                    .estimate(&sum, &draws, self.seen(0, player))
                    .is_none_or(|e| e.interval().reach() <= tolerance)
            })
        })
    }

    fn tell(
        &self,
        unit: &str,
        beside: &Beside,
        met: Option<bool>,
    ) -> Result<RatingsValues, ValueError> {
        let info = self.system.model.info();
        let mut estimates = Vec::new();
        let shared = self.shared()?;
        let values = (0..self.players.len())
            .map(|player| self.line(player, beside, &shared, &mut estimates))
            .collect();
        let grouped = self.players.grouped();
        Ok(RatingsValues {
            capstan: env!("CARGO_PKG_VERSION").to_owned(),
            processor: capstan_learn::sgd::features().to_owned(),
            seed: self.plan.seed,
            data: DataNote::of(
                self.system.data,
                self.system.hash,
                self.system.source.clone(),
            ),
            model: ModelNote {
                name: info.name.to_owned(),
                params: self.system.params.clone(),
                source: info.source.to_owned(),
            },
            unit: UnitNote {
                name: unit.to_owned(),
                hash: self.players.hash().map(str::to_owned),
                ungrouped: grouped.iter().filter(|g| !**g).count(),
            },
            method: MethodNote {
                name: self.plan.method.name().to_owned(),
                source: self.plan.method.source().to_owned(),
                drawn: !self.ask.is_counted(),
            },
            metric: METRICS[self.plan.metric].name.to_owned(),
            view: self.plan.view.name().to_owned(),
            design: DesignNote {
                folds: self.plan.folds,
                replicates: self.plan.replicates,
                tolerance: self.plan.tolerance,
                budget: self.plan.budget,
                subsets: self.book.subsets().len() as u64,
                worlds: self.ledger.worlds() as u64,
                draws: self.ask.drawn(),
            },
            worths: self.worths(beside),
            values,
            excess: self.excess(&shared),
            unions: self.unions(beside),
            pairs: self.pairs(beside),
            coalitions: self.coalitions(beside),
            halving: self.halving(&estimates),
            usefulness: None,
            notes: self.notes(met),
        })
    }

    /// The value of one player; its estimate in the main view goes into
    /// `estimates`.
    fn line(
        &self,
        player: usize,
        beside: &Beside,
        shared: &[Option<Shared>],
        estimates: &mut Vec<Estimate>,
    ) -> Line {
        let (sum, draws) = self.ask.sum(player);
        let views = self.views.iter().enumerate().map(|(n, view)| {
            let estimate = match self.plan.method.stable() {
                Some(_) => shared[n].as_ref().map(|s| s.shares[player]),
                None => self.ledger.estimate(&sum, &draws, self.seen(n, player)),
            };
            if n == 0 {
                estimates.extend(estimate);
            }
            Reading::new(view.name(), estimate.map(|e| e.interval()))
        });
        let views = views.collect();
        let alone = |which: usize| {
            let sums = beside.alone.get(player)?;
            Some(self.reading(&sums[which], View::Everyone))
        };
        Line {
            id: self.players.ids()[player].clone(),
            people: self.players.members()[player].len(),
            views,
            leverage: alone(0),
            stand_alone: alone(1),
        }
    }

    /// A sum in a view that is the same for every player.
    fn reading(&self, sum: &[(u32, f64)], view: View) -> Reading {
        let at = self.views.iter().position(|v| *v == view).unwrap_or(0);
        let estimate = self.ledger.estimate(sum, &Draws::None, self.seen(at, 0));
        Reading::new(view.name(), estimate.map(|e| e.interval()))
    }

    fn worths(&self, beside: &Beside) -> Vec<WorthNote> {
        let sign = if METRICS[self.plan.metric].lower_is_better {
            -1.0
        } else {
            1.0
        };
        let shared = [View::Everyone, View::Others];
        let views = self.views.iter().filter(|v| shared.contains(v));
        views
            .map(|&view| {
                let read = |sum: &Sum| self.reading(sum, view);
                let (everybody, nobody) =
                    (read(&beside.everybody), beside.nobody.as_ref().map(read));
                let metric = |reading: &Reading| Some(sign * reading.value?);
                let within = |reading: &Reading| {
                    let mut ends = [sign * reading.low?, sign * reading.high?];
                    ends.sort_by(f64::total_cmp);
                    Some(ends)
                };
                WorthNote {
                    view: view.name().to_owned(),
                    everybody: metric(&everybody),
                    nobody: nobody.as_ref().and_then(metric),
                    everybody_within: within(&everybody),
                    nobody_within: nobody.as_ref().and_then(within),
                }
            })
            .collect()
    }

    /// More worlds narrow the part that replicates and draws have in an
    /// interval, and leave that of the people who are tested; only more people
    /// narrow that.
    fn halving(&self, estimates: &[Estimate]) -> Halving {
        let reach = |times: f64| {
            let each = estimates.iter().map(|e| e.with_more(times).interval());
            let known = each.map(|i| i.reach()).filter(|r| r.is_finite());
            known.sum::<f64>()
        };
        let half = reach(1.0) / 2.0;
        if half <= 0.0 {
            return Halving {
                worlds: None,
                people: None,
            };
        }
        if reach(MOST_TIMES) > half {
            // A variance falls with the number of people.
            return Halving {
                worlds: None,
                people: Some(3 * self.lab.ratings.n_users() as u64),
            };
        }
        let (mut few, mut enough) = (1.0f64, MOST_TIMES);
        while enough / few > 1.01 {
            let middle = (few * enough).sqrt();
            if reach(middle) > half {
                few = middle;
            } else {
                enough = middle;
            }
        }
        Halving {
            worlds: Some(((enough - 1.0) * self.ledger.worlds() as f64).ceil() as u64),
            people: None,
        }
    }

    fn notes(&self, met: Option<bool>) -> Vec<Note> {
        let mut notes = Vec::new();
        let members: usize = self.players.members().iter().map(Vec::len).sum();
        if self.system.synthetic {
            notes.push(Note::Synthetic);
        }
        if self.plan.replicates == 1 {
            notes.push(Note::OneReplicate);
        }
        if members > self.players.grouped().iter().filter(|g| **g).count() {
            notes.push(Note::Overlap);
        }
        notes.extend(met.map(|met| {
            if met {
                Note::ToleranceMet
            } else {
                Note::ToleranceMissed
            }
        }));
        notes
    }
}
