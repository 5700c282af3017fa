//! Values of groups on the command line: of records, and of people in ratings.

use crate::program::{refused, run, well};
use crate::records::json;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The values of `values.csv` by id.
pub fn values(folder: &Path) -> Vec<(String, f64)> {
    let text = fs::read_to_string(folder.join("values/values.csv")).expect("values");
    let fields = text.lines().skip(1).map(|line| line.split(',').collect());
    fields
        .map(|f: Vec<&str>| (f[0].to_owned(), f[1].parse().expect("a number")))
        .collect()
}

/// Four records of two people on a line, and two test examples.
fn line() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    put(
        "train.csv",
        "id,who,x,kind\n1,ann,0,a\n2,bo,1,b\n3,ann,3,a\n4,bo,7,b\n",
    );
    put("test.csv", "x,kind\n0.1,a\n6,b\n");
    put(
        "groups.csv",
        "id,group,union\n1,near,left\n2,near,left\n3,middle,\n4,far,left\n",
    );
    put("people.csv", "who,group\nann,first\nbo,second\n");
    folder
}

const DATA: [&str; 8] = [
    "value",
    "train.csv",
    "--test",
    "test.csv",
    "--label",
    "kind",
    "--ignore",
    "who",
];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&DATA, more].concat()
}

pub fn near(found: &[(String, f64)], wanted: &[(&str, f64)]) {
    assert_eq!(found.len(), wanted.len());
    for ((id, value), (name, wanted)) in found.iter().zip(wanted) {
        assert_eq!(id, name);
        assert!((value - wanted).abs() < 1e-9, "{id}: {value} {wanted}");
    }
}

#[test]
fn groups_of_records_by_hand() {
    let folder = line();
    let groups = ["--unit", "groups.csv", "--set", "k=1", "--method"];
    let run = |method: &str| {
        let said = well(folder.path(), &with(&[&groups[..], &[method]].concat()));
        (values(folder.path()), said)
    };
    // The first test example is right if its nearest record is one of the near
    // (record 1) or, without them, the middle; the second if it is the far one
    // or, without it and the middle, the nearer of the near (record 2). So with
    // near, middle and far as 1, 2 and 4 the worths are
    // v = [0, 1, 1/2, 1/2, 1/2, 1, 1, 1].
    let (found, said) = run("knn-shapley");
    let shapley = [
        ("near", 5.0 / 12.0),
        ("middle", 1.0 / 6.0),
        ("far", 5.0 / 12.0),
    ];
    near(&found, &shapley);
    assert!(said.contains("Leaving and standing alone"), "{said}");
    let loo = [("near", 0.0), ("middle", 0.0), ("far", 0.5)];
    near(&run("knn-loo").0, &loo);
    let banzhaf = [("near", 0.375), ("middle", 0.125), ("far", 0.375)];
    near(&run("knn-banzhaf").0, &banzhaf);
    // The same game where a model is trained: with one neighbour there is no
    // difference, but who knows nothing guesses one of two.
    let model = [&groups[..], &["nucleolus", "--model", "knn"]].concat();
    well(folder.path(), &with(&model));
    let found = values(folder.path());
    let sum: f64 = found.iter().map(|(_, v)| v).sum();
    assert!((sum - 0.5).abs() < 1e-9, "{sum}");
    assert!(json(folder.path())["together"]["excess"]["value"].is_number());
}

#[test]
fn every_method_of_groups_is_found_again() {
    let folder = line();
    let methods = [
        "loo",
        "shapley",
        "owen",
        "banzhaf",
        "permutation",
        "least-core",
        "nucleolus",
        "influence",
        "knn-shapley",
        "knn-beta",
    ];
    for method in methods {
        let how = [
            "--unit",
            "groups.csv",
            "--coalition",
            "near,far",
            "--method",
        ];
        let said = well(
            folder.path(),
            &with(&[&how[..], &[method, "--budget", "300"]].concat()),
        );
        assert!(said.contains("near and far"), "{method}: {said}");
        let verify = run(folder.path(), &["verify", "values/values.json"]);
        let said = String::from_utf8_lossy(&verify.stdout).replace('\n', " ");
        assert!(
            said.starts_with("The same to the last bit: 3 values"),
            "{method}: {said}"
        );
        let page = fs::read_to_string(folder.path().join("values/report.html")).expect("a page");
        assert!(page.contains("near and far") && !page.contains("NaN"));
    }
    let told = &json(folder.path())["together"];
    assert_eq!(
        told["coalitions"][0]["groups"],
        serde_json::json!(["near", "far"])
    );
    assert_eq!(told["pairs"].as_array().map(Vec::len), Some(3));
    // Another table of groups is not the one of the values.
    let table = folder.path().join("groups.csv");
    let text = fs::read_to_string(&table).expect("groups");
    fs::write(&table, text.replace("1,near", "1,far")).expect("a file");
    refused(
        folder.path(),
        &["verify", "values/values.json"],
        &["not the groups of the values"],
    );
}

#[test]
fn groups_of_people_bring_all_their_records() {
    let folder = line();
    let mut args = with(&["--owner", "who", "--unit", "people.csv"]);
    args.retain(|a| *a != "--ignore");
    let at = args.iter().position(|a| *a == "who").expect("the column");
    args.remove(at);
    well(
        folder.path(),
        &[&args[..], &["--method", "knn-shapley", "--set", "k=1"]].concat(),
    );
    // Both of ann's records say a, both of bo's say b.
    near(&values(folder.path()), &[("first", 0.5), ("second", 0.5)]);
    assert_eq!(json(folder.path())["together"]["groups"][0]["records"], 2);
}

#[test]
fn a_command_can_score_groups() {
    let folder = line();
    let args = [
        "value",
        "train.csv",
        "--label",
        "kind",
        "--ignore",
        "who",
        "--command",
        "awk '{ s += $1 } END { print s * s }'",
        "--unit",
        "groups.csv",
    ];
    well(
        folder.path(),
        &[&args[..], &["--method", "shapley"]].concat(),
    );
    // Ids sum to 3, 3 and 4: each brings its sum times all ten.
    near(
        &values(folder.path()),
        &[("near", 30.0), ("middle", 30.0), ("far", 40.0)],
    );
}

/// Ratings of forty people, with two groups of ten and one of five.
fn ratings() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("user,item,rating\n");
    let stream = capstan_stats::Stream::root(5);
    for user in 0..40u64 {
        for item in 0..20u64 {
            let u = stream.uniform(user * 100 + item);
            if u < 0.5 {
                text += &format!("u{user},i{item},{}\n", 1 + (u * 10.0) as u64);
            }
        }
    }
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    put("ratings.csv", &text);
    let mut groups = String::from("user,group,union\n");
    for user in 0..25 {
        let (group, union) = [("north", "x"), ("south", ""), ("west", "x")][user / 10];
        groups += &format!("u{user},{group},{union}\n");
    }
    put("groups.csv", &groups);
    folder
}

#[test]
fn shares_of_the_whole_unions_and_coalitions_in_ratings() {
    let folder = ratings();
    let data = [
        "value",
        "ratings.csv",
        "--model",
        "item-mean",
        "--metric",
        "rmse",
    ];
    let how = ["--folds", "3", "--replicates", "2", "--unit", "groups.csv"];
    for method in ["nucleolus", "least-core", "owen"] {
        let more = ["--coalition", "north,west", "--method", method];
        let said = well(folder.path(), &[&data[..], &how, &more].concat());
        assert!(said.contains("north and west"), "{said}");
        let found = json(folder.path());
        let everyone = |note: &Value, key: &str| note[key].as_f64().expect("a number");
        let worth = &found["worths"][0];
        // The metric is an error: to add is to make it smaller.
        let whole = everyone(worth, "nobody") - everyone(worth, "everybody");
        let sum: f64 = values(folder.path()).iter().map(|(_, v)| v).sum();
        assert!((sum - whole).abs() < 1e-6, "{method}: {sum} {whole}");
        let intervals = found["values"].as_array().expect("values").iter();
        for line in intervals {
            let view = &line["views"][0];
            assert!(view["low"].as_f64() < view["high"].as_f64(), "{view}");
        }
        if method == "owen" {
            let unions = found["unions"].as_array().expect("unions");
            let sum: f64 = unions.iter().map(|u| everyone(&u["value"], "value")).sum();
            assert!((sum - whole).abs() < 1e-6);
            assert_eq!(unions[0]["groups"], serde_json::json!(["north", "west"]));
        } else {
            assert!(found["excess"]["value"].is_number(), "{method}");
        }
        let verify = run(folder.path(), &["verify", "values/values.json"]);
        assert_eq!(verify.status.code(), Some(0), "{method}");
    }
    let more = ["--method", "nucleolus"];
    let all = [&data[..], &how, &more].concat();
    let folder = folder.path();
    refused(
        folder,
        &[&all[..], &["--view", "strikers"]].concat(),
        &["everyone or others"],
    );
    refused(
        folder,
        &[&all[..], &["--budget", "7"]].concat(),
        &["--budget", "at least 8"],
    );
    refused(
        folder,
        &[&all[..], &["--budget", "0"]].concat(),
        &["--budget = 0", "from 1"],
    );
    refused(
        folder,
        &[&all[..], &["--coalition", "north,east"]].concat(),
        &["\"east\"", "north, south, west"],
    );
}

#[test]
fn what_is_wrong_with_groups_is_said_with_its_place() {
    let folder = line();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    let refuse = |more: &[&'static str], words: &[&str]| {
        refused(folder.path(), &with(more), words);
    };
    let groups = ["--unit", "groups.csv", "--method"];
    let method = |m: &'static str| [&groups[..], &[m]].concat();
    refuse(
        &method("knn-soft"),
        &["knn-soft with --unit", "knn-shapley"],
    );
    refuse(&method("oob"), &["oob of owners or groups"]);
    refuse(
        &["--unit", "user", "--method", "loo"],
        &["--unit user is for ratings", "--owner"],
    );
    refuse(
        &["--unit", "none.csv", "--method", "loo"],
        &["none.csv", "cannot be read"],
    );
    refuse(
        &["--coalition", "near", "--method", "loo"],
        &["--coalition", "--unit"],
    );
    let unknown = [
        "--unit",
        "groups.csv",
        "--coalition",
        "near,east",
        "--method",
        "loo",
    ];
    refuse(&unknown, &["\"east\"", "near, middle, far"]);
    put("groups.csv", "id,group\n1,near\n9,far\n");
    refuse(
        &method("owen"),
        &["groups.csv, line 3, id", "\"9\"", "ids of the records"],
    );
    put("groups.csv", "id,group\n1,near\n2,far\n");
    refuse(&method("owen"), &["owen without unions", "column union"]);
    put("groups.csv", "user,group\n1,near\n");
    refuse(&method("loo"), &["line 1", "expected id and group"]);
    put("groups.csv", "");
    refuse(&method("loo"), &["groups.csv", "expected id and group"]);
    let many: String = (0..15).map(|g| format!("1,g{g}\n")).collect();
    put("groups.csv", &format!("id,group\n{many}"));
    refuse(&method("nucleolus"), &["15 players", "at most 14"]);
}

#[test]
fn a_command_can_score_people_and_groups_in_ratings() {
    let folder = ratings();
    let how = ["value", "ratings.csv", "--command", "wc -l", "--method"];
    let with = |more: &[&'static str]| [&how[..], more].concat();
    well(folder.path(), &with(&["loo", "--unit", "user"]));
    let found = values(folder.path());
    assert_eq!(found.len(), 40);
    assert!(found.iter().all(|(id, v)| id.starts_with('u') && *v == 1.0));
    // Fifteen people are in no group, and always there.
    let shapley = [
        "shapley",
        "--unit",
        "groups.csv",
        "--check",
        "--coalition",
        "north,west",
    ];
    let said = well(folder.path(), &with(&shapley));
    near(
        &values(folder.path()),
        &[("north", 10.0), ("south", 10.0), ("west", 5.0)],
    );
    assert!(said.contains("north and west"), "{said}");
    let found = json(folder.path());
    assert_eq!(
        found["worth"],
        serde_json::json!({"all": 40.0, "nobody": 15.0})
    );
    let end = &found["usefulness"]["removal"][5];
    // Two of three are gone.
    assert_eq!(end["best_first"]["value"], 20.0);
    assert_eq!(end["worst_first"]["value"], 25.0);
    let again = well(folder.path(), &["verify", "values/values.json"]);
    assert!(again.contains("The same to the last bit"), "{again}");
    // Orders that are drawn again agree.
    let drawn = [
        "permutation",
        "--budget",
        "60",
        "--unit",
        "groups.csv",
        "--check",
    ];
    well(folder.path(), &with(&drawn));
    assert_eq!(json(folder.path())["usefulness"]["stability"], 1.0);
    refused(
        folder.path(),
        &with(&["loo", "--unit", "user", "--model", "ease"]),
        &["--model and --metric"],
    );
    refused(
        folder.path(),
        &with(&["loo", "--unit", "user", "--view", "strikers"]),
        &["without test examples"],
    );
}

#[test]
fn what_values_in_ratings_are_good_for_is_tried() {
    let folder = ratings();
    let data = ["value", "ratings.csv", "--model", "item-mean"];
    let how = ["--folds", "3", "--replicates", "2", "--check", "--method"];
    let with = |more: &[&'static str]| [&data[..], &how, more].concat();
    let said = well(
        folder.path(),
        &with(&["shapley", "--metric", "rmse", "--unit", "groups.csv"]),
    );
    assert!(said.contains("halves of the people"), "{said}");
    let found = json(folder.path());
    let number = |value: &Value| value.as_f64().expect("a number");
    let everybody = number(&found["worths"][0]["everybody"]);
    let removal = found["usefulness"]["removal"].as_array().expect("steps");
    assert_eq!(removal.len(), 6);
    for order in ["best_first", "worst_first", "random"] {
        assert!((number(&removal[0][order]["value"]) - everybody).abs() < 1e-12);
    }
    // At 30 % one of three is gone: the error rises by what it has alone.
    let lines = found["values"].as_array().expect("groups");
    let value = |line: &&Value| number(&line["views"][0]["value"]);
    let best = lines.iter().max_by(|a, b| value(a).total_cmp(&value(b)));
    let lost = number(&best.expect("a group")["leverage"]["value"]);
    let left = &removal[3]["best_first"];
    assert!((number(&left["value"]) - everybody - lost).abs() < 1e-12);
    assert!(number(&left["low"]) < number(&left["high"]));
    let rho = number(&found["usefulness"]["stability"]);
    assert!((-1.0..=1.0).contains(&rho));
    let page = fs::read_to_string(folder.path().join("values/report.html")).expect("a page");
    assert!(page.contains("What the values are good for") && !page.contains("NaN"));
    let again = well(folder.path(), &["verify", "values/values.json"]);
    assert!(again.contains("The same to the last bit"), "{again}");
    // Nobody here has a list that is long enough for the usual metric.
    well(folder.path(), &with(&["loo", "--unit", "user"]));
    assert!(json(folder.path())["usefulness"].is_null());
    // People alone, in every view, and shares of the whole.
    for more in [
        ["loo", "--unit", "user", "--view", "everyone"],
        ["loo", "--unit", "user", "--view", "strikers"],
        ["nucleolus", "--unit", "groups.csv", "--view", "others"],
    ] {
        well(
            folder.path(),
            &with(&[&more[..], &["--metric", "mae"]].concat()),
        );
        let tried = &json(folder.path())["usefulness"];
        // One person alone is in one half only.
        let alone = more.contains(&"strikers");
        assert_eq!(tried["stability"].is_null(), alone, "{more:?}");
        assert_eq!(tried["removal"].as_array().map(Vec::len), Some(6));
    }
}
