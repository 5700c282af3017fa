//! Names and codes that MovieLens publishes beside its tables.

use std::path::Path;

/// The genres of MovieLens 100K in the order of their flags in `u.item`
/// (its README, which also stands in `u.genre`).
pub(crate) const GENRES: [&str; 19] = [
    "unknown",
    "Action",
    "Adventure",
    "Animation",
    "Children's",
    "Comedy",
    "Crime",
    "Documentary",
    "Drama",
    "Fantasy",
    "Film-Noir",
    "Horror",
    "Musical",
    "Mystery",
    "Romance",
    "Sci-Fi",
    "Thriller",
    "War",
    "Western",
];

/// The occupations of MovieLens 1M by their numbers in `users.dat` (its
/// README).
pub(crate) const OCCUPATIONS: [&str; 21] = [
    "other",
    "academic/educator",
    "artist",
    "clerical/admin",
    "college/grad student",
    "customer service",
    "doctor/health care",
    "executive/managerial",
    "farmer",
    "homemaker",
    "K-12 student",
    "lawyer",
    "programmer",
    "retired",
    "sales/marketing",
    "scientist",
    "self-employed",
    "technician/engineer",
    "tradesman/craftsman",
    "unemployed",
    "writer",
];

/// The genres that the `u.genre` in `dir` lists, in the order of its numbers;
/// nothing if it is not there or not as published.
pub(crate) fn genres_in(dir: &Path) -> Option<Vec<String>> {
    let bytes = std::fs::read(dir.join("u.genre")).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let mut genres = Vec::new();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let (name, number) = line.rsplit_once('|')?;
        (number.trim().parse() == Ok(genres.len())).then(|| genres.push(name.to_owned()))?;
    }
    (!genres.is_empty()).then_some(genres)
}

/// The year at the end of a title such as `Heat (1995)` or, for a series, its
/// first year, as in `Fargo (2014-2015)`.
pub(crate) fn year(title: &str) -> Option<f64> {
    let inside = title.trim_end().strip_suffix(')')?;
    let (_, inside) = inside.rsplit_once('(')?;
    let digits: &str = inside.get(..4)?;
    let more = inside[4..].starts_with(|c: char| c.is_ascii_digit());
    (digits.bytes().all(|b| b.is_ascii_digit()) && !more).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_titles() {
        for (title, expected) in [
            ("Heat (1995)", Some(1995.0)),
            (
                "City of Lost Children, The (Cité des enfants perdus, La) (1995) ",
                Some(1995.0),
            ),
            ("Death Note (2006–2007)", Some(2006.0)),
            ("Fargo (2014-)", Some(2014.0)),
            ("2001", None),
            ("Film (10000)", None),
            ("Film (né)", None),
            ("(", None),
        ] {
            assert_eq!(year(title), expected, "{title}");
        }
    }

    #[test]
    fn genres_are_read_in_their_order() {
        let dir = tempfile::tempdir().expect("a folder");
        assert_eq!(genres_in(dir.path()), None);
        let write = |text: &str| std::fs::write(dir.path().join("u.genre"), text).expect("a file");
        write("unknown|0\nAction|1\n\n");
        assert_eq!(
            genres_in(dir.path()),
            Some(vec!["unknown".into(), "Action".into()])
        );
        write("Action|1\nunknown|0\n");
        assert_eq!(genres_in(dir.path()), None);
    }
}
