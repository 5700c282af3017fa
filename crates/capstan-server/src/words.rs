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
        name: "people",
        en: include_str!("../words/people.en.ftl"),
        es: include_str!("../words/people.es.ftl"),
    },
    Words {
        name: "invitations",
        en: include_str!("../words/invitations.en.ftl"),
        es: include_str!("../words/invitations.es.ftl"),
    },
    Words {
        name: "mail",
        en: include_str!("../words/mail.en.ftl"),
        es: include_str!("../words/mail.es.ftl"),
    },
    Words {
        name: "coalitions",
        en: include_str!("../words/coalitions.en.ftl"),
        es: include_str!("../words/coalitions.es.ftl"),
    },
    Words {
        name: "decisions",
        en: include_str!("../words/decisions.en.ftl"),
        es: include_str!("../words/decisions.es.ftl"),
    },
    Words {
        name: "evidence",
        en: include_str!("../words/evidence.en.ftl"),
        es: include_str!("../words/evidence.es.ftl"),
    },
    Words {
        name: "poll",
        en: include_str!("../words/poll.en.ftl"),
        es: include_str!("../words/poll.es.ftl"),
    },
    Words {
        name: "moderation",
        en: include_str!("../words/moderation.en.ftl"),
        es: include_str!("../words/moderation.es.ftl"),
    },
    Words {
        name: "forecasts",
        en: include_str!("../words/forecasts.en.ftl"),
        es: include_str!("../words/forecasts.es.ftl"),
    },
    Words {
        name: "demo",
        en: include_str!("../words/demo.en.ftl"),
        es: include_str!("../words/demo.es.ftl"),
    },
    Words {
        name: "text",
        en: include_str!("../words/text.en.ftl"),
        es: include_str!("../words/text.es.ftl"),
    },
    Words {
        name: "campaigns",
        en: include_str!("../words/campaigns.en.ftl"),
        es: include_str!("../words/campaigns.es.ftl"),
    },
    Words {
        name: "pledges",
        en: include_str!("../words/pledges.en.ftl"),
        es: include_str!("../words/pledges.es.ftl"),
    },
    Words {
        name: "donations",
        en: include_str!("../words/donations.en.ftl"),
        es: include_str!("../words/donations.es.ftl"),
    },
    Words {
        name: "kits",
        en: include_str!("../words/kits.en.ftl"),
        es: include_str!("../words/kits.es.ftl"),
    },
];

/// A voice for each language.
pub fn voices() -> Langs<Voice> {
    Langs {
        en: Voice::own(Lang::En, ROOMS),
        es: Voice::own(Lang::Es, ROOMS),
    }
}
