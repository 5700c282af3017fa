//! MovieLens `.dat` and `.data` files; the first byte chooses.
#![no_main]

use capstan_data::{Duplicates, ReadOptions, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let [choice, text @ ..] = input else {
        return;
    };
    let name = ["ratings.dat", "u.data"][usize::from(choice & 1)];
    let options = ReadOptions {
        duplicates: Duplicates::Last,
        ..ReadOptions::default()
    };
    capstan_fuzz::look(name, read_bytes(name, text, &options));
});
