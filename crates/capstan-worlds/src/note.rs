//! The data that worlds were made of, as result files name them.

use capstan_data::Dataset;
use serde::{Deserialize, Serialize};

/// The data set of a result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DataNote {
    /// Its name.
    pub name: String,
    /// Its content hash.
    pub hash: String,
    /// How many users.
    pub users: usize,
    /// How many items.
    pub items: usize,
    /// How many ratings.
    pub ratings: usize,
    /// The lowest and highest rating.
    pub scale: [f64; 2],
    /// From which rating an item counts as liked.
    pub relevant: f64,
    /// How to read it again; opaque to this crate.
    pub source: serde_json::Value,
}

impl DataNote {
    /// The note on `data`, whose content hash is `hash` and which are read
    /// again by `source`.
    pub fn of(data: &Dataset, hash: &str, source: serde_json::Value) -> Self {
        let ratings = &data.ratings;
        let scale = ratings.scale();
        Self {
            name: data.name.clone(),
            hash: hash.to_owned(),
            users: ratings.n_users(),
            items: ratings.n_items(),
            ratings: ratings.len(),
            scale: [f64::from(scale.min), f64::from(scale.max)],
            relevant: f64::from(ratings.relevant()),
            source,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_data::{WorldSpec, world::grow};

    #[test]
    fn a_note_says_what_the_data_are() {
        let data = grow(&WorldSpec::small(), 1, 2).data;
        let note = DataNote::of(&data, "abc", serde_json::Value::Null);
        assert_eq!(
            (note.name.as_str(), note.hash.as_str()),
            (data.name.as_str(), "abc")
        );
        let sizes = (
            data.ratings.n_users(),
            data.ratings.n_items(),
            data.ratings.len(),
        );
        assert_eq!((note.users, note.items, note.ratings), sizes);
        assert!(note.scale[0] < note.relevant && note.relevant <= note.scale[1]);
    }
}
