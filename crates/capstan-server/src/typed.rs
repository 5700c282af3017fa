//! Texts that people type, checked by the rules of the coalition: what is
//! wrong with one becomes a [`Problem`] at its field.

use crate::problem::Problem;
use capstan_coalition::text::{self, Fault, Kind, TAG, TextError};

/// A text of this kind, cleaned.
///
/// # Errors
/// What is wrong with it, at `field`.
pub fn clean(kind: &Kind, field: &'static str, text: &str) -> Result<String, Problem> {
    kind.clean(field, text)
        .map_err(|error| wrong(field, &error))
}

/// As [`clean`], of a text that may be left empty.
///
/// # Errors
/// What is wrong with it, at `field`.
pub fn clean_or_empty(kind: &Kind, field: &'static str, text: &str) -> Result<String, Problem> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    clean(kind, field, text)
}

/// Several tags, with commas between; each once, in the order of the alphabet.
///
/// # Errors
/// What is wrong with one of them, or that there are more than `most`.
pub fn tags(field: &'static str, text: &str, most: usize) -> Result<Vec<String>, Problem> {
    let mut tags = Vec::new();
    for tag in text.split(',').filter(|t| !t.trim().is_empty()) {
        tags.push(clean(&TAG, field, tag)?);
    }
    tags.sort();
    tags.dedup();
    if tags.len() > most {
        return Err(Problem::input(field, "too-many").with("most", most));
    }
    Ok(tags)
}

/// A link to a page of others.
///
/// # Errors
/// What is wrong with it, at `field`.
pub fn link(field: &'static str, text: &str) -> Result<String, Problem> {
    text::web_link(text).map_err(|error| Problem::input(field, error.key()))
}

/// The problem of a text.
pub fn wrong(field: &'static str, error: &TextError) -> Problem {
    let problem = Problem::input(field, error.fault.key());
    match error.fault {
        Fault::TooShort { found, min } => problem.with("found", found).with("min", min),
        Fault::TooLong { found, max } => problem.with("found", found).with("max", max),
        Fault::Character { place, .. } => problem.with("place", place),
        Fault::Scripts => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::voices;
    use capstan_coalition::text::{HANDLE, LINE, NAME, PARAGRAPH, Unwanted};
    use capstan_report::Lang;

    #[test]
    fn whatever_is_wrong_has_a_sentence() {
        let voices = voices();
        let long = "a".repeat(5000);
        for (kind, text) in [
            (&NAME, ""),
            (&PARAGRAPH, long.as_str()),
            (&LINE, "a\u{202E}b"),
            (&LINE, "a\u{200B}b"),
            (&LINE, "a\u{7}b"),
            (&LINE, "a\u{378}b"),
            (&LINE, "a\u{301}\u{301}\u{301}\u{301}\u{301}"),
            (&HANDLE, "an@"),
            (&HANDLE, "p\u{430}ypal"),
            (&TAG, "\u{E9}t\u{E9}"),
        ] {
            let problem = clean(kind, "name", text).unwrap_err();
            assert_eq!(problem.field, Some("name"));
            for lang in Lang::ALL {
                let said = problem.say(voices.of(lang));
                assert!(!said.contains('\u{202E}') && said.ends_with('.'), "{said}");
            }
        }
        for &why in Unwanted::ALL {
            let key = format!("problem-text-{}", why.key());
            assert!(voices.of(Lang::En).knows(&key), "{key}");
        }
        for text in [
            "x",
            "https://a@b.org",
            "https://localhost",
            "https://a.org/ b",
        ] {
            link("source", text).unwrap_err().say(voices.of(Lang::En));
        }
    }

    #[test]
    fn tags_are_cleaned_counted_and_put_in_order() {
        let found = tags("visions", " Fair pay,climate,, fair-pay ", 2);
        assert_eq!(found, Ok(vec!["climate".to_owned(), "fair-pay".to_owned()]));
        assert_eq!(tags("visions", "aa,bb,cc", 2).unwrap_err().key, "too-many");
        assert!(tags("visions", "a b!", 2).is_err());
    }
}
