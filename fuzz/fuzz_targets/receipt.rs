//! Receipts of donations: whatever is read is checked without harm, and holds
//! only if its own key signed it.
#![no_main]

use capstan_donation::receipt::Receipt;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Receipt::parse(text) {
        Ok(receipt) => {
            if let Err(error) = receipt.verify(None, None) {
                assert!(!error.to_string().is_empty());
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
