//! One column of a Parquet file, a batch at a time.

use super::pages::Checked;
use crate::read::value;
use ::parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use ::parquet::column::page::PageReader;
use ::parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use ::parquet::data_type::{
    ByteArray, ByteArrayType, DataType, DoubleType, FloatType, Int32Type, Int64Type, Int96,
    Int96Type,
};
use ::parquet::errors::ParquetError;
use ::parquet::schema::types::{ColumnDescPtr, ColumnDescriptor};
use std::io::Write;

/// Rows that are decoded at once.
pub(super) const BATCH: usize = 8192;

/// What the whole numbers of a column count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Unsigned,
    Days,
    /// So many to the second, since 1970.
    Ticks(i64),
    /// Nothing that is read here.
    Other,
}

impl Kind {
    /// What the type of `column` says.
    pub(super) fn of(column: &ColumnDescriptor) -> Self {
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

/// A column that is being read.
pub(super) struct Column {
    /// Its name.
    pub(super) name: String,
    /// What its whole numbers count.
    pub(super) kind: Kind,
    values: Values,
    levels: Vec<i16>,
    top: i16,
}

/// One value.
pub(super) enum Cell<'a> {
    Whole(i64),
    Unsigned(u64),
    Broken(f64),
    Bytes(&'a [u8]),
    Seconds(i64),
}

impl Column {
    /// The column that `descriptor` describes, from its pages.
    pub(super) fn open(
        descriptor: ColumnDescPtr,
        pages: Box<dyn PageReader>,
    ) -> Result<Self, ParquetError> {
        Ok(Self {
            name: descriptor.path().string(),
            kind: Kind::of(&descriptor),
            top: descriptor.max_def_level(),
            values: Values::of(get_column_reader(descriptor, Box::new(Checked(pages))))?,
            levels: Vec::new(),
        })
    }

    /// Decodes the next batch and says how many rows it has.
    pub(super) fn fill(&mut self) -> Result<usize, ParquetError> {
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
    pub(super) fn first_empty(&self, count: usize) -> Option<usize> {
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

    /// The value in row `at` of the batch, which has no empty row.
    pub(super) fn cell(&self, at: usize) -> Cell<'_> {
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
    pub(super) fn id<'b>(&'b self, space: &'b mut Vec<u8>) -> &'b [u8] {
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

    /// The finite number it is.
    pub(super) fn number(&self) -> Option<f32> {
        let value = match *self {
            Cell::Bytes(text) => value::number(text)?,
            Cell::Whole(n) | Cell::Seconds(n) => n as f64,
            Cell::Unsigned(n) => n as f64,
            Cell::Broken(x) => x,
        };
        Some(value as f32).filter(|x| x.is_finite())
    }

    /// Seconds since 1970, in a column of `kind`.
    pub(super) fn time(&self, kind: Kind) -> Option<i64> {
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
