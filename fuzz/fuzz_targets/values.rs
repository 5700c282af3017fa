//! Tables of values: what is read is whole, and every refusal names the file.
//! The first byte chooses which further columns are read.
#![no_main]

use capstan_value::dividend::{Columns, read};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeSet;

fuzz_target!(|input: &[u8]| {
    let [choice, table @ ..] = input else {
        return;
    };
    let columns = Columns {
        pool: (choice & 1 != 0).then(|| "home".to_owned()),
        group: (choice & 2 != 0).then(|| "town".to_owned()),
        everyone: choice & 4 != 0,
        low: choice & 8 != 0,
    };
    match read("v.csv", table, &columns) {
        Ok(members) => {
            let ids: BTreeSet<&str> = members.iter().map(|m| m.id.as_str()).collect();
            assert!(!members.is_empty() && ids.len() == members.len());
            for m in &members {
                assert!(m.low <= m.value && m.value <= m.high && m.value.is_finite());
            }
        }
        Err(error) => assert!(error.to_string().contains("v.csv"), "{error}"),
    }
});
