//! Donated files from the command line: what is read, what is asked back, what
//! is refused, and the receipt.

use crate::program::{capstan, run};
use capstan_data::pay::Field;
use capstan_donation::generator::{Damage, Face, Recipe, Style, make};
use capstan_donation::receipt::Donated;
use capstan_proof::{Digest, Key};
use serde_json::{Value, json};
use std::fs;
use std::process::Stdio;

#[test]
fn a_screenshot_becomes_jobs_in_minor_units() {
    let folder = tempfile::tempdir().expect("a folder");
    let recipe = Recipe {
        style: Style::Newer,
        face: Face::named("DejaVuSans"),
        dark: true,
        damage: Damage::None,
        cards: 2,
    };
    let made = make(&recipe, 5, 0).expect("fonts");
    fs::write(folder.path().join("shot.png"), &made.file).expect("written");
    let args = [
        "donate", "read", "shot.png", "--json", "--worker", "w1", "--out", "e.csv",
    ];
    let out = run(folder.path(), &args);
    assert_eq!(out.status.code(), Some(0));
    let cards: Vec<Value> = serde_json::from_slice(&out.stdout).expect("an array");
    assert_eq!(cards.len(), 2);
    for (card, truth) in cards.iter().zip(&made.truth) {
        for (field, minor) in truth {
            assert_eq!(card[field.name()]["value"], json!(minor), "{field}");
        }
        assert_eq!(card["worker"]["value"], json!("w1"));
        assert_eq!(
            card["promotion"]["value"],
            json!(truth.get(&Field::Promotion))
        );
        for field in Field::ALWAYS {
            let keys: Vec<&String> = card[field.name()]
                .as_object()
                .expect("a field")
                .keys()
                .collect();
            assert_eq!(keys, ["confidence", "flag", "value"], "{field}");
        }
    }
    let events = capstan_data::pay::read(&folder.path().join("e.csv"), Default::default());
    assert_eq!(events.expect("events").events.len(), 2);
}

#[test]
fn one_bad_file_does_not_keep_the_others_back() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("mine.csv"),
        "Pay,Day\n14.58,2020-08-24\n",
    )
    .expect("written");
    fs::write(folder.path().join("bad.bin"), b"\x7fELF\0").expect("written");
    let args = [
        "donate",
        "read",
        "bad.bin",
        "mine.csv",
        "--column",
        "base=Pay",
        "--currency",
        "USD",
    ];
    let out = run(folder.path(), &args);
    let (said, errors) = (
        String::from_utf8_lossy(&out.stdout),
        String::from_utf8_lossy(&out.stderr),
    );
    assert_eq!(out.status.code(), Some(2));
    assert!(said.contains("14.58"), "{said}");
    assert!(
        errors.contains("bad.bin: found bytes of no kind we know"),
        "{errors}"
    );
    let out = run(
        folder.path(),
        &["donate", "read", "mine.csv", "--column", "bass=Pay"],
    );
    assert!(String::from_utf8_lossy(&out.stderr).contains("expected FIELD=COLUMN"));
}

/// Killed in the middle as often as it takes, a reading ends with what it would
/// have said at once, and reads no file twice.
#[test]
fn a_reading_that_was_killed_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let files: Vec<String> = (0..4).map(|n| format!("shot{n}.png")).collect();
    for (number, file) in files.iter().enumerate() {
        let recipe = Recipe {
            style: Style::Older,
            face: Face::named("DejaVuSans"),
            dark: false,
            damage: Damage::Small,
            cards: 1,
        };
        let made = make(&recipe, 6, number as u64).expect("fonts");
        fs::write(folder.path().join(file), &made.file).expect("written");
    }
    let mut args = vec!["--threads", "1", "donate", "read", "--json"];
    args.extend(files.iter().map(String::as_str));
    let at_once = run(folder.path(), &args);
    args.extend(["--resume", "kept"]);
    let kept = || -> Vec<(String, std::time::SystemTime)> {
        let Ok(entries) = fs::read_dir(folder.path().join("kept")) else {
            return Vec::new();
        };
        let whole = entries
            .flatten()
            .filter(|e| e.path().extension() == Some("json".as_ref()));
        let time = |e: &fs::DirEntry| e.metadata().and_then(|m| m.modified()).expect("a time");
        let mut all: Vec<_> = whole
            .map(|e| (e.file_name().to_string_lossy().into_owned(), time(&e)))
            .collect();
        all.sort();
        all
    };
    for wanted in 1..4 {
        let mut reading = capstan(folder.path(), &args)
            .stdout(Stdio::null())
            .spawn()
            .expect("the program runs");
        while kept().len() < wanted && reading.try_wait().expect("a process").is_none() {
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        reading.kill().expect("killed");
        reading.wait().expect("ended");
    }
    let before = kept();
    assert!(before.len() >= 3, "{before:?}");
    let resumed = run(folder.path(), &args);
    assert_eq!(resumed.status.code(), Some(0));
    assert_eq!(resumed.stdout, at_once.stdout);
    let after = kept();
    assert_eq!(after.len(), 4);
    assert!(before.iter().all(|one| after.contains(one)), "read twice");
    // Another way to read is another reading.
    args.extend(["--taken", "2020-12-31"]);
    run(folder.path(), &args);
    assert_eq!(kept().len(), 8);
}

#[test]
fn a_receipt_is_checked_offline() {
    let folder = tempfile::tempdir().expect("a folder");
    let key = Key::new(&[7; 32]);
    let donated = Donated {
        coalition: "riders".into(),
        donation: Digest::new([1; 32]),
        consent: Digest::new([2; 32]),
        at: 1_780_000_000_000_000,
    };
    let receipt = serde_json::to_string(&donated.receipt(&key)).expect("json");
    fs::write(folder.path().join("receipt.json"), &receipt).expect("written");
    let public = key.public().to_string();
    let out = run(folder.path(), &["verify", "receipt.json", "--key", &public]);
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    assert_eq!(out.status.code(), Some(0), "{said}");
    assert!(
        said.contains("This receipt holds") && said.contains(&"01".repeat(32)),
        "{said}"
    );
    let forged = receipt.replace("riders", "drivers");
    fs::write(folder.path().join("receipt.json"), forged).expect("written");
    let out = run(folder.path(), &["verify", "receipt.json", "--json"]);
    assert_eq!(out.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&out.stdout).expect("json");
    assert_eq!(
        (&found["kind"], &found["holds"]),
        (&json!("receipt"), &json!(false))
    );
}
