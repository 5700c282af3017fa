//! Tables of groups: who is in which, and which union each group is in.

use super::error::GroupError;
use crate::Ids;
use std::path::Path;

/// Groups of people, by name. A person may be in several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    /// The names, in order of first appearance.
    pub names: Vec<String>,
    /// The numbers of the members of each, ascending.
    pub members: Vec<Vec<u32>>,
    /// The union that each group is in, if the table has such a column.
    pub unions: Option<Vec<Option<String>>>,
}

impl Groups {
    /// Reads a table with the columns `user` (or `id`) and `group`, and `union` where
    /// groups stand together in unions; other columns are passed over.
    ///
    /// # Errors
    /// If the file cannot be read, a column is missing or a field empty, an id
    /// is nobody's, or a group is in two unions.
    pub fn read(path: &Path, users: &Ids) -> Result<Self, GroupError> {
        Self::read_of(path, users, "user", "ids of the ratings")
    }

    /// The same where members are no people in ratings: their ids stand in
    /// `column`, and are some of `ids`, which errors call `known`.
    ///
    /// # Errors
    /// As [`Groups::read`].
    pub fn read_of(
        path: &Path,
        ids: &Ids,
        column: &str,
        known: &'static str,
    ) -> Result<Self, GroupError> {
        let bytes = std::fs::read(path).map_err(|why| GroupError::Unreadable {
            file: path.to_owned(),
            why,
        })?;
        Self::parse_of(path, &bytes, ids, column, known)
    }

    /// The same as [`Groups::read`] from what a file holds; `path` is for
    /// messages.
    ///
    /// # Errors
    /// As [`Groups::read`].
    pub fn parse(path: &Path, bytes: &[u8], users: &Ids) -> Result<Self, GroupError> {
        Self::parse_of(path, bytes, users, "user", "ids of the ratings")
    }

    fn parse_of(
        path: &Path,
        bytes: &[u8],
        ids: &Ids,
        column: &str,
        known: &'static str,
    ) -> Result<Self, GroupError> {
        Table {
            path,
            users: ids,
            column,
            known,
            groups: Self {
                names: Vec::new(),
                members: Vec::new(),
                unions: None,
            },
        }
        .read(bytes)
    }
}

struct Table<'a> {
    path: &'a Path,
    users: &'a Ids,
    column: &'a str,
    known: &'static str,
    groups: Groups,
}

impl Table<'_> {
    fn read(mut self, bytes: &[u8]) -> Result<Groups, GroupError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let header = reader.headers().map_err(|e| self.broken(&e))?.clone();
        let column = |name: &str| header.iter().position(|h| h.trim() == name);
        let missing = || GroupError::Columns {
            file: self.path.to_owned(),
            found: header.iter().collect::<Vec<_>>().join(", "),
            member: self.column.to_owned(),
        };
        let user = column(self.column).or_else(|| column("id"));
        let user = user.ok_or_else(missing)?;
        let group = column("group").ok_or_else(missing)?;
        let union = column("union");
        self.groups.unions = union.map(|_| Vec::new());
        for record in reader.records() {
            let record = record.map_err(|e| self.broken(&e))?;
            let line = record.position().map_or(0, csv::Position::line) as usize;
            let group = self.group(line, record.get(group).unwrap_or_default().trim())?;
            if let Some(union) = union {
                self.join(line, group, record.get(union).unwrap_or_default().trim())?;
            }
            let user = self.user(line, record.get(user).unwrap_or_default())?;
            self.groups.members[group].push(user);
        }
        if self.groups.names.is_empty() {
            return Err(GroupError::NoIds {
                file: self.path.to_owned(),
            });
        }
        for members in &mut self.groups.members {
            members.sort_unstable();
            members.dedup();
        }
        Ok(self.groups)
    }

    fn user(&self, line: usize, id: &str) -> Result<u32, GroupError> {
        self.users.get(id).ok_or_else(|| GroupError::UnknownId {
            file: self.path.to_owned(),
            line,
            id: id.to_owned(),
            people: self.users.len(),
            known: self.known,
            first: self.users.names().next().unwrap_or_default().to_owned(),
        })
    }

    fn group(&mut self, line: usize, name: &str) -> Result<usize, GroupError> {
        if name.is_empty() {
            return Err(GroupError::NoName {
                file: self.path.to_owned(),
                line,
            });
        }
        let groups = &mut self.groups;
        Ok(match groups.names.iter().position(|n| n == name) {
            Some(at) => at,
            None => {
                groups.names.push(name.to_owned());
                groups.members.push(Vec::new());
                groups.names.len() - 1
            }
        })
    }

    /// Puts a group into a union; an empty name says that it is in none.
    fn join(&mut self, line: usize, group: usize, union: &str) -> Result<(), GroupError> {
        let union = (!union.is_empty()).then(|| union.to_owned());
        let Some(unions) = &mut self.groups.unions else {
            return Ok(());
        };
        match unions.get(group) {
            None => unions.push(union),
            Some(earlier) if *earlier == union => {}
            Some(earlier) => {
                return Err(GroupError::TwoUnions {
                    file: self.path.to_owned(),
                    line,
                    group: self.groups.names[group].clone(),
                    found: union.unwrap_or_default(),
                    earlier: earlier.clone().unwrap_or_default(),
                });
            }
        }
        Ok(())
    }

    fn broken(&self, error: &csv::Error) -> GroupError {
        GroupError::NotText {
            file: self.path.to_owned(),
            line: error.position().map_or(1, csv::Position::line) as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn users() -> Ids {
        let mut ids = Ids::new();
        for id in ["ann", "b o b", "7"] {
            ids.insert(id);
        }
        ids
    }

    fn read(text: &[u8]) -> Result<Groups, String> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("groups.csv");
        std::fs::write(&path, text).expect("a file");
        Groups::read(&path, &users()).map_err(|error| {
            let text = error.to_string();
            text.replace(&path.display().to_string(), "groups.csv")
        })
    }

    #[test]
    fn people_may_be_in_several_groups() {
        let text = b"\xef\xbb\xbfgroup,age,user\r\nnorth,3,7\r\nsouth,4,ann\r\nnorth,5,ann\r\nnorth,5,7\r\n";
        let groups = read(text).expect("groups");
        assert_eq!(groups.names, ["north", "south"]);
        assert_eq!(groups.members, [vec![0, 2], vec![0]]);
        assert_eq!(groups.unions, None);
    }

    #[test]
    fn groups_stand_in_unions() {
        let text = b"user,group,union\n7,a,x\nann,b,\n\"b o b\",a,x\n";
        let groups = read(text).expect("groups");
        assert_eq!(groups.members, [vec![1, 2], vec![0]]);
        assert_eq!(groups.unions, Some(vec![Some("x".to_owned()), None]));
    }

    #[test]
    fn members_may_be_called_something_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("groups.csv");
        let read = |text: &str| {
            std::fs::write(&path, text).expect("a file");
            Groups::read_of(&path, &users(), "offer", "ids of the records")
        };
        let groups = read("offer,group\n7,a\n").expect("groups");
        assert_eq!(groups.members, [vec![2]]);
        let error = read("user,group\n7,a\n")
            .expect_err("no column")
            .to_string();
        assert!(error.contains("expected offer and group"), "{error}");
        let error = read("offer,group\n8,a\n").expect_err("nobody").to_string();
        assert!(error.contains("one of the 3 ids of the records"), "{error}");
    }

    #[test]
    fn errors_name_file_line_and_field() {
        for (text, wanted) in [
            (
                &b"person,group\nann,a\n"[..],
                "groups.csv, line 1: found the columns person, group; expected user and group, and union where groups stand in unions; rename the columns",
            ),
            (
                b"user,group\nann,a\n9,a\n",
                "groups.csv, line 3, id: found \"9\", expected one of the 3 ids of the ratings (the first is \"ann\"); remove the line, or check that the file belongs to these data",
            ),
            (
                b"user,group\nann\n",
                "groups.csv, line 2, group: found nothing, expected the name of a group; name it or remove the line",
            ),
            (
                b"user,group,union\nann,a,x\n7,a,y\n",
                "groups.csv, line 3, union: found \"y\" for the group \"a\", which is in \"x\" further up, expected one union for each group; put it into one",
            ),
            (
                b"user,group\nann,\xff\n",
                "groups.csv, line 2, id: found bytes that are not UTF-8, expected an id; save the file as UTF-8",
            ),
            (
                b"user,group\n",
                "groups.csv: found no id, expected one id a line; add the ids of the members",
            ),
        ] {
            assert_eq!(read(text).expect_err("an error"), wanted);
        }
    }
}
