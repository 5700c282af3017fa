//! The directory as JSON.

use super::index::FACETS;
use super::live::Kind;
use super::search::{Found, MOST, Mark, Search, Sort};
use crate::api::Body;
use crate::api::kinds;
use crate::api::list::Part;
use crate::api::said::NotShown;
use crate::app::App;
use crate::problem::Problem;
use axum::extract::{Query, State};
use capstan_store::directory::Entry;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What is searched for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Words, all of which an entry has; the beginning of a word is enough.
    #[param(example = "drivers")]
    pub q: String,
    /// A vision tag.
    #[param(example = "fair-pay")]
    pub vision: String,
    /// A system.
    pub system: String,
    /// A place.
    pub place: String,
    /// The code of a language.
    #[param(example = "es")]
    pub language: String,
    /// In which order they are given.
    #[param(inline, value_type = kinds::Sort, example = "newest")]
    pub sort: String,
}

impl Asked {
    /// The search it asks for, in parts.
    ///
    /// # Errors
    /// If the order or the cursor is none.
    pub fn search(&self, part: &Part) -> Result<Search, Problem> {
        let sort = match self.sort.as_str() {
            "" | "size" => Sort::Size,
            "newest" => Sort::Newest,
            _ => return Err(Problem::input("sort", "directory-sort")),
        };
        Ok(Search {
            words: self.q.clone(),
            filters: [&self.vision, &self.system, &self.place, &self.language].map(Clone::clone),
            sort,
            after: part.behind(Mark::read)?,
            limit: part.most(),
        })
    }
}

/// A coalition or a campaign as it is found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DirectoryItem)]
pub struct Item {
    /// The slug of the coalition, or the id of the campaign.
    #[schema(example = "riders-of-the-north")]
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it wants.
    pub summary: String,
    /// Its vision tags.
    pub visions: Vec<String>,
    /// The system it is about.
    pub system: String,
    /// Who runs the system.
    pub operator: String,
    /// Where it is.
    pub place: String,
    /// The codes of its languages.
    pub languages: Vec<String>,
    /// The published size: 0 for fewer than 10 people, else at least so many.
    #[schema(example = 50)]
    pub size: i64,
    /// When it was made or opened, in microseconds UTC since 1970.
    pub made: i64,
    /// The day on which it is to end, as the time of its beginning in
    /// microseconds UTC since 1970; 0 if it goes on.
    pub ends: i64,
}

/// A page of what was found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DirectoryPage)]
pub struct Page {
    /// The entries.
    pub items: Vec<Item>,
    /// The cursor of the next page; null on the last.
    pub next: Option<String>,
    /// How many entries there are on all pages.
    pub total: usize,
    /// How many entries each value of a filter would leave.
    pub filters: BTreeMap<&'static str, Vec<Choice>>,
    /// Words that nobody knows, with the known words that were taken instead.
    pub meant: BTreeMap<String, String>,
}

/// One value of a filter.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DirectoryChoice)]
pub struct Choice {
    /// The value.
    pub value: String,
    /// How many entries it would leave.
    pub count: usize,
}

impl From<Entry> for Item {
    fn from(entry: Entry) -> Self {
        let id = entry.path.rsplit('/').next().unwrap_or_default().to_owned();
        Self {
            id,
            title: entry.title,
            summary: entry.summary,
            visions: entry.visions,
            system: entry.system,
            operator: entry.operator,
            place: entry.place,
            languages: entry.languages,
            size: entry.size,
            made: entry.made,
            ends: entry.ends,
        }
    }
}

impl From<Found> for Page {
    fn from(found: Found) -> Self {
        let choices = |counts: Vec<(String, usize)>| {
            let choice = |(value, count)| Choice { value, count };
            counts.into_iter().take(MOST).map(choice).collect()
        };
        let counts = FACETS.into_iter().zip(found.counts);
        Self {
            items: found.entries.into_iter().map(Item::from).collect(),
            next: found.next.map(|mark| mark.to_string()),
            total: found.total,
            filters: counts.map(|(f, c)| (f.name(), choices(c))).collect(),
            meant: found.meant.into_iter().collect(),
        }
    }
}

/// The directory's part of the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(coalitions))
        .routes(routes!(campaigns))
}

/// Finds coalitions.
#[utoipa::path(
    get, path = "/coalitions", tag = "directory", params(Asked, Part),
    responses((status = 200, description = "A page of coalitions", body = Page), NotShown)
)]
async fn coalitions(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    part: Part,
) -> Result<Body<Page>, Problem> {
    found(&app, Kind::Coalition, &asked, &part).await
}

/// Finds campaigns that were opened.
#[utoipa::path(
    get, path = "/campaigns", tag = "directory", params(Asked, Part),
    responses((status = 200, description = "A page of campaigns", body = Page), NotShown)
)]
async fn campaigns(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    part: Part,
) -> Result<Body<Page>, Problem> {
    found(&app, Kind::Campaign, &asked, &part).await
}

async fn found(app: &App, kind: Kind, asked: &Asked, part: &Part) -> Result<Body<Page>, Problem> {
    let search = asked.search(part)?;
    let found = app.directory.search(&app.store, kind, &search).await?;
    Ok(Body(found.into()))
}
