//! Audits as JSON.

use crate::api::Body;
use crate::api::kinds;
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::audits::acts;
use crate::audits::ask::Ask;
use crate::audits::check::{self, Check};
use crate::audits::files;
use crate::audits::own::{self, OwnPay};
use crate::audits::public::{self, Public, Spending};
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use capstan_report::Lang;
use capstan_store::Micros;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(pay))
        .routes(routes!(audit, ask))
        .routes(routes!(check))
        .routes(routes!(evidence))
        .routes(routes!(add_rule))
        .routes(routes!(figures, publish))
        .routes(routes!(ledger))
}

/// Which rule is put beside the pay.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Beside {
    /// The name of a rule; that of the group if it is left out.
    #[param(example = "shipt-2019")]
    #[serde(default)]
    rule: Option<String>,
}

/// The audit of a coalition.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = GroupAudit)]
struct Group {
    /// How it stands: `none` (nothing is asked), `making`, `again` (it is made
    /// again, since something was withdrawn), `shown`, `few` (too few workers),
    /// `near` (too near to what was shown before), or `no-jobs`.
    #[schema(example = "shown")]
    state: String,
    /// What is asked.
    ask: Option<Ask>,
    /// When what is shown was made, in microseconds UTC since 1970; 0 if
    /// nothing is.
    made: Micros,
    /// Whether jobs came since that are not in it.
    newer: bool,
    /// When another may be shown at the earliest; 0 for now.
    next: Micros,
    /// Of how many people a figure must be, beside the one who reads it.
    #[schema(example = 10)]
    minimum: u64,
    /// What came of the last check of it, if there was one.
    check: Option<Check>,
    /// The audit as `capstan audit pay` writes it, if one is shown.
    #[schema(value_type = Option<Object>)]
    audit: Option<serde_json::Value>,
}

/// A rule as a file.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(
    as = PayRuleFile,
    example = json!({"file": "name = \"town-2024\"\nversion = 1\nkind = \"paid\"\ncurrency = \"USD\"\nformula = \"4 + 0.9 * miles\"\nsource = \"The help page of 1 March 2024\"\n\n[title]\nen = \"the rule of March 2024\"\nes = \"la regla de marzo de 2024\"\n\n[[example]]\ngiven = { miles = 10 }\npay = 13.0\n"})
)]
struct RuleFile {
    /// The file, TOML.
    #[schema(max_length = 20_000)]
    file: String,
}

/// What a rule is called.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PayRuleName)]
struct Named {
    /// Its name.
    #[schema(example = "town-2024")]
    name: String,
}

/// One's own pay beside a rule.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/pay", tag = "audits",
    params(Beside),
    responses((status = 200, body = OwnPay), NotShown),
    security(("token" = ["read"]))
)]
async fn pay(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Query(beside): Query<Beside>,
) -> Result<Body<OwnPay>, Problem> {
    Ok(Body(
        own::pay(&app, &who, &slug, beside.rule.as_deref()).await?,
    ))
}

/// The pay audit of a coalition, for its members.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/audit", tag = "audits",
    responses((status = 200, body = Group), NotShown),
    security(("token" = ["read"]))
)]
async fn audit(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Body<Group>, Problem> {
    let seen = acts::see(&app, &who, &slug).await?;
    let shown = seen.shown.as_ref();
    Ok(Body(Group {
        state: seen.state.word().to_owned(),
        ask: seen.ask,
        made: shown.map_or(0, |(_, release)| release.made),
        newer: seen.newer,
        next: seen.next.unwrap_or(0),
        minimum: seen.minimum,
        check: seen.check,
        audit: shown.and_then(|(_, release)| serde_json::from_str(&release.result).ok()),
    }))
}

/// Say what is asked of the pay of a coalition.
#[utoipa::path(
    put, path = "/coalitions/{coalition}/audit", tag = "audits",
    request_body = Ask,
    responses((status = 202, description = "It is looked at in the background"), NotDone),
    security(("token" = ["organise"]))
)]
async fn ask(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(asked): Body<Ask>,
) -> Result<StatusCode, Problem> {
    acts::ask(&app, &who, &slug, &asked).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Have the audit that is shown made again from the donations it rests on, and
/// compared. What comes of it stands beside the audit.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/audit/check", tag = "audits",
    responses((status = 202, description = "It is checked in the background"), NotDone),
    security(("token" = ["member"]))
)]
async fn check(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<StatusCode, Problem> {
    who.may("member")?;
    check::ask(&app, &who, &slug).await?;
    Ok(StatusCode::ACCEPTED)
}

/// In which language a file is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Speaking {
    /// `en` or `es`; English if it is left out.
    #[param(example = "en")]
    #[serde(default)]
    lang: Option<String>,
}

/// The evidence of the audit that is shown, as one archive: the report, its
/// figures, the rule, the recipe and how it was made. Nothing in it is about
/// one person.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/audit/evidence", tag = "audits",
    params(Speaking),
    responses((status = 200, body = kinds::Archive, content_type = "application/zip"), NotShown),
    security(("token" = ["read"]))
)]
async fn evidence(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Query(speaking): Query<Speaking>,
) -> Result<Response, Problem> {
    let seen = acts::see(&app, &who, &slug).await?;
    let (audit, _) = seen.shown.ok_or_else(Problem::missing)?;
    let asked = speaking.lang.as_deref();
    let lang = Lang::ALL
        .into_iter()
        .find(|lang| Some(lang.code()) == asked);
    files::evidence(&audit, lang.unwrap_or(Lang::En))
}

/// Add a rule, whose examples are worked out first.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/audit/rules", tag = "audits",
    request_body = RuleFile,
    responses((status = 201, body = Named), NotDone),
    security(("token" = ["organise"]))
)]
async fn add_rule(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(rule): Body<RuleFile>,
) -> Result<(StatusCode, Body<Named>), Problem> {
    let name = acts::add_rule(&app, &who, &slug, &rule.file).await?;
    Ok((StatusCode::CREATED, Body(Named { name })))
}

/// What is public of the pay of a coalition, with noise.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/audit/public", tag = "audits",
    responses((status = 200, body = Public), NotShown),
    security((), ("token" = ["read"]))
)]
async fn figures(
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<Body<Public>, Problem> {
    Ok(Body(public::see(&app, &slug).await?))
}

/// Release the figures of the audit that is shown to everyone, with noise.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/audit/public", tag = "audits",
    responses((status = 204, description = "They are public"), NotDone),
    security(("token" = ["organise"]))
)]
async fn publish(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<StatusCode, Problem> {
    who.may("organise")?;
    public::publish(&app, &who, &slug).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What of the privacy budget was spent, for organisers.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/audit/public/ledger", tag = "audits",
    responses((status = 200, body = Spending), NotShown),
    security(("token" = ["read"]))
)]
async fn ledger(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Body<Spending>, Problem> {
    Ok(Body(public::spending(&app, &who, &slug).await?))
}
