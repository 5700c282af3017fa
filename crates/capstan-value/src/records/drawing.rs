//! Values of a game of records by leaving out or by drawing.

use super::ask::{Over, Plan};
use super::counted::Counting;
use super::loo::{leave_one_out, width};
use super::result::Worth;
use super::run::Outcome;
use super::settings::Settings;
use super::told::Together;
use super::units::Units;
use crate::error::ValueError;
use crate::game::{Coalition, Game};
use crate::recommender::ask::no_unions;
use crate::sampling::{
    Banzhaf, Estimator, Permutation, SampleLog, Sampled, Stop, Stopped, Walk, Watch, run,
};
use crate::sight::Sight;
use capstan_data::Examples;
use capstan_stats::{Interval, Stream};
use std::path::{Path, PathBuf};

/// How many subsets are evaluated if nothing else is asked.
pub(crate) const BUDGET: u64 = 20_000;

/// What is kept in a file of a run that tells of all parts or several views, at
/// most, in bytes.
pub(crate) const KEPT: u64 = 1 << 28;

/// Values of a game by leaving out or by drawing.
pub(crate) struct Drawing<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) seed: u64,
    pub(crate) keep: Option<&'a Path>,
    pub(crate) train: &'a Examples,
    pub(crate) tests: Option<&'a Examples>,
    /// What else decides worths: a metric or a command.
    pub(crate) extra: &'a str,
    /// The groups that are the players, if they are some.
    pub(crate) units: Option<&'a Units>,
    /// How many subsets are evaluated if nothing else is asked.
    pub(crate) most: u64,
    /// Which test examples count for which player, in which views.
    pub(crate) sight: &'a Sight,
    /// Whether what is counted out is worth keeping.
    pub(crate) kept: bool,
}

/// Values of a game.
pub(crate) struct Drawn {
    /// In each view, of each player.
    pub(crate) values: Vec<Vec<Interval>>,
    pub(crate) worth: Worth,
    pub(crate) evaluations: u64,
    pub(crate) stopped: Option<Stopped>,
    pub(crate) bias: Option<f64>,
    /// How many subsets were evaluated, where they were counted out.
    pub(crate) subsets: Option<u64>,
    /// What is told of groups.
    pub(crate) together: Option<Together>,
}

impl Drawn {
    /// What was drawn of so many players.
    pub(crate) fn from(sampled: Sampled, players: usize, worth: Worth, bias: Option<f64>) -> Self {
        let views = sampled.values.chunks_exact(players.max(1));
        Self {
            values: views.map(<[Interval]>::to_vec).collect(),
            worth,
            evaluations: sampled.evaluations,
            stopped: Some(sampled.stopped),
            bias,
            subsets: None,
            together: None,
        }
    }

    pub(crate) fn into_outcome(self, sight: &Sight, model: &str, metric: &str) -> Outcome {
        Outcome {
            views: sight.views().to_vec(),
            values: self.values,
            model: model.to_owned(),
            metric: metric.to_owned(),
            worth: self.worth,
            evaluations: self.evaluations,
            interval: match self.stopped {
                None => Over::Tests,
                Some(_) => Over::Samples,
            },
            stopped: self.stopped,
            bias: self.bias,
            subsets: self.subsets,
            together: self.together,
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
        if let Some(counting) = Counting::named(&self.plan.method)
            && let Some(counted) = self.counted(game, counting, settings, watch)?
        {
            return Ok(counted);
        }
        let mut drawn = self.left_or_drawn(game, settings, watch)?;
        drawn.together = self.together(game, watch)?;
        Ok(drawn)
    }

    fn left_or_drawn(
        &self,
        game: &dyn Game,
        settings: &mut Settings,
        watch: &dyn Watch,
    ) -> Result<Drawn, ValueError> {
        let stream = Stream::root(self.seed).child("samples");
        let walk = match self.plan.method.as_str() {
            "loo" => {
                let all = game.parts(&Coalition::full(game.players()), &mut Vec::new())?;
                let mut log =
                    self.log(&format!("{settings:?}"), width(self.sight.views().len()))?;
                return Ok(Drawn {
                    values: leave_one_out(game, self.sight, &mut log, watch)?,
                    worth: Worth {
                        all: Some(self.sight.worth(&all)),
                        nobody: None,
                    },
                    evaluations: self.sight.many(all.len()) as u64,
                    stopped: None,
                    bias: None,
                    subsets: None,
                    together: None,
                });
            }
            "banzhaf" => return self.halves(game, settings, watch),
            "truncated" => {
                let bound = settings.real("truncation", Some(0.01), 0.0, 1e12)?;
                Walk::Truncated(bound.unwrap_or(0.01))
            }
            "antithetic" | "shapley" | "owen" => Walk::Antithetic,
            "permutation" => Walk::Plain,
            other => {
                return Err(ValueError::Range {
                    name: "--method",
                    found: format!("{other} with --command"),
                    expected: "loo, shapley, owen, banzhaf, permutation, truncated, antithetic, least-core or nucleolus".to_owned(),
                });
            }
        };
        let permutation = Permutation::new(game, stream, walk)?;
        let mut permutation = permutation.in_views(self.sight.clone());
        if self.plan.method == "owen" {
            let unions = self.units.and_then(Units::unions).ok_or_else(no_unions)?;
            permutation = permutation.together(unions.0.clone());
        }
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
            game.players(),
            worth,
            bias,
        ))
    }

    /// Banzhaf values from subsets that are drawn.
    pub(crate) fn halves(
        &self,
        game: &dyn Game,
        settings: &Settings,
        watch: &dyn Watch,
    ) -> Result<Drawn, ValueError> {
        let stream = Stream::root(self.seed).child("samples");
        let banzhaf = Banzhaf::new(game, stream)?.in_views(self.sight.clone());
        let worth = Worth {
            all: Some(banzhaf.all()),
            nobody: None,
        };
        let sampled = self.draw(&banzhaf, settings, watch)?;
        Ok(Drawn::from(sampled, game.players(), worth, None))
    }

    pub(crate) fn draw<E: Estimator>(
        &self,
        estimator: &E,
        settings: &Settings,
        watch: &dyn Watch,
    ) -> Result<Sampled, ValueError> {
        let stop = Stop {
            tolerance: self.plan.tolerance,
            budget: self.plan.budget.unwrap_or(self.most),
        };
        let width = estimator.width();
        let bytes = (8 * width as u64).saturating_mul(stop.budget / estimator.cost().max(1));
        let mut log = match self.sight.views().len() == 1 || bytes <= KEPT {
            true => self.log(&format!("{settings:?}"), width)?,
            false => SampleLog::none(),
        };
        run(estimator, stop, &mut log, watch)
    }

    /// The file in which samples of `width` numbers are kept, if there is one.
    /// `more` says what else decides them.
    pub(crate) fn log(&self, more: &str, width: usize) -> Result<SampleLog, ValueError> {
        let Some(folder) = self.keep else {
            return Ok(SampleLog::none());
        };
        let groups = self.units.map_or("", Units::hash);
        let more = format!("{more} {groups}");
        let views = self.sight.views();
        let more = format!("{more} {views:?}");
        let key = key(self.plan, &more, self.train, self.tests, self.extra);
        let path: PathBuf = folder.join(format!("samples-{}.log", &key[..16]));
        SampleLog::open(&path, &key, width)
    }
}

/// What decides the content of samples, as a hash in hexadecimal: all but how
/// long to draw.
fn key(plan: &Plan, more: &str, train: &Examples, tests: Option<&Examples>, extra: &str) -> String {
    let parts = format!(
        "{} {} {plan:?} {more} {} {} {extra}",
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
