//! Who is paid: the table of values.

use super::DividendError;
use capstan_stats::Interval;
use csv::{ReaderBuilder, StringRecord, Trim};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// One member with the value that their data add.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// The id.
    pub id: String,
    /// The value.
    pub value: f64,
    /// The lower limit of its interval; the value itself if none is known.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
    /// With whom they are paid as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pool: Option<String>,
    /// To which group they belong, for comparing groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

impl Member {
    /// A member whose value is known exactly.
    pub fn new(id: impl Into<String>, value: f64) -> Self {
        Self {
            id: id.into(),
            value,
            low: value,
            high: value,
            pool: None,
            group: None,
        }
    }

    /// The value with its interval.
    pub fn interval(&self) -> Interval {
        Interval {
            value: self.value,
            low: self.low,
            high: self.high,
        }
    }
}

/// Columns beside `id`, `value`, `low` and `high`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Columns {
    /// Which column names the pool.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pool: Option<String>,
    /// Which column names the group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Whether a member may have no value, and shares as if it were 0: see
    /// [`super::Chain::everyone`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub everyone: bool,
    /// Whether each value must have a lower limit, since that is what counts:
    /// see [`super::Base::Low`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub low: bool,
}

/// The places of the columns in a table.
struct Places {
    id: usize,
    value: usize,
    limits: Option<[usize; 2]>,
    pool: Option<usize>,
    group: Option<usize>,
    everyone: bool,
    low: bool,
}

/// Reads a table of values: a header with `id` and `value`, and `low` and
/// `high` where intervals are known. An interval without ends (`-inf` to `inf`)
/// is one that is not known, and so is an empty one. `file` is for messages.
///
/// # Errors
/// If it is no such table: a value that is no finite number, limits that do
/// not enclose it, an id that is empty or stands twice, a column that is there
/// twice, nothing to read; or a lower limit that is not known and would count.
pub fn read(file: &str, bytes: &[u8], columns: &Columns) -> Result<Vec<Member>, DividendError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = ReaderBuilder::new().trim(Trim::All).from_reader(bytes);
    let broken = |e: csv::Error| {
        let line = e.position().map_or(1, csv::Position::line);
        fault(
            file,
            format!(", line {line}"),
            format!("a row that cannot be read ({e})"),
            "text in UTF-8 with as many fields as the header",
            "Put texts with commas in quotation marks.",
        )
    };
    let header = reader.headers().map_err(broken)?.clone();
    let places = places(file, &header, columns)?;
    let mut members: Vec<Member> = Vec::new();
    let mut lines: HashMap<String, u64> = HashMap::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let line = record.position().map_or(0, csv::Position::line);
        let member = member(file, line, &header, &record, &places)?;
        if let Some(first) = lines.insert(member.id.clone(), line) {
            return Err(fault(
                file,
                format!(", line {line}, field id"),
                format!("{:?} again, after line {first}", member.id),
                "each member once",
                "Remove one of the two rows, or add up what a member's accounts add.",
            ));
        }
        members.push(member);
    }
    if members.is_empty() {
        return Err(fault(
            file,
            String::new(),
            "no member".to_owned(),
            "a header with id and value, and a row for each member",
            "Check that the file was written whole.",
        ));
    }
    Ok(members)
}

fn places(file: &str, header: &StringRecord, columns: &Columns) -> Result<Places, DividendError> {
    let wrong = |expected: &str, advice| {
        let there: Vec<&str> = header.iter().collect();
        let found = format!("the columns {}", there.join(", "));
        fault(file, ", line 1".to_owned(), found, expected, advice)
    };
    let find = |name: &str| {
        let mut there = (header.iter().enumerate())
            .filter(|(_, h)| h.eq_ignore_ascii_case(name))
            .map(|(at, _)| at);
        match (there.next(), there.next()) {
            (_, Some(_)) => Err(wrong(
                &format!("only one called {name}"),
                "Rename or remove the others.",
            )),
            (first, None) => Ok(first),
        }
    };
    let need = |name: &str, advice| {
        find(name)?.ok_or_else(|| wrong(&format!("one called {name}"), advice))
    };
    let limits = match (find("low")?, find("high")?) {
        (Some(low), Some(high)) => Some([low, high]),
        (None, None) if !columns.low => None,
        (None, None) => {
            let advice = "Pay by the value itself, or give each value its interval.";
            return Err(wrong("low and high, since the lower limit counts", advice));
        }
        _ => {
            let advice = "Write both limits of the intervals, or leave both columns out.";
            return Err(wrong("low and high, or neither of them", advice));
        }
    };
    Ok(Places {
        id: need("id", "Write a header such as id,value,low,high.")?,
        value: need("value", "Write a header such as id,value,low,high.")?,
        limits,
        pool: (columns.pool.as_deref())
            .map(|name| need(name, "Name the column of the pools that is there."))
            .transpose()?,
        group: (columns.group.as_deref())
            .map(|name| need(name, "Name the column of the groups that is there."))
            .transpose()?,
        everyone: columns.everyone,
        low: columns.low,
    })
}

fn member(
    file: &str,
    line: u64,
    header: &StringRecord,
    record: &StringRecord,
    places: &Places,
) -> Result<Member, DividendError> {
    let at = |field: usize| format!(", line {line}, field {}", &header[field]);
    let number = |field: usize| -> Result<f64, DividendError> {
        let text = &record[field];
        (text.parse().ok().filter(|x: &f64| x.is_finite())).ok_or_else(|| {
            fault(
                file,
                at(field),
                format!("{text:?}"),
                "a finite number such as 0.25",
                "Correct the value, leave the member out, or let everyone share.",
            )
        })
    };
    let id = record[places.id].to_owned();
    if id.is_empty() {
        return Err(fault(
            file,
            at(places.id),
            "nothing".to_owned(),
            "an id",
            "Fill in the id or remove the row.",
        ));
    }
    let none = places.everyone && record[places.value].is_empty();
    let value = if none { 0.0 } else { number(places.value)? };
    let mut member = Member::new(id, value);
    let open = |[low, high]: [usize; 2]| {
        let ends = [&record[low], &record[high]];
        ends.iter().all(|end| end.is_empty())
            || ends.map(str::parse) == [Ok(f64::NEG_INFINITY), Ok(f64::INFINITY)]
    };
    let limits = places.limits.filter(|_| !none);
    if let Some(limits) = limits.filter(|l| places.low && open(*l)) {
        return Err(fault(
            file,
            at(limits[0]),
            format!("{:?}", &record[limits[0]]),
            "a lower limit, which is what counts",
            "Pay by the value itself, leave the member out, or give the value its interval.",
        ));
    }
    if let Some([low, high]) = limits.filter(|l| !open(*l)) {
        (member.low, member.high) = (number(low)?, number(high)?);
        if !(member.low <= member.value && member.value <= member.high) {
            return Err(fault(
                file,
                at(low),
                format!("{} to {} around {}", member.low, member.high, member.value),
                "limits that enclose the value",
                "Correct the limits, or leave both columns out.",
            ));
        }
    }
    let word = |place: Option<usize>| {
        let text = &record[place?];
        (!text.is_empty()).then(|| text.to_owned())
    };
    member.pool = word(places.pool);
    member.group = word(places.group);
    Ok(member)
}

fn fault(
    file: &str,
    place: String,
    found: String,
    expected: &str,
    advice: &'static str,
) -> DividendError {
    DividendError::Table {
        file: file.to_owned(),
        place,
        found,
        expected: expected.to_owned(),
        advice,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let columns = Columns {
            pool: Some("home".into()),
            ..Columns::default()
        };
        let with = read("v.csv", text.as_bytes(), &columns);
        let columns = Columns::default();
        let without = read("v.csv", text.as_bytes(), &columns);
        match without {
            Err(error) => error.to_string(),
            Ok(_) => with.err().map(|e| e.to_string()).unwrap_or_default(),
        }
    }

    #[test]
    fn a_table_is_read() {
        let columns = Columns {
            pool: Some("home".into()),
            group: Some("team".into()),
            ..Columns::default()
        };
        let text = "\u{feff}id, Value ,low,high,home,team\n\"a,1\",0.5,0.25,1,h,t\nb,-1,-1,-1,,\n";
        let members = read("v.csv", text.as_bytes(), &columns).unwrap();
        assert_eq!(members[0].id, "a,1");
        assert_eq!(members[0].interval().reach(), 0.375);
        assert_eq!(members[0].pool.as_deref(), Some("h"));
        assert_eq!((members[1].value, &members[1].group), (-1.0, &None));
    }

    #[test]
    fn who_has_no_value_shares_where_everyone_does() {
        let text = "id,value,low,high\na,,,\nb,2,1,3\n";
        let refused = read("v.csv", text.as_bytes(), &Columns::default());
        let said = refused.unwrap_err().to_string();
        assert!(said.contains("field value: found \"\""), "{said}");
        let columns = Columns {
            everyone: true,
            ..Columns::default()
        };
        let members = read("v.csv", text.as_bytes(), &columns).unwrap();
        assert_eq!(members[0], Member::new("a", 0.0));
        assert_eq!((members[1].low, members[1].high), (1.0, 3.0));
    }

    #[test]
    fn an_interval_that_is_not_known_is_none() {
        let text = "id,value,low,high\na,1,-inf,inf\nb,2,1,3\nc,4,,\n";
        let members = read("v.csv", text.as_bytes(), &Columns::default()).unwrap();
        assert_eq!(members[0], Member::new("a", 1.0));
        assert_eq!((members[1].low, members[1].high), (1.0, 3.0));
        assert_eq!(members[2], Member::new("c", 4.0));
        for half in [
            "id,value,low,high\na,1,-inf,2\n",
            "id,value,low,high\na,1,,2\n",
        ] {
            assert!(said(half).contains("field low: found"), "{half}");
        }
    }

    #[test]
    fn a_lower_limit_that_counts_must_be_there() {
        let columns = Columns {
            low: true,
            everyone: true,
            ..Columns::default()
        };
        let read = |text: &str| read("v.csv", text.as_bytes(), &columns);
        for (text, part) in [
            (
                "id,value\na,1\n",
                "expected low and high, since the lower limit counts",
            ),
            ("id,value,low\na,1,0\n", "expected low and high, or neither"),
            (
                "id,value,low,high\na,1,0,2\nb,1,-inf,inf\n",
                "line 3, field low: found \"-inf\"; expected a lower limit",
            ),
            (
                "id,value,low,high\na,1,,\n",
                "line 2, field low: found \"\"",
            ),
        ] {
            let said = read(text).unwrap_err().to_string();
            assert!(said.contains(part), "{text}: {said}");
        }
        // Who gave no data adds 0, and that is certain.
        let members = read("id,value,low,high\na,,,\nb,1,0,2\n").unwrap();
        assert_eq!((members[0].low, members[1].low), (0.0, 0.0));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        for (text, part) in [
            (
                "",
                "v.csv, line 1: found the columns ; expected one called id.",
            ),
            ("id,value\n", "v.csv: found no member; expected a header"),
            (
                "id,worth\na,1\n",
                "found the columns id, worth; expected one called value",
            ),
            (
                "id,value\na,NaN\n",
                "v.csv, line 2, field value: found \"NaN\"; expected a finite",
            ),
            ("id,value\na,inf\n", "found \"inf\""),
            ("id,value\na,1e999\n", "found \"1e999\""),
            (
                "id,value\na,1\nb,2\na,3\n",
                "line 4, field id: found \"a\" again, after line 2",
            ),
            ("id,value\n,1\n", "field id: found nothing"),
            (
                "id,value\na,1,2\n",
                "v.csv, line 2: found a row that cannot be read",
            ),
            (
                "id,value,low,high\na,1,2,3\n",
                "field low: found 2 to 3 around 1",
            ),
            ("id,value\na,1\n", "expected one called home"),
            (
                "id,value,ID\na,1,b\n",
                "found the columns id, value, ID; expected only one called id",
            ),
            (
                "id,value,high\na,1,2\n",
                "expected low and high, or neither of them",
            ),
        ] {
            let said = said(text);
            assert!(said.contains(part), "{text:?}: {said}");
        }
    }
}
