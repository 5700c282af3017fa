//! Texts of documents: cards are found in them whatever they say, and what
//! tells of people is blacked out in the same text again at once.
#![no_main]

use capstan_donation::{Reader, redaction};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::default);

fuzz_target!(|text: &str| {
    for card in READER.text("said", text) {
        assert!(card.json().is_object());
        assert_eq!(card.event(), card.event());
    }
    for found in redaction::find(text) {
        assert!(text.get(found.place).is_some_and(|part| !part.is_empty()));
    }
    assert!(redaction::redacted(text).len() <= 13 * text.len());
});
