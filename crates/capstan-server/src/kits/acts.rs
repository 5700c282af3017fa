//! Writing kits and letting them be used.

use super::draft::Draft;
use crate::api::list::{self, Page, Part};
use crate::app::App;
use crate::campaigns::acts::{Reason, Seen, see};
use crate::coalitions::acts::log;
use crate::people::notices::tell;
use crate::problem::Problem;
use crate::typed::clean;
use crate::who::Who;
use capstan_coalition::campaign;
use capstan_coalition::pledge::Stand;
use capstan_coalition::role::Deed;
use capstan_coalition::text::PARAGRAPH;
use capstan_store::kits::{self, State, Version};
use capstan_store::members::Member;
use capstan_store::{Conn, id, pledges};
use serde_json::json;

/// The campaign and the member who organises it.
async fn organising(
    app: &App,
    who: &Who,
    conn: &mut Conn,
    campaign: &str,
    deed: Deed,
) -> Result<(Seen, Member), Problem> {
    who.may("organise")?;
    let seen = see(app, who, conn, campaign).await?;
    if !seen.may(deed) {
        return Err(Problem::forbidden("role-too-low"));
    }
    if matches!(
        seen.campaign.state,
        campaign::State::Graded | campaign::State::Withdrawn
    ) {
        return Err(Problem::conflict("campaign-not-now"));
    }
    let member = seen.member.clone().ok_or_else(Problem::missing)?;
    Ok((seen, member))
}

/// A draft of a campaign.
async fn draft_of(conn: &mut Conn, campaign: &str, kit: &str) -> Result<Version, Problem> {
    let found = kits::find(conn, kit).await?;
    let found = found.filter(|version| version.campaign == campaign);
    match found {
        Some(version) if version.state == State::Draft => Ok(version),
        Some(_) => Err(Problem::conflict("kit-reviewed")),
        None => Err(Problem::missing()),
    }
}

/// Writes a new version of a kit, or one's own draft of it anew. Gives its id.
///
/// # Errors
/// What cannot be taken, or that someone else is writing one.
pub async fn write(app: &App, who: &Who, campaign: &str, draft: &Draft) -> Result<String, Problem> {
    let mut tx = app.store.begin().await?;
    let (seen, member) = organising(app, who, &mut tx, campaign, Deed::DraftKit).await?;
    let all = kits::of_campaign(&mut tx, campaign).await?;
    let mut same = all.into_iter().filter(|v| v.kit.lever == draft.lever);
    let newest = same.next();
    let open = newest.as_ref().filter(|v| v.state == State::Draft);
    if open.is_some_and(|v| v.author.is_some() && v.author.as_ref() != Some(&member.id)) {
        return Err(Problem::conflict("kit-draft-there"));
    }
    let number = match (open, &newest) {
        (Some(draft), _) => draft.kit.version,
        (None, Some(newest)) => newest.kit.version.saturating_add(1),
        (None, None) => 1,
    };
    let version = Version {
        id: open.map_or_else(id::id, |v| v.id.clone()),
        campaign: campaign.to_owned(),
        state: State::Draft,
        kit: draft.kit(&seen.campaign, number)?,
        author: Some(member.id),
        note: String::new(),
        made: app.now(),
    };
    kits::put(&mut tx, &version).await?;
    tx.commit().await?;
    Ok(version.id)
}

/// Lets a draft be used in the place of the version before. Its author cannot.
///
/// # Errors
/// If it is no draft, or one's own.
pub async fn approve(app: &App, who: &Who, campaign: &str, kit: &str) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let (seen, member) = organising(app, who, &mut tx, campaign, Deed::ReviewKit).await?;
    let mut version = draft_of(&mut tx, campaign, kit).await?;
    if version.author.as_ref() == Some(&member.id) {
        return Err(Problem::forbidden("kit-own-draft"));
    }
    for mut before in kits::of_campaign(&mut tx, campaign).await? {
        if before.kit.lever == version.kit.lever && before.state == State::InUse {
            before.state = State::Over;
            kits::put(&mut tx, &before).await?;
        }
    }
    version.state = State::InUse;
    version.note = String::new();
    kits::put(&mut tx, &version).await?;
    let more = json!({
        "campaign": campaign,
        "lever": version.kit.lever,
        "version": version.kit.version,
    });
    log(
        &mut tx,
        &seen.coalition.id,
        &member.handle,
        "use-kit",
        more,
        app.now(),
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Sends a draft back to its author with a reason.
///
/// # Errors
/// If it is no draft, or there is no reason.
pub async fn send_back(
    app: &App,
    who: &Who,
    campaign: &str,
    kit: &str,
    reason: &Reason,
) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let (seen, _) = organising(app, who, &mut tx, campaign, Deed::ReviewKit).await?;
    let mut version = draft_of(&mut tx, campaign, kit).await?;
    version.note = clean(&PARAGRAPH, "reason", &reason.reason)?;
    kits::put(&mut tx, &version).await?;
    if let Some(author) = &version.author {
        let args = json!({"campaign": seen.campaign.brief.title});
        let link = format!("/campaigns/{campaign}/kits/{kit}");
        tell(&mut tx, author, "kit-sent-back", &args, &link, app.now()).await?;
    }
    Ok(tx.commit().await?)
}

/// Gives a draft up.
///
/// # Errors
/// If it is no draft.
pub async fn remove(app: &App, who: &Who, campaign: &str, kit: &str) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    organising(app, who, &mut tx, campaign, Deed::DraftKit).await?;
    draft_of(&mut tx, campaign, kit).await?;
    kits::remove(&mut tx, kit).await?;
    Ok(tx.commit().await?)
}

/// Whether someone may see the kits of a campaign: organisers, and whoever has
/// confirmed or is shown.
///
/// # Errors
/// If the store fails.
pub async fn sees(conn: &mut Conn, seen: &Seen) -> Result<bool, Problem> {
    let Some(member) = &seen.member else {
        return Ok(false);
    };
    let pledge = pledges::find(conn, &seen.campaign.id, &member.id).await?;
    let bound = pledge.is_some_and(|p| matches!(p.stand, Stand::Confirmed | Stand::Revealed));
    Ok(bound || seen.may(Deed::DraftKit))
}

/// The versions of a campaign that someone may see: all for organisers, those
/// in use for who takes part.
///
/// # Errors
/// If the store fails.
pub async fn list(conn: &mut Conn, seen: &Seen) -> Result<Vec<Version>, Problem> {
    if !sees(conn, seen).await? {
        return Ok(Vec::new());
    }
    some(conn, seen, "", i64::MAX).await
}

/// A part of them.
///
/// # Errors
/// If the cursor is no version of the campaign, or the store fails.
pub async fn part(conn: &mut Conn, seen: &Seen, part: &Part) -> Result<Page<Version>, Problem> {
    let after = part.after().unwrap_or_default();
    let sees = sees(conn, seen).await?;
    if !after.is_empty() {
        let found = kits::find(conn, after).await?;
        let here = found.filter(|version| sees && version.campaign == seen.campaign.id);
        here.ok_or_else(list::unknown)?;
    }
    let found = match sees {
        true => some(conn, seen, after, list::and_one(part.most())).await?,
        false => Vec::new(),
    };
    Ok(Page::of(found, part.most(), |version| version.id.clone()))
}

async fn some(
    conn: &mut Conn,
    seen: &Seen,
    after: &str,
    most: i64,
) -> Result<Vec<Version>, Problem> {
    let in_use = !seen.may(Deed::DraftKit);
    Ok(kits::some_of_campaign(conn, &seen.campaign.id, in_use, after, most).await?)
}
