//! Parquet files.
#![no_main]

use capstan_data::{Duplicates, ReadOptions, read_bytes};
use libfuzzer_sys::fuzz_target;
use std::sync::Once;

static QUIET: Once = Once::new();

fuzz_target!(|input: &[u8]| {
    // A panic inside the decoder is caught and becomes an error, so it must
    // not end the run; one that gets through still does.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let options = ReadOptions {
        duplicates: Duplicates::Mean,
        ..ReadOptions::default()
    };
    let mut bytes = b"PAR1".to_vec();
    bytes.extend_from_slice(input);
    let run = || capstan_fuzz::look("r.parquet", read_bytes("r.parquet", &bytes, &options));
    if std::panic::catch_unwind(run).is_err() {
        std::process::abort();
    }
});
