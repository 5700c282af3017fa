//! Records of decisions: counting them again never panics, one that holds has
//! every ballot in its root, and what can be counted makes a record that holds.
#![no_main]

use capstan_coalition::ballot::Record;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Ok(record) = serde_json::from_slice::<Record>(input) else {
        return;
    };
    match record.verify() {
        Ok(()) => {
            for ballot in &record.ballots {
                let proof = record.proof(&ballot.tag).expect("it is there");
                assert!(proof.holds(&ballot.bytes(), &record.root));
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    if let Ok(closed) = Record::close(record.question, record.ballots) {
        assert_eq!(closed.verify(), Ok(()));
        let text = serde_json::to_vec(&closed).expect("JSON");
        assert_eq!(serde_json::from_slice::<Record>(&text).ok(), Some(closed));
    }
});
