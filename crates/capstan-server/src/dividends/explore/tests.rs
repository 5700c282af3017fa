use super::*;

fn bin(people: u64, value: f64) -> Bin {
    Bin {
        people,
        value,
        low: value,
        high: value,
    }
}

#[test]
fn one_of_many_gets_what_each_would_get() {
    let look = Look {
        rule: "shift".into(),
        budget: "60000".into(),
        ..Look::default()
    };
    let few = Roll {
        people: 600,
        bins: vec![bin(1, 1.0), bin(1, 2.0), bin(1, 3.0)],
        pools: Vec::new(),
        example: false,
    };
    // 300 for the three who stand for 600: 100 each on average.
    assert_eq!(few.share(&look).unwrap().each, [0.0, 100.0, 200.0]);
}

/// A look at the example, changed.
fn looked(change: impl FnOnce(&mut Look)) -> Look {
    let mut look = Look {
        rule: "clip".into(),
        budget: "300".into(),
        ..Look::default()
    };
    change(&mut look);
    look
}

#[test]
fn every_part_of_a_chain_can_be_tried() {
    let each = |change: fn(&mut Look)| Roll::example().share(&looked(change)).unwrap().each;
    assert_eq!(each(|l| l.mixed = "equal".into()), [50.0, 50.0, 200.0]);
    let tenth = |l: &mut Look| {
        l.mixed = "equal".into();
        l.mixed_part = "10".into();
    };
    assert_eq!(each(tenth), [10.0, 10.0, 280.0]);
    assert_eq!(each(|l| l.equal = "50".into()), [50.0, 50.0, 200.0]);
    // By lot, what each can expect.
    assert_eq!(each(|l| l.lottery = "2".into()), [0.0, 0.0, 300.0]);
    let fee = |l: &mut Look| {
        l.rule = "equal".into();
        l.fee = "20".into();
        l.fee_cap = "10".into();
    };
    assert_eq!(each(fee), [90.0, 90.0, 90.0]);
    let steps = |l: &mut Look| {
        l.rule = "bins".into();
        l.first = "1".into();
    };
    assert_eq!(each(steps), [50.0, 100.0, 150.0]);
    let zero = |l: &mut Look| {
        l.rule = "positive".into();
        l.zero = "1".into();
    };
    assert_eq!(each(zero), [0.0, 150.0, 150.0]);
    let pool = |l: &mut Look| {
        l.base = "low".into();
        l.pool = "household".into();
    };
    assert_eq!(each(pool), [0.0, 0.0, 300.0]);
}

#[test]
fn what_lasts_names_its_currency_and_is_read_again() {
    let look = looked(|l| {
        l.fee = "0.20".into();
        l.minimum = "1".into();
        l.mixed = "softmax".into();
        l.t = "2".into();
        l.everyone = "yes".into();
    });
    let chain = look.lasting().unwrap();
    assert_eq!(chain.fee.as_ref().unwrap().each, "0.20 EUR");
    assert_eq!(chain.minimum.as_deref(), Some("1.00 EUR"));
    assert_eq!(chain.rule[1].set["t"], 2.0);
    let text = crate::dividends::chain::text(&chain);
    assert_eq!(crate::dividends::chain::checked(&text).unwrap(), text);
}

#[test]
fn what_cannot_be_tried_is_said_at_its_field() {
    type Case = (fn(&mut Look), &'static str, &'static str);
    let cases: [Case; 23] = [
        (|l| l.budget = "0".into(), "budget", "sharing-budget"),
        (|l| l.budget = "-5".into(), "budget", "sharing-budget"),
        (|l| l.budget = "1e30".into(), "budget", "sharing-budget"),
        (|l| l.budget = "0.001".into(), "budget", "sharing-budget"),
        (|l| l.budget = "1,000.00".into(), "budget", "sharing-budget"),
        (
            |l| l.currency = "XQX".into(),
            "currency",
            "sharing-currency",
        ),
        (|l| l.rule = "luck".into(), "rule", "sharing-rule"),
        (|l| l.mixed = "luck".into(), "mixed", "sharing-rule"),
        (|l| l.equal = "101".into(), "equal", "sharing-part"),
        (|l| l.equal = "half".into(), "equal", "sharing-number"),
        (
            |l| l.public_good = "100".into(),
            "public_good",
            "sharing-part",
        ),
        (|l| l.gini = "1".into(), "gini", "sharing-part"),
        (|l| l.lottery = "0".into(), "lottery", "sharing-lottery"),
        (
            |l| l.lottery = "4000000000".into(),
            "lottery",
            "sharing-lottery",
        ),
        (|l| l.fee = "-1".into(), "fee", "sharing-fee"),
        (|l| l.fee = "200".into(), "fee", "sharing-fee"),
        (|l| l.pool = "town".into(), "pool", "sharing-chain-here"),
        (|l| l.base = "high".into(), "base", "sharing-rule"),
        (|l| l.cap = "0.001".into(), "cap", "sharing-amount"),
        (
            |l| {
                l.rule = "power".into();
                l.g = "9".into();
            },
            "g",
            "sharing-range",
        ),
        (
            |l| {
                l.rule = "bins".into();
                l.count = "2.5".into();
            },
            "count",
            "sharing-whole",
        ),
        (
            |l| {
                l.lottery = "2".into();
                l.floor = "5".into();
            },
            "lottery",
            "sharing-conflict",
        ),
        (
            |l| {
                l.gini = "0.2".into();
                l.equal = "20".into();
            },
            "gini",
            "sharing-conflict",
        ),
    ];
    for (change, field, key) in cases {
        let problem = Roll::example().share(&looked(change)).unwrap_err();
        assert_eq!((problem.field, problem.key), (Some(field), key));
    }
    let part = looked(|l| {
        l.mixed = "equal".into();
        l.mixed_part = "100".into();
    });
    assert_eq!(part.chain().unwrap_err().field, Some("mixed_part"));
}

#[test]
fn a_group_is_paid_as_one_and_households_by_their_sizes() {
    let each = |pools: [u64; 2], rule: &str| {
        let roll = Roll {
            people: 10,
            bins: vec![bin(6, 1.0), bin(4, 2.0)],
            pools: pools.to_vec(),
            example: false,
        };
        let look = Look {
            rule: rule.into(),
            pool: "group".into(),
            budget: "500".into(),
            ..Look::default()
        };
        roll.share(&look).unwrap().each
    };
    // One group and four alone are five: 100 for each.
    assert_eq!(each([1, 0], "equal"), [100.0 / 6.0, 100.0]);
    // What six add together beside four times two, of 14.
    let [group, alone] = each([1, 0], "clip")[..] else {
        panic!("two steps")
    };
    assert!((group - 500.0 / 14.0).abs() < 0.01, "{group}");
    assert!((alone - 1000.0 / 14.0).abs() < 0.01, "{alone}");
    // Two households of three and two of two.
    assert_eq!(each([2, 2], "equal"), [250.0 / 6.0, 62.5]);
}

#[test]
fn others_add_nothing() {
    let roll = Roll {
        people: 20,
        bins: vec![bin(5, -1.0), bin(5, 2.0)],
        pools: Vec::new(),
        example: false,
    };
    let all = roll.clone().with_others(50);
    assert_eq!((all.people, all.bins[1].people), (50, 15));
    assert_eq!(all.bins[1].value, 0.0);
    assert_eq!(all.standing(), 25);
    assert_eq!(roll.clone().with_others(20), roll);
    assert_eq!(Roll::example().with_others(50), Roll::example());
}

#[test]
fn the_example_is_that_of_the_talk() {
    let of = |rule: &str| {
        let look = Look {
            rule: rule.into(),
            budget: "3".into(),
            ..Look::default()
        };
        Roll::example().share(&look).unwrap().each
    };
    assert_eq!(of("shift"), [0.0, 1.0, 2.0]);
    assert_eq!(of("clip"), [0.0, 0.0, 3.0]);
    assert_eq!(of("abs"), [1.5, 0.0, 1.5]);
    assert_eq!(of("equal"), [1.0, 1.0, 1.0]);
}
