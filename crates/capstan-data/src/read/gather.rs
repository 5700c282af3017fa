//! Collecting ratings, whatever form they come in.

use crate::error::{At, DataError, Pair, Place};
use crate::ids::Ids;
use crate::ratings::{Feedback, Keep, Rating, Ratings, Scale, arrange};
use crate::read::columns::Roles;
use crate::read::intern::{Interner, NoId};
use crate::read::scale::{Seen, relevant_of};
use crate::read::{Duplicates, ReadOptions};

/// Where rows stand in their source: mostly one line each, so only where that
/// stops being so is kept.
#[derive(Default)]
struct Lines {
    jumps: Vec<(u32, u64)>,
    next: u64,
}

impl Lines {
    fn note(&mut self, row: u32, line: u64) {
        if line != self.next || self.jumps.is_empty() {
            self.jumps.push((row, line));
        }
        self.next = line + 1;
    }

    fn of(&self, row: u32) -> u64 {
        let at = self.jumps.partition_point(|j| j.0 <= row);
        match at.checked_sub(1).and_then(|i| self.jumps.get(i)) {
            Some(&(first, line)) => line + u64::from(row - first),
            None => u64::from(row) + 1,
        }
    }
}

/// Ratings that are being collected.
pub(crate) struct Gather {
    file: String,
    roles: Roles,
    rows_not_lines: bool,
    scale: Option<Scale>,
    relevant: Option<f32>,
    duplicates: Duplicates,
    keep: Keep,
    implicit: bool,
    most: u32,
    users: Interner,
    items: Interner,
    all: Vec<Rating>,
    lines: Lines,
    seen: Seen,
}

/// Which id a number is asked for.
#[derive(Clone, Copy)]
enum Side {
    User,
    Item,
}

impl Gather {
    /// Nothing yet, of `file` with the columns `roles`; `rows_not_lines` for
    /// files that have no lines.
    pub(crate) fn new(
        file: &str,
        roles: Roles,
        rows_not_lines: bool,
        options: &ReadOptions,
    ) -> Result<Self, DataError> {
        check(options)?;
        Ok(Self {
            file: file.to_owned(),
            implicit: roles.rating.is_none(),
            roles,
            rows_not_lines,
            scale: options.scale,
            relevant: options.relevant,
            duplicates: options.duplicates,
            keep: options.keep,
            most: options.most.unwrap_or(u32::MAX),
            users: Interner::default(),
            items: Interner::default(),
            all: Vec::new(),
            lines: Lines::default(),
            seen: Seen::default(),
        })
    }

    /// Where the parts of a rating stand.
    pub(crate) fn roles(&self) -> &Roles {
        &self.roles
    }

    /// How many records were added.
    pub(crate) fn rows(&self) -> usize {
        self.all.len()
    }

    /// The ids of users and items so far.
    pub(crate) fn ids(&self) -> (&Ids, &Ids) {
        (self.users.ids(), self.items.ids())
    }

    /// Adds the record of `line`; the rating is finite, and 1 without one.
    pub(crate) fn add(
        &mut self,
        line: u64,
        user: &[u8],
        item: &[u8],
        value: f32,
        time: i64,
    ) -> Result<(), DataError> {
        let row = match u32::try_from(self.all.len()) {
            Ok(row) if row < self.most => row,
            _ => {
                return Err(DataError::TooManyRatings {
                    file: self.file.clone(),
                    at: self.at(line),
                    most: self.most,
                });
            }
        };
        let user = match self.users.number(user) {
            Ok(number) => number,
            Err(why) => return Err(self.no_id(Side::User, line, user, why)),
        };
        let item = match self.items.number(item) {
            Ok(number) => number,
            Err(why) => return Err(self.no_id(Side::Item, line, item, why)),
        };
        if let Some(scale) = self.scale
            && !(scale.min..=scale.max).contains(&value)
        {
            return Err(self.outside(line, value, scale));
        }
        self.seen.note(value);
        self.lines.note(row, line);
        self.all.push(Rating {
            user,
            item,
            value,
            time,
            row,
        });
        Ok(())
    }

    fn at(&self, line: u64) -> At {
        if self.rows_not_lines {
            At::Row(line)
        } else {
            At::Line(line)
        }
    }

    /// A field of the record of `line`.
    pub(crate) fn field(&self, line: u64, field: &str) -> Box<Place> {
        Box::new(Place {
            file: self.file.clone(),
            at: self.at(line),
            field: field.to_owned(),
        })
    }

    /// The error for a rating that is no finite number.
    pub(crate) fn not_a_number(&self, line: u64, found: String) -> DataError {
        let field = self.roles.rating.as_ref().map_or("rating", |p| &p.name);
        DataError::NotANumber {
            place: self.field(line, field),
            found,
        }
    }

    /// The error for a time that is none.
    pub(crate) fn bad_time(&self, line: u64, found: String) -> DataError {
        let field = self.roles.time.as_ref().map_or("time", |p| &p.name);
        DataError::BadTime {
            place: self.field(line, field),
            found,
        }
    }

    fn outside(&self, line: u64, found: f32, scale: Scale) -> DataError {
        let field = self.roles.rating.as_ref().map_or("rating", |p| &p.name);
        DataError::OutsideScale {
            place: self.field(line, field),
            found,
            min: scale.min,
            max: scale.max,
        }
    }

    fn no_id(&self, side: Side, line: u64, bytes: &[u8], why: NoId) -> DataError {
        let field = match side {
            Side::User => &self.roles.user.name,
            Side::Item => &self.roles.item.name,
        };
        let place = self.field(line, field);
        match why {
            NoId::Empty => DataError::EmptyId(place),
            NoId::TooMany => DataError::TooManyIds(place),
            NoId::NotUtf8 => DataError::NotUtf8 {
                place,
                found: crate::read::table::short(bytes),
            },
        }
    }

    /// The ratings, without duplicates, packed.
    pub(crate) fn finish(mut self) -> Result<Ratings, DataError> {
        arrange(&mut self.all, self.users.ids().len());
        self.settle()?;
        let (scale, feedback) = if self.implicit {
            (Scale { min: 0.0, max: 1.0 }, Feedback::Implicit)
        } else {
            let scale = self.scale.unwrap_or_else(|| self.seen.scale());
            (scale, Feedback::Explicit)
        };
        let relevant = match (self.relevant, feedback) {
            (Some(set), Feedback::Explicit) => {
                if !(scale.min..=scale.max).contains(&set) {
                    return Err(DataError::BadOption {
                        option: "--relevant",
                        found: set.to_string(),
                        expected: format!("a rating from {} to {}", scale.min, scale.max),
                    });
                }
                set
            }
            (None, Feedback::Explicit) => relevant_of(scale),
            (_, Feedback::Implicit) => 1.0,
        };
        self.all.shrink_to_fit();
        Ok(Ratings::pack(
            self.users.into_ids(),
            self.items.into_ids(),
            self.all,
            scale,
            feedback,
            relevant,
            self.keep,
        ))
    }

    /// Leaves one rating for each user and item.
    fn settle(&mut self) -> Result<(), DataError> {
        let same = |a: &Rating, b: &Rating| (a.user, a.item) == (b.user, b.item);
        if self.duplicates == Duplicates::Error {
            let worst = self
                .all
                .windows(2)
                .filter(|w| same(&w[0], &w[1]))
                .min_by_key(|w| w[1].row);
            return match worst {
                Some(pair) => Err(self.duplicate(&pair[0], &pair[1])),
                None => Ok(()),
            };
        }
        let (mut from, mut to) = (0, 0);
        while from < self.all.len() {
            let run = self.all[from..]
                .iter()
                .take_while(|r| same(r, &self.all[from]))
                .count();
            let of_pair = &self.all[from..from + run];
            // Rows ascend within a pair, so the later row wins among equals.
            let mut last = of_pair[0];
            for r in of_pair {
                if r.time >= last.time {
                    last = *r;
                }
            }
            if self.duplicates == Duplicates::Mean {
                let sum: f64 = of_pair.iter().map(|r| f64::from(r.value)).sum();
                last.value = (sum / run as f64) as f32;
            }
            self.all[to] = last;
            to += 1;
            from += run;
        }
        self.all.truncate(to);
        Ok(())
    }

    fn duplicate(&self, first: &Rating, second: &Rating) -> DataError {
        DataError::Duplicate(Box::new(Pair {
            file: self.file.clone(),
            first: self.at(self.lines.of(first.row)),
            second: self.at(self.lines.of(second.row)),
            fields: [self.roles.user.name.clone(), self.roles.item.name.clone()],
            ids: [
                self.users.ids().name(first.user).to_owned(),
                self.items.ids().name(first.item).to_owned(),
            ],
        }))
    }
}

/// Refuses options that make no sense whatever the file.
fn check(options: &ReadOptions) -> Result<(), DataError> {
    if let Some(Scale { min, max }) = options.scale
        && !(min.is_finite() && max.is_finite() && min < max)
    {
        return Err(DataError::BadOption {
            option: "--scale",
            found: format!("{min} to {max}"),
            expected: "two finite numbers, the lower one first".to_owned(),
        });
    }
    if let Some(relevant) = options.relevant
        && !relevant.is_finite()
    {
        return Err(DataError::BadOption {
            option: "--relevant",
            found: relevant.to_string(),
            expected: "a finite number".to_owned(),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::columns::Place as Column;
    use crate::read_bytes;

    fn gather(options: &ReadOptions) -> Gather {
        let column = |at, name: &str| Column {
            at,
            name: name.to_owned(),
        };
        let roles = Roles {
            user: column(0, "userId"),
            item: column(1, "movieId"),
            rating: Some(column(2, "rating")),
            time: Some(column(3, "timestamp")),
        };
        Gather::new("f.csv", roles, false, options).expect("options")
    }

    fn with(
        options: &ReadOptions,
        records: &[(u64, &str, &str, f32, i64)],
    ) -> Result<Ratings, DataError> {
        let mut gather = gather(options);
        for &(line, user, item, value, time) in records {
            gather.add(line, user.as_bytes(), item.as_bytes(), value, time)?;
        }
        gather.finish()
    }

    const TWICE: [(u64, &str, &str, f32, i64); 5] = [
        (2, "b", "x", 4.0, 30),
        (3, "a", "y", 1.0, 10),
        (5, "b", "x", 3.0, 20),
        (9, "a", "y", 2.0, 10),
        (10, "a", "x", 5.0, 10),
    ];

    #[test]
    fn duplicates_name_both_lines() {
        let error = with(&ReadOptions::default(), &TWICE).expect_err("twice");
        assert_eq!(
            error.to_string(),
            "f.csv, line 5, fields userId and movieId: found a second rating of item \"x\" by user \"b\", after the one in line 2; expected one. Remove one of them, or choose with --duplicates last or --duplicates mean."
        );
    }

    #[test]
    fn the_last_in_time_or_the_mean_is_taken() {
        let mut options = ReadOptions {
            duplicates: Duplicates::Last,
            keep: Keep {
                times: true,
                rows: true,
            },
            ..ReadOptions::default()
        };
        let last = with(&options, &TWICE).expect("last");
        assert_eq!(last.user(0).values, [4.0], "30 is later than 20");
        assert_eq!(
            last.user(1).values,
            [5.0, 2.0],
            "at equal times the later row"
        );
        assert_eq!(last.row_column(), Some(&[0, 4, 3][..]));
        options.duplicates = Duplicates::Mean;
        let mean = with(&options, &TWICE).expect("mean");
        assert_eq!(mean.value_column(), [3.5, 5.0, 1.5]);
        assert_eq!(mean.time_column(), Some(&[30, 10, 10][..]));
    }

    #[test]
    fn ids_and_scales_are_held_to() {
        let none = ReadOptions::default();
        let error = with(&none, &[(7, "", "x", 1.0, 0)]).expect_err("empty");
        assert_eq!(
            error.to_string(),
            "f.csv, line 7, field userId: found nothing; expected an id. Fill in the id or remove the record."
        );
        let mut bytes = gather(&none);
        let error = bytes.add(3, b"a", b"caf\xe9", 1.0, 0).expect_err("latin-1");
        assert_eq!(
            error.to_string(),
            "f.csv, line 3, field movieId: found \"caf\u{fffd}\", which is not UTF-8; expected an id in UTF-8. Save the file as UTF-8."
        );
        let five = ReadOptions {
            scale: Some(Scale { min: 1.0, max: 5.0 }),
            ..none
        };
        let error = with(&five, &[(4, "a", "x", 5.5, 0)]).expect_err("outside");
        assert_eq!(
            error.to_string(),
            "f.csv, line 4, field rating: found 5.5; expected a rating from 1 to 5. Correct the record, or set another scale with --scale."
        );
    }

    #[test]
    fn options_that_make_no_sense_are_refused() {
        let bad = ReadOptions {
            scale: Some(Scale { min: 5.0, max: 1.0 }),
            ..ReadOptions::default()
        };
        let error = check(&bad).expect_err("upside down");
        assert_eq!(
            error.to_string(),
            "option --scale: found 5 to 1; expected two finite numbers, the lower one first. Change or leave out the option."
        );
        let high = ReadOptions {
            relevant: Some(6.0),
            ..ReadOptions::default()
        };
        let error = with(&high, &[(2, "a", "x", 4.0, 0)]).expect_err("above the scale");
        assert_eq!(
            error.to_string(),
            "option --relevant: found 6; expected a rating from 1 to 5. Change or leave out the option."
        );
    }

    #[test]
    fn no_more_ratings_than_asked_for() {
        let text = b"user,item,rating\na,x,1\nb,x,2\nc,x,3\n";
        let options = |most| ReadOptions {
            most: Some(most),
            ..ReadOptions::default()
        };
        assert!(read_bytes("r.csv", text, &options(3)).is_ok());
        let error = read_bytes("r.csv", text, &options(2)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "r.csv, line 4: found more than 2 ratings; expected no more. Split the file, or take a sample of it."
        );
    }
}
