//! What the targets share.

use capstan_data::{DataError, Dataset, describe};

/// Looks at all of a data set that was read, and at the message of an error
/// that was not: neither may panic, and every message must name the file.
pub fn look(file: &str, read: Result<Dataset, DataError>) {
    match read {
        Ok(data) => {
            let found = describe(&data);
            assert_eq!(found.ratings, data.ratings.len());
            assert!(found.ratings > 0 && found.users > 0 && found.items > 0);
            let scale = data.ratings.scale();
            let values = data.ratings.value_column();
            assert!(values.iter().all(|v| (scale.min..=scale.max).contains(v)));
            assert_eq!(data.hash(), data.hash());
        }
        Err(DataError::BadOption { .. }) => {}
        Err(error) => assert!(error.to_string().contains(file), "{error}"),
    }
}
