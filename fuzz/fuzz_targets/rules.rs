//! What stands beside values when money is shared: rules, who pays, accounts
//! and ledgers. What is read can be written and read again, and every refusal
//! names the file. The first byte chooses which of them it is.
#![no_main]

use capstan_value::dividend::Chain;
use capstan_value::payout::ledger::Ledger;
use capstan_value::payout::pain001::{Payer, payees};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let [choice, bytes @ ..] = input else {
        return;
    };
    let named = |error: String| assert!(error.contains("r.txt"), "{error}");
    if choice % 4 == 0 {
        if let Err(error) = payees("r.txt", bytes) {
            named(error.to_string());
        }
        return;
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let euro = "EUR".parse().expect("a currency");
    match choice % 4 {
        1 => match Chain::parse("r.txt", text) {
            Ok(chain) => {
                let json = serde_json::to_string(&chain).expect("JSON");
                // A number that is none has no place in JSON.
                if !text.contains("nan") && !text.contains("inf") {
                    assert_eq!(serde_json::from_str::<Chain>(&json).ok(), Some(chain));
                }
            }
            Err(error) => named(error.to_string()),
        },
        2 => {
            if let Err(error) = Payer::parse("r.txt", text) {
                named(error.to_string());
            }
        }
        _ => match Ledger::read("r.txt", text, euro) {
            Ok(ledger) => {
                let again = Ledger::read("r.txt", &ledger.to_csv(), euro);
                assert_eq!(
                    again.expect("what was written is read").to_csv(),
                    ledger.to_csv()
                );
            }
            Err(error) => named(error.to_string()),
        },
    }
});
