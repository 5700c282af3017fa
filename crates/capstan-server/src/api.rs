//! The JSON of the service. The router is its description.

pub mod kinds;
pub mod list;
pub mod once;
pub mod refused;
pub mod said;

use crate::app::App;
use crate::problem::{Problem, ProblemJson};
use axum::extract::{FromRequest, Request};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;

/// JSON in and out. What cannot be read is a [`Problem`].
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        match Json::<T>::from_request(request, app).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) => Err(refused::refused(&rejection)),
        }
    }
}

impl<T: Serialize> IntoResponse for Body<T> {
    fn into_response(self) -> Response {
        Json(self.0).into_response()
    }
}

/// Writes are a program's, which shows a token. A browser sends its cookie
/// whoever made it ask, so a write that shows nothing else is nobody's.
pub async fn tokens(mut request: Request, next: Next) -> Response {
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if !reads && !request.headers().contains_key(header::AUTHORIZATION) {
        request.headers_mut().remove(header::COOKIE);
    }
    next.run(request).await
}

/// What all of the API shares.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Capstan",
        description = "Coalitions, campaigns, pledges and forecasts. Whatever the pages do, a program can do here."
    ),
    servers((url = "/api/v1")),
    components(schemas(ProblemJson))
)]
struct Description;

/// All of the API, under `/api/v1`.
pub fn router() -> Router<App> {
    let (router, mut description) = described().split_for_parts();
    description
        .components
        .get_or_insert_default()
        .add_security_scheme(
            "token",
            SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
        );
    for path in description.paths.paths.values_mut() {
        let writes = [
            &mut path.post,
            &mut path.put,
            &mut path.patch,
            &mut path.delete,
        ];
        for write in writes.into_iter().flatten() {
            let parameters = write.parameters.get_or_insert_default();
            parameters.push(once::described().into());
        }
        let all = [
            &mut path.get,
            &mut path.post,
            &mut path.put,
            &mut path.patch,
            &mut path.delete,
        ];
        let parameters = all.into_iter().flatten().flat_map(|o| &mut o.parameters);
        for parameters in parameters {
            parameters.sort_by_key(|p| !said::in_path(p));
            parameters.iter_mut().for_each(said::part);
        }
    }
    let json = Json(description);
    let router = router.fallback(crate::web::nothing);
    router.route(
        "/openapi.json",
        axum::routing::get(move || async move { json }),
    )
}

/// The routes of every area.
fn described() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi())
        .merge(crate::directory::api())
        .merge(crate::coalitions::api())
        .merge(crate::evidence::api())
        .merge(crate::decisions::api())
        .merge(crate::poll::api())
        .merge(crate::moderation::api())
        .merge(crate::campaigns::api())
        .merge(crate::pledges::api())
        .merge(crate::kits::api())
        .merge(crate::people::api())
        .merge(crate::forecasts::api())
        .merge(crate::invitations::api())
        .merge(crate::mail::api())
        .merge(crate::push::api())
        .merge(crate::passkeys::api())
        .merge(crate::donations::api())
        .merge(crate::messages::api())
        .merge(crate::audits::api())
        .merge(crate::values::api())
        .merge(crate::dividends::api())
        .merge(crate::receipts::api())
}
