//! Steps that members have done, and what they attach to them.

use super::acts;
use crate::api::kinds;
use crate::api::list::{self, Page, Part};
use crate::app::App;
use crate::campaigns::acts::{Seen, see};
use crate::problem::Problem;
use crate::typed::clean_or_empty;
use crate::who::Who;
use axum::http::StatusCode;
use capstan_coalition::kit::{Progress, Proof};
use capstan_coalition::lever::Lever;
use capstan_coalition::pledge::Stand;
use capstan_coalition::role::Role;
use capstan_coalition::text::{Form, Kind};
use capstan_donation::{Kind as FileKind, Limits, kind};
use capstan_store::blobs::Blobs;
use capstan_store::kits::{self, Done, State};
use capstan_store::{Conn, pledges};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The largest picture, in bytes: 5 MB.
pub const LARGEST: usize = 5_000_000;

/// What people write to a step.
pub const WORDS: Kind = Kind::new("words", 1, 1000, Form::Lines);

/// What is written to a step that is done.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = KitStepWords, example = json!({"words": ""}))]
pub struct Words {
    /// A few words, or the number under which the operator has it. May be
    /// empty.
    #[schema(value_type = kinds::StepWords)]
    pub words: String,
}

/// A step as its member sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = KitStep)]
pub struct Mine {
    /// The lever.
    #[schema(value_type = kinds::Lever)]
    pub lever: Lever,
    /// The step.
    #[schema(example = "open-settings")]
    pub step: String,
    /// Whether they have done it.
    pub done: bool,
    /// What they wrote to it.
    pub words: String,
    /// The hash of the picture they attached; empty if none.
    pub picture: String,
    /// How far people had come with it when that was last published.
    #[schema(value_type = kinds::Progress)]
    pub progress: Progress,
}

/// What someone attached to a step, for stewards.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = KitProof)]
pub struct Attached {
    /// The handle.
    pub handle: String,
    /// The step.
    pub step: String,
    /// What they wrote.
    pub words: String,
    /// The hash of their picture; empty if none.
    pub picture: String,
}

/// The pictures that people attach.
pub fn blobs(app: &App) -> Blobs {
    Blobs::new(&app.config.data, "proofs")
}

/// A lever by its key.
pub fn lever(key: &str) -> Result<Lever, Problem> {
    let found = Lever::ALL.iter().find(|lever| lever.key() == key);
    found.copied().ok_or_else(Problem::missing)
}

/// The steps in use, as whoever asks sees them.
///
/// # Errors
/// If the store fails.
pub async fn mine(conn: &mut Conn, seen: &Seen) -> Result<Vec<Mine>, Problem> {
    let Some(member) = &seen.member else {
        return Ok(Vec::new());
    };
    let id = &seen.campaign.id;
    let mut steps = Vec::new();
    for version in acts::list(conn, seen).await? {
        if version.state != State::InUse {
            continue;
        }
        let lever = version.kit.lever;
        let done = kits::done_by(conn, id, lever, &member.id).await?;
        for step in version.kit.steps {
            let here = done.iter().find(|done| done.step == step.id);
            steps.push(Mine {
                lever,
                done: here.is_some(),
                words: here.map_or(String::new(), |done| done.words.clone()),
                picture: here.map_or(String::new(), |done| done.file.clone()),
                progress: kits::progress(conn, id, lever, &step.id).await?,
                step: step.id,
            });
        }
    }
    Ok(steps)
}

/// The member, if they take part and this is a step of a kit in use; and what
/// may be attached to it.
async fn acting(
    app: &App,
    who: &Who,
    conn: &mut Conn,
    campaign: &str,
    lever: Lever,
    step: &str,
) -> Result<(String, Option<Proof>), Problem> {
    who.may("member")?;
    let seen = see(app, who, conn, campaign).await?;
    let member = seen.member.as_ref();
    let member = member.ok_or_else(|| Problem::forbidden("pledge-members"))?;
    let pledge = pledges::find(conn, campaign, &member.id).await?;
    if !pledge.is_some_and(|pledge| pledge.stand == Stand::Revealed) {
        return Err(Problem::forbidden("kit-not-yet"));
    }
    let all = kits::of_campaign(conn, campaign).await?;
    let mut used = all
        .into_iter()
        .filter(|v| v.state == State::InUse && v.kit.lever == lever);
    let found = used.next().and_then(|version| {
        let mut steps = version.kit.steps.into_iter();
        steps.find(|s| s.id == step)
    });
    let found = found.ok_or_else(Problem::missing)?;
    Ok((member.id.clone(), found.proof))
}

/// Marks a step as done, with a few words if the step asks for them. A picture
/// that was attached before stays.
///
/// # Errors
/// If they do not take part, there is no such step, or what was written cannot
/// be taken.
pub async fn mark(
    app: &App,
    who: &Who,
    campaign: &str,
    lever: Lever,
    step: &str,
    words: &Words,
) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let (member, proof) = acting(app, who, &mut tx, campaign, lever, step).await?;
    let words = clean_or_empty(&WORDS, "words", &words.words)?;
    if !words.is_empty() && !matches!(proof, Some(Proof::Words | Proof::Reference)) {
        return Err(Problem::input("words", "kit-no-words"));
    }
    let before = kits::done_by(&mut tx, campaign, lever, &member).await?;
    let before = before.into_iter().find(|done| done.step == step);
    let done = Done {
        step: step.to_owned(),
        words,
        ..before.unwrap_or_default()
    };
    kits::mark(&mut tx, campaign, lever, &member, &done).await?;
    Ok(tx.commit().await?)
}

/// Whether someone may attach a picture to a step, before anything of it is
/// taken.
///
/// # Errors
/// If they do not take part, or the step asks for none.
pub async fn may_attach(
    app: &App,
    who: &Who,
    campaign: &str,
    lever: Lever,
    step: &str,
) -> Result<(), Problem> {
    let mut conn = app.store.read().await?;
    match acting(app, who, &mut conn, campaign, lever, step).await? {
        (_, Some(Proof::Picture)) => Ok(()),
        _ => Err(Problem::input("picture", "kit-no-picture")),
    }
}

/// The media type of a picture, if the file is one and nothing else.
fn media_type(picture: &[u8]) -> Option<&'static str> {
    match kind("", picture, &Limits::default()).ok()? {
        FileKind::Png => Some("image/png"),
        FileKind::Jpeg => Some("image/jpeg"),
        FileKind::WebP => Some("image/webp"),
        _ => None,
    }
}

/// Marks a step as done with a picture.
///
/// # Errors
/// If it is none or too large, or as [`may_attach`].
pub async fn attach(
    app: &App,
    who: &Who,
    campaign: &str,
    lever: Lever,
    step: &str,
    picture: &[u8],
) -> Result<(), Problem> {
    may_attach(app, who, campaign, lever, step).await?;
    let kind = media_type(picture).ok_or_else(|| Problem::input("picture", "kit-picture"))?;
    let mut upload = blobs(app).upload(LARGEST as u64).await?;
    upload.write(picture).await?;
    upload.whole().await?;
    let mut tx = app.store.begin().await?;
    let (member, _) = acting(app, who, &mut tx, campaign, lever, step).await?;
    let blob = upload.keep().await?;
    let done = Done {
        step: step.to_owned(),
        words: String::new(),
        file: blob.hash,
        kind: kind.to_owned(),
    };
    kits::mark(&mut tx, campaign, lever, &member, &done).await?;
    Ok(tx.commit().await?)
}

/// Takes a mark back with all that was attached.
///
/// # Errors
/// If they do not take part, or there is no such step.
pub async fn unmark(
    app: &App,
    who: &Who,
    campaign: &str,
    lever: Lever,
    step: &str,
) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let (member, _) = acting(app, who, &mut tx, campaign, lever, step).await?;
    kits::unmark(&mut tx, campaign, lever, &member, step).await?;
    Ok(tx.commit().await?)
}

/// What people attached in a campaign, for its stewards, at most `most`; the
/// cursor is a handle, a slash and a step.
///
/// # Errors
/// If they are no steward, or the cursor is none.
pub async fn attached(
    app: &App,
    who: &Who,
    campaign: &str,
    part: &Part,
    most: usize,
) -> Result<Page<Attached>, Problem> {
    who.may("steward")?;
    let after = part.after().unwrap_or("/").split_once('/');
    let after = after.ok_or_else(list::unknown)?;
    let mut conn = app.store.read().await?;
    let seen = see(app, who, &mut conn, campaign).await?;
    if seen.role() != Some(Role::Steward) {
        return Err(Problem::forbidden("role-too-low"));
    }
    let all = kits::attached(&mut conn, campaign, after, list::and_one(most)).await?;
    let page = Page::of(all, most, |(handle, done)| {
        format!("{handle}/{}", done.step)
    });
    Ok(page.map(|(handle, done)| Attached {
        handle,
        step: done.step,
        words: done.words,
        picture: done.file,
    }))
}

/// A picture with its media type, for who attached it and for stewards.
///
/// # Errors
/// If there is none, or it is not theirs to see.
pub async fn picture(
    app: &App,
    who: &Who,
    campaign: &str,
    hash: &str,
) -> Result<(String, Vec<u8>), Problem> {
    who.may("read")?;
    let mut conn = app.store.read().await?;
    let seen = see(app, who, &mut conn, campaign).await?;
    let steward = seen.role() == Some(Role::Steward) && who.may("steward").is_ok();
    let member = seen.member.ok_or_else(Problem::missing)?.id;
    let only = (!steward).then_some(member.as_str());
    let kind = kits::file(&mut conn, campaign, only, hash).await?;
    let kind = kind
        .filter(|kind| !kind.is_empty())
        .ok_or(Problem::new(StatusCode::NOT_FOUND, "missing"))?;
    drop(conn);
    Ok((kind, blobs(app).read(hash).await?))
}

/// Removes pictures that no step names any more.
///
/// # Errors
/// If the store or the disk fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let blobs = blobs(app);
    let there = blobs.all().await?;
    let mut conn = app.store.read().await?;
    let named = kits::files(&mut conn).await?;
    drop(conn);
    if there.iter().all(|hash| named.contains(hash)) {
        return Ok(());
    }
    // One may just have come: only inside a transaction that writes is it sure.
    let mut tx = app.store.begin().await?;
    let named = kits::files(&mut tx).await?;
    for hash in blobs.all().await? {
        if !named.contains(&hash) {
            blobs.remove(&hash).await?;
        }
    }
    Ok(tx.commit().await?)
}
