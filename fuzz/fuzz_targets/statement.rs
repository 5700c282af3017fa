//! Signed statements: what is read has one text, and whatever can be said can
//! be signed, read back and checked.
#![no_main]

use capstan_proof::{Key, Signed, Statement};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static KEY: LazyLock<Key> = LazyLock::new(|| Key::new(&[7; 32]));

fuzz_target!(|text: &str| {
    match text.parse::<Signed>() {
        Ok(signed) => {
            assert_eq!(signed.to_string(), text.strip_suffix('\n').unwrap_or(text));
            if let Err(error) = signed.verify(None) {
                assert!(!error.to_string().is_empty());
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    let Ok(statement) = serde_json::from_str::<Statement>(text) else {
        return;
    };
    let signed = statement.clone().sign(&KEY);
    let back: Signed = signed.to_string().parse().expect("what was signed is read");
    assert_eq!(back.verify(Some(&KEY.public())), Ok(&statement));
});
