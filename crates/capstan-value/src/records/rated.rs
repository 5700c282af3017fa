//! Ratings as records, whose owners are the people who rated.

use capstan_data::{Dataset, Examples, Labels, Owners};

/// Each rating as a record of its person: its feature is the item, and its
/// label the rating. For games that ask for people by their ids, and for the
/// content hash.
pub fn rated(data: &Dataset) -> Examples {
    let ratings = &data.ratings;
    let (items, values) = (ratings.item_column(), ratings.value_column());
    let of = (0..ratings.len()).map(|at| ratings.user_at(at));
    Examples {
        name: data.name.clone(),
        features: vec!["item".to_owned()],
        cells: items.iter().map(|&item| item as f32).collect(),
        labels: Labels::Numbers(values.iter().map(|&v| f64::from(v)).collect()),
        ids: None,
        owners: Some(Owners {
            names: ratings.users().clone(),
            of: of.collect(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_data::WorldSpec;
    use capstan_data::world::grow;

    #[test]
    fn every_rating_is_of_its_person() {
        let data = grow(&WorldSpec::small(), 1, 0).data;
        let records = rated(&data);
        assert_eq!(records.len(), data.ratings.len());
        let owners = records.owners.as_ref().unwrap();
        for (user, name) in (0u32..).zip(data.ratings.users().names()) {
            assert_eq!(owners.names.name(user), name);
            for at in data.ratings.range(user) {
                assert_eq!(owners.of[at], user);
                assert_eq!(records.row(at), [data.ratings.item_column()[at] as f32]);
            }
        }
    }
}
