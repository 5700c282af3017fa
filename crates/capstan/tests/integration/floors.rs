//! Data flows one way: a crate may use only crates of lower floors.

use serde_json::Value;
use std::process::Command;

/// Each crate with the crates it may use.
const FLOORS: &[(&str, &[&str])] = &[
    ("capstan-stats", &[]),
    ("capstan-proof", &[]),
    ("capstan-data", &["capstan-stats"]),
    ("capstan-report", &["capstan-stats"]),
    ("capstan-learn", &["capstan-data", "capstan-stats"]),
    ("capstan-coalition", &["capstan-proof", "capstan-stats"]),
    (
        "capstan-audit",
        &["capstan-data", "capstan-stats", "capstan-report"],
    ),
    (
        "capstan-donation",
        &[
            "capstan-data",
            "capstan-proof",
            "capstan-report",
            "capstan-stats",
        ],
    ),
    (
        "capstan-worlds",
        &["capstan-learn", "capstan-data", "capstan-stats"],
    ),
    (
        "capstan-leverage",
        &[
            "capstan-worlds",
            "capstan-learn",
            "capstan-data",
            "capstan-stats",
            "capstan-report",
        ],
    ),
    (
        "capstan-value",
        &[
            "capstan-worlds",
            "capstan-learn",
            "capstan-data",
            "capstan-stats",
            "capstan-report",
        ],
    ),
    ("capstan-store", &["capstan-coalition", "capstan-proof"]),
    (
        "capstan-server",
        &[
            "capstan-audit",
            "capstan-donation",
            "capstan-store",
            "capstan-leverage",
            "capstan-value",
            "capstan-worlds",
            "capstan-coalition",
            "capstan-learn",
            "capstan-proof",
            "capstan-data",
            "capstan-stats",
            "capstan-report",
        ],
    ),
    (
        "capstan",
        &[
            "capstan-server",
            "capstan-store",
            "capstan-donation",
            "capstan-audit",
            "capstan-leverage",
            "capstan-value",
            "capstan-worlds",
            "capstan-coalition",
            "capstan-learn",
            "capstan-proof",
            "capstan-data",
            "capstan-stats",
            "capstan-report",
        ],
    ),
];

#[test]
fn crates_use_only_lower_floors() {
    let out = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--offline",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&out.stdout).expect("metadata is JSON");
    let packages = metadata["packages"].as_array().expect("a list");
    assert_eq!(
        packages.len(),
        FLOORS.len(),
        "every crate stands on a floor"
    );
    for package in packages {
        let name = package["name"].as_str().expect("a name");
        let (_, allowed) = FLOORS
            .iter()
            .find(|(n, _)| *n == name)
            .unwrap_or_else(|| panic!("{name} stands on no floor"));
        for used in package["dependencies"].as_array().expect("a list") {
            let used = used["name"].as_str().expect("a name");
            if used.starts_with("capstan") {
                assert!(allowed.contains(&used), "{name} may not use {used}");
            }
        }
    }
}
