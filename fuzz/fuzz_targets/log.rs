//! Published logs: walking them never panics, one that holds goes on from each
//! of its own heads, and any entries chained anew hold.
#![no_main]

use capstan_proof::{Head, Published};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Ok(log) = serde_json::from_slice::<Published>(input) else {
        return;
    };
    if let Err(error) = log.verify(None) {
        assert!(!error.to_string().is_empty());
    }
    let mut heads = vec![Head::start(&log.log)];
    let mut head = heads[0];
    let stored = log.entries.into_iter().map(|e| {
        head = head.append(e.entry.as_bytes());
        heads.push(head);
        (e.entry, head.hash())
    });
    let chained = Published::new(&log.log, stored);
    for known in &heads {
        assert_eq!(chained.verify(Some(known)), Ok(head));
        assert_eq!(known.to_string().parse(), Ok(*known));
    }
});
