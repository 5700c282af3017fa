//! Forecasts as JSON.

use crate::api::Body;
use crate::api::list::{Page, Part};
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::forecasts::acts::{self, Brief, Kept, Missing, Pick};
use crate::forecasts::ask::Ask;
use crate::forecasts::curves::Curve;
use crate::forecasts::elsewhere;
use crate::forecasts::ratings;
use crate::problem::Problem;
use crate::web::view;
use crate::who::Who;
use axum::body::Bytes;
use axum::extract::multipart::Multipart;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn router() -> OpenApiRouter<App> {
    let files = OpenApiRouter::new()
        .routes(routes!(list_ratings, upload))
        .layer(DefaultBodyLimit::max(
            ratings::LARGEST as usize + (64 << 10),
        ));
    let forecasts = OpenApiRouter::new()
        .routes(routes!(take_in))
        .layer(DefaultBodyLimit::max(elsewhere::LARGEST));
    OpenApiRouter::new()
        .merge(files)
        .merge(forecasts)
        .routes(routes!(list, attach))
        .routes(routes!(pick))
        .routes(routes!(one, remove))
        .routes(routes!(cancel))
        .routes(routes!(first))
        .routes(routes!(verify))
        .routes(routes!(forget))
        .routes(routes!(curves))
        .routes(routes!(ask_point))
}

/// A forecast whole.
#[derive(Debug, Serialize, ToSchema)]
struct Whole {
    /// It in short.
    brief: Brief,
    /// The forecast as `capstan forecast` writes it, once it is made.
    #[schema(value_type = Option<Object>)]
    forecast: Option<serde_json::Value>,
}

/// What was asked for.
#[derive(Debug, Serialize, ToSchema)]
struct AskedFor {
    /// The id of the forecast; nothing if it is there already.
    id: Option<String>,
}

/// A file of ratings, sent as a form; the file last.
#[derive(ToSchema)]
#[allow(dead_code)]
struct RatingsForm {
    /// "yes" to keep the file after the forecast.
    keep: Option<String>,
    /// The column with the person.
    user: Option<String>,
    /// The column with the item.
    item: Option<String>,
    /// The column with the rating.
    rating: Option<String>,
    /// The column with the time.
    time: Option<String>,
    /// "yes" if there are no ratings.
    implicit: Option<String>,
    /// "yes" to take the last rating where someone rated an item twice.
    twice: Option<String>,
    /// The file: delimited text, gzip of it, or Parquet.
    #[schema(format = Binary, content_media_type = "text/csv")]
    file: String,
}

/// The forecasts of a campaign, the one on its page first.
#[utoipa::path(get, path = "/campaigns/{campaign}/forecasts", tag = "forecasts",
    params(Part),
    responses((status = 200, body = Page<Brief>), NotShown), security((), ("token" = ["read"])))]
async fn list(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    Path(campaign): Path<String>,
    part: Part,
) -> Result<Body<Page<Brief>>, Problem> {
    let (_, all) = acts::list(&app, &who.reader(), &campaign).await?;
    let lang = view::lang(&headers);
    let all = all.iter().enumerate();
    let all = all.map(|(n, one)| one.brief(&app, lang, n == 0)).collect();
    let page = Page::part(all, &part, |brief: &Brief| brief.id.clone())?;
    Ok(Body(page))
}

/// Asks the engine for a forecast.
#[utoipa::path(post, path = "/campaigns/{campaign}/forecasts", tag = "forecasts",
    request_body = Ask,
    responses((status = 202, body = AskedFor), NotDone), security(("token" = ["organise"])))]
async fn attach(
    State(app): State<App>,
    who: Who,
    Path(campaign): Path<String>,
    Body(ask): Body<Ask>,
) -> Result<(StatusCode, Body<AskedFor>), Problem> {
    let id = acts::attach(&app, &who, &campaign, &ask).await?;
    Ok((StatusCode::ACCEPTED, Body(AskedFor { id: Some(id) })))
}

/// Takes over a forecast of another campaign of the coalition.
#[utoipa::path(post, path = "/campaigns/{campaign}/forecasts/stored", tag = "forecasts",
    request_body = Pick,
    responses((status = 201, body = AskedFor), NotDone), security(("token" = ["organise"])))]
async fn pick(
    State(app): State<App>,
    who: Who,
    Path(campaign): Path<String>,
    Body(pick): Body<Pick>,
) -> Result<(StatusCode, Body<AskedFor>), Problem> {
    let id = acts::pick(&app, &who, &campaign, &pick).await?;
    Ok((StatusCode::CREATED, Body(AskedFor { id: Some(id) })))
}

/// Takes in a forecast that `capstan forecast` made elsewhere.
#[utoipa::path(post, path = "/campaigns/{campaign}/forecasts/file", tag = "forecasts",
    request_body(content = Object, description = "A forecast.json as it was written"),
    responses((status = 201, body = AskedFor), NotDone), security(("token" = ["organise"])))]
async fn take_in(
    State(app): State<App>,
    who: Who,
    Path(campaign): Path<String>,
    bytes: Bytes,
) -> Result<(StatusCode, Body<AskedFor>), Problem> {
    let id = acts::take_in(&app, &who, &campaign, &bytes).await?;
    Ok((StatusCode::CREATED, Body(AskedFor { id: Some(id) })))
}

/// A forecast, or how far it is.
#[utoipa::path(get, path = "/campaigns/{campaign}/forecasts/{forecast}", tag = "forecasts",
    responses((status = 200, body = Whole), NotShown), security((), ("token" = ["read"])))]
async fn one(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    Path((campaign, forecast)): Path<(String, String)>,
) -> Result<Body<Whole>, Problem> {
    let (_, one) = acts::one(&app, &who.reader(), &campaign, &forecast).await?;
    Ok(Body(Whole {
        brief: one.brief(&app, view::lang(&headers), one.row.rank == 0),
        forecast: serde_json::from_str(&one.row.result).ok(),
    }))
}

/// Removes a forecast, or gives up making it.
#[utoipa::path(delete, path = "/campaigns/{campaign}/forecasts/{forecast}", tag = "forecasts",
    responses((status = 204), NotDone), security(("token" = ["organise"])))]
async fn remove(
    State(app): State<App>,
    who: Who,
    Path((campaign, forecast)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    acts::remove(&app, &who, &campaign, &forecast).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Cancels the making of a forecast.
#[utoipa::path(post, path = "/campaigns/{campaign}/forecasts/{forecast}/cancel", tag = "forecasts",
    responses((status = 204), NotDone), security(("token" = ["organise"])))]
async fn cancel(
    State(app): State<App>,
    who: Who,
    Path((campaign, forecast)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    acts::cancel(&app, &who, &campaign, &forecast).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts a forecast on the campaign's page.
#[utoipa::path(post, path = "/campaigns/{campaign}/forecasts/{forecast}/first", tag = "forecasts",
    responses((status = 204), NotDone), security(("token" = ["organise"])))]
async fn first(
    State(app): State<App>,
    who: Who,
    Path((campaign, forecast)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    acts::put_first(&app, &who, &campaign, &forecast).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Has a part of a forecast made again that was made elsewhere.
#[utoipa::path(post, path = "/campaigns/{campaign}/forecasts/{forecast}/verify", tag = "forecasts",
    responses((status = 202), NotDone), security(("token" = ["organise"])))]
async fn verify(
    State(app): State<App>,
    who: Who,
    Path((campaign, forecast)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    acts::verify(&app, &who, &campaign, &forecast).await?;
    Ok(StatusCode::ACCEPTED)
}

/// The ratings of a campaign, newest first, for those who prepare it.
#[utoipa::path(get, path = "/campaigns/{campaign}/ratings", tag = "forecasts",
    params(Part),
    responses((status = 200, body = Page<Kept>), NotShown), security(("token" = ["read"])))]
async fn list_ratings(
    State(app): State<App>,
    who: Who,
    Path(campaign): Path<String>,
    part: Part,
) -> Result<Body<Page<Kept>>, Problem> {
    who.may("read")?;
    Ok(Body(
        acts::part_of_ratings(&app, &who, &campaign, &part).await?,
    ))
}

/// Uploads ratings. The answer says what was found in them.
#[utoipa::path(post, path = "/campaigns/{campaign}/ratings", tag = "forecasts",
    request_body(content = RatingsForm, content_type = "multipart/form-data"),
    responses((status = 201, body = Kept), NotDone), security(("token" = ["organise"])))]
async fn upload(
    State(app): State<App>,
    who: Who,
    Path(campaign): Path<String>,
    body: Multipart,
) -> Result<(StatusCode, Body<Kept>), Problem> {
    let allow = async |_: &ratings::Sent| {
        let mut conn = app.store.read().await?;
        acts::organised(&app, &mut conn, &who, &campaign).await?;
        Ok(())
    };
    let taken = ratings::take(&app, body, allow).await?;
    let kept = acts::keep_ratings(&app, &who, &campaign, taken).await?;
    Ok((StatusCode::CREATED, Body(kept)))
}

/// Removes a file of ratings.
#[utoipa::path(delete, path = "/campaigns/{campaign}/ratings/{ratings}", tag = "forecasts",
    responses((status = 204), NotDone), security(("token" = ["organise"])))]
async fn forget(
    State(app): State<App>,
    who: Who,
    Path((campaign, ratings)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    acts::forget_ratings(&app, &who, &campaign, &ratings).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The curves of a campaign to play with, that of its page first.
#[utoipa::path(get, path = "/campaigns/{campaign}/curves", tag = "forecasts",
    params(Part),
    responses((status = 200, body = Page<Curve>), NotShown), security((), ("token" = ["read"])))]
async fn curves(
    State(app): State<App>,
    who: Who,
    Path(campaign): Path<String>,
    part: Part,
) -> Result<Body<Page<Curve>>, Problem> {
    let mut conn = app.store.read().await?;
    let seen = acts::seen(&app, &mut conn, &who.reader(), &campaign).await?;
    let all = acts::curves(&mut conn, &seen.campaign).await?;
    let cursor = |curve: &Curve| format!("{}/{}/{}", curve.id, curve.lever, curve.group);
    Ok(Body(Page::part(all, &part, cursor)?))
}

/// Asks the engine for a point that a curve has not.
#[utoipa::path(post, path = "/campaigns/{campaign}/curves/{forecast}/points", tag = "forecasts",
    request_body = Missing,
    responses((status = 202, body = AskedFor), NotDone), security(("token" = ["member"])))]
async fn ask_point(
    State(app): State<App>,
    who: Who,
    Path((campaign, forecast)): Path<(String, String)>,
    Body(missing): Body<Missing>,
) -> Result<(StatusCode, Body<AskedFor>), Problem> {
    let id = acts::ask_point(&app, &who, &campaign, &forecast, &missing).await?;
    Ok((StatusCode::ACCEPTED, Body(AskedFor { id })))
}
