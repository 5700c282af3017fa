//! Descriptions of layouts: one that is taken in reads any card without harm,
//! and every refusal names the file.
#![no_main]

use capstan_donation::{Layout, Reader};
use libfuzzer_sys::fuzz_target;

const CARD: &str = "Window Aug 24, 4PM-5PM\nOrder #1234 $124.37 Late\nOrder Pay $14.58\n\
    Tip $0.00\nTotal Pay $14.58\n";

fuzz_target!(|text: &str| {
    match Layout::parse("layout.toml", text) {
        Ok(layout) => {
            let reader = Reader {
                layouts: vec![layout],
                ..Reader::default()
            };
            reader.text("said", CARD);
        }
        Err(error) => assert!(error.to_string().contains("layout.toml"), "{error}"),
    }
});
