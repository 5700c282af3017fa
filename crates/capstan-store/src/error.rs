//! Why the store refuses.

/// Why the store refuses.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Something else has this name already.
    #[error("the {what} is taken; choose another")]
    Taken {
        /// What is taken: "handle".
        what: &'static str,
    },
    /// There is no such thing.
    #[error("there is no such {what}")]
    Missing {
        /// What was looked for: "coalition".
        what: &'static str,
    },
    /// A stored value is not what was written: a damaged or foreign database.
    #[error("{table}.{column} holds {found}, expected {expected}; run `capstan admin doctor`")]
    Damaged {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// What it holds.
        found: String,
        /// What was expected.
        expected: &'static str,
    },
    /// A file of the store cannot be read or written.
    #[error("{path}: {why}")]
    File {
        /// The file.
        path: String,
        /// What the system says, and what to do.
        why: String,
    },
    /// A file is larger than it may be.
    #[error("the file has more than {most} bytes; send a smaller one")]
    TooLarge {
        /// The most bytes it may have.
        most: u64,
    },
    /// The address of the database is not one.
    #[error("the database address {found} is not understood: expected postgres://… or sqlite:FILE")]
    Address {
        /// What was given, without its password.
        found: String,
    },
    /// The database says no.
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    /// The tables could not be brought up to date.
    #[error("the tables could not be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl StoreError {
    /// `error` of an insertion as [`StoreError::Taken`] if a unique column
    /// refused it.
    pub fn taken(what: &'static str) -> impl FnOnce(sqlx::Error) -> Self {
        move |error| match &error {
            sqlx::Error::Database(e) if e.is_unique_violation() => Self::Taken { what },
            _ => Self::Database(error),
        }
    }
}

/// A stored value that is not what was written.
pub(crate) fn damaged(
    table: &'static str,
    column: &'static str,
    found: impl ToString,
    expected: &'static str,
) -> StoreError {
    StoreError::Damaged {
        table,
        column,
        found: found.to_string(),
        expected,
    }
}

/// The value that was written as `found`.
pub(crate) fn key_of<T: Copy>(
    all: &[T],
    key: fn(T) -> &'static str,
    table: &'static str,
    column: &'static str,
    found: String,
) -> Result<T, StoreError> {
    let value = all.iter().find(|&&value| key(value) == found);
    value
        .copied()
        .ok_or_else(|| damaged(table, column, found, "a key of this version"))
}
