//! Coalitions as JSON.

use crate::api::Body;
use crate::api::list::Part;
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::coalitions::acts::join::{Join, Rename};
use crate::coalitions::acts::leave::{Leaving, Left, key};
use crate::coalitions::acts::roles::{Named, Naming, Staff, take_back};
use crate::coalitions::acts::view::{Log, Me, View};
use crate::coalitions::acts::{self, Founding, Texts, end, view};
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use capstan_proof::Published;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The coalitions' part of the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(found))
        .routes(routes!(show, change))
        .routes(routes!(me, join, rename, leave))
        .routes(routes!(agree))
        .routes(routes!(leaving))
        .routes(routes!(staff, name))
        .routes(routes!(ending, ask_ending, call_off))
        .routes(routes!(confirm_ending))
        .routes(routes!(unpropose))
        .routes(routes!(log))
        .routes(routes!(published))
        .routes(routes!(keys))
}

/// A coalition by its name in addresses.
#[derive(Debug, Serialize, ToSchema)]
struct Founded {
    /// Its name in addresses.
    #[schema(example = "riders-of-the-north")]
    slug: String,
}

/// Founds a coalition. Whoever does becomes its first steward.
#[utoipa::path(
    post, path = "/coalitions", tag = "coalitions", security(("token" = ["member"])),
    request_body = Founding,
    responses((status = 201, description = "It is founded", body = Founded), NotDone)
)]
async fn found(
    State(app): State<App>,
    who: Who,
    Body(founding): Body<Founding>,
) -> Result<(StatusCode, Body<Founded>), Problem> {
    let slug = acts::found(&app, &who, &founding).await?;
    Ok((StatusCode::CREATED, Body(Founded { slug })))
}

/// A coalition, for everyone.
#[utoipa::path(
    get, path = "/coalitions/{coalition}", tag = "coalitions",
    responses((status = 200, description = "The coalition", body = View), NotShown)
)]
async fn show(State(app): State<App>, Path(slug): Path<String>) -> Result<Body<View>, Problem> {
    Ok(Body(view::show(&app, &slug).await?))
}

/// Changes what a coalition says of itself. For stewards; the log says so.
#[utoipa::path(
    put, path = "/coalitions/{coalition}", tag = "coalitions", security(("token" = ["steward"])),
    request_body = Texts,
    responses((status = 204, description = "It is changed"), NotDone)
)]
async fn change(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(texts): Body<Texts>,
) -> Result<StatusCode, Problem> {
    acts::change(&app, &who, &slug, &texts).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What one is in a coalition.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/members/me", tag = "members", security(("token" = ["read"])),
    responses((status = 200, description = "The membership", body = Me), NotShown)
)]
async fn me(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Body<Me>, Problem> {
    who.person()?;
    let me = view::me(&app, &who, &slug).await?;
    Ok(Body(me.ok_or_else(Problem::missing)?.0))
}

/// Joins a coalition. `agrees_to` is the version of the charter one has read.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/members/me", tag = "members", security(("token" = ["member"])),
    request_body = Join,
    responses((status = 201, description = "One is a member"), NotDone)
)]
async fn join(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(join): Body<Join>,
) -> Result<StatusCode, Problem> {
    acts::join(&app, &who, &slug, &join).await?;
    Ok(StatusCode::CREATED)
}

/// Takes another handle.
#[utoipa::path(
    patch, path = "/coalitions/{coalition}/members/me", tag = "members", security(("token" = ["member"])),
    request_body = Rename,
    responses((status = 204, description = "One has the handle"), NotDone)
)]
async fn rename(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(rename): Body<Rename>,
) -> Result<StatusCode, Problem> {
    acts::rename(&app, &who, &slug, &rename).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Leaves a coalition. The signed statement is kept nowhere else.
#[utoipa::path(
    delete, path = "/coalitions/{coalition}/members/me", tag = "members", security(("token" = ["member"])),
    responses((status = 200, description = "What was removed, signed", body = Left), NotDone)
)]
async fn leave(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Body<Left>, Problem> {
    Ok(Body(acts::leave(&app, &who, &slug).await?))
}

/// What leaving would remove and keep.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/members/me/leaving", tag = "members",
    security(("token" = ["read"])),
    responses((status = 200, description = "What goes and what stays", body = Leaving), NotShown)
)]
async fn leaving(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Body<Leaving>, Problem> {
    Ok(Body(acts::leaving(&app, &who, &slug).await?))
}

/// The version of a charter that is agreed to.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(example = json!({"agrees_to": 1}))]
struct Agreement {
    /// The version.
    #[schema(minimum = 1, required)]
    agrees_to: u32,
}

/// Agrees to the charter that holds.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/members/me/agreement", tag = "members",
    security(("token" = ["member"])),
    request_body = Agreement,
    responses((status = 204, description = "It is agreed to"), NotDone)
)]
async fn agree(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(agreement): Body<Agreement>,
) -> Result<StatusCode, Problem> {
    acts::agree(&app, &who, &slug, agreement.agrees_to).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who answers for a coalition, for its members.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/roles", tag = "roles", security(("token" = ["read"])),
    responses((status = 200, description = "Stewards and organisers", body = Staff), NotShown)
)]
async fn staff(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Body<Staff>, Problem> {
    who.person()?;
    let me = view::me(&app, &who, &slug).await?;
    Ok(Body(me.ok_or_else(Problem::missing)?.1))
}

/// Whether a coalition is to end, for its members.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/ending", tag = "coalitions", security(("token" = ["read"])),
    responses((status = 200, description = "How it stands", body = end::Shown), NotShown)
)]
async fn ending(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Body<end::Shown>, Problem> {
    Ok(Body(end::see(&app, &who, &slug).await?.1))
}

/// Asks to end a coalition. Another steward has to agree; then every member is
/// told the day, at least fourteen days later, on which it goes with all that
/// is in it.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/ending", tag = "coalitions",
    security(("token" = ["steward"])),
    request_body = end::Wish,
    responses((status = 204, description = "It waits for another steward"), NotDone)
)]
async fn ask_ending(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(wish): Body<end::Wish>,
) -> Result<StatusCode, Problem> {
    end::ask(&app, &who, &slug, &wish).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The day of an ending.
#[derive(Debug, Serialize, ToSchema)]
struct EndingSet {
    /// The day, as the time of its beginning in microseconds UTC since 1970.
    #[schema(example = 1_791_244_800_000_000_i64)]
    ends: i64,
}

/// Agrees to end a coalition, as another steward than the one who asked.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/ending/confirmation", tag = "coalitions",
    security(("token" = ["steward"])),
    responses((status = 200, description = "The day is set", body = EndingSet), NotDone)
)]
async fn confirm_ending(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Body<EndingSet>, Problem> {
    let ends = end::confirm(&app, &who, &slug).await?;
    Ok(Body(EndingSet { ends }))
}

/// What came of calling an ending off.
#[derive(Debug, Serialize, ToSchema)]
struct EndingStopped {
    /// Whether it is called off, or waits for another steward.
    stopped: end::Stopped,
}

/// Calls the ending of a coalition off: who asked for it or agreed to it alone,
/// any other steward with a second one.
#[utoipa::path(
    delete, path = "/coalitions/{coalition}/ending", tag = "coalitions",
    security(("token" = ["steward"])),
    responses((status = 200, description = "What came of it", body = EndingStopped), NotDone)
)]
async fn call_off(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Body<EndingStopped>, Problem> {
    let stopped = end::call_off(&app, &who, &slug).await?;
    Ok(Body(EndingStopped { stopped }))
}

/// What came of it.
#[derive(Debug, Serialize, ToSchema)]
struct NamedJson {
    /// Whether it is done, or waits for another steward.
    named: Named,
}

/// Gives a member a role. Naming a steward waits for another steward, unless
/// there is one only.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/roles", tag = "roles", security(("token" = ["steward"])),
    request_body = Naming,
    responses((status = 200, description = "What came of it", body = NamedJson), NotDone)
)]
async fn name(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(naming): Body<Naming>,
) -> Result<Body<NamedJson>, Problem> {
    let named = acts::name(&app, &who, &slug, &naming).await?;
    Ok(Body(NamedJson { named }))
}

/// Takes back that a member is proposed as a steward.
#[utoipa::path(
    delete, path = "/coalitions/{coalition}/roles/nominations/{handle}", tag = "roles",
    security(("token" = ["steward"])),
    responses((status = 204, description = "It is taken back"), NotDone)
)]
async fn unpropose(
    State(app): State<App>,
    who: Who,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    take_back(&app, &who, &slug, &handle).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The log of what stewards did, for members.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/log", tag = "log", security(("token" = ["read"])),
    params(Part),
    responses((status = 200, description = "A part of the log", body = Log), NotShown)
)]
async fn log(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    part: Part,
) -> Result<Body<Log>, Problem> {
    let most = part.most();
    Ok(Body(view::log(&app, &who, &slug, &part, most).await?))
}

/// The whole log, in the form that `capstan verify` checks.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/log/published", tag = "log", security(("token" = ["read"])),
    responses((status = 200, description = "The log", body = serde_json::Value), NotShown)
)]
async fn published(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Body<Published>, Problem> {
    Ok(Body(view::published(&app, &who, &slug).await?))
}

/// The keys with which this installation signs.
#[derive(Debug, Serialize, ToSchema)]
struct Keys {
    /// The public key of its statements.
    statements: String,
}

/// The keys with which this installation signs.
#[utoipa::path(
    get, path = "/keys", tag = "log",
    responses((status = 200, description = "The keys", body = Keys), NotShown)
)]
async fn keys(State(app): State<App>) -> Body<Keys> {
    Body(Keys {
        statements: key(&app.store.keys).public().to_string(),
    })
}
