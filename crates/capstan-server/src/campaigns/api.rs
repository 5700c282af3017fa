//! Campaigns for programs.

use super::acts::{self, Reason, Seen, see};
use super::draft::{Draft, date};
use super::outcome::{self, Entering};
use super::posts;
use crate::api::Body;
use crate::api::kinds;
use crate::api::list::{Page, Part};
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use capstan_coalition::campaign::{State as Stage, Step};
use capstan_coalition::gate::{self, Finding};
use capstan_coalition::grade::Grade;
use capstan_coalition::lever::Lever;
use capstan_coalition::pledge::Tier;
use capstan_store::Micros;
use capstan_store::campaigns::{Campaign, Outcome};
use capstan_store::id::DAY;
use capstan_store::pledges::Sizes;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The API of campaigns.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, write))
        .routes(routes!(show, change))
        .routes(routes!(submit))
        .routes(routes!(send_back))
        .routes(routes!(approve))
        .routes(routes!(end))
        .routes(routes!(withdraw))
        .routes(routes!(drop_claim))
        .routes(routes!(enter))
        .routes(routes!(gates))
}

/// A campaign in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = CampaignEntry)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Who runs the system.
    pub operator: String,
    /// The system.
    pub system: String,
    /// Where it stands.
    #[schema(value_type = kinds::CampaignState)]
    pub state: Stage,
}

/// A campaign.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = Campaign)]
pub struct Shown {
    /// Its id.
    pub id: String,
    /// The name of its coalition in addresses.
    pub coalition: String,
    /// Where it stands.
    #[schema(value_type = kinds::CampaignState)]
    pub state: Stage,
    /// What it is called.
    pub title: String,
    /// Who runs the system.
    pub operator: String,
    /// The system.
    pub system: String,
    /// What is asked of the operator.
    pub demand: String,
    /// The levers.
    #[schema(value_type = Vec<kinds::Lever>)]
    pub levers: Vec<Lever>,
    /// Who is called upon; nothing for everyone.
    pub group: Option<String>,
    /// On which condition it stops.
    pub stop: String,
    /// What it claims of the operator.
    pub claims: Vec<posts::Shown>,
    /// How many counted people must be bound, and confirm.
    pub threshold: u64,
    /// The lowest evidence that counts.
    #[schema(value_type = kinds::Counting)]
    pub counting: Tier,
    /// The first day on which people can pledge.
    pub opens: String,
    /// The day on which it ends.
    pub closes: String,
    /// The days between two looks at the count.
    pub step: i64,
    /// The days in which people can confirm.
    pub window: i64,
    /// The hosts that kits may lead to.
    pub hosts: Vec<String>,
    /// Whether a person of trust is named to whom people may be shown.
    pub counsel: bool,
    /// What is published of its size, on the clock; nothing before the first
    /// time.
    pub sizes: Option<Published>,
    /// What came of it.
    pub outcome: Option<Came>,
}

/// Published sizes: the least of a band of sizes each, 0 for too few to say.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = CampaignSizes)]
pub struct Published {
    /// How many have pledged, by what is known of them.
    #[schema(value_type = Vec<(String, u64)>, example = json!([["email", 20], ["invitation", 50]]))]
    pub tiers: Vec<(Tier, u64)>,
    /// How many of them count.
    #[schema(example = 50)]
    pub counted: u64,
    /// How many are shown to someone.
    #[schema(example = 0)]
    pub shown: u64,
    /// As of when, in microseconds UTC since 1970.
    pub at: Micros,
}

/// What came of a campaign.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = CampaignOutcome)]
pub struct Came {
    /// What was measured, and where it can be read.
    #[schema(value_type = Object)]
    pub entered: Outcome,
    /// How the forecast did; nothing if there was none to grade.
    #[schema(value_type = Option<Object>)]
    pub grade: Option<Grade>,
}

/// The id of what was made.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CampaignMade)]
pub struct Made {
    /// Its id.
    pub id: String,
}

/// What every gate before poison says of a campaign.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CampaignGates)]
pub struct Gates {
    /// What each says, and why.
    #[schema(value_type = Vec<Object>)]
    pub items: Vec<Finding>,
    /// Whether its simulation may be shown. It is never a lever to pull.
    pub simulation: bool,
}

fn entry(campaign: &Campaign) -> Entry {
    Entry {
        id: campaign.id.clone(),
        title: campaign.brief.title.clone(),
        operator: campaign.brief.operator.clone(),
        system: campaign.brief.system.clone(),
        state: campaign.state,
    }
}

fn shown(seen: &Seen, claims: Vec<posts::Shown>, grade: Option<Grade>) -> Shown {
    let (campaign, brief) = (&seen.campaign, &seen.campaign.brief);
    let drive = seen.drive.as_ref().filter(|drive| drive.sizes_at > 0);
    Shown {
        id: campaign.id.clone(),
        coalition: seen.coalition.slug.clone(),
        state: campaign.state,
        title: brief.title.clone(),
        operator: brief.operator.clone(),
        system: brief.system.clone(),
        demand: brief.demand.clone(),
        levers: brief.levers.clone(),
        group: brief.group.clone(),
        stop: brief.stop.clone(),
        claims,
        threshold: brief.terms.threshold,
        counting: brief.counting.lowest(),
        opens: date(brief.terms.opens),
        closes: date(brief.terms.closes),
        step: brief.terms.step / DAY,
        window: brief.terms.window / DAY,
        hosts: campaign.hosts.clone(),
        counsel: campaign.counsel.is_some(),
        sizes: drive.map(|drive| {
            let Sizes {
                tiers,
                counted,
                shown,
            } = drive.sizes.clone();
            Published {
                tiers,
                counted,
                shown,
                at: drive.sizes_at,
            }
        }),
        outcome: campaign
            .outcome
            .clone()
            .map(|entered| Came { entered, grade }),
    }
}

/// The campaigns of a coalition that you may see, newest first.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/campaigns", tag = "campaigns",
    params(Part),
    responses((status = 200, body = Page<Entry>), NotShown),
    security((), ("token" = ["read"]))
)]
async fn list(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    part: Part,
) -> Result<Body<Page<Entry>>, Problem> {
    let mut conn = app.store.read().await?;
    let (_, _, found) =
        acts::of_coalition(&app, &who.reader(), &mut conn, &slug, &part, part.most()).await?;
    Ok(Body(found.map(|campaign| entry(&campaign))))
}

/// Write a draft. Another person must review it before it opens.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/campaigns", tag = "campaigns",
    request_body = Draft,
    responses((status = 201, body = Made), NotDone),
    security(("token" = ["organise"]))
)]
async fn write(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(draft): Body<Draft>,
) -> Result<(StatusCode, Body<Made>), Problem> {
    let id = acts::write(&app, &who, &slug, &draft).await?;
    Ok((StatusCode::CREATED, Body(Made { id })))
}

/// A campaign.
#[utoipa::path(
    get, path = "/campaigns/{campaign}", tag = "campaigns",
    responses((status = 200, body = Shown), NotShown),
    security((), ("token" = ["read"]))
)]
async fn show(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<Body<Shown>, Problem> {
    let mut conn = app.store.read().await?;
    let seen = see(&app, &who.reader(), &mut conn, &id).await?;
    let grade = outcome::graded(&mut conn, &seen.campaign).await?;
    let claims = posts::claims(&mut conn, &seen.campaign).await?;
    Ok(Body(shown(&seen, claims, grade)))
}

/// Change a draft. Whoever does is one of its authors, and cannot open it.
#[utoipa::path(
    put, path = "/campaigns/{campaign}", tag = "campaigns",
    request_body = Draft,
    responses((status = 204, description = "It is changed"), NotDone),
    security(("token" = ["organise"]))
)]
async fn change(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    Body(draft): Body<Draft>,
) -> Result<StatusCode, Problem> {
    acts::change(&app, &who, &id, &draft).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hand a draft in for review.
#[utoipa::path(
    post, path = "/campaigns/{campaign}/submit", tag = "campaigns",
    responses((status = 204, description = "It waits for review"), NotDone),
    security(("token" = ["organise"]))
)]
async fn submit(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    acts::step(&app, &who, &id, &Step::Submit).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Send a draft back to be changed, with the reason.
#[utoipa::path(
    post, path = "/campaigns/{campaign}/send-back", tag = "campaigns",
    request_body = Reason,
    responses((status = 204, description = "It is a draft again"), NotDone),
    security(("token" = ["organise"]))
)]
async fn send_back(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    Body(Reason { reason }): Body<Reason>,
) -> Result<StatusCode, Problem> {
    acts::step(&app, &who, &id, &Step::SendBack { reason }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Open a draft that another person wrote.
#[utoipa::path(
    post, path = "/campaigns/{campaign}/approve", tag = "campaigns",
    responses((status = 204, description = "It is open"), NotDone),
    security(("token" = ["organise"]))
)]
async fn approve(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    acts::step(&app, &who, &id, &Step::Approve).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End an open campaign before its closing date.
#[utoipa::path(
    post, path = "/campaigns/{campaign}/end", tag = "campaigns",
    responses((status = 204, description = "It is over"), NotDone),
    security(("token" = ["organise"]))
)]
async fn end(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    acts::step(&app, &who, &id, &Step::End).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a campaign back.
#[utoipa::path(
    post, path = "/campaigns/{campaign}/withdraw", tag = "campaigns",
    responses((status = 204, description = "It is taken back"), NotDone),
    security(("token" = ["organise"]))
)]
async fn withdraw(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    acts::step(&app, &who, &id, &Step::Withdraw).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take out a claim that proves wrong, by its number from 1.
#[utoipa::path(
    delete, path = "/campaigns/{campaign}/claims/{claim}", tag = "campaigns",
    params(
        ("campaign" = String, Path),
        ("claim" = usize, Path, example = 1),
    ),
    responses((status = 204, description = "It is taken out"), NotDone),
    security(("token" = ["organise"]))
)]
async fn drop_claim(
    State(app): State<App>,
    who: Who,
    Path((id, claim)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let number = claim.parse().map_err(|_| Problem::missing())?;
    acts::drop_claim(&app, &who, &id, number).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Enter what came of a campaign that is over. Its forecast is graded by it.
#[utoipa::path(
    post, path = "/campaigns/{campaign}/outcome", tag = "campaigns",
    request_body = Entering,
    responses((status = 204, description = "It is entered"), NotDone),
    security(("token" = ["organise"]))
)]
async fn enter(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    Body(entering): Body<Entering>,
) -> Result<StatusCode, Problem> {
    outcome::enter(&app, &who, &id, &entering).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What every gate before the poison lever says of a campaign.
#[utoipa::path(
    get, path = "/campaigns/{campaign}/gates", tag = "campaigns",
    responses((status = 200, body = Gates), NotShown),
    security((), ("token" = ["read"]))
)]
async fn gates(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<Body<Gates>, Problem> {
    let mut conn = app.store.read().await?;
    let seen = see(&app, &who.reader(), &mut conn, &id).await?;
    let plan = seen.campaign.brief.poison.unwrap_or_default();
    let findings = gate::gates(&plan, app.now());
    Ok(Body(Gates {
        simulation: gate::open(&findings),
        items: findings.to_vec(),
    }))
}
