//! What can be wrong with a group.

use std::path::PathBuf;

/// Why a group could not be read, or has no sensible members.
#[derive(Debug, thiserror::Error)]
pub enum GroupError {
    /// The expression is not one.
    #[error(
        "the group `{text}` cannot be read at character {position}: found {found}, expected {expected}"
    )]
    Syntax {
        /// The whole expression.
        text: String,
        /// Where it goes wrong, in characters from 1.
        position: usize,
        /// What stands there.
        found: String,
        /// What could stand there.
        expected: String,
    },
    /// A name that is no column.
    #[error(
        "there is no column \"{name}\": found {users} for users and {items} for items, beside ratings, count and mean; use one of these, or give the side table that has it"
    )]
    UnknownColumn {
        /// The name.
        name: String,
        /// The columns of the user table.
        users: String,
        /// The columns of the item table.
        items: String,
    },
    /// Text compared by order.
    #[error(
        "`{comparison}` asks for an order, but {column} is text: expected = or !=; {column} is {known}"
    )]
    TextOrder {
        /// The comparison.
        comparison: String,
        /// The column.
        column: String,
        /// What is in the column.
        known: String,
    },
    /// A number compared with text.
    #[error(
        "`{comparison}` compares {column} with \"{found}\": expected a number; {column} is {known}"
    )]
    NotANumber {
        /// The comparison.
        comparison: String,
        /// The column or measure.
        column: String,
        /// The value given.
        found: String,
        /// What is in the column.
        known: String,
    },
    /// Nobody matches.
    #[error("nobody of {people} people is in the group `{group}`{known}; change the group")]
    Nobody {
        /// The group, with what it implies.
        group: String,
        /// How many people there are.
        people: usize,
        /// What is in the columns that it uses.
        known: String,
    },
    /// Everybody matches.
    #[error(
        "all {people} people are in the group `{group}`{known}; use `random` for everyone, or change the group"
    )]
    Everybody {
        /// The group, with what it implies.
        group: String,
        /// How many people there are.
        people: usize,
        /// What is in the columns that it uses.
        known: String,
    },
    /// An id that is nobody's.
    #[error(
        "{}, line {line}, id: found \"{id}\", expected one of the {people} {known} (the first is \"{first}\"); remove the line, or check that the file belongs to these data",
        file.display()
    )]
    UnknownId {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The id.
        id: String,
        /// How many ids there are.
        people: usize,
        /// What they are ids of.
        known: &'static str,
        /// An id that there is.
        first: String,
    },
    /// A line that is no text.
    #[error(
        "{}, line {line}, id: found bytes that are not UTF-8, expected an id; save the file as UTF-8",
        file.display()
    )]
    NotText {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// A file without ids.
    #[error("{}: found no id, expected one id a line; add the ids of the members", file.display())]
    NoIds {
        /// The file.
        file: PathBuf,
    },
    /// A table of groups without a column that it needs.
    #[error(
        "{}, line 1: found the columns {found}; expected {member} and group, and union where groups stand in unions; rename the columns",
        file.display()
    )]
    Columns {
        /// The file.
        file: PathBuf,
        /// The columns there are.
        found: String,
        /// The column of members.
        member: String,
    },
    /// A member of a group without a name.
    #[error(
        "{}, line {line}, group: found nothing, expected the name of a group; name it or remove the line",
        file.display()
    )]
    NoName {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// A group in two unions.
    #[error(
        "{}, line {line}, union: found \"{found}\" for the group \"{group}\", which is in \"{earlier}\" further up, expected one union for each group; put it into one",
        file.display()
    )]
    TwoUnions {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The group.
        group: String,
        /// The union on this line.
        found: String,
        /// The union further up.
        earlier: String,
    },
    /// A file that cannot be read.
    #[error("{}: cannot be read ({why}); check its name and that you may read it", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system says.
        #[source]
        why: std::io::Error,
    },
}
