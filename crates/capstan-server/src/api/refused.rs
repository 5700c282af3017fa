//! What is wrong with JSON that cannot be taken: said in our words, with its
//! place.
//!
//! The parser says it in English and hands out no more than that sentence, so
//! its few fixed forms are read back; what has none of them is still told
//! with its place.

use crate::problem::Problem;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use std::error::Error;

/// The most characters of what was sent that are said back.
const MOST: usize = 60;

/// What the parser calls what it found, or expected, and what we do. The
/// first whose beginning fits counts.
const KINDS: [(&str, &str); 25] = [
    ("struct", "object"),
    ("a map", "object"),
    ("string", "text"),
    ("a string", "text"),
    ("str", "text"),
    ("character", "text"),
    ("integer", "number"),
    ("floating point", "number"),
    ("number", "number"),
    ("i8", "number"),
    ("i16", "number"),
    ("i32", "number"),
    ("i64", "number"),
    ("u8", "number"),
    ("u16", "number"),
    ("u32", "number"),
    ("u64", "number"),
    ("usize", "number"),
    ("f64", "number"),
    ("bool", "truth"),
    ("a bool", "truth"),
    ("null", "nothing"),
    ("sequence", "list"),
    ("a sequence", "list"),
    ("map", "object"),
];

fn kind(words: &str) -> &'static str {
    let found = KINDS.iter().find(|(start, _)| words.starts_with(start));
    found.map_or("other", |(_, kind)| kind)
}

/// What the parser says, in our terms.
#[derive(Debug, Default, PartialEq, Eq)]
struct Why {
    why: &'static str,
    field: String,
    found: String,
    expected: String,
}

/// The texts between marks, `like this`.
fn marked(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn why(said: &str) -> Why {
    let name = || {
        let name = marked(said).next().unwrap_or_default();
        let name = name.chars().filter(|c| !c.is_control());
        name.take(MOST).collect::<String>()
    };
    let of = |why| Why {
        why,
        field: name(),
        ..Why::default()
    };
    if said.starts_with("missing field") {
        return of("missing");
    }
    if said.starts_with("duplicate field") {
        return of("twice");
    }
    if said.starts_with("unknown field") {
        return of("unknown");
    }
    let expected = said.rsplit_once(", expected ").map_or("", |(_, e)| e);
    if said.starts_with("unknown variant") {
        let known: Vec<&str> = marked(expected).collect();
        return Why {
            why: "variant",
            found: name(),
            expected: known.join(", "),
            ..Why::default()
        };
    }
    match said.strip_prefix("invalid type: ") {
        Some(found) => Why {
            why: "kind",
            found: kind(found).to_owned(),
            expected: kind(expected).to_owned(),
            ..Why::default()
        },
        None => of("other"),
    }
}

/// What is found inside of an error.
fn inside<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut at = Some(error);
    while let Some(error) = at {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        at = error.source();
    }
    None
}

/// The problem of a body that was refused.
pub fn refused(rejection: &JsonRejection) -> Problem {
    let (status, key) = match rejection {
        JsonRejection::JsonDataError(_) => (StatusCode::UNPROCESSABLE_ENTITY, "shape"),
        JsonRejection::JsonSyntaxError(_) => (StatusCode::BAD_REQUEST, "syntax"),
        e if e.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Problem::too_large();
        }
        _ => return Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type"),
    };
    let problem = Problem::new(status, key);
    let placed = inside::<serde_path_to_error::Error<serde_json::Error>>(rejection);
    let path = placed.map_or_else(|| ".".to_owned(), |e| e.path().to_string());
    let error = placed.map(serde_path_to_error::Error::inner);
    let Some(error) = error.or_else(|| inside(rejection)) else {
        return Problem::new(status, "unreadable");
    };
    let problem = problem
        .with("line", error.line())
        .with("column", error.column());
    if key == "syntax" {
        return problem.with("why", if error.is_eof() { "end" } else { "other" });
    }
    let why = why(&error.to_string());
    problem
        .with("where", if path == "." { "top" } else { "inside" })
        .with("path", path.chars().take(2 * MOST).collect::<String>())
        .with("why", why.why)
        .with("field", why.field)
        .with("found", why.found)
        .with("expected", why.expected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::voices;
    use axum::Json;
    use capstan_report::Lang;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Colour {
        Red,
        LightBlue,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Sent {
        name: String,
        #[serde(default)]
        parts: Vec<Part>,
        #[serde(default)]
        colour: Option<Colour>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Part {
        n: u32,
        #[serde(default)]
        on: bool,
        #[serde(default)]
        on_what: Option<Box<Part>>,
    }

    fn problem(body: &str) -> Problem {
        refused(&Json::<Sent>::from_bytes(body.as_bytes()).unwrap_err())
    }

    fn said(body: &str, lang: Lang) -> String {
        let said = problem(body).say(voices().of(lang));
        said.replace(['\u{2068}', '\u{2069}'], "")
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let more = " The form is described in /api/v1/openapi.json.";
        for (body, expected) in [
            ("{}", "The field “name” is missing. Line 1, column 2."),
            (
                "{\"name\": \"a\",\n \"nam\": 1}",
                "The field “nam” is not known here. Line 2, column 6, at “nam”.",
            ),
            (
                r#"{"name": "a", "name": "b"}"#,
                "The field “name” stands here twice. Line 1, column 20.",
            ),
            (
                r#"{"name": "a", "colour": "green"}"#,
                "“green” is none of the words that can stand here: red, light-blue. Line 1, column 31, at “colour”.",
            ),
            (
                r#"{"name": "a", "parts": [{"n": 1}, {"n": "two"}]}"#,
                "Found a text, expected a number. Line 1, column 45, at “parts[1].n”.",
            ),
            (
                r#"{"name": ["a"]}"#,
                "Found a list, expected a text. Line 1, column 9, at “name”.",
            ),
            (
                r#"{"name": "a", "parts": {}}"#,
                "Found an object, expected a list. Line 1, column 23, at “parts”.",
            ),
            (
                r#"{"name": "a", "parts": [7]}"#,
                "Found a number, expected an object. Line 1, column 25, at “parts[0]”.",
            ),
            (
                r#"{"name": "a", "parts": [{"n": 1, "on": null}]}"#,
                "Found nothing, expected true or false. Line 1, column 43, at “parts[0].on”.",
            ),
            (
                r#"{"name": "a", "parts": [{"n": -1}]}"#,
                "This value cannot be taken here. Line 1, column 32, at “parts[0].n”.",
            ),
        ] {
            let found = problem(body);
            assert_eq!(found.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
            assert_eq!(said(body, Lang::En), format!("{expected}{more}"), "{body}");
            let spanish = said(body, Lang::Es);
            assert!(
                !spanish.contains("field") && spanish.contains("columna"),
                "{spanish}"
            );
        }
    }

    #[test]
    fn what_is_no_json_is_said_with_its_place() {
        for (body, expected) in [
            (
                "{\"name\": \n\"a\"",
                "This ends before the JSON does. Line 2, column 3.",
            ),
            ("", "This ends before the JSON does. Line 1, column 0."),
            ("{name: 1}", "This is not JSON. Line 1, column 2."),
            (r#"{"name": "a"} x"#, "This is not JSON. Line 1, column 15."),
        ] {
            assert_eq!(problem(body).status, StatusCode::BAD_REQUEST, "{body}");
            assert_eq!(said(body, Lang::En), expected, "{body}");
            assert!(said(body, Lang::Es).contains("Línea"), "{body}");
        }
    }

    #[test]
    fn what_was_sent_is_said_back_only_in_part() {
        let long = format!("{{\"name\": \"a\", \"{}\": 1}}", "x".repeat(5000));
        let said = said(&long, Lang::En);
        assert!(said.chars().count() < 400, "{said}");
    }
}
