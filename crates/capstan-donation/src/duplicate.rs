//! One job that was sent twice, by the same channel or by two.
//!
//! Jobs are compared by worker, platform, time and amount, never by an order's
//! number: numbers repeat between workers, and some people black them out. Some
//! channels say the time of a job, others only the day, so times are compared
//! only where both say one. Pictures are compared by how they look.

use crate::picture::Picture;
use capstan_data::pay::{Field, PayEvent, When};
use image_hasher::{HashAlg, HasherConfig, ImageHash};
use std::cmp::Reverse;
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
    /// Whether two jobs can be one: all that both say is equal.
    pub fn is(&self, other: &Self) -> bool {
        let times = self.time.as_ref().zip(other.time.as_ref());
        self.day == other.day && times.is_none_or(|(one, other)| one == other)
    }
}

/// What a job is known by: by its start, or its end if that is all it says.
/// Nothing if the day or every amount is missing.
pub fn known_by(worker: &str, event: &PayEvent) -> Option<KnownBy> {
    // What a platform wrote down when it paid says only when that was.
    let When { date, time, .. } = event.start.or(event.end)?;
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

/// What is known of a day and an amount.
struct OfDay<L> {
    /// How many jobs each list has of it.
    lists: BTreeMap<L, usize>,
    /// How many of all of them count by their times.
    timed: usize,
}

/// Which of these jobs count, each with its worker and the list it stands in,
/// say one file. A list has no job twice, so two of one day and amount in it are
/// two jobs, as they are where work is paid in batches. Of one worker, day and
/// amount as few count as explain every list: each time as often as the list
/// says it that says it most, and as many in all as the longest list has. A job
/// without a time so stands for one with a time, and for one only. How many
/// count does not depend on which came first.
pub fn once<'a, L: Ord + Copy>(
    jobs: impl IntoIterator<Item = (&'a str, L, &'a PayEvent)>,
) -> Vec<bool> {
    let known = |(worker, list, event)| Some((known_by(worker, event)?, list));
    let known: Vec<Option<(KnownBy, L)>> = jobs.into_iter().map(known).collect();
    let (mut days, mut said) = (BTreeMap::new(), BTreeMap::new());
    let mut seen = BTreeSet::new();
    let mut counts = vec![true; known.len()];
    for (place, job) in known.iter().enumerate() {
        let Some((KnownBy { day, time }, list)) = job else {
            continue;
        };
        let of_day = days.entry(day).or_insert_with(|| OfDay {
            lists: BTreeMap::new(),
            timed: 0,
        });
        *of_day.lists.entry(*list).or_default() += 1;
        counts[place] = time.is_some() && {
            let times: &mut usize = said.entry((day, time, *list)).or_default();
            *times += 1;
            seen.insert((day, time, *times))
        };
        of_day.timed += usize::from(counts[place]);
    }
    // What is left without a time is that of the longest list, the first of
    // those.
    let mut left: BTreeMap<_, (L, usize)> = days
        .into_iter()
        .filter_map(|(day, of)| {
            let longest = of
                .lists
                .into_iter()
                .max_by_key(|(list, n)| (*n, Reverse(*list)));
            longest.map(|(list, n)| (day, (list, n.saturating_sub(of.timed))))
        })
        .collect();
    for (place, job) in known.iter().enumerate() {
        let Some((KnownBy { day, time: None }, list)) = job else {
            continue;
        };
        if let Some((longest, left)) = left.get_mut(day)
            && longest == list
            && *left > 0
        {
            *left -= 1;
            counts[place] = true;
        }
    }
    counts
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
    use proptest::prelude::*;
    use proptest::{collection, option};

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
        let ended = |job: &mut PayEvent| job.end = std::mem::take(&mut job.start);
        assert_eq!(known(ended), Some(first), "it says no other time");
        assert_eq!(
            known(|job| (job.base, job.total, job.order_total) = (None, None, None)),
            None
        );
    }

    /// Which of jobs at these times of one day count, each from a file of its
    /// own unless it says another: `9`, `16 b`, or `- a` without a time.
    fn counts(jobs: &[&str]) -> Vec<bool> {
        let event = |job: &str| {
            let hour: Option<u8> = job.split(' ').next().and_then(|hour| hour.parse().ok());
            let start = match hour {
                Some(hour) => format!("2020-08-24T{hour:02}:00"),
                None => "2020-08-24".to_owned(),
            };
            changed(|job| job.start = start.parse().ok())
        };
        let events: Vec<PayEvent> = jobs.iter().map(|job| event(job)).collect();
        let places: Vec<String> = (0..jobs.len()).map(|place| place.to_string()).collect();
        let lists = jobs.iter().zip(&places);
        let lists = lists.map(|(job, place)| job.split_once(' ').map_or(&**place, |job| job.1));
        once(lists.zip(&events).map(|(list, event)| ("w1", list, event)))
    }

    #[test]
    fn a_day_alone_stands_for_one_time_only() {
        for (jobs, expected) in [
            (&["-", "9"][..], &[false, true][..]),
            (&["9", "-"], &[true, false]),
            (&["-", "9", "16"], &[false, true, true]),
            (&["9", "-", "16"], &[true, false, true]),
            (&["9", "16", "-"], &[true, true, false]),
            (&["-", "-"], &[true, false]),
            (&["9", "9", "-", "-"], &[true, false, false, false]),
            // In one file they are two jobs, whatever another one says.
            (&["- a", "- a"], &[true, true]),
            (&["- a", "- a", "9"], &[true, false, true]),
            (&["9", "- a", "- a", "16"], &[true, false, false, true]),
            (
                &["- a", "- a", "- b", "- b", "- b"],
                &[false, false, true, true, true],
            ),
            (&["9 a", "9 a", "9 b"], &[true, true, false]),
            (&["9 a", "- a", "9 b"], &[true, true, false]),
            (&["9 a", "16 b", "- b"], &[true, true, false]),
        ] {
            assert_eq!(counts(jobs), expected, "{jobs:?}");
        }
        let (day, other) = (job(), changed(|job| job.start = "2020-08-25".parse().ok()));
        let nothing = PayEvent::default();
        let all = [
            ("w1", 0, &day),
            ("w2", 1, &day),
            ("w1", 2, &other),
            ("w1", 3, &nothing),
            ("w1", 4, &nothing),
        ];
        assert_eq!(once(all), [true; 5], "of others, of other days, or unknown");
    }

    /// The fewest jobs that explain lists of times, found by trying: each list
    /// is of jobs that differ, and a time is that of its job.
    fn fewest(lists: &[Vec<Option<u8>>]) -> usize {
        let explains = |jobs: &[Option<u8>]| {
            lists.iter().all(|list| {
                let mut left = jobs.to_vec();
                let mut take = |wanted: &dyn Fn(&Option<u8>) -> bool| {
                    let place = left.iter().position(wanted);
                    place.map(|place| left.remove(place)).is_some()
                };
                list.iter()
                    .flatten()
                    .all(|time| take(&|job| *job == Some(*time)))
                    && list
                        .iter()
                        .filter(|job| job.is_none())
                        .all(|_| take(&|_| true))
            })
        };
        let mut jobs = vec![Vec::new()];
        loop {
            if let Some(found) = jobs.iter().find(|jobs| explains(jobs)) {
                return found.len();
            }
            let longer = |jobs: &Vec<Option<u8>>| {
                [Some(0), Some(1), None].map(|job| [jobs.as_slice(), &[job]].concat())
            };
            jobs = jobs.iter().flat_map(longer).collect();
        }
    }

    proptest! {
        #[test]
        fn as_few_count_as_explain_every_list_whatever_their_order(
            jobs in collection::vec((0..3_usize, option::of(0..2_u8)), 0..6),
            turn in any::<bool>(),
        ) {
            let mut lists = vec![Vec::new(); 3];
            for (list, time) in &jobs {
                lists[*list].push(*time);
            }
            let said = |(list, time): &(usize, Option<u8>)| {
                let time = time.map_or("-".to_owned(), |time| time.to_string());
                format!("{time} {list}")
            };
            let mut said: Vec<String> = jobs.iter().map(said).collect();
            if turn {
                said.reverse();
            }
            let said: Vec<&str> = said.iter().map(String::as_str).collect();
            let count = counts(&said).iter().filter(|counts| **counts).count();
            prop_assert_eq!(count, fewest(&lists));
        }
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
