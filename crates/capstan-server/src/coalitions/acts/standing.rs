//! Where someone stands in a coalition, and what they may do there.

use crate::app::App;
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::role::{Deed, Role, least, may};
use capstan_store::coalitions::{self, Coalition};
use capstan_store::members::{self, Member};
use capstan_store::{Conn, Micros};
use serde_json::Value;

/// A member in their coalition.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The coalition.
    pub coalition: Coalition,
    /// The member.
    pub member: Member,
    /// Their role.
    pub role: Role,
}

/// The role that the store calls `name`; that of a member for any other name.
pub fn role_of(name: &str) -> Role {
    let role = Role::ALL.iter().copied().find(|r| r.key() == name);
    role.unwrap_or(Role::Member)
}

/// The coalition with this slug.
///
/// # Errors
/// If there is none.
pub async fn coalition(conn: &mut Conn, slug: &str) -> Result<Coalition, Problem> {
    let found = coalitions::by_slug(conn, slug).await?;
    found.ok_or_else(Problem::missing)
}

/// Where someone stands in a coalition, if they may do this deed there; a
/// second person aside. In a transaction that writes, it is noted that they
/// acted today.
///
/// # Errors
/// If nobody is signed in or the program may not; that there is no such thing,
/// if they are no member; that their role does not allow it.
pub async fn standing(
    app: &App,
    who: &Who,
    conn: &mut Conn,
    slug: &str,
    deed: Deed,
) -> Result<Standing, Problem> {
    who.may(match (deed, least(deed)) {
        (Deed::ReadAsMember, _) => "read",
        (_, Role::Member) => "member",
        (_, Role::Organiser) => "organise",
        (_, Role::Steward) => "steward",
    })?;
    let coalition = coalition(conn, slug).await?;
    let member = who.member(app, conn, &coalition.id).await?;
    let member = member.ok_or_else(Problem::missing)?;
    let role = role_of(&member.role);
    if !may(role, deed) {
        return Err(Problem::forbidden("role-too-low"));
    }
    if deed != Deed::ReadAsMember {
        members::seen(conn, &member.id, app.now()).await?;
    }
    Ok(Standing {
        coalition,
        member,
        role,
    })
}

/// Writes into the log of a coalition what someone did there, with what else
/// is to be known: an object with kebab-case names, and nothing about a member
/// that they did not publish themselves.
///
/// # Errors
/// If the store fails.
pub async fn log(
    conn: &mut Conn,
    coalition: &str,
    by: &str,
    did: &str,
    more: Value,
    now: Micros,
) -> Result<(), Problem> {
    let mut entry = serde_json::json!({"at": now, "by": by, "did": did});
    if let (Value::Object(entry), Value::Object(more)) = (&mut entry, more) {
        entry.extend(more);
    }
    capstan_store::log::append(conn, coalition, &entry.to_string()).await?;
    Ok(())
}
