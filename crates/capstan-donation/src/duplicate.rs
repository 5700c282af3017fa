//! One job that was sent twice, by the same channel or by two.
//!
//! Jobs are compared by a keyed hash of worker, platform, time and amount,
//! never by an order's number: numbers repeat between workers, and some people
//! black them out. Pictures are compared by how they look.

use crate::picture::Picture;
use capstan_data::pay::{Field, PayEvent, When};
use image_hasher::{HashAlg, HasherConfig, ImageHash};

/// What a job is known by when it comes again, whatever the channel: who
/// worked, for whom, when, and for how much. Nothing if the day or every amount
/// is missing.
///
/// Amounts of a pay are few, so a hash of this without a key could be tried
/// out: it is for a keyed hash.
pub fn known_by(worker: &str, event: &PayEvent) -> Option<[String; 7]> {
    let When { date, time, .. } = event.start?;
    let amounts = [Field::Total, Field::Base, Field::OrderTotal];
    let (field, amount) = amounts
        .into_iter()
        .find_map(|field| Some((field, event.amount(field)?)))?;
    Some([
        worker.to_owned(),
        event.platform.clone().unwrap_or_default(),
        date.to_string(),
        time.map(|t| t.to_string()).unwrap_or_default(),
        field.name().to_owned(),
        amount.to_string(),
        event.currency.map_or("", |c| c.code()).to_owned(),
    ])
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

    fn known(change: impl Fn(&mut PayEvent)) -> Option<[String; 7]> {
        let mut job = job();
        change(&mut job);
        known_by("w1", &job)
    }

    #[test]
    fn one_job_is_known_through_every_channel() {
        let first = known(|_| {});
        assert!(first.is_some());
        let again = known(|job| {
            job.source = Some("typed".into());
            job.end = "2020-08-24T17:00".parse().ok();
            job.confidence.insert(Field::Base, 0.9);
        });
        assert_eq!(again, first);
    }

    /// The original tool kept jobs by their order's number: a second worker
    /// with the same number, or the same tip, total and day where numbers were
    /// blacked out, took over the row.
    #[test]
    fn jobs_that_differ_are_known_apart() {
        let first = known(|_| {});
        assert_ne!(known_by("w2", &job()), first);
        let others: [fn(&mut PayEvent); 6] = [
            |job| job.platform = Some("other".into()),
            |job| job.start = "2020-08-25T16:00".parse().ok(),
            |job| job.start = "2020-08-24T16:07".parse().ok(),
            |job| job.total = Some(1459),
            |job| job.total = None,
            |job| job.currency = "EUR".parse().ok(),
        ];
        for (at, change) in others.into_iter().enumerate() {
            assert_ne!(known(change), first, "{at}");
        }
        assert_eq!(known(|job| job.start = None), None);
        assert_eq!(
            known(|job| (job.base, job.total, job.order_total) = (None, None, None)),
            None
        );
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
