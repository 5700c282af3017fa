//! What a world changes in the data.

use crate::view::Side;

/// What one person withholds from the model, or gives it in its place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Withheld {
    /// Nothing.
    #[default]
    Nothing,
    /// The whole history.
    Everything,
    /// Ratings from this moment on, in seconds since 1970.
    From(i64),
    /// A share of the ratings, drawn for each rating.
    Share(f64),
    /// Nothing, but each rating has a random value in place of the true one.
    /// This is for simulations only; tests still use the true values.
    Truth,
}

/// A change of the data: for each person, where they stand, what they
/// withhold, and whether they leave the system.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where each person stands.
    pub side: Vec<Side>,
    /// What each person withholds.
    pub withheld: Vec<Withheld>,
    /// Who has left the system and is served nothing.
    pub gone: Vec<bool>,
    /// Only ratings from this moment on are tested; the past is still trained on.
    pub measured_from: Option<i64>,
}

impl Change {
    /// No change for `people` people.
    pub fn none(people: usize) -> Self {
        Self {
            side: vec![Side::Other; people],
            withheld: vec![Withheld::Nothing; people],
            gone: vec![false; people],
            measured_from: None,
        }
    }

    /// All of `gone` out of `people` people withhold everything.
    ///
    /// # Panics
    /// If one of `gone` is not below `people`.
    pub fn without(people: usize, gone: impl IntoIterator<Item = u32>) -> Self {
        let mut change = Self::none(people);
        for person in gone {
            change.side[person as usize] = Side::Striker;
            change.withheld[person as usize] = Withheld::Everything;
        }
        change
    }

    /// The people whose whole history goes, if nothing else is withheld.
    pub fn forgotten(&self) -> Option<Vec<u32>> {
        let mut people = Vec::new();
        for (person, withheld) in self.withheld.iter().enumerate() {
            match withheld {
                Withheld::Nothing => {}
                Withheld::Everything => people.push(person as u32),
                Withheld::From(_) | Withheld::Share(_) | Withheld::Truth => return None,
            }
        }
        Some(people)
    }

    /// Bytes that tell changes apart as far as training and testing go: sides
    /// and people who left do not matter to them.
    pub(crate) fn digest(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for w in &self.withheld {
            let (kind, amount) = match *w {
                Withheld::Nothing => (0u8, 0),
                Withheld::Everything => (1, 0),
                Withheld::From(t) => (2, t as u64),
                Withheld::Share(s) => (3, s.to_bits()),
                Withheld::Truth => (4, 0),
            };
            hasher.update(&[kind]);
            hasher.update(&amount.to_le_bytes());
        }
        if let Some(t) = self.measured_from {
            hasher.update(&t.to_le_bytes());
        }
        hasher.finalize()
    }
}
