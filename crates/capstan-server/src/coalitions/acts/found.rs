//! Founding a coalition, and changing what it says of itself.

use super::standing::{log, standing};
use crate::api::kinds;
use crate::app::App;
use crate::coalitions::charter::Clauses;
use crate::directory::fold::slug;
use crate::moderation;
use crate::problem::Problem;
use crate::typed::{clean, clean_or_empty, tags};
use crate::who::Who;
use capstan_coalition::charter::Version;
use capstan_coalition::role::Deed;
use capstan_coalition::text::{HANDLE, LINE, NAME, handle_key};
use capstan_store::coalitions::{self, Coalition};
use capstan_store::directory::{self, Entry};
use capstan_store::members::{self, Member};
use capstan_store::{Conn, Micros, charters, id};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most visions of a coalition.
pub const MOST_VISIONS: usize = 8;
/// The most languages of a coalition.
pub const MOST_LANGUAGES: usize = 12;
/// The longest name in addresses, in characters.
const LONGEST_SLUG: usize = 48;
/// Names in addresses that lead elsewhere.
const RESERVED: [&str; 2] = ["new", "keys"];

/// What a coalition says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(example = json!({
    "name": "Riders of the North", "summary": "We want to know how our pay is made.",
    "visions": ["fair-pay", "open-algorithms"], "place": "Leeds", "languages": ["en"]
}))]
pub struct Texts {
    /// What it is called.
    #[schema(value_type = kinds::Name, required)]
    pub name: String,
    /// What it wants, in a sentence or two.
    #[schema(value_type = kinds::Line, required)]
    pub summary: String,
    /// Its visions.
    #[schema(value_type = Vec<kinds::Tag>, min_items = 1, max_items = 8, required)]
    pub visions: Vec<String>,
    /// Where it is; empty for everywhere.
    #[schema(value_type = kinds::LineOrEmpty)]
    pub place: String,
    /// The codes of the languages it speaks.
    #[schema(value_type = Vec<kinds::LanguageCode>, min_items = 1, max_items = 12, required)]
    pub languages: Vec<String>,
}

/// What it takes to found a coalition.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(example = json!({
    "texts": {
        "name": "Riders of the North", "summary": "We want to know how our pay is made.",
        "visions": ["fair-pay", "open-algorithms"], "place": "Leeds", "languages": ["en"]
    },
    "charter": {
        "purpose": "Fair pay for the data of our work.", "contact": "mail@example.org",
        "who_may_join": "open", "method": "approval", "quorum": "1/5", "majority": "more-than",
        "share": "1/2", "base": "voters", "minimum_age_days": 14, "group_public": 10,
        "group_members": 5, "retention_days": 365, "dividend_rule": ""
    },
    "handle": "ana"
}))]
pub struct Founding {
    /// What it says of itself.
    #[schema(required)]
    pub texts: Texts,
    /// Its charter.
    #[schema(required)]
    pub charter: Clauses,
    /// What its first steward is known by in it.
    #[schema(value_type = kinds::Handle, required)]
    pub handle: String,
}

impl Texts {
    /// The texts cleaned.
    ///
    /// # Errors
    /// What is wrong with the first that is.
    pub fn clean(&self) -> Result<Self, Problem> {
        let visions = tags("visions", &self.visions.join(","), MOST_VISIONS)?;
        if visions.is_empty() {
            return Err(Problem::input("visions", "coalition-visions"));
        }
        let languages = self.languages.join(",").replace(char::is_whitespace, ",");
        let languages = tags("languages", &languages, MOST_LANGUAGES)?;
        let code =
            |l: &String| matches!(l.len(), 2 | 3) && l.bytes().all(|b| b.is_ascii_lowercase());
        if languages.is_empty() || !languages.iter().all(code) {
            return Err(Problem::input("languages", "coalition-languages"));
        }
        Ok(Self {
            name: clean(&NAME, "name", &self.name)?,
            summary: clean(&LINE, "summary", &self.summary)?,
            visions,
            place: clean_or_empty(&LINE, "place", &self.place)?,
            languages,
        })
    }
}

/// What the directory shows of a coalition.
pub fn entry(coalition: &Coalition, visions: &[String]) -> Entry {
    Entry {
        kind: "coalition".to_owned(),
        id: coalition.id.clone(),
        coalition: coalition.id.clone(),
        path: format!("/coalitions/{}", coalition.slug),
        title: coalition.name.clone(),
        summary: coalition.summary.clone(),
        visions: visions.to_vec(),
        place: coalition.place.clone(),
        languages: coalition.languages.split(' ').map(str::to_owned).collect(),
        size: coalition.size,
        made: coalition.made,
        ..Entry::default()
    }
}

/// Puts a coalition into the directory as it is now, unless its texts are
/// hidden.
///
/// # Errors
/// If the store fails or there is no such coalition.
pub async fn list(conn: &mut Conn, id: &str) -> Result<(), Problem> {
    let coalition = coalitions::by_id(conn, id).await?;
    let coalition = coalition.ok_or_else(Problem::missing)?;
    if moderation::hidden(conn, "coalition", &coalition.slug)
        .await?
        .is_some()
    {
        return Ok(());
    }
    let visions = coalitions::visions(conn, id).await?;
    Ok(directory::put(conn, &entry(&coalition, &visions)).await?)
}

/// A free name in addresses.
async fn free_slug(conn: &mut Conn, name: &str) -> Result<String, Problem> {
    let base = slug(name, LONGEST_SLUG);
    if base.len() >= 2 {
        for n in 1..20 {
            let slug = match n {
                1 => base.clone(),
                n => format!("{base}-{n}"),
            };
            let taken = RESERVED.contains(&slug.as_str())
                || coalitions::by_slug(conn, &slug).await?.is_some();
            if !taken {
                return Ok(slug);
            }
        }
    }
    let random: String = id::blind().chars().take(8).collect();
    Ok(format!("coalition-{random}"))
}

/// Founds a coalition. Whoever does becomes its first steward. Gives its name
/// in addresses.
///
/// # Errors
/// What cannot be taken.
pub async fn found(app: &App, who: &Who, founding: &Founding) -> Result<String, Problem> {
    who.may("member")?;
    let person = who.tag(app)?;
    let texts = founding.texts.clean()?;
    let charter = founding.charter.charter()?;
    let handle = clean(&HANDLE, "handle", &founding.handle)?;
    let now = app.now();
    let version = Version::first(charter);
    let mut tx = app.store.begin().await?;
    let coalition = Coalition {
        id: id::id(),
        slug: free_slug(&mut tx, &texts.name).await?,
        name: texts.name,
        summary: texts.summary,
        place: texts.place,
        languages: texts.languages.join(" "),
        contact: version.charter.contact.clone(),
        charter: String::new(),
        charter_version: 0,
        made: now,
        size: 0,
        size_at: now,
    };
    coalitions::add(&mut tx, &coalition, &texts.visions).await?;
    charters::put(&mut tx, &coalition.id, &version, now).await?;
    let member = newcomer(&coalition.id, handle, "steward", "none", now);
    members::add(&mut tx, &member, &person, &handle_key(&member.handle)).await?;
    charters::agree(&mut tx, &member.id, &version, now).await?;
    let more = serde_json::json!({"charter": version.digest().to_string()});
    log(&mut tx, &coalition.id, &member.handle, "found", more, now).await?;
    list(&mut tx, &coalition.id).await?;
    tx.commit().await?;
    Ok(coalition.slug)
}

/// The row of someone who joins now.
pub(super) fn newcomer(
    coalition: &str,
    handle: String,
    role: &str,
    tier: &str,
    now: Micros,
) -> Member {
    Member {
        id: id::blind(),
        coalition: coalition.to_owned(),
        handle,
        role: role.to_owned(),
        tier: tier.to_owned(),
        joined: now,
        seen_day: id::day(now),
    }
}

/// Changes what a coalition says of itself. Its address stays.
///
/// # Errors
/// If they may not, or what cannot be taken.
pub async fn change(app: &App, who: &Who, slug: &str, texts: &Texts) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::Moderate).await?;
    let texts = texts.clean()?;
    let coalition = Coalition {
        name: texts.name,
        summary: texts.summary,
        place: texts.place,
        languages: texts.languages.join(" "),
        ..standing.coalition
    };
    coalitions::update(&mut tx, &coalition, &texts.visions).await?;
    let more = serde_json::json!({
        "name": coalition.name, "summary": coalition.summary, "visions": texts.visions,
    });
    let by = &standing.member.handle;
    log(&mut tx, &coalition.id, by, "change-texts", more, app.now()).await?;
    list(&mut tx, &coalition.id).await?;
    Ok(tx.commit().await?)
}
