//! Do the 95 % intervals hold the truth? On made-up groups of 20, 94 and 200
//! workers, whose jobs are many for few, it is known: the same figure over very
//! many workers.
//!
//! A reduced study runs with every test; the whole one (2,000 groups of each
//! size) with `script/test --slow`.

use capstan_audit::gap::{Gap, Person, people};
use capstan_audit::{Job, Which, average, era::Era, share, verdict};
use capstan_stats::Stream;
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::interval::{Interval, wilson};
use rand_distr::{Distribution, StandardNormal};

/// The sizes of groups, with the share that at least must hold the truth.
const SIZES: [(usize, f64); 3] = [(20, 0.925), (94, 0.93), (200, 0.935)];
const MARGIN: f64 = 0.01;

/// The jobs of the workers of one group: job, what was paid, what the rule
/// gives. Who has many jobs is cut less.
fn group(workers: usize, stream: &Stream) -> Vec<(Job, f64, f64)> {
    let mut all = Vec::new();
    for worker in 0..workers {
        let mut rng = stream.at(worker as u64);
        let mut normal = || -> f64 { StandardNormal.sample(&mut rng) };
        let busy = normal();
        let jobs = 10 + (20.0 * (0.9 * busy).exp()) as usize;
        let change = -0.02 + 0.05 * busy + 0.1 * normal();
        for _ in 0..jobs {
            let by_rule = 8.0 + 4.0 * normal().abs();
            let paid = by_rule * (1.0 + change) + 3.0 * normal();
            let job = Job {
                worker,
                ..Job::default()
            };
            all.push((job, paid, by_rule));
        }
    }
    all
}

/// What `figures` says of a group.
fn with_people<T>(jobs: &[(Job, f64, f64)], figures: impl Fn(&[Person<'_>]) -> T) -> T {
    let gaps: Vec<Gap<'_>> = (jobs.iter())
        .map(|(job, paid, by_rule)| Gap {
            job,
            paid: *paid,
            by_rule: *by_rule,
            followed: false,
            era: Era::Changed,
        })
        .collect();
    figures(&people(&gaps, Which::All))
}

/// The figures of a group with their intervals: all pay, pay a job, the mean
/// and the median worker, and the share cut by bootstrap and by Wilson.
fn measured(workers: usize, stream: &Stream) -> [Option<Interval>; 6] {
    let jobs = group(workers, stream);
    with_people(&jobs, |people| {
        let draws = UserWeights::new(&stream.child("draws"), people.len(), 1000);
        let found = average::averages(people, MARGIN, 1.0, &draws);
        let judged: Vec<verdict::Judged> = (people.iter())
            .map(|p| verdict::Judged {
                relative: p.relative(),
                interval: None,
                variance: 1.0,
                verdict: verdict::Verdict::NotClear,
            })
            .collect();
        let share = share::share_cut(&judged, MARGIN, &draws);
        [
            found.of_pay,
            found.per_job,
            found.worker_mean,
            found.worker_median,
            share.and_then(|s| s.bootstrap),
            share.map(|s| s.wilson),
        ]
    })
}

/// The same figures over very many workers.
fn truth(workers: usize) -> [f64; 6] {
    let jobs = group(workers, &Stream::root(77).child("truth"));
    with_people(&jobs, |people| {
        let sum = |f: &dyn Fn(&Person<'_>) -> f64| people.iter().map(f).sum::<f64>();
        let n = people.len() as f64;
        let mut changes: Vec<f64> = people.iter().map(Person::relative).collect();
        changes.sort_by(f64::total_cmp);
        let cut = changes.iter().filter(|c| **c < -MARGIN).count() as f64 / n;
        [
            sum(&|p| p.difference()) / sum(&|p| p.by_rule),
            sum(&|p| p.difference()) / sum(&|p| p.gaps.len() as f64),
            sum(&|p| p.relative()) / n,
            changes[changes.len() / 2],
            cut,
            cut,
        ]
    })
}

const NAMES: [&str; 6] = [
    "all pay",
    "pay a job",
    "mean worker",
    "median worker",
    "share, bootstrap",
    "share, Wilson",
];

/// How many of `groups` groups of each size hold the truth in each figure.
fn study(groups: u64, truth: [f64; 6]) -> Vec<(usize, f64, [u64; 6])> {
    SIZES
        .into_iter()
        .map(|(workers, least)| {
            let mut held = [0; 6];
            for n in 0..groups {
                let stream = Stream::root(1).nth("group", n).nth("size", workers as u64);
                for ((held, found), truth) in
                    held.iter_mut().zip(measured(workers, &stream)).zip(truth)
                {
                    *held += u64::from(found.is_some_and(|i| i.low <= truth && truth <= i.high));
                }
            }
            (workers, least, held)
        })
        .collect()
}

#[test]
fn intervals_hold_the_truth_about_as_often_as_they_say() {
    let groups = 150;
    for (workers, least, held) in study(groups, truth(5_000)) {
        for (held, name) in held.into_iter().zip(NAMES) {
            let found = wilson(held, groups).expect("a share");
            assert!(
                found.high >= least,
                "{workers} workers, {name}: {held} of {groups}"
            );
        }
    }
}

#[test]
#[ignore = "takes a minute: script/test --slow"]
fn intervals_hold_the_truth_in_many_groups() {
    let groups = 2000;
    let found = study(groups, truth(40_000));
    let share = |held: u64| held as f64 / groups as f64;
    for (workers, _, held) in &found {
        for (held, name) in held.iter().zip(NAMES) {
            println!("{workers:4} workers, {name}: {:.3}", share(*held));
        }
    }
    for (workers, least, held) in found {
        for (held, name) in held.into_iter().zip(NAMES) {
            let held = share(held);
            assert!(
                (least..=0.985).contains(&held),
                "{workers} workers, {name}: {held}"
            );
        }
    }
}
