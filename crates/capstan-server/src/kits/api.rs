//! Kits for programs.

use super::acts;
use super::draft::Draft;
use super::steps::{self, Attached, LARGEST, Mine, Words, lever};
use crate::api::Body;
use crate::api::kinds;
use crate::api::list::{Page, Part};
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::campaigns::acts::{Reason, see};
use crate::campaigns::api::Made;
use crate::problem::Problem;
use crate::who::Who;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use capstan_coalition::kit::Kit;
use capstan_store::kits::Version;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The API of kits.
pub fn api() -> OpenApiRouter<App> {
    let pictures = OpenApiRouter::new()
        .routes(routes!(attach))
        .layer(DefaultBodyLimit::max(LARGEST));
    OpenApiRouter::new()
        .merge(pictures)
        .routes(routes!(list, write))
        .routes(routes!(remove))
        .routes(routes!(approve))
        .routes(routes!(send_back))
        .routes(routes!(mine))
        .routes(routes!(mark, unmark))
        .routes(routes!(attached))
        .routes(routes!(picture))
}

/// A version of a kit.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = KitVersion)]
pub struct Shown {
    /// Its id.
    pub id: String,
    /// Where it stands: draft, in-use or over.
    #[schema(example = "in-use")]
    pub state: String,
    /// What it says.
    #[schema(value_type = Object)]
    pub kit: Kit,
    /// Why it was sent back; empty if it was not.
    pub note: String,
}

fn shown(version: Version) -> Shown {
    Shown {
        id: version.id,
        state: version.state.key().to_owned(),
        kit: version.kit,
        note: version.note,
    }
}

/// The kits of a campaign, the newest of each lever first: all for organisers,
/// those in use for who takes part.
#[utoipa::path(
    get, path = "/campaigns/{campaign}/kits", tag = "kits",
    params(Part),
    responses((status = 200, body = Page<Shown>), NotShown),
    security(("token" = ["read"]))
)]
async fn list(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    part: Part,
) -> Result<Body<Page<Shown>>, Problem> {
    who.may("read")?;
    let mut conn = app.store.read().await?;
    let seen = see(&app, &who, &mut conn, &id).await?;
    let page = acts::part(&mut conn, &seen, &part).await?;
    Ok(Body(page.map(shown)))
}

/// Write a new version of a kit, or your own draft of it anew. Another person
/// must review it.
#[utoipa::path(
    post, path = "/campaigns/{campaign}/kits", tag = "kits",
    request_body = Draft,
    responses((status = 201, body = Made), NotDone),
    security(("token" = ["organise"]))
)]
async fn write(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    Body(draft): Body<Draft>,
) -> Result<(StatusCode, Body<Made>), Problem> {
    let id = acts::write(&app, &who, &id, &draft).await?;
    Ok((StatusCode::CREATED, Body(Made { id })))
}

/// Give a draft up.
#[utoipa::path(
    delete, path = "/campaigns/{campaign}/kits/{kit}", tag = "kits",
    responses((status = 204, description = "It is gone"), NotDone),
    security(("token" = ["organise"]))
)]
async fn remove(
    State(app): State<App>,
    who: Who,
    Path((id, kit)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    acts::remove(&app, &who, &id, &kit).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Let a draft that another person wrote be used.
#[utoipa::path(
    post, path = "/campaigns/{campaign}/kits/{kit}/approve", tag = "kits",
    responses((status = 204, description = "It is in use"), NotDone),
    security(("token" = ["organise"]))
)]
async fn approve(
    State(app): State<App>,
    who: Who,
    Path((id, kit)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    acts::approve(&app, &who, &id, &kit).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Send a draft back to its author with a reason.
#[utoipa::path(
    post, path = "/campaigns/{campaign}/kits/{kit}/send-back", tag = "kits",
    request_body = Reason,
    responses((status = 204, description = "Its author is told"), NotDone),
    security(("token" = ["organise"]))
)]
async fn send_back(
    State(app): State<App>,
    who: Who,
    Path((id, kit)): Path<(String, String)>,
    Body(reason): Body<Reason>,
) -> Result<StatusCode, Problem> {
    acts::send_back(&app, &who, &id, &kit, &reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The steps in use in order, and which of them you have done.
#[utoipa::path(
    get, path = "/campaigns/{campaign}/steps", tag = "kits",
    params(Part),
    responses((status = 200, body = Page<Mine>), NotShown),
    security(("token" = ["read"]))
)]
async fn mine(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    part: Part,
) -> Result<Body<Page<Mine>>, Problem> {
    who.may("read")?;
    let mut conn = app.store.read().await?;
    let seen = see(&app, &who, &mut conn, &id).await?;
    let all = steps::mine(&mut conn, &seen).await?;
    let cursor = |one: &Mine| format!("{}/{}", one.lever.key(), one.step);
    Ok(Body(Page::part(all, &part, cursor)?))
}

/// Mark a step as done, with a few words if it asks for them.
#[utoipa::path(
    put, path = "/campaigns/{campaign}/steps/{lever}/{step}", tag = "kits",
    request_body = Words,
    responses((status = 204, description = "It is marked"), NotDone),
    security(("token" = ["member"]))
)]
async fn mark(
    State(app): State<App>,
    who: Who,
    Path((id, key, step)): Path<(String, String, String)>,
    Body(words): Body<Words>,
) -> Result<StatusCode, Problem> {
    steps::mark(&app, &who, &id, lever(&key)?, &step, &words).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a mark back with all that was attached.
#[utoipa::path(
    delete, path = "/campaigns/{campaign}/steps/{lever}/{step}", tag = "kits",
    responses((status = 204, description = "It is not marked any more"), NotDone),
    security(("token" = ["member"]))
)]
async fn unmark(
    State(app): State<App>,
    who: Who,
    Path((id, key, step)): Path<(String, String, String)>,
) -> Result<StatusCode, Problem> {
    steps::unmark(&app, &who, &id, lever(&key)?, &step).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Mark a step as done with a picture: PNG, JPEG or WebP, at most 5 MB. Only
/// you and the stewards can see it.
#[utoipa::path(
    put, path = "/campaigns/{campaign}/steps/{lever}/{step}/picture", tag = "kits",
    request_body(content = kinds::Picture, content_type = "application/octet-stream"),
    responses((status = 204, description = "It is kept"), NotDone),
    security(("token" = ["member"]))
)]
async fn attach(
    State(app): State<App>,
    who: Who,
    Path((id, key, step)): Path<(String, String, String)>,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Problem> {
    let body = body.map_err(|_| Problem::too_large())?;
    steps::attach(&app, &who, &id, lever(&key)?, &step, &body).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What people attached to steps, by handle and step, for stewards.
#[utoipa::path(
    get, path = "/campaigns/{campaign}/proofs", tag = "kits",
    params(Part),
    responses((status = 200, body = Page<Attached>), NotShown),
    security(("token" = ["steward"]))
)]
async fn attached(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    part: Part,
) -> Result<Body<Page<Attached>>, Problem> {
    let most = part.most();
    Ok(Body(steps::attached(&app, &who, &id, &part, most).await?))
}

/// A picture that you attached; for stewards, any of the campaign.
#[utoipa::path(
    get, path = "/campaigns/{campaign}/pictures/{picture}", tag = "kits",
    responses(
        (status = 200, content(
            (kinds::Picture = "image/png"),
            (kinds::Picture = "image/jpeg"),
            (kinds::Picture = "image/webp"),
        )),
        NotShown,
    ),
    security(("token" = ["read"]))
)]
async fn picture(
    State(app): State<App>,
    who: Who,
    Path((id, hash)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (kind, content) = steps::picture(&app, &who, &id, &hash).await?;
    Ok(super::pages::download(kind, content))
}
