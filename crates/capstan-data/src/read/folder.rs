//! Which files belong together.

use crate::error::DataError;
use std::path::{Path, PathBuf};

/// Files of ratings that are known by name, the first one found wins.
const RATINGS: &[&str] = &[
    "ratings.csv",
    "ratings.dat",
    "u.data",
    "ratings.tsv",
    "ratings.parquet",
];
const USERS: &[&str] = &["users.csv", "users.dat", "u.user", "users.tsv"];
const ITEMS: &[&str] = &[
    "movies.csv",
    "items.csv",
    "movies.dat",
    "u.item",
    "items.tsv",
];

/// The side tables that lie beside a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Beside {
    pub(crate) users: Option<PathBuf>,
    pub(crate) items: Option<PathBuf>,
}

/// The file of ratings in the folder `dir`.
pub(crate) fn ratings_in(dir: &Path) -> Result<PathBuf, DataError> {
    if let Some(found) = first_of(dir, RATINGS) {
        return Ok(found);
    }
    let file = dir.display().to_string();
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .map_err(|why| DataError::Unreadable {
            file: file.clone(),
            why,
        })?
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    names.sort_unstable();
    let more = names.len().saturating_sub(10);
    names.truncate(10);
    let found = match (names.is_empty(), more) {
        (true, _) => "nothing in it".to_owned(),
        (false, 0) => names.join(", "),
        (false, more) => format!("{} and {more} more", names.join(", ")),
    };
    Err(DataError::NoKnownFile {
        file,
        found,
        expected: RATINGS.join(", "),
    })
}

/// The side tables beside `ratings`, if that has a name of which we know what
/// belongs to it.
pub(crate) fn beside(ratings: &Path) -> Beside {
    let name = ratings.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    let dir = match ratings.parent() {
        Some(dir) if stem == "ratings" || stem == "u" => dir,
        _ => return Beside::default(),
    };
    // u.user before users.csv where the ratings are in u.data.
    let of = |names: &[&str]| {
        let (same, other): (Vec<&str>, Vec<&str>) = names
            .iter()
            .partition(|n| n.starts_with("u.") == (stem == "u"));
        first_of(dir, &same).or_else(|| first_of(dir, &other))
    };
    Beside {
        users: of(USERS),
        items: of(ITEMS),
    }
}

fn first_of(dir: &Path, names: &[&str]) -> Option<PathBuf> {
    names
        .iter()
        .flat_map(|n| [dir.join(n), dir.join(format!("{n}.gz"))])
        .find(|p| p.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_found_beside_known_files_only() {
        let dir = tempfile::tempdir().expect("a folder");
        let touch = |name: &str| std::fs::write(dir.path().join(name), "x").expect("a file");
        let at = |name: &str| Some(dir.path().join(name));
        let error = ratings_in(dir.path()).expect_err("empty");
        assert!(
            error
                .to_string()
                .contains("a folder with nothing in it; expected one of")
        );
        touch("notes.txt");
        let error = ratings_in(dir.path()).expect_err("no ratings").to_string();
        assert_eq!(
            error,
            format!(
                "{}: found a folder with notes.txt; expected one of ratings.csv, ratings.dat, u.data, ratings.tsv, ratings.parquet in it. Name the file itself.",
                dir.path().display()
            )
        );
        touch("u.data");
        touch("ratings.csv.gz");
        touch("u.user");
        touch("users.csv");
        touch("movies.csv");
        assert_eq!(ratings_in(dir.path()).ok(), at("ratings.csv.gz"));
        let found = beside(&dir.path().join("u.data"));
        assert_eq!((found.users, found.items), (at("u.user"), at("movies.csv")));
        let found = beside(&dir.path().join("ratings.csv.gz"));
        assert_eq!(found.users, at("users.csv"));
        assert_eq!(beside(&dir.path().join("clicks.csv")), Beside::default());
    }
}
