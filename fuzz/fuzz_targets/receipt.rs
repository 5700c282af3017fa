//! Receipts of donations: what is read can be written and read again, and only
//! what was signed holds.
#![no_main]

use capstan_donation::receipt::{Donated, Proof, Receipt, leaf, tree};
use capstan_proof::{Digest, Key};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static KEY: LazyLock<Key> = LazyLock::new(|| Key::new(&[7; 32]));

fuzz_target!(|text: &str| {
    match Receipt::parse(text) {
        Ok(receipt) => {
            let again = serde_json::to_string(&receipt).expect("a receipt is JSON");
            assert_eq!(Receipt::parse(&again).as_ref(), Ok(&receipt));
            // Whoever has not the key signs nothing with it.
            if let Err(error) = receipt.verify(Some(&KEY.public()), None) {
                assert!(!error.to_string().is_empty());
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    let donated = Donated {
        coalition: text.to_owned(),
        donation: Digest::of("a donation", &[text.as_bytes()]),
        consent: Digest::of("a consent", &[text.as_bytes()]),
        at: text.len() as i64,
    };
    let mut own = donated.receipt(&KEY);
    let leaves = [Digest::new([1; 32]), leaf(&own.receipt)];
    let tree = tree(leaves);
    own.proof = tree.inclusion(1, 2).ok().map(|inclusion| Proof {
        root: tree.root(),
        inclusion,
    });
    own.withdrawn = Some(donated.tombstone(donated.at + 1, &KEY));
    let gone = Some(donated.at + 1);
    let said = own.verify(Some(&KEY.public()), Some(&tree.root()));
    assert_eq!(said, Ok((donated, gone)));
});
