//! Ratings from Parquet.
//!
//! The columns of user, item, rating and time are read side by side, a batch
//! at a time, so that memory does not grow with the row groups.

mod bounds;
mod column;
mod pages;
#[cfg(test)]
mod tests;

use crate::error::DataError;
use crate::read::ReadOptions;
use crate::read::columns::Header;
use crate::read::gather::Gather;
use crate::read::table::short;
use ::parquet::basic::{ConvertedType, Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use ::parquet::schema::types::ColumnDescriptor;
use bounds::Bounded;
use column::{Cell, Column, Kind};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The ratings in the Parquet file `source`, called `file`.
pub(crate) fn ratings(
    file: &str,
    source: impl ChunkReader + 'static,
    options: &ReadOptions,
) -> Result<Gather, DataError> {
    let broken = |why: String, rows: usize| DataError::BrokenParquet {
        file: file.to_owned(),
        row: rows as u64,
        why,
    };
    let reader =
        decode(|| SerializedFileReader::new(Bounded(source))).map_err(|why| broken(why, 0))?;
    let schema = reader.metadata().file_metadata().schema_descr();
    let header = Header {
        names: schema.columns().iter().map(|c| c.path().string()).collect(),
        named: true,
        line: 1,
    };
    let roles = header.roles(file, options)?;
    let mut parts = vec![(Role::User, roles.user.at), (Role::Item, roles.item.at)];
    parts.extend(roles.rating.iter().map(|p| (Role::Rating, p.at)));
    parts.extend(roles.time.iter().map(|p| (Role::Time, p.at)));
    for &(role, at) in &parts {
        check(file, role, &schema.column(at))?;
    }
    let mut gather = Gather::new(file, roles, true, options)?;
    for group in 0..reader.num_row_groups() {
        let rows = gather.rows();
        let mut columns = decode(|| {
            let group = reader.get_row_group(group)?;
            let open = |&(_, at): &(Role, usize)| {
                Column::open(schema.column(at), group.get_column_page_reader(at)?)
            };
            parts.iter().map(open).collect::<Result<Vec<Column>, _>>()
        })
        .map_err(|why| broken(why, rows))?;
        loop {
            let rows = gather.rows();
            let mut counts = Vec::with_capacity(columns.len());
            for (column, &(role, _)) in columns.iter_mut().zip(&parts) {
                let count = decode(|| column.fill()).map_err(|why| broken(why, rows))?;
                if let Some(empty) = column.first_empty(count) {
                    return Err(missing(
                        &gather,
                        role,
                        &column.name,
                        (rows + empty + 1) as u64,
                    ));
                }
                counts.push(count);
            }
            if counts.iter().any(|&n| n != counts[0]) {
                return Err(broken("columns of different lengths".to_owned(), rows));
            }
            if counts[0] == 0 {
                break;
            }
            for at in 0..counts[0] {
                add(&mut gather, &parts, &columns, at)?;
            }
        }
    }
    if gather.rows() == 0 {
        return Err(DataError::HeaderOnly {
            file: file.to_owned(),
            line: 1,
            columns: header.names.join(", "),
        });
    }
    Ok(gather)
}

/// What the decoder gives; an error where it fails, and also where it stops
/// on bytes that its authors did not think of.
fn decode<T>(work: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(why)) => Err(why.to_string()),
        Err(_) => Err("the decoder gave up".to_owned()),
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    User,
    Item,
    Rating,
    Time,
}

impl Role {
    fn option(self) -> &'static str {
        match self {
            Role::User => "--user",
            Role::Item => "--item",
            Role::Rating => "--rating",
            Role::Time => "--time",
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Role::User | Role::Item => "ids as whole numbers or text, one in each row",
            Role::Rating => "ratings as numbers or text, one in each row",
            Role::Time => "times as timestamps, dates, numbers or text, one in each row",
        }
    }
}

/// Refuses columns of types that cannot be what they should be.
fn check(file: &str, role: Role, column: &ColumnDescriptor) -> Result<(), DataError> {
    let kind = Kind::of(column);
    let fits = match column.physical_type() {
        Type::INT32 | Type::INT64 => match role {
            Role::Time => true,
            Role::User | Role::Item | Role::Rating => {
                matches!(kind, Kind::Plain | Kind::Unsigned)
            }
        },
        Type::INT96 => role == Role::Time,
        Type::FLOAT | Type::DOUBLE | Type::BYTE_ARRAY => true,
        Type::BOOLEAN | Type::FIXED_LEN_BYTE_ARRAY => false,
    };
    if fits && kind != Kind::Other && column.max_rep_level() == 0 {
        return Ok(());
    }
    let logical = column.converted_type();
    let mut found = column.physical_type().to_string();
    if logical != ConvertedType::NONE {
        found = format!("{found} ({logical})");
    }
    if column.max_rep_level() > 0 {
        found = format!("list of {found}");
    }
    Err(DataError::ColumnType {
        file: file.to_owned(),
        field: column.path().string(),
        found,
        expected: role.expected(),
        option: role.option(),
    })
}

/// Adds the row `at` of a batch; users and items are its first columns.
fn add(
    gather: &mut Gather,
    parts: &[(Role, usize)],
    columns: &[Column],
    at: usize,
) -> Result<(), DataError> {
    let row = gather.rows() as u64 + 1;
    let (mut user_space, mut item_space) = (Vec::new(), Vec::new());
    let (user, item) = (columns[0].cell(at), columns[1].cell(at));
    let (mut value, mut time) = (1.0, 0);
    for (column, &(role, _)) in columns.iter().zip(parts).skip(2) {
        let cell = column.cell(at);
        let shown = |cell: &Cell<'_>| short(cell.id(&mut Vec::new()));
        match role {
            Role::Rating => match cell.number() {
                Some(found) => value = found,
                None => return Err(gather.not_a_number(row, shown(&cell))),
            },
            _ => match cell.time(column.kind) {
                Some(found) => time = found,
                None => return Err(gather.bad_time(row, shown(&cell))),
            },
        }
    }
    let (user, item) = (user.id(&mut user_space), item.id(&mut item_space));
    gather.add(row, user, item, value, time)
}

/// The error for a row without a value in the column `name`.
fn missing(gather: &Gather, role: Role, name: &str, row: u64) -> DataError {
    match role {
        Role::User | Role::Item => DataError::EmptyId(gather.field(row, name)),
        Role::Rating => gather.not_a_number(row, String::new()),
        Role::Time => gather.bad_time(row, String::new()),
    }
}
