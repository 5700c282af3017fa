//! Gzip files, whole, cut and broken.
#![no_main]

use capstan_data::{Duplicates, ReadOptions, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let options = ReadOptions {
        duplicates: Duplicates::Last,
        ..ReadOptions::default()
    };
    let mut bytes = vec![0x1f, 0x8b];
    bytes.extend_from_slice(input);
    capstan_fuzz::look("r.gz", read_bytes("r.gz", &bytes, &options));
});
