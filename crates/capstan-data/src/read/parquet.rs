//! Ratings from Parquet.
//!
//! The columns of user, item, rating and time are read side by side, a batch
//! at a time, so that memory does not grow with the row groups.

use crate::error::{At, DataError, Place};
use crate::read::ReadOptions;
use crate::read::columns::Header;
use crate::read::gather::Gather;
use crate::read::table::short;
use crate::read::value;
use ::parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use ::parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use ::parquet::data_type::{
    ByteArray, ByteArrayType, DataType, DoubleType, FloatType, Int32Type, Int64Type, Int96,
    Int96Type,
};
use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use ::parquet::schema::types::ColumnDescriptor;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Rows that are decoded at once.
const BATCH: usize = 8192;

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
    let reader = decode(|| SerializedFileReader::new(source)).map_err(|why| broken(why, 0))?;
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
            let open = |&(role, at): &(Role, usize)| {
                let descriptor = schema.column(at);
                let values = Values::of(group.get_column_reader(at)?)?;
                Ok(Column {
                    role,
                    name: descriptor.path().string(),
                    kind: Kind::of(&descriptor),
                    values,
                    levels: Vec::new(),
                    top: descriptor.max_def_level(),
                })
            };
            parts.iter().map(open).collect::<Result<Vec<_>, _>>()
        })
        .map_err(|why| broken(why, rows))?;
        loop {
            let rows = gather.rows();
            let mut counts = Vec::with_capacity(columns.len());
            for column in &mut columns {
                let count = decode(|| column.fill()).map_err(|why| broken(why, rows))?;
                if let Some(empty) = column.first_empty(count) {
                    return Err(missing(&gather, column, (rows + empty + 1) as u64));
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
                add(&mut gather, &columns, at)?;
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

/// What the whole numbers of a column count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    Unsigned,
    Days,
    /// So many to the second, since 1970.
    Ticks(i64),
    /// Nothing that is read here.
    Other,
}

impl Kind {
    fn of(column: &ColumnDescriptor) -> Self {
        match column.logical_type_ref() {
            Some(LogicalType::Timestamp(at)) => match at.unit {
                TimeUnit::MILLIS => Kind::Ticks(1_000),
                TimeUnit::MICROS => Kind::Ticks(1_000_000),
                TimeUnit::NANOS => Kind::Ticks(1_000_000_000),
            },
            _ => match column.converted_type() {
                ConvertedType::UINT_8
                | ConvertedType::UINT_16
                | ConvertedType::UINT_32
                | ConvertedType::UINT_64 => Kind::Unsigned,
                ConvertedType::TIMESTAMP_MILLIS => Kind::Ticks(1_000),
                ConvertedType::TIMESTAMP_MICROS => Kind::Ticks(1_000_000),
                ConvertedType::DATE => Kind::Days,
                ConvertedType::DECIMAL
                | ConvertedType::TIME_MILLIS
                | ConvertedType::TIME_MICROS
                | ConvertedType::INTERVAL => Kind::Other,
                _ => Kind::Plain,
            },
        }
    }
}

/// A batch of one column's values, and where more come from.
enum Values {
    Int32(Box<ColumnReaderImpl<Int32Type>>, Vec<i32>),
    Int64(Box<ColumnReaderImpl<Int64Type>>, Vec<i64>),
    Int96(Box<ColumnReaderImpl<Int96Type>>, Vec<Int96>),
    Float(Box<ColumnReaderImpl<FloatType>>, Vec<f32>),
    Double(Box<ColumnReaderImpl<DoubleType>>, Vec<f64>),
    Bytes(Box<ColumnReaderImpl<ByteArrayType>>, Vec<ByteArray>),
}

impl Values {
    fn of(reader: ColumnReader) -> Result<Self, ParquetError> {
        Ok(match reader {
            ColumnReader::Int32ColumnReader(r) => Values::Int32(Box::new(r), Vec::new()),
            ColumnReader::Int64ColumnReader(r) => Values::Int64(Box::new(r), Vec::new()),
            ColumnReader::Int96ColumnReader(r) => Values::Int96(Box::new(r), Vec::new()),
            ColumnReader::FloatColumnReader(r) => Values::Float(Box::new(r), Vec::new()),
            ColumnReader::DoubleColumnReader(r) => Values::Double(Box::new(r), Vec::new()),
            ColumnReader::ByteArrayColumnReader(r) => Values::Bytes(Box::new(r), Vec::new()),
            _ => return Err(ParquetError::General("a column of another type".to_owned())),
        })
    }
}

struct Column {
    role: Role,
    name: String,
    kind: Kind,
    values: Values,
    levels: Vec<i16>,
    top: i16,
}

/// One value.
enum Cell<'a> {
    Whole(i64),
    Unsigned(u64),
    Broken(f64),
    Bytes(&'a [u8]),
    Seconds(i64),
}

impl Column {
    /// Decodes the next batch and says how many rows it has.
    fn fill(&mut self) -> Result<usize, ParquetError> {
        fn more<T: DataType>(
            reader: &mut ColumnReaderImpl<T>,
            levels: &mut Vec<i16>,
            values: &mut Vec<T::T>,
        ) -> Result<usize, ParquetError> {
            values.clear();
            levels.clear();
            let (mut rows, mut found) = (0, 0);
            // A page may hold fewer rows than a batch.
            while rows < BATCH {
                let (more, decoded, _) =
                    reader.read_records(BATCH - rows, Some(levels), None, values)?;
                if more == 0 {
                    break;
                }
                rows += more;
                found += decoded;
            }
            let whole = found == values.len() && (levels.is_empty() || levels.len() == rows);
            if !whole || (levels.is_empty() && found != rows) {
                return Err(ParquetError::General("a page of another length".to_owned()));
            }
            Ok(rows)
        }
        let levels = &mut self.levels;
        match &mut self.values {
            Values::Int32(reader, values) => more(reader, levels, values),
            Values::Int64(reader, values) => more(reader, levels, values),
            Values::Int96(reader, values) => more(reader, levels, values),
            Values::Float(reader, values) => more(reader, levels, values),
            Values::Double(reader, values) => more(reader, levels, values),
            Values::Bytes(reader, values) => more(reader, levels, values),
        }
    }

    /// The first row of a batch of `count` that has no value.
    fn first_empty(&self, count: usize) -> Option<usize> {
        let held = match &self.values {
            Values::Int32(_, v) => v.len(),
            Values::Int64(_, v) => v.len(),
            Values::Int96(_, v) => v.len(),
            Values::Float(_, v) => v.len(),
            Values::Double(_, v) => v.len(),
            Values::Bytes(_, v) => v.len(),
        };
        let marked = self.levels.iter().position(|&l| l < self.top);
        marked.or((held < count).then_some(held))
    }

    fn cell(&self, at: usize) -> Cell<'_> {
        let unsigned = self.kind == Kind::Unsigned;
        match &self.values {
            Values::Int32(_, v) if unsigned => Cell::Unsigned(u64::from(v[at] as u32)),
            Values::Int32(_, v) => Cell::Whole(i64::from(v[at])),
            Values::Int64(_, v) if unsigned => Cell::Unsigned(v[at] as u64),
            Values::Int64(_, v) => Cell::Whole(v[at]),
            Values::Int96(_, v) => Cell::Seconds(v[at].to_seconds()),
            Values::Float(_, v) => Cell::Broken(f64::from(v[at])),
            Values::Double(_, v) => Cell::Broken(v[at]),
            Values::Bytes(_, v) => Cell::Bytes(v[at].data()),
        }
    }
}

impl Cell<'_> {
    /// The text of an id; a whole number in a column of broken ones is
    /// written as whole.
    fn id<'b>(&'b self, space: &'b mut Vec<u8>) -> &'b [u8] {
        space.clear();
        // Writing to memory does not fail.
        let _ = match *self {
            Cell::Bytes(bytes) => return bytes,
            Cell::Whole(n) | Cell::Seconds(n) => write!(space, "{n}"),
            Cell::Unsigned(n) => write!(space, "{n}"),
            Cell::Broken(x) if x.is_nan() => Ok(()),
            Cell::Broken(x) => write!(space, "{x}"),
        };
        space
    }

    fn number(&self) -> Option<f32> {
        let value = match *self {
            Cell::Bytes(text) => value::number(text)?,
            Cell::Whole(n) | Cell::Seconds(n) => n as f64,
            Cell::Unsigned(n) => n as f64,
            Cell::Broken(x) => x,
        };
        Some(value as f32).filter(|x| x.is_finite())
    }

    fn time(&self, kind: Kind) -> Option<i64> {
        match (self, kind) {
            (Cell::Seconds(s), _) => Some(*s),
            (Cell::Whole(n), Kind::Ticks(per_second)) => Some(n.div_euclid(per_second)),
            (Cell::Whole(n), Kind::Days) => n.checked_mul(86_400),
            (Cell::Whole(n), _) => Some(value::seconds(*n)),
            (Cell::Unsigned(n), _) => i64::try_from(*n).ok().map(value::seconds),
            (Cell::Broken(x), _) => value::seconds_of(*x),
            (Cell::Bytes(text), _) => value::time(text),
        }
    }
}

fn add(gather: &mut Gather, columns: &[Column], at: usize) -> Result<(), DataError> {
    let row = gather.rows() as u64 + 1;
    let (mut user_space, mut item_space) = (Vec::new(), Vec::new());
    let (user, item) = (columns[0].cell(at), columns[1].cell(at));
    let (mut value, mut time) = (1.0, 0);
    for column in &columns[2..] {
        let cell = column.cell(at);
        let shown = |cell: &Cell<'_>| short(cell.id(&mut Vec::new()));
        match column.role {
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

/// The error for a row without a value in `column`.
fn missing(gather: &Gather, column: &Column, row: u64) -> DataError {
    let place: Box<Place> = gather.field(row, &column.name);
    debug_assert!(matches!(place.at, At::Row(_)));
    match column.role {
        Role::User | Role::Item => DataError::EmptyId(place),
        Role::Rating => gather.not_a_number(row, String::new()),
        Role::Time => gather.bad_time(row, String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Keep;
    use crate::read::{read_bytes, value::time};
    use ::parquet::basic::Compression;
    use ::parquet::file::properties::WriterProperties;
    use ::parquet::file::writer::SerializedFileWriter;
    use ::parquet::schema::parser::parse_message_type;
    use std::sync::Arc;

    /// One column for a file of tests: values with `None` where there is none.
    enum Data {
        Int32(Vec<Option<i32>>),
        Int64(Vec<Option<i64>>),
        Float(Vec<Option<f32>>),
        Double(Vec<Option<f64>>),
        Text(Vec<Option<&'static str>>),
    }

    fn write_column<T: DataType>(
        writer: &mut ::parquet::file::writer::SerializedColumnWriter<'_>,
        cells: &[Option<T::T>],
    ) {
        let levels: Vec<i16> = cells.iter().map(|c| i16::from(c.is_some())).collect();
        let values: Vec<T::T> = cells.iter().flatten().cloned().collect();
        writer
            .typed::<T>()
            .write_batch(&values, Some(&levels), None)
            .expect("memory");
    }

    /// A file with the columns that `schema` declares, all optional.
    fn file(schema: &str, groups: usize, columns: &[Data]) -> Vec<u8> {
        let schema = Arc::new(parse_message_type(schema).expect("a schema"));
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .build();
        let mut writer =
            SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).expect("memory");
        for _ in 0..groups {
            let mut group = writer.next_row_group().expect("memory");
            for column in columns {
                let mut next = group.next_column().expect("memory").expect("a column");
                match column {
                    Data::Int32(v) => write_column::<Int32Type>(&mut next, v),
                    Data::Int64(v) => write_column::<Int64Type>(&mut next, v),
                    Data::Float(v) => write_column::<FloatType>(&mut next, v),
                    Data::Double(v) => write_column::<DoubleType>(&mut next, v),
                    Data::Text(v) => {
                        let v: Vec<_> = v.iter().map(|c| c.map(ByteArray::from)).collect();
                        write_column::<ByteArrayType>(&mut next, &v);
                    }
                }
                next.close().expect("memory");
            }
            group.close().expect("memory");
        }
        writer.into_inner().expect("memory")
    }

    fn options() -> ReadOptions {
        ReadOptions {
            keep: Keep {
                times: true,
                rows: false,
            },
            ..ReadOptions::default()
        }
    }

    const TEXT: &[u8] = b"userId,movieId,rating,timestamp\n7,x,2.5,1260759144\n8,y,4,835355493\n";

    #[test]
    fn columns_of_any_type_give_the_data_of_the_text() {
        let expected = read_bytes("r.csv", TEXT, &options()).expect("text");
        let items = || Data::Text(vec![Some("x"), Some("y")]);
        let seconds = [1_260_759_144i64, 835_355_493];
        let times = |per_second: i64| {
            Data::Int64(
                seconds
                    .map(|s| Some(s * per_second + per_second / 2))
                    .to_vec(),
            )
        };
        let plain = || Data::Int64(seconds.map(Some).to_vec());
        let forms = [
            (
                "int32 userId",
                Data::Int32(vec![Some(7), Some(8)]),
                "float rating",
                Data::Float(vec![Some(2.5), Some(4.0)]),
                "int64 timestamp",
                plain(),
            ),
            (
                "int64 userId",
                Data::Int64(vec![Some(7), Some(8)]),
                "double rating",
                Data::Double(vec![Some(2.5), Some(4.0)]),
                "int64 timestamp (TIMESTAMP(NANOS,true))",
                times(1_000_000_000),
            ),
            (
                "double userId",
                Data::Double(vec![Some(7.0), Some(8.0)]),
                "binary rating (STRING)",
                Data::Text(vec![Some("2.5"), Some("4")]),
                "int64 timestamp (TIMESTAMP_MILLIS)",
                times(1_000),
            ),
            (
                "binary userId (STRING)",
                Data::Text(vec![Some("7"), Some("8")]),
                "double rating",
                Data::Double(vec![Some(2.5), Some(4.0)]),
                "binary timestamp (STRING)",
                Data::Text(vec![
                    Some("2009-12-14T02:52:24Z"),
                    Some("1996-06-21 11:11:33"),
                ]),
            ),
            (
                "int32 userId (UINT_32)",
                Data::Int32(vec![Some(7), Some(8)]),
                "float rating",
                Data::Float(vec![Some(2.5), Some(4.0)]),
                "int64 timestamp (TIMESTAMP(MICROS,false))",
                times(1_000_000),
            ),
        ];
        for (user_type, users, rating_type, ratings, time_type, times) in forms {
            let schema = format!(
                "message m {{ optional {user_type}; optional binary movieId; optional {rating_type}; optional {time_type}; }}"
            );
            let bytes = file(&schema, 1, &[users, items(), ratings, times]);
            let found = read_bytes("r.csv", &bytes, &options()).expect(&schema);
            assert_eq!(found, expected, "{schema}");
        }
    }

    #[test]
    fn days_and_many_batches() {
        let n = 2 * BATCH + 5;
        let ids = (0..n as i32).map(Some).collect();
        let day = Data::Int32(vec![Some(15_000); n]);
        let schema =
            "message m { optional int32 user; optional int32 item; optional int32 date (DATE); }";
        let bytes = file(
            schema,
            1,
            &[Data::Int32(ids), Data::Int32(vec![Some(1); n]), day],
        );
        let data = read_bytes("r.parquet", &bytes, &options()).expect("dates");
        assert_eq!(data.ratings.n_users(), n);
        assert_eq!(
            data.ratings.time_column().map(|t| t[n - 1]),
            time(b"2011-01-26")
        );
        let bytes = file(
            schema,
            2,
            &[
                Data::Int32(vec![Some(3)]),
                Data::Int32(vec![Some(4)]),
                Data::Int32(vec![Some(1)]),
            ],
        );
        let error = read_bytes("r.parquet", &bytes, &options()).expect_err("twice");
        assert!(error.to_string().starts_with("r.parquet, row 2, fields user and item: found a second rating of item \"4\" by user \"3\", after the one in row 1;"), "{error}");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let schema =
            "message m { optional int32 user; optional boolean item; optional int32 rating; }";
        let bytes = file(schema, 0, &[]);
        let error = read_bytes("r.parquet", &bytes, &options()).expect_err("boolean");
        assert_eq!(
            error.to_string(),
            "r.parquet, column item: found values of type BOOLEAN; expected ids as whole numbers or text, one in each row. Name another column with --item, or write the file with another type."
        );
        let schema =
            "message m { optional int32 user; optional int32 item; optional double rating; }";
        let error = read_bytes("r.parquet", &file(schema, 0, &[]), &options()).expect_err("empty");
        assert!(matches!(error, DataError::HeaderOnly { .. }));
        let cells = |rating| {
            let ids = || Data::Int32(vec![Some(1), Some(2)]);
            file(
                schema,
                1,
                &[ids(), ids(), Data::Double(vec![Some(1.0), rating])],
            )
        };
        for (rating, found) in [
            (None, "\"\""),
            (Some(f64::NAN), "\"\""),
            (Some(f64::INFINITY), "\"inf\""),
        ] {
            let error = read_bytes("r.parquet", &cells(rating), &options()).expect_err(found);
            let start = format!("r.parquet, row 2, field rating: found {found}; expected a finite");
            assert!(error.to_string().starts_with(&start), "{error}");
        }
        let whole = cells(Some(2.0));
        for cut in [5, whole.len() / 2, whole.len() - 3] {
            let error = read_bytes("r.parquet", &whole[..cut], &options()).expect_err("cut");
            assert!(
                matches!(error, DataError::BrokenParquet { row: 0, .. }),
                "{error}"
            );
        }
    }
}
