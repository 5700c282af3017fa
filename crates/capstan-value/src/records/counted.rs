//! Values of a game of records that are counted out, and what is told of
//! groups beside them.

use super::drawing::{Drawing, Drawn, KEPT};
use super::result::Worth;
use super::settings::Settings;
use super::told::{Asked, Together, Told};
use super::units::Units;
use crate::error::ValueError;
use crate::exact::{MOST, Semivalue};
use crate::game::{Coalition, Game};
use crate::groups::counted::{Count, Counted};
use crate::groups::stable::Stable;
use crate::groups::{leverage, semivalue};
use crate::recommender::ask::{no_unions, whole};
use crate::recommender::ledger::{Book, Sum};
use crate::sampling::{SampleLog, Watch};
use capstan_data::Examples;
use capstan_stats::Interval;

/// How values are counted out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Counting {
    /// As a mean over subsets.
    Rule(Semivalue),
    /// As Owen values of the unions of groups.
    Owen,
    /// As shares of the whole.
    Stable(Stable),
}

impl Counting {
    /// How the method called `name` counts out, if it does.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "shapley" => Self::Rule(Semivalue::Shapley),
            "banzhaf" => Self::Rule(Semivalue::Banzhaf),
            "owen" => Self::Owen,
            "least-core" => Self::Stable(Stable::LeastCore),
            "nucleolus" => Self::Stable(Stable::Nucleolus),
            _ => return None,
        })
    }
}

impl Drawing<'_> {
    /// The values of all players, counted out if that takes no more subsets
    /// than may be evaluated.
    ///
    /// # Errors
    /// If a worth is undefined, there are too many players for shares of the
    /// whole, no unions for Owen values, or `watch` says stop.
    pub(crate) fn counted(
        &self,
        game: &dyn Game,
        counting: Counting,
        settings: &Settings,
        watch: &dyn Watch,
    ) -> Result<Option<Drawn>, ValueError> {
        let n = game.players();
        let mut book = Book::default();
        let most = self.plan.budget.unwrap_or(self.most);
        let fits = |subsets: Option<u64>| subsets.is_some_and(|s| s <= most);
        let all = (n <= MOST).then(|| 1u64 << n);
        let unions = self.units.and_then(Units::unions).map(|(unions, _)| unions);
        let mut sums: Vec<Sum> = Vec::new();
        match counting {
            Counting::Rule(Semivalue::LeaveOneOut) => {
                let alone = (0..n).map(|p| leverage(&Coalition::of(n, [p])));
                sums.extend(alone.map(|terms| book.sum(terms)));
            }
            Counting::Rule(rule) if fits(all) => {
                sums.extend((0..n).map(|p| book.sum(semivalue(n, p, rule))));
            }
            Counting::Owen => {
                let unions = unions.ok_or_else(no_unions)?;
                if !fits(unions.subsets()) {
                    return Ok(None);
                }
                for player in 0..n {
                    sums.push(book.sum(unions.owen(player)?));
                }
            }
            Counting::Stable(_) => whole(n, self.plan.budget, &mut book)?,
            Counting::Rule(_) => return Ok(None),
        }
        let ends = [Coalition::full(n), Coalition::empty(n)].map(|end| book.place(end));
        let asked = Asked::new(
            self.units,
            true,
            unions.filter(|_| counting == Counting::Owen),
        );
        let values = sums.len();
        let beside = asked.sums(&mut book, &mut sums)?;
        let parts = self.tests.map_or(1, Examples::len);
        let count = Count {
            subsets: book.subsets(),
            sums: &sums,
            parts,
            sight: self.sight,
            blocks: matches!(counting, Counting::Stable(_)),
        };
        let bytes = (8 * parts as u64 + 8).saturating_mul(book.subsets().len() as u64);
        let mut log = match self.kept && bytes <= KEPT {
            true => self.log(&format!("counted {settings:?}"), parts)?,
            false => SampleLog::none(),
        };
        let counted = count.run(game, &mut log, watch)?;
        let views = 0..self.sight.views().len();
        let (values, excess) = match counting {
            Counting::Stable(stable) => shares(stable, &counted)?,
            _ => {
                let seen = |view, v| self.sight.interval(view, v, counted.parts(v));
                let each = |view| (0..values).map(|v| seen(view, v)).collect();
                (views.map(each).collect(), None)
            }
        };
        let common = self.sight.common().map(|view| &counted.worths[view]);
        let [all, nobody] = ends.map(|at| common?.get(at as usize).copied());
        Ok(Some(Drawn {
            values,
            worth: Worth { all, nobody },
            evaluations: self.sight.many(parts) as u64,
            stopped: None,
            bias: None,
            subsets: Some(book.subsets().len() as u64),
            together: beside.map(|told| Together {
                excess: excess.map(Told::from),
                ..told.of(&counted, self.sight)
            }),
        }))
    }

    /// What is told of groups whose values were drawn.
    ///
    /// # Errors
    /// As [`Drawing::counted`].
    pub(crate) fn together(
        &self,
        game: &dyn Game,
        watch: &dyn Watch,
    ) -> Result<Option<Together>, ValueError> {
        let (mut book, mut sums) = (Book::default(), Vec::new());
        let unions = self.units.and_then(Units::unions).map(|(unions, _)| unions);
        let owen = unions.filter(|_| self.plan.method == "owen");
        let asked = Asked::new(self.units, false, owen);
        let Some(told) = asked.sums(&mut book, &mut sums)? else {
            return Ok(None);
        };
        let count = Count {
            subsets: book.subsets(),
            sums: &sums,
            parts: self.tests.map_or(1, Examples::len),
            sight: self.sight,
            blocks: false,
        };
        let counted = count.run(game, &mut SampleLog::none(), watch)?;
        Ok(Some(told.of(&counted, self.sight)))
    }
}

/// Shares of the whole in each view, and the largest excess in the main one; of
/// one part alone their intervals are open.
fn shares(
    stable: Stable,
    counted: &Counted,
) -> Result<(Vec<Vec<Interval>>, Option<Interval>), ValueError> {
    let mut excess = None;
    let mut all = Vec::new();
    for (worths, without) in counted.worths.iter().zip(&counted.without) {
        let shared = stable.share(worths, [without, &[]])?;
        let open = |i: Interval| match without.len() {
            0 | 1 => Interval::around(i.value, f64::INFINITY),
            _ => i,
        };
        excess.get_or_insert(open(shared.excess()));
        all.push(shared.shares.iter().map(|s| open(s.interval())).collect());
    }
    Ok((all, excess))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{semivalues, worths};
    use crate::groups_knn::{KnnGroups, Labelled};
    use crate::knn::Points;
    use crate::least_core::least_core;
    use crate::nucleolus::nucleolus;
    use crate::owen::Unions;
    use crate::records::testing::clouds;
    use crate::records::{Ask, Found, Metric, Over, Plan, RecordGame, run};
    use capstan_data::{Groups, Ids};
    use capstan_learn::supervised::Neighbours;
    use std::path::Path;

    /// 24 records in four groups that share some; the last four are in none.
    struct Bench {
        train: Examples,
        tests: Examples,
        units: Units,
    }

    impl Bench {
        fn new(tests: usize, asked: &[&[&str]]) -> Self {
            let train = clouds(24, 2, 1);
            let name = |n: &str| n.to_owned();
            let groups = Groups {
                names: ["a", "b", "c", "d"].map(str::to_owned).to_vec(),
                members: vec![
                    (0..7).collect(),
                    (5..12).collect(),
                    (12..16).collect(),
                    (14..20).collect(),
                ],
                unions: Some(vec![Some(name("x")), None, Some(name("x")), None]),
            };
            let mut ids = Ids::new();
            (0..24).for_each(|at| {
                ids.insert(&train.id(at));
            });
            let asked: Vec<Vec<String>> = asked
                .iter()
                .map(|names| names.iter().map(|n| name(n)).collect())
                .collect();
            let units = Units::new(&train, (&groups, &ids), false, &asked).unwrap();
            Self {
                train,
                tests: clouds(tests, 2, 2),
                units,
            }
        }

        fn run(&self, method: &str, budget: Option<u64>, keep: Option<&Path>) -> Found {
            let plan = Plan {
                method: method.to_owned(),
                set: vec!["k=3".to_owned()],
                model: Some("knn".to_owned()),
                metric: None,
                owners: false,
                view: None,
                coalitions: Vec::new(),
                seed: 1,
                tolerance: None,
                budget,
            };
            let ask = Ask {
                plan: &plan,
                train: &self.train,
                tests: Some(&self.tests),
                stored: None,
                units: Some(&self.units),
                outside: None,
                source: serde_json::Value::Null,
                keep,
                check: false,
            };
            run(&ask, &()).unwrap()
        }

        /// The worth of every subset when models are trained.
        fn trained(&self) -> Vec<f64> {
            let knn = Neighbours { k: 3 };
            let units = (self.units.rows().to_vec(), self.units.always().to_vec());
            let metric = Metric::Accuracy;
            let game = RecordGame::of_units(&self.train, &self.tests, &knn, metric, units);
            worths(&game.unwrap()).unwrap()
        }

        /// The worth of every subset under nearest neighbours.
        fn near(&self) -> Vec<f64> {
            let points = [&self.train, &self.tests].map(Points::of);
            let [records, tests] = [&self.train, &self.tests].map(|e| e.classes().unwrap());
            let game = KnnGroups::new(
                Labelled {
                    points: &points[0],
                    labels: records,
                },
                Labelled {
                    points: &points[1],
                    labels: tests,
                },
                (self.units.rows(), self.units.always()),
                3,
            );
            worths(&game.unwrap()).unwrap()
        }
    }

    fn alike(found: &Found, wanted: &[f64]) {
        assert_eq!(found.values.len(), wanted.len());
        for (value, wanted) in found.values.iter().zip(wanted) {
            assert!((value.value - wanted).abs() < 1e-7, "{value:?} {wanted}");
            assert!(value.low <= value.value && value.value <= value.high);
        }
    }

    #[test]
    fn every_method_of_groups_is_counted_out() {
        let bench = Bench::new(31, &[]);
        let (trained, near) = (bench.trained(), bench.near());
        let loo = Semivalue::LeaveOneOut;
        for (method, worths, rule) in [
            ("loo", &trained, loo),
            ("shapley", &trained, Semivalue::Shapley),
            ("banzhaf", &trained, Semivalue::Banzhaf),
            ("knn-loo", &near, loo),
            ("knn-shapley", &near, Semivalue::Shapley),
            ("knn-banzhaf", &near, Semivalue::Banzhaf),
            ("knn-beta", &near, Semivalue::Beta { a: 4.0, b: 1.0 }),
        ] {
            let found = bench.run(method, None, None);
            alike(&found, &semivalues(worths, rule));
            assert_eq!(found.result.unit, "group");
            assert_eq!(found.result.to_halve, 93, "{method}");
        }
        let found = bench.run("least-core", None, None);
        let core = least_core(&trained).unwrap();
        alike(&found, &core.shares);
        let excess = found.result.together.unwrap().excess.unwrap();
        assert!((excess.value - core.excess).abs() < 1e-7);
        assert!(excess.low.unwrap() < core.excess && core.excess < excess.high.unwrap());
        let found = bench.run("nucleolus", None, None);
        alike(&found, &nucleolus(&trained).unwrap());
        // Unions of the groups a and c, of b, and of d.
        let unions = Unions::new(&[0, 1, 0, 2]);
        let total = |terms: crate::groups::Terms| -> f64 {
            let of = |s: &Coalition| trained[s.words()[0] as usize];
            terms.iter().map(|(s, w)| w * of(s)).sum()
        };
        let owen: Vec<f64> = (0..4).map(|p| total(unions.owen(p).unwrap())).collect();
        let found = bench.run("owen", None, None);
        alike(&found, &owen);
        let told = found.result.together.unwrap().unions;
        let names: Vec<&str> = told.iter().map(|u| u.name.as_str()).collect();
        assert_eq!(names, ["x", "b", "d"]);
        assert!((told[0].value.value - owen[0] - owen[2]).abs() < 1e-9);
        assert_eq!(told[0].groups, ["a", "c"]);
    }

    #[test]
    fn more_than_the_budget_is_drawn() {
        let bench = Bench::new(31, &[]);
        let (trained, near) = (bench.trained(), bench.near());
        for (method, worths, rule) in [
            ("shapley", &trained, Semivalue::Shapley),
            ("knn-shapley", &near, Semivalue::Shapley),
            ("banzhaf", &trained, Semivalue::Banzhaf),
            ("knn-banzhaf", &near, Semivalue::Banzhaf),
        ] {
            let found = bench.run(method, Some(15), None);
            assert!(found.result.stopped.is_some(), "{method}");
            let wanted = match method {
                "knn-shapley" => Over::Both,
                _ => Over::Samples,
            };
            assert_eq!(found.result.interval, wanted);
            for (value, wanted) in found.values.iter().zip(semivalues(worths, rule)) {
                let reach = value.high - value.value;
                assert!(
                    (value.value - wanted).abs() < 2.0 * reach,
                    "{method}: {value:?} {wanted}"
                );
            }
            // What groups are to each other needs no drawing.
            let told = found.result.together.unwrap();
            assert_eq!((told.groups.len(), told.pairs.len()), (4, 0));
        }
    }

    #[test]
    fn groups_are_told_of_beside_their_values() {
        let bench = Bench::new(31, &[&["b", "c", "d"]]);
        let v = bench.near();
        let told = bench
            .run("knn-shapley", None, None)
            .result
            .together
            .unwrap();
        assert_eq!((told.ungrouped, told.overlap), (4, true));
        let near = |told: Told, wanted: f64| assert!((told.value - wanted).abs() < 1e-9);
        for (at, group) in told.groups.iter().enumerate() {
            near(group.leverage, v[15] - v[15 ^ 1 << at]);
            near(group.stand_alone, v[1 << at] - v[0]);
        }
        let asked = &told.coalitions[0];
        assert_eq!(asked.groups, ["b", "c", "d"]);
        near(asked.leverage, v[15] - v[1]);
        near(asked.stand_alone, v[14] - v[0]);
        let each: f64 = told.groups[1..].iter().map(|g| g.leverage.value).sum();
        near(asked.synergy, v[15] - v[1] - each);
        assert_eq!(told.pairs.len(), 6);
        near(
            told.pairs[0].synergy,
            v[15] - v[12] - (v[15] - v[14]) - (v[15] - v[13]),
        );
    }

    #[test]
    fn what_was_counted_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let bench = Bench::new(31, &[]);
        let alone = bench.run("shapley", None, None);
        for _ in 0..2 {
            let kept = bench.run("shapley", None, Some(folder.path()));
            assert_eq!(kept.values, alone.values);
        }
        let logs: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(logs.len(), 1);
        let length = logs[0].as_ref().unwrap().metadata().unwrap().len();
        assert_eq!(length, 32 + 16 * (31 * 8 + 8));
    }

    #[test]
    fn one_test_example_leaves_all_intervals_open() {
        let bench = Bench::new(1, &[]);
        for method in ["shapley", "nucleolus"] {
            let found = bench.run(method, None, None);
            assert!(found.values.iter().all(|v| v.high == f64::INFINITY));
            let told = found.result.together.clone().unwrap();
            assert_eq!(told.groups[0].leverage.low, None);
            let text = found.result.to_json();
            let again: crate::records::RecordsResult = serde_json::from_str(&text).unwrap();
            assert_eq!(again.together, Some(told));
        }
    }
}
