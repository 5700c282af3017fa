//! Values of a game of records by leaving out or by drawing.

use super::ask::Plan;
use super::loo::leave_one_out;
use super::result::Worth;
use super::run::Outcome;
use super::settings::Settings;
use crate::error::ValueError;
use crate::game::{Coalition, Game};
use crate::sampling::{
    Banzhaf, Estimator, Permutation, SampleLog, Sampled, Stop, Stopped, Walk, Watch, run,
};
use capstan_data::Examples;
use capstan_stats::{Interval, Stream};
use std::path::{Path, PathBuf};

/// How many subsets are evaluated if nothing else is asked.
const BUDGET: u64 = 20_000;

/// Values of a game by leaving out or by drawing.
pub(crate) struct Drawing<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) seed: u64,
    pub(crate) keep: Option<&'a Path>,
    pub(crate) train: &'a Examples,
    pub(crate) tests: Option<&'a Examples>,
    /// What else decides worths: a metric or a command.
    pub(crate) extra: &'a str,
}

/// Values of a game.
pub(crate) struct Drawn {
    pub(crate) values: Vec<Interval>,
    pub(crate) worth: Worth,
    pub(crate) evaluations: u64,
    pub(crate) stopped: Option<Stopped>,
    pub(crate) bias: Option<f64>,
}

impl Drawn {
    pub(crate) fn from(sampled: Sampled, worth: Worth, bias: Option<f64>) -> Self {
        Self {
            values: sampled.values,
            worth,
            evaluations: sampled.evaluations,
            stopped: Some(sampled.stopped),
            bias,
        }
    }

    pub(crate) fn into_outcome(self, model: String, metric: String) -> Outcome {
        Outcome {
            values: self.values,
            model,
            metric,
            worth: self.worth,
            evaluations: self.evaluations,
            stopped: self.stopped,
            bias: self.bias,
        }
    }
}

impl Drawing<'_> {
    pub(crate) fn of_game(
        &self,
        game: &dyn Game,
        settings: &mut Settings,
        watch: &dyn Watch,
    ) -> Result<Drawn, ValueError> {
        let stream = Stream::root(self.seed).child("samples");
        let walk = match self.plan.method.as_str() {
            "loo" => {
                let all = game.worth(&Coalition::full(game.players()))?;
                return Ok(Drawn {
                    values: leave_one_out(game, watch)?,
                    worth: Worth {
                        all: Some(all),
                        nobody: None,
                    },
                    evaluations: self.tests.map_or(1, |t| t.len() as u64),
                    stopped: None,
                    bias: None,
                });
            }
            "banzhaf" => {
                let all = game.worth(&Coalition::full(game.players()))?;
                let worth = Worth {
                    all: Some(all),
                    nobody: None,
                };
                let banzhaf = Banzhaf::new(game, stream)?;
                return Ok(Drawn::from(
                    self.draw(&banzhaf, settings, watch)?,
                    worth,
                    None,
                ));
            }
            "truncated" => {
                let bound = settings.real("truncation", Some(0.01), 0.0, 1e12)?;
                Walk::Truncated(bound.unwrap_or(0.01))
            }
            "antithetic" => Walk::Antithetic,
            "permutation" => Walk::Plain,
            other => {
                return Err(ValueError::Range {
                    name: "--method",
                    found: format!("{other} with --command"),
                    expected: "loo, permutation, truncated, antithetic or banzhaf".to_owned(),
                });
            }
        };
        let permutation = Permutation::new(game, stream, walk)?;
        let (nobody, all) = permutation.ends();
        let worth = Worth {
            all: Some(all),
            nobody: Some(nobody),
        };
        let bias = match walk {
            Walk::Truncated(bound) => Some(bound),
            Walk::Plain | Walk::Antithetic => None,
        };
        Ok(Drawn::from(
            self.draw(&permutation, settings, watch)?,
            worth,
            bias,
        ))
    }

    pub(crate) fn draw<E: Estimator>(
        &self,
        estimator: &E,
        settings: &Settings,
        watch: &dyn Watch,
    ) -> Result<Sampled, ValueError> {
        let stop = Stop {
            tolerance: self.plan.tolerance,
            budget: self.plan.budget.unwrap_or(BUDGET),
        };
        if stop.budget == 0 {
            return Err(ValueError::Range {
                name: "--budget",
                found: "0".to_owned(),
                expected: "a whole number of subsets, from 1".to_owned(),
            });
        }
        let mut log = match self.keep {
            None => SampleLog::none(),
            Some(folder) => {
                let key = key(self.plan, settings, self.train, self.tests, self.extra);
                let path: PathBuf = folder.join(format!("samples-{}.log", &key[..16]));
                SampleLog::open(&path, &key, estimator.width())?
            }
        };
        run(estimator, stop, &mut log, watch)
    }
}

/// What decides the content of samples, as a hash in hexadecimal: all but how
/// long to draw.
fn key(
    plan: &Plan,
    settings: &Settings,
    train: &Examples,
    tests: Option<&Examples>,
    extra: &str,
) -> String {
    let parts = format!(
        "{} {} {plan:?} {settings:?} {} {} {extra}",
        env!("CARGO_PKG_VERSION"),
        capstan_learn::sgd::features(),
        train.hash(),
        tests.map(Examples::hash).unwrap_or_default(),
        plan = Plan {
            tolerance: None,
            budget: None,
            ..plan.clone()
        },
    );
    blake3::hash(parts.as_bytes()).to_hex().to_string()
}
