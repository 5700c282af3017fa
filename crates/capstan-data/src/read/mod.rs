//! Readers: from a file of ratings to a [`Dataset`].
//!
//! The form is found out from the bytes: MovieLens in all its dresses, any
//! delimited text with named columns, Parquet, and gzip of the texts. Side
//! tables are found by their names beside the file, or named in the options.
//!
//! ```
//! use capstan_data::{ReadOptions, describe, read_bytes};
//! let text = b"userId,movieId,rating\n1,31,2.5\n1,1029,3.0\n2,31,4.5\n";
//! let data = read_bytes("ratings.csv", text, &ReadOptions::default())?;
//! assert_eq!(describe(&data).scale, [0.5, 5.0]);
//!
//! let wrong = b"userId,movieId,rating\n1,31,good\n";
//! let error = read_bytes("ratings.csv", wrong, &ReadOptions::default()).unwrap_err();
//! assert!(error.to_string().starts_with(
//!     "ratings.csv, line 2, field rating: found \"good\"; expected a finite number"
//! ));
//! # Ok::<(), capstan_data::DataError>(())
//! ```

mod columns;
mod delimited;
mod examples;
mod folder;
mod gather;
mod intern;
mod movielens;
mod parquet;
mod scale;
mod side;
mod source;
mod table;
mod value;

pub use examples::{ExampleOptions, read_examples, read_examples_bytes, read_examples_to};

use crate::error::DataError;
use crate::ratings::{Keep, Scale};
use crate::{Attributes, Dataset};
use gather::Gather;
use source::{Form, Lines, sniff};
use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What to do with several ratings of one item by one user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplicates {
    /// They are an error that names both lines.
    #[default]
    Error,
    /// The one with the latest time counts; the later row where times are
    /// equal or not read.
    Last,
    /// Their mean counts, with the time and row of the last.
    Mean,
}

/// How to read a file of ratings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadOptions {
    /// The column of users; recognised by its name if not given. Where a file
    /// has no header, columns are called by their numbers, from 1.
    pub user: Option<String>,
    /// The column of items.
    pub item: Option<String>,
    /// The column of ratings.
    pub rating: Option<String>,
    /// The column of times; `none` reads no times. Whole numbers are seconds,
    /// or milliseconds from 100,000,000,000 on; dates without a zone are UTC.
    pub time: Option<String>,
    /// What stands between columns; recognised from the first line if not
    /// given. A colon stands for `::` where the file has that.
    pub delimiter: Option<u8>,
    /// There are no ratings: every record is a sign of interest. So it is
    /// also taken where the file has no columns but user, item and time.
    pub implicit: bool,
    /// The scale of the ratings; inferred if not given.
    pub scale: Option<Scale>,
    /// The rating from which an item counts as liked. If not given, 4 on a
    /// 5-star scale and the same place on others: four fifths of the maximum
    /// on a scale that starts at no more than a fifth of it, otherwise three
    /// quarters of the way up.
    pub relevant: Option<f32>,
    /// What to do with several ratings of one item by one user.
    pub duplicates: Duplicates,
    /// Which of the larger columns are kept.
    pub keep: Keep,
    /// More ratings than this are refused; if not given, more than a `u32`
    /// counts. A small file can hold very many, so a service should say.
    pub most: Option<u32>,
    /// The table of users. If not given, `users.csv`, `users.dat` or `u.user`
    /// beside a file called `ratings` or `u` is taken if it is there.
    pub users: Option<PathBuf>,
    /// The table of items. If not given, `movies.csv`, `items.csv`,
    /// `movies.dat` or `u.item` is looked for in the same way.
    pub items: Option<PathBuf>,
}

/// A data set and how long it took to read.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The data set.
    pub dataset: Dataset,
    /// Records read, duplicates counted.
    pub rows: usize,
    /// Wall time in seconds, side tables included.
    pub seconds: f64,
}

/// Reads the ratings in `path`, a file or a folder that holds a known one,
/// and the side tables that belong to them.
///
/// # Errors
/// [`DataError`] says what is wrong and where.
pub fn read(path: &Path, options: &ReadOptions) -> Result<Dataset, DataError> {
    read_timed(path, options).map(|loaded| loaded.dataset)
}

/// As [`read`], with the number of rows and the time it took.
///
/// # Errors
/// As [`read`].
pub fn read_timed(path: &Path, options: &ReadOptions) -> Result<Loaded, DataError> {
    let start = Instant::now();
    let ratings_file = if path.is_dir() {
        folder::ratings_in(path)?
    } else {
        path.to_owned()
    };
    let shown = ratings_file.display().to_string();
    let unreadable = |why| DataError::Unreadable {
        file: shown.clone(),
        why,
    };
    let mut file = File::open(&ratings_file).map_err(unreadable)?;
    let (head, form) = sniff(&mut file).map_err(unreadable)?;
    let gathered = if form == Form::Parquet {
        file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        parquet::ratings(&shown, file, options)?
    } else {
        let lines = Lines::new(&shown, head, file, form)?;
        delimited::ratings(lines, options)?
    };
    let beside = folder::beside(&ratings_file);
    let users = options.users.clone().or(beside.users);
    let items = options.items.clone().or(beside.items);
    let (user_ids, item_ids) = gathered.ids();
    let users = side_table(users.as_deref(), side::Of::Users, user_ids, options)?;
    let items = side_table(items.as_deref(), side::Of::Items, item_ids, options)?;
    let name = path.file_name().unwrap_or(path.as_os_str());
    loaded(
        name.to_string_lossy().into_owned(),
        gathered,
        users,
        items,
        start,
    )
}

/// Reads the ratings in `bytes`, the content of a file called `name`. Side
/// tables are read only where the options name them.
///
/// # Errors
/// As [`read`].
pub fn read_bytes(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Dataset, DataError> {
    let start = Instant::now();
    let mut source = bytes;
    let (head, form) = sniff(&mut source).map_err(|why| DataError::Unreadable {
        file: name.to_owned(),
        why,
    })?;
    let gathered = if form == Form::Parquet {
        parquet::ratings(name, ::bytes::Bytes::copy_from_slice(bytes), options)?
    } else {
        delimited::ratings(Lines::new(name, head, source, form)?, options)?
    };
    let (user_ids, item_ids) = gathered.ids();
    let users = side_table(options.users.as_deref(), side::Of::Users, user_ids, options)?;
    let items = side_table(options.items.as_deref(), side::Of::Items, item_ids, options)?;
    loaded(name.to_owned(), gathered, users, items, start).map(|loaded| loaded.dataset)
}

/// Reads side tables from bytes for a data set that was read without them:
/// the content of a table of users and of a table of items, each with the
/// name of its file, which tells the MovieLens forms.
///
/// # Errors
/// As [`read`].
pub fn read_sides(
    dataset: &mut Dataset,
    users: Option<(&str, &[u8])>,
    items: Option<(&str, &[u8])>,
    options: &ReadOptions,
) -> Result<(), DataError> {
    let read = |of, table: (&str, &[u8]), ids| {
        let mut source = table.1;
        let (head, form) = sniff(&mut source).map_err(|why| DataError::Unreadable {
            file: table.0.to_owned(),
            why,
        })?;
        side::read(
            Lines::new(table.0, head, source, form)?,
            of,
            None,
            ids,
            options,
        )
    };
    let users = users
        .map(|table| read(side::Of::Users, table, dataset.ratings.users()))
        .transpose()?;
    let items = items
        .map(|table| read(side::Of::Items, table, dataset.ratings.items()))
        .transpose()?;
    dataset.users = users.unwrap_or_else(|| std::mem::take(&mut dataset.users));
    dataset.items = items.unwrap_or_else(|| std::mem::take(&mut dataset.items));
    Ok(())
}

fn side_table(
    path: Option<&Path>,
    of: side::Of,
    ids: &crate::Ids,
    options: &ReadOptions,
) -> Result<Attributes, DataError> {
    let Some(path) = path else {
        return Ok(Attributes::default());
    };
    let shown = path.display().to_string();
    let unreadable = |why| DataError::Unreadable {
        file: shown.clone(),
        why,
    };
    let mut file = File::open(path).map_err(unreadable)?;
    let (head, form) = sniff(&mut file).map_err(unreadable)?;
    let lines = Lines::new(&shown, head, file, form)?;
    side::read(lines, of, path.parent(), ids, options)
}

fn loaded(
    name: String,
    gathered: Gather,
    users: Attributes,
    items: Attributes,
    start: Instant,
) -> Result<Loaded, DataError> {
    let rows = gathered.rows();
    let dataset = Dataset {
        name,
        ratings: gathered.finish()?,
        users,
        items,
    };
    Ok(Loaded {
        dataset,
        rows,
        seconds: start.elapsed().as_secs_f64(),
    })
}
