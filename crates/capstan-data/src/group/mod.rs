//! Groups of people: expressions over attributes and ratings.
//!
//! ```text
//! group      = chain { "or" chain } ;
//! chain      = part { "and" part } ;
//! part       = "not" part | "(" group ")" | condition ;
//! condition  = "random" | "everyone"
//!            | name op value
//!            | ("top" | "bottom") number "%" "by" ("ratings" | "mean")
//!            | "ids" path | "file:" path ;
//! op         = "=" | "!=" | "<" | "<=" | ">" | ">=" ;
//! name       = "count" | "ratings" | "mean" | column ;
//! value, column, path = word | '"' text '"' | "'" text "'" ;
//! ```
//!
//! The name of an existing file alone is a group too: the people whose ids
//! stand in it, one a line. Words such as `and` may be written in any case,
//! and so may names of columns and texts to compare with. In quotes, a
//! backslash before a quote or a backslash makes it plain; a quoted name is
//! always a column.
//!
//! **Columns** are looked for in the user table first, then in the item table.
//! Where a person or item has several labels, `=` asks whether one of them is
//! the value and `!=` whether none is. What is not known matches neither.
//!
//! **Conditions on items** (`genre=Horror`), or several of them in
//! parentheses, select which of a person's ratings the `and` chain looks at;
//! chains in parentheses and after `not` inside it look at no others. `count`
//! (or `ratings`) is how many there are and `mean` what they are on average;
//! a person without any has no mean, which matches nothing. So
//! `genre=Horror and mean>=4` are the people whose Horror ratings are 4 or
//! more on average. A chain with conditions on items and none on `count` means
//! more than 10 ratings: `count>10` is implied, and [`Group::explicit`] writes
//! it out. These are the fans of Vincent, Hecht and Sen 2019
//! (doi:10.1145/3308558.3313742).
//!
//! **`not`** is everybody else; to look at other items write
//! `genre!=Horror`.
//!
//! **`top 10% by ratings`** are the people with at least as many ratings as
//! the 90th percentile, `bottom 10%` those with at most as many as the 10th,
//! as in the same study; percentiles lie between neighbours where needed (type
//! 7 of Hyndman and Fan 1996). People who are equal at the limit are all in,
//! so there may be a few more than 10 %. People without a rating that is
//! looked at are not ranked.
//!
//! ```
//! use capstan_data::Group;
//! let group = Group::parse("Genre = horror AND mean >= 4")?;
//! assert_eq!(group.to_string(), "Genre=horror and mean>=4");
//! let sample = capstan_data::world::sample().data;
//! assert_eq!(
//!     group.explicit(&sample)?.to_string(),
//!     "Genre=horror and mean>=4 and count>10"
//! );
//! assert!(!group.members(&sample)?.is_empty());
//! # Ok::<(), capstan_data::GroupError>(())
//! ```

mod columns;
mod error;
mod explicit;
mod expr;
#[cfg(test)]
mod four;
mod ids;
mod members;
mod parse;
mod suggest;
mod table;

pub use error::GroupError;
pub use suggest::{Suggestion, suggestions};
pub use table::Groups;

use crate::Dataset;
use expr::Expr;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// A group of people: an expression over attributes and ratings, as the
/// module's grammar has it. It displays as its canonical text, which reads
/// back as the same group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Group {
    expr: Expr,
}

impl Group {
    /// Everybody, of whom a share is drawn by lot: `random`.
    pub fn everyone() -> Self {
        Self {
            expr: Expr::Everyone,
        }
    }

    /// Reads an expression, or the name of an existing file of ids.
    ///
    /// # Errors
    /// [`GroupError::Syntax`], which says where and what was expected.
    pub fn parse(text: &str) -> Result<Self, GroupError> {
        match parse::parse(text) {
            Ok(expr) => Ok(Self { expr }),
            Err(_) if Path::new(text).is_file() => Ok(Self {
                expr: Expr::Ids(text.to_owned()),
            }),
            Err(error) => Err(error),
        }
    }

    /// Reads an expression, and never looks whether `text` is a file: what a
    /// service must use, or it would tell strangers which files there are.
    ///
    /// # Errors
    /// As [`Group::parse`].
    pub fn expression(text: &str) -> Result<Self, GroupError> {
        Ok(Self {
            expr: parse::parse(text)?,
        })
    }

    /// Whether it is `random` or `everyone`.
    pub fn is_everyone(&self) -> bool {
        self.expr == Expr::Everyone
    }

    /// The files of ids that it reads, in order. A service must refuse groups
    /// with files from people who may not read the machine's files: an error
    /// about an id shows the line.
    pub fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        self.expr.visit(&mut |part| {
            if let Expr::Ids(path) = part {
                files.push(path.clone());
            }
        });
        files
    }

    /// The same group with what it implies for this data written out.
    ///
    /// # Errors
    /// As [`Group::members`], where a name or a comparison does not fit.
    pub fn explicit(&self, data: &Dataset) -> Result<Self, GroupError> {
        Ok(Self {
            expr: explicit::explicit(&self.expr, data)?,
        })
    }

    /// The numbers of its members, ascending.
    ///
    /// # Errors
    /// If a column does not exist or cannot be compared so, if a file of ids
    /// cannot be read or names a person who is not there, if nobody matches,
    /// or if everybody matches a group other than `random`.
    pub fn members(&self, data: &Dataset) -> Result<Vec<u32>, GroupError> {
        let expr = explicit::explicit(&self.expr, data)?;
        let matches = members::matches(&expr, data)?;
        let found: Vec<u32> = (0u32..)
            .zip(&matches)
            .filter_map(|(user, m)| m.then_some(user))
            .collect();
        let people = matches.len();
        if found.is_empty() {
            return Err(GroupError::Nobody {
                group: expr.to_string(),
                people,
                known: members::known(&expr, data),
            });
        }
        if found.len() == people && !self.is_everyone() {
            return Err(GroupError::Everybody {
                group: expr.to_string(),
                people,
                known: members::known(&expr, data),
            });
        }
        Ok(found)
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expr.fmt(f)
    }
}

impl FromStr for Group {
    type Err = GroupError;

    fn from_str(text: &str) -> Result<Self, GroupError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Group {
    type Error = GroupError;

    fn try_from(text: String) -> Result<Self, GroupError> {
        Self::parse(&text)
    }
}

impl From<Group> for String {
    fn from(group: Group) -> Self {
        group.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{WorldSpec, grow, sample};

    #[test]
    fn a_file_name_alone_is_a_group() {
        let data = grow(&WorldSpec::small(), 1, 0).data;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("our members.txt");
        std::fs::write(&path, "person-5\nperson-2\n").expect("a file");
        let name = path.display().to_string();
        let group = Group::parse(&name).expect("a group");
        assert_eq!(group.members(&data).expect("members"), [2, 5]);
        assert_eq!(Group::parse(&group.to_string()).expect("a group"), group);
        assert!(Group::expression(&name).is_err());
        let other = format!("not file:\"{name}\"");
        let others = Group::parse(&other).and_then(|g| g.members(&data));
        assert_eq!(others.expect("members").len(), 148);
        let two = Group::parse("ids a or not (age<25 and ids 'b c')").expect("a group");
        assert_eq!(two.files(), ["a", "b c"]);
        assert!(Group::parse("no such file").is_err());
    }

    #[test]
    fn groups_travel_as_text() {
        let group = Group::parse("genre=Horror and mean>=4").expect("a group");
        assert_eq!(String::from(group.clone()), group.to_string());
        assert_eq!(Group::try_from(group.to_string()).expect("a group"), group);
        assert!(Group::everyone().is_everyone() && !group.is_everyone());
        assert_eq!(
            "everyone".parse::<Group>().expect("a group"),
            Group::everyone()
        );
    }

    #[test]
    fn fans_like_what_they_have_not_seen() {
        let world = sample();
        let group = Group::parse("genre=Horror and mean>=4").expect("a group");
        let fans = group.members(&world.data).expect("fans");
        let Some(crate::Column::Labels(genres)) = world.data.items.get("genre") else {
            panic!("items have genres");
        };
        let horror: Vec<u32> = (0u32..)
            .zip(genres)
            .filter_map(|(i, g)| g.iter().any(|g| **g == *"Horror").then_some(i))
            .collect();
        let mean_of = |users: &[u32]| {
            let each = users
                .iter()
                .flat_map(|&u| horror.iter().map(move |&i| (u, i)))
                .filter(|(u, i)| !world.data.ratings.user(*u).items.contains(i));
            let (sum, n) = each.fold((0.0, 0.0), |(sum, n), (u, i)| {
                (sum + world.truth.expected(u, i), n + 1.0)
            });
            sum / n
        };
        let everyone: Vec<u32> = (0..610).collect();
        let (fans, all) = (mean_of(&fans), mean_of(&everyone));
        assert!(fans > all + 0.3, "{fans} against {all}");
    }
}
