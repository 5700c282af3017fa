//! Leaving a coalition: what is removed, what is kept and why, and a signed
//! statement of it that is kept nowhere but with who left.

use super::standing::standing;
use crate::app::App;
use crate::donations::acts::{settle, vault};
use crate::people::account;
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::role::{Deed, Role};
use capstan_proof::{Fact, Key, Signed, Statement};
use capstan_store::coalitions::{self, Coalition};
use capstan_store::ledger::accounts;
use capstan_store::members::{self, Member};
use capstan_store::messages::links;
use capstan_store::{Conn, Keys, donations, held, people, roles};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What leaving removes and keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Leaving {
    /// What hangs on the membership and goes with it: how many rows of which
    /// table, beside the membership itself.
    pub removed: BTreeMap<String, usize>,
    /// Whether the log keeps entries with their handle, since they were a
    /// steward or an organiser.
    pub in_log: bool,
    /// Whether the coalition goes too, since nobody is left in it.
    pub last_member: bool,
    /// Whether they have to name another steward first.
    pub last_steward: bool,
}

/// A statement of what was removed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Left {
    /// The signed statement, as `capstan verify` reads it.
    pub statement: String,
}

/// The key with which an installation signs its statements.
pub fn key(keys: &Keys) -> Key {
    Key::new(&keys.of("statements"))
}

async fn what(conn: &mut Conn, member: &Member) -> Result<Leaving, Problem> {
    let mut removed = BTreeMap::new();
    for (table, rows) in held::about(conn, "members", &member.id).await? {
        if !rows.is_empty() {
            removed.insert(table, rows.len());
        }
    }
    let last_member = members::count(conn, &member.coalition).await? <= 1;
    let sole = roles::stewards(conn, &member.coalition).await?.count <= 1;
    let by = serde_json::json!(member.handle).to_string();
    Ok(Leaving {
        removed,
        in_log: capstan_store::log::names(conn, &member.coalition, &by).await?,
        last_member,
        last_steward: sole && member.role == Role::Steward.key() && !last_member,
    })
}

/// What leaving a coalition would remove and keep.
///
/// # Errors
/// If they are no member.
pub async fn leaving(app: &App, who: &Who, slug: &str) -> Result<Leaving, Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    what(&mut conn, &standing.member).await
}

/// Leaves a coalition, as [`remove`].
///
/// # Errors
/// If they are no member, or have to name another steward first.
pub async fn leave(app: &App, who: &Who, slug: &str) -> Result<Left, Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::Vote).await?;
    let signed = remove(app, &mut tx, &standing.coalition, &standing.member).await?;
    tx.commit().await?;
    settle(app).await?;
    Ok(Left {
        statement: signed.to_string(),
    })
}

/// Removes a member with all that hangs on the membership, and the coalition
/// if nobody is left in it. What comes back is signed and kept nowhere. To be
/// called in a transaction that writes; what they donated is erased once that
/// is [settled](crate::donations::acts::settle).
///
/// # Errors
/// If they have to name another steward first, or the store fails.
pub async fn remove(
    app: &App,
    conn: &mut Conn,
    coalition: &Coalition,
    member: &Member,
) -> Result<Signed, Problem> {
    if what(conn, member).await?.last_steward {
        return Err(Problem::conflict("last-steward"));
    }
    donations::gone(conn, &member.id, app.now()).await?;
    take_out(app, conn, coalition, member).await
}

/// As [`remove`], whoever is steward then; what is beside the database does not
/// say that they left, since they go on as another member, or it does already.
///
/// # Errors
/// If the store fails.
pub async fn take_out(
    app: &App,
    conn: &mut Conn,
    coalition: &Coalition,
    member: &Member,
) -> Result<Signed, Problem> {
    let what = what(conn, member).await?;
    let head = capstan_store::log::head(conn, &coalition.id).await?;
    crate::decisions::acts::leave(app, conn, member).await?;
    crate::pledges::acts::forget(conn, &member.id, app.now()).await?;
    crate::donations::acts::forget(app, conn, &member.id).await?;
    let account = accounts::of_member(conn, &app.store.keys, &member.id).await?;
    members::remove(conn, &member.id).await?;
    if what.last_member {
        coalitions::remove(conn, &coalition.id).await?;
    }
    let mut removed = vec!["membership".to_owned()];
    removed.extend(what.removed.iter().map(|(table, n)| format!("{n} {table}")));
    let mut kept = vec!["ballots that were counted, which carry no name".to_owned()];
    if what.in_log && !what.last_member {
        kept.push("entries of the stewards' log, which name who answers for an act".to_owned());
    }
    if account.is_some() && !what.last_member {
        kept.push("an account of dividends, which stays yours and carries no name".to_owned());
    }
    let facts: [(&str, Fact); 3] = [
        ("handle", member.handle.clone().into()),
        ("kept", kept.into()),
        ("removed", removed.into()),
    ];
    let statement = Statement {
        about: coalition.slug.clone(),
        at: app.now(),
        facts: facts.map(|(n, f)| (n.to_owned(), f)).into(),
        head: (!what.last_member).then_some(head),
        kind: "left".to_owned(),
    };
    Ok(statement.sign(&key(&app.store.keys)))
}

/// Takes out again who left for good, and which accounts were deleted, after the
/// backup that was restored. To be called after
/// [`donations::acts::catch_up`](crate::donations::acts::catch_up), before
/// anything is served.
///
/// # Errors
/// If the store fails.
pub async fn catch_up(app: &App) -> Result<(), Problem> {
    let vault = vault(app);
    if !vault.any_left() {
        return Ok(());
    }
    let mut conn = app.store.read().await?;
    let members = vault.left(members::all(&mut conn).await?)?;
    let people = vault.left(people::all(&mut conn).await?)?;
    drop(conn);
    for id in &members {
        let mut tx = app.store.begin().await?;
        // With the last of its members goes a coalition.
        let Some(member) = members::find(&mut tx, id).await? else {
            continue;
        };
        let coalition = coalitions::by_id(&mut tx, &member.coalition).await?;
        let coalition = coalition.ok_or_else(Problem::missing)?;
        links::unlink(&mut tx, id).await?;
        take_out(app, &mut tx, &coalition, &member).await?;
        tx.commit().await?;
    }
    for id in &people {
        let mut tx = app.store.begin().await?;
        account::erase(app, &mut tx, id).await?;
        tx.commit().await?;
    }
    if !members.is_empty() || !people.is_empty() {
        tracing::warn!(
            members = members.len(),
            accounts = people.len(),
            "removed who left after the backup"
        );
    }
    Ok(settle(app).await?)
}
