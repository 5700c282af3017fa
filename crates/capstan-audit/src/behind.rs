//! Who stands behind each figure, and with which jobs: so that a figure and its
//! parts, or a figure now and before, are never shown if their difference is
//! about few.

use crate::apart::Way;
use crate::choices::Records;
use crate::gap::Person;
use crate::jobs::{Job, Jobs};
use crate::result::Shown;
use crate::{hourly, opacity, search, take, tips};
use capstan_stats::disclosure::Contributions;
use capstan_stats::stream::Stream;
use std::collections::BTreeMap;

/// Who stands behind one figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Behind {
    /// In all jobs.
    pub whole: Contributions,
    /// In the jobs that came in each way, where there are any.
    pub parts: Vec<(Records, Contributions)>,
}

/// Who stands behind the figures beside the headline.
pub(crate) struct Standing {
    pub tips: Behind,
    pub opacity: Behind,
    pub search: Behind,
    pub hourly: Behind,
    /// What platforms keep is only shown by ways.
    pub take: Behind,
}

impl Standing {
    /// Who stands behind the figures of `people`, and of the ways in which
    /// their jobs came in.
    pub fn new(jobs: &Jobs, people: &[Person<'_>], ways: &[Way<'_>], stream: &Stream) -> Self {
        let names = &jobs.workers;
        let of_people = |of: &dyn Fn(&[Person<'_>]) -> Contributions| Behind {
            whole: of(people),
            parts: parts(ways.iter().map(|way| (way.record, of(&way.people)))),
        };
        let of_jobs = |keep: fn(&Job) -> bool| {
            let of = |way: Records| {
                let kept = jobs.jobs.iter().filter(|j| keep(j) && way.counts(j.record));
                contributions(kept, names)
            };
            Behind {
                whole: of(Records::All),
                parts: parts(Records::WAYS.into_iter().map(|way| (way, of(way)))),
            }
        };
        Self {
            tips: of_people(&|people| {
                let all = people.iter().flat_map(|p| &p.gaps);
                let known = all.filter(|g| tips::known(g).is_some());
                contributions(known.map(|g| g.job), names)
            }),
            opacity: of_people(&|people| contributions(opacity::jobs(people), names)),
            search: of_people(&|people| {
                let judged = search::judged(people, names, stream);
                contributions(judged.flat_map(|p| &p.gaps).map(|g| g.job), names)
            }),
            hourly: of_jobs(hourly::counts),
            take: Behind {
                whole: Contributions::new(),
                ..of_jobs(take::counts)
            },
        }
    }

    /// Each figure with that of its parts.
    pub fn figures(&self) -> [(&'static str, [Shown; 2], &Behind); 5] {
        [
            ("tips", [Shown::Tips, Shown::TipsApart], &self.tips),
            (
                "opacity",
                [Shown::Opacity, Shown::OpacityApart],
                &self.opacity,
            ),
            ("search", [Shown::Search, Shown::SearchApart], &self.search),
            ("hourly", [Shown::Hourly, Shown::HourlyApart], &self.hourly),
            ("take", [Shown::Take; 2], &self.take),
        ]
    }
}

fn parts(all: impl Iterator<Item = (Records, Contributions)>) -> Vec<(Records, Contributions)> {
    all.filter(|(_, who)| !who.is_empty()).collect()
}

/// What workers contribute with these jobs, in any order.
pub(crate) fn contributions<'a>(
    jobs: impl IntoIterator<Item = &'a Job>,
    names: &[String],
) -> Contributions {
    gathered(
        jobs.into_iter()
            .map(|job| (names[job.worker].as_str(), work(job))),
    )
}

/// What workers contribute with these pieces, in any order.
pub(crate) fn gathered<'a>(pieces: impl Iterator<Item = (&'a str, String)>) -> Contributions {
    let mut of = BTreeMap::<&str, Vec<String>>::new();
    for (worker, piece) in pieces {
        of.entry(worker).or_default().push(piece);
    }
    (of.into_iter())
        .map(|(worker, mut pieces)| {
            pieces.sort_unstable();
            (worker.to_owned(), pieces.join("\n"))
        })
        .collect()
}

/// All that is known of a job: the same for the same job, whoever else is
/// there.
pub(crate) fn work(job: &Job) -> String {
    let job = Job {
        worker: 0,
        ..job.clone()
    };
    blake3::hash(format!("{job:?}").as_bytes())
        .to_hex()
        .to_string()
}

/// What workers add to a figure beside the rule: their jobs, what was paid and
/// what the rule gives.
pub(crate) fn beside_rule<'a>(
    people: impl IntoIterator<Item = &'a Person<'a>>,
    names: &[String],
) -> Contributions {
    let gaps = people.into_iter().flat_map(|p| &p.gaps);
    gathered(gaps.map(|gap| {
        let [paid, by_rule] = [gap.paid, gap.by_rule].map(f64::to_bits);
        let piece = format!("{} {paid:x} {by_rule:x}", work(gap.job));
        (names[gap.job.worker].as_str(), piece)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_the_same_wherever_it_stands_and_another_is_not() {
        let job = |worker, tip| Job {
            worker,
            tip: Some(tip),
            ..Job::default()
        };
        assert_eq!(work(&job(0, 1.0)), work(&job(3, 1.0)));
        assert_ne!(work(&job(0, 1.0)), work(&job(0, 1.5)));
        let names = ["a".to_owned(), "b".to_owned()];
        let one = [job(0, 1.0), job(0, 2.0), job(1, 1.0)];
        let two = [job(1, 1.0), job(0, 2.0), job(0, 1.0)];
        let all = contributions(&one, &names);
        assert_eq!(all, contributions(&two, &names), "in any order");
        assert_eq!(all.keys().collect::<Vec<_>>(), ["a", "b"]);
        assert_ne!(all, contributions(&one[1..], &names));
    }
}
