//! Values of records on the command line.

use crate::program;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

fn run(folder: &Path, args: &[&str]) -> Output {
    program::run(folder, &[&["value"], args].concat())
}

/// The rows of `values.csv` after a run that must go well: id, value, low, high.
fn values(folder: &Path, args: &[&str]) -> Vec<(String, [f64; 3])> {
    let out = run(folder, args);
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(0), "{args:?}: {said}");
    let text = fs::read_to_string(folder.join("values/values.csv")).expect("values");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("id,value,low,high"));
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let number = |at: usize| fields[at].parse().expect("a number");
            (fields[0].to_owned(), [number(1), number(2), number(3)])
        })
        .collect()
}

pub fn json(folder: &Path) -> Value {
    let text = fs::read_to_string(folder.join("values/values.json")).expect("values.json");
    serde_json::from_str(&text).expect("JSON")
}

/// Four records on a line and two test examples.
fn line() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    put(
        "train.csv",
        "name,x,kind\nann,0,a\nbo,1,b\ncy,3,a\ndi,7,b\n",
    );
    put("test.csv", "x,kind\n0.1,a\n6,b\n");
    folder
}

const KNN: [&str; 7] = [
    "train.csv",
    "--test",
    "test.csv",
    "--label",
    "kind",
    "--method",
    "knn-shapley",
];

fn knn<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&KNN, more].concat()
}

#[test]
fn neighbours_by_hand() {
    let folder = line();
    let found = values(folder.path(), &knn(&["--id", "name", "--set", "k=1"]));
    // Near to far the first test example sees right, wrong, right, wrong, so
    // from the far end 0, 1/3, 1/3 - 1/2, and 1 more. The second sees 7, 3,
    // 1, 0: right, wrong, right, wrong.
    let first = [5.0 / 6.0, -1.0 / 6.0, 1.0 / 3.0, 0.0];
    let second = [0.0, 1.0 / 3.0, -1.0 / 6.0, 5.0 / 6.0];
    for (at, (id, [value, low, high])) in found.iter().enumerate() {
        assert_eq!(id, ["ann", "bo", "cy", "di"][at]);
        assert!(
            (value - (first[at] + second[at]) / 2.0).abs() < 1e-6,
            "{id} {value}"
        );
        let reach = 12.706_205 * (first[at] - second[at]).abs() / 2.0;
        assert!((high - value - reach).abs() < 1e-4 && (value - low - reach).abs() < 1e-4);
    }
}

#[test]
fn records_without_ids_go_by_their_rows() {
    let folder = line();
    fs::write(
        folder.path().join("train.csv"),
        "x,kind\n0,a\n1,b\n3,a\n7,b\n",
    )
    .expect("a file");
    let found = values(folder.path(), &knn(&["--set", "k=9"]));
    for (at, (id, [value, ..])) in found.iter().enumerate() {
        assert_eq!(*id, (at + 1).to_string());
        // Two of four are right, of nine that are looked for.
        assert!((value - 0.5 / 9.0).abs() < 1e-7, "{value}");
    }
}

#[test]
fn values_are_found_again_and_changes_are_seen() {
    let folder = line();
    let verify = || {
        let out = program::run(folder.path(), &["verify", "values/values.json"]);
        (
            out.status.code(),
            // Long sentences are broken over lines.
            String::from_utf8_lossy(&out.stdout).replace('\n', " "),
        )
    };
    let args = [
        "train.csv",
        "--test",
        "test.csv",
        "--label",
        "kind",
        "--id",
        "name",
        "--method",
    ];
    for method in ["knn-banzhaf", "permutation", "banzhaf", "loo", "oob"] {
        values(
            folder.path(),
            &[&args[..], &[method, "--budget", "300", "--seed", "7"]].concat(),
        );
        let (code, said) = verify();
        assert_eq!(code, Some(0), "{said}");
        assert!(
            said.starts_with("The same to the last bit: 4 values"),
            "{said}"
        );
    }
    let file = folder.path().join("values/values.csv");
    let text = fs::read_to_string(&file).expect("values");
    fs::write(&file, text.replace("cy,", "cy,1")).expect("a file");
    let (code, said) = verify();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("line 4, id cy"), "{said}");
    fs::write(&file, text).expect("a file");
    fs::write(folder.path().join("test.csv"), "x,kind\n0.1,a\n5,b\n").expect("a file");
    assert_eq!(verify().0, Some(2));
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let folder = line();
    let bytes = |threads: &str| {
        let more = ["--id", "name", "--threads", threads, "--check"];
        let args = [
            &[
                "train.csv",
                "--test",
                "test.csv",
                "--label",
                "kind",
                "--method",
                "antithetic",
                "--budget",
                "500",
            ][..],
            &more,
        ]
        .concat();
        values(folder.path(), &args);
        // What the first run kept must not serve the second.
        fs::read_dir(folder.path().join("values"))
            .expect("results")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|e| e == "log"))
            .for_each(|path| fs::remove_file(path).expect("a log"));
        ["values.csv", "values.json", "report.html"]
            .map(|name| fs::read(folder.path().join("values").join(name)).expect("a result"))
    };
    assert_eq!(bytes("1"), bytes("3"));
}

#[test]
fn a_command_can_score() {
    let folder = line();
    let awk = "awk '{ s += length($1) } END { print s * s }'";
    let args = [
        "train.csv",
        "--label",
        "kind",
        "--id",
        "name",
        "--command",
        awk,
        "--method",
        "permutation",
        "--budget",
        "400",
    ];
    let found = values(folder.path(), &args);
    // 3, 2, 2 and 2 letters: each brings its letters times all nine.
    for ((_, [_, low, high]), letters) in found.iter().zip([3.0, 2.0, 2.0, 2.0]) {
        assert!(*low <= 9.0 * letters && 9.0 * letters <= *high);
    }
    assert_eq!(json(folder.path())["worth"]["all"], 81.0);
}

#[test]
fn records_on_disk_have_the_same_values() {
    let folder = line();
    let more = ["--id", "name", "--set", "k=2"];
    let memory = values(folder.path(), &knn(&more));
    let note = json(folder.path());
    let disk = values(folder.path(), &knn(&[&more[..], &["--stream"]].concat()));
    assert_eq!(disk, memory);
    assert_eq!(json(folder.path()), note);
    assert!(!folder.path().join("values/records.part").exists());
}

#[test]
fn people_are_valued_with_all_that_is_theirs() {
    let folder = line();
    fs::write(
        folder.path().join("train.csv"),
        "who,x,kind\nann,0,a\nbo,1,b\nann,3,a\nbo,7,b\n",
    )
    .expect("a file");
    let args = [
        "train.csv",
        "--test",
        "test.csv",
        "--label",
        "kind",
        "--owner",
        "who",
        "--method",
        "loo",
        "--model",
        "knn",
        "--set",
        "k=1",
    ];
    let found = values(folder.path(), &args);
    // Without ann the first example is wrong, without bo the second.
    let ids: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["ann", "bo"]);
    assert!(found.iter().all(|(_, [value, ..])| *value == 0.5));
}

#[test]
fn people_can_be_valued_by_the_sum_of_their_records() {
    let folder = line();
    let records = values(folder.path(), &knn(&["--id", "name", "--set", "k=1"]));
    fs::write(
        folder.path().join("train.csv"),
        "who,x,kind\nann,0,a\nbo,1,b\nann,3,a\nbo,7,b\n",
    )
    .expect("a file");
    let found = values(folder.path(), &knn(&["--owner", "who", "--set", "k=1"]));
    let sum = |a: usize, b: usize| records[a].1[0] + records[b].1[0];
    assert_eq!(found.len(), 2);
    for ((id, [value, ..]), (name, sum)) in
        found.iter().zip([("ann", sum(0, 2)), ("bo", sum(1, 3))])
    {
        assert_eq!(id, name);
        assert!((value - sum).abs() < 1e-6, "{value} {sum}");
    }
    assert_eq!(json(folder.path())["unit"], "owner");
}

/// Whatever a run that was killed had drawn is there after it, and the run
/// that goes on ends with the bytes of one that was never stopped.
#[test]
fn killed_at_any_moment_it_goes_on_from_what_was_drawn() {
    // A sample is how many evaluations it took, what was drawn, and a seal.
    killed(&["--method", "permutation", "--ignore", "who"], 62);
    // Twenty people in four views.
    let own = ["--owner", "who", "--view", "strikers", "--method"];
    killed(&[&own[..], &["permutation"]].concat(), 82);
    // All test examples, those of nobody, and those of eleven people.
    killed(&[&own[..], &["banzhaf"]].concat(), 15);
}

/// Kills such a run again and again; a sample takes so many numbers.
fn killed(method: &[&'static str], sample: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let stream = capstan_stats::Stream::root(3);
    for (file, n) in [("train.csv", 60u64), ("test.csv", 40)] {
        let mut text = String::from("x,y,who,kind\n");
        for at in 0..n {
            let cell = |j: u64| stream.uniform(1000 * n + 2 * at + j) + (at % 2) as f64 / 2.0;
            // Of the test examples, some are of people who have no records.
            let who = if n == 60 { at % 20 } else { 9 + at % 13 };
            let kind = ["a", "b"][at as usize % 2];
            text += &format!("{},{},p{who},{kind}\n", cell(0), cell(1));
        }
        fs::write(folder.path().join(file), text).expect("a file");
    }
    let args = |out: &'static str| {
        let data = [
            "train.csv",
            "--test",
            "test.csv",
            "--label",
            "kind",
            "--threads",
            "1",
        ];
        let how = ["--tolerance", "0.0002", "--budget", "30000"];
        [&data[..], method, &how, &["--out", out]].concat()
    };
    let well = |out: &'static str| {
        let done = run(folder.path(), &args(out));
        assert_eq!(
            done.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
    };
    well("whole");
    let log = || {
        let entries = fs::read_dir(folder.path().join("cut"))
            .into_iter()
            .flatten()
            .flatten();
        let mut logs = entries
            .map(|e| e.path())
            .filter(|p| p.extension().is_some_and(|e| e == "log"));
        logs.next()
            .and_then(|path| fs::read(path).ok())
            .unwrap_or_default()
    };
    let sample = 8 * sample;
    let mut kept = Vec::new();
    for _ in 0..3 {
        let mut child = program::capstan(folder.path(), &["value"])
            .args(args("cut"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let start = Instant::now();
        // Killed soon after it has drawn something new.
        while log().len() < kept.len() + 4 * sample
            && start.elapsed() < Duration::from_secs(60)
            && child.try_wait().expect("a child").is_none()
        {
            std::thread::sleep(Duration::from_millis(1));
        }
        child.kill().expect("killed");
        child.wait().expect("gone");
        let now = log();
        // A sample that was torn may be cut off, but nothing before it.
        let sure = kept.len().saturating_sub(sample);
        assert!(now.len() >= sure && now[..sure] == kept[..sure]);
        kept = now;
    }
    assert!(kept.len() > 3 * sample, "{}", kept.len());
    well("cut");
    for file in ["values.csv", "values.json", "report.html"] {
        let read = |out: &str| fs::read(folder.path().join(out).join(file)).expect("a result");
        assert_eq!(read("whole"), read("cut"), "{file}");
    }
}

/// A strike of a group and the value of that group are the same world.
#[test]
fn worlds_of_a_forecast_are_not_made_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ratings = String::from("user,item,rating\n");
    let stream = capstan_stats::Stream::root(5);
    for user in 0..40u64 {
        for item in 0..20u64 {
            let u = stream.uniform(user * 100 + item);
            if u < 0.5 {
                ratings += &format!("u{user},i{item},{}\n", 1 + (u * 10.0) as u64);
            }
        }
    }
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    put("ratings.csv", &ratings);
    let ten: String = (0..10).map(|user| format!("u{user}\n")).collect();
    put("ten.txt", &ten);
    let groups: String = (0..10).map(|user| format!("u{user},ten\n")).collect();
    put("groups.csv", &format!("user,group\n{groups}"));
    let capstan = |args: &[&str]| program::well(folder.path(), args);
    let worlds = || {
        fs::read_dir(folder.path().join("forecast/worlds"))
            .expect("worlds")
            .count()
    };
    let how = [
        "--model",
        "item-mean",
        "--folds",
        "3",
        "--replicates",
        "2",
        "--seed",
        "9",
    ];
    let strike = [
        "forecast",
        "ratings.csv",
        "--who",
        "ten.txt",
        "--participation",
        "1",
    ];
    capstan(&[&strike[..], &how].concat());
    let before = worlds();
    let value = [
        "value",
        "ratings.csv",
        "--unit",
        "groups.csv",
        "--method",
        "loo",
    ];
    let shared = ["--worlds", "forecast/worlds"];
    capstan(&[&value[..], &how, &shared].concat());
    assert_eq!(
        worlds(),
        before,
        "everybody, and everybody but the ten, were there"
    );
    // Made anew, the values are the same.
    let csv = || fs::read(folder.path().join("values/values.csv")).expect("values");
    let first = csv();
    capstan(&[&value[..], &how].concat());
    assert_eq!(csv(), first);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let folder = line();
    let refused = |args: &[&str], words: &[&str]| {
        program::refused(folder.path(), &[&["value"], args].concat(), words);
    };
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    // The column of names is no column of numbers.
    refused(&knn(&[]), &["train.csv, line 2, field name", "\"ann\""]);
    let named = |more: &[&'static str]| knn(&[&["--id", "name"], more].concat());
    refused(&named(&["--set", "k=0"]), &["k = 0", "from 1"]);
    refused(&named(&["--set", "kk=3"]), &["kk=3", "one of k"]);
    refused(&named(&["--model", "ridge"]), &["--model", "ridge"]);
    let with = |method: &'static str, more: &[&'static str]| {
        let mut args = named(more);
        args[6] = method;
        args
    };
    refused(&with("shapely", &[]), &["shapely", "knn-shapley"]);
    refused(&with("permutation", &["--budget", "0"]), &["--budget = 0"]);
    refused(
        &with("permutation", &["--metric", "auc"]),
        &["auc", "accuracy"],
    );
    refused(
        &with("knn-regression", &[]),
        &["field kind", "\"a\" as a label"],
    );
    // A metric that is undefined on a subset says which size.
    refused(
        &with(
            "permutation",
            &["--metric", "log-loss", "--model", "knn", "--set", "k=1"],
        ),
        &["a subset of 1 has no worth", "log-loss is infinite"],
    );
    put("train.csv", "name,x,kind\nann,0,a\nbo,NaN,b\n");
    refused(
        &named(&[]),
        &["train.csv, line 3, field x", "\"NaN\" as a feature"],
    );
    put("train.csv", "name,x,kind\nann,0,a\nann,1,b\n");
    refused(
        &named(&[]),
        &["line 3", "found \"ann\" again, after line 2"],
    );
    put("train.csv", "name,x,x,kind\nann,0,1,a\n");
    refused(&named(&[]), &["two columns called \"x\""]);
}

#[test]
fn one_label_for_all_is_said_first() {
    let folder = line();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    put("train.csv", "x,kind\n0,a\n1,a\n1,a\n");
    let out = run(folder.path(), &knn(&["--set", "k=2"]));
    assert_eq!(out.status.code(), Some(0));
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(said.contains("All records have the label \"a\""), "{said}");
    assert_eq!(json(folder.path())["only_label"], "a");
}

/// Handwritten digits: the real thing, if it is there.
#[test]
fn handwritten_digits_are_shared_out() {
    let Ok(data) = std::env::var("CAPSTAN_DATA") else {
        eprintln!("CAPSTAN_DATA is not set: handwritten digits are passed over");
        return;
    };
    let digits = Path::new(&data).join("optdigits");
    let file = |name: &str| digits.join(name).display().to_string();
    let (train, test) = (file("optdigits.tra"), file("optdigits.tes"));
    let folder = tempfile::tempdir().expect("a folder");
    let args = [
        &train,
        "--test",
        &test,
        "--label",
        "Class",
        "--method",
        "knn-shapley",
    ];
    let found = values(folder.path(), &args);
    assert_eq!(found.len(), 3823);
    let sum: f64 = found.iter().map(|(_, [value, ..])| value).sum();
    let all = json(folder.path())["worth"]["all"]
        .as_f64()
        .expect("a number");
    assert!((sum - all).abs() < 1e-6, "{sum} {all}");
    // Nearest neighbours read these digits nearly always right.
    assert!(all > 0.95 && all < 1.0, "{all}");
}
