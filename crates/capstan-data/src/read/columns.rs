//! Which column is what.

use crate::error::DataError;
use crate::read::ReadOptions;
use crate::read::value::number;

/// The names that columns of users have, without case and marks.
pub(crate) const USER: &[&str] = &[
    "userid",
    "user",
    "uid",
    "person",
    "personid",
    "member",
    "memberid",
    "customerid",
    "customer",
    "reviewerid",
    "reviewer",
    "visitorid",
    "sessionid",
    "readerid",
];
/// The names that columns of items have.
pub(crate) const ITEM: &[&str] = &[
    "itemid",
    "item",
    "movieid",
    "movie",
    "filmid",
    "iid",
    "parentasin",
    "asin",
    "productid",
    "product",
    "bookid",
    "isbn",
    "book",
    "trackid",
    "songid",
    "artistid",
    "gameid",
    "articleid",
    "businessid",
    "videoid",
    "recipeid",
];
const RATING: &[&str] = &[
    "rating",
    "ratings",
    "score",
    "stars",
    "star",
    "overall",
    "bookrating",
    "value",
    "preference",
];
const TIME: &[&str] = &[
    "timestamp",
    "time",
    "datetime",
    "date",
    "ratedat",
    "createdat",
    "unixreviewtime",
    "ts",
];

/// A column of the ratings: where it is, and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) at: usize,
    pub(crate) name: String,
}

/// Where the parts of a rating stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Roles {
    pub(crate) user: Place,
    pub(crate) item: Place,
    /// Nothing where every record is a sign of interest.
    pub(crate) rating: Option<Place>,
    pub(crate) time: Option<Place>,
}

/// The columns of a file, and whether its first line names them.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub(crate) names: Vec<String>,
    pub(crate) named: bool,
    pub(crate) line: u64,
}

impl Header {
    /// What the first line of a text with the fields `first` says.
    ///
    /// A line that names no column we know and has a number where the rating
    /// would be is a rating already: user, item, rating, time, in that order.
    pub(crate) fn of(first: &[&[u8]], line: u64, options: &ReadOptions) -> Self {
        let names: Vec<String> = first
            .iter()
            .map(|f| String::from_utf8_lossy(f).into_owned())
            .collect();
        let asked = [&options.user, &options.item, &options.rating, &options.time];
        let is_asked = |name: &str| {
            let same =
                |a: &&Option<String>| a.as_ref().is_some_and(|a| a.eq_ignore_ascii_case(name));
            number(name.as_bytes()).is_none() && asked.iter().any(same)
        };
        let known = names.iter().any(|n| {
            is_asked(n)
                || [USER, ITEM, RATING, TIME]
                    .iter()
                    .any(|l| rank(n, l).is_some())
        });
        let is_number = |at: usize| first.get(at).is_some_and(|f| number(f).is_some());
        let values = is_number(2) || (0..first.len()).all(is_number);
        if known || !values {
            return Self {
                names,
                named: true,
                line,
            };
        }
        let usual = ["user", "item", "rating", "time"];
        let names = (0..first.len())
            .map(|i| match usual.get(i) {
                Some(name) if first.len() <= 4 => (*name).to_owned(),
                _ => (i + 1).to_string(),
            })
            .collect();
        Self {
            names,
            named: false,
            line,
        }
    }

    /// The roles of the columns: those that were asked for, or those whose
    /// names we know.
    pub(crate) fn roles(&self, file: &str, options: &ReadOptions) -> Result<Roles, DataError> {
        let find = |asked: &Option<String>, known: &[&str], option: &'static str, what: &str| {
            if let Some(name) = asked {
                return match self.asked(name) {
                    Some(at) => Ok(Some(at)),
                    None => Err(self.missing(file, format!("a column {name:?}"), option, "")),
                };
            }
            let best = (0..self.names.len())
                .filter_map(|at| rank(&self.names[at], known).map(|r| (r, at)))
                .min();
            match best {
                Some((_, at)) => Ok(Some(self.place(at))),
                None if what.is_empty() => Ok(None),
                None => Err(self.missing(file, what.to_owned(), option, "")),
            }
        };
        let user = find(&options.user, USER, "--user", "a column of users")?;
        let item = find(&options.item, ITEM, "--item", "a column of items")?;
        let (Some(user), Some(item)) = (user, item) else {
            return Err(self.missing(file, "a column of users".to_owned(), "--user", ""));
        };
        let time = match options.time.as_deref() {
            Some("none") => None,
            _ => find(&options.time, TIME, "--time", "")?,
        };
        let rating = if options.implicit {
            None
        } else {
            find(&options.rating, RATING, "--rating", "")?
        };
        let used = 2 + usize::from(time.is_some());
        if rating.is_none() && !options.implicit && used < self.names.len() {
            return Err(self.missing(
                file,
                "a column of ratings".to_owned(),
                "--rating",
                " If there is none and every row is a sign of interest, use --implicit.",
            ));
        }
        Ok(Roles {
            user,
            item,
            rating,
            time,
        })
    }

    fn place(&self, at: usize) -> Place {
        Place {
            at,
            name: self.names[at].clone(),
        }
    }

    /// The column called `name`; by its number, from 1, where none has a name.
    fn asked(&self, name: &str) -> Option<Place> {
        let exact = self.names.iter().position(|n| n == name);
        let alike = || self.names.iter().position(|n| n.eq_ignore_ascii_case(name));
        let counted = || {
            let n = name.parse::<usize>().ok().filter(|_| !self.named)?;
            (1..=self.names.len()).contains(&n).then(|| n - 1)
        };
        exact
            .or_else(alike)
            .or_else(counted)
            .map(|at| self.place(at))
    }

    fn missing(
        &self,
        file: &str,
        wanted: String,
        option: &'static str,
        advice: &'static str,
    ) -> DataError {
        let columns = self.names.join(", ");
        DataError::MissingColumn {
            file: file.to_owned(),
            line: self.line,
            columns: if self.named {
                columns
            } else {
                format!("{columns} (there is no header)")
            },
            wanted,
            option,
            advice,
        }
    }
}

/// How early `name` stands in a list of known names.
pub(crate) fn rank(name: &str, known: &[&str]) -> Option<usize> {
    let name = plain(name);
    known.iter().position(|k| *k == name)
}

/// A name without case, marks, and a type after a colon.
pub(crate) fn plain(name: &str) -> String {
    name.split(':')
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(line: &str) -> Header {
        header_with(line, &ReadOptions::default())
    }

    fn header_with(line: &str, options: &ReadOptions) -> Header {
        let fields: Vec<&[u8]> = line.split(',').map(str::as_bytes).collect();
        Header::of(&fields, 1, options)
    }

    fn roles(line: &str, options: &ReadOptions) -> Result<[Option<usize>; 4], DataError> {
        let roles = header_with(line, options).roles("f.csv", options)?;
        Ok([
            Some(roles.user.at),
            Some(roles.item.at),
            roles.rating.map(|p| p.at),
            roles.time.map(|p| p.at),
        ])
    }

    #[test]
    fn names_are_recognised() {
        let none = ReadOptions::default();
        for (line, expected) in [
            (
                "userId,movieId,rating,timestamp",
                [Some(0), Some(1), Some(2), Some(3)],
            ),
            (
                "timestamp,Item_ID,User-ID,stars",
                [Some(2), Some(1), Some(3), Some(0)],
            ),
            (
                "user_id:token,item_id:token,rating:float",
                [Some(0), Some(1), Some(2), None],
            ),
            ("196,242,3,881250949", [Some(0), Some(1), Some(2), Some(3)]),
            ("AH2L,0000000116,4.0", [Some(0), Some(1), Some(2), None]),
            ("user,item", [Some(0), Some(1), None, None]),
        ] {
            assert_eq!(roles(line, &none).expect(line), expected, "{line}");
        }
        assert!(header("a,b,c").named);
        assert!(!header("7,8").named);
    }

    #[test]
    fn columns_can_be_named_or_counted() {
        let options = ReadOptions {
            user: Some("who".into()),
            item: Some("WHAT".into()),
            rating: Some("mark".into()),
            time: Some("none".into()),
            ..ReadOptions::default()
        };
        let found = roles("what,mark,who,date", &options).expect("named");
        assert_eq!(found, [Some(2), Some(0), Some(1), None]);
        let counted = ReadOptions {
            user: Some("5".into()),
            item: Some("1".into()),
            rating: Some("3".into()),
            ..ReadOptions::default()
        };
        let found = roles("a,b,1,c,d", &counted).expect("counted");
        assert_eq!(found, [Some(4), Some(0), Some(2), None]);
    }

    #[test]
    fn missing_columns_say_what_there_is() {
        let none = ReadOptions::default();
        let error = roles("who,movieId,rating", &none).expect_err("no user");
        assert_eq!(
            error.to_string(),
            "f.csv, line 1: found the columns who, movieId, rating; expected a column of users. Name the column with --user COLUMN."
        );
        let error = roles("user,item,mark", &none).expect_err("no rating");
        assert_eq!(
            error.to_string(),
            "f.csv, line 1: found the columns user, item, mark; expected a column of ratings. Name the column with --rating COLUMN. If there is none and every row is a sign of interest, use --implicit."
        );
        let asked = ReadOptions {
            time: Some("when".into()),
            ..ReadOptions::default()
        };
        let error = roles("1,2,3", &asked).expect_err("no time");
        assert_eq!(
            error.to_string(),
            "f.csv, line 1: found the columns user, item, rating (there is no header); expected a column \"when\". Name the column with --time COLUMN."
        );
    }
}
