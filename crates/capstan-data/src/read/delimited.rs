//! Ratings from delimited text: MovieLens files and any other with one record
//! a line.

use crate::error::DataError;
use crate::read::ReadOptions;
use crate::read::columns::Header;
use crate::read::gather::Gather;
use crate::read::source::Lines;
use crate::read::table::{Delimiter, Record, Table, short};
use crate::read::value::{number, time};

/// The ratings of `lines`.
pub(crate) fn ratings(lines: Lines<'_>, options: &ReadOptions) -> Result<Gather, DataError> {
    let file = lines.file().to_owned();
    let mut table = Table::open(lines, options.delimiter.map(Delimiter::Byte), true)?;
    let Some((line, first)) = table.next()? else {
        return Err(DataError::Empty { file });
    };
    let fields: Vec<&[u8]> = (0..first.len()).map(|i| first.get(i)).collect();
    let header = Header::of(&fields, line, options);
    let roles = header.roles(&file, options)?;
    let mut gather = Gather::new(&file, roles, false, options)?;
    if !header.named {
        add(&mut gather, line, &first)?;
    }
    while let Some((line, record)) = table.next()? {
        add(&mut gather, line, &record)?;
    }
    if gather.rows() == 0 {
        return Err(DataError::HeaderOnly {
            file,
            line: header.line,
            columns: header.names.join(", "),
        });
    }
    Ok(gather)
}

fn add(gather: &mut Gather, line: u64, record: &Record<'_>) -> Result<(), DataError> {
    let roles = gather.roles();
    let user = record.get(roles.user.at);
    let item = record.get(roles.item.at);
    let value = match &roles.rating {
        Some(column) => {
            let text = record.get(column.at);
            match number(text).map(|x| x as f32).filter(|x| x.is_finite()) {
                Some(value) => value,
                None => return Err(gather.not_a_number(line, short(text))),
            }
        }
        None => 1.0,
    };
    let at = match &roles.time {
        Some(column) => {
            let text = record.get(column.at);
            match time(text) {
                Some(at) => at,
                None => return Err(gather.bad_time(line, short(text))),
            }
        }
        None => 0,
    };
    gather.add(line, user, item, value, at)
}

#[cfg(test)]
mod tests {
    use crate::read::{ReadOptions, read_bytes};
    use crate::{Feedback, Keep};

    fn with_times() -> ReadOptions {
        ReadOptions {
            keep: Keep {
                times: true,
                rows: true,
            },
            ..ReadOptions::default()
        }
    }

    fn message(text: &str) -> String {
        read_bytes("r.csv", text.as_bytes(), &ReadOptions::default())
            .expect_err(text)
            .to_string()
    }

    #[test]
    fn all_dresses_give_the_same_data() {
        let dresses = [
            (
                "ratings.csv",
                "userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n2,31,3,835355493\n1,1029,3.0,1260759179\n",
            ),
            (
                "ratings.dat",
                "1::31::2.5::1260759144\n2::31::3::835355493\n1::1029::3::1260759179\n",
            ),
            (
                "u.data",
                "1\t31\t2.5\t1260759144\r\n2\t31\t3\t835355493\r\n1\t1029\t3\t1260759179\r\n",
            ),
            (
                "any.txt",
                "\u{feff}when;\"who\";what;score\n2009-12-14T02:52:24Z;1;31;2.5\n1996-06-21 11:11:33;2;31;3\n1260759179000;\"1\";1029;3\n",
            ),
        ];
        let mut first = None;
        for (name, text) in dresses {
            let mut options = with_times();
            if name == "any.txt" {
                options.user = Some("who".into());
                options.item = Some("what".into());
                options.time = Some("when".into());
            }
            let data = read_bytes(name, text.as_bytes(), &options).expect(name);
            let ratings = data.ratings;
            assert_eq!(ratings.users().names().collect::<Vec<_>>(), ["1", "2"]);
            assert_eq!(ratings.items().names().collect::<Vec<_>>(), ["31", "1029"]);
            assert_eq!(ratings.value_column(), [2.5, 3.0, 3.0]);
            assert_eq!(
                ratings.time_column(),
                Some(&[1_260_759_144, 1_260_759_179, 835_355_493][..])
            );
            assert_eq!(ratings.row_column(), Some(&[0, 2, 1][..]));
            assert_eq!(
                *first.get_or_insert_with(|| ratings.clone()),
                ratings,
                "{name}"
            );
        }
    }

    #[test]
    fn records_without_ratings_are_signs_of_interest() {
        let data = read_bytes("c.csv", b"user,item\na,x\nb,x\n", &with_times()).expect("clicks");
        assert_eq!(data.ratings.feedback(), Feedback::Implicit);
        assert_eq!(data.ratings.value_column(), [1.0, 1.0]);
        assert_eq!(data.ratings.relevant(), 1.0);
        let options = ReadOptions {
            implicit: true,
            ..ReadOptions::default()
        };
        let data = read_bytes("c.csv", b"user,item,rating\na,x,oops\n", &options).expect("clicks");
        assert_eq!(data.ratings.feedback(), Feedback::Implicit);
    }

    #[test]
    fn every_bad_text_has_its_message() {
        assert_eq!(
            message(""),
            "r.csv, line 1: found nothing; expected a header or a first row. The file is empty: check that it was copied or downloaded whole."
        );
        assert_eq!(
            message("userId,movieId,rating\n\n"),
            "r.csv, line 1: found a header (userId, movieId, rating) and no row below it; expected at least one row. Check that the file was written whole."
        );
        assert_eq!(
            message("userId movieId rating\n1 2 3\n"),
            "r.csv, line 1: found one column, \"userId movieId rating\", with \",\" between columns; expected at least two columns. Say with --delimiter what stands between the columns."
        );
        assert_eq!(
            message("userId,movieId,rating\n1,2,five\n"),
            "r.csv, line 2, field rating: found \"five\"; expected a finite number such as 4 or 3.5. Correct the record, or name another column with --rating."
        );
        for bad in ["NaN", "inf", "1e40", ""] {
            let text = format!("userId,movieId,rating\n\n1,2,{bad}\n");
            let start = format!("r.csv, line 3, field rating: found {bad:?}; expected a finite");
            assert!(message(&text).starts_with(&start), "{bad}");
        }
        assert_eq!(
            message("userId,movieId,rating,date\n1,2,3,2024-13-01\n"),
            "r.csv, line 2, field date: found \"2024-13-01\"; expected seconds or milliseconds since 1970, or a date such as 2024-05-31 or 2024-05-31T18:30:00Z. Correct the record, name another column with --time, or read no times with --time none."
        );
    }
}
