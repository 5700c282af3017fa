//! Sharing out money by the chain that the charter holds: worked out by one
//! steward, confirmed by another, and only then booked.

use crate::app::App;
use crate::coalitions::acts::{Standing, standing};
use crate::dividends::chain;
use crate::dividends::explore::{Look, Roll, refused};
use crate::dividends::gather::gather;
use crate::dividends::own::Because;
use crate::dividends::stewards::{self, adopted, second, steward, tell_others};
use crate::donations;
use crate::problem::Problem;
use crate::typed::clean;
use crate::values::spread::{Bin, Spread, spread};
use crate::who::Who;
use axum::http::StatusCode;
use capstan_coalition::role::{Deed, may};
use capstan_coalition::text::LINE;
use capstan_data::Money;
use capstan_stats::Interval;
use capstan_store::ledger::Book;
use capstan_store::ledger::rounds::{self, Pot, Round, Share};
use capstan_store::{Conn, Micros, StoreError, charters, id, members, notices, roles};
use capstan_value::dividend::{Chain, DividendError, Dividends, Index, Member, Source, dividends};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// What there is to share.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = Budgeting, example = json!({
    "budget": "600.00", "currency": "USD", "period": "May 2026"
}))]
pub struct Budgeting {
    /// How much.
    #[schema(max_length = 30)]
    pub budget: String,
    /// The currency.
    #[schema(max_length = 3)]
    pub currency: String,
    /// For which time it is, in a few words.
    #[schema(max_length = 200)]
    pub period: String,
}

/// On what members see the rules of a round tried.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Basis {
    /// How many people there are, as a published size.
    pub people: u64,
    /// The steps in which they are told.
    pub bins: Vec<Bin>,
    /// The seed of ties and draws.
    pub seed: u64,
    /// The valuation by which it is shared.
    pub valuation: String,
    /// How the dividends are spread over people, in whole units of the
    /// currency; nothing where there are too few people to show it.
    #[serde(default)]
    pub paid: Option<Spread>,
    /// How unequal they are.
    #[serde(default)]
    pub gini: Option<Index>,
}

/// A round with who looks at it.
pub struct Seen {
    /// Who looks.
    pub standing: Standing,
    /// The round.
    pub round: Round,
    /// The money of it, in order.
    pub pots: Vec<Pot>,
    /// The handles of those who worked it out or confirmed it, by id.
    pub handles: BTreeMap<String, String>,
}

impl Seen {
    /// The money that waits.
    pub fn waiting(&self) -> Option<&Pot> {
        self.pots.iter().find(|pot| pot.state == "waiting")
    }

    /// The last money that was booked.
    pub fn last(&self) -> Option<&Pot> {
        self.pots.iter().rev().find(|pot| pot.state == "booked")
    }

    fn offered(&self) -> Result<&Pot, Problem> {
        self.waiting()
            .ok_or_else(|| Problem::conflict("rounds-booked"))
    }

    /// The rules.
    pub fn chain(&self) -> Option<Chain> {
        Chain::parse("rules.toml", &self.round.chain).ok()
    }

    /// What may be seen of who gets how much.
    pub fn basis(&self) -> Basis {
        serde_json::from_str(&self.round.ground).unwrap_or_default()
    }

    /// On what the rules can be seen tried; nothing where there are too few
    /// people to show it.
    pub fn roll(&self) -> Option<Roll> {
        let basis = self.basis();
        (!basis.bins.is_empty()).then_some(Roll {
            people: basis.people,
            bins: basis.bins,
            pools: Vec::new(),
            example: false,
        })
    }

    /// All of the money: what waits, and what was booked.
    pub fn whole(&self) -> i64 {
        let counted = self.pots.iter().filter(|pot| pot.state != "reversed");
        counted.map(Pot::whole).sum()
    }

    /// What of it is for members.
    pub fn for_members(&self) -> i64 {
        let counted = self.pots.iter().filter(|pot| pot.state != "reversed");
        counted.map(|pot| pot.coins).sum()
    }

    /// Whether they may share out money.
    pub fn pays(&self) -> bool {
        may(self.standing.role, Deed::PayOut)
    }

    /// Whether they may confirm what waits: another steward than who worked it
    /// out, unless there is one only.
    pub fn confirms(&self, stewards: usize) -> bool {
        let other = |pot: &Pot| pot.proposer != self.standing.member.id || stewards <= 1;
        self.pays() && self.waiting().is_some_and(other)
    }
}

fn budget(asked: &Budgeting) -> Result<Money, Problem> {
    let look = Look {
        budget: asked.budget.clone(),
        currency: asked.currency.clone(),
        ..Look::default()
    };
    // What the explorer takes as usual is to be said where money is real.
    if asked.budget.trim().is_empty() {
        return Err(Problem::input("budget", "sharing-budget"));
    }
    if asked.currency.trim().is_empty() {
        return Err(Problem::input("currency", "sharing-currency"));
    }
    look.budget()
}

/// Works out a round by the chain of the charter. Nothing is booked before
/// another steward confirms it. Gives the id of the round.
///
/// # Errors
/// If they may not, no chain was adopted, nothing was valued, some money waits
/// already, or the chain cannot share out this budget.
pub async fn prepare(
    app: &App,
    who: &Who,
    slug: &str,
    asked: &Budgeting,
) -> Result<String, Problem> {
    let budget = budget(asked)?;
    let period = clean(&LINE, "period", &asked.period)?;
    let mut conn = app.store.read().await?;
    let seen = steward(app, who, &mut conn, slug).await?;
    let (chain, charter) = adopted(&seen)?;
    let code = budget.currency.code();
    let ground = gather(app, &mut conn, &seen, &chain, code).await?;
    drop(conn);
    let (members, seed, before) = (ground.members, ground.basis.seed, ground.before);
    let rules = chain.clone();
    let round = worked_out(move || {
        let before = Some(before);
        dividends(Source::default(), &members, &rules, budget, seed, before)
    });
    let shared = round.await?.map_err(|why| unshared(&why))?;
    let unit = 10f64.powi(budget.currency.decimals().into());
    let amounts = shared.members.iter().map(|share| Interval {
        value: share.amount as f64 / unit,
        low: share.amount_low.unwrap_or(share.amount) as f64 / unit,
        high: share.amount_high.unwrap_or(share.amount) as f64 / unit,
    });
    let amounts: Vec<Interval> = amounts.collect();
    let least = charters::read(&seen.coalition.charter)?
        .charter
        .minimum_group
        .members;
    let basis = Basis {
        paid: spread(&amounts, least),
        gini: shared.inequality.iter().find(|i| i.name == "gini").cloned(),
        ..ground.basis
    };
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::PayOut).await?;
    let coalition = &standing.coalition.id;
    if adopted(&standing)?.1 != charter {
        return Err(Problem::conflict("rounds-other-chain"));
    }
    if rounds::waits(&mut tx, coalition).await? {
        return Err(Problem::conflict("rounds-waiting"));
    }
    let keys = &app.store.keys;
    let sharing: BTreeSet<&str> = (shared.members.iter())
        .map(|share| share.member.id.as_str())
        .collect();
    let accounts = rounds::accounts_of(&mut tx, keys, coalition, |m| sharing.contains(m));
    let accounts = accounts.await?;
    // Whoever left meanwhile is no member any more to share with.
    if accounts.len() != sharing.len() {
        return Err(Problem::conflict("rounds-other-members"));
    }
    let shares = shared.members.iter().map(|share| Share {
        account: accounts[&share.member.id].clone(),
        member: share.member.id.clone(),
        units: coins(share.amount),
        owed: share.owed,
        why: Because::of(share, ground.own.get(&share.member.id)),
    });
    let shares: Vec<Share> = shares.collect();
    let row = Round {
        id: id::id(),
        coalition: coalition.clone(),
        currency: budget.currency.code().to_owned(),
        period,
        chain: chain::text(&chain),
        charter,
        ground: serde_json::to_string(&basis).unwrap_or_default(),
        units: shares.iter().map(|s| s.units).sum(),
        received: 0,
        made: now,
    };
    rounds::add(&mut tx, &donations::acts::vault(app), &row, &shares).await?;
    let pot = Pot {
        kept: coins(shared.public_good),
        fees: coins(shared.fees_reserved),
        ..offered(&standing, &row, row.units, now)
    };
    offer(&mut tx, &standing, &row, &pot, now).await?;
    tx.commit().await?;
    Ok(row.id)
}

/// What is said of money that the rules cannot share out: of the rules only the
/// group can change something.
fn unshared(why: &DividendError) -> Problem {
    match why {
        DividendError::Currency { .. } => Problem::input("currency", "rounds-currency"),
        why => Problem {
            field: Some("budget"),
            ..refused(why)
        },
    }
}

fn coins(coins: u64) -> i64 {
    i64::try_from(coins).unwrap_or(i64::MAX)
}

async fn worked_out<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    let ours = |_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours");
    tokio::task::spawn_blocking(work).await.map_err(ours)
}

fn offered(standing: &Standing, round: &Round, coins: i64, now: Micros) -> Pot {
    Pot {
        id: id::id(),
        round: round.id.clone(),
        coins,
        kept: 0,
        fees: 0,
        state: "waiting".to_owned(),
        proposer: standing.member.id.clone(),
        confirmer: String::new(),
        made: now,
    }
}

/// Lets money wait for another steward, and tells them all.
async fn offer(
    conn: &mut Conn,
    standing: &Standing,
    round: &Round,
    pot: &Pot,
    now: Micros,
) -> Result<(), Problem> {
    rounds::offer(conn, pot).await?;
    noted(conn, standing, "work-out-dividends", round, pot, now).await?;
    let link = format!(
        "/coalitions/{}/dividends/rounds/{}",
        standing.coalition.slug, round.id
    );
    let args = serde_json::json!({"period": round.period});
    tell_others(conn, standing, ("dividends-wait", &args, &link), now).await
}

async fn noted(
    conn: &mut Conn,
    standing: &Standing,
    did: &str,
    round: &Round,
    pot: &Pot,
    now: Micros,
) -> Result<(), Problem> {
    let money = amount(&round.currency, pot.whole());
    let more = serde_json::json!({"what": round.id, "period": round.period, "money": money});
    stewards::noted(conn, standing, did, more, now).await
}

/// Coins as an amount with its currency.
pub fn amount(currency: &str, coins: i64) -> String {
    let currency = currency.parse::<capstan_data::Currency>();
    currency.map_or_else(|_| coins.to_string(), |c| c.minor(coins).to_string())
}

/// Lets more money for a round wait, to be shared as the first: where shares
/// are the same for every budget.
///
/// # Errors
/// If they may not, the rules hang on the budget or hold no more, or some money
/// waits already.
pub async fn more(
    app: &App,
    who: &Who,
    slug: &str,
    round: &str,
    asked: &Budgeting,
) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let seen = pays(app, who, &mut tx, slug, round).await?;
    let budget = budget(&Budgeting {
        currency: seen.round.currency.clone(),
        ..asked.clone()
    })?;
    let chain = still(&seen)?;
    if !chain.is_proportional() || seen.round.received == 0 {
        return Err(Problem::conflict("rounds-not-more"));
    }
    if rounds::waits(&mut tx, &seen.standing.coalition.id).await? {
        return Err(Problem::conflict("rounds-waiting"));
    }
    // What is kept of a budget is the same whoever shares the rest.
    let alone = [Member::new("all", 1.0)];
    let shared: Dividends = dividends(Source::default(), &alone, &chain, budget, 1, None)
        .map_err(|why| unshared(&why))?;
    let kept = coins(shared.public_good);
    let pot = Pot {
        kept,
        ..offered(&seen.standing, &seen.round, budget.minor - kept, now)
    };
    offer(&mut tx, &seen.standing, &seen.round, &pot, now).await?;
    Ok(tx.commit().await?)
}

/// The chain of a round, if it still is the one that the charter holds.
fn still(seen: &Seen) -> Result<Chain, Problem> {
    let (holds, _) = adopted(&seen.standing)?;
    match chain::text(&holds) == seen.round.chain {
        true => Ok(holds),
        false => Err(Problem::conflict("rounds-other-chain")),
    }
}

/// A round with the steward who acts on it.
async fn pays(
    app: &App,
    who: &Who,
    conn: &mut Conn,
    slug: &str,
    round: &str,
) -> Result<Seen, Problem> {
    let standing = standing(app, who, conn, slug, Deed::PayOut).await?;
    see(conn, standing, round).await
}

async fn see(conn: &mut Conn, standing: Standing, round: &str) -> Result<Seen, Problem> {
    let found = rounds::find(conn, &standing.coalition.id, round).await?;
    let round = found.ok_or_else(Problem::missing)?;
    let pots = rounds::pots(conn, &round.id).await?;
    let mut handles = BTreeMap::new();
    for id in pots.iter().flat_map(|pot| [&pot.proposer, &pot.confirmer]) {
        if let Some(member) = members::find(conn, id).await? {
            handles.insert(id.clone(), member.handle);
        }
    }
    Ok(Seen {
        standing,
        round,
        pots,
        handles,
    })
}

/// Confirms money that waits, and books it: everyone's part is theirs from now
/// on. `looked` is the money they looked at, or empty for whichever waits.
///
/// # Errors
/// If they may not, they worked it out themselves and there are other stewards,
/// the rules hold no more, or nothing waits, or other money than they looked at.
pub async fn confirm(
    app: &App,
    who: &Who,
    slug: &str,
    (round, looked): (&str, &str),
) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let seen = pays(app, who, &mut tx, slug, round).await?;
    let pot = seen.offered()?;
    same(pot, looked)?;
    still(&seen)?;
    let coalition = &seen.standing.coalition.id;
    second(&mut tx, &seen.standing, &pot.proposer, now).await?;
    let book = Book {
        coalition,
        currency: &seen.round.currency,
        now,
    };
    book.book(&mut tx, pot, &seen.standing.member.id)
        .await
        .map_err(once)?;
    noted(
        &mut tx,
        &seen.standing,
        "share-out-dividends",
        &seen.round,
        pot,
        now,
    )
    .await?;
    let args = serde_json::json!({"period": seen.round.period}).to_string();
    let link = format!("/coalitions/{slug}/dividends/mine");
    let said = ("dividends-shared", args.as_str(), link.as_str());
    notices::announce(&mut tx, coalition, said, now).await?;
    Ok(tx.commit().await?)
}

/// Whether money is what somebody looked at: a page may be old, or its button
/// pressed twice.
fn same(pot: &Pot, looked: &str) -> Result<(), Problem> {
    match looked.is_empty() || looked == pot.id {
        true => Ok(()),
        false => Err(Problem::conflict("rounds-other-money")),
    }
}

fn once(error: StoreError) -> Problem {
    match error {
        StoreError::Taken { .. } => Problem::conflict("rounds-booked"),
        error => error.into(),
    }
}

/// Takes back money that waits; the round goes too if it received nothing yet.
/// `looked` as in [`confirm`].
///
/// # Errors
/// If they may not, or nothing waits, or other money than they looked at.
pub async fn take_back(
    app: &App,
    who: &Who,
    slug: &str,
    (round, looked): (&str, &str),
) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let seen = pays(app, who, &mut tx, slug, round).await?;
    let pot = seen.offered()?;
    same(pot, looked)?;
    rounds::drop_offer(&mut tx, &pot.id).await?;
    if seen.pots.len() == 1 {
        rounds::remove(&mut tx, &seen.round.id).await?;
    }
    noted(
        &mut tx,
        &seen.standing,
        "take-back-dividends",
        &seen.round,
        pot,
        now,
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Takes back the last money that was booked for a round, by entries in the
/// other direction, as long as nobody was paid any of it. `looked` as in
/// [`confirm`].
///
/// # Errors
/// If they may not, none was booked, somebody was paid, or it is other money
/// than they looked at.
pub async fn reverse(
    app: &App,
    who: &Who,
    slug: &str,
    (round, looked): (&str, &str),
) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let seen = pays(app, who, &mut tx, slug, round).await?;
    let pot = seen
        .last()
        .ok_or_else(|| Problem::conflict("rounds-paid"))?;
    same(pot, looked)?;
    let book = Book {
        coalition: &seen.standing.coalition.id,
        currency: &seen.round.currency,
        now,
    };
    book.unbook(&mut tx, pot)
        .await
        .map_err(|error| match error {
            StoreError::Taken { .. } => Problem::conflict("rounds-paid"),
            error => error.into(),
        })?;
    noted(
        &mut tx,
        &seen.standing,
        "reverse-dividends",
        &seen.round,
        pot,
        now,
    )
    .await?;
    Ok(tx.commit().await?)
}

/// The rounds of a coalition, newest first. What only waits is for stewards.
///
/// # Errors
/// If they are no member.
pub async fn list(app: &App, who: &Who, slug: &str) -> Result<(Standing, Vec<Seen>), Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let mut all = Vec::new();
    for round in rounds::of(&mut conn, &standing.coalition.id).await? {
        let seen = see(&mut conn, standing.clone(), &round.id).await?;
        all.extend(shown(seen));
    }
    Ok((standing, all))
}

/// What they may see of a round: who is no steward sees what was booked.
fn shown(mut seen: Seen) -> Option<Seen> {
    if !seen.pays() {
        seen.pots.retain(|pot| pot.state != "waiting");
    }
    (!seen.pots.is_empty()).then_some(seen)
}

/// One round, and how many stewards there are.
///
/// # Errors
/// If they are no member, or there is none that they may see.
pub async fn one(app: &App, who: &Who, slug: &str, round: &str) -> Result<(Seen, usize), Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let stewards = roles::stewards(&mut conn, &standing.coalition.id).await?;
    let seen = shown(see(&mut conn, standing, round).await?);
    let stewards = usize::try_from(stewards.count).unwrap_or(0);
    Ok((seen.ok_or_else(Problem::missing)?, stewards))
}
