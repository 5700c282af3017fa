//! The files of an export and the sheet of a spreadsheet, each put into a whole
//! archive, which a fuzzer would seldom make: what is read makes events, and
//! every refusal names the file. The first byte chooses what it is.
#![no_main]

use capstan_donation::{Limits, Reader};
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use std::sync::LazyLock;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let limits = Limits {
        bytes: 1 << 20,
        unpacked: 4 << 20,
        ..Limits::default()
    };
    Reader {
        limits,
        ..Reader::default()
    }
});

const WORKBOOK: &[u8] = br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const TRIPS: &[u8] = b"begintrip_timestamp_local,dropoff_timestamp_local,status\n\
    2021-03-05 18:00:00,2021-03-05 18:20:00,completed\n";

fuzz_target!(|bytes: &[u8]| {
    let Some((&which, bytes)) = bytes.split_first() else {
        return;
    };
    let archive = match which % 5 {
        0 => zip(&[
            ("Driver Payments.csv", bytes),
            ("Lifetime Trips.csv", TRIPS),
        ]),
        1 => zip(&[("Lifetime Trips.csv", bytes)]),
        2 => zip(&[("Online Offline.csv", bytes), ("Lifetime Trips.csv", TRIPS)]),
        3 => zip(&[("Dispatches Offered and Accepted.csv", bytes)]),
        _ => zip(&[
            ("xl/workbook.xml", WORKBOOK),
            ("xl/_rels/workbook.xml.rels", RELATIONS),
            ("xl/worksheets/sheet1.xml", bytes),
        ]),
    };
    match READER.bytes("exported", &archive) {
        Ok(cards) => cards
            .iter()
            .for_each(|card| assert!(card.json().is_object() && card.event() == card.event())),
        Err(error) => assert!(error.to_string().contains("exported"), "{error}"),
    }
});

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("memory takes all files");
        writer.write_all(bytes).expect("memory takes all bytes");
    }
    writer
        .finish()
        .expect("memory takes all files")
        .into_inner()
}
