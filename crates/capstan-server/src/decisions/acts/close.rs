//! What happens to proposals with time: voting opens and closes, and what was
//! decided takes effect.

use super::show::Counted;
use super::vote::options;
use crate::app::App;
use crate::coalitions::acts::{amend, log, replace_stewards};
use crate::decisions::ballot::FOR;
use crate::decisions::plan::{Kind, Plan};
use crate::problem::Problem;
use axum::http::StatusCode;
use capstan_coalition::ballot::record::Question;
use capstan_coalition::ballot::{Arrivals, Ballot, Outcome, Record};
use capstan_proof::Digest;
use capstan_store::ballots::Signed;
use capstan_store::decisions::{self, Proposal, Published};
use capstan_store::{Conn, Keys, Micros, ballots, charters, coalitions, id, notices};
use serde::de::DeserializeOwned;
use serde_json::json;
use std::collections::HashMap;

const RECEIPTS: &str = "capstan receipts v1";

/// How many members are told at once.
const TOLD: i64 = notices::AT_ONCE;
/// How many ballots are signed or removed at once.
const AT_ONCE: usize = 2000;
/// The most rows that are kept of each table on the way to a result; the
/// record says how to count them all again.
const MOST_ROWS: usize = 40;

/// What the store holds as JSON in a column of a proposal.
///
/// # Errors
/// If it holds something else.
pub(super) fn kept<T: DeserializeOwned>(column: &str, text: &str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(|_| {
        tracing::error!(column, "a proposal is damaged; run `capstan admin doctor`");
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours")
    })
}

/// Opens and closes what is due, and tells members of it. A proposal that
/// cannot be counted does not keep others from it.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let now = app.now();
    let mut conn = app.store.read().await?;
    let due = decisions::due(&mut conn, now).await?;
    drop(conn);
    for (coalition, id) in due {
        if let Err(problem) = turn(app, &coalition, &id, now).await {
            tracing::error!(key = problem.key, "a vote could not be opened or closed");
        }
    }
    while tell_some(app, now).await? {}
    Ok(())
}

/// Opens or closes one proposal, if it is still due.
async fn turn(app: &App, coalition: &str, id: &str, now: Micros) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let Some(mut proposal) = decisions::find(&mut tx, coalition, id).await? else {
        return Ok(());
    };
    match proposal.state.as_str() {
        "waiting" if proposal.opens <= now => open(&mut tx, &mut proposal, now).await?,
        "open" if proposal.closes <= now => {
            drop(tx);
            return close(app, proposal, now).await;
        }
        _ => return Ok(()),
    }
    Ok(tx.commit().await?)
}

/// Removes some ballots of a closed vote. Whether there may be more.
async fn sweep(app: &App, proposal: &str) -> Result<bool, Problem> {
    let mut tx = app.store.begin().await?;
    let more = ballots::sweep(&mut tx, proposal, AT_ONCE as i64).await?;
    tx.commit().await?;
    Ok(more)
}

/// Opens voting now: who may vote is fixed by this moment. If it opens days
/// late, it closes as many days later.
///
/// # Errors
/// If the store fails.
pub(super) async fn open(
    conn: &mut Conn,
    proposal: &mut Proposal,
    now: Micros,
) -> Result<(), Problem> {
    let late = now.saturating_sub(proposal.opens) / id::DAY;
    proposal.opens = now;
    proposal.closes = proposal.closes.saturating_add(late * id::DAY);
    let arrivals = arrivals(conn, proposal).await?;
    proposal.electorate = i64::try_from(arrivals.may_vote).unwrap_or(i64::MAX);
    proposal.unusual = arrivals.unusual();
    decisions::open(conn, proposal).await?;
    let plan: Plan = kept("plan", &proposal.plan)?;
    let more = json!({"proposal": proposal.id, "hash": plan.hash});
    log(
        conn,
        &proposal.coalition,
        "decision",
        "open-vote",
        more,
        now,
    )
    .await
}

async fn arrivals(conn: &mut Conn, proposal: &Proposal) -> Result<Arrivals, Problem> {
    let cutoff = proposal.opens.saturating_sub(proposal.minimum_age);
    Ok(decisions::arrivals(conn, &proposal.coalition, cutoff).await?)
}

/// What follows in the store from a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// It is for people to act on.
    None,
    /// It took effect.
    Done,
    /// A clause it changes was changed by another decision meanwhile.
    Stale,
    /// A steward came back meanwhile.
    Returned,
    /// All whom it would make stewards have left.
    Nobody,
}

impl Effect {
    fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Done => "done",
            Self::Stale => "stale",
            Self::Returned => "returned",
            Self::Nobody => "nobody",
        }
    }
}

/// The ballots of a vote, counted.
struct Count {
    record: Record,
    /// The ballots with the tags of who cast them; nothing for a secret vote.
    signed: Vec<Signed>,
    ballots: usize,
    published: Published,
    receipts: Digest,
}

/// Counts ballots: work for the processor, in which nothing waits for others.
fn count(
    keys: &Keys,
    proposal: &Proposal,
    question: Question,
    all: Vec<ballots::Sealed>,
) -> Result<Count, Problem> {
    let opened = ballots::open(keys, &proposal.id, all)?;
    let mut receipts: Vec<&str> = opened.iter().map(|b| b.receipt.as_str()).collect();
    receipts.sort_unstable();
    let receipts = json!(receipts).to_string();
    // Fresh tags in their own order: nothing in the record follows from who
    // voted or when, and a receipt does not lead to a ballot.
    let mut signed = Vec::new();
    let mut cast = Vec::with_capacity(opened.len());
    for ballots::Opened { voter, choice, .. } in opened {
        let tag = id::blind();
        if !proposal.secret {
            signed.push(Signed {
                tag: tag.clone(),
                who: voter,
                choice: json!(choice).to_string(),
            });
        }
        cast.push(Ballot { tag, choice });
    }
    let ballots = cast.len();
    let record = Record::close(question, cast).map_err(|error| {
        tracing::error!(%error, "ballots that were checked cannot be counted");
        ours()
    })?;
    Ok(Count {
        signed,
        ballots,
        receipts: Digest::of(RECEIPTS, &[receipts.as_bytes()]),
        published: Published {
            record: json!(record).to_string(),
            receipts,
        },
        record,
    })
}

fn ours() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours")
}

/// Counts the ballots beside whatever else is written, then publishes the
/// record and lets what was decided take effect, all at once. If someone left
/// meanwhile, and took their ballot along, it is counted again at the next
/// time. The ballots themselves go before anyone is told.
async fn close(app: &App, proposal: Proposal, now: Micros) -> Result<(), Problem> {
    let question = Question {
        text: format!(
            "{} [{}]",
            proposal.title,
            kept::<Plan>("plan", &proposal.plan)?.hash
        ),
        options: options(&proposal)?,
        method: proposal.method.clone(),
        rule: kept("rule", &proposal.rule)?,
        electorate: u64::try_from(proposal.electorate).unwrap_or(0),
    };
    let mut conn = app.store.read().await?;
    let all = ballots::all(&mut conn, &proposal.id).await?;
    drop(conn);
    let (keys, of) = (app.store.keys.clone(), proposal.clone());
    let counting = tokio::task::spawn_blocking(move || count(&keys, &of, question, all));
    let mut count = counting.await.map_err(|_| ours())??;
    if !proposal.secret {
        sign(app, &proposal, std::mem::take(&mut count.signed)).await?;
    }
    let mut tx = app.store.begin().await?;
    let still = decisions::find(&mut tx, &proposal.coalition, &proposal.id).await?;
    let still = still.filter(|p| p.state == "open");
    let same = ballots::count(&mut tx, &proposal.id).await? == count.ballots;
    if let Some(proposal) = still.filter(|_| same) {
        publish(&mut tx, proposal, count, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Publishes what was counted, and lets it take effect.
async fn publish(
    conn: &mut Conn,
    mut proposal: Proposal,
    count: Count,
    now: Micros,
) -> Result<(), Problem> {
    let plan: Plan = kept("plan", &proposal.plan)?;
    let record = count.record;
    let effect = effect(conn, &proposal, &plan, &record.outcome, now).await?;
    let present = arrivals(conn, &proposal).await?;
    let may_vote = record.question.electorate;
    let arrivals = Arrivals {
        may_vote,
        ..present
    };
    proposal.unusual |= arrivals.unusual();
    let mut counted = Counted {
        root: record.root,
        receipts: count.receipts,
        tally: record.tally,
        outcome: record.outcome,
        effect: effect.key().to_owned(),
    };
    for sheet in &mut counted.tally.count.working {
        sheet.rows.truncate(MOST_ROWS);
    }
    proposal.result = json!(counted).to_string();
    decisions::close(conn, &proposal, &count.published).await?;
    let more = json!({
        "proposal": proposal.id, "record": counted.root, "receipts": counted.receipts,
        "effect": counted.effect,
    });
    log(
        conn,
        &proposal.coalition,
        "decision",
        "close-vote",
        more,
        now,
    )
    .await
}

/// Writes down whose the ballots of an open vote are, before it is closed and
/// anyone reads it.
async fn sign(app: &App, proposal: &Proposal, mut signed: Vec<Signed>) -> Result<(), Problem> {
    let cutoff = proposal.opens.saturating_sub(proposal.minimum_age);
    let keys = &app.store.keys;
    let mut conn = app.store.read().await?;
    let members = ballots::voters(&mut conn, &proposal.coalition, cutoff).await?;
    drop(conn);
    let mut of: HashMap<String, String> = members
        .into_iter()
        .map(|member| (ballots::voter(keys, &proposal.id, &member), member))
        .collect();
    signed.retain_mut(|ballot| match of.remove(&ballot.who) {
        Some(member) => {
            ballot.who = member;
            true
        }
        None => false,
    });
    let mut tx = app.store.begin().await?;
    ballots::unsign(&mut tx, &proposal.id).await?;
    tx.commit().await?;
    for some in signed.chunks(AT_ONCE) {
        let mut tx = app.store.begin().await?;
        ballots::sign(&mut tx, &proposal.id, some).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Lets a motion that passed take effect.
async fn effect(
    conn: &mut Conn,
    proposal: &Proposal,
    plan: &Plan,
    outcome: &Outcome,
    now: Micros,
) -> Result<Effect, Problem> {
    let kind = Kind::of(&proposal.kind);
    let passed = matches!(outcome, Outcome::Decided { option, .. } if *option == FOR);
    if !passed || !kind.is_some_and(Kind::is_motion) {
        return Ok(Effect::None);
    }
    if let Some(clauses) = &plan.clauses {
        let coalition = coalitions::by_id(conn, &proposal.coalition).await?;
        let coalition = coalition.ok_or_else(Problem::missing)?;
        let holds = charters::read(&coalition.charter)?.charter;
        let Some(charter) = clauses.on(&holds) else {
            return Ok(Effect::Stale);
        };
        amend(conn, &coalition.id, charter, now).await?;
        return Ok(Effect::Done);
    }
    if kind == Some(Kind::Stewards) {
        let handles = decisions::nominees(conn, &proposal.id).await?;
        if handles.is_empty() {
            return Ok(Effect::Nobody);
        }
        // It changes nothing where it refuses.
        return match replace_stewards(conn, &proposal.coalition, &handles, now).await {
            Ok(()) => Ok(Effect::Done),
            Err(problem) if problem.key == "not-vanished" => Ok(Effect::Returned),
            Err(problem) => Err(problem),
        };
    }
    Ok(Effect::None)
}

/// Tells some voters that a vote opened or closed; the ballots of one that
/// closed go first. Whether there may be more.
async fn tell_some(app: &App, now: Micros) -> Result<bool, Problem> {
    let mut tx = app.store.begin().await?;
    let Some((proposal, members)) = decisions::to_tell(&mut tx, TOLD).await? else {
        return Ok(false);
    };
    if proposal.state == "closed" && ballots::count(&mut tx, &proposal.id).await? > 0 {
        drop(tx);
        while sweep(app, &proposal.id).await? {}
        return Ok(true);
    }
    let coalition = coalitions::by_id(&mut tx, &proposal.coalition).await?;
    let slug = coalition.map(|c| c.slug).unwrap_or_default();
    let link = format!("/coalitions/{slug}/decisions/{}", proposal.id);
    let key = match proposal.state.as_str() {
        "open" => "vote-opened",
        _ => "vote-closed",
    };
    let args = json!({"title": proposal.title}).to_string();
    notices::add_all(&mut tx, &members, (key, &args, &link), now).await?;
    tx.commit().await?;
    Ok(true)
}
