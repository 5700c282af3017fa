//! Values of groups of records under nearest neighbours.

use super::counted::Counting;
use super::drawing::{Drawing, Drawn};
use super::result::Worth;
use super::settings::Settings;
use super::units::Units;
use crate::error::ValueError;
use crate::exact::Semivalue;
use crate::game::{Coalition, Game};
use crate::groups_knn::{KnnGroups, Labelled};
use crate::knn::{Points, Records};
use crate::owen::Unions;
use crate::sampling::{Stopped, Watch};
use capstan_data::Examples;
use capstan_stats::Stream;

/// Orders that are drawn before the tolerance is looked at; then twice as many.
const ORDERS: u64 = 64;

impl Drawing<'_> {
    /// What the groups of `units` add under nearest neighbours, in work that
    /// does not grow with the records once their nearest are known.
    ///
    /// # Errors
    /// If the method is none for groups, or there are too many of them for it.
    pub(crate) fn near(
        &self,
        units: &Units,
        tests: &Examples,
        stored: Option<&dyn Records>,
        settings: &mut Settings,
        watch: &dyn Watch,
    ) -> Result<Drawn, ValueError> {
        let k = settings.whole("k", 5, 1, u32::MAX as usize)?;
        let counting = match self.plan.method.as_str() {
            "knn-shapley" => Counting::Rule(Semivalue::Shapley),
            "knn-banzhaf" => Counting::Rule(Semivalue::Banzhaf),
            "knn-loo" => Counting::Rule(Semivalue::LeaveOneOut),
            "knn-beta" => {
                let a = settings.real("a", Some(4.0), 1e-3, 1e6)?.unwrap_or(4.0);
                let b = settings.real("b", Some(1.0), 1e-3, 1e6)?.unwrap_or(1.0);
                Counting::Rule(Semivalue::Beta { a, b })
            }
            other => {
                return Err(ValueError::Range {
                    name: "--method",
                    found: format!("{other} with --unit"),
                    expected: "of groups knn-shapley, knn-banzhaf, knn-beta or knn-loo, or a method that trains, with --model knn".to_owned(),
                });
            }
        };
        let none: &[u32] = &[];
        let points = (Points::of(self.train), Points::of(tests));
        let game = KnnGroups::new(
            Labelled {
                points: stored.unwrap_or(&points.0),
                labels: self.train.classes().unwrap_or(none),
            },
            Labelled {
                points: &points.1,
                labels: tests.classes().unwrap_or(none),
            },
            (units.rows(), units.always()),
            k,
        )?;
        if let Some(counted) = self.counted(&game, counting, settings, watch)? {
            return Ok(counted);
        }
        let mut drawn = match counting {
            Counting::Rule(Semivalue::Shapley) => self.orders(&game, units, watch)?,
            Counting::Rule(Semivalue::Banzhaf) => self.halves(&game, settings, watch)?,
            _ => {
                return Err(ValueError::TooMany {
                    players: units.names().len(),
                    most: crate::exact::MOST,
                });
            }
        };
        drawn.together = self.together(&game, watch)?;
        Ok(drawn)
    }

    /// Shapley values of many groups from orders that are drawn, until the
    /// intervals are narrow or the budget is spent.
    fn orders(
        &self,
        game: &KnnGroups,
        units: &Units,
        watch: &dyn Watch,
    ) -> Result<Drawn, ValueError> {
        let n = units.names().len();
        let stream = Stream::root(self.seed).child("samples");
        let all = Unions::singles(n);
        let budget = self.plan.budget.unwrap_or(self.most);
        let most = (budget / (2 * n as u64)).max(2);
        let mut draws = most.min(ORDERS);
        let (values, stopped) = loop {
            if watch.cancelled() {
                return Err(ValueError::Cancelled);
            }
            let values = game.drawn(&stream, draws, &all, self.sight);
            watch.evaluated(draws * 2 * n as u64, budget);
            let narrow = |tolerance| {
                let mut seen = (0..n).filter(|&group| self.sight.seen(0, group));
                seen.all(|group| values[0][group].reach() <= tolerance)
            };
            if self.plan.tolerance.is_some_and(narrow) {
                break (values, Stopped::Tolerance);
            }
            if draws == most {
                break (values, Stopped::Budget);
            }
            draws = most.min(2 * draws);
        };
        let worth = |end: Coalition| -> Result<Option<f64>, ValueError> {
            let parts = game.parts(&end, &mut Vec::new())?;
            Ok(Some(self.sight.worth(&parts)))
        };
        Ok(Drawn {
            values,
            worth: Worth {
                all: worth(Coalition::full(n))?,
                nobody: worth(Coalition::empty(n))?,
            },
            evaluations: draws * 2 * n as u64,
            stopped: Some(stopped),
            bias: None,
            subsets: None,
            together: None,
        })
    }
}
