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
fn drawn_values_are_of_the_game_of_each_too() {
    let folder = line();
    // Whether ann comes first or bo, ann makes her own two right, and bo his:
    // nobody's guess is half right, and a stranger's wrong.
    for method in ["permutation", "antithetic", "banzhaf", "truncated"] {
        let how = ["--method", method, "--model", "knn", "--budget", "400"];
        let found = seen(folder.path(), "strikers", &how);
        // Single orders say 0.5 or 1.
        let near = |(_, value): &(String, f64)| (value - 0.75).abs() < 0.07;
        assert!(found.len() == 2 && found.iter().all(near), "{found:?}");
        let made = json(folder.path());
        assert_eq!(made["sum"], serde_json::Value::Null, "{method}");
        let again = well(folder.path(), &["verify", "values/values.json"]);
        assert!(again.contains("The same to the last bit"), "{again}");
    }
}

#[test]
fn all_views_stand_side_by_side_where_it_is_known_whose_examples_are() {
    let folder = line();
    let test = ["--test", "test.csv", "--method", "knn-loo"];
    let unit = ["--unit", "people.csv"];
    let said = well(folder.path(), &[&DATA[..], &test, &unit].concat());
    assert!(said.contains("its own people"), "{said}");
    let made = json(folder.path());
    let views = made["seen"][0]["views"].as_array().expect("views");
    let third = 1.0 / 3.0;
    for (view, (name, value)) in views.iter().zip([
        ("everyone", third),
        ("strikers", 1.0),
        ("bystanders", 0.0),
        ("others", 0.0),
    ]) {
        assert_eq!(view["view"], name);
        let found = view["value"].as_f64().expect("a value");
        assert!((found - value).abs() < 1e-6, "{name}: {found}");
    }
    near(
        &values(folder.path()),
        &[("first", third), ("second", third)],
    );
    // Where it is not known, there is one view, and the same value.
    let bare = ["--test", "bare.csv", "--method", "knn-loo"];
    well(folder.path(), &[&DATA[..], &bare, &unit].concat());
    assert!(json(folder.path()).get("seen").is_none());
}

#[test]
fn what_is_left_is_tried_on_everyone() {
    let folder = line();
    let view = ["--view", "strikers", "--method", "knn-loo", "--check"];
    let test = ["--test", "test.csv"];
    let said = well(folder.path(), &[&DATA[..], &test, &view].concat());
    let said = said.replace('\n', " ");
    assert!(
        said.contains("What is left is tried on everyone's test examples"),
        "{said}"
    );
    let made = json(folder.path());
    let all = made["usefulness"]["removal"][0]["best_first"]["value"].as_f64();
    // Five of six are right.
    assert!((all.expect("a number") - 5.0 / 6.0).abs() < 1e-9, "{all:?}");
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
        &with(&["--method", "oob"]),
        &["records are tried on each other", "oob"],
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
    refuse(
        &other("strikers", "own.csv"),
        &["no player has two test examples"],
    );
    let whose = ["value", "train.csv", "--label", "kind", "--ignore", "who"];
    let whose = [&whose[..], &other("strikers", "test.csv")].concat();
    refused(folder.path(), &whose, &["--owner COLUMN"]);
}
