//! What stewards do in twos: one works something out, another agrees.

use crate::app::App;
use crate::coalitions::acts::{Standing, log, role_of, standing};
use crate::coalitions::charter::Clauses;
use crate::dividends::chain;
use crate::people::notices::tell;
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::role::{Actor, Deed, Refusal, Role, allowed, may};
use capstan_store::{Conn, Micros, charters, members, roles};
use capstan_value::dividend::Chain;
use serde_json::Value;

/// Where a steward stands who only looks at what is for those who pay.
///
/// # Errors
/// If they are no steward, or their program may not act as one.
pub async fn steward(
    app: &App,
    who: &Who,
    conn: &mut Conn,
    slug: &str,
) -> Result<Standing, Problem> {
    who.may("steward")?;
    let standing = standing(app, who, conn, slug, Deed::ReadAsMember).await?;
    match may(standing.role, Deed::PayOut) {
        true => Ok(standing),
        false => Err(Problem::forbidden("role-too-low")),
    }
}

/// The chain that holds in a coalition, with the version of its charter.
///
/// # Errors
/// If none was adopted yet.
pub fn adopted(standing: &Standing) -> Result<(Chain, i64), Problem> {
    let version = charters::read(&standing.coalition.charter)?;
    let chain = chain::of(&Clauses::from(&version.charter));
    let chain = chain.ok_or_else(|| Problem::conflict("rounds-no-chain"))?;
    Ok((chain, version.number.into()))
}

/// Whether who stands here may agree to what `proposer` asked for: another
/// steward, unless there is one only.
///
/// # Errors
/// If they may not, or who asked for it is gone or no steward any more.
pub async fn second(
    conn: &mut Conn,
    standing: &Standing,
    proposer: &str,
    now: Micros,
) -> Result<(), Problem> {
    let me = Actor {
        person: standing.member.id.as_str(),
        role: standing.role,
    };
    let stewards = roles::stewards(conn, &standing.coalition.id).await?;
    // Who asked for it may be gone; then it takes another to do it again.
    let first = members::find(conn, proposer).await?;
    let first = first.ok_or_else(|| Problem::conflict("rounds-second"))?;
    let first = Actor {
        person: first.id.as_str(),
        role: role_of(&first.role),
    };
    allowed(Deed::PayOut, &first, Some(&me), stewards, now).map_err(refused_here)
}

fn refused_here(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::SamePerson => Problem::conflict("same-person"),
        Refusal::SecondTooLow | Refusal::SecondNeeded => Problem::conflict("rounds-second"),
        _ => Problem::forbidden("role-too-low"),
    }
}

/// Tells all other stewards that something waits for one of them.
///
/// # Errors
/// If the store fails.
pub async fn tell_others(
    conn: &mut Conn,
    standing: &Standing,
    (what, args, link): (&str, &Value, &str),
    now: Micros,
) -> Result<(), Problem> {
    for other in roles::with(conn, &standing.coalition.id, Role::Steward.key()).await? {
        if other.id != standing.member.id {
            tell(conn, &other.id, what, args, link, now).await?;
        }
    }
    Ok(())
}

/// Writes into the public log what a steward did about money.
///
/// # Errors
/// If the store fails.
pub async fn noted(
    conn: &mut Conn,
    standing: &Standing,
    did: &str,
    more: Value,
    now: Micros,
) -> Result<(), Problem> {
    let by = &standing.member.handle;
    log(conn, &standing.coalition.id, by, did, more, now).await
}
