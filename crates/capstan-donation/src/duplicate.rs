//! One job that was sent twice, by the same channel or by two.
//!
//! Jobs are compared by a keyed hash of worker, platform, time and amounts,
//! never by an order's number: numbers repeat between workers, and some people
//! black them out. Pictures are compared by how they look.

use crate::picture::Picture;
use capstan_data::pay::{Field, PayEvent};
use capstan_proof::Digest;
use image_hasher::{HashAlg, HasherConfig, ImageHash};

/// What stands for a job: nothing can be read from it without the key, and
/// only with the key can it be made again. The amounts of a pay are few, so a
/// hash without a key could be tried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mark([u8; 32]);

impl Mark {
    /// The mark of `event` under `key`, which an installation draws once and
    /// keeps secret; nothing if it holds too little to tell it from another
    /// job: a worker, the day, and an amount paid at least.
    ///
    /// Only the day counts, not the time on it: two channels seldom say the
    /// same minute.
    pub fn of(event: &PayEvent, key: &[u8; 32]) -> Option<Self> {
        let day = event.end.or(event.start)?.date;
        if event.worker.is_empty() || event.base.or(event.total).is_none() {
            return None;
        }
        let mut hasher = blake3::Hasher::new_keyed(key);
        let platform = event.platform.as_deref().unwrap_or("");
        for text in [&event.worker, platform, &day.to_string()] {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        let currency = event.currency.map_or("", |c| c.code());
        hasher.update(format!("{currency:3}").as_bytes());
        for field in [
            Field::Base,
            Field::Promotion,
            Field::Tip,
            Field::Total,
            Field::OrderTotal,
        ] {
            // A missing amount is not an amount of zero.
            let amount = event.amount(field);
            hasher.update(&[u8::from(amount.is_some())]);
            hasher.update(&amount.unwrap_or(0).to_le_bytes());
        }
        Some(Self(*hasher.finalize().as_bytes()))
    }

    /// Its bytes, as they are stored.
    pub fn digest(&self) -> Digest {
        Digest::new(self.0)
    }
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

    fn mark(change: impl Fn(&mut PayEvent)) -> Option<Mark> {
        let mut job = job();
        change(&mut job);
        Mark::of(&job, &[7; 32])
    }

    #[test]
    fn one_job_has_one_mark_through_every_channel() {
        let first = mark(|_| {}).expect("a mark");
        let again = mark(|job| {
            job.source = Some("typed".into());
            job.start = "2020-08-24T16:07".parse().ok();
            job.confidence.insert(Field::Base, 0.9);
        });
        assert_eq!(again, Some(first));
        assert_ne!(Mark::of(&job(), &[8; 32]), Some(first));
    }

    /// The original tool kept jobs by their order's number: a second worker
    /// with the same number, or the same tip, total and day where numbers were
    /// blacked out, took over the row.
    #[test]
    fn jobs_that_differ_have_marks_that_differ() {
        let first = mark(|_| {});
        let others: [fn(&mut PayEvent); 7] = [
            |job| job.worker = "w2".into(),
            |job| job.platform = Some("other".into()),
            |job| job.start = "2020-08-25".parse().ok(),
            |job| job.base = Some(1459),
            |job| job.tip = None,
            |job| job.order_total = Some(12438),
            |job| job.currency = "EUR".parse().ok(),
        ];
        for (at, change) in others.into_iter().enumerate() {
            assert_ne!(mark(change), first, "{at}");
        }
        assert_eq!(mark(|job| job.start = None), None);
        assert_eq!(mark(|job| (job.base, job.total) = (None, None)), None);
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
