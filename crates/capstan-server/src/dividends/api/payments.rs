//! Lists of payments as JSON and files.

use crate::api::Body;
use crate::api::list::{Page, Part};
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::dividends::pages::sent_file;
use crate::dividends::payments::{self, Due, Line, Paying};
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use capstan_store::Micros;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub(super) fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, draw))
        .routes(routes!(one))
        .routes(routes!(table))
        .routes(routes!(order))
        .routes(routes!(came_back))
        .routes(routes!(ledger))
}

/// What is due, and the lists of payments.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DividendPayments)]
struct Payments {
    /// What is due, by currency.
    due: Vec<Due>,
    /// The lists, newest first.
    items: Vec<Drawn>,
    /// The cursor of the next part; null at the end.
    next: Option<String>,
}

/// A list of payments.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DividendPayment)]
struct Drawn {
    /// The id.
    id: String,
    /// The currency.
    #[schema(example = "USD")]
    currency: String,
    /// When it was drawn up, in microseconds UTC since 1970.
    made: Micros,
}

/// A list of payments with its lines.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DividendPaymentWhole)]
struct Whole {
    /// The list.
    payment: Drawn,
    /// Who is paid how much.
    lines: Vec<Line>,
}

/// In which currency a list is drawn up.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = DrawingUp, example = json!({"currency": "USD"}))]
struct DrawingUp {
    /// The currency.
    #[schema(max_length = 3)]
    currency: String,
}

/// Whose payment came back.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = CameBack, example = json!({"account": "9f1c0d2b7a6e4f5894d3a1b2c3d4e5f6"}))]
struct CameBack {
    /// The number of the account.
    #[schema(max_length = 64)]
    account: String,
}

/// What is due to members and those who left, and the lists that were drawn up.
#[utoipa::path(get, path = "/coalitions/{coalition}/dividends/payments", tag = "values",
    params(("coalition" = String, Path), Part),
    responses((status = 200, body = Payments), NotShown), security(("token" = ["read", "steward"])))]
async fn list(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    part: Part,
) -> Result<Body<Payments>, Problem> {
    let (_, due, lists) = payments::list(&app, &who, &slug).await?;
    let page = Page::part(lists, &part, |list| list.id.clone())?;
    let Page { items, next } = page.map(Drawn::from);
    Ok(Body(Payments { due, items, next }))
}

impl From<capstan_store::ledger::payments::Payment> for Drawn {
    fn from(payment: capstan_store::ledger::payments::Payment) -> Self {
        Self {
            id: payment.id,
            currency: payment.currency,
            made: payment.made,
        }
    }
}

/// Draws up a list of all that is due in a currency.
#[utoipa::path(post, path = "/coalitions/{coalition}/dividends/payments", tag = "values",
    params(("coalition" = String, Path)), request_body = DrawingUp,
    responses((status = 201, body = Drawn), NotDone), security(("token" = ["steward"])))]
async fn draw(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(asked): Body<DrawingUp>,
) -> Result<(StatusCode, Body<Drawn>), Problem> {
    let id = payments::draw(&app, &who, &slug, &asked.currency).await?;
    let seen = payments::one(&app, &who, &slug, &id).await?;
    Ok((StatusCode::CREATED, Body(seen.payment.into())))
}

/// A list of payments with its lines.
#[utoipa::path(get, path = "/coalitions/{coalition}/dividends/payments/{payment}", tag = "values",
    params(("coalition" = String, Path), ("payment" = String, Path)),
    responses((status = 200, body = Whole), NotShown), security(("token" = ["read", "steward"])))]
async fn one(
    State(app): State<App>,
    who: Who,
    Path((slug, payment)): Path<(String, String)>,
) -> Result<Body<Whole>, Problem> {
    let seen = payments::one(&app, &who, &slug, &payment).await?;
    Ok(Body(Whole {
        payment: seen.payment.into(),
        lines: seen.lines,
    }))
}

/// A list of payments as a table of commas, with how each wants to be paid.
#[utoipa::path(get, path = "/coalitions/{coalition}/dividends/payments/{payment}/payments.csv",
    tag = "values", params(("coalition" = String, Path), ("payment" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String), NotShown),
    security(("token" = ["read", "steward"])))]
async fn table(
    State(app): State<App>,
    who: Who,
    Path((slug, payment)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let seen = payments::one(&app, &who, &slug, &payment).await?;
    Ok(sent_file(
        "payments.csv",
        "text/csv; charset=utf-8",
        seen.csv(),
    ))
}

/// The order for a bank to pay those on a list who gave a bank account, as ISO
/// 20022 pain.001. Who pays is kept nowhere.
#[utoipa::path(post, path = "/coalitions/{coalition}/dividends/payments/{payment}/pain001",
    tag = "values", params(("coalition" = String, Path), ("payment" = String, Path)),
    request_body = Paying,
    responses((status = 200, content_type = "application/xml", body = String), NotDone),
    security(("token" = ["steward"])))]
async fn order(
    State(app): State<App>,
    who: Who,
    Path((slug, payment)): Path<(String, String)>,
    Body(paying): Body<Paying>,
) -> Result<Response, Problem> {
    let seen = payments::one(&app, &who, &slug, &payment).await?;
    let xml = seen.pain001(&paying, &payments::created(&app))?;
    Ok(sent_file("pain.001.xml", "application/xml", xml))
}

/// Writes down that a payment came back: it is due again.
#[utoipa::path(post, path = "/coalitions/{coalition}/dividends/payments/{payment}/came-back",
    tag = "values", params(("coalition" = String, Path), ("payment" = String, Path)),
    request_body = CameBack,
    responses((status = 204), NotDone), security(("token" = ["steward"])))]
async fn came_back(
    State(app): State<App>,
    who: Who,
    Path((slug, payment)): Path<(String, String)>,
    Body(asked): Body<CameBack>,
) -> Result<StatusCode, Problem> {
    payments::came_back(&app, &who, &slug, &payment, &asked.account).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The whole ledger as a table of commas.
#[utoipa::path(get, path = "/coalitions/{coalition}/dividends/ledger.csv", tag = "values",
    params(("coalition" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String), NotShown),
    security(("token" = ["read", "steward"])))]
async fn ledger(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let text = payments::ledger_csv(&app, &who, &slug).await?;
    Ok(sent_file("ledger.csv", "text/csv; charset=utf-8", text))
}
