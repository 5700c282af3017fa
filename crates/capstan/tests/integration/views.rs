//! Whose test examples values of records are about, on the command line.

use crate::groups::{near, values};
use crate::program::{refused, well};
use crate::records::json;
use std::fs;
use std::path::Path;

/// Four records of two people on a line, and test examples of both and of
/// somebody else.
fn line() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    put(
        "train.csv",
        "id,who,x,kind\n1,ann,0,a\n2,bo,1,b\n3,ann,3,a\n4,bo,7,b\n",
    );
    put(
        "test.csv",
        "x,who,kind\n0.1,ann,a\n6,bo,b\n0.3,ann,a\n6.5,bo,b\n2.9,cy,a\n0.2,cy,b\n",
    );
    put("bare.csv", "x,kind\n0.1,a\n6,b\n");
    put("people.csv", "who,group\nann,first\nbo,second\n");
    folder
}

const DATA: [&str; 8] = [
    "value",
    "train.csv",
    "--label",
    "kind",
    "--set",
    "k=1",
    "--owner",
    "who",
];

/// The values of `view` by some method.
fn seen(folder: &Path, view: &str, how: &[&str]) -> Vec<(String, f64)> {
    let test = ["--test", "test.csv", "--view", view];
    well(folder, &[&DATA[..], &test, how].concat());
    values(folder)
}

#[test]
fn values_of_each_view_by_hand() {
    let folder = line();
    // What is lost at each test example when somebody leaves: of ann at her
    // own two and at the first of cy 1, and at the last, which she leads
    // astray, -1; of bo at his own two 1.
    let third = 1.0 / 3.0;
    let wanted = [
        ("everyone", third, third),
        ("strikers", 1.0, 1.0),
        ("bystanders", 0.0, 0.0),
        ("others", 0.0, 0.0),
    ];
    let ways: [&[&str]; 3] = [
        &["--method", "knn-loo"],
        &["--method", "loo", "--model", "knn"],
        &["--method", "loo", "--model", "knn", "--unit", "people.csv"],
    ];
    for how in ways {
        let names = match how.contains(&"--unit") {
            true => ["first", "second"],
            false => ["ann", "bo"],
        };
        for (view, ann, bo) in wanted {
            let found = seen(folder.path(), view, how);
            near(&found, &[(names[0], ann), (names[1], bo)]);
            let again = well(folder.path(), &["verify", "values/values.json"]);
            assert!(again.contains("The same to the last bit"), "{again}");
        }
    }
    assert_eq!(json(folder.path())["plan"]["view"], "others");
    // Subsets that are counted out are a sum at each test example too.
    let groups = ["--unit", "people.csv", "--method", "knn-shapley"];
    let found = seen(folder.path(), "strikers", &groups);
    near(&found, &[("first", 1.0), ("second", 1.0)]);
}

#[test]
fn who_has_no_test_examples_has_no_value() {
    let folder = line();
    let test = "x,who,kind\n0.1,ann,a\n0.3,ann,a\n6,bo,b\n";
    fs::write(folder.path().join("test.csv"), test).expect("a file");
    let found = seen(folder.path(), "strikers", &["--method", "knn-loo"]);
    near(&found, &[("ann", 1.0)]);
    assert_eq!(json(folder.path())["unseen"], 1);
    let said = well(
        folder.path(),
        &[
            &DATA[..],
            &[
                "--test", "test.csv", "--view", "strikers", "--method", "knn-loo", "--lang", "es",
            ],
        ]
        .concat(),
    );
    assert!(said.contains("de la propia persona"), "{said}");
}

#[test]
fn views_that_say_nothing_are_refused() {
    let folder = line();
    let refuse = |how: &[&str], words: &[&str]| {
        refused(folder.path(), &[&DATA[..], how].concat(), words);
    };
    let strikers = ["--test", "test.csv", "--view", "strikers"];
    let with = |more: &[&'static str]| [&strikers[..], more].concat();
    refuse(
        &with(&["--method", "permutation"]),
        &["one set of test examples", "permutation"],
    );
    refuse(
        &with(&[
            "--method",
            "nucleolus",
            "--model",
            "knn",
            "--unit",
            "people.csv",
        ]),
        &["one view for all groups"],
    );
    refuse(
        &with(&["--method", "knn-loo", "--check"]),
        &["--check", "one set"],
    );
    let other = |view: &'static str, test: &'static str| {
        ["--test", test, "--view", view, "--method", "knn-loo"]
    };
    refuse(
        &other("similar", "test.csv"),
        &["similar", "everyone, strikers, bystanders or others"],
    );
    refuse(&other("strikers", "bare.csv"), &["bare.csv", "who"]);
    let command = ["--command", "wc -l", "--method", "loo", "--view", "others"];
    refuse(&command, &["without test examples"]);
    let own = "x,who,kind\n0.1,ann,a\n6,bo,b\n";
    fs::write(folder.path().join("own.csv"), own).expect("a file");
    refuse(&other("others", "own.csv"), &["there are no others"]);
    let whose = ["value", "train.csv", "--label", "kind", "--ignore", "who"];
    let whose = [&whose[..], &other("strikers", "test.csv")].concat();
    refused(folder.path(), &whose, &["--owner COLUMN"]);
}
