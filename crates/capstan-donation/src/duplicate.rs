//! One job that was sent twice, by the same channel or by two.
//!
//! Jobs are compared by worker, platform, time and amount, never by an order's
//! number: numbers repeat between workers, and some people black them out. Some
//! channels say the time of a job, others only the day, so times are compared
//! only where both say one. Pictures are compared by how they look.

use crate::picture::Picture;
use capstan_data::pay::{Field, PayEvent, When};
use image_hasher::{HashAlg, HasherConfig, ImageHash};
use std::collections::{BTreeMap, BTreeSet};

/// What a job is known by when it comes again, whatever the channel.
///
/// Amounts of a pay are few, so a hash of this without a key could be tried
/// out: it is for a keyed hash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownBy {
    /// Who worked, for whom, on which day, and for how much.
    pub day: [String; 6],
    /// The time of the day, if it is known.
    pub time: Option<String>,
}

impl KnownBy {
    /// Whether two jobs are one: all that both say is equal.
    pub fn is(&self, other: &Self) -> bool {
        let times = self.time.as_ref().zip(other.time.as_ref());
        self.day == other.day && times.is_none_or(|(one, other)| one == other)
    }
}

/// What a job is known by; nothing if the day or every amount is missing.
pub fn known_by(worker: &str, event: &PayEvent) -> Option<KnownBy> {
    let When { date, time, .. } = event.start?;
    let amounts = [Field::Total, Field::Base, Field::OrderTotal];
    let (field, amount) = amounts
        .into_iter()
        .find_map(|field| Some((field, event.amount(field)?)))?;
    Some(KnownBy {
        day: [
            worker.to_owned(),
            event.platform.clone().unwrap_or_default(),
            date.to_string(),
            field.name().to_owned(),
            amount.to_string(),
            event.currency.map_or("", |c| c.code()).to_owned(),
        ],
        time: time.map(|t| t.to_string()),
    })
}

/// Which of these jobs are there for the first time, each with its worker. Of
/// those of one day, every time counts once; those without a time count only
/// where none has one, and then once. So it does not matter which came first.
pub fn once<'a>(jobs: impl IntoIterator<Item = (&'a str, &'a PayEvent)>) -> Vec<bool> {
    let known: Vec<_> = jobs
        .into_iter()
        .map(|(worker, event)| known_by(worker, event))
        .collect();
    let mut times = BTreeMap::<_, BTreeSet<&str>>::new();
    for known in known.iter().flatten() {
        let of_day = times.entry(&known.day).or_default();
        of_day.extend(known.time.as_deref());
    }
    let mut seen = BTreeSet::new();
    let first = |known: &Option<KnownBy>| match known {
        None => true,
        Some(known) => {
            let counts = known.time.is_some() || times[&known.day].is_empty();
            counts && seen.insert(known.clone())
        }
    };
    known.iter().map(first).collect()
}

/// How a picture looks: 64 bits that change little when it is made smaller,
/// packed or slightly cut (a difference hash).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness(ImageHash);

/// Pictures that differ in fewer bits of 256 than this look the same.
const NEAR: u32 = 12;

impl Likeness {
    /// How `picture` looks.
    pub fn of(picture: &Picture) -> Self {
        let hasher = HasherConfig::new()
            .hash_size(16, 16)
            .hash_alg(HashAlg::DoubleGradient)
            .to_hasher();
        Self(hasher.hash_image(&image::DynamicImage::ImageLuma8(picture.gray.clone())))
    }

    /// As a text, from which it can be read again.
    pub fn text(&self) -> String {
        self.0.to_base64()
    }

    /// What [`Likeness::text`] wrote; nothing if it is anything else.
    pub fn read(text: &str) -> Option<Self> {
        ImageHash::from_base64(text).ok().map(Self)
    }

    /// In how many bits two pictures differ.
    pub fn far(&self, other: &Self) -> u32 {
        self.0.dist(&other.0)
    }

    /// Whether two pictures are nearly the same. Two cards of one layout look
    /// alike, so this is a reason to compare their jobs, not one to drop them.
    pub fn is_near(&self, other: &Self) -> bool {
        self.far(other) < NEAR
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::{Damage, Face, Recipe, Style, make};
    use crate::{Limits, decode, kind};

    fn job() -> PayEvent {
        PayEvent {
            worker: "w1".into(),
            platform: Some("shipt".into()),
            start: "2020-08-24T16:00".parse().ok(),
            base: Some(1458),
            tip: Some(0),
            total: Some(1458),
            order_total: Some(12437),
            currency: "USD".parse().ok(),
            ..PayEvent::default()
        }
    }

    fn changed(change: impl Fn(&mut PayEvent)) -> PayEvent {
        let mut job = job();
        change(&mut job);
        job
    }

    fn known(change: impl Fn(&mut PayEvent)) -> Option<KnownBy> {
        known_by("w1", &changed(change))
    }

    #[test]
    fn one_job_is_known_through_every_channel() {
        let first = known(|_| {}).expect("known");
        let again: [fn(&mut PayEvent); 2] = [
            |job| {
                job.source = Some("typed".into());
                job.end = "2020-08-24T17:00".parse().ok();
                job.confidence.insert(Field::Base, 0.9);
            },
            |job| job.start = "2020-08-24".parse().ok(),
        ];
        for change in again {
            let again = known(change).expect("known");
            assert!(first.is(&again) && again.is(&first));
        }
    }

    /// The original tool kept jobs by their order's number: a second worker
    /// with the same number, or the same tip, total and day where numbers were
    /// blacked out, took over the row.
    #[test]
    fn jobs_that_differ_are_known_apart() {
        let first = known(|_| {}).expect("known");
        assert!(!known_by("w2", &job()).expect("known").is(&first));
        let others: [fn(&mut PayEvent); 7] = [
            |job| job.platform = Some("other".into()),
            |job| job.start = "2020-08-25T16:00".parse().ok(),
            |job| job.start = "2020-08-25".parse().ok(),
            |job| job.start = "2020-08-24T16:07".parse().ok(),
            |job| job.total = Some(1459),
            |job| job.total = None,
            |job| job.currency = "EUR".parse().ok(),
        ];
        for (at, change) in others.into_iter().enumerate() {
            assert!(!known(change).expect("known").is(&first), "{at}");
        }
        assert_eq!(known(|job| job.start = None), None);
        assert_eq!(
            known(|job| (job.base, job.total, job.order_total) = (None, None, None)),
            None
        );
    }

    #[test]
    fn a_time_counts_once_and_a_day_alone_only_where_there_is_no_time() {
        let at = |start: &str| changed(|job| job.start = start.parse().ok());
        let (day, early, late) = (
            at("2020-08-24"),
            at("2020-08-24T09:00"),
            at("2020-08-24T16:00"),
        );
        let (other, nothing) = (at("2020-08-25"), PayEvent::default());
        let all = [
            &day, &early, &late, &early, &day, &other, &other, &nothing, &nothing,
        ];
        let counts = |jobs: &[&PayEvent]| once(jobs.iter().map(|&job| ("w1", job)));
        let first = counts(&all);
        let expected = [false, true, true, false, false, true, false, true, true];
        assert_eq!(first, expected);
        let mut turned = all;
        turned.reverse();
        let count = |all: &[bool]| all.iter().filter(|first| **first).count();
        assert_eq!(count(&counts(&turned)), count(&first));
        let of_two = once([("w1", &day), ("w2", &early), ("w2", &day)]);
        assert_eq!(of_two, [true, true, false]);
    }

    #[test]
    fn a_picture_looks_the_same_after_it_was_sent() {
        let look = |damage, seed| {
            let recipe = Recipe {
                style: Style::Older,
                face: Face::named("DejaVuSans"),
                dark: false,
                damage,
                cards: 2,
            };
            let made = make(&recipe, seed, 0).expect("fonts");
            let kind = kind("f", &made.file, &Limits::default()).expect("a picture");
            Likeness::of(&decode("f", &made.file, kind, &Limits::default()).expect("whole"))
        };
        let screen = look(Damage::None, 1);
        assert_eq!(Likeness::read(&screen.text()), Some(screen.clone()));
        assert_eq!(Likeness::read("?"), None);
        assert!(screen.is_near(&look(Damage::Mms, 1)));
        let far = screen.far(&look(Damage::None, 2));
        assert!(far >= NEAR, "{far}");
    }
}
