//! A table of groups that was uploaded: who is in which.

use crate::problem::Problem;
use crate::values::ask::MOST_GROUPS;
use capstan_data::{GroupError, Groups, Ids};
use capstan_store::Keys;
use std::path::Path;

/// For what tables are locked.
const USE: &str = "table of groups";

/// A table, locked for the valuation that it is for; nothing for none.
pub fn seal(keys: &Keys, valuation: &str, table: &str) -> String {
    match table.trim().is_empty() {
        true => String::new(),
        false => keys.seal(USE, valuation, table),
    }
}

/// What [`seal`] locked.
pub fn open(keys: &Keys, valuation: &str, sealed: &str) -> String {
    let open = keys.open_sealed(USE, valuation, sealed);
    open.unwrap_or_default()
}

/// The groups of a table among people with these ids.
///
/// # Errors
/// What is wrong with it, with its line.
pub fn groups(table: &str, users: &Ids) -> Result<Groups, Problem> {
    let found = Groups::parse(Path::new("table"), table.as_bytes(), users);
    let found = found.map_err(|error| refused(&error))?;
    match found.names.len() > MOST_GROUPS {
        true => Err(problem("valuations-groups").with("most", MOST_GROUPS)),
        false => Ok(found),
    }
}

fn problem(key: &'static str) -> Problem {
    Problem::input("table", key)
}

fn refused(error: &GroupError) -> Problem {
    match error {
        GroupError::UnknownId { line, .. } => problem("valuations-table-id").with("line", line),
        GroupError::NoName { line, .. } => problem("valuations-table-name").with("line", line),
        GroupError::TwoUnions { line, .. } => problem("valuations-table-union").with("line", line),
        _ => problem("valuations-table"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of a problem, and its values.
    type Said = (&'static str, Vec<(&'static str, String)>);

    fn of(table: &str) -> Result<Groups, Said> {
        let mut users = Ids::default();
        for id in ["ann", "bo", "cho"] {
            users.insert(id);
        }
        groups(table, &users).map_err(|problem| (problem.key, problem.args))
    }

    #[test]
    fn a_person_may_be_in_several_groups() {
        let found = of("id,group\nann,a\nbo,a\nbo,b\ncho,b\n").unwrap();
        assert_eq!(found.names, ["a", "b"]);
        assert_eq!(found.members, [[0, 1], [1, 2]]);
        assert_eq!(found.unions, None);
        let unions = of("user,group,union\nann,a,x\nbo,b,\n").unwrap().unions;
        assert_eq!(unions, Some(vec![Some("x".into()), None]));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let at = |line: &str| vec![("line", line.to_owned())];
        let key = |table: &str| of(table).unwrap_err();
        assert_eq!(
            key("id,group\nann,a\nzoe,a\n"),
            ("valuations-table-id", at("3"))
        );
        assert_eq!(key("id,group\nann,\n"), ("valuations-table-name", at("2")));
        let union = "id,group,union\nann,a,x\nbo,a,y\n";
        assert_eq!(key(union), ("valuations-table-union", at("3")));
        assert_eq!(key("id,team\nann,a\n").0, "valuations-table");
        assert_eq!(key("id,group\n").0, "valuations-table");
        let many: String = (0..11).map(|n| format!("ann,g{n}\n")).collect();
        assert_eq!(key(&format!("id,group\n{many}")).0, "valuations-groups");
    }

    #[test]
    fn a_table_is_locked_for_its_valuation() {
        let keys = Keys::fresh();
        let sealed = seal(&keys, "v", "id,group\nann,a\n");
        assert!(!sealed.contains("ann"));
        assert_eq!(open(&keys, "v", &sealed), "id,group\nann,a\n");
        assert_eq!(open(&keys, "w", &sealed), "");
        assert_eq!(seal(&keys, "v", " "), "");
    }
}
