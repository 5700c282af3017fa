use super::payments::{self, Payment};
use super::rounds::{self, Pot, Round, Share};
use super::spending::{self, Spending};
use super::{Account, Book, accounts, balances, entries};
use crate::error::StoreError;
use crate::store::{Conn, Store};
use crate::testing::{coalition, member, stores};
use crate::vault::{Key, Vault};
use crate::{coalitions, members};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;

const EURO: Book<'static> = Book {
    coalition: "riders",
    currency: "EUR",
    now: 5,
};
const PEOPLE: [&str; 4] = ["ana", "bo", "cho", "dee"];

/// A coalition with four members, and the accounts of all.
async fn riders(conn: &mut Conn, store: &Store) -> Vec<String> {
    coalitions::add(conn, &coalition("riders"), &[])
        .await
        .unwrap();
    let mut all = Vec::new();
    for name in PEOPLE {
        members::add(conn, &member("riders", name), name, name)
            .await
            .unwrap();
        let owner = accounts::owner(&store.keys, "riders", name);
        let account = accounts::open(conn, "riders", &owner).await.unwrap();
        let again = accounts::open(conn, "riders", &owner).await.unwrap();
        assert_eq!(again, account);
        all.push(account);
    }
    all
}

async fn round(conn: &mut Conn, vault: &Vault, id: &str, units: &[(&str, i64)]) {
    let row = Round {
        id: id.into(),
        coalition: "riders".into(),
        currency: "EUR".into(),
        period: "May".into(),
        chain: String::new(),
        charter: 1,
        ground: String::new(),
        units: units.iter().map(|u| u.1).sum(),
        received: 0,
        made: 1,
    };
    let shares: Vec<Share> = units
        .iter()
        .map(|(account, units)| Share {
            account: (*account).to_owned(),
            member: "ana".into(),
            units: *units,
            owed: 7,
            why: b"canary".to_vec(),
        })
        .collect();
    rounds::add(conn, vault, &row, &shares).await.unwrap();
}

fn pot(id: &str, round: &str, coins: i64, kept: i64) -> Pot {
    Pot {
        id: id.into(),
        round: round.into(),
        coins,
        kept,
        fees: 0,
        state: "waiting".into(),
        proposer: "ana".into(),
        confirmer: String::new(),
        made: 1,
    }
}

async fn money(conn: &mut Conn, pot: &Pot) {
    rounds::offer(conn, pot).await.unwrap();
    EURO.book(conn, pot, "bo").await.unwrap();
}

fn list(id: &str) -> Payment {
    Payment {
        id: id.into(),
        coalition: "riders".into(),
        currency: "EUR".into(),
        drawer: "ana".into(),
        made: 2,
    }
}

/// Every account is the sum of its entries, and all are zero together.
async fn balanced(conn: &mut Conn) -> BTreeMap<String, i64> {
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for entry in entries(conn, "riders").await.unwrap() {
        *sums.entry(entry.source).or_default() -= entry.coins;
        *sums.entry(entry.target).or_default() += entry.coins;
    }
    let kept = balances(conn, "riders").await.unwrap();
    let kept: BTreeMap<String, i64> = kept.into_iter().map(|b| (b.account, b.coins)).collect();
    assert_eq!(kept, sums);
    assert_eq!(kept.values().sum::<i64>(), 0);
    kept
}

#[tokio::test]
async fn money_is_booked_once_and_drawn_by_units() {
    for test in stores().await {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::new(folder.path(), &test.store.keys);
        let mut tx = test.store.begin().await.unwrap();
        let all = riders(&mut tx, &test.store).await;
        let [ana, bo] = [&*all[0], &*all[1]];
        round(&mut tx, &vault, "r", &[(ana, 1), (bo, 2)]).await;
        assert_eq!(EURO.due(&mut tx).await.unwrap(), BTreeMap::new());
        let first = pot("p", "r", 100, 10);
        money(&mut tx, &first).await;
        let twice = EURO.book(&mut tx, &first, "bo").await;
        assert!(matches!(twice, Err(StoreError::Taken { what: "coins" })));
        // A third of 100, rounded down; the coin that is left waits.
        let due = EURO.due(&mut tx).await.unwrap();
        assert_eq!((due[ana], due[bo]), (33, 66));
        let drawn = EURO.draw(&mut tx, &list("l"), &all, 0).await.unwrap();
        assert_eq!(drawn, 99);
        let held = balanced(&mut tx).await;
        assert_eq!((held["budget"], held["public-good"]), (-110, 10));
        assert_eq!((held["round:r"], held["bank"]), (1, 99));
        let again = EURO.draw(&mut tx, &list("m"), &all, 0).await.unwrap();
        assert_eq!(again, 0, "nothing is due twice");
        money(&mut tx, &pot("q", "r", 50, 0)).await;
        // 150 in all: 50 and 100, of which 33 and 66 were drawn.
        assert_eq!(EURO.due_to(&mut tx, ana).await.unwrap(), 17);
        assert_eq!(EURO.due_to(&mut tx, bo).await.unwrap(), 34);
        assert_eq!(EURO.draw(&mut tx, &list("n"), &all, 0).await.unwrap(), 51);
        assert_eq!(balanced(&mut tx).await["round:r"], 0);
        let late = EURO.unbook(&mut tx, &first).await;
        assert!(matches!(late, Err(StoreError::Taken { what: "coins" })));
    }
}

#[tokio::test]
async fn what_was_written_is_only_taken_back_by_another_entry() {
    for test in stores().await {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::new(folder.path(), &test.store.keys);
        let mut tx = test.store.begin().await.unwrap();
        let all = riders(&mut tx, &test.store).await;
        round(&mut tx, &vault, "r", &[(&all[0], 30), (&all[1], 0)]).await;
        let wrong = pot("p", "r", 30, 5);
        money(&mut tx, &wrong).await;
        EURO.unbook(&mut tx, &wrong).await.unwrap();
        assert!(EURO.due(&mut tx).await.unwrap().is_empty());
        assert_eq!(entries(&mut tx, "riders").await.unwrap().len(), 4);
        assert!(balanced(&mut tx).await.values().all(|coins| *coins == 0));
        assert!(EURO.unbook(&mut tx, &wrong).await.is_err(), "once");
        let states = rounds::pots(&mut tx, "r").await.unwrap();
        assert_eq!(states[0].state, "reversed");

        money(&mut tx, &pot("q", "r", 30, 0)).await;
        EURO.draw(&mut tx, &list("l"), &all, 0).await.unwrap();
        let none = EURO.came_back(&mut tx, "l", &all[1]).await;
        assert!(matches!(none, Err(StoreError::Missing { .. })));
        EURO.came_back(&mut tx, "l", &all[0]).await.unwrap();
        assert_eq!(EURO.due_to(&mut tx, &all[0]).await.unwrap(), 30);
        let paid = payments::paid(&mut tx, "riders", "l").await.unwrap();
        assert_eq!((paid.len(), paid[0].coins, paid[0].back), (1, 30, true));
        assert_eq!(EURO.draw(&mut tx, &list("m"), &all, 0).await.unwrap(), 30);
        balanced(&mut tx).await;
        tx.commit().await.unwrap();
        let mut tx = test.store.begin().await.unwrap();
        let twice = EURO.came_back(&mut tx, "l", &all[0]).await;
        assert!(matches!(twice, Err(StoreError::Taken { what: "entry" })));
        drop(tx);
        let mut tx = test.store.begin().await.unwrap();
        let ends = (Account::PublicGood, Account::Bank);
        let over = EURO.post(&mut tx, "spend", ends, 1).await;
        assert!(over.is_err(), "only the budget is below zero");
    }
}

fn spent(id: &str, source: Account<'_>, coins: i64) -> Spending {
    Spending {
        id: id.into(),
        coalition: "riders".into(),
        currency: "EUR".into(),
        source: source.to_string(),
        coins,
        purpose: "a room".into(),
        state: "waiting".into(),
        proposer: "ana".into(),
        confirmer: String::new(),
        made: 3,
    }
}

#[tokio::test]
async fn what_is_set_aside_pays_transfers_and_money_of_all_is_spent_once() {
    for test in stores().await {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::new(folder.path(), &test.store.keys);
        let keys = &test.store.keys;
        let mut tx = test.store.begin().await.unwrap();
        let all = riders(&mut tx, &test.store).await;
        round(&mut tx, &vault, "r", &[(&all[0], 1), (&all[1], 1)]).await;
        let first = Pot {
            fees: 8,
            ..pot("p", "r", 80, 12)
        };
        money(&mut tx, &first).await;
        assert_eq!(rounds::pots(&mut tx, "r").await.unwrap()[0].fees, 8);
        EURO.draw(&mut tx, &list("l"), &all[..1], 3).await.unwrap();
        let held = balanced(&mut tx).await;
        assert_eq!((held["fees"], held["bank"]), (5, 43));
        let paid = payments::paid(&mut tx, "riders", "l").await.unwrap();
        assert_eq!(paid.len(), 1, "a fee is nobody's payment");

        for (id, source, coins) in [
            ("s", Account::PublicGood, 10),
            ("t", Account::PublicGood, 3),
            ("u", Account::Fees, 5),
            ("v", Account::Bank, 1),
        ] {
            let one = spent(id, source, coins);
            spending::add(&mut tx, keys, &one, "Ana").await.unwrap();
        }
        let way = spending::way(&mut tx, keys, "s").await.unwrap();
        assert_eq!(way.as_deref(), Some("Ana"));
        let found = spending::of(&mut tx, "riders").await.unwrap();
        assert_eq!(found.len(), 4);
        let [s, t, u, v] = ["s", "t", "u", "v"].map(|id| {
            let one = found.iter().find(|one| one.id == id);
            one.cloned().unwrap()
        });
        EURO.spend(&mut tx, &s, "bo").await.unwrap();
        EURO.spend(&mut tx, &u, "bo").await.unwrap();
        let held = balanced(&mut tx).await;
        assert_eq!(
            (held["public-good"], held["fees"], held["bank"]),
            (2, 0, 58)
        );
        let twice = EURO.spend(&mut tx, &s, "bo").await;
        assert!(matches!(twice, Err(StoreError::Taken { what: "coins" })));
        let foreign = EURO.spend(&mut tx, &v, "bo").await;
        assert!(matches!(
            foreign,
            Err(StoreError::Missing { what: "account" })
        ));
        // What was kept of a round cannot be taken back once it is spent.
        round(&mut tx, &vault, "q", &[(&all[0], 1)]).await;
        let next = pot("n", "q", 5, 9);
        money(&mut tx, &next).await;
        let more = spent("w", Account::PublicGood, 4);
        spending::add(&mut tx, keys, &more, "").await.unwrap();
        EURO.spend(&mut tx, &more, "bo").await.unwrap();
        let late = EURO.unbook(&mut tx, &next).await;
        assert!(matches!(late, Err(StoreError::Taken { what: "coins" })));
        EURO.unspend(&mut tx, &more).await.unwrap();
        assert!(EURO.unspend(&mut tx, &more).await.is_err(), "once");
        EURO.unbook(&mut tx, &next).await.unwrap();
        assert_eq!(balanced(&mut tx).await["public-good"], 2);
        let states = spending::find(&mut tx, "riders", "w").await.unwrap();
        assert_eq!(states.unwrap().state, "reversed");
        spending::drop_waiting(&mut tx, "s").await.unwrap();
        spending::drop_waiting(&mut tx, "v").await.unwrap();
        assert_eq!(spending::of(&mut tx, "riders").await.unwrap().len(), 4);
        tx.commit().await.unwrap();
        let mut tx = test.store.begin().await.unwrap();
        let over = EURO.spend(&mut tx, &t, "bo").await;
        assert!(matches!(over, Err(StoreError::Missing { what: "coins" })));
    }
}

#[tokio::test]
async fn who_leaves_keeps_the_account_and_what_is_theirs_alone_stays_locked() {
    for test in stores().await {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::new(folder.path(), &test.store.keys);
        let keys = &test.store.keys;
        let mut tx = test.store.begin().await.unwrap();
        let all = riders(&mut tx, &test.store).await;
        vault.seal(Key::kept("ana", "d"), b"a donation").unwrap();
        round(&mut tx, &vault, "r", &[(&all[0], 10)]).await;
        let early = rounds::earned(&mut tx, &vault, &all[0], Some("ana")).await;
        assert!(early.unwrap().is_empty(), "nothing came in");
        money(&mut tx, &pot("p", "r", 10, 0)).await;
        let earned = rounds::earned(&mut tx, &vault, &all[0], Some("ana")).await;
        let earned = earned.unwrap();
        assert_eq!((earned[0].coins, earned[0].drawn), (10, 0));
        assert_eq!(earned[0].why.as_deref(), Some(&b"canary"[..]));
        let owed = rounds::owed(&mut tx, "riders", "EUR").await.unwrap();
        assert_eq!(owed, BTreeMap::from([(all[0].clone(), 7)]));

        accounts::set_way(&mut tx, keys, &all[0], Some("ES91"))
            .await
            .unwrap();
        let theirs = accounts::of_member(&mut tx, keys, "ana").await.unwrap();
        assert_eq!(theirs.as_ref(), Some(&all[0]));
        members::remove(&mut tx, "ana").await.unwrap();
        let gone = accounts::of_member(&mut tx, keys, "ana").await.unwrap();
        assert_eq!(gone, None);
        let theirs = accounts::of_person(&mut tx, keys, "ana").await.unwrap();
        assert_eq!(theirs, [("riders".to_owned(), all[0].clone())]);
        let none = accounts::of_person(&mut tx, keys, "eve").await.unwrap();
        assert!(none.is_empty());
        vault.destroy(Key::made("ana")).unwrap();
        let owner = accounts::owner(keys, "riders", "ana");
        let account = accounts::of(&mut tx, "riders", &owner).await.unwrap();
        assert_eq!(account.as_ref(), Some(&all[0]));
        assert_eq!(EURO.due_to(&mut tx, &all[0]).await.unwrap(), 10);
        let left = rounds::earned(&mut tx, &vault, &all[0], None).await;
        assert_eq!(left.unwrap()[0].why, None);
        let way = accounts::way(&mut tx, keys, &all[0]).await.unwrap();
        assert_eq!(way.as_deref(), Some("ES91"));
        accounts::set_way(&mut tx, keys, &all[0], None)
            .await
            .unwrap();
        assert_eq!(accounts::way(&mut tx, keys, &all[0]).await.unwrap(), None);
        let there = accounts::members(&mut tx, keys, "riders").await.unwrap();
        assert!(!there.contains_key(&owner) && there.len() == 3);
    }
}

#[tokio::test]
async fn a_step_that_is_not_finished_leaves_nothing() {
    for test in stores().await {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::new(folder.path(), &test.store.keys);
        let mut tx = test.store.begin().await.unwrap();
        let all = riders(&mut tx, &test.store).await;
        round(&mut tx, &vault, "r", &[(&all[0], 10)]).await;
        let waiting = pot("p", "r", 10, 0);
        assert!(!rounds::waits(&mut tx, "riders").await.unwrap());
        rounds::offer(&mut tx, &waiting).await.unwrap();
        assert!(rounds::waits(&mut tx, "riders").await.unwrap());
        tx.commit().await.unwrap();
        let mut tx = test.store.begin().await.unwrap();
        EURO.book(&mut tx, &waiting, "bo").await.unwrap();
        drop(tx);
        let mut tx = test.store.begin().await.unwrap();
        assert!(entries(&mut tx, "riders").await.unwrap().is_empty());
        assert_eq!(rounds::pots(&mut tx, "r").await.unwrap()[0], waiting);
        EURO.book(&mut tx, &waiting, "bo").await.unwrap();
        assert_eq!(EURO.due_to(&mut tx, &all[0]).await.unwrap(), 10);
        assert!(!rounds::waits(&mut tx, "riders").await.unwrap());
        rounds::drop_offer(&mut tx, "p").await.unwrap();
        assert_eq!(rounds::pots(&mut tx, "r").await.unwrap().len(), 1);
        assert_eq!(rounds::sharers(&mut tx, "r").await.unwrap(), 1);
        rounds::remove(&mut tx, "r").await.unwrap();
        let kept = rounds::find(&mut tx, "riders", "r").await.unwrap();
        assert!(kept.is_some(), "it received something");
    }
}

#[derive(Clone, Debug)]
enum Act {
    Round([i64; 4]),
    Money(usize, i64, i64),
    Draw([bool; 4]),
    Back(usize, usize),
    Unbook(usize),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        1 => prop::array::uniform4(0..9_i64).prop_map(Act::Round),
        4 => (0..9_usize, 0..500_i64, 0..9_i64).prop_map(|(r, c, k)| Act::Money(r, c, k)),
        2 => prop::array::uniform4(any::<bool>()).prop_map(Act::Draw),
        2 => (0..9_usize, 0..4_usize).prop_map(|(l, who)| Act::Back(l, who)),
        1 => (0..9_usize).prop_map(Act::Unbook),
    ]
}

/// What splitting every payment anew would give.
#[derive(Default)]
struct Model {
    rounds: Vec<([i64; 4], i64, bool)>,
    drawn: Vec<[i64; 4]>,
    pots: Vec<(usize, Pot, bool)>,
    lists: Vec<[i64; 4]>,
    held: [i64; 4],
}

impl Model {
    fn earned(&self, round: usize, who: usize) -> i64 {
        let (units, received, _) = self.rounds[round];
        received * units[who] / units.iter().sum::<i64>()
    }

    fn due(&self, who: usize) -> i64 {
        let open = (0..self.rounds.len()).map(|r| self.earned(r, who) - self.drawn[r][who]);
        open.sum::<i64>() + self.held[who]
    }
}

#[tokio::test]
async fn whatever_happens_it_sums_to_zero_and_is_what_splitting_each_payment_gives() {
    let mut runner = TestRunner::deterministic();
    for test in stores().await {
        for _ in 0..12 {
            let acts = prop::collection::vec(act(), 30..60)
                .new_tree(&mut runner)
                .unwrap()
                .current();
            let folder = tempfile::tempdir().unwrap();
            let vault = Vault::new(folder.path(), &test.store.keys);
            // Undone in the end, so that the next begins anew.
            let mut tx = test.store.begin().await.unwrap();
            let all = riders(&mut tx, &test.store).await;
            let mut model = Model::default();
            for (at, act) in acts.into_iter().enumerate() {
                match act {
                    Act::Round(units) if units.iter().sum::<i64>() > 0 => {
                        let id = format!("r{}", model.rounds.len());
                        let units_of: Vec<(&str, i64)> =
                            all.iter().map(|a| &**a).zip(units).collect();
                        round(&mut tx, &vault, &id, &units_of).await;
                        model.rounds.push((units, 0, false));
                        model.drawn.push([0; 4]);
                    }
                    Act::Money(round, coins, kept) if !model.rounds.is_empty() => {
                        let round = round % model.rounds.len();
                        let one = pot(&format!("p{at}"), &format!("r{round}"), coins, kept);
                        money(&mut tx, &one).await;
                        model.rounds[round].1 += coins;
                        model.pots.push((round, one, true));
                    }
                    Act::Draw(who) => {
                        let chosen = (0..4).filter(|&w| who[w]);
                        let accounts: Vec<String> = chosen.map(|w| all[w].clone()).collect();
                        let mut paid = [0; 4];
                        for w in (0..4).filter(|&w| who[w]) {
                            paid[w] = model.due(w);
                            for r in 0..model.rounds.len() {
                                let earned = model.earned(r, w);
                                model.rounds[r].2 |= earned > 0;
                                model.drawn[r][w] = earned;
                            }
                            model.held[w] = 0;
                        }
                        let id = format!("l{}", model.lists.len());
                        let sum = EURO.draw(&mut tx, &list(&id), &accounts, 0).await.unwrap();
                        assert_eq!(sum, paid.iter().sum::<i64>());
                        model.lists.push(paid);
                    }
                    Act::Back(which, who) if !model.lists.is_empty() => {
                        let which = which % model.lists.len();
                        if model.lists[which][who] > 0 {
                            let id = format!("l{which}");
                            EURO.came_back(&mut tx, &id, &all[who]).await.unwrap();
                            model.held[who] += model.lists[which][who];
                            // Once only.
                            model.lists[which][who] = 0;
                        }
                    }
                    Act::Unbook(which) if !model.pots.is_empty() => {
                        let which = which % model.pots.len();
                        let (round, one, booked) = model.pots[which].clone();
                        let may = booked && !model.rounds[round].2;
                        let done = EURO.unbook(&mut tx, &one).await;
                        assert_eq!(done.is_ok(), may, "{done:?}");
                        if may {
                            model.rounds[round].1 -= one.coins;
                            model.pots[which].2 = false;
                        }
                    }
                    _ => {}
                }
                balanced(&mut tx).await;
                let due = EURO.due(&mut tx).await.unwrap();
                for (w, account) in all.iter().enumerate() {
                    assert_eq!(due.get(account).copied().unwrap_or(0), model.due(w));
                }
            }
        }
    }
}
