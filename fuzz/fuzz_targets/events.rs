//! Files of pay events: what is read and written is read again as it was, and
//! every refusal names the file.
#![no_main]

use capstan_data::pay::{Units, read_bytes, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match read_bytes("events", bytes, Units::Guess) {
        Ok(file) => {
            let mut text = Vec::new();
            if write(&file.events, &mut text).is_ok() {
                let back = read_bytes("events", &text, Units::Major);
                let events = back.expect("what was written is read").events;
                assert_eq!(events.len(), file.events.len());
            }
        }
        Err(error) => assert!(error.to_string().contains("events"), "{error}"),
    }
});
