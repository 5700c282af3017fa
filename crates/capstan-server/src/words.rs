//! The sentences of the service: those of its areas, and those of what it
//! shows.

use crate::app::Langs;
use capstan_report::words::{Voice, Words};

/// The rooms whose sentences are the service's own.
pub const AREAS: &[&str] = &[
    "audits",
    "campaigns",
    "coalitions",
    "decisions",
    "demo",
    "directory",
    "donations",
    "evidence",
    "forecasts",
    "home",
    "invitations",
    "kits",
    "mail",
    "messages",
    "moderation",
    "passkeys",
    "people",
    "plan",
    "pledges",
    "poll",
    "push",
    "receipts",
    "sharing",
    "shell",
    "text",
    "valuations",
    "visions",
];

/// A voice for each language.
pub fn voices() -> Langs<Voice> {
    let mut rooms = vec![capstan_leverage::report::words()];
    rooms.extend(AREAS.iter().map(|area| Words::room(area)));
    Langs::new(|lang| Voice::own(lang, &rooms))
}
