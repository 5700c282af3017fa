//! Naming organisers and stewards, and stepping down.

use super::standing::{Standing, log, role_of, standing};
use crate::api::kinds;
use crate::app::App;
use crate::people::notices::tell;
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::role::{Actor, Deed, Refusal, Role, allowed, vanished};
use capstan_coalition::text::handle_key;
use capstan_store::members::{self, Member};
use capstan_store::{Conn, Micros, roles};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// Who is to have which role.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(example = json!({"handle": "bea", "role": "organiser"}))]
pub struct Naming {
    /// The handle of the member.
    #[schema(value_type = kinds::Handle, required)]
    pub handle: String,
    /// The role.
    #[schema(value_type = kinds::Role, required)]
    pub role: String,
}

/// What came of naming someone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Named {
    /// They have the role now.
    Done,
    /// Another steward has to confirm it.
    Waits,
}

/// Who answers for a coalition, as its members see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Staff {
    /// The handles of its stewards.
    pub stewards: Vec<String>,
    /// The handles of its organisers.
    pub organisers: Vec<String>,
    /// Members who are proposed as stewards.
    pub nominations: Vec<Nominated>,
}

/// A member who is proposed as a steward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Nominated {
    /// Their handle.
    pub handle: String,
    /// The steward who proposed them.
    pub by: String,
}

/// Who answers for a coalition.
///
/// # Errors
/// If the store fails.
pub async fn staff(conn: &mut Conn, coalition: &str) -> Result<Staff, Problem> {
    let handles = |all: Vec<Member>| all.into_iter().map(|m| m.handle).collect();
    let nominations = roles::nominations(conn, coalition).await?;
    let nominated = |n: roles::Nomination| Nominated {
        handle: n.handle,
        by: n.by,
    };
    Ok(Staff {
        stewards: handles(roles::with(conn, coalition, Role::Steward.key()).await?),
        organisers: handles(roles::with(conn, coalition, Role::Organiser.key()).await?),
        nominations: nominations.into_iter().map(nominated).collect(),
    })
}

pub(super) fn refused(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::RoleTooLow | Refusal::SecondTooLow => Problem::forbidden("role-too-low"),
        Refusal::SecondNeeded => Problem::conflict("second-needed"),
        Refusal::SamePerson => Problem::conflict("same-person"),
        Refusal::NotVanished => Problem::conflict("not-vanished"),
    }
}

/// Gives a member a role. A steward names organisers alone; naming a steward
/// waits for another steward, unless there is one only. Everyone may step down
/// themselves; nobody else makes a steward less.
///
/// # Errors
/// If they may not, or there is no such member.
pub async fn name(app: &App, who: &Who, slug: &str, naming: &Naming) -> Result<Named, Problem> {
    let role = Role::ALL.iter().copied().find(|r| r.key() == naming.role);
    let role = role.ok_or_else(|| Problem::input("role", "role-unknown"))?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    // Stepping down is open to every role; the rest is checked below.
    let standing = standing(app, who, &mut tx, slug, Deed::Vote).await?;
    let key = handle_key(naming.handle.trim());
    let found = members::by_handle(&mut tx, &standing.coalition.id, &key).await?;
    let known = |standing: &Standing| standing.role == Role::Steward;
    let target = match found {
        Some(target) => target,
        // Who is a member is nobody's business but a steward's.
        None if known(&standing) => return Err(Problem::input("handle", "handle-unknown")),
        None => return Err(Problem::forbidden("role-too-low")),
    };
    let before = role_of(&target.role);
    let named = if target.id == standing.member.id && role < before {
        who.may("member")?;
        step_down(&mut tx, &standing, role, now).await?;
        Named::Done
    } else {
        who.may("steward")?;
        if role == Role::Steward {
            steward(&mut tx, &standing, &target, now).await?
        } else {
            organiser(&mut tx, &standing, &target, role, now).await?;
            Named::Done
        }
    };
    tx.commit().await?;
    Ok(named)
}

async fn step_down(
    conn: &mut Conn,
    standing: &Standing,
    role: Role,
    now: Micros,
) -> Result<(), Problem> {
    let coalition = &standing.coalition.id;
    if standing.role == Role::Steward && roles::stewards(conn, coalition).await?.count <= 1 {
        return Err(Problem::conflict("last-steward"));
    }
    roles::set(conn, &standing.member.id, role.key()).await?;
    let by = &standing.member.handle;
    let more = json!({"role": role.key()});
    log(conn, coalition, by, "step-down", more, now).await
}

async fn organiser(
    conn: &mut Conn,
    standing: &Standing,
    target: &Member,
    role: Role,
    now: Micros,
) -> Result<(), Problem> {
    let coalition = &standing.coalition.id;
    let stewards = roles::stewards(conn, coalition).await?;
    let first = actor(&standing.member);
    allowed(Deed::NameOrganiser, &first, None, stewards, now).map_err(refused)?;
    if role_of(&target.role) == Role::Steward {
        return Err(Problem::conflict("steward-stays"));
    }
    set(conn, standing, target, role, &standing.member.handle, now).await
}

async fn steward(
    conn: &mut Conn,
    standing: &Standing,
    target: &Member,
    now: Micros,
) -> Result<Named, Problem> {
    let coalition = &standing.coalition.id;
    let own = actor(&standing.member);
    let stewards = roles::stewards(conn, coalition).await?;
    if role_of(&target.role) == Role::Steward {
        return Err(Problem::conflict("steward-already"));
    }
    let nominations = roles::nominations(conn, coalition).await?;
    let nomination = nominations.iter().find(|n| n.member == target.id);
    let proposer = match nomination {
        None => None,
        Some(n) => members::find(conn, &n.proposer).await?,
    };
    let outcome = match &proposer {
        None => allowed(Deed::NameSteward, &own, None, stewards, now),
        Some(first) => allowed(Deed::NameSteward, &actor(first), Some(&own), stewards, now),
    };
    match outcome {
        Ok(()) => {
            let first = proposer.map_or_else(|| standing.member.handle.clone(), |p| p.handle);
            set(conn, standing, target, Role::Steward, &first, now).await?;
            Ok(Named::Done)
        }
        // Who proposed them stepped down meanwhile: this is the first word.
        Err(Refusal::SecondNeeded) | Err(Refusal::RoleTooLow) if standing.role == Role::Steward => {
            roles::forget(conn, &target.id).await?;
            roles::nominate(conn, coalition, &target.id, &standing.member.id, now).await?;
            let more = json!({"handle": target.handle});
            let by = &standing.member.handle;
            log(conn, coalition, by, "propose-steward", more, now).await?;
            let args = json!({"handle": target.handle});
            let link = format!("/coalitions/{}/members", standing.coalition.slug);
            for other in roles::with(conn, coalition, Role::Steward.key()).await? {
                if other.id != standing.member.id {
                    tell(conn, &other.id, "steward-proposed", &args, &link, now).await?;
                }
            }
            Ok(Named::Waits)
        }
        Err(refusal) => Err(refused(refusal)),
    }
}

pub(super) fn actor(member: &Member) -> Actor<&str> {
    Actor {
        person: &member.id,
        role: role_of(&member.role),
    }
}

/// Gives the role, tells the member, and writes it into the log.
async fn set(
    conn: &mut Conn,
    standing: &Standing,
    target: &Member,
    role: Role,
    proposer: &str,
    now: Micros,
) -> Result<(), Problem> {
    let coalition = &standing.coalition;
    roles::set(conn, &target.id, role.key()).await?;
    let more = json!({"handle": target.handle, "role": role.key(), "proposed-by": proposer});
    let by = &standing.member.handle;
    log(conn, &coalition.id, by, "name", more, now).await?;
    let link = format!("/coalitions/{}/members", coalition.slug);
    let key = format!("named-{}", role.key());
    tell(conn, &target.id, &key, &json!({}), &link, now).await
}

/// Takes back that a member is proposed as a steward.
///
/// # Errors
/// If they are no steward, or nobody of that handle is proposed.
pub async fn take_back(app: &App, who: &Who, slug: &str, handle: &str) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::NameSteward).await?;
    let coalition = &standing.coalition.id;
    let target = members::by_handle(&mut tx, coalition, &handle_key(handle.trim())).await?;
    let target = target.ok_or_else(Problem::missing)?;
    if !roles::forget(&mut tx, &target.id).await? {
        return Err(Problem::missing());
    }
    let more = json!({"handle": target.handle});
    let by = &standing.member.handle;
    log(&mut tx, coalition, by, "take-back-steward", more, app.now()).await?;
    Ok(tx.commit().await?)
}

/// Puts new stewards in the place of those who vanished, as a decision said.
/// The old ones become members. To be called in the transaction in which the
/// decision is counted.
///
/// # Errors
/// If a steward acted meanwhile, nobody is named, or a handle is no member's.
pub async fn replace_stewards(
    conn: &mut Conn,
    coalition: &str,
    handles: &[String],
    now: Micros,
) -> Result<(), Problem> {
    let stewards = roles::stewards(conn, coalition).await?;
    if !vanished(stewards.last_act, now) {
        return Err(refused(Refusal::NotVanished));
    }
    let mut named = Vec::new();
    for handle in handles {
        let found = members::by_handle(conn, coalition, &handle_key(handle)).await?;
        named.push(found.ok_or_else(|| Problem::input("handle", "handle-unknown"))?);
    }
    if named.is_empty() {
        return Err(Problem::input("handle", "handle-unknown"));
    }
    for old in roles::with(conn, coalition, Role::Steward.key()).await? {
        roles::set(conn, &old.id, Role::Member.key()).await?;
    }
    let link = "/inbox";
    for member in &named {
        roles::set(conn, &member.id, Role::Steward.key()).await?;
        // They are new, and have not vanished.
        members::seen(conn, &member.id, now).await?;
        tell(conn, &member.id, "named-steward", &json!({}), link, now).await?;
    }
    let handles: Vec<&str> = named.iter().map(|m| m.handle.as_str()).collect();
    let more = json!({"handles": handles});
    log(conn, coalition, "decision", "replace-stewards", more, now).await
}
