//! What readers of data and the engine refuse, as problems that have a
//! sentence in every language.
//!
//! Their own messages are for the command line: in English, with the names of
//! its options.

use crate::problem::Problem;
use axum::http::StatusCode;
use capstan_data::error::{At, Place};
use capstan_data::{DataError, GroupError};
use capstan_learn::LearnError;
use capstan_leverage::LeverageError;
use capstan_worlds::WorldError;

/// The most of a text out of a file that is shown, in characters.
const SHOWN: usize = 80;

/// Why a file holds no ratings that can be read.
pub fn data(error: &DataError) -> Problem {
    use DataError::*;
    let file = |key| Problem::input("file", key);
    match error {
        Empty { .. } => file("data-empty"),
        HeaderOnly { .. } => file("data-header-only"),
        NotText { line, .. } => file("data-not-text").with("line", line),
        WrongDelimiter { delimiter, .. } => {
            file("data-delimiter").with("delimiter", short(delimiter))
        }
        MissingColumn { columns, .. } => file("data-column").with("columns", short(columns)),
        FieldCount {
            line,
            found,
            expected,
            ..
        } => file("data-fields")
            .with("line", line)
            .with("found", found)
            .with("expected", expected),
        EmptyId(place) => at("data-no-id", place),
        NotUtf8 { place, .. } => at("data-not-utf8", place),
        NotANumber { place, found } => at("data-number", place).with("found", short(found)),
        OutsideScale {
            place,
            found,
            min,
            max,
        } => at("data-scale", place)
            .with("found", found)
            .with("min", min)
            .with("max", max),
        BadTime { place, found } => at("data-time", place).with("found", short(found)),
        Duplicate(pair) => file("data-twice")
            .with("first", number(pair.first))
            .with("second", number(pair.second)),
        CutGzip { .. } => file("data-cut"),
        BrokenGzip { .. } | BrokenParquet { .. } => file("data-broken"),
        ColumnType { field, .. } => file("data-type").with("column", short(field)),
        TooManyIds(_) | TooManyRatings { .. } => file("data-too-many"),
        Unreadable { .. } | Unwritable { .. } => {
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours")
        }
        // Only readers of other files than ratings say these.
        TwiceInTable { .. }
        | NoKnownFile { .. }
        | BadOption { .. }
        | ColumnTwice { .. }
        | NotANumberHere { .. }
        | EmptyField(_) => file("data-other"),
    }
}

fn at(key: &'static str, place: &Place) -> Problem {
    Problem::input("file", key)
        .with("line", number(place.at))
        .with("column", short(&place.field))
}

fn number(at: At) -> u64 {
    let (At::Line(n) | At::Row(n)) = at;
    n
}

/// The beginning of a text out of a file, without what cannot be seen.
pub fn short(text: &str) -> String {
    let seen = text.chars().filter(|c| !c.is_control());
    let mut short: String = seen.take(SHOWN).collect();
    if text.chars().count() > SHOWN {
        short.push('…');
    }
    short
}

/// Why there is no forecast of these data.
pub fn engine(error: &LeverageError) -> Problem {
    use LeverageError::*;
    let plan = |key| Problem::input("group", key);
    match error {
        Lever { .. } | LaterLever { .. } | Date { .. } | NoValues => {
            Problem::input("lever", "forecasts-lever")
        }
        Target { .. } => Problem::input("target", "forecasts-target"),
        NoTimes => Problem::input("lever", "engine-no-times"),
        NothingAfter { last, .. } => {
            Problem::input("lever", "engine-nothing-after").with("last", last)
        }
        TooFew { ratings, folds } => Problem::input("data", "engine-too-few")
            .with("ratings", ratings)
            .with("folds", folds),
        Nobody {
            people, smallest, ..
        } => Problem::input("participation", "engine-nobody")
            .with("people", people)
            .with("smallest", format!("{:.4}", smallest * 100.0)),
        Group(error) => group(error),
        Learn(error) | World(WorldError::Learn(error)) => learn(error),
        World(WorldError::Write { .. } | WorldError::Cancelled) | Range { .. } => {
            plan("engine-other")
        }
    }
}

fn group(error: &GroupError) -> Problem {
    let problem = |key| Problem::input("group", key);
    match error {
        GroupError::Syntax { position, .. } => {
            problem("forecasts-group-at").with("position", position)
        }
        GroupError::UnknownColumn { name, .. } => {
            problem("engine-group-column").with("column", short(name))
        }
        GroupError::TextOrder { column, .. } => {
            problem("engine-group-order").with("column", short(column))
        }
        GroupError::NotANumber { column, .. } => {
            problem("engine-group-number").with("column", short(column))
        }
        GroupError::Nobody { people, .. } => problem("engine-group-nobody").with("people", people),
        GroupError::Everybody { people, .. } => {
            problem("engine-group-everybody").with("people", people)
        }
        GroupError::UnknownId { .. }
        | GroupError::NotText { .. }
        | GroupError::NoIds { .. }
        | GroupError::Unreadable { .. }
        | GroupError::Columns { .. }
        | GroupError::NoName { .. }
        | GroupError::TwoUnions { .. } => problem("forecasts-group-file"),
    }
}

fn learn(error: &LearnError) -> Problem {
    match error {
        LearnError::UnknownModel { .. } => Problem::input("model", "forecasts-model"),
        LearnError::UnknownParam { .. } | LearnError::BadParam { .. } => {
            Problem::input("settings", "forecasts-settings")
        }
        LearnError::TooMuch { model, .. } => {
            Problem::input("model", "engine-too-much").with("model", model)
        }
        LearnError::CannotForget => Problem::input("model", "engine-other"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::voices;
    use capstan_data::error::Pair;
    use capstan_report::Lang;

    fn place() -> Box<Place> {
        Box::new(Place {
            file: "/secret/ratings-17.csv".into(),
            at: At::Line(9),
            field: "rating".into(),
        })
    }

    #[test]
    fn whatever_is_refused_is_said_in_both_languages_and_without_paths() {
        let file = || "/secret/ratings-17.csv".to_owned();
        let found = || "good".to_owned();
        let texts = || (file(), found());
        let errors = [
            DataError::Empty { file: file() },
            DataError::HeaderOnly {
                file: file(),
                line: 1,
                columns: found(),
            },
            DataError::NotText {
                file: file(),
                line: 1,
                found: "a zip archive",
                advice: "Unpack it.",
            },
            DataError::WrongDelimiter {
                file: file(),
                line: 1,
                found: found(),
                delimiter: ",".into(),
                advice: String::new(),
            },
            DataError::MissingColumn {
                file: file(),
                line: 1,
                columns: found(),
                wanted: "user".into(),
                option: "--user",
                advice: "",
            },
            DataError::FieldCount {
                file: file(),
                line: 1,
                found: 2,
                expected: 3,
                delimiter: ",".into(),
            },
            DataError::EmptyId(place()),
            DataError::NotUtf8 {
                place: place(),
                found: found(),
            },
            DataError::NotANumber {
                place: place(),
                found: found(),
            },
            DataError::OutsideScale {
                place: place(),
                found: 9.0,
                min: 1.0,
                max: 5.0,
            },
            DataError::BadTime {
                place: place(),
                found: found(),
            },
            DataError::Duplicate(Box::new(Pair {
                file: file(),
                first: At::Line(2),
                second: At::Line(5),
                fields: texts().into(),
                ids: texts().into(),
            })),
            DataError::CutGzip {
                file: file(),
                line: 1,
            },
            DataError::BrokenParquet {
                file: file(),
                row: 1,
                why: found(),
            },
            DataError::ColumnType {
                file: file(),
                field: found(),
                found: "map".into(),
                expected: "numbers",
                option: "--rating",
            },
            DataError::TooManyIds(place()),
            DataError::BadOption {
                option: "--scale",
                found: found(),
                expected: found(),
            },
        ];
        let engine = [
            engine(&LeverageError::NoTimes),
            engine(&LeverageError::NothingAfter {
                date: "2020-01-01".into(),
                last: "2019-12-31".into(),
            }),
            engine(&LeverageError::TooFew {
                ratings: 3,
                folds: 5,
            }),
            engine(&LeverageError::Nobody {
                participation: 0.01,
                group: "random".into(),
                people: 20,
                smallest: 0.05,
            }),
            engine(
                &GroupError::Nobody {
                    group: "count > 9".into(),
                    people: 20,
                    known: String::new(),
                }
                .into(),
            ),
            engine(
                &GroupError::Everybody {
                    group: "count > 0".into(),
                    people: 20,
                    known: String::new(),
                }
                .into(),
            ),
            engine(
                &GroupError::UnknownColumn {
                    name: "age".into(),
                    users: String::new(),
                    items: String::new(),
                }
                .into(),
            ),
            engine(
                &LearnError::TooMuch {
                    model: "ease",
                    why: found(),
                    hint: found(),
                }
                .into(),
            ),
            engine(&LearnError::CannotForget.into()),
        ];
        let voices = voices();
        let problems = errors.iter().map(data).chain(engine);
        for problem in problems {
            let [english, spanish] = Lang::ALL.map(|lang| problem.say(voices.of(lang)));
            assert!(
                english.ends_with('.') && spanish.ends_with('.'),
                "{english} {spanish}"
            );
            assert_ne!(english, spanish);
            assert!(
                !english.contains("secret") && !english.contains("--"),
                "{english}"
            );
        }
    }

    #[test]
    fn what_a_file_holds_is_shown_in_short() {
        assert_eq!(short("a\u{7}b"), "ab");
        let long = short(&"x".repeat(500));
        assert_eq!(long.chars().count(), SHOWN + 1);
    }
}
