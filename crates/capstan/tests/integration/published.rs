//! What a coalition publishes: true files hold, and no altered one does.

use crate::docs::{current, root};
use crate::program::run;
use capstan_coalition::ballot::record::Question;
use capstan_coalition::ballot::rule::Base;
use capstan_coalition::ballot::{Ballot, Choice, Majority, Record, Rule, Share};
use capstan_proof::{Fact, Head, Key, Published, Statement};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What `capstan verify` says about a file that holds this text, and its exit
/// code.
fn verify(text: &str, args: &[&str]) -> (String, Option<i32>) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("file.json"), text).expect("a file");
    let args = [&["verify", "file.json"], args].concat();
    let out = run(folder.path(), &args);
    let said = [out.stdout, out.stderr].concat();
    let said = String::from_utf8(said).expect("UTF-8");
    assert!(!said.contains("panicked"), "{said}");
    // Where a line ends depends on the width of the terminal only.
    (said.replace('\n', " "), out.status.code())
}

fn holds(text: &str, args: &[&str], words: &[&str]) {
    let (said, code) = verify(text, args);
    assert_eq!(code, Some(0), "{text}: {said}");
    for word in words {
        assert!(said.contains(word), "no {word:?} in {said}");
    }
}

fn fails(text: &str, args: &[&str], word: &str) {
    let (said, code) = verify(text, args);
    assert_eq!(code, Some(1), "{text}: {said}");
    assert!(said.contains(word), "no {word:?} in {said}");
}

fn refused(text: &str, args: &[&str], word: &str) {
    let (said, code) = verify(text, args);
    assert_eq!(code, Some(2), "{text}: {said}");
    assert!(said.contains(word), "no {word:?} in {said}");
}

fn decision() -> Record {
    let half = Share::new(1, 2).expect("a share");
    let question = Question {
        text: "When do we start?".to_owned(),
        options: ["May", "June", "Not at all"].map(str::to_owned).to_vec(),
        method: "approval".to_owned(),
        rule: Rule {
            quorum: half,
            majority: Majority::MoreThan(half),
            base: Base::Voters,
        },
        electorate: 6,
    };
    let ballot = |tag: &str, choice: Choice| Ballot {
        tag: tag.to_owned(),
        choice,
    };
    let cast = vec![
        ballot("brave-otter", Choice::Approve(vec![0, 1])),
        ballot("calm-heron", Choice::Approve(vec![1])),
        ballot("deft-mole", Choice::Abstain),
        ballot("early-wren", Choice::Approve(vec![2])),
    ];
    Record::close(question, cast).expect("it is well formed")
}

const NAME: &str = "coalition of the example";

fn log() -> Published {
    let mut head = Head::start(NAME);
    let deeds = [
        r#"{"deed":"name-organiser","why":"to prepare the campaign"}"#,
        r#"{"deed":"open-campaign","why":"reviewed by a second person"}"#,
        r#"{"deed":"moderate","why":"a post named a person who did not agree"}"#,
    ];
    let stored = deeds.map(|deed| {
        head = head.append(deed.as_bytes());
        (deed.to_owned(), head.hash())
    });
    Published::new(NAME, stored)
}

fn key() -> Key {
    Key::new(&[7; 32])
}

fn left() -> String {
    let list = |texts: &[&str]| Fact::List(texts.iter().map(|t| (*t).to_owned()).collect());
    let statement = Statement {
        about: NAME.to_owned(),
        at: 1_780_000_000_000_000,
        facts: BTreeMap::from([
            ("removed".to_owned(), list(&["membership", "2 pledges"])),
            ("kept".to_owned(), list(&["1 ballot, which was counted"])),
        ]),
        head: log().head,
        kind: "left".to_owned(),
    };
    format!("{}\n", statement.sign(&key()))
}

fn pretty(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).expect("JSON");
    format!("{value:#}\n")
}

#[test]
fn the_examples_are_current_and_hold() {
    let examples = root().join("examples");
    let put = |name: &str, text: &str| current(&examples.join(Path::new(name)), text);
    put("decision.json", &pretty(&decision()));
    put("log.json", &pretty(&log()));
    put("left.json", &left());
    let says = [
        "This decision holds",
        "Decided: “June”, supported by 2 ballots",
        "4 of 6 people",
    ];
    holds(&pretty(&decision()), &[], &says);
    holds(&pretty(&log()), &[], &["This log holds", "3 entries"]);
    let says = ["This statement holds", "Compare", "membership; 2 pledges"];
    holds(&left(), &[], &says);
    let spanish = ["--lang", "es"];
    holds(&pretty(&decision()), &spanish, &["Decisión: «June»"]);
    holds(&pretty(&log()), &spanish, &["Este registro es correcto"]);
    holds(&left(), &spanish, &["Esta declaración es correcta"]);
}

#[test]
fn programs_are_told_the_same() {
    let told = |text: &str, args: &[&str]| -> Value {
        let (said, _) = verify(text, &[&["--json"], args].concat());
        serde_json::from_str(&said).expect("JSON")
    };
    let said = told(&pretty(&decision()), &[]);
    assert_eq!(said["kind"], "decision");
    assert_eq!(said["holds"], true);
    assert_eq!(said["differs"], Value::Null);
    assert_eq!(said["winners"], json!(["June"]));
    assert_eq!(said["outcome"]["decided"]["support"], 2);
    assert_eq!(said["root"], decision().root.to_string());
    let said = told(&pretty(&log()), &[]);
    assert_eq!(said["head"], log().head.expect("a head").to_string());
    let said = told(&left(), &[]);
    assert_eq!(said["statement"]["kind"], "left");
    assert_eq!(said["key_was_given"], false);
    let said = told(&left().replace("2 pledges", "3 pledges"), &[]);
    assert_eq!(said["holds"], false);
    let differs = said["differs"].as_str().expect("a reason");
    assert!(differs.contains("the signature does not fit"), "{differs}");
}

#[test]
fn every_outcome_is_told() {
    let told = |change: fn(&mut Question, &mut Vec<Ballot>), words: &str| {
        let mut record = decision();
        change(&mut record.question, &mut record.ballots);
        let record = Record::close(record.question, record.ballots).expect("well formed");
        holds(&pretty(&record), &[], &[words]);
    };
    told(
        |q, _| q.electorate = 9,
        "4 ballots were cast, and at least 5",
    );
    told(
        |_, b| b[1].choice = Choice::Abstain,
        "a tie between “May”, “June”, “Not at all”",
    );
    told(
        |_, b| b.iter_mut().for_each(|b| b.choice = Choice::Abstain),
        "nobody chose",
    );
    told(
        |q, _| q.rule.base = Base::Electorate,
        "“June” came first, supported by 2 ballots. At least 4 were needed",
    );
}

#[test]
fn words_of_others_cannot_play_with_the_terminal() {
    let mut record = decision();
    record.question.text = "\u{1b}[2J\u{202e}When?".to_owned();
    let record = Record::close(record.question, record.ballots).expect("well formed");
    let (said, code) = verify(&pretty(&record), &[]);
    assert_eq!(code, Some(0));
    assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
}

/// Every text and number in `value`, one after the other changed a little.
fn changes(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => vec![json!(0)],
        Value::Bool(b) => vec![json!(!b)],
        Value::Number(n) => vec![json!(n.as_u64().map_or(0, |n| n + 1))],
        Value::String(s) => vec![json!(format!("{s}0"))],
        Value::Array(list) => {
            let mut all = vec![];
            for (at, inner) in list.iter().enumerate() {
                for changed in changes(inner) {
                    let mut list = list.clone();
                    list[at] = changed;
                    all.push(Value::Array(list));
                }
                let mut list = list.clone();
                list.remove(at);
                all.push(Value::Array(list));
            }
            all
        }
        Value::Object(map) => {
            let mut all = vec![];
            for (name, inner) in map {
                for changed in changes(inner) {
                    let mut map = map.clone();
                    map.insert(name.clone(), changed);
                    all.push(Value::Object(map));
                }
            }
            let mut map = map.clone();
            map.insert("note".to_owned(), json!("counted by hand"));
            all.push(Value::Object(map));
            all
        }
    }
}

#[test]
fn no_altered_decision_or_log_holds() {
    for (text, least) in [(pretty(&decision()), 60), (pretty(&log()), 12)] {
        let true_one: Value = serde_json::from_str(&text).expect("JSON");
        let changed = changes(&true_one);
        assert!(changed.len() >= least, "only {} changes", changed.len());
        for changed in changed {
            let (said, code) = verify(&changed.to_string(), &[]);
            assert!(matches!(code, Some(1 | 2)), "{changed}: {said}");
        }
    }
}

#[test]
fn no_altered_statement_holds() {
    let text = left();
    for at in (0..text.len() - 1).step_by(5) {
        let mut bytes = text.clone().into_bytes();
        bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
        let changed = String::from_utf8(bytes).expect("plain letters");
        let (said, code) = verify(&changed, &[]);
        assert!(matches!(code, Some(1 | 2)), "{changed}: {said}");
    }
}

#[test]
fn what_differs_is_said() {
    let mut record = decision();
    record.ballots[0].choice = Choice::Abstain;
    fails(
        &pretty(&record),
        &[],
        "The question or a ballot was changed",
    );
    let mut record = decision();
    record.ballots.swap(0, 1);
    fails(&pretty(&record), &[], "Ballot 2 is out of order");
    let mut record = decision();
    record.tally.count.support[0] = 3;
    fails(&pretty(&record), &[], "gives other figures");
    let mut record = decision();
    record.outcome = capstan_coalition::ballot::Outcome::NobodyChose;
    fails(&pretty(&record), &["--lang", "es"], "sale otro resultado");
    let mut noted = serde_json::to_value(decision()).expect("JSON");
    noted["ballots"][0]["note"] = json!("by hand");
    fails(&pretty(&noted), &[], "parts that no decision has");

    let whole = log();
    let mut cut = whole.clone();
    cut.entries.pop();
    fails(&pretty(&cut), &[], "do not end where it says");
    cut.head = None;
    let end = whole.head.expect("a head").to_string();
    fails(&pretty(&cut), &["--head", &end], "it had 3.");
    holds(&pretty(&whole), &["--head", &end], &["up to entry 3"]);
    let mut other = whole.clone();
    other.entries[1].entry.push(' ');
    fails(&pretty(&other), &[], "Entry 2, or its place");
    let start = Head::start(NAME);
    let mut head = start;
    let stored = ["a", "b", "c"].map(|text| {
        head = head.append(text.as_bytes());
        (text.to_owned(), head.hash())
    });
    let rewritten = pretty(&Published::new(NAME, stored));
    holds(&rewritten, &["--head", &start.to_string()], &[]);
    fails(&rewritten, &["--head", &end], "Its past was changed");
    let elsewhere = Head::start("another").to_string();
    fails(&rewritten, &["--head", &elsewhere], "It is another log");

    let public = key().public().to_string();
    holds(&left(), &["--key", &public], &["the key you gave"]);
    let other = Key::new(&[8; 32]).public().to_string();
    fails(&left(), &["--key", &other], "Someone else signed it");
    fails(
        &left().replace("2 pledges", "3 pledges"),
        &[],
        "was changed after signing",
    );
    fails(&format!(" {}", left()), &[], "Its text was rewritten");
}

#[test]
fn what_cannot_be_checked_is_refused_with_what_was_expected() {
    refused("", &[], "audit.json, or a decision");
    refused("[]", &[], "audit.json, or a decision");
    refused("{}", &[], "forecast.json");
    refused(
        r#"{"ballots": []}"#,
        &[],
        "expected the record of a decision",
    );
    refused(r#"{"entries": []}"#, &[], "expected a log");
    refused(r#"{"signature": ""}"#, &[], "this is no signed statement");
    refused(&left(), &["--head", "1"], "no head of a log");
    refused(&left(), &["--key", "rsa:1"], "no public key");
    let head = Head::start(NAME).to_string();
    refused(
        &left(),
        &["--head", &head],
        "--head is not for a signed statement",
    );
    refused(
        &pretty(&log()),
        &["--share", "5%"],
        "--share is not for a log",
    );
    let public = key().public().to_string();
    refused(
        &pretty(&decision()),
        &["--key", &public],
        "--key is not for a decision",
    );
    refused("{}", &["--key", &public], "--key is not for a forecast");
}
