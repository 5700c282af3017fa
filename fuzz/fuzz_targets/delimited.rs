//! Delimited text under all options; the first two bytes choose them.
#![no_main]

use capstan_data::{Duplicates, Keep, ReadOptions, Scale, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let [choice, more, text @ ..] = input else {
        return;
    };
    let options = ReadOptions {
        delimiter: [None, Some(b','), Some(b';'), Some(b':')][usize::from(choice & 3)],
        implicit: choice & 4 > 0,
        duplicates: match choice & 24 {
            0 => Duplicates::Error,
            8 => Duplicates::Last,
            _ => Duplicates::Mean,
        },
        keep: Keep {
            times: choice & 32 > 0,
            rows: choice & 64 > 0,
        },
        user: (more & 1 > 0).then(|| "1".to_owned()),
        item: (more & 2 > 0).then(|| "b".to_owned()),
        time: (more & 4 > 0).then(|| "none".to_owned()),
        scale: (more & 8 > 0).then_some(Scale { min: 1.0, max: 5.0 }),
        relevant: (more & 16 > 0).then_some(3.5),
        ..ReadOptions::default()
    };
    capstan_fuzz::look("r.csv", read_bytes("r.csv", text, &options));
});
