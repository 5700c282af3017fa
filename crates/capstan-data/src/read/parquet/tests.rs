//! Files that are written here and read back.

use super::column::BATCH;
use crate::Keep;
use crate::error::DataError;
use crate::read::{ReadOptions, read_bytes, value::time};
use ::parquet::basic::Compression;
use ::parquet::data_type::{
    ByteArray, ByteArrayType, DataType, DoubleType, FloatType, Int32Type, Int64Type,
};
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
    let schema = "message m { optional int32 user; optional boolean item; optional int32 rating; }";
    let bytes = file(schema, 0, &[]);
    let error = read_bytes("r.parquet", &bytes, &options()).expect_err("boolean");
    assert_eq!(
        error.to_string(),
        "r.parquet, column item: found values of type BOOLEAN; expected ids as whole numbers or text, one in each row. Name another column with --item, or write the file with another type."
    );
    let schema = "message m { optional int32 user; optional int32 item; optional double rating; }";
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
