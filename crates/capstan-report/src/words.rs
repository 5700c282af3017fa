//! Sentences in every language, from Fluent texts.
//!
//! A language is one file, `words/CODE.ftl`, with a part for each room. A room
//! names its part with [`Words::room`] and says its sentences through a
//! [`Voice`]. A sentence that is missing, or that is given other values than
//! it asks for, stops a debug build where it is said, and [`crate::faults()`]
//! finds it in a test even if nothing says it.

use crate::format::{Format, Lang};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use unic_langid::LanguageIdentifier;

/// The values a sentence is said with.
pub type Args<'a> = FluentArgs<'a>;

/// The sentences of one room in every language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The room, for messages about its texts.
    pub name: &'static str,
    texts: [&'static str; Lang::ALL.len()],
}

impl Words {
    /// The room `name`: what stands under `## name` in the file of each
    /// language, up to the next room. One that is in no file is empty.
    pub fn room(name: &'static str) -> Self {
        Self::of(name, Lang::ALL.map(|lang| part(lang.sentences(), name)))
    }

    /// A room with texts of its own, in the order of [`Lang::ALL`].
    pub const fn of(name: &'static str, texts: [&'static str; Lang::ALL.len()]) -> Self {
        Self { name, texts }
    }

    /// Its text in a language.
    pub const fn text(&self, lang: Lang) -> &'static str {
        self.texts[lang as usize]
    }
}

/// The part of a text that belongs to a room.
fn part(text: &'static str, room: &str) -> &'static str {
    let rooms = text.split("\n## ").skip(1);
    let own = rooms.filter_map(|part| part.split_once('\n'));
    own.filter(|(name, _)| name.trim() == room)
        .map(|(_, sentences)| sentences)
        .next()
        .unwrap_or("")
}

/// The phrases every room shares; a [`Voice`] knows them without being told.
pub fn shared() -> Words {
    Words::room("shared")
}

/// Why sentences could not be taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// A text is not Fluent.
    #[error(
        "words/{lang}.ftl, line {line}, in the room {name}: {why}; expected `key = sentence` of Project Fluent"
    )]
    NotFluent {
        /// The room.
        name: &'static str,
        /// The language.
        lang: &'static str,
        /// The line, from 1.
        line: usize,
        /// What the parser says.
        why: String,
    },
    /// Two texts have a sentence of the same name.
    #[error(
        "words/{lang}.ftl, in the room {name}: \"{key}\" is already defined; rename one of them"
    )]
    Twice {
        /// The room.
        name: &'static str,
        /// The language.
        lang: &'static str,
        /// The sentence.
        key: String,
    },
}

/// Says sentences in one language.
pub struct Voice {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
    sentences: BTreeMap<String, BTreeSet<String>>,
}

impl std::fmt::Debug for Voice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Voice")
            .field("lang", &self.lang)
            .field("sentences", &self.sentences.len())
            .finish()
    }
}

/// Values for [`Voice::say`]: `args![share = "3 in 10", count = 4]`.
#[macro_export]
macro_rules! args {
    ($($name:ident = $value:expr),* $(,)?) => {{
        #[allow(unused_mut)]
        let mut args = $crate::words::Args::new();
        $(args.set(stringify!($name), $value);)*
        args
    }};
}

static MARKED: AtomicBool = AtomicBool::new(false);

/// From now on every sentence that this program says stands between white
/// square brackets, so that who translates, or a test, sees what is none.
pub fn mark() {
    MARKED.store(true, Ordering::Relaxed);
}

impl Voice {
    /// A voice that knows the shared phrases and those of `rooms`.
    ///
    /// # Errors
    /// If a text is not Fluent or two of them define the same sentence.
    pub fn new(lang: Lang, rooms: &[Words]) -> Result<Self, WordsError> {
        // "en" and "es" are well formed, so there is always a language.
        let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::En => |value, _| number(Lang::En, value),
            Lang::Es => |value, _| number(Lang::Es, value),
        }));
        let mut sentences = BTreeMap::new();
        for words in std::iter::once(&shared()).chain(rooms) {
            let text = words.text(lang);
            let resource = FluentResource::try_new(text.to_string()).map_err(|(_, errors)| {
                let error = errors.first();
                let at = error.map_or(0, |e| e.pos.start).min(text.len());
                let lines = |text: &str| text.bytes().filter(|&b| b == b'\n').count();
                let before = lang.sentences().split(text).next().unwrap_or("");
                let before = if before == lang.sentences() {
                    0
                } else {
                    lines(before)
                };
                WordsError::NotFluent {
                    name: words.name,
                    lang: lang.code(),
                    line: before + lines(text.get(..at).unwrap_or("")) + 1,
                    why: error.map_or_else(String::new, ToString::to_string),
                }
            })?;
            for (key, variables) in scan(text) {
                if sentences.insert(key.clone(), variables).is_some() {
                    return Err(WordsError::Twice {
                        name: words.name,
                        lang: lang.code(),
                        key,
                    });
                }
            }
            bundle.add_resource_overriding(resource);
        }
        Ok(Self {
            lang,
            bundle,
            sentences,
        })
    }

    /// As [`Voice::new`], for sentences of our own that a test keeps without
    /// [`crate::faults()`]: there is nothing to tell the caller. If they have
    /// some all the same, a debug build stops here, and a release build says
    /// keys and values in plain words.
    pub fn own(lang: Lang, rooms: &[Words]) -> Self {
        Self::new(lang, rooms).unwrap_or_else(|error| {
            debug_assert!(false, "{error}");
            let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
            Self {
                lang,
                bundle: FluentBundle::new_concurrent(vec![id]),
                sentences: BTreeMap::new(),
            }
        })
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether there is a sentence called `key`.
    pub fn knows(&self, key: &str) -> bool {
        self.sentences.contains_key(key)
    }

    /// The sentence `key` with the values `args`.
    ///
    /// Numbers among the values are written as the language writes them, with
    /// up to three digits after the point; give a text for any other form.
    ///
    /// # Panics
    /// In debug builds, if there is no such sentence or it asks for other
    /// values. Release builds say the key and the values in plain words.
    pub fn say(&self, key: &str, args: Args<'_>) -> String {
        match self.try_say(key, &args) {
            Ok(sentence) if MARKED.load(Ordering::Relaxed) => format!("\u{27e6}{sentence}\u{27e7}"),
            Ok(sentence) => sentence,
            Err(why) => {
                debug_assert!(false, "the sentence \"{key}\": {why}");
                let values: Vec<String> = args.iter().map(|(_, v)| self.plain(v)).collect();
                format!("{} {}", key.replace('-', " "), values.join(", "))
                    .trim_end()
                    .into()
            }
        }
    }

    /// `value` as this language writes it.
    pub fn format(&self, value: f64, format: Format) -> String {
        self.lang.format(value, format)
    }

    fn try_say(&self, key: &str, args: &Args<'_>) -> Result<String, String> {
        let asked = self.sentences.get(key).ok_or("there is no such sentence")?;
        let given: BTreeSet<String> = args.iter().map(|(name, _)| name.to_string()).collect();
        if *asked != given {
            return Err(format!("it asks for {asked:?} and was given {given:?}"));
        }
        let pattern = self
            .bundle
            .get_message(key)
            .and_then(|m| m.value())
            .ok_or("it has no text")?;
        let mut errors = Vec::new();
        let sentence = self
            .bundle
            .format_pattern(pattern, Some(args), &mut errors)
            .into_owned();
        match errors.first() {
            None => Ok(sentence),
            Some(error) => Err(error.to_string()),
        }
    }

    fn plain(&self, value: &FluentValue<'_>) -> String {
        match value {
            FluentValue::String(text) => text.to_string(),
            value => number(self.lang, value).unwrap_or_default(),
        }
    }
}

fn number(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(FluentNumber { value, options }) = value else {
        return None;
    };
    let least = options.minimum_fraction_digits.unwrap_or(0);
    let most = options
        .maximum_fraction_digits
        .unwrap_or(3)
        .max(least)
        .min(15);
    let digits = (least..most)
        .find(|&d| {
            let scale = 10f64.powi(d as i32);
            (value * scale - (value * scale).round()).abs() < 1e-9
        })
        .unwrap_or(most);
    Some(lang.format(*value, Format::number(digits as u8)))
}

/// The sentences of a Fluent text and the variables of each.
pub(crate) fn scan(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut out = BTreeMap::new();
    let mut current: Option<(String, BTreeSet<String>)> = None;
    for line in text.lines() {
        let starts = line.starts_with(|c: char| c.is_ascii_alphabetic());
        if let (true, Some((key, _))) = (starts, line.split_once('=')) {
            out.extend(current.replace((key.trim().to_string(), BTreeSet::new())));
        } else if line.starts_with(['#', '-']) {
            out.extend(current.take());
        }
        if let Some((_, variables)) = &mut current {
            for part in line.split('$').skip(1) {
                let end = part
                    .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
                    .unwrap_or(part.len());
                variables.insert(part[..end].to_string());
            }
        }
    }
    out.extend(current);
    out
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) const ROOM: Words = Words::of(
        "test",
        [
            "hello = Hello { $name }, { $count ->\n    [one] one hand\n   *[other] { $count } hands\n }\nbye = Bye\n",
            "hello = Hola, { $name }: { $count ->\n    [one] una mano\n   *[other] { $count } manos\n }\nbye = Hasta luego\n",
        ],
    );

    #[test]
    fn sentences_count_and_write_numbers() {
        let en = Voice::new(Lang::En, &[ROOM]).unwrap();
        let es = Voice::new(Lang::Es, &[ROOM]).unwrap();
        let say = |v: &Voice, n: f64| v.say("hello", args![name = "Ada", count = n]);
        assert_eq!(say(&en, 1.0), "Hello Ada, one hand");
        assert_eq!(say(&en, 12345.5), "Hello Ada, 12,345.5 hands");
        assert_eq!(say(&es, 1.0), "Hola, Ada: una mano");
        assert_eq!(say(&es, 2.25), "Hola, Ada: 2,25 manos");
        assert_eq!(es.say("bye", args![]), "Hasta luego");
    }

    #[test]
    fn a_hole_is_refused() {
        let en = Voice::new(Lang::En, &[ROOM]).unwrap();
        assert!(en.try_say("nope", &args![]).is_err());
        assert!(en.try_say("hello", &args![name = "Ada"]).is_err());
        assert!(en.try_say("bye", &args![name = "Ada"]).is_err());
        assert!(en.knows("bye") && !en.knows("nope"));
    }

    #[test]
    #[should_panic(expected = "there is no such sentence")]
    fn saying_nothing_stops_a_test() {
        Voice::new(Lang::En, &[]).unwrap().say("nope", args![]);
    }

    #[test]
    fn our_own_sentences_need_no_result() {
        let voice = Voice::own(Lang::Es, &[ROOM]);
        assert_eq!(voice.say("bye", args![]), "Hasta luego");
        assert!(voice.knows("about"));
    }

    #[test]
    fn bad_texts_are_named_with_their_line() {
        let broken = Words::of("broken", ["a = fine\nb = { $x\nc = fine\n", "a = bien\n"]);
        let error = Voice::new(Lang::En, &[broken]).unwrap_err();
        assert!(
            matches!(
                error,
                WordsError::NotFluent {
                    line: 2 | 3,
                    name: "broken",
                    ..
                }
            ),
            "{error}"
        );
        let twice = Words::of("twice", ["about = again\n", ""]);
        assert_eq!(
            Voice::new(Lang::En, &[twice]).unwrap_err(),
            WordsError::Twice {
                name: "twice",
                lang: "en",
                key: "about".into()
            }
        );
    }
}
