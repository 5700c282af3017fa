//! The store's life of a campaign against the rule's.

use super::ledger::{Act, Ledger};
use super::{find, open, rounds, seen_by};
use crate::campaigns::{self, Campaign};
use crate::coalitions;
use crate::error::StoreError;
use crate::id::{DAY, Micros};
use crate::members::{self, Member};
use crate::store::{Conn, Store};
use crate::testing::{self, stores};
use capstan_coalition::campaign::{Brief, State};
use capstan_coalition::lever::Lever;
use capstan_coalition::pledge::{
    self as rule, Audience, Counting, Event, Need, Stand, Terms, Tier,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sqlx::Row;
use std::collections::BTreeMap;

const PEOPLE: u64 = 16;

fn terms() -> Terms {
    Terms {
        threshold: 10,
        opens: 0,
        step: DAY,
        window: 7 * DAY,
        closes: 60 * DAY,
    }
}

/// Of every sixth person too little is known to count.
fn tier(member: u64) -> Tier {
    match member % 6 {
        0 => Tier::Email,
        1 => Tier::Verified,
        _ => Tier::Invitation,
    }
}

fn counting() -> Counting {
    Counting::at_least(Tier::Invitation).unwrap()
}

fn name(member: u64) -> String {
    format!("m{member}")
}

async fn people(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    coalitions::add(&mut tx, &testing::coalition("c"), &[])
        .await
        .unwrap();
    for n in 0..PEOPLE {
        let member = Member {
            tier: tier(n).key().into(),
            ..testing::member("c", &name(n))
        };
        members::add(&mut tx, &member, &name(n), &name(n))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

async fn campaign(conn: &mut Conn) {
    let campaign = Campaign {
        id: "k".into(),
        coalition: "c".into(),
        state: State::Open,
        brief: Brief {
            title: "Tell us".into(),
            operator: "Rides".into(),
            system: "Pay".into(),
            demand: "Tell us.".into(),
            levers: vec![Lever::Strike],
            group: None,
            stop: "Told.".into(),
            claims: Vec::new(),
            terms: terms(),
            counting: counting(),
            poison: None,
        },
        hosts: Vec::new(),
        counsel: None,
        note: String::new(),
        outcome: None,
        made: 0,
        opened: 0,
        ended: 0,
    };
    campaigns::put(conn, &campaign).await.unwrap();
    open(conn, "k", &terms(), counting()).await.unwrap();
}

/// What someone does, and by how much the clock moves before.
type Acts = Vec<(Micros, rule::Act)>;

fn acts() -> impl Strategy<Value = Acts> {
    let member = || (0..PEOPLE).prop_map(rule::Member);
    let need = |member: rule::Member, others| counting().need(others, tier(member.0));
    let audience = || prop::sample::select(Audience::ALL.to_vec());
    let act = prop_oneof![
        1 => (member(), prop::sample::select(vec![0u64, 0, 10, 20, 11]), audience()).prop_map(
            move |(member, others, audience)| rule::Act::Pledge {
                member,
                need: need(member, others),
                audience,
            }
        ),
        // Round 0 stands for the one that the last notice named.
        26 => (member(), prop_oneof![9 => Just(0u64), 1 => 1u64..4])
            .prop_map(|(member, round)| rule::Act::Confirm { member, round }),
        1 => member().prop_map(|member| rule::Act::Withdraw { member }),
        3 => Just(rule::Act::Wait),
    ];
    let jump = prop_oneof![60 => 0..DAY / 4, 1 => -3 * DAY..9 * DAY];
    let opening = (0..PEOPLE).prop_map(move |n| rule::Act::Pledge {
        member: rule::Member(n),
        need: need(rule::Member(n), 0),
        audience: Audience::Public,
    });
    let start = prop::collection::vec((Just(0), opening), 10..90);
    let rest = prop::collection::vec((jump, act), 0..260);
    (-1..1i64, start, rest, 0u8..8).prop_map(|(first, start, rest, close)| {
        let mut all: Acts = vec![(first, rule::Act::Wait)];
        all.extend(start);
        all.push((DAY, rule::Act::Wait));
        all.extend(rest);
        if close == 0 {
            all.insert(all.len() / 2, (0, rule::Act::Close));
        }
        all
    })
}

fn act(act: &rule::Act) -> Act {
    match *act {
        rule::Act::Pledge {
            member,
            need,
            audience,
        } => Act::Pledge {
            member: name(member.0),
            others: need.others,
            audience,
        },
        rule::Act::Withdraw { member } => Act::Withdraw {
            member: name(member.0),
        },
        rule::Act::Confirm { member, round } => Act::Confirm {
            member: name(member.0),
            round,
        },
        rule::Act::Close => Act::Close,
        rule::Act::Wait => Act::Wait,
    }
}

async fn stands(conn: &mut Conn) -> BTreeMap<String, String> {
    let rows = sqlx::query("SELECT member, stand FROM pledges")
        .fetch_all(conn)
        .await
        .unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

/// The notices there are, by their key.
async fn notices(conn: &mut Conn) -> BTreeMap<String, i64> {
    let rows = sqlx::query("SELECT key, count(*) FROM notices GROUP BY key")
        .fetch_all(conn)
        .await
        .unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

/// Lets the same people act in the store and in the rule. Gives how many were
/// shown.
async fn follow(conn: &mut Conn, acts: Acts) -> Result<u64, TestCaseError> {
    campaign(conn).await;
    let mut drive = rule::Drive::open(terms()).unwrap();
    let mut ledger = Ledger::default();
    let (mut clock, mut round) = (0, 0);
    let mut told: BTreeMap<String, i64> = BTreeMap::new();
    let mut tell = |key: &str, n: i64| {
        if n > 0 {
            *told.entry(key.to_owned()).or_default() += n;
        }
    };
    let mut shown = 0;
    for (at, (jump, mut next)) in acts.into_iter().enumerate() {
        if let rule::Act::Confirm {
            round: asked @ 0, ..
        } = &mut next
        {
            *asked = round;
        }
        clock += jump;
        let of = |drive: &rule::Drive, stand| {
            let people = (0..PEOPLE).map(rule::Member);
            people.filter(|&m| drive.stand(m) == Some(stand)).count() as i64
        };
        let before = [Stand::Pledged, Stand::Noticed, Stand::Confirmed];
        let waiting: i64 = before.iter().map(|&stand| of(&drive, stand)).sum();
        let (events, expected) = drive.apply(clock, &next);
        let next_act = act(&next);
        if at % 3 == 0 {
            let acts = [("k", &next_act)].into_iter();
            ledger.meet(conn, acts).await.unwrap();
        }
        let found = ledger.apply(conn, "k", clock, &next_act).await.unwrap();
        prop_assert_eq!(found, expected, "{:?}", next);
        let some = |is: fn(&Event) -> bool| events.iter().filter(|e| is(e)).count() as i64;
        let lapsed = some(|e| matches!(e, Event::Lapsed { .. }));
        let revealed = some(|e| matches!(e, Event::Revealed { .. }));
        tell(
            "pledge-confirm",
            some(|e| matches!(e, Event::Notice { .. })),
        );
        tell("pledge-lapsed", lapsed);
        tell("pledge-shown", revealed);
        if some(|e| *e == Event::Closed) > 0 {
            tell("pledge-ended", waiting - lapsed - revealed);
        }
        shown += revealed;
        for event in &events {
            if let Event::Notice { round: named, .. } = event {
                round = *named;
            }
        }
        if at % 3 == 0 {
            // What was read back goes on alike, and equals a recount.
            ledger.close(conn).await.unwrap();
            ledger = Ledger::default();
            let expected: BTreeMap<String, String> = (0..PEOPLE)
                .filter_map(|n| {
                    let stand = drive.stand(rule::Member(n))?;
                    Some((name(n), stand.key().to_owned()))
                })
                .collect();
            prop_assert_eq!(stands(conn).await, expected);
            let rows = sqlx::query("SELECT tier, others, n FROM pledge_sizes WHERE n > 0")
                .fetch_all(&mut *conn)
                .await
                .unwrap();
            let kept: BTreeMap<(String, u64), u64> = rows
                .iter()
                .map(|r| {
                    (
                        (r.get(0), r.get::<i64, _>(1) as u64),
                        r.get::<i64, _>(2) as u64,
                    )
                })
                .collect();
            let counted = rounds::counted(conn, "k").await.unwrap();
            let counted: BTreeMap<(String, u64), u64> = counted
                .into_iter()
                .map(|((tier, others), n)| ((tier.key().to_owned(), others), n))
                .collect();
            prop_assert_eq!(kept, counted);
        }
    }
    ledger.close(conn).await.unwrap();
    // The rule says nothing of those who wait for another round.
    let mut found = notices(conn).await;
    found.remove("pledge-waits");
    prop_assert_eq!(found, told);
    for audience in Audience::ALL {
        let mut expected: Vec<String> = drive.seen_by(*audience).map(|m| name(m.0)).collect();
        expected.sort();
        let seen = seen_by(conn, "k", *audience, None, 100).await.unwrap();
        prop_assert_eq!(seen, expected);
    }
    Ok(shown as u64)
}

#[test]
fn a_campaign_lives_as_the_rule_says() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    for test in runtime.block_on(stores()) {
        runtime.block_on(people(&test.store));
        let shown = std::cell::Cell::new(0);
        let config = Config {
            cases: 60,
            failure_persistence: None,
            ..Config::default()
        };
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        TestRunner::new_with_rng(config, rng)
            .run(&acts(), |acts| {
                runtime.block_on(async {
                    // Never committed, so that each campaign starts anew.
                    let mut tx = test.store.begin().await.unwrap();
                    shown.set(shown.get() + follow(&mut tx, acts).await?);
                    Ok(())
                })
            })
            .unwrap();
        assert!(shown.get() > 0, "no campaign got as far as names");
    }
}

async fn pledged(conn: &mut Conn, people: impl Iterator<Item = u64>, others: u64) {
    let mut ledger = Ledger::default();
    for n in people {
        let act = Act::Pledge {
            member: name(n),
            others,
            audience: Audience::Participants,
        };
        let done = ledger.apply(conn, "k", 1, &act).await.unwrap();
        assert_eq!(done, Ok(()));
    }
    ledger.close(conn).await.unwrap();
}

#[tokio::test]
async fn sizes_are_published_on_the_clock_only() {
    for test in stores().await {
        people(&test.store).await;
        let mut tx = test.store.begin().await.unwrap();
        campaign(&mut tx).await;
        pledged(&mut tx, 0..PEOPLE, 5_000_000).await;
        let sizes = |drive: super::Drive| (drive.sizes_at, drive.sizes.counted);
        let read = super::drive(&mut tx, "k").await.unwrap().unwrap();
        assert_eq!(sizes(read), (0, 0));
        assert!(super::due(&mut tx, DAY - 1).await.unwrap().is_empty());
        assert_eq!(super::due(&mut tx, DAY).await.unwrap(), ["k"]);
        let mut ledger = Ledger::default();
        ledger.advance(&mut tx, "k", 2 * DAY + 5).await.unwrap();
        // Sixteen pledges of which thirteen count, none of them bound.
        ledger.close(&mut tx).await.unwrap();
        let read = super::drive(&mut tx, "k").await.unwrap().unwrap();
        let invited = read.sizes.tiers[Tier::Invitation as usize];
        assert_eq!(invited, (Tier::Invitation, 10));
        assert_eq!(read.sizes.tiers[Tier::Email as usize], (Tier::Email, 0));
        assert_eq!(sizes(read), (2 * DAY, 10));
        // Those who leave between two times of the clock are not seen to.
        let mut ledger = Ledger::default();
        for n in 0..PEOPLE {
            let act = Act::Withdraw { member: name(n) };
            let done = ledger.apply(&mut tx, "k", 2 * DAY + 6, &act).await.unwrap();
            assert_eq!(done, Ok(()));
        }
        ledger.close(&mut tx).await.unwrap();
        let read = super::drive(&mut tx, "k").await.unwrap().unwrap();
        assert_eq!(sizes(read), (2 * DAY, 10));
        let mut ledger = Ledger::default();
        ledger.advance(&mut tx, "k", 3 * DAY).await.unwrap();
        ledger.close(&mut tx).await.unwrap();
        let read = super::drive(&mut tx, "k").await.unwrap().unwrap();
        assert_eq!(sizes(read), (3 * DAY, 0));
    }
}

#[tokio::test]
async fn a_pledge_counts_by_what_is_known_now_until_its_person_is_shown() {
    for test in stores().await {
        people(&test.store).await;
        let mut tx = test.store.begin().await.unwrap();
        campaign(&mut tx).await;
        pledged(&mut tx, 0..PEOPLE, 0).await;
        let mut ledger = Ledger::default();
        let mut know = async |ledger: &mut Ledger, n: u64, tier: Tier| {
            members::set_tier(&mut tx, &name(n), tier.key())
                .await
                .unwrap();
            let act = Act::Known { member: name(n) };
            let done = ledger.apply(&mut tx, "k", 1, &act).await.unwrap();
            assert_eq!(done, Ok(()));
            let live = ledger.live(&mut tx, "k").await.unwrap();
            let recount = super::rounds::counted(&mut tx, "k").await.unwrap();
            assert!(live.sizes_are(&recount));
            let own = super::find(&mut tx, "k", &name(n)).await.unwrap().unwrap();
            (own.tier, own.need.counted, own.stand)
        };
        let pledged = Stand::Pledged;
        let found = know(&mut ledger, 0, Tier::Vouched).await;
        assert_eq!(found, (Tier::Vouched, true, pledged));
        let found = know(&mut ledger, 0, Tier::None).await;
        assert_eq!(found, (Tier::None, false, pledged));
        sqlx::query("UPDATE pledges SET stand = 'revealed' WHERE member = 'm1'")
            .execute(&mut *tx)
            .await
            .unwrap();
        let mut ledger = Ledger::default();
        members::set_tier(&mut tx, "m1", "none").await.unwrap();
        let act = Act::Known { member: name(1) };
        ledger.apply(&mut tx, "k", 1, &act).await.unwrap().unwrap();
        let shown = super::find(&mut tx, "k", "m1").await.unwrap().unwrap();
        assert_eq!((shown.tier, shown.need.counted), (tier(1), true));
    }
}

#[tokio::test]
async fn a_threshold_above_everyone_waits_and_counts_for_others() {
    for test in stores().await {
        people(&test.store).await;
        let mut tx = test.store.begin().await.unwrap();
        campaign(&mut tx).await;
        pledged(&mut tx, 1..12, 0).await;
        pledged(&mut tx, 12..PEOPLE, 5_000_000).await;
        let mut ledger = Ledger::default();
        ledger.advance(&mut tx, "k", DAY).await.unwrap();
        ledger.close(&mut tx).await.unwrap();
        for n in 1..PEOPLE {
            let found = find(&mut tx, "k", &name(n)).await.unwrap().unwrap();
            let expected = if n < 12 {
                Stand::Noticed
            } else {
                Stand::Pledged
            };
            assert_eq!(found.stand, expected);
            let counted = n % 6 != 0;
            assert_eq!(
                found.need,
                Need {
                    counted,
                    ..found.need
                }
            );
        }
    }
}

#[tokio::test]
async fn nobody_pledges_elsewhere_or_leaves_a_count_behind() {
    for test in stores().await {
        people(&test.store).await;
        let mut tx = test.store.begin().await.unwrap();
        campaign(&mut tx).await;
        pledged(&mut tx, 1..2, 0).await;
        let stranger = Act::Pledge {
            member: "stranger".into(),
            others: 0,
            audience: Audience::Public,
        };
        let mut ledger = Ledger::default();
        let refused = ledger.apply(&mut tx, "k", 1, &stranger).await;
        assert!(matches!(
            refused,
            Err(StoreError::Missing { what: "member" })
        ));
        let none = ledger.apply(&mut tx, "none", 1, &Act::Wait).await;
        assert!(matches!(
            none,
            Err(StoreError::Missing { what: "campaign" })
        ));
        ledger.close(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = test.store.begin().await.unwrap();
        sqlx::query("DELETE FROM members WHERE id = 'm1'")
            .execute(&mut *tx)
            .await
            .unwrap();
        assert!(tx.commit().await.is_err(), "a pledge was left behind");
        // A coalition goes with all that is in it.
        let mut tx = test.store.begin().await.unwrap();
        sqlx::query("DELETE FROM coalitions WHERE id = 'c'")
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_size_that_is_not_that_of_a_recount_is_seen() {
    for test in stores().await {
        people(&test.store).await;
        let mut tx = test.store.begin().await.unwrap();
        campaign(&mut tx).await;
        pledged(&mut tx, 1..12, 10).await;
        let (buckets, same) = super::recount(&mut tx, "k").await.unwrap();
        // Of eleven people one is known too little to count.
        let rows: Vec<(Need, u64)> = buckets.rows().collect();
        let need = |counted| Need {
            others: 10,
            counted,
        };
        assert_eq!(
            (rows, same),
            (vec![(need(true), 10), (need(false), 1)], true)
        );
        sqlx::query("UPDATE pledge_sizes SET n = n + 1 WHERE tier = 'verified'")
            .execute(&mut *tx)
            .await
            .unwrap();
        let (again, same) = super::recount(&mut tx, "k").await.unwrap();
        assert_eq!((again, same), (buckets, false));
    }
}

/// Where a coalition has a million members, walking through it for each
/// transaction is a thousand times slower than looking up who pledges.
#[tokio::test]
async fn who_pledges_is_looked_up_one_by_one() {
    let store = crate::testing::sqlite().await;
    let mut conn = store.store.read().await.unwrap();
    let ask = format!("EXPLAIN QUERY PLAN {}", super::book::meeting(16));
    let mut query = sqlx::query(sqlx::AssertSqlSafe(ask));
    for place in 0..17 {
        query = query.bind(name(place));
    }
    let rows = query.fetch_all(&mut *conn).await.unwrap();
    let steps: Vec<String> = rows.iter().map(|row| row.get(3)).collect();
    let by_index = |table: &str, on: &str| {
        let found = |step: &&String| step.contains(&format!(" {table} ")) && step.contains(on);
        assert!(steps.iter().any(|step| found(&step)), "{steps:?}");
    };
    by_index("m", "(id=?)");
    by_index("p", "(member=? AND campaign=?)");
}
