//! Joining a coalition, and the handle one has in it.

use super::charters::read_version;
use super::end::goes_on;
use super::found::newcomer;
use super::standing::{coalition, standing};
use crate::api::kinds;
use crate::app::App;
use crate::invitations::acts::redeem;
use crate::problem::Problem;
use crate::typed::clean;
use crate::who::Who;
use capstan_coalition::charter::Joining;
use capstan_coalition::role::Deed;
use capstan_coalition::text::{HANDLE, handle_key};
use capstan_store::{charters, contacts, members};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What it takes to join.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(example = json!({"handle": "bea", "agrees_to": 1}))]
pub struct Join {
    /// What one is known by in this coalition only.
    #[schema(value_type = kinds::Handle, required)]
    pub handle: String,
    /// The version of the charter that was read and is agreed to.
    #[schema(minimum = 1, required)]
    pub agrees_to: u32,
    /// The code of an invitation, or empty.
    pub invitation: String,
}

/// Another handle.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(example = json!({"handle": "bea-2"}))]
pub struct Rename {
    /// The handle.
    #[schema(value_type = kinds::Handle, required)]
    pub handle: String,
}

/// A handle that someone else has.
fn taken(error: capstan_store::StoreError) -> Problem {
    match error {
        capstan_store::StoreError::Taken { .. } => Problem {
            field: Some("handle"),
            ..Problem::conflict("handle-taken")
        },
        error => error.into(),
    }
}

/// Joins a coalition.
///
/// # Errors
/// What cannot be taken; that they are a member; that the charter changed
/// meanwhile; that it takes an invitation.
pub async fn join(app: &App, who: &Who, slug: &str, join: &Join) -> Result<(), Problem> {
    who.may("member")?;
    let person = who.tag(app)?;
    let handle = clean(&HANDLE, "handle", &join.handle)?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let coalition = coalition(&mut tx, slug).await?;
    if who.member(app, &mut tx, &coalition.id).await?.is_some() {
        return Err(Problem::conflict("member-already"));
    }
    goes_on(&mut tx, &coalition.id).await?;
    let version = read_version(&coalition.charter, join.agrees_to)?;
    let tier = match (version.charter.who_may_join, join.invitation.trim()) {
        (Joining::Open, "") if contacts::evident(&mut tx, &person).await? => "email",
        (Joining::Open, "") => "none",
        (_, "") => return Err(Problem::input("invitation", "invitation-needed")),
        (_, code) => {
            redeem(&mut tx, &coalition.id, code, now).await?;
            "invitation"
        }
    };
    let member = newcomer(&coalition.id, handle, "member", tier, now);
    let key = handle_key(&member.handle);
    let added = members::add(&mut tx, &member, &person, &key).await;
    added.map_err(taken)?;
    charters::agree(&mut tx, &member.id, &version, now).await?;
    Ok(tx.commit().await?)
}

/// Takes another handle. What stands in the log stays as it was written.
///
/// # Errors
/// If they are no member, or the handle is taken or cannot be one.
pub async fn rename(app: &App, who: &Who, slug: &str, rename: &Rename) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::Vote).await?;
    let handle = clean(&HANDLE, "handle", &rename.handle)?;
    let key = handle_key(&handle);
    let renamed = members::rename(&mut tx, &standing.member.id, &handle, &key).await;
    renamed.map_err(taken)?;
    Ok(tx.commit().await?)
}
