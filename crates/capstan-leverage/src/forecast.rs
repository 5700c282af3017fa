//! The forecast: from a plan and a data set to figures.

use crate::critical::{self, CriticalMass, Margin};
use crate::error::LeverageError;
use crate::plan::{Call, Plan};
use crate::result::{
    ActionNote, Baseline, DesignNote, Forecast, Gap, ModelNote, Note, Point, WorldNote,
};
use crate::shape;
use crate::target::{Quantity, Target};
use capstan_data::Dataset;
use capstan_learn::{Model, Params};
use capstan_stats::interval::{Interval, fieller, t95};
use capstan_worlds::account::covariance;
use capstan_worlds::{
    Account, BESIDE, Cache, DataNote, Design, Estimate, Figure, Lab, METRICS, Outcome, Progress,
    Protocol, Replicate, Sums, View, WorldError,
};

/// How many bootstrap draws intervals rest on.
const DRAWS: usize = 1000;
/// Replicates that are made side by side before the tolerance is looked at.
const BATCH: u64 = 4;
/// Fewer replicates never stop a run early.
const FEWEST: usize = 4;
/// The search for the critical mass ends at this step of participation.
const STEP: f64 = 0.01;

/// The operator's side: data and model.
#[derive(Clone, Copy)]
pub struct Operator<'a> {
    /// The data set.
    pub data: &'a Dataset,
    /// Its content hash.
    pub hash: &'a str,
    /// Whether the data are made up.
    pub synthetic: bool,
    /// The model.
    pub model: &'static dyn Model,
    /// Its hyper-parameters.
    pub params: &'a Params,
}

impl<'a> Operator<'a> {
    /// A lab for worlds of this operator.
    ///
    /// # Errors
    /// If the model's counterpart is not registered.
    pub fn lab(
        &self,
        design: Design,
        cache: &'a Cache,
    ) -> Result<Lab<'a>, capstan_learn::LearnError> {
        let model = (self.model as &dyn Model, self.params);
        Lab::new(&self.data.ratings, self.hash, model, design, cache)
    }
}

/// Hears how a forecast goes.
pub trait Watch: Progress {
    /// Before the first world: how many worlds at most, each of how many
    /// trainings.
    fn begins(&self, worlds: u64, folds: u8);
    /// More worlds were asked for, to find the critical mass.
    fn more(&self, worlds: u64);
}

impl Watch for () {
    fn begins(&self, _: u64, _: u8) {}
    fn more(&self, _: u64) {}
}

/// Makes the forecast of a plan.
///
/// # Errors
/// If the plan does not fit the data, the model refuses, or a world cannot be
/// kept. Worlds that were finished stay in `cache`.
pub fn forecast(
    plan: &Plan,
    operator: Operator<'_>,
    source: serde_json::Value,
    cache: &Cache,
    watch: &dyn Watch,
) -> Result<Forecast, LeverageError> {
    let call = plan.call(operator.data)?;
    let lab = operator.lab(plan.design(), cache)?;
    let mut run = Run {
        plan,
        call,
        lab,
        watch,
        target: plan.target,
        notes: Vec::new(),
        worlds: Vec::new(),
    };
    let account = run.sweep()?;
    let stream = capstan_stats::Stream::root(plan.seed).child("bootstrap");
    let sums = account.settle(&stream, DRAWS);
    let gaps = run.gaps(&sums);
    let points = run.points(&sums, &gaps);
    let shape = run.shape(&sums);
    let critical_mass = match plan.target {
        Some(target) => Some(run.critical_mass(target, &account, &sums, &stream, &gaps)?),
        None => None,
    };
    if operator.synthetic {
        run.notes.push(Note::Synthetic);
    }
    if plan.simulated() {
        run.notes.push(Note::Simulated);
    }
    let main = run.main().0;
    let info = operator.model.info();
    let called: Vec<usize> = run.call.called().collect();
    Ok(Forecast {
        capstan: env!("CARGO_PKG_VERSION").to_owned(),
        processor: capstan_learn::sgd::features().to_owned(),
        seed: plan.seed,
        data: DataNote::of(operator.data, operator.hash, source),
        model: ModelNote {
            name: info.name.to_owned(),
            params: operator.params.clone(),
            counterpart: info.counterpart.to_owned(),
            unknown: info.unknown.to_owned(),
            source: info.source.to_owned(),
        },
        scenario: plan
            .actions
            .iter()
            .zip(called)
            .map(|(action, people)| ActionNote {
                group: action.group.to_string(),
                lever: action.lever.to_string(),
                share: action.share,
                people,
            })
            .collect(),
        design: DesignNote {
            protocol: match plan.protocol {
                Protocol::Paired => "paired",
                Protocol::Published => "published",
            }
            .to_owned(),
            folds: plan.folds,
            asked: plan.replicates,
            replicates: account.replicates() as u32,
            participation: plan.participation.clone(),
            tolerance: plan.tolerance,
            target: plan.target.map(|t| t.to_string()),
            draws: DRAWS,
            measured_from: run.call.measured_from(),
        },
        gap: gaps[main].clone(),
        baselines: run.baselines(&sums),
        gaps,
        points,
        shape,
        critical_mass,
        notes: run.notes,
        worlds: run.worlds,
    })
}

struct Run<'a> {
    plan: &'a Plan,
    call: Call<'a>,
    lab: Lab<'a>,
    watch: &'a dyn Watch,
    target: Option<Target>,
    notes: Vec<Note>,
    worlds: Vec<WorldNote>,
}

impl Run<'_> {
    /// The main metric and view: the target's, else surfaced hits for everyone.
    fn main(&self) -> (usize, View) {
        self.target
            .map_or((0, View::Everyone), |t| (t.metric, t.view))
    }

    fn sweep(&mut self) -> Result<Account, LeverageError> {
        let participation = &self.plan.participation;
        let asked = u64::from(self.plan.replicates);
        let worlds = asked * (participation.len() as u64 + BESIDE);
        self.watch.begins(worlds, self.plan.folds);
        let mut account = Account::new(self.lab.ratings.n_users(), participation.len());
        let mut stopped = false;
        let mut at = 0;
        'run: while at < asked {
            let next = (at + BATCH).min(asked);
            for replicate in self.replicates(at..next, participation)? {
                self.note(&replicate);
                account.add(&replicate);
                if self.narrow_enough(&account) {
                    stopped = true;
                    break 'run;
                }
            }
            at = next;
        }
        if self.plan.tolerance.is_some() {
            self.notes.push(if stopped {
                Note::Stopped
            } else {
                Note::ToleranceMissed
            });
        }
        if account.replicates() == 1 {
            self.notes.push(Note::OneReplicate);
        }
        if self.plan.protocol == Protocol::Published {
            self.notes.push(Note::Published);
        }
        Ok(account)
    }

    fn replicates(
        &self,
        range: std::ops::Range<u64>,
        participation: &[f64],
    ) -> Result<Vec<Replicate>, WorldError> {
        let changes = |replicate: u64| {
            participation
                .iter()
                .map(|&p| self.call.change(replicate, p))
                .collect()
        };
        self.lab.run(range, &changes, self.watch)
    }

    fn narrow_enough(&self, account: &Account) -> bool {
        let Some(tolerance) = self.plan.tolerance else {
            return false;
        };
        let (metric, view) = self.main();
        account.replicates() >= FEWEST
            && (0..self.plan.participation.len())
                .all(|p| account.reach(Figure::Change(p, view, metric)) <= tolerance)
    }

    fn note(&mut self, replicate: &Replicate) {
        let mut note = |participation, model: &str, outcome: &Outcome| {
            self.worlds.push(WorldNote {
                replicate: replicate.number,
                participation,
                model: model.to_owned(),
                digest: outcome.digest(),
                values: values(outcome),
            });
        };
        note(None, self.lab.model.info().name, &replicate.base);
        note(
            None,
            self.lab.counterpart.info().name,
            &replicate.counterpart,
        );
        for (&p, outcome) in self.plan.participation.iter().zip(&replicate.outcomes) {
            note(Some(p), self.lab.model.info().name, outcome);
        }
    }

    fn exists(&self, metric: usize) -> Result<(), String> {
        match self.lab.model.info().ranks_only {
            Some(why) if METRICS[metric].needs_ratings => Err(why.to_owned()),
            _ => Ok(()),
        }
    }

    fn gaps(&mut self, sums: &Sums<'_>) -> Vec<Gap> {
        let gaps: Vec<Gap> = (0..METRICS.len())
            .map(|m| {
                let interval = sums.estimate(Figure::Gap(m)).map(|e| e.interval());
                let reason = match (self.exists(m), interval) {
                    (Err(why), _) => Some(why),
                    (Ok(()), None) => Some("nobody has test ratings that this metric needs".to_owned()),
                    (Ok(()), Some(i)) if i.includes_zero() => Some(
                        "the personalisation gap cannot be told from zero, so there is nothing to divide by"
                            .to_owned(),
                    ),
                    (Ok(()), Some(i)) if i.value < 0.0 => Some(
                        "the model serves people worse than its counterpart does, so there is no personalisation to lose"
                            .to_owned(),
                    ),
                    (Ok(()), Some(_)) => None,
                };
                Gap {
                    metric: METRICS[m].name.to_owned(),
                    value: interval.map(|i| i.value),
                    low: interval.map(|i| i.low),
                    high: interval.map(|i| i.high),
                    reason,
                }
            })
            .collect();
        if gaps[self.main().0].reason.is_some() {
            self.notes.push(Note::NoGap);
        }
        gaps
    }

    fn baselines(&self, sums: &Sums<'_>) -> Vec<Baseline> {
        let mut all = Vec::new();
        for (model, figure) in [
            (self.lab.model, Figure::Base as fn(usize) -> Figure),
            (self.lab.counterpart, Figure::Counterpart),
        ] {
            for (m, metric) in METRICS.iter().enumerate() {
                let interval = sums.estimate(figure(m)).map(|e| e.interval());
                all.push(Baseline {
                    model: model.info().name.to_owned(),
                    metric: metric.name.to_owned(),
                    value: interval.map(|i| i.value),
                    low: interval.map(|i| i.low),
                    high: interval.map(|i| i.high),
                });
            }
        }
        all
    }

    fn points(&self, sums: &Sums<'_>, gaps: &[Gap]) -> Vec<Point> {
        let estimates: Vec<Option<Estimate>> = (0..METRICS.len())
            .map(|m| sums.estimate(Figure::GapAsTrained(m)))
            .collect();
        let mut all = Vec::new();
        for (p, &participation) in self.plan.participation.iter().enumerate() {
            for view in View::ALL {
                for (m, gap) in gaps.iter().enumerate() {
                    all.push(self.point(
                        sums,
                        (p, participation),
                        view,
                        m,
                        gap,
                        estimates[m].as_ref(),
                    ));
                }
            }
        }
        all
    }

    fn point(
        &self,
        sums: &Sums<'_>,
        (p, participation): (usize, f64),
        view: View,
        m: usize,
        gap: &Gap,
        gap_estimate: Option<&Estimate>,
    ) -> Point {
        let value = sums
            .estimate(Figure::Value(p, view, m))
            .map(|e| e.interval());
        let change = sums.estimate(Figure::Change(p, view, m));
        let moved = change.as_ref().map(Estimate::interval);
        let mut normalised = None;
        let reason = match (self.exists(m), &change, &gap.reason) {
            (Err(why), ..) => Some(why),
            (Ok(()), None, _) => Some(self.nobody(view, participation)),
            (Ok(()), Some(_), Some(why)) => Some(why.clone()),
            (Ok(()), Some(change), None) => {
                normalised = gap_estimate.and_then(|gap| loss(change, gap, m));
                normalised
                    .is_none()
                    .then(|| "the personalisation gap cannot be told from zero here".to_owned())
            }
        };
        Point {
            participation,
            people: self.call.people(participation),
            lever: self.plan.lever_name(),
            group: self.plan.group_name(),
            view: view.name().to_owned(),
            metric: METRICS[m].name.to_owned(),
            value: value.map(|i| i.value),
            low: value.map(|i| i.low),
            high: value.map(|i| i.high),
            change: moved.map(|i| i.value),
            change_low: moved.map(|i| i.low),
            change_high: moved.map(|i| i.high),
            normalised_loss: normalised.map(|i| i.value),
            normalised_low: normalised.map(|i| i.low),
            normalised_high: normalised.map(|i| i.high),
            reason,
        }
    }

    fn nobody(&self, view: View, participation: f64) -> String {
        let left = self.plan.actions.iter().any(|a| a.lever.leaves());
        match view {
            View::Strikers if left && participation > 0.0 => {
                "those who take part have left, so there is nothing to measure".to_owned()
            }
            View::Strikers => "nobody, or hardly anybody, takes part".to_owned(),
            View::Similar => "nobody, or hardly anybody, of the group stays out".to_owned(),
            View::Others => "the call goes to everyone, so there are no others".to_owned(),
            View::Everyone | View::Bystanders => {
                "hardly anybody is left whom this could be measured on".to_owned()
            }
        }
    }

    fn shape(&self, sums: &Sums<'_>) -> shape::Shape {
        let (metric, view) = self.main();
        let worse = if METRICS[metric].lower_is_better {
            1.0
        } else {
            -1.0
        };
        let mut curve: Vec<(f64, Estimate)> = Vec::new();
        for (p, &participation) in self.plan.participation.iter().enumerate() {
            if participation > 0.0
                && let Some(change) = sums.estimate(Figure::Change(p, view, metric))
            {
                curve.push((participation, change.moved(worse, 0.0)));
            }
        }
        curve.sort_by(|a, b| a.0.total_cmp(&b.0));
        curve.dedup_by(|a, b| a.0 == b.0);
        shape::shape(&curve)
    }

    fn critical_mass(
        &self,
        target: Target,
        account: &Account,
        sums: &Sums<'_>,
        stream: &capstan_stats::Stream,
        gaps: &[Gap],
    ) -> Result<CriticalMass, LeverageError> {
        let refused = |reason: String| CriticalMass {
            target: target.to_string(),
            value: None,
            low: None,
            high: None,
            people: None,
            reason: Some(reason),
            looked_at: Vec::new(),
        };
        if let (Quantity::NormalisedLoss, Some(why)) =
            (target.quantity, &gaps[target.metric].reason)
        {
            return Ok(refused(why.clone()));
        }
        let mut margins: Vec<Margin> = Vec::new();
        for (n, &p) in self.plan.participation.iter().enumerate() {
            margins.extend(critical::margin(sums, n, p, target));
        }
        margins.sort_by(|a, b| a.participation.total_cmp(&b.participation));
        if margins.is_empty() {
            return Ok(refused(self.nobody(target.view, 1.0)));
        }
        let people = self.call.people(1.0).max(1) as f64;
        let step = STEP.max(1.0 / people);
        while let Some(wanted) = critical::next(&margins, step) {
            let replicates = account.replicates() as u64;
            self.watch.more((1 + BESIDE) * replicates);
            let mut extra = Account::new(self.lab.ratings.n_users(), 1);
            for replicate in self.replicates(0..replicates, &[wanted])? {
                extra.add(&replicate);
            }
            let sums = extra.settle(stream, DRAWS);
            let Some(margin) = critical::margin(&sums, 0, wanted, target) else {
                break;
            };
            let at = margins.partition_point(|m| m.participation < wanted);
            margins.insert(at, margin);
        }
        Ok(critical::settle(target, &margins, |p| self.call.people(p)))
    }
}

/// The loss as a share of the gap; `None` where the gap cannot be told from 0.
fn loss(change: &Estimate, gap: &Estimate, metric: usize) -> Option<Interval> {
    let worse = if METRICS[metric].lower_is_better {
        1.0
    } else {
        -1.0
    };
    let loss = change.moved(worse, 0.0);
    fieller(
        loss.value,
        gap.value,
        covariance(&loss.draws, &loss.draws),
        covariance(&gap.draws, &gap.draws),
        covariance(&loss.draws, &gap.draws),
        t95(loss.freedom.min(gap.freedom)),
    )
}

/// Every metric of one world for everyone.
pub fn values(outcome: &Outcome) -> Vec<Option<f64>> {
    METRICS
        .iter()
        .enumerate()
        .map(|(m, metric)| {
            let sum = |side: usize| outcome.people.iter().map(|p| f64::from(p[side][m])).sum();
            metric.ratio(sum(0), sum(1))
        })
        .collect()
}
