//! Voting, and what a voter can show for it.

use crate::app::App;
use crate::coalitions::acts::leave::key;
use crate::coalitions::acts::standing;
use crate::decisions::ballot::Ballot;
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::ballot::Electorate;
use capstan_coalition::role::Deed;
use capstan_proof::Statement;
use capstan_store::coalitions::Coalition;
use capstan_store::decisions::{self, Proposal};
use capstan_store::members::Member;
use capstan_store::{Conn, StoreError, ballots, id, log};
use std::collections::BTreeMap;

/// Whether a member may vote on a proposal once it is open.
pub(super) fn may_vote(proposal: &Proposal, member: &Member) -> bool {
    let electorate = Electorate {
        opened: proposal.opens,
        minimum_age: proposal.minimum_age,
    };
    electorate.may_vote(member.joined)
}

/// How many options a proposal has.
///
/// # Errors
/// If the store holds something else.
pub(super) fn options(proposal: &Proposal) -> Result<Vec<String>, Problem> {
    super::close::kept("options", &proposal.options)
}

/// Casts a ballot; the last one counts. Gives the receipt, a signed statement
/// that a ballot was recorded, which does not tell what it says.
///
/// # Errors
/// If they may not vote, nobody may now, or the ballot does not fit.
pub async fn vote(
    app: &App,
    who: &Who,
    slug: &str,
    id: &str,
    ballot: Ballot,
) -> Result<String, Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::Vote).await?;
    let proposal = decisions::find(&mut tx, &standing.coalition.id, id).await?;
    let proposal = proposal.ok_or_else(Problem::missing)?;
    if proposal.state == "waiting" {
        return Err(Problem::conflict("vote-waits"));
    }
    // Time decides, not whether the vote was counted yet.
    if proposal.state != "open" || proposal.closes <= app.now() {
        return Err(Problem::conflict("vote-closed"));
    }
    if !may_vote(&proposal, &standing.member) {
        let days = proposal.minimum_age / id::DAY;
        return Err(Problem::forbidden("too-new").with("days", days));
    }
    let count = options(&proposal)?.len();
    let choice = ballot.choice(&proposal.method, count)?;
    let keys = &app.store.keys;
    let member = &standing.member.id;
    let receipt = ballots::cast(&mut tx, keys, (id, count), member, &choice).await?;
    let receipt = signed(app, &mut tx, &standing.coalition, id, receipt).await?;
    tx.commit().await?;
    Ok(receipt)
}

/// The receipt for one's ballot in an open vote; nothing if none was cast.
///
/// # Errors
/// If they are no member or there is no such proposal.
pub async fn receipt(
    app: &App,
    who: &Who,
    slug: &str,
    id: &str,
) -> Result<Option<String>, Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let proposal = decisions::find(&mut conn, &standing.coalition.id, id).await?;
    proposal.ok_or_else(Problem::missing)?;
    let member = &standing.member.id;
    let receipt = ballots::receipt(&mut conn, &app.store.keys, id, member).await?;
    match receipt {
        Some(receipt) => Ok(Some(
            signed(app, &mut conn, &standing.coalition, id, receipt).await?,
        )),
        None => Ok(None),
    }
}

/// A receipt as a signed statement. It has the day only: a second ballot
/// leaves no trace in it.
async fn signed(
    app: &App,
    conn: &mut Conn,
    coalition: &Coalition,
    proposal: &str,
    receipt: String,
) -> Result<String, Problem> {
    let statement = Statement {
        about: coalition.slug.clone(),
        at: id::day(app.now()),
        facts: BTreeMap::from([
            ("proposal".to_owned(), proposal.to_owned().into()),
            ("receipt".to_owned(), receipt.into()),
        ]),
        head: Some(log::head(conn, &coalition.id).await?),
        kind: "ballot-recorded".to_owned(),
    };
    Ok(statement.sign(&key(&app.store.keys)).to_string())
}

/// Takes the ballots of a member who leaves out of all open votes. To be
/// called in the transaction that removes them.
///
/// # Errors
/// If the store fails.
pub async fn leave(app: &App, conn: &mut Conn, member: &Member) -> Result<(), StoreError> {
    for proposal in decisions::open_of(conn, &member.coalition).await? {
        ballots::remove(conn, &app.store.keys, &proposal, &member.id).await?;
    }
    Ok(())
}
