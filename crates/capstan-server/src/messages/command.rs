//! The words that are understood, in both languages, as whole words: "export"
//! in a longer sentence is no wish for a file.

use capstan_report::Lang;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What someone wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Leave this job out.
    Skip,
    /// What they were paid.
    Pay,
    /// Their tips.
    Tips,
    /// How the group is paid.
    Group,
    /// All their jobs, as a file.
    Export,
    /// The receipt of what they donated last.
    Receipt,
    /// To have everything removed.
    Delete,
    /// What this is.
    About,
    /// What can be asked.
    More,
    /// No more messages.
    Stop,
    /// Messages again.
    Start,
    /// A language, or the other one.
    Language(Option<Lang>),
    /// To be one with the account that shows the code behind the word.
    Link,
    /// To be one with an account: a code for it.
    Web,
}

/// The words for each, without accents. The language is the one that tells
/// which is spoken; nothing where both have the word.
const WORDS: &[(Command, Option<Lang>, &[&str])] = &[
    (Command::Yes, None, &["y"]),
    (Command::Yes, Some(Lang::En), &["yes", "yeah", "yep"]),
    (Command::Yes, Some(Lang::Es), &["si", "s"]),
    (Command::No, None, &["no", "n"]),
    (Command::Skip, Some(Lang::En), &["skip"]),
    (Command::Skip, Some(Lang::Es), &["omitir", "saltar"]),
    (Command::Pay, Some(Lang::En), &["pay"]),
    (Command::Pay, Some(Lang::Es), &["pago", "pagos", "paga"]),
    (Command::Tips, Some(Lang::En), &["tips", "tip"]),
    (Command::Tips, Some(Lang::Es), &["propina", "propinas"]),
    (Command::Group, Some(Lang::En), &["group", "compare"]),
    (Command::Group, Some(Lang::Es), &["grupo", "comparar"]),
    (Command::Export, Some(Lang::En), &["export"]),
    (Command::Export, Some(Lang::Es), &["exportar"]),
    (Command::Receipt, Some(Lang::En), &["receipt"]),
    (Command::Receipt, Some(Lang::Es), &["recibo"]),
    (Command::Delete, Some(Lang::En), &["delete"]),
    (Command::Delete, Some(Lang::Es), &["borrar", "eliminar"]),
    (Command::About, Some(Lang::En), &["about"]),
    (Command::About, Some(Lang::Es), &["acerca"]),
    (Command::More, None, &["menu"]),
    (Command::More, Some(Lang::En), &["more", "help"]),
    (Command::More, Some(Lang::Es), &["mas", "ayuda"]),
    (Command::Stop, None, &["stop"]),
    (
        Command::Stop,
        Some(Lang::En),
        &["stopall", "unsubscribe", "cancel", "end", "quit"],
    ),
    (Command::Stop, Some(Lang::Es), &["parar", "alto", "baja"]),
    (Command::Start, Some(Lang::En), &["start", "unstop"]),
    (Command::Start, Some(Lang::Es), &["empezar", "alta"]),
    (Command::Link, Some(Lang::En), &["link"]),
    (Command::Link, Some(Lang::Es), &["vincular", "enlazar"]),
    (Command::Web, None, &["web"]),
    (Command::Web, Some(Lang::En), &["account"]),
    (Command::Web, Some(Lang::Es), &["cuenta"]),
    (
        Command::Language(None),
        Some(Lang::En),
        &["lang", "language"],
    ),
    (Command::Language(None), Some(Lang::Es), &["idioma"]),
    (
        Command::Language(Some(Lang::En)),
        None,
        &["english", "ingles"],
    ),
    (
        Command::Language(Some(Lang::Es)),
        None,
        &["spanish", "espanol"],
    ),
];

/// Words by which a language is known that ask for nothing.
const GREETINGS: &[(Lang, &[&str])] = &[
    (Lang::En, &["hi", "hello", "hey", "good"]),
    (
        Lang::Es,
        &["hola", "buenas", "buenos", "buen", "quiero", "gracias"],
    ),
];

/// Short sentences may hold a word that is meant: "my pay please".
const SHORT: usize = 3;

/// The words of a text, without capitals, accents and marks.
fn words(text: &str) -> Vec<String> {
    let plain: String = text.nfd().filter(|&c| !is_combining_mark(c)).collect();
    let parts = plain.split(|c: char| !c.is_alphanumeric() && c != '_');
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect()
}

fn of(word: &str) -> Option<(Command, Option<Lang>)> {
    let found = WORDS.iter().find(|(_, _, words)| words.contains(&word));
    found.map(|&(command, lang, _)| (command, lang))
}

/// What a text asks for, if it asks for one thing. What cannot be taken back,
/// or answers a question, stands alone.
pub fn command(text: &str) -> Option<Command> {
    let words = words(text);
    if let [word] = words.as_slice() {
        return of(word).map(|(command, _)| match command {
            // Without a code it asks for one.
            Command::Link => Command::Web,
            command => command,
        });
    }
    let linked = words.first().and_then(|word| of(word));
    if matches!(linked, Some((Command::Link, _))) && words.len() <= SHORT {
        return Some(Command::Link);
    }
    if let [first, second] = words.as_slice()
        && matches!(of(first), Some((Command::Language(None), _)))
    {
        let named = Lang::ALL.into_iter().find(|lang| lang.code() == second);
        let named = named.or_else(|| match of(second) {
            Some((Command::Language(lang), _)) => lang,
            _ => None,
        });
        return Some(Command::Language(named));
    }
    if words.len() > SHORT {
        return None;
    }
    let asks = |command: &Command| {
        use Command::{About, Export, Group, More, Pay, Receipt, Tips};
        matches!(
            command,
            About | Export | Group | More | Pay | Receipt | Tips
        )
    };
    let mut found = words.iter().filter_map(|word| of(word));
    let (command, _) = found.next()?;
    (asks(&command) && found.next().is_none()).then_some(command)
}

/// The language that a text is in, if its first word tells.
pub fn language(text: &str) -> Option<Lang> {
    let words = words(text);
    let first = words.first()?;
    let greets = |(_, words): &&(Lang, &[&str])| words.contains(&first.as_str());
    let greeted = GREETINGS.iter().find(greets).map(|&(lang, _)| lang);
    greeted.or_else(|| of(first).and_then(|(_, lang)| lang))
}

/// What stands behind the first word of a text.
pub fn behind(text: &str) -> &str {
    let text = text.trim();
    text.split_once(char::is_whitespace)
        .map_or("", |(_, rest)| rest)
}

/// The one amount in a text, as 18.41, if there is one.
pub fn amount(text: &str) -> Option<String> {
    let mut found = text
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .map(|part| part.trim_matches(['.', ',']))
        .filter(|part| !part.is_empty());
    let one = found.next()?;
    if found.next().is_some() || text.contains('-') {
        return None;
    }
    // The last mark is the decimal one if one or two digits follow it.
    let (whole, part) = match one.rfind(['.', ',']) {
        Some(at) if one.len() - at <= 3 => (&one[..at], &one[at + 1..]),
        _ => (one, ""),
    };
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    match part {
        "" => Some(whole),
        part => Some(format!("{whole}.{part:0<2}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_alone_are_commands() {
        for (text, expected) in [
            ("pay", Some(Command::Pay)),
            ("  PAY! ", Some(Command::Pay)),
            ("my pay please", Some(Command::Pay)),
            ("Más", Some(Command::More)),
            ("Sí.", Some(Command::Yes)),
            ("delete", Some(Command::Delete)),
            ("BORRAR", Some(Command::Delete)),
            ("stop", Some(Command::Stop)),
            ("IDIOMA", Some(Command::Language(None))),
            ("lang es", Some(Command::Language(Some(Lang::Es)))),
            ("idioma inglés", Some(Command::Language(Some(Lang::En)))),
            ("Español", Some(Command::Language(Some(Lang::Es)))),
            ("lang fr", Some(Command::Language(None))),
            ("link 3f9a2-c81b0", Some(Command::Link)),
            ("LINK: 3F9A2-C81B0", Some(Command::Link)),
            ("vincular 3f9a2c81b0", Some(Command::Link)),
            ("link", Some(Command::Web)),
            ("Cuenta", Some(Command::Web)),
        ] {
            assert_eq!(command(text), expected, "{text}");
        }
        for none in [
            "",
            "🙂",
            "payment",
            "deleted",
            "resetting",
            "don't delete",
            "never stop now",
            "pay or tips",
            "no way",
            "I would like to export all of my jobs",
            "link my phone 12 please",
            "send_all:PASSWORD:hello",
            "export_all:PASSWORD",
        ] {
            assert_eq!(command(none), None, "{none}");
        }
    }

    #[test]
    fn each_word_means_one_thing() {
        let all: Vec<&str> = WORDS
            .iter()
            .flat_map(|(_, _, words)| *words)
            .copied()
            .collect();
        let mut once = all.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), all.len());
        for (lang, greetings) in GREETINGS {
            for word in *greetings {
                assert_eq!((of(word), language(word)), (None, Some(*lang)), "{word}");
            }
        }
    }

    #[test]
    fn the_first_word_tells_the_language() {
        assert_eq!(language("¡Hola! ¿Qué es esto?"), Some(Lang::Es));
        assert_eq!(language("Buenos días"), Some(Lang::Es));
        assert_eq!(language("hello"), Some(Lang::En));
        assert_eq!(language("ayuda"), Some(Lang::Es));
        for none in ["", "no", "ok", "12"] {
            assert_eq!(language(none), None, "{none}");
        }
    }

    #[test]
    fn an_amount_is_read_as_people_write_it() {
        for (text, expected) in [
            ("18.41", Some("18.41")),
            ("$18.41", Some("18.41")),
            ("18,41 €", Some("18.41")),
            ("it was 18.41.", Some("18.41")),
            ("18", Some("18")),
            ("18.4", Some("18.40")),
            ("1,234.50", Some("1234.50")),
            ("1.234,50", Some("1234.50")),
            ("1,234", Some("1234")),
            ("0", Some("0")),
            ("-3", None),
            ("3 or 4", None),
            ("none", None),
            (".", None),
        ] {
            assert_eq!(amount(text).as_deref(), expected, "{text}");
        }
    }
}
