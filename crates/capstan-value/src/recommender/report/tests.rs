//! Values that are told, whatever they are.

use super::*;
use crate::interaction::Bond;
use crate::recommender::result::{
    CoalitionLine, DesignNote, Halving, Line, MethodNote, ModelNote, Note, Pair, Reading,
    UnionLine, UnitNote, WorthNote,
};
use capstan_report::faults;
use capstan_stats::Interval;
use capstan_worlds::DataNote;

fn reading(view: &str, value: f64, reach: f64) -> Reading {
    Reading::new(view, Some(Interval::around(value, reach)))
}

fn line(id: &str, people: usize, value: f64, groups: bool) -> Line {
    Line {
        id: id.to_owned(),
        people,
        views: vec![
            reading("everyone", value, 0.004),
            reading("strikers", value * 2.0, 0.006),
            reading("bystanders", value / 4.0, 0.003),
        ],
        leverage: groups.then(|| reading("everyone", value / 2.0, 0.004)),
        stand_alone: groups.then(|| reading("everyone", value * 1.5, 0.004)),
    }
}

/// Three groups: one adds, one takes away, of one we cannot tell.
fn groups() -> RatingsValues {
    let pair = |a: &str, b: &str, value: f64| Pair {
        a: a.to_owned(),
        b: b.to_owned(),
        interaction: reading("everyone", value, 0.002),
        bond: Some(Bond::of(Interval::around(value, 0.002))),
        synergy: reading("everyone", -value, 0.002),
    };
    RatingsValues {
        capstan: "0.1.0".to_owned(),
        processor: "any".to_owned(),
        seed: 7,
        data: DataNote {
            name: "ratings.csv".to_owned(),
            hash: "abc".to_owned(),
            users: 610,
            items: 900,
            ratings: 12345,
            scale: [0.5, 5.0],
            relevant: 4.0,
            source: serde_json::Value::Null,
        },
        model: ModelNote {
            name: "ease".to_owned(),
            params: capstan_learn::Params::default(),
            source: "Steck 2019".to_owned(),
        },
        unit: UnitNote {
            name: "groups.csv".to_owned(),
            hash: Some("def".to_owned()),
            ungrouped: 12,
        },
        method: MethodNote {
            name: "shapley".to_owned(),
            source: "Shapley 1953".to_owned(),
            drawn: false,
        },
        metric: "ndcg@10".to_owned(),
        view: "everyone".to_owned(),
        design: DesignNote {
            folds: 5,
            replicates: 4,
            tolerance: None,
            budget: None,
            subsets: 8,
            worlds: 32,
            draws: 0,
        },
        worths: vec![WorthNote {
            view: "everyone".to_owned(),
            everybody: Some(0.8123),
            nobody: Some(0.7701),
            everybody_within: Some([0.8, 0.82]),
            nobody_within: Some([0.76, 0.78]),
        }],
        values: vec![
            line("north", 100, 0.0213, true),
            line("south", 40, 0.0011, true),
            line("west", 9, -0.0102, true),
        ],
        excess: None,
        unions: Vec::new(),
        coalitions: Vec::new(),
        pairs: vec![
            pair("north", "south", 0.005),
            pair("north", "west", -0.004),
            pair("south", "west", 0.001),
        ],
        halving: Halving {
            worlds: Some(96),
            people: None,
        },
        usefulness: None,
        notes: vec![Note::Overlap],
    }
}

/// Two people by leaving one out, one of whom has no value.
fn people() -> RatingsValues {
    let mut values = groups();
    values.unit = UnitNote {
        name: "user".to_owned(),
        hash: None,
        ungrouped: 0,
    };
    values.method.name = "loo".to_owned();
    values.metric = "rmse".to_owned();
    values.values = vec![line("1", 1, 0.012, false), line("2", 1, 0.001, false)];
    values.values[1].views[0] = Reading::new("everyone", None);
    values.pairs.clear();
    values.worths[0].nobody = None;
    values.halving = Halving {
        worlds: None,
        people: Some(1830),
    };
    values.notes = vec![Note::Synthetic, Note::OneReplicate, Note::ToleranceMissed];
    values
}

#[test]
fn both_languages_say_the_same() {
    let sources = [
        include_str!("mod.rs"),
        include_str!("say.rs"),
        include_str!("tables.rs"),
    ];
    assert_eq!(faults(&words(), &sources), Vec::<String>::new());
}

#[test]
fn texts_are_as_they_were() {
    insta::assert_snapshot!("groups_en", text(&groups(), Lang::En));
    insta::assert_snapshot!("groups_es", text(&groups(), Lang::Es));
    insta::assert_snapshot!("people_en", text(&people(), Lang::En));
    insta::assert_snapshot!("people_es", text(&people(), Lang::Es));
}

#[test]
fn what_cannot_be_told_is_said_first() {
    let mut values = groups();
    values.values[0].views[0] = reading("everyone", 0.001, 0.004);
    assert!(text(&values, Lang::En).starts_with("No group adds what we can tell, and west takes"));
    values.values[2].views[0] = reading("everyone", 0.001, 0.004);
    assert!(text(&values, Lang::En).starts_with("We cannot tell that the data of any group"));
    let mut values = people();
    assert!(text(&values, Lang::En).starts_with("We cannot tell that the data of any one"));
    // More than chance would have.
    values.values = vec![values.values[0].clone(); 2];
    assert!(text(&values, Lang::En).starts_with("The data of 2 of 2 people make a difference"));
}

#[test]
fn pages_are_told_whole() {
    for lang in Lang::ALL {
        let page = page(&groups(), lang);
        assert!(page.contains("north") && page.contains("<svg") && page.contains("capstan verify"));
        assert!(!page.contains("NaN"));
        let mut shared = groups();
        shared.method.name = "nucleolus".to_owned();
        shared.excess = Some(reading("everyone", -0.02, 0.004));
        shared.unions = vec![UnionLine {
            name: "coast".to_owned(),
            groups: vec!["north".to_owned(), "west".to_owned()],
            value: reading("everyone", 0.01, 0.004),
        }];
        shared.coalitions = vec![CoalitionLine {
            groups: vec!["north".to_owned(), "south".to_owned()],
            leverage: reading("everyone", 0.03, 0.004),
            stand_alone: reading("everyone", 0.02, 0.004),
            synergy: reading("everyone", 0.01, 0.004),
        }];
        let page = super::page(&shared, lang);
        let told = text(&shared, lang);
        for word in ["coast", "20"] {
            assert!(page.contains(word) && told.contains(word), "{word}: {told}");
        }
        assert!(told.contains(["north and south:", "north y south:"][lang as usize]));
        for method in ["owen", "banzhaf", "permutation"] {
            let mut values = groups();
            values.method.name = method.to_owned();
            values.method.drawn = true;
            values.design.draws = 64;
            values.view = "bystanders".to_owned();
            values.notes = vec![Note::ToleranceMet];
            assert!(text(&values, lang).contains("64"), "{method}");
        }
    }
    // No single person is named in what is shown.
    let mut one = people();
    one.values[0].id = "ann@example.org".to_owned();
    assert!(!page(&one, Lang::En).contains("ann@example.org"));
}
