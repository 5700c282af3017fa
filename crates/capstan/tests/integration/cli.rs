//! The command line as people use it, and what it says when something is wrong.

use crate::program::{capstan, refused, run, well};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A small forecast: options that keep it quick.
const QUICK: [&str; 10] = [
    "--set",
    "factors=4",
    "--set",
    "epochs=3",
    "--folds",
    "2",
    "--replicates",
    "2",
    "--participation",
    "0.2,0.5",
];

fn quick<'a>(first: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [&["forecast"], first, &QUICK, more].concat()
}

/// A file of ratings of 27 people and 20 items.
fn ratings(folder: &Path) -> PathBuf {
    let mut text = String::from("userId,movieId,rating,timestamp\n");
    for user in 0..30 {
        for item in 0..20 {
            if (user * 7 + item * 3) % (3 + user % 4) != 0 {
                let rating = 1 + (user * item + item) % 5;
                let time = 1_000_000_000 + user * 1_000_000 + item;
                text.push_str(&format!("{user},{item},{rating}.0,{time}\n"));
            }
        }
    }
    let path = folder.join("ratings.csv");
    fs::write(&path, text).unwrap();
    path
}

fn json(folder: &Path, file: &str) -> Value {
    let text = fs::read_to_string(folder.join(file)).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_forecast_is_the_same_on_any_number_of_threads_and_can_be_verified() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    ratings(here);
    let target = ["--target", "change of rmse >= 0.01"];
    let table = well(here, &quick(&["ratings.csv", "--out", "a"], &target));
    assert!(table.contains("50 %") || table.contains("50%"), "{table}");
    well(
        here,
        &quick(&["ratings.csv", "--out", "b", "--threads", "1"], &target),
    );
    for file in ["forecast.json", "curve.csv", "report.html"] {
        let (a, b) = (here.join("a").join(file), here.join("b").join(file));
        assert_eq!(fs::read(a).unwrap(), fs::read(b).unwrap(), "{file}");
    }
    let said = well(here, &["verify", "a"]);
    assert!(said.contains("the same to the last bit"), "{said}");
    let said = well(here, &["verify", "a/forecast.json", "--share", "20%"]);
    assert!(said.contains("the same to the last bit"), "{said}");
    // Moved data are found with --data; other data are refused.
    fs::rename(here.join("ratings.csv"), here.join("moved.csv")).unwrap();
    refused(here, &["verify", "a"], &["ratings.csv"]);
    well(
        here,
        &["verify", "a", "--data", "moved.csv", "--share", "10%"],
    );
    let text = fs::read_to_string(here.join("moved.csv")).unwrap();
    fs::write(here.join("other.csv"), text.replacen("1.0", "2.0", 1)).unwrap();
    refused(
        here,
        &["verify", "a", "--data", "other.csv"],
        &["not the data", "--data"],
    );
    // A figure that was changed by hand is found: exit code 1.
    let forged = fs::read_to_string(here.join("a/forecast.json")).unwrap();
    let at = forged.find("\"value\": 0.").unwrap() + 11;
    let mut forged = forged.into_bytes();
    forged[at] = if forged[at] == b'9' { b'8' } else { b'9' };
    fs::write(here.join("forged.json"), forged).unwrap();
    let out = run(here, &["verify", "forged.json", "--data", "moved.csv"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&out.stdout).contains("NOT the same"));
    let table = well(here, &["compare", "a", "b"]);
    assert!(table.contains("20 %") || table.contains("20%"), "{table}");
}

#[test]
fn killed_and_started_again_it_goes_on_and_ends_with_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let args = |out: &'static str| {
        vec![
            "forecast",
            "--sample",
            "--set",
            "factors=16",
            "--folds",
            "3",
            "--replicates",
            "3",
            "--participation",
            "0.2,0.4,0.6",
            "--seed",
            "4",
            "--out",
            out,
        ]
    };
    well(here, &args("whole"));
    let mut kept = 0;
    for _ in 0..3 {
        let mut child = capstan(here, &args("cut"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let start = Instant::now();
        let worlds = here.join("cut/worlds");
        let count = || {
            let entries = fs::read_dir(&worlds).into_iter().flatten().flatten();
            entries
                .filter(|e| e.path().extension().is_some_and(|x| x == "world"))
                .count()
        };
        // Killed soon after it has finished something new.
        while count() < kept + 3
            && start.elapsed() < Duration::from_secs(60)
            && child.try_wait().unwrap().is_none()
        {
            std::thread::sleep(Duration::from_millis(2));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(count() >= kept, "nothing finished is lost");
        kept = count();
    }
    assert!(kept >= 3);
    let before: Vec<_> = times(&here.join("cut/worlds"));
    well(here, &args("cut"));
    let after = times(&here.join("cut/worlds"));
    for one in &before {
        assert!(
            after.contains(one),
            "a finished world was made again: {one:?}"
        );
    }
    for file in ["forecast.json", "curve.csv", "report.html"] {
        let (a, b) = (here.join("whole").join(file), here.join("cut").join(file));
        assert_eq!(fs::read(a).unwrap(), fs::read(b).unwrap(), "{file}");
    }
}

/// When each finished world was written.
fn times(folder: &Path) -> Vec<(PathBuf, std::time::SystemTime)> {
    fs::read_dir(folder)
        .unwrap()
        .flatten()
        .filter(|e| e.path().extension().is_some_and(|x| x == "world"))
        .map(|e| (e.path(), e.metadata().unwrap().modified().unwrap()))
        .collect()
}

#[test]
fn every_lever_and_a_campaign_file_make_forecasts() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    ratings(here);
    for lever in ["strike", "boycott", "volume=0.5", "strike-from=2001-12-01"] {
        well(
            here,
            &quick(&["ratings.csv", "--out", "x", "--lever", lever], &[]),
        );
        let forecast = json(here, "x/forecast.json");
        assert_eq!(forecast["points"][0]["lever"], lever);
        assert_eq!(forecast["points"].as_array().unwrap().len(), 2 * 5 * 9);
    }
    let both = [
        "--lever",
        "strike",
        "--lever",
        "boycott",
        "--who",
        "random",
        "--who",
        "top 20% by ratings",
        "--share",
        "0.5",
        "--share",
        "1",
    ];
    well(
        here,
        &[quick(&["ratings.csv", "--out", "x"], &[]), both.to_vec()].concat(),
    );
    assert_eq!(
        json(here, "x/forecast.json")["scenario"][1]["lever"],
        "boycott"
    );
    fs::write(
        here.join("campaign.toml"),
        "data = \"ratings.csv\"\nparticipation = [0.2, 0.5]\nfolds = 2\nreplicates = 2\nseed = 1\n\n[model]\nname = \"svd\"\nset = { factors = 4, epochs = 3 }\n\n[[action]]\nlever = \"strike\"\nwho = \"bottom 50% by ratings\"\n",
    )
    .unwrap();
    well(here, &["forecast", "campaign.toml", "--out", "c"]);
    well(
        here,
        &quick(
            &[
                "ratings.csv",
                "--out",
                "d",
                "--who",
                "bottom 50% by ratings",
            ],
            &[],
        ),
    );
    let (c, d) = (json(here, "c/forecast.json"), json(here, "d/forecast.json"));
    assert_eq!(c["points"], d["points"]);
    fs::write(
        here.join("bad.toml"),
        "data = \"ratings.csv\"\nlevers = 3\n",
    )
    .unwrap();
    refused(
        here,
        &["forecast", "bad.toml"],
        &["bad.toml", "line 2", "levers"],
    );
}

#[test]
fn what_cannot_be_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    ratings(here);
    let bad = |more: &[&str], words: &[&str]| {
        refused(here, &quick(&["ratings.csv", "--out", "x"], more), words);
    };
    let forecast = |more: &[&str], words: &[&str]| {
        refused(here, &[&["forecast", "ratings.csv"], more].concat(), words);
    };
    forecast(
        &["--participation", "1.5"],
        &["participation", "1.5", "0 to 1"],
    );
    forecast(&["--participation", "-0.1"], &["participation", "-0.1"]);
    forecast(&["--participation", "0.001"], &["not one person"]);
    bad(&["--lever", "stroke"], &["stroke", "boycott"]);
    bad(&["--lever", "contribute"], &["not offered"]);
    bad(
        &["--lever", "strike-from=2090-01-01"],
        &["2090-01-01", "last"],
    );
    bad(&["--who", "age<25"], &["age"]);
    bad(&["--who", "mean>=6"], &["mean"]);
    bad(&["--who", "mean<=6"], &["random"]);
    bad(&["--who", "mean>>6"], &[">"]);
    bad(&["--model", "oracle"], &["oracle", "svd"]);
    bad(&["--set", "wings=2"], &["wings", "factors"]);
    bad(&["--set", "lr=fast"], &["lr", "fast", "number"]);
    bad(&["--target", "fame >= 1"], &["fame", "surfaced_hits"]);
    bad(&["--tolerance", "-1"], &["tolerance"]);
    bad(
        &[
            "--lever", "strike", "--lever", "boycott", "--share", "1", "--share", "1", "--share",
            "1",
        ],
        &["--share"],
    );
    forecast(&["--folds", "1"], &["folds"]);
    forecast(&["--replicates", "0"], &["replicates"]);
    refused(here, &["forecast"], &["FILE"]);
    refused(
        here,
        &["groups", "--sample", "--users", "u.csv"],
        &["--sample", "Reading data"],
    );
    refused(here, &["forecast", "none.csv"], &["none.csv"]);
    refused(here, &["verify", "ratings.csv"], &["forecast.json"]);
    refused(
        here,
        &["tune", "ratings.csv", "--model", "ease", "--metric", "rmse"],
        &["rmse"],
    );
    assert!(!here.join("x/forecast.json").exists());
}

#[test]
fn bad_files_are_named_with_line_and_field() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let whole = fs::read_to_string(ratings(here)).unwrap();
    let bad = |name: &str, text: &[u8], more: &[&str], words: &[&str]| {
        fs::write(here.join(name), text).unwrap();
        let args = [&["data", "describe", name], more].concat();
        refused(here, &args, &[words, &[name]].concat());
    };
    bad("empty.csv", b"", &[], &["empty"]);
    bad("header.csv", b"userId,movieId,rating\n", &[], &[]);
    bad("columns.csv", b"who,what\n1,2\n", &[], &["who", "--user"]);
    bad(
        "number.csv",
        b"userId,movieId,rating\n1,2,3\n1,3,good\n",
        &[],
        &["line 3", "rating", "good"],
    );
    bad(
        "infinite.csv",
        b"userId,movieId,rating\n1,2,inf\n",
        &[],
        &["line 2", "inf"],
    );
    bad(
        "twice.csv",
        b"userId,movieId,rating\n1,2,3\n1,3,4\n1,2,5\n",
        &[],
        &["line 4", "line 2", "--duplicates"],
    );
    bad(
        "date.csv",
        b"userId,movieId,rating,timestamp\n1,2,3,yesterday\n",
        &[],
        &["line 2", "yesterday"],
    );
    bad(
        "semicolon.csv",
        b"userId;movieId;rating\n1;2;3\n",
        &["--delimiter", ","],
        &["--delimiter"],
    );
    bad(
        "scale.csv",
        b"userId,movieId,rating\n1,2,9\n",
        &["--scale", "1,5"],
        &["line 2", "9"],
    );
    bad(
        "short.csv",
        b"userId,movieId,rating\n1,2,3\n1,3\n",
        &[],
        &["line 3"],
    );
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, whole.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    bad("cut.csv.gz", &packed[..packed.len() / 2], &[], &["cut"]);
    fs::write(here.join("whole.csv.gz"), &packed).unwrap();
    well(here, &["data", "describe", "whole.csv.gz"]);
    well(
        here,
        &["data", "describe", "twice.csv", "--duplicates", "mean"],
    );
}

#[test]
fn a_full_disk_leaves_earlier_results_whole() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    ratings(here);
    well(here, &quick(&["ratings.csv", "--out", "x"], &[]));
    let before = fs::read(here.join("x/forecast.json")).unwrap();
    // A limit on the size of files stands in for a disk with little room: the
    // worlds fit, the forecast does not.
    let script = format!(
        "trap '' XFSZ; ulimit -f 24; exec {} {}",
        env!("CARGO_BIN_EXE_capstan"),
        quick(&["ratings.csv", "--out", "x", "--seed", "2"], &[]).join(" ")
    );
    let out = Command::new("bash")
        .args(["-c", &script])
        .current_dir(here)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(
        said.contains("forecast.json") && said.contains("free some space"),
        "{said}"
    );
    assert_eq!(fs::read(here.join("x/forecast.json")).unwrap(), before);
    let parts = fs::read_dir(here.join("x")).unwrap().flatten();
    assert_eq!(
        parts
            .filter(|e| e.path().extension().is_some_and(|x| x == "part"))
            .count(),
        0
    );
}

#[test]
fn looking_at_data_models_and_groups() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    ratings(here);
    let described: Value =
        serde_json::from_str(&well(here, &["data", "describe", "ratings.csv", "--json"])).unwrap();
    assert_eq!(described["users"], 27);
    assert_eq!(described["scale"], serde_json::json!([1.0, 5.0]));
    let trained = well(
        here,
        &[
            "train",
            "ratings.csv",
            "--model",
            "item-mean",
            "--replicates",
            "2",
            "--json",
        ],
    );
    let trained: Value = serde_json::from_str(&trained).unwrap();
    assert_eq!(trained["metrics"][1]["metric"], "rmse");
    assert_eq!(trained["metrics"][0]["gap"]["value"], 0.0);
    let groups: Value =
        serde_json::from_str(&well(here, &["groups", "--sample", "--json"])).unwrap();
    assert!(groups.as_array().unwrap().len() > 10);
    let one = well(
        here,
        &["groups", "--sample", "--who", "gender=F and age<25"],
    );
    assert!(one.contains("gender=F"), "{one}");
    let models: Value = serde_json::from_str(&well(here, &["models", "--json"])).unwrap();
    assert_eq!(models.as_array().unwrap().len(), 9);
    let tuned = well(
        here,
        &[
            "tune",
            "ratings.csv",
            "--model",
            "item-knn",
            "--trials",
            "6",
            "--json",
        ],
    );
    let tuned: Value = serde_json::from_str(&tuned).unwrap();
    let (best, defaults) = (
        tuned["best"]["on_all_folds"].as_f64().unwrap(),
        tuned["defaults"]["on_all_folds"].as_f64().unwrap(),
    );
    assert!(best >= defaults, "{best} {defaults}");
}

#[test]
fn ranking_models_have_no_rmse_and_say_why() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    ratings(here);
    well(
        here,
        &[
            "forecast",
            "ratings.csv",
            "--model",
            "ease",
            "--set",
            "lambda=20",
            "--folds",
            "2",
            "--replicates",
            "2",
            "--participation",
            "0.5",
            "--out",
            "e",
        ],
    );
    let forecast = json(here, "e/forecast.json");
    let points = forecast["points"].as_array().unwrap();
    let rmse = points.iter().find(|p| p["metric"] == "rmse").unwrap();
    assert_eq!(rmse["value"], Value::Null);
    assert!(rmse["reason"].as_str().unwrap().contains("rank") || rmse["reason"].is_string());
    let hits = points
        .iter()
        .find(|p| p["metric"] == "surfaced_hits")
        .unwrap();
    assert!(hits["value"].as_f64().unwrap() > 0.0);
}
