//! What donated jobs say of the rule by which a platform pays, as a game: a
//! model learns from the jobs of some members, and is worth how well it
//! foresees the pay of jobs that it has not seen.

use capstan_data::pay::{PayEvent, When};
use capstan_data::{Currency, Examples, Ids, Labels, Owners};
use std::collections::{BTreeMap, BTreeSet};

/// Of this many jobs of a member the last one is for testing.
const EVERY: usize = 4;
/// The fewest jobs to test on.
const FEWEST_TESTS: usize = 10;
/// The name of something that a job tells of itself, and where it stands.
type Feature = (&'static str, fn(&PayEvent) -> Option<i64>);
/// What a job tells of itself before it is paid.
const FEATURES: [Feature; 5] = [
    ("order_total", |e| e.order_total),
    ("distance", |e| e.distance),
    ("on_job", |e| e.on_job),
    ("en_route", |e| e.en_route),
    ("waiting", |e| e.waiting),
];

/// Why there is no game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Too few members donated jobs of one platform.
    Few {
        /// How many it takes.
        needed: u64,
    },
    /// The jobs tell nothing but their pay.
    Bare,
    /// There are too few jobs to test on, or all were paid the same.
    Untestable,
}

/// Jobs to learn from and jobs to be right about.
#[derive(Clone, Debug)]
pub struct Jobs {
    /// The platform.
    pub platform: String,
    /// The currency.
    pub currency: Currency,
    /// What is known of every job.
    pub features: Vec<&'static str>,
    /// The jobs to learn from, by member.
    pub train: Examples,
    /// The jobs to be right about.
    pub tests: Examples,
    /// How many jobs each member has in both, in the order of the members of
    /// `train`.
    pub counts: Vec<u64>,
    /// For each member a hash of all that counts of their jobs.
    pub hashes: Vec<String>,
}

impl Jobs {
    /// The members, in the order of their values.
    pub fn members(&self) -> impl Iterator<Item = &str> {
        self.train.owners.iter().flat_map(|o| o.names.names())
    }
}

/// The jobs of one platform in one currency: that which `platform` names, else
/// that of which most members donated jobs. Members count only from `least`
/// on. Which of a member's jobs are for testing is decided by when they were,
/// so that it does not depend on the order of donations.
///
/// # Errors
/// If there is nothing to learn or to be right about.
pub fn jobs(
    events: &[(String, PayEvent)],
    platform: Option<&str>,
    least: u64,
) -> Result<Jobs, Unfit> {
    let few = Unfit::Few { needed: least };
    let (platform, currency) = most_donated(events, platform).ok_or(few)?;
    let here = |e: &PayEvent| {
        e.base.is_some()
            && e.currency == Some(currency)
            && e.platform.as_deref() == Some(&*platform)
    };
    let all: Vec<(&str, &PayEvent)> = events
        .iter()
        .map(|(member, event)| (&**member, event))
        .filter(|(_, event)| here(event))
        .collect();
    let known = |of: fn(&PayEvent) -> Option<i64>| {
        let with = all.iter().filter(|(_, e)| of(e).is_some()).count();
        with > 0 && 2 * with >= all.len()
    };
    let features: Vec<_> = FEATURES.iter().filter(|(_, of)| known(*of)).collect();
    if features.is_empty() {
        return Err(Unfit::Bare);
    }
    let mut of_members: BTreeMap<&str, Vec<(&PayEvent, Vec<f64>)>> = BTreeMap::new();
    for (member, event) in all {
        let row: Option<Vec<f64>> = features
            .iter()
            .map(|(_, of)| of(event).map(|x| x as f64))
            .collect();
        if let Some(row) = row {
            of_members.entry(member).or_default().push((event, row));
        }
    }
    if (of_members.len() as u64) < least {
        return Err(few);
    }
    let unit = 10f64.powi(currency.decimals().into());
    let mut split = [Side::default(), Side::default()];
    let (mut counts, mut hashes) = (Vec::new(), Vec::new());
    for (member, (name, mut jobs)) in (0_u32..).zip(of_members) {
        jobs.sort_by_key(|(event, _)| order(event));
        let mut hasher = blake3::Hasher::new();
        for (at, (event, row)) in jobs.iter().enumerate() {
            let pay = event.base.unwrap_or_default() as f64 / unit;
            for x in row.iter().chain([&pay]) {
                hasher.update(&x.to_bits().to_le_bytes());
            }
            split[usize::from(at % EVERY == EVERY - 1)].push(member, row, pay);
        }
        hashes.push(hasher.finalize().to_hex().to_string());
        counts.push((name.to_owned(), jobs.len() as u64));
    }
    let [mut train, mut tests] = split;
    if tests.pay.len() < FEWEST_TESTS || tests.pay.iter().all(|&pay| pay == tests.pay[0]) {
        return Err(Unfit::Untestable);
    }
    // Of nobody's jobs one learns the mean: then pay is foreseen as nothing
    // above it.
    let mean = train.pay.iter().sum::<f64>() / train.pay.len() as f64;
    let scales: Vec<(f64, f64)> = (0..features.len()).map(|f| train.scale(f)).collect();
    for side in [&mut train, &mut tests] {
        side.pay.iter_mut().for_each(|pay| *pay -= mean);
        for row in side.rows.chunks_exact_mut(scales.len()) {
            for (x, (middle, spread)) in row.iter_mut().zip(&scales) {
                *x = (*x - middle) / spread;
            }
        }
    }
    let mut names = Ids::default();
    let numbers: Vec<u64> = counts.iter().map(|(_, jobs)| *jobs).collect();
    for (name, _) in &counts {
        names.insert(name);
    }
    let features: Vec<&'static str> = features.iter().map(|(name, _)| *name).collect();
    Ok(Jobs {
        train: train.examples("train", &features, &names),
        tests: tests.examples("test", &features, &names),
        platform,
        currency,
        features,
        counts: numbers,
        hashes,
    })
}

/// Platform and currency of which most members donated jobs with pay.
fn most_donated(
    events: &[(String, PayEvent)],
    platform: Option<&str>,
) -> Option<(String, Currency)> {
    let mut members: BTreeMap<(&str, &str), (BTreeSet<&str>, Currency)> = BTreeMap::new();
    for (member, event) in events {
        let (Some(name), Some(currency), Some(_)) =
            (event.platform.as_deref(), event.currency, event.base)
        else {
            continue;
        };
        if platform.is_none_or(|wanted| wanted == name) {
            let entry = members.entry((name, currency.code()));
            let (who, _) = entry.or_insert_with(|| (BTreeSet::new(), currency));
            who.insert(member);
        }
    }
    // Of several with as many, the first by name.
    let most = members.iter().rev().max_by_key(|(_, (who, _))| who.len())?;
    Some((most.0.0.to_owned(), most.1.1))
}

/// What decides the order of a member's jobs.
fn order(event: &PayEvent) -> (Option<When>, Option<i64>, Option<i64>) {
    (event.start, event.base, event.order_total)
}

/// Jobs on one side of the split.
#[derive(Default)]
struct Side {
    rows: Vec<f64>,
    pay: Vec<f64>,
    of: Vec<u32>,
}

impl Side {
    fn push(&mut self, member: u32, row: &[f64], pay: f64) {
        self.rows.extend_from_slice(row);
        self.pay.push(pay);
        self.of.push(member);
    }

    /// Mean and spread of a feature; a spread of 1 where all are alike.
    fn scale(&self, feature: usize) -> (f64, f64) {
        let width = self.rows.len() / self.pay.len().max(1);
        let column = || self.rows.iter().skip(feature).step_by(width.max(1));
        let n = self.pay.len() as f64;
        let mean = column().sum::<f64>() / n;
        let spread = (column().map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt();
        (mean, if spread > 0.0 { spread } else { 1.0 })
    }

    fn examples(self, name: &str, features: &[&str], members: &Ids) -> Examples {
        Examples {
            name: name.to_owned(),
            features: features.iter().map(|f| (*f).to_owned()).collect(),
            cells: self.rows.iter().map(|x| *x as f32).collect(),
            labels: Labels::Numbers(self.pay),
            ids: None,
            owners: Some(Owners {
                names: members.clone(),
                of: self.of,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A job whose pay is a tenth of its order, and 5.
    fn job(day: u32, order_total: i64) -> PayEvent {
        PayEvent {
            platform: Some("shipt".into()),
            start: format!("2026-08-{day:02}").parse().ok(),
            base: Some(500 + order_total / 10),
            order_total: Some(order_total),
            currency: "USD".parse().ok(),
            ..PayEvent::default()
        }
    }

    /// So many members with eight jobs each.
    fn donated(members: usize) -> Vec<(String, PayEvent)> {
        let of = |m: usize| {
            (1..=8).map(move |day| {
                let order_total = 1000 * i64::from(day) + 700 * m as i64;
                (format!("m{m}"), job(day, order_total))
            })
        };
        (0..members).flat_map(of).collect()
    }

    #[test]
    fn a_quarter_of_each_members_jobs_is_for_testing() {
        let events = donated(6);
        let found = jobs(&events, None, 6).unwrap();
        assert_eq!((found.train.len(), found.tests.len()), (36, 12));
        assert_eq!(found.features, ["order_total"]);
        assert_eq!(found.members().collect::<Vec<_>>().len(), 6);
        assert_eq!(found.counts, [8; 6]);
        let (Labels::Numbers(pay), Labels::Numbers(seen)) =
            (&found.train.labels, &found.tests.labels)
        else {
            panic!("numbers")
        };
        assert!(pay.iter().sum::<f64>().abs() < 1e-9, "the mean is nothing");
        // The dearest days are for testing: 4 and 8 of 1 to 8.
        assert!(seen.iter().sum::<f64>() > 0.0);
        let mut turned = events.clone();
        turned.reverse();
        let again = jobs(&turned, None, 6).unwrap();
        assert_eq!(again.train.hash(), found.train.hash());
        assert_eq!(again.hashes, found.hashes);
        let mut other = events.clone();
        other[0].1.base = Some(1);
        let other = jobs(&other, None, 6).unwrap();
        assert_ne!(other.hashes[0], found.hashes[0]);
        assert_eq!(other.hashes[1..], found.hashes[1..], "it is theirs alone");
        assert_eq!(again.tests.hash(), found.tests.hash());
    }

    #[test]
    fn the_platform_of_most_members_counts_and_others_do_not() {
        let mut events = donated(6);
        for day in 1..=20 {
            let other = PayEvent {
                platform: Some("other".into()),
                ..job(day, 900)
            };
            events.push(("m0".into(), other));
        }
        let found = jobs(&events, None, 6).unwrap();
        assert_eq!((&*found.platform, found.train.len()), ("shipt", 36));
        let few = jobs(&events, Some("other"), 6).unwrap_err();
        assert_eq!(few, Unfit::Few { needed: 6 });
    }

    #[test]
    fn what_is_not_enough_is_said() {
        let few = Unfit::Few { needed: 7 };
        assert_eq!(jobs(&donated(6), None, 7).unwrap_err(), few);
        assert_eq!(jobs(&[], None, 1).unwrap_err(), Unfit::Few { needed: 1 });
        let bare = |(member, event): (String, PayEvent)| {
            let bare = PayEvent {
                order_total: None,
                ..event
            };
            (member, bare)
        };
        let events: Vec<_> = donated(6).into_iter().map(bare).collect();
        assert_eq!(jobs(&events, None, 6).unwrap_err(), Unfit::Bare);
        let alike = |(member, event): (String, PayEvent)| {
            let alike = PayEvent {
                base: Some(700),
                ..event
            };
            (member, alike)
        };
        let events: Vec<_> = donated(6).into_iter().map(alike).collect();
        assert_eq!(jobs(&events, None, 6).unwrap_err(), Unfit::Untestable);
        let first: Vec<_> = donated(6).into_iter().step_by(3).collect();
        assert_eq!(jobs(&first, None, 6).unwrap_err(), Unfit::Untestable);
    }
}
