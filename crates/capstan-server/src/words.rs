//! The sentences of the service.
//!
//! Each area has a file of its own for each language in `words/`; a test keeps
//! them complete.

use crate::app::Langs;
use capstan_report::Lang;
use capstan_report::words::{Voice, Words};

/// The files.
pub const ROOMS: &[Words] = &[
    capstan_leverage::report::WORDS,
    Words {
        name: "shell",
        en: include_str!("../words/shell.en.ftl"),
        es: include_str!("../words/shell.es.ftl"),
    },
    Words {
        name: "home",
        en: include_str!("../words/home.en.ftl"),
        es: include_str!("../words/home.es.ftl"),
    },
    Words {
        name: "visions",
        en: include_str!("../words/visions.en.ftl"),
        es: include_str!("../words/visions.es.ftl"),
    },
    Words {
        name: "directory",
        en: include_str!("../words/directory.en.ftl"),
        es: include_str!("../words/directory.es.ftl"),
    },
    Words {
        name: "text",
        en: include_str!("../words/text.en.ftl"),
        es: include_str!("../words/text.es.ftl"),
    },
];

/// A voice for each language; `marked` puts brackets around each sentence.
pub fn voices(marked: bool) -> Langs<Voice> {
    let voice = |lang| {
        let voice = Voice::own(lang, ROOMS);
        if marked { voice.marked() } else { voice }
    };
    Langs {
        en: voice(Lang::En),
        es: voice(Lang::Es),
    }
}
