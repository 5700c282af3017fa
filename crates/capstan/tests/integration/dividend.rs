//! `capstan dividend` from outside: files, rounds, and what is refused.

use crate::docs::root;
use crate::program::{capstan, run};
use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};

fn share(folder: &Path, more: &[&str]) -> Output {
    let mut options = vec!["dividend", "values.csv", "--rule", "shift"];
    options.extend(more);
    run(folder, &options)
}

fn desk(values: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("values.csv"), values).expect("a file");
    for name in ["payer.toml", "rules.toml"] {
        fs::copy(root().join("examples").join(name), folder.path().join(name)).expect("a copy");
    }
    folder
}

const TALK: &str = "id,value\nana,-1\nben,0\ncho,1\n";

#[test]
fn who_has_no_value_shares_only_where_everyone_does() {
    let desk = desk("id,value,low,high\nana,2,1,3\nben,,,\n");
    let folder = desk.path();
    let budget = ["--budget", "10.00 EUR", "--equal", "0.5"];
    let refused = share(folder, &budget);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2));
    assert!(said.contains("values.csv, line 3, field value"), "{said}");
    let made = share(folder, &[&budget[..], &["--everyone"]].concat());
    assert!(made.status.success(), "{made:?}");
    let table = fs::read_to_string(folder.join("dividends/dividends.csv")).expect("a table");
    assert!(
        table.starts_with("id,amount,low,high\nana,7.50,"),
        "{table}"
    );
    assert!(table.contains("\nben,2.50,"), "{table}");
    let held = run(folder, &["verify", "dividends/dividends.json"]);
    assert!(held.status.success(), "{held:?}");
}

/// A score is one number, so the intervals of its values have no ends.
#[test]
fn values_by_a_command_can_be_paid_by() {
    let desk = desk("id,x,kind\n1,0,a\n2,1,b\n3,3,a\n");
    let folder = desk.path();
    let value = ["value", "values.csv", "--label", "kind"];
    let how = ["--command", "wc -l", "--method", "loo", "--out", "counted"];
    let made = run(folder, &[&value[..], &how].concat());
    assert!(made.status.success(), "{made:?}");
    let pay = ["dividend", "counted/values.csv", "--rule", "clip"];
    let pay = [&pay[..], &["--budget", "9.00 EUR"]].concat();
    let done = run(folder, &pay);
    assert!(done.status.success(), "{done:?}");
    let table = fs::read_to_string(folder.join("dividends/dividends.csv")).expect("a table");
    assert_eq!(table, "id,amount\n1,3.00\n2,3.00\n3,3.00\n");
    let refused = run(folder, &[&pay[..], &["--base", "low"]].concat());
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2));
    assert!(said.contains("line 2, field low: found \"-inf\""), "{said}");
}

#[test]
fn rounds_follow_each_other_and_hold() {
    let desk = desk(TALK);
    let folder = desk.path();
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect(name);
    let rules = ["--budget", "10.00 EUR", "--minimum", "4.00"];
    let first = share(folder, &[&rules[..], &["--out", "one"]].concat());
    assert!(first.status.success(), "{first:?}");
    assert_eq!(
        read("one/dividends.csv"),
        "id,amount\nana,0.00\nben,3.33\ncho,6.67\n"
    );
    let second = share(
        folder,
        &[&rules[..], &["--out", "two", "--after", "one"]].concat(),
    );
    assert!(second.status.success(), "{second:?}");
    let ledger = read("two/ledger.csv");
    assert!(ledger.starts_with(&read("one/ledger.csv")), "{ledger}");
    assert!(ledger.contains("2,member:ben,bank,6.66,EUR\n"), "{ledger}");
    // The same again is the same to the byte.
    share(
        folder,
        &[&rules[..], &["--out", "again", "--after", "one"]].concat(),
    );
    for name in ["dividends.json", "ledger.csv", "report.html"] {
        assert_eq!(read(&format!("two/{name}")), read(&format!("again/{name}")));
    }
    let held = run(folder, &["verify", "two/dividends.json"]);
    assert_eq!(held.status.code(), Some(0), "{held:?}");
    let false_one = read("two/dividends.json").replace("\"amount\": 333", "\"amount\": 334");
    fs::write(folder.join("false.json"), false_one).expect("a file");
    let found = run(folder, &["verify", "false.json"]);
    assert_eq!(found.status.code(), Some(1), "{found:?}");
    assert!(String::from_utf8_lossy(&found.stdout).contains("/members/1/amount"));
}

#[test]
fn runs_into_one_folder_at_once_do_not_mix() {
    let desk = desk(TALK);
    let folder = desk.path();
    let runs: Vec<_> = (0..8)
        .map(|_| {
            let words = [
                "dividend",
                "values.csv",
                "--rule",
                "shift",
                "--budget",
                "10.00 EUR",
            ];
            capstan(folder, &words)
                .stdout(Stdio::null())
                .spawn()
                .expect("capstan runs")
        })
        .collect();
    for mut run in runs {
        assert!(run.wait().expect("an end").success());
    }
    let held = run(folder, &["verify", "dividends/dividends.json"]);
    assert!(held.status.success(), "{held:?}");
    let files = fs::read_dir(folder.join("dividends")).expect("a folder");
    assert_eq!(files.count(), 4);
}

#[test]
fn what_cannot_be_shared_is_refused_and_writes_nothing() {
    let desk = desk(TALK);
    let folder = desk.path();
    for (options, part) in [
        (
            &["--budget", "0 EUR"][..],
            "the budget is 0.00 EUR; expected more than nothing",
        ),
        (&["--budget", "-5 EUR"], "the budget is -5.00 EUR"),
        (
            &["--budget", "92233720368547758.08 EUR"],
            "--budget: found 92233720368547758.08; expected at most 92233720368547758.07 EUR",
        ),
        (
            &["--budget", "5 XYZ"],
            "found the currency \"XYZ\"; expected a code of ISO 4217",
        ),
        (
            &["--budget", "5"],
            "found no currency; expected one, as --currency EUR",
        ),
        (&["--budget", "0.005 EUR"], "expected at most 2 decimals"),
        (
            &["--budget", "NaN EUR"],
            "found \"NaN\"; expected an amount",
        ),
        (
            &["--budget", "5 EUR", "--currency", "USD"],
            "found a budget of 5.00 EUR",
        ),
        (
            &["--budget", "5 EUR", "--floor", "4"],
            "is 7.00 EUR more than there is to share",
        ),
        (
            &["--budget", "5 EUR", "--cap", "1"],
            "leaves 3.00 EUR that nobody may get",
        ),
        (
            &["--budget", "5 EUR", "--set", "g"],
            "--set g: expected a name and a number",
        ),
        (
            &["--budget", "5 EUR", "--set", "g=1"],
            "the rule shift has no setting \"g\"",
        ),
        (
            &["--budget", "5 EUR", "--pool", "home"],
            "expected one called home",
        ),
        (
            &["--budget", "5 EUR", "--after", "nowhere"],
            "cannot read nowhere/dividends.json",
        ),
        (
            &["--budget", "5 EUR", "--base", "low"],
            "expected low and high, since the lower limit counts",
        ),
    ] {
        let done = share(folder, options);
        let said = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{options:?}");
        assert!(said.contains(part), "{options:?}: {said}");
    }
    let accounts = "id,name,iban\nben,Ben,DE89370400440532013000\n";
    fs::write(folder.join("accounts.csv"), accounts).expect("a file");
    let order = [
        "--budget",
        "5 EUR",
        "--iban",
        "accounts.csv",
        "--pain001",
        "payer.toml",
    ];
    let done = share(folder, &order);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(
        said.contains("accounts.csv: found no account for cho"),
        "{said}"
    );
    assert!(!folder.join("dividends").exists());
    for (values, part) in [
        (
            "id,value\nana,1\nana,2\n",
            "line 3, field id: found \"ana\" again, after line 2",
        ),
        (
            "id,value\nana,NaN\n",
            "line 2, field value: found \"NaN\"; expected a finite number",
        ),
    ] {
        fs::write(folder.join("values.csv"), values).expect("a file");
        let done = share(folder, &["--budget", "5 EUR"]);
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(said.contains(part), "{said}");
    }
}
