//! What a text that a person types may be.
//!
//! Each [`Kind`] of text has its rules as data. A text is cleaned where that
//! cannot change what it says: composed (Unicode form NFC), spaces put in
//! order. It is refused where it holds what no reader can see or what would
//! make it read otherwise than it is written.

pub mod handle;
pub mod link;

pub use handle::handle_key;
pub use link::{LinkError, web_link};

use crate::key::keyed;
use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

/// The most marks above and below one letter; more of them cover other lines.
const MOST_MARKS: usize = 4;

/// How a text is made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Words in one line.
    Line,
    /// Lines of words, with at most one empty line between them.
    Lines,
    /// Letters and digits of one script, with `-` and `_` inside.
    Handle,
    /// Small letters a to z and digits, with `-` inside. Capitals become
    /// small, and spaces hyphens.
    Tag,
}

/// The rules of one kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    /// The fewest characters, after cleaning.
    pub min: usize,
    /// The most characters, after cleaning.
    pub max: usize,
    /// How it is made up.
    pub form: Form,
}

/// What a person is known by in a coalition.
pub const HANDLE: Kind = Kind::new("handle", 3, 24, Form::Handle);
/// What a coalition or a campaign is called.
pub const NAME: Kind = Kind::new("name", 3, 80, Form::Line);
/// A sentence or two.
pub const LINE: Kind = Kind::new("line", 1, 200, Form::Line);
/// A longer text.
pub const PARAGRAPH: Kind = Kind::new("paragraph", 1, 4000, Form::Lines);
/// A short name in addresses and filters.
pub const TAG: Kind = Kind::new("tag", 2, 40, Form::Tag);

/// Why a character cannot stand where it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unwanted {
    /// It steers a machine, or breaks a line where there is only one.
    Control,
    /// It turns the direction of the text around it.
    Direction,
    /// Nobody can see it.
    Invisible,
    /// It means nothing, or something else on every machine.
    Unassigned,
    /// It is one mark too many on one letter.
    Marks,
    /// It is neither a letter nor a digit, nor a hyphen or a low line inside.
    NotInHandle,
    /// It is none of a to z, 0 to 9 and a hyphen inside.
    NotInTag,
}

keyed! {
    Unwanted {
        Control = "control",
        Direction = "direction",
        Invisible = "invisible",
        Unassigned = "unassigned",
        Marks = "marks",
        NotInHandle = "not-in-handle",
        NotInTag = "not-in-tag",
    }
}

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is too short.
    #[error("{found} characters: expected {min} or more; write a little more")]
    TooShort {
        /// Its length after cleaning.
        found: usize,
        /// The least.
        min: usize,
    },
    /// It is too long.
    #[error("{found} characters: expected {max} or fewer; shorten it")]
    TooLong {
        /// Its length after cleaning.
        found: usize,
        /// The most.
        max: usize,
    },
    /// A character that cannot stand there.
    #[error("character {place} is U+{:04X}, {why}; remove it", *.found as u32)]
    Character {
        /// The character.
        found: char,
        /// Its place in the text, from 1.
        place: usize,
        /// What is wrong with it.
        why: Unwanted,
    },
    /// A handle of letters that look alike but are of different scripts.
    #[error("letters of different scripts: expected one script and digits; write it in one")]
    Scripts,
}

/// A text that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {fault}")]
pub struct TextError {
    /// The field it was typed in.
    pub field: String,
    /// What is wrong with it.
    pub fault: Fault,
}

impl Kind {
    /// A kind of text.
    pub const fn new(name: &'static str, min: usize, max: usize, form: Form) -> Self {
        Self {
            name,
            min,
            max,
            form,
        }
    }

    /// A text of this kind, cleaned.
    ///
    /// # Errors
    /// If it holds what it may not, or is too short or too long. The error
    /// names `field`, and never repeats the text.
    pub fn clean(&self, field: &str, text: &str) -> Result<String, TextError> {
        self.cleaned(text).map_err(|fault| TextError {
            field: field.to_owned(),
            fault,
        })
    }

    fn cleaned(&self, text: &str) -> Result<String, Fault> {
        self.check_characters(text)?;
        // Phones add these to choose between a plain and a coloured sign.
        let seen = text.chars().filter(|&c| !chooses_colour(c));
        let composed: String = seen.nfc().collect();
        let clean = match self.form {
            Form::Lines => in_lines(&composed),
            Form::Tag => in_line(&composed).replace(' ', "-").to_ascii_lowercase(),
            Form::Line | Form::Handle => in_line(&composed),
        };
        let found = clean.chars().count();
        if found < self.min {
            let min = self.min;
            return Err(Fault::TooShort { found, min });
        }
        if found > self.max {
            let max = self.max;
            return Err(Fault::TooLong { found, max });
        }
        if self.form == Form::Handle && !handle::one_script(&clean) {
            return Err(Fault::Scripts);
        }
        Ok(clean)
    }

    fn check_characters(&self, text: &str) -> Result<(), Fault> {
        let before = text.chars().take_while(|c| c.is_whitespace()).count();
        let inner: Vec<char> = text.trim().chars().collect();
        let mut marks = 0;
        for (at, &found) in inner.iter().enumerate() {
            marks = if is_combining_mark(found) {
                marks + 1
            } else {
                0
            };
            let edge = at == 0 || at + 1 == inner.len();
            let why = unwanted(found, self.form)
                .or((marks > MOST_MARKS).then_some(Unwanted::Marks))
                .or(match self.form {
                    Form::Handle => {
                        (!handle::may_hold(found, at == 0, edge)).then_some(Unwanted::NotInHandle)
                    }
                    Form::Tag => (!in_tag(found, edge)).then_some(Unwanted::NotInTag),
                    Form::Line | Form::Lines => None,
                });
            if let Some(why) = why {
                let place = before + at + 1;
                return Err(Fault::Character { found, place, why });
            }
        }
        Ok(())
    }
}

impl Fault {
    /// The stable key under which it has its sentences.
    pub fn key(&self) -> &'static str {
        match self {
            Self::TooShort { .. } => "text-too-short",
            Self::TooLong { .. } => "text-too-long",
            Self::Character { why, .. } => match why {
                Unwanted::Control => "text-control",
                Unwanted::Direction => "text-direction",
                Unwanted::Invisible => "text-invisible",
                Unwanted::Unassigned => "text-unassigned",
                Unwanted::Marks => "text-marks",
                Unwanted::NotInHandle => "text-not-in-handle",
                Unwanted::NotInTag => "text-not-in-tag",
            },
            Self::Scripts => "text-scripts",
        }
    }
}

impl fmt::Display for Unwanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Control => "a control character",
            Self::Direction => "which turns the direction of the text",
            Self::Invisible => "which nobody can see",
            Self::Unassigned => "which has no agreed meaning",
            Self::Marks => "one mark too many on one letter",
            Self::NotInHandle => "where letters, digits, and - or _ inside were expected",
            Self::NotInTag => "where a to z, digits, and - inside were expected",
        })
    }
}

/// What keeps a character out of any text of this form.
fn unwanted(c: char, form: Form) -> Option<Unwanted> {
    let breaks = matches!(c, '\n' | '\r') && form == Form::Lines;
    if breaks || c == '\t' || (chooses_colour(c) && matches!(form, Form::Line | Form::Lines)) {
        None
    } else if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
        Some(Unwanted::Control)
    } else if turns(c) {
        Some(Unwanted::Direction)
    } else if is_invisible(c) {
        Some(Unwanted::Invisible)
    } else if c.script() == Script::Unknown {
        Some(Unwanted::Unassigned)
    } else {
        None
    }
}

/// Marks, embeddings, overrides and isolates of the Unicode Bidirectional
/// Algorithm (UAX #9).
fn turns(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn chooses_colour(c: char) -> bool {
    matches!(c, '\u{FE0E}' | '\u{FE0F}')
}

/// Default_Ignorable_Code_Point of the Unicode Character Database, version
/// 17; the blank Braille pattern, and the marks of annotations and objects.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFC}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

fn in_tag(c: char, edge: bool) -> bool {
    c.is_ascii_alphanumeric() || (!edge && matches!(c, '-' | ' '))
}

fn in_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn in_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<String> = text.trim().split('\n').map(in_line).collect();
    lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn why(kind: &Kind, text: &str) -> Option<(char, usize, Unwanted)> {
        match kind.clean("field", text).err()?.fault {
            Fault::Character { found, place, why } => Some((found, place, why)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn texts_are_put_in_order() {
        let line = |text| LINE.clean("line", text).unwrap();
        assert_eq!(line("  pay \t us\u{00A0}\u{3000}now \n"), "pay us now");
        assert_eq!(line("cafe\u{301}"), "caf\u{E9}");
        assert_eq!(line("with \u{2764}\u{FE0F}"), "with \u{2764}");
        let lines = |text| PARAGRAPH.clean("text", text).unwrap();
        assert_eq!(
            lines("\n one  two \r\nthree\r\r \r\n\nfour\n"),
            "one two\nthree\n\nfour"
        );
        assert_eq!(TAG.clean("tag", " Rare  Disease ").unwrap(), "rare-disease");
    }

    #[test]
    fn what_cannot_be_seen_or_misleads_is_refused_with_its_place() {
        for (text, found, place, expected) in [
            ("a\u{0}b", '\u{0}', 2, Unwanted::Control),
            ("ab\u{9B}c", '\u{9B}', 3, Unwanted::Control),
            ("one\ntwo", '\n', 4, Unwanted::Control),
            ("one\u{2028}two", '\u{2028}', 4, Unwanted::Control),
            ("  ok\u{202E}ko", '\u{202E}', 5, Unwanted::Direction),
            ("ok\u{2067}ko", '\u{2067}', 3, Unwanted::Direction),
            ("ok\u{200F}", '\u{200F}', 3, Unwanted::Direction),
            ("\u{061C}ok", '\u{061C}', 1, Unwanted::Direction),
            ("pay\u{200B}us", '\u{200B}', 4, Unwanted::Invisible),
            ("pay\u{AD}us", '\u{AD}', 4, Unwanted::Invisible),
            ("pay\u{E0041}us", '\u{E0041}', 4, Unwanted::Invisible),
            ("a\u{3164}b", '\u{3164}', 2, Unwanted::Invisible),
            ("a\u{E000}b", '\u{E000}', 2, Unwanted::Unassigned),
            ("a\u{378}b", '\u{378}', 2, Unwanted::Unassigned),
            ("a\u{10FFFF}", '\u{10FFFF}', 2, Unwanted::Unassigned),
            (
                "o\u{301}\u{302}\u{303}\u{304}\u{305}",
                '\u{305}',
                6,
                Unwanted::Marks,
            ),
        ] {
            assert_eq!(why(&LINE, text), Some((found, place, expected)), "{text:?}");
        }
        assert_eq!(
            why(&PARAGRAPH, "one\ntwo\u{202E}"),
            Some(('\u{202E}', 8, Unwanted::Direction))
        );
        let error = LINE.clean("title", "a\u{202E}b").unwrap_err();
        assert_eq!(error.fault.key(), "text-direction");
        assert_eq!(
            error.to_string(),
            "title: character 2 is U+202E, which turns the direction of the text; remove it"
        );
    }

    #[test]
    fn every_language_can_be_written() {
        for text in [
            "\u{645}\u{631}\u{62D}\u{628}\u{627} \u{639}\u{627}\u{644}\u{645}",
            "\u{928}\u{92E}\u{938}\u{94D}\u{924}\u{947}",
            "\u{5E9}\u{5DC}\u{5D5}\u{5DD}",
            "\u{65E5}\u{672C}\u{8A9E}\u{3068}\u{30AB}\u{30CA}",
            "\u{D55C}\u{AE00}",
            "\u{E19}\u{E49}\u{E33}",
            "\u{1F44D}\u{1F3FD} \u{2014} \u{201C}\u{20AC}5\u{201D}",
        ] {
            assert_eq!(LINE.clean("line", text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn lengths_are_counted_after_cleaning() {
        let length = |kind: &Kind, text: &str| match kind.clean("f", text) {
            Ok(_) => None,
            Err(error) => Some((error.fault.key(), error.fault)),
        };
        let short = Fault::TooShort { found: 2, min: 3 };
        assert_eq!(
            length(&NAME, "  a  "),
            Some(("text-too-short", Fault::TooShort { found: 1, min: 3 }))
        );
        assert_eq!(length(&NAME, "e\u{301}b"), Some(("text-too-short", short)));
        assert_eq!(length(&NAME, &"\u{E9}".repeat(80)), None);
        let long = Fault::TooLong { found: 81, max: 80 };
        assert_eq!(
            length(&NAME, &"\u{E9}".repeat(81)),
            Some(("text-too-long", long))
        );
        assert_eq!(
            length(&LINE, "\u{FE0F}").map(|f| f.0),
            Some("text-too-short")
        );
    }

    #[test]
    fn tags_are_plain() {
        for (text, place) in [
            ("-a", 1),
            ("ab-", 3),
            ("a_b", 2),
            ("\u{F1}u", 1),
            ("a/b", 2),
        ] {
            assert_eq!(
                why(&TAG, text).map(|w| (w.1, w.2)),
                Some((place, Unwanted::NotInTag))
            );
        }
    }

    proptest! {
        #[test]
        fn what_passes_is_clean_and_stays_so(text in "\\PC{0,30}|.{0,30}|[a\u{301}\u{200B}\u{202E}\n\r\t \u{E000}]{0,12}") {
            for kind in [HANDLE, NAME, LINE, PARAGRAPH, TAG] {
                let Ok(clean) = kind.clean("f", &text) else { continue };
                prop_assert!((kind.min..=kind.max).contains(&clean.chars().count()));
                prop_assert_eq!(clean.trim(), clean.as_str());
                for c in clean.chars() {
                    let line_break = c == '\n' && kind.form == Form::Lines;
                    prop_assert!(line_break || !c.is_control());
                    prop_assert!(!is_invisible(c) && c.script() != Script::Unknown);
                }
                prop_assert_eq!(kind.clean("f", &clean), Ok(clean));
            }
        }
    }
}
