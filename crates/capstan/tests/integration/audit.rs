//! `capstan audit` as people use it.

use crate::program::said;
use serde_json::Value;
use std::fs;

const PAY: [&str; 5] = ["audit", "pay", "events.csv", "--rule", "shipt-2019"];

fn pay<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&PAY, more].concat()
}

#[test]
fn volunteers_are_weighed_as_all_workers_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    said(here, &["audit", "sample"], 0);
    let all = "place,workers\nUS-MI,300\nUS-TX,900\nUS-WA,100\nUS-FL,100\n";
    fs::write(here.join("all.csv"), all).expect("written");
    let json = said(here, &pay(&["--population", "all.csv", "--json"]), 0);
    let audit: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(audit["recipe"]["roster"], 1400);
    let weighed = &audit["headline"]["weighed"];
    assert!(weighed["parts"].as_u64() > Some(1), "{weighed}");
    assert_ne!(
        weighed["cut"]["value"],
        audit["headline"]["share"]["wilson"]["value"]
    );
    said(here, &["verify", "audit"], 0);
    fs::write(here.join("all.csv"), "place,workers\nUS-MI,many\n").expect("written");
    let refused = said(here, &pay(&["--population", "all.csv"]), 2);
    assert!(
        refused.contains("all.csv, line 2: found a row that cannot be read"),
        "{refused}"
    );
}

#[test]
fn an_audit_is_the_same_again_and_can_be_verified() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    said(here, &["audit", "sample", "--workers", "30"], 0);
    let text = said(
        here,
        &pay(&["--out", "a", "--bundle", "b.zip", "--detail"]),
        0,
    );
    assert!(
        text.contains("clearly cut") && text.contains("These data are made up"),
        "{text}"
    );
    said(here, &pay(&["--out", "b", "--threads", "1"]), 0);
    for file in ["audit.json", "report.html"] {
        let read = |run: &str| fs::read(here.join(run).join(file)).expect("a file");
        assert_eq!(read("a"), read("b"), "{file}");
    }
    assert!(fs::read(here.join("b.zip")).is_ok_and(|zip| zip.starts_with(b"PK")));
    let jobs = fs::read_to_string(here.join("a/jobs.csv")).expect("a table");
    let events = fs::read_to_string(here.join("events.csv")).expect("events");
    assert_eq!(jobs.lines().count(), events.lines().count());
    assert!(
        fs::metadata(here.join("b/jobs.csv")).is_err(),
        "only where it was asked for"
    );
    for name in ["a/audit.json", "a"] {
        let said = said(here, &["verify", name], 0);
        assert!(said.contains("the same to the last bit"), "{said}");
    }
    let spanish = said(here, &["verify", "a", "--lang", "es"], 0);
    assert!(spanish.contains("igual hasta el último bit"), "{spanish}");
    // A figure that was changed by hand is found.
    let text = fs::read_to_string(here.join("a/audit.json")).expect("an audit");
    let mut forged: Value = serde_json::from_str(&text).expect("JSON");
    let cut = &mut forged["headline"]["share"]["cut"];
    *cut = (cut.as_u64().expect("a count") + 1).into();
    fs::write(here.join("forged.json"), forged.to_string()).expect("a file");
    let found = said(here, &["verify", "forged.json"], 1);
    assert!(
        found.contains("NOT the same") && found.contains("/headline/share/cut"),
        "{found}"
    );
    // Moved events are found with --data; others are refused.
    fs::rename(here.join("events.csv"), here.join("moved.csv")).expect("moved");
    assert!(said(here, &["verify", "a"], 2).contains("events.csv"));
    said(here, &["verify", "a", "--data", "moved.csv"], 0);
    fs::write(here.join("other.csv"), events.replacen("shipt", "other", 1)).expect("a file");
    let refused = said(here, &["verify", "a", "--data", "other.csv"], 2);
    assert!(refused.contains("does not hold the events"), "{refused}");
    let refused = said(here, &["verify", "a", "--share", "5%"], 2);
    assert!(refused.contains("--share is not for an audit"), "{refused}");
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    let head = "worker,platform,start,end,base,promotion,tip,total,order_total,currency,source\n";
    let put =
        |row: &str| fs::write(here.join("events.csv"), format!("{head}{row}\n")).expect("a file");
    for (row, words) in [
        (
            "a,shipt,2020-08-24,,14.58,,,,fifty,USD,",
            &["events.csv, line 2, field order_total", "\"fifty\""][..],
        ),
        (
            "a,shipt,soon,,14.58,,,,50,USD,",
            &["line 2, field start", "expected a date"],
        ),
        (
            "a,shipt,,,14.58,,,,,USD,",
            &[
                "events.csv, fields base, order_total",
                "1 without what the rule asks for",
            ],
        ),
        ("a,uber,,,14.58,,,,50,USD,", &["1 of another platform"]),
        ("a,shipt,,,14.58,,,,50,EUR,", &["1 in another currency"]),
        ("a,shipt,,,14.58", &["line 2", "5 fields"]),
    ] {
        put(row);
        let said = said(here, &pay(&[]), 2);
        for word in words {
            assert!(said.contains(word), "{row}: {said}");
        }
    }
    put("a,shipt,2020-08-24,,14.58,,,,50,USD,");
    for (options, word) in [
        (&["--margin", "-1"][..], "margin = -1: expected 0 or more"),
        (&["--min-jobs", "0"], "min-jobs = 0"),
        (&["--mileage", "nothing"], "no rule called \"nothing\""),
        (&["--bundle", "no/such/folder.zip"], "no/such/folder.zip"),
    ] {
        let said = said(here, &pay(options), 2);
        assert!(said.contains(word), "{options:?}: {said}");
    }
    let said = said(
        here,
        &["audit", "pay", "events.csv", "--rule", "shipt-1999"],
        2,
    );
    assert!(said.contains("expected one of nyc-tlc-2019"), "{said}");
}

#[test]
fn few_workers_are_not_shown_unless_the_group_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    said(here, &["audit", "sample", "--workers", "6"], 0);
    let audit = |options: &[&str]| -> Value {
        serde_json::from_str(&said(here, &pay(&[&["--json"], options].concat()), 0)).expect("JSON")
    };
    let held = audit(&[]);
    assert!(held["headline"].is_null() && held["hourly"].is_null());
    assert_eq!(held["withheld"][0]["reason"]["why"], "too-few");
    let shown = audit(&["--min-group", "3", "--min-jobs", "1"]);
    assert!(shown["headline"]["share"]["cut"].is_u64());
}
