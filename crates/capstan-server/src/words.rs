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
        name: "text",
        en: include_str!("../words/text.en.ftl"),
        es: include_str!("../words/text.es.ftl"),
    },
];

/// A voice for each language.
pub fn voices() -> Langs<Voice> {
    Langs {
        en: Voice::own(Lang::En, ROOMS),
        es: Voice::own(Lang::Es, ROOMS),
    }
}
