//! A coalition, and its log, as people see them.

use super::end::ends;
use super::roles::{Staff, staff};
use super::standing::{coalition, standing};
use crate::api::kinds;
use crate::api::list::Part;
use crate::app::App;
use crate::coalitions::charter::Clauses;
use crate::moderation;
use crate::moderation::acts::Said;
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::role::Deed;
use capstan_proof::Published;
use capstan_store::{Micros, charters, coalitions};
use serde::Serialize;
use utoipa::ToSchema;

/// A coalition.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct View {
    /// Its name in addresses.
    #[schema(example = "riders-of-the-north")]
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it wants; empty while stewards have hidden it.
    pub summary: String,
    /// Its vision tags.
    pub visions: Vec<String>,
    /// Where it is.
    pub place: String,
    /// The codes of its languages.
    pub languages: Vec<String>,
    /// The published size: 0 for fewer than 10 people, else at least so many.
    #[schema(example = 50)]
    pub size: i64,
    /// As of when, in microseconds UTC since 1970.
    pub size_at: i64,
    /// The day on which it is to end, as the time of its beginning in
    /// microseconds UTC since 1970; 0 if it goes on.
    pub ends: Micros,
    /// The charter that holds.
    pub charter: Clauses,
    /// Its version.
    pub charter_version: u32,
    /// Its hash, which names it for ever.
    pub charter_hash: String,
    /// Why its texts are hidden, if they are.
    pub hidden: Option<String>,
    /// What others who are named in its texts say to them.
    pub replies: Vec<Said>,
}

/// Someone in a coalition, as they see themselves.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Me {
    /// Their handle.
    #[schema(example = "bea")]
    pub handle: String,
    /// Their role.
    #[schema(value_type = kinds::Role)]
    pub role: String,
    /// What is known of them.
    #[schema(value_type = kinds::Tier)]
    pub tier: String,
    /// When they joined, in microseconds UTC since 1970.
    pub joined: Micros,
    /// The version of the charter they agreed to last.
    pub agreed: i64,
}

/// An entry of the log.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Entry {
    /// Its number, from 1.
    pub n: i64,
    /// What was done, as JSON in a text: the bytes that are hashed.
    pub entry: String,
    /// The hash of it and all before it.
    pub hash: String,
}

/// A part of a log.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Log {
    /// The entries.
    pub items: Vec<Entry>,
    /// The cursor of the next part; null at the end.
    pub next: Option<String>,
    /// How many entries there are, and the hash of the last.
    pub head: String,
}

/// A coalition, for everyone.
///
/// # Errors
/// If there is none with this slug.
pub async fn show(app: &App, slug: &str) -> Result<View, Problem> {
    let mut conn = app.store.read().await?;
    let coalition = coalition(&mut conn, slug).await?;
    let version = charters::read(&coalition.charter)?;
    let hidden = moderation::hidden(&mut conn, "coalition", slug).await?;
    let replies = moderation::replies(&mut conn, "coalition", slug).await?;
    let visions = coalitions::visions(&mut conn, &coalition.id).await?;
    let ends = ends(&mut conn, &coalition.id).await?;
    let mut charter = Clauses::from(&version.charter);
    let mut summary = coalition.summary;
    if hidden.is_some() {
        summary.clear();
        charter.purpose.clear();
    }
    let languages = coalition.languages.split(' ').map(str::to_owned);
    Ok(View {
        slug: coalition.slug,
        name: coalition.name,
        summary,
        visions,
        place: coalition.place,
        languages: languages.collect(),
        size: coalition.size,
        size_at: coalition.size_at,
        ends,
        charter,
        charter_version: version.number,
        charter_hash: version.digest().to_string(),
        hidden,
        replies: replies.into_iter().map(Said::from).collect(),
    })
}

/// What who asks is in a coalition, and who answers for it; nothing for those
/// who are no members.
///
/// # Errors
/// If there is no such coalition.
pub async fn me(app: &App, who: &Who, slug: &str) -> Result<Option<(Me, Staff)>, Problem> {
    if who.is_someone() {
        who.may("read")?;
    }
    let mut conn = app.store.read().await?;
    let coalition = coalition(&mut conn, slug).await?;
    let Some(member) = who.member(app, &mut conn, &coalition.id).await? else {
        return Ok(None);
    };
    let (agreed, _) = charters::agreed(&mut conn, &member.id).await?;
    let staff = staff(&mut conn, &coalition.id).await?;
    let me = Me {
        handle: member.handle,
        role: member.role,
        tier: member.tier,
        joined: member.joined,
        agreed,
    };
    Ok(Some((me, staff)))
}

/// A part of the log of a coalition, for its members, of at most `most`
/// entries; its cursor is the number of an entry.
///
/// # Errors
/// If they are no member, or the cursor is none.
pub async fn log(
    app: &App,
    who: &Who,
    slug: &str,
    part: &Part,
    most: usize,
) -> Result<Log, Problem> {
    let after = part.behind(|text| text.parse().ok().filter(|&n: &i64| n >= 0))?;
    let after = after.unwrap_or(0);
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let coalition = &standing.coalition.id;
    let head = capstan_store::log::head(&mut conn, coalition).await?;
    let entries = capstan_store::log::entries(&mut conn, coalition, after, most).await?;
    let items: Vec<Entry> = entries
        .into_iter()
        .zip(after.saturating_add(1)..)
        .map(|((entry, hash), n)| Entry {
            n,
            entry,
            hash: hash.to_string(),
        })
        .collect();
    let last = items.last().map_or(after, |e| e.n);
    let length = i64::try_from(head.length()).unwrap_or(i64::MAX);
    Ok(Log {
        next: (last < length && !items.is_empty()).then(|| last.to_string()),
        items,
        head: head.to_string(),
    })
}

/// The whole log of a coalition, for its members, in the form that `capstan
/// verify` checks.
///
/// # Errors
/// If they are no member.
pub async fn published(app: &App, who: &Who, slug: &str) -> Result<Published, Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let coalition = &standing.coalition.id;
    let entries = capstan_store::log::entries(&mut conn, coalition, 0, i64::MAX).await?;
    Ok(Published::new(
        &capstan_store::log::name(coalition),
        entries,
    ))
}
