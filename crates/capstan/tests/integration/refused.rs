//! What a newcomer gets wrong about values and dividends, and what they read.

use crate::program::{capstan, refused, well};
use std::fs;
use std::process::Stdio;

/// Files that hold these texts.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

const TRAIN: (&str, &str) = (
    "train.csv",
    "id,x,y,kind\n1,0,1,a\n2,1,2,b\n3,3,1,a\n4,7,0,b\n",
);
const TEST: (&str, &str) = ("test.csv", "x,y,kind\n0.1,1,a\n6,0,b\n");

#[test]
fn tables_of_examples_that_cannot_be_read() {
    let cases: [(&str, &[&str]); 11] = [
        (
            "",
            &["line 1: found nothing", "a header or a first row", "empty"],
        ),
        ("id,x,y,kind\n", &["no row below it", "at least one row"]),
        (
            "id,x,y,kind\n1,0,1,a\n1,3,4,b\n",
            &["line 3, field id", "after line 2"],
        ),
        (
            "id,x,y,kind\n1,0,1,a\n2,NaN,4,b\n",
            &["line 3, field x", "\"NaN\"", "finite number"],
        ),
        (
            "id,x,y,kind\n1,0,1,a\n2,-inf,4,b\n",
            &["line 3, field x", "\"-inf\""],
        ),
        (
            "id,x,y,kind\n1,0,1,a\n2,,4,b\n",
            &["line 3, field x", "\"\"", "leave it out"],
        ),
        (
            "id,x,y,kind\n1,0,1,a\n2,1e39,4,b\n",
            &["line 3, field x", "1e39"],
        ),
        (
            "id,x,y,kind\n1,0,1,a\n2,4,b\n",
            &["line 3: found 3 fields", "expected 4"],
        ),
        (
            "id,x,y,type\n1,0,1,a\n",
            &["id, x, y, type", "the column of labels", "--label"],
        ),
        (
            "id,kind\n1,a\n",
            &["at least one column of numbers", "are no features"],
        ),
        ("x,x,kind\n1,1,a\n", &["two columns called \"x\""]),
    ];
    for (text, words) in cases {
        let folder = folder(&[("t.csv", text), TEST]);
        let args = ["value", "t.csv", "--test", "test.csv", "--label", "kind"];
        let method = ["--method", "knn-shapley"];
        refused(
            folder.path(),
            &[&args[..], &method].concat(),
            &[&["t.csv"], words].concat(),
        );
    }
    let folder = folder(&[TRAIN, ("test.csv", "x,kind\n0.1,a\n")]);
    let args = [
        "value",
        "train.csv",
        "--test",
        "test.csv",
        "--label",
        "kind",
    ];
    let with = |more: &[&'static str]| [&args[..], &["--method", "knn-shapley"], more].concat();
    let words = [
        "test.csv, line 1",
        "every feature of the training data, \"y\"",
        "--ignore",
    ];
    refused(folder.path(), &with(&[]), &words);
    let words = [
        "found one column",
        "at least two columns",
        "leave --delimiter out",
    ];
    refused(folder.path(), &with(&["--delimiter", ";"]), &words);
    refused(
        folder.path(),
        &with(&["--out", "train.csv/results"]),
        &["cannot make the folder", "choose another --out"],
    );
    let gone = ["value", "none.csv", "--test", "test.csv", "--label", "kind"];
    let words = ["none.csv", "Check the path"];
    refused(
        folder.path(),
        &[&gone[..], &["--method", "loo"]].concat(),
        &words,
    );
}

#[test]
fn numbers_that_are_none_or_too_large() {
    let folder = folder(&[TRAIN, TEST]);
    let args = [
        "value",
        "train.csv",
        "--test",
        "test.csv",
        "--label",
        "kind",
    ];
    let whole = "expected a whole number from 0 to 18446744073709551615";
    let cases: [(&[&str], &[&str]); 9] = [
        (&["--budget", "0"], &["--budget = 0", "from 1"]),
        (&["--budget", "-5"], &["'-5'", "--budget", whole]),
        (&["--budget", "1.5"], &["'1.5'", whole]),
        (&["--budget", "99999999999999999999"], &["--budget", whole]),
        (&["--seed", "-1"], &["--seed", whole]),
        (&["--tolerance", "0"], &["--tolerance = 0", "above 0"]),
        (&["--tolerance", "-1"], &["--tolerance = -1"]),
        (&["--tolerance", "nan"], &["--tolerance = NaN"]),
        (&["--tolerance", "inf"], &["--tolerance = inf"]),
    ];
    for (more, words) in cases {
        let all = [&args[..], &["--method", "permutation"], more].concat();
        refused(folder.path(), &all, words);
    }
}

#[test]
fn the_smallest_data_have_values() {
    let one = ("one.csv", "id,x,y,kind\n1,0,1,a\n");
    let folder = folder(&[one, TRAIN, TEST]);
    let run = |train: &str, more: &[&str]| {
        let args = ["value", train, "--test", "test.csv", "--label", "kind"];
        well(folder.path(), &[&args[..], more].concat());
        let text = fs::read_to_string(folder.path().join("values/values.csv")).expect("values");
        text.lines().count() - 1
    };
    // One record, whose worth is known before anything is drawn.
    for method in [
        "permutation",
        "antithetic",
        "banzhaf",
        "shapley",
        "nucleolus",
    ] {
        assert_eq!(run("one.csv", &["--method", method, "--budget", "20"]), 1);
    }
    // A walk that always ends before its first step.
    let truncated = ["--method", "truncated", "--set", "truncation=9"];
    assert_eq!(run("train.csv", &truncated), 4);
    assert_eq!(
        run("train.csv", &["--method", "knn-shapley", "--set", "k=1000"]),
        4
    );
}

#[test]
fn nobody_needs_to_read_what_is_said_beside_results() {
    let folder = folder(&[("v.csv", "id,value\nann,1\nbo,2\n")]);
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let args = ["dividend", "v.csv", "--rule", "equal", "--budget", "10 EUR"];
    let status = capstan(folder.path(), &args)
        .stdout(Stdio::null())
        .stderr(writer)
        .status()
        .expect("the program runs");
    assert_eq!(status.code(), Some(0));
    assert!(folder.path().join("dividends/dividends.csv").exists());
}

#[test]
fn money_that_is_none() {
    let folder = folder(&[
        ("v.csv", "id,value\nann,1\nbo,-1\ncy,0\n"),
        ("twice.csv", "id,value\nann,1\nann,2\n"),
    ]);
    let share = |file: &'static str, budget: &'static str, currency: &'static str| {
        [
            "dividend",
            file,
            "--rule",
            "shift",
            "--budget",
            budget,
            "--currency",
            currency,
        ]
    };
    let cases: [(&str, &str, &str, &[&str]); 9] = [
        ("v.csv", "0", "EUR", &["0.00 EUR", "more than nothing"]),
        ("v.csv", "-1", "EUR", &["-1.00 EUR", "more than nothing"]),
        (
            "v.csv",
            "0.001",
            "EUR",
            &["\"0.001\"", "at most 2 decimals", "round"],
        ),
        (
            "v.csv",
            "10.5",
            "JPY",
            &["at most 0 decimals, which is what JPY has"],
        ),
        (
            "v.csv",
            "99999999999999999999999999",
            "EUR",
            &["at most 92233720368547758.07 EUR", "Split the amount"],
        ),
        (
            "v.csv",
            "1,000",
            "EUR",
            &["\"1,000\"", "nothing between the thousands"],
        ),
        ("v.csv", "10", "XXQ", &["\"XXQ\"", "ISO 4217"]),
        (
            "twice.csv",
            "10",
            "EUR",
            &["twice.csv, line 3, field id", "\"ann\" again"],
        ),
        (
            "none.csv",
            "10",
            "EUR",
            &["cannot read none.csv", "check its name"],
        ),
    ];
    for (file, budget, currency, words) in cases {
        refused(folder.path(), &share(file, budget, currency), words);
        assert!(
            !folder.path().join("dividends").exists(),
            "nothing is written"
        );
    }
}
