//! `forecast.json` keeps to its schema in `docs/`, and the schema is strict.

use jsonschema::Validator;
use serde_json::{Value, json};
use std::process::Command;

const SCHEMA: &str = include_str!("../../../../docs/forecast.schema.json");

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is one");
    jsonschema::draft202012::new(&schema).expect("the schema can be used")
}

/// The forecast of the sample with these options, and small settings.
fn forecast(options: &[&str]) -> Value {
    let out = tempfile::tempdir().expect("a folder");
    let small = ["--replicates", "2", "--folds", "2", "--out"];
    let run = Command::new(env!("CARGO_BIN_EXE_capstan"))
        .args(["forecast", "--sample"])
        .args(options)
        .args(small)
        .arg(out.path())
        .output()
        .expect("capstan runs");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{options:?}: {said}");
    let text = std::fs::read_to_string(out.path().join("forecast.json")).expect("a forecast");
    serde_json::from_str(&text).expect("JSON")
}

const SVD: [&str; 6] = ["--set", "epochs=5", "--set", "factors=8", "--seed", "3"];

/// The forecast with these options of a small `svd`, once it is known to keep
/// to the schema.
fn holds(options: &[&str]) -> Value {
    let forecast = forecast(options);
    let faults: Vec<String> = validator()
        .iter_errors(&forecast)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{options:?}: {faults:#?}");
    forecast
}

fn with_svd<'a>(options: &[&'a str]) -> Vec<&'a str> {
    [options, &SVD].concat()
}

#[test]
fn a_strike_with_a_target() {
    let f = holds(&with_svd(&[
        "--participation",
        "0,0.1,0.5",
        "--target",
        "normalised_loss of ndcg@10 >= 0.2",
        "--tolerance",
        "0.5",
    ]));
    assert_eq!(f["points"].as_array().map(Vec::len), Some(3 * 5 * 9));
    assert_eq!(f["gap"]["metric"], "ndcg@10");
    assert!(!f["critical_mass"].is_null());
}

#[test]
fn a_boycott_of_a_group() {
    let f = holds(&with_svd(&[
        "--lever",
        "boycott",
        "--who",
        "gender=F and age>=30",
        "--participation",
        "0.1,0.5,1",
    ]));
    assert_eq!(f["gap"]["metric"], "surfaced_hits");
    assert!(f["critical_mass"].is_null());
}

#[test]
fn withholding_a_share_and_from_a_date_together() {
    let f = holds(&with_svd(&[
        "--lever",
        "volume=0.5",
        "--who",
        "top 10% by ratings",
        "--lever",
        "strike-from=2010-01-01",
        "--who",
        "genre=Horror and mean>=3",
        "--share",
        "50%",
        "--participation",
        "0.1,0.5",
        "--target",
        "change of rmse for bystanders >= 0.2",
    ]));
    assert_eq!(f["scenario"].as_array().map(Vec::len), Some(2));
    assert_eq!(f["design"]["measured_from"], 1_262_304_000);
}

#[test]
fn a_model_that_ranks_only_and_the_published_folds() {
    let f = holds(&[
        "--model",
        "implicit-als",
        "--set",
        "factors=5",
        "--set",
        "epochs=3",
        "--participation",
        "0.1,0.5",
        "--protocol",
        "published",
    ]);
    let rmse = |p: &&Value| p["metric"] == "rmse";
    let points = f["points"].as_array().expect("a list");
    assert!(points.iter().filter(rmse).all(|p| p["value"].is_null()));
    assert!(points.iter().any(|p| p["value"].is_number()));
}

#[test]
fn what_breaks_the_schema_is_refused() {
    let validator = validator();
    let whole = holds(&with_svd(&["--participation", "0.3"]));
    // Each breach by the place it is made at; nothing there takes the field away.
    let breaches = [
        ("/seed", json!("1")),
        ("/extra", json!(1)),
        ("/data/hash", json!("abc")),
        ("/points/0/view", json!("me")),
        ("/points/0/participation", json!(1.5)),
        ("/points/0/extra", json!(1)),
        ("/points/0/change_low", Value::Null),
        ("/points/0/reason", Value::Null),
        ("/gap/high", Value::Null),
        ("/gap/metric", json!("hits")),
        ("/shape/kind", json!("bent")),
        ("/notes", json!(["something"])),
        ("/worlds/0/values", json!([0.5])),
    ];
    for (place, value) in breaches {
        let mut broken = whole.clone();
        let (parent, field) = place.rsplit_once('/').expect("a place");
        let parent = broken.pointer_mut(parent).expect("the place is there");
        parent[field] = value;
        assert!(!validator.is_valid(&broken), "{place} passes");
    }
    for field in ["gap", "gaps", "points", "shape", "critical_mass", "data"] {
        let mut broken = whole.clone();
        broken.as_object_mut().expect("an object").remove(field);
        assert!(!validator.is_valid(&broken), "{field} can be left out");
    }
}
