//! Reporting, ruling and replying.

use super::post::{self, Post};
use crate::api::kinds;
use crate::api::list::{self, Page};
use crate::app::App;
use crate::coalitions::acts::{log, standing};
use crate::limits::{Limit, Peer};
use crate::people::notices::tell;
use crate::problem::Problem;
use crate::typed::clean;
use crate::who::Who;
use capstan_coalition::role::Deed;
use capstan_coalition::text::{Form, Kind, NAME, PARAGRAPH};
use capstan_store::reports::{self, About, Reply, Report, Ruling};
use capstan_store::{Conn, Micros, id};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// Why something is reported, or ruled so: a few sentences.
pub const REASON: Kind = Kind::new("reason", 3, 1000, Form::Lines);

/// The most replies to one post that wait at the same time.
const MOST_WAITING: i64 = 20;

/// Why something is reported.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(example = json!({"reason": "It names a person who did not agree."}))]
pub struct Reporting {
    /// The reason, in a few sentences.
    #[schema(value_type = kinds::Reason, required)]
    pub reason: String,
}

/// What someone who is named in a post says to it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(example = json!({"name": "Example Ltd", "text": "We have published how pay is made."}))]
pub struct Replying {
    /// As whom they speak.
    #[schema(value_type = kinds::Name, required)]
    pub name: String,
    /// What they say.
    #[schema(value_type = kinds::Paragraph, required)]
    pub text: String,
}

/// What a steward rules about a post.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(example = json!({
    "kind": "coalition", "id": "fair-feeds", "ruling": "keep", "reason": "It names nobody."
}))]
pub struct Decree {
    /// The kind of the post.
    #[schema(value_type = kinds::PostKind, required)]
    pub kind: String,
    /// Its id; of a coalition, its name in addresses.
    #[schema(required)]
    pub id: String,
    /// Whether it is hidden or kept.
    #[schema(value_type = kinds::Ruling, required)]
    pub ruling: String,
    /// The reason, which the author is told and the log keeps.
    #[schema(value_type = kinds::Reason, required)]
    pub reason: String,
}

/// A post that was reported, with the reasons.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Reported {
    /// The kind of the post.
    #[schema(value_type = kinds::PostKind)]
    pub kind: String,
    /// Its id.
    pub id: String,
    /// What it is called; empty if it is gone.
    pub title: String,
    /// Where it stands.
    pub path: String,
    /// Why it was reported.
    pub reason: String,
    /// The day, in microseconds UTC since 1970.
    pub day: i64,
}

/// A reply that waits for a steward.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Waiting {
    /// Its id.
    pub id: String,
    /// Where the post stands that it is about.
    pub path: String,
    /// As whom they speak.
    pub name: String,
    /// What they say.
    pub text: String,
}

/// What waits for the stewards of a coalition.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Queue {
    /// A part of the reports, oldest first.
    pub items: Vec<Reported>,
    /// The cursor of the next part; null at the end.
    pub next: Option<String>,
    /// Replies that wait to be accepted.
    pub replies: Vec<Waiting>,
}

/// What someone says to a text in which they are named.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Said {
    /// As whom they speak.
    pub name: String,
    /// What they say.
    pub text: String,
    /// The day, in microseconds UTC since 1970.
    pub day: Micros,
}

impl From<Reply> for Said {
    fn from(reply: Reply) -> Self {
        Self {
            name: reply.name,
            text: reply.text,
            day: id::day(reply.made),
        }
    }
}

/// Why a post is hidden, if it is.
///
/// # Errors
/// If the store fails.
pub async fn hidden(conn: &mut Conn, kind: &str, id: &str) -> Result<Option<String>, Problem> {
    let ruling = reports::ruling(conn, &about(kind, id)).await?;
    Ok(ruling.filter(|r| r.hidden).map(|r| r.reason))
}

/// The accepted replies to a post.
///
/// # Errors
/// If the store fails.
pub async fn replies(conn: &mut Conn, kind: &str, id: &str) -> Result<Vec<Reply>, Problem> {
    Ok(reports::replies(conn, &about(kind, id)).await?)
}

fn about(kind: &str, id: &str) -> About {
    About {
        kind: kind.to_owned(),
        id: id.to_owned(),
    }
}

/// The tag that stands for a person as the reporter of one post.
pub fn reporter(app: &App, person: &str, about: &About) -> String {
    let keys = &app.store.keys;
    keys.tag("reports", &[person, &about.kind, &about.id])
}

/// Reports a post to the stewards of its coalition. Reporting it again says
/// nothing more. Nothing about who reports is kept but a tag for this post.
///
/// # Errors
/// If nobody is signed in, there is no such post, or what cannot be taken.
pub async fn report(
    app: &App,
    who: &Who,
    kind: &str,
    id: &str,
    reporting: &Reporting,
) -> Result<Post, Problem> {
    let person = who.may("member")?;
    let reason = clean(&REASON, "reason", &reporting.reason)?;
    let about = about(kind, id);
    let tag = reporter(app, person, &about);
    let mut tx = app.store.begin().await?;
    let post = post::find(&mut tx, &about).await?;
    let report = Report {
        // One that sorts by time would tell when they reported.
        id: id::blind(),
        coalition: post.coalition.clone(),
        about,
        reason,
        made: id::day(app.now()),
    };
    match reports::report(&mut tx, &report, &tag).await {
        Ok(()) => tx.commit().await?,
        Err(capstan_store::StoreError::Taken { .. }) => {
            return Err(Problem::conflict("reported-already"));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(post)
}

/// Proposes a reply to a post, without an account. It is shown once a steward
/// accepts it.
///
/// # Errors
/// If there is no such post, what cannot be taken, or too many wait.
pub async fn reply(
    app: &App,
    peer: &Peer,
    kind: &str,
    id: &str,
    replying: &Replying,
) -> Result<Post, Problem> {
    let name = clean(&NAME, "name", &replying.name)?;
    let text = clean(&PARAGRAPH, "text", &replying.text)?;
    app.limits.take(Limit::Reply, &peer.0)?;
    let about = about(kind, id);
    let mut tx = app.store.begin().await?;
    let post = post::find(&mut tx, &about).await?;
    if reports::count_waiting(&mut tx, &about).await? >= MOST_WAITING {
        return Err(Problem::conflict("replies-wait"));
    }
    let reply = Reply {
        id: id::blind(),
        coalition: post.coalition.clone(),
        about,
        name,
        text,
        made: app.now(),
        shown: false,
    };
    reports::reply(&mut tx, &reply).await?;
    tx.commit().await?;
    Ok(post)
}

/// What waits for the stewards of a coalition: reports after the cursor
/// `after`, at most `most`.
///
/// # Errors
/// If they are no steward of it.
pub async fn queue(
    app: &App,
    who: &Who,
    slug: &str,
    after: Option<&str>,
    most: usize,
) -> Result<Queue, Problem> {
    who.may("steward")?;
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::SeeReports).await?;
    let coalition = &standing.coalition.id;
    if let Some(after) = after
        && !reports::waits(&mut tx, coalition, after).await?
    {
        return Err(list::unknown());
    }
    let found = reports::waiting(&mut tx, coalition, after, list::and_one(most)).await?;
    let found = Page::of(found, most, |report| report.id.clone());
    let mut items = Vec::new();
    for report in found.items {
        let post = post::find(&mut tx, &report.about).await.ok();
        let (title, path) = post.map_or_else(Default::default, |p| (p.title, p.path));
        items.push(Reported {
            kind: report.about.kind,
            id: report.about.id,
            title,
            path,
            reason: report.reason,
            day: report.made,
        });
    }
    let mut replies = Vec::new();
    for reply in reports::replies_waiting(&mut tx, coalition, MOST_WAITING).await? {
        let post = post::find(&mut tx, &reply.about).await.ok();
        replies.push(Waiting {
            id: reply.id,
            path: post.map_or_else(String::new, |p| p.path),
            name: reply.name,
            text: reply.text,
        });
    }
    tx.commit().await?;
    Ok(Queue {
        items,
        next: found.next,
        replies,
    })
}

/// Hides a post or keeps it, with a reason that its authors are told and the
/// log keeps. The reports about it are settled by that.
///
/// # Errors
/// If they are no steward, the post is not of their coalition, or what cannot
/// be taken.
pub async fn rule(app: &App, who: &Who, slug: &str, decree: &Decree) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::Moderate).await?;
    let reason = clean(&REASON, "reason", &decree.reason)?;
    let hidden = match decree.ruling.as_str() {
        "hide" => true,
        "keep" => false,
        _ => return Err(Problem::input("ruling", "ruling-unknown")),
    };
    let about = about(&decree.kind, &decree.id);
    let post = post::find(&mut tx, &about).await?;
    if post.coalition != standing.coalition.id {
        return Err(Problem::missing());
    }
    let ruling = Ruling {
        hidden,
        reason,
        made: now,
    };
    reports::rule(&mut tx, &post.coalition, &about, &ruling).await?;
    post::list_again(&mut tx, &about, &post, hidden).await?;
    let did = if hidden { "hide" } else { "keep" };
    let more = json!({"kind": about.kind, "id": about.id, "why": ruling.reason});
    let by = &standing.member.handle;
    log(&mut tx, &post.coalition, by, did, more, now).await?;
    let key = format!("post-{did}");
    let args = json!({"title": post.title, "why": ruling.reason});
    for author in &post.authors {
        tell(&mut tx, author, &key, &args, &post.path, now).await?;
    }
    Ok(tx.commit().await?)
}

/// Accepts a reply, so that it stands beside its post, or refuses it, so that
/// it is removed.
///
/// # Errors
/// If they are no steward, or there is no such reply.
pub async fn settle(
    app: &App,
    who: &Who,
    slug: &str,
    reply: &str,
    accept: bool,
) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::Moderate).await?;
    let coalition = &standing.coalition.id;
    let found = reports::find_reply(&mut tx, coalition, reply).await?;
    let found = found.ok_or_else(Problem::missing)?;
    reports::settle_reply(&mut tx, reply, accept).await?;
    let did = if accept {
        "accept-reply"
    } else {
        "refuse-reply"
    };
    let more = json!({"kind": found.about.kind, "id": found.about.id, "name": found.name});
    let by = &standing.member.handle;
    log(&mut tx, coalition, by, did, more, app.now()).await?;
    Ok(tx.commit().await?)
}
