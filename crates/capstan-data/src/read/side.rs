//! Side tables: what is known of users and items.
//!
//! A table has a header and a column of ids, or is one of the MovieLens forms
//! without a header, which are known by their names. Rows of ids that rated
//! nothing, or were not rated, are passed over.

use crate::attributes::{Attributes, Column};
use crate::error::{At, DataError, Place};
use crate::ids::Ids;
use crate::read::ReadOptions;
use crate::read::columns::{self, plain, rank};
use crate::read::movielens::{self, GENRES, OCCUPATIONS};
use crate::read::source::Lines;
use crate::read::table::{Delimiter, Record, Table};
use crate::read::value::number;
use std::path::Path;

/// Whom a table describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// Users.
    Users,
    /// Items.
    Items,
}

/// How the texts of a column are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Numbers if all are numbers, otherwise lists of labels split at `|`.
    Any,
    /// One label each, whatever it looks like.
    Whole,
    /// The numbers of MovieLens 1M occupations.
    Occupation,
}

/// Which field goes to which column.
struct Plan {
    id: usize,
    id_name: String,
    columns: Vec<(usize, String, Kind)>,
    /// Fields that hold 1 where the item is of the genre.
    flags: Vec<(usize, String)>,
    width: Option<usize>,
}

/// The attributes of `ids` in the table `lines`; `dir` is the folder it is in.
///
/// # Errors
/// As for ratings; a text that is not UTF-8 is read as Latin-1 instead.
pub(crate) fn read(
    lines: Lines<'_>,
    of: Of,
    dir: Option<&Path>,
    ids: &Ids,
    options: &ReadOptions,
) -> Result<Attributes, DataError> {
    let file = lines.file().to_owned();
    let known = Known::of(&file);
    let (delimiter, quotes) = match known {
        Some(Known::UUser | Known::UItem) => (Some(Delimiter::Byte(b'|')), false),
        Some(Known::Users | Known::Movies) => (Some(Delimiter::Colons), false),
        None => (None, true),
    };
    let mut table = Table::open(lines, delimiter, quotes)?;
    let delimiter = table.delimiter();
    let Some((line, first)) = table.next()? else {
        return Err(DataError::Empty { file });
    };
    let names: Vec<String> = (0..first.len()).map(|i| text(first.get(i))).collect();
    let known = known.filter(|_| id_column(&names, of, options).is_none());
    let plan = match known {
        Some(known) => known.plan(dir),
        None => headed(names, of, options),
    };
    if let Some(width) = plan.width
        && first.len() != width
    {
        return Err(DataError::FieldCount {
            file,
            line,
            found: first.len(),
            expected: width,
            delimiter: delimiter.to_string(),
        });
    }
    let mut cells = Cells::new(file, plan, ids);
    if known.is_some() {
        cells.add(line, &first)?;
    }
    while let Some((line, record)) = table.next()? {
        cells.add(line, &record)?;
    }
    Ok(cells.attributes())
}

/// The MovieLens forms without a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Users,
    Movies,
    UUser,
    UItem,
}

impl Known {
    fn of(file: &str) -> Option<Self> {
        let name = Path::new(file).file_name()?.to_str()?;
        match name.strip_suffix(".gz").unwrap_or(name) {
            "users.dat" => Some(Known::Users),
            "movies.dat" => Some(Known::Movies),
            "u.user" => Some(Known::UUser),
            "u.item" => Some(Known::UItem),
            _ => None,
        }
    }

    fn plan(self, dir: Option<&Path>) -> Plan {
        let columns = match self {
            Known::Users => vec![
                (1, "gender", Kind::Any),
                (2, "age", Kind::Any),
                (3, "occupation", Kind::Occupation),
                (4, "zip", Kind::Whole),
            ],
            Known::UUser => vec![
                (1, "age", Kind::Any),
                (2, "gender", Kind::Any),
                (3, "occupation", Kind::Any),
                (4, "zip", Kind::Whole),
            ],
            Known::Movies => vec![(1, "title", Kind::Whole), (2, "genre", Kind::Any)],
            Known::UItem => vec![(1, "title", Kind::Whole)],
        };
        let flags: Vec<(usize, String)> = match self {
            Known::UItem => {
                let named = dir.and_then(movielens::genres_in);
                let names = named.unwrap_or_else(|| GENRES.map(str::to_owned).to_vec());
                (5..).zip(names).collect()
            }
            _ => Vec::new(),
        };
        let width = match self {
            Known::Users | Known::UUser => 5,
            Known::Movies => 3,
            Known::UItem => 5 + flags.len(),
        };
        Plan {
            id: 0,
            id_name: "id".to_owned(),
            columns: columns
                .into_iter()
                .map(|(at, name, kind)| (at, name.to_owned(), kind))
                .collect(),
            flags,
            width: Some(width),
        }
    }
}

/// The column of ids in a header, by its name.
fn id_column(names: &[String], of: Of, options: &ReadOptions) -> Option<usize> {
    let (asked, known) = match of {
        Of::Users => (&options.user, columns::USER),
        Of::Items => (&options.item, columns::ITEM),
    };
    let same = |name: &String| asked.as_ref().is_some_and(|a| a.eq_ignore_ascii_case(name));
    names
        .iter()
        .position(same)
        .or_else(|| {
            let ranks = (0..names.len()).filter_map(|at| rank(&names[at], known).map(|r| (r, at)));
            ranks.min().map(|(_, at)| at)
        })
        .or_else(|| names.iter().position(|n| plain(n) == "id"))
}

/// The plan of a table with a header; without a column of ids that we know,
/// the first one holds them.
fn headed(names: Vec<String>, of: Of, options: &ReadOptions) -> Plan {
    let id = id_column(&names, of, options).unwrap_or(0);
    let mut columns: Vec<(usize, String, Kind)> = Vec::new();
    for (at, name) in names.iter().enumerate().filter(|&(at, _)| at != id) {
        let (usual, kind) = match plain(name).as_str() {
            "genre" | "genres" => ("genre", Kind::Any),
            "gender" | "sex" => ("gender", Kind::Any),
            "age" => ("age", Kind::Any),
            "occupation" | "job" => ("occupation", Kind::Any),
            "zip" | "zipcode" | "postcode" => ("zip", Kind::Whole),
            "title" | "movietitle" | "itemtitle" => ("title", Kind::Whole),
            "year" | "releaseyear" => ("year", Kind::Any),
            _ => (name.as_str(), Kind::Any),
        };
        let taken = |name: &str| columns.iter().any(|c| c.1.eq_ignore_ascii_case(name));
        let name = [usual, name]
            .into_iter()
            .find(|n| !taken(n) && !n.is_empty())
            .map_or_else(|| format!("column {}", at + 1), str::to_owned);
        columns.push((at, name, kind));
    }
    Plan {
        id,
        id_name: names.into_iter().nth(id).unwrap_or_default(),
        columns,
        flags: Vec::new(),
        width: None,
    }
}

/// The texts of a table by column and id.
struct Cells<'a> {
    file: String,
    plan: Plan,
    ids: &'a Ids,
    lines: Vec<u64>,
    columns: Vec<Vec<Box<str>>>,
    genres: Vec<Vec<Box<str>>>,
}

impl<'a> Cells<'a> {
    fn new(file: String, plan: Plan, ids: &'a Ids) -> Self {
        let flagged = if plan.flags.is_empty() { 0 } else { ids.len() };
        Self {
            file,
            ids,
            lines: vec![0; ids.len()],
            columns: vec![vec![Box::default(); ids.len()]; plan.columns.len()],
            genres: vec![Vec::new(); flagged],
            plan,
        }
    }

    fn add(&mut self, line: u64, record: &Record<'_>) -> Result<(), DataError> {
        let id = record.get(self.plan.id);
        let place = |name: &str, file: &str| {
            Box::new(Place {
                file: file.to_owned(),
                at: At::Line(line),
                field: name.to_owned(),
            })
        };
        if id.is_empty() {
            return Err(DataError::EmptyId(place(&self.plan.id_name, &self.file)));
        }
        let Some(number) = std::str::from_utf8(id).ok().and_then(|id| self.ids.get(id)) else {
            return Ok(());
        };
        let number = number as usize;
        if self.lines[number] != 0 {
            return Err(DataError::TwiceInTable {
                place: place(&self.plan.id_name, &self.file),
                id: text(id),
                first: At::Line(self.lines[number]),
            });
        }
        self.lines[number] = line;
        for (column, (at, ..)) in self.columns.iter_mut().zip(&self.plan.columns) {
            column[number] = text(record.get(*at)).into();
        }
        for (at, genre) in &self.plan.flags {
            if record.get(*at) == b"1" {
                self.genres[number].push(genre.as_str().into());
            }
        }
        Ok(())
    }

    fn attributes(self) -> Attributes {
        let mut found = Attributes::default();
        for (texts, (_, name, kind)) in self.columns.into_iter().zip(self.plan.columns) {
            if name == "title" {
                let years: Vec<f64> = texts
                    .iter()
                    .map(|t| movielens::year(t).unwrap_or(f64::NAN))
                    .collect();
                if years.iter().any(|y| y.is_finite()) {
                    let year = Column::Number(years);
                    found.columns.entry("year".to_owned()).or_insert(year);
                }
            }
            found.columns.insert(name, column(texts, kind));
        }
        if !self.plan.flags.is_empty() {
            found
                .columns
                .insert("genre".to_owned(), Column::Labels(self.genres));
        }
        found
    }
}

fn column(texts: Vec<Box<str>>, kind: Kind) -> Column {
    let missing = |t: &str| {
        matches!(
            t,
            "" | "NA" | "N/A" | "NaN" | "nan" | "null" | "NULL" | "\\N"
        )
    };
    if kind == Kind::Any {
        let value = |t: &str| match missing(t) {
            true => Some(f64::NAN),
            false => number(t.as_bytes()),
        };
        let values: Option<Vec<f64>> = texts.iter().map(|t| value(t)).collect();
        if let Some(values) = values.filter(|v| v.iter().any(|x| x.is_finite())) {
            return Column::Number(values);
        }
    }
    let labels = |t: Box<str>| -> Vec<Box<str>> {
        if missing(&t) {
            return Vec::new();
        }
        match kind {
            Kind::Whole => vec![t],
            Kind::Occupation => {
                let known = t.parse().ok().and_then(|n: usize| OCCUPATIONS.get(n));
                vec![known.map_or(t, |name| (*name).into())]
            }
            Kind::Any => {
                let mut list: Vec<Box<str>> = Vec::new();
                for label in t.split('|').map(str::trim) {
                    let none = label.is_empty() || label == "(no genres listed)";
                    if !none && !list.iter().any(|l| &**l == label) {
                        list.push(label.into());
                    }
                }
                list
            }
        }
    };
    Column::Labels(texts.into_iter().map(labels).collect())
}

/// A text as UTF-8, or else as Latin-1.
fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&b| char::from(b)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::source::Form;

    fn table(name: &str, bytes: &[u8], of: Of) -> Result<Attributes, DataError> {
        let mut ids = Ids::new();
        for id in ["2", "1", "9"] {
            ids.insert(id);
        }
        let lines = Lines::new(name, Vec::new(), bytes, Form::Text)?;
        read(lines, of, None, &ids, &ReadOptions::default())
    }

    fn labels(attributes: &Attributes, name: &str) -> Vec<Vec<String>> {
        match attributes.get(name) {
            Some(Column::Labels(labels)) => labels
                .iter()
                .map(|l| l.iter().map(|s| s.to_string()).collect())
                .collect(),
            other => panic!("{name}: {other:?}"),
        }
    }

    fn numbers(attributes: &Attributes, name: &str) -> Vec<String> {
        match attributes.get(name) {
            Some(Column::Number(values)) => values.iter().map(|v| v.to_string()).collect(),
            other => panic!("{name}: {other:?}"),
        }
    }

    #[test]
    fn films_with_a_header() {
        let text = "movieId,title,genres\n1,\"Heat, The (1995)\",Action|Crime\n7,Unrated (1999),X\n2,Untitled,(no genres listed)\n";
        let found = table("movies.csv", text.as_bytes(), Of::Items).expect("films");
        let none: [&str; 0] = [];
        assert_eq!(
            labels(&found, "genre"),
            [&none[..], &["Action", "Crime"], &none]
        );
        assert_eq!(numbers(&found, "year"), ["NaN", "1995", "NaN"]);
        assert_eq!(labels(&found, "title")[1], ["Heat, The (1995)"]);
    }

    #[test]
    fn films_in_latin_1_and_with_flags() {
        let found = table(
            "d/movies.dat",
            b"1::Mis\xe9rables, Les (1998)::Drama|Musical\n",
            Of::Items,
        )
        .expect("latin-1");
        assert_eq!(labels(&found, "title")[1], ["Misérables, Les (1998)"]);
        assert_eq!(labels(&found, "genre")[1], ["Drama", "Musical"]);
        let item =
            b"2|Four Rooms (1995)|01-Jan-1995||http://x|0|0|0|0|0|0|0|0|0|0|0|1|0|0|0|0|1|0|0\n";
        let found = table("u.item", item, Of::Items).expect("flags");
        assert_eq!(labels(&found, "genre")[0], ["Horror", "Thriller"]);
        assert_eq!(numbers(&found, "year")[0], "1995");
        let error = table("u.item", b"2|Four Rooms|x\n", Of::Items).expect_err("short");
        assert!(matches!(
            error,
            DataError::FieldCount {
                found: 3,
                expected: 24,
                ..
            }
        ));
    }

    #[test]
    fn people_of_all_forms() {
        let found = table(
            "u.user",
            b"1|24|M|technician|85711\n2|53|F|other|94043\n",
            Of::Users,
        )
        .expect("100k");
        assert_eq!(numbers(&found, "age"), ["53", "24", "NaN"]);
        assert_eq!(labels(&found, "gender")[0], ["F"]);
        assert_eq!(labels(&found, "zip")[1], ["85711"]);
        let found = table(
            "users.dat",
            b"1::F::1::10::48067\n2::M::56::16::70072\n",
            Of::Users,
        )
        .expect("1m");
        assert_eq!(labels(&found, "occupation")[0], ["self-employed"]);
        assert_eq!(numbers(&found, "age"), ["56", "1", "NaN"]);
        let found = table(
            "p.csv",
            b"Age;uid;Sex;mood\nNA;1;F;good\n31;9;M;\n",
            Of::Users,
        )
        .expect("own");
        assert_eq!(numbers(&found, "AGE"), ["NaN", "NaN", "31"]);
        assert_eq!(labels(&found, "gender")[2], ["M"]);
        assert_eq!(labels(&found, "mood")[1], ["good"]);
    }

    #[test]
    fn an_id_stands_once() {
        let error = table("p.csv", b"id,age\n1,3\n4,4\n4,4\n1,5\n", Of::Users).expect_err("twice");
        assert_eq!(
            error.to_string(),
            "p.csv, line 5, field id: found \"1\" again, after line 2; expected each id once. Remove one of the two rows."
        );
        let error = table("p.csv", b"id,age\n,3\n", Of::Users).expect_err("empty");
        assert!(matches!(error, DataError::EmptyId(_)));
    }
}
