//! Files that people donate, but for those that another program decodes: what
//! is read makes events, and every refusal names the file.
#![no_main]

use capstan_donation::{Kind, Limits, Reader, kind};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let limits = Limits {
        bytes: 1 << 20,
        pixels: 1 << 20,
        unpacked: 4 << 20,
        ..Limits::default()
    };
    Reader {
        limits,
        ..Reader::default()
    }
});

fuzz_target!(|bytes: &[u8]| {
    let read = match kind("donated", bytes, &READER.limits) {
        Ok(Kind::Text | Kind::Zip) => READER.bytes("donated", bytes),
        Ok(picture @ (Kind::Png | Kind::Jpeg | Kind::WebP)) => {
            capstan_donation::decode("donated", bytes, picture, &READER.limits).map(|p| {
                assert!(u64::from(p.gray.width()) * u64::from(p.gray.height()) <= 1 << 20);
                Vec::new()
            })
        }
        Ok(Kind::Heif | Kind::Pdf) => return,
        Err(error) => Err(error),
    };
    match read {
        Ok(cards) => cards
            .iter()
            .for_each(|card| assert!(card.json().is_object() && card.event() == card.event())),
        Err(error) => assert!(error.to_string().contains("donated"), "{error}"),
    }
});
