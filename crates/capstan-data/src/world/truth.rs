//! What is true of a synthetic world.

use super::WorldSpec;
use super::items::{Item, inner};
use super::people::Person;
use super::stars::{HALVES, WHOLES};

/// What each person of a synthetic world would give to each item.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    spec: WorldSpec,
    people: Vec<Person>,
    items: Vec<Item>,
}

impl Truth {
    pub(super) fn new(spec: &WorldSpec, people: Vec<Person>, items: Vec<Item>) -> Self {
        Self {
            spec: spec.clone(),
            people,
            items,
        }
    }

    /// The mean rating that `user` would give to `item`, in stars: the score
    /// of a system that knows everybody and predicts all that can be
    /// predicted.
    ///
    /// # Panics
    /// If there is no such user or item.
    pub fn expected(&self, user: u32, item: u32) -> f64 {
        let person = &self.people[user as usize];
        let liking = person.liking(&self.spec, &self.items[item as usize]);
        person.pen().mean(liking, self.spec.noise)
    }

    /// The mean rating that people would give to `item`, in stars, over all
    /// people of the kind that this world draws from, whether they would
    /// choose it or not: the score of a system that knows every item and no
    /// person.
    ///
    /// # Panics
    /// If there is no such item.
    pub fn plain(&self, item: u32) -> f64 {
        let (spec, item) = (&self.spec, &self.items[item as usize]);
        let taste = spec.taste_spread.powi(2) * inner(&item.place, &item.place);
        let spread = (spec.noise.powi(2) + spec.person_spread.powi(2) + taste).sqrt();
        let liking = spec.mean + item.quality;
        spec.half_stars * HALVES.mean(liking, spread)
            + (1.0 - spec.half_stars) * WHOLES.mean(liking, spread)
    }

    /// What is true of some of the items, which get new numbers.
    pub(super) fn only(self, items: &[u32]) -> Self {
        let items = items
            .iter()
            .map(|&i| self.items[i as usize].clone())
            .collect();
        Self { items, ..self }
    }
}
