//! Donations as JSON.

use crate::api::Body;
use crate::api::list::{Page, Part};
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::donations::acts::{self, Gift, Mine, Receipt, Wish};
use crate::donations::consent::Purpose;
use crate::donations::files::{self, Came};
use crate::donations::reading;
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use capstan_data::pay::Field;
use capstan_report::Lang;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, donate))
        .routes(routes!(one, keep, withdraw))
        .routes(routes!(receipt))
        .routes(routes!(consent))
        .routes(routes!(agreed, agree))
}

/// Jobs that are donated.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = DonationJobs, example = json!({
    "agree": ["own", "figures"],
    "lang": "en",
    "events": "platform,start,base,tip,total,currency,source\nshipt,2020-08-24,14.58,0.00,14.58,USD,export\n",
}))]
struct Jobs {
    /// What is agreed to, in the texts that `consents` gives. Nothing is taken
    /// without `own`.
    #[schema(example = json!(["own", "figures"]))]
    agree: Vec<Purpose>,
    /// The language in which the texts were shown: en or es.
    #[schema(example = "en", pattern = "^(en|es)$")]
    lang: String,
    /// The jobs as a file of events: lines of comma-separated values, the first
    /// with the names of the columns.
    #[schema(
        min_length = 1,
        max_length = 1_000_000,
        example = "platform,start,base,tip,total,currency,source\nshipt,2020-08-24,14.58,0.00,14.58,USD,export\n"
    )]
    events: String,
}

/// Where a donation stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DonationMade)]
struct Made {
    /// The id.
    id: String,
}

/// A text that is agreed to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DonationConsent)]
struct Text {
    /// The purpose.
    purpose: Purpose,
    /// The language.
    #[schema(example = "en")]
    lang: String,
    /// The version of the text.
    #[schema(example = 1)]
    version: i64,
    /// The text.
    text: String,
    /// The hash of the text, which stands in what is written down.
    hash: String,
}

/// The texts to agree to, in every language.
#[utoipa::path(
    get, path = "/donations/consents", tag = "donations", params(Part),
    responses((status = 200, body = Page<Text>), NotShown)
)]
async fn consent(State(app): State<App>, part: Part) -> Result<Body<Page<Text>>, Problem> {
    let texts = Lang::ALL.into_iter().flat_map(|lang| {
        let voice = app.voices.of(lang);
        Purpose::ALL.map(|purpose| Text {
            purpose,
            lang: lang.code().to_owned(),
            version: purpose.version(),
            text: purpose.text(voice),
            hash: purpose.hash(voice),
        })
    });
    let page = Page::part(texts.collect(), &part, |text: &Text| text.hash.clone())?;
    Ok(Body(page))
}

/// What one agrees to.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = DonationAgreement, example = json!({"agree": ["own", "figures"], "lang": "en"}))]
struct Agreement {
    /// What is agreed to, in the texts that `consents` gives; `own` at least.
    #[schema(example = json!(["own"]))]
    agree: Vec<Purpose>,
    /// The language in which the texts were shown: en or es.
    #[schema(example = "en", pattern = "^(en|es)$")]
    lang: String,
}

/// What one agreed to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DonationAgreed)]
struct Agreed {
    /// What is agreed to.
    #[schema(example = json!(["own"]))]
    agree: Vec<Purpose>,
}

/// What one agrees to in a coalition.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/donation-agreement", tag = "donations",
    responses((status = 200, body = Agreed), NotShown),
    security(("token" = ["read"]))
)]
async fn agreed(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Body<Agreed>, Problem> {
    Ok(Body(Agreed {
        agree: reading::agreed(&app, &who, &slug).await?,
    }))
}

/// Change what one agrees to, for all that one donated. What is left out stops:
/// jobs do not count in figures any more, and pictures are removed.
#[utoipa::path(
    put, path = "/coalitions/{coalition}/donation-agreement", tag = "donations",
    request_body = Agreement,
    responses((status = 204), NotDone),
    security(("token" = ["member"]))
)]
async fn agree(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(agreement): Body<Agreement>,
) -> Result<StatusCode, Problem> {
    let voice = app.voices.of(language(&agreement.lang)?);
    acts::agree(&app, &who, &slug, voice, &agreement.agree).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn language(code: &str) -> Result<Lang, Problem> {
    let lang = Lang::ALL.into_iter().find(|lang| lang.code() == code);
    lang.ok_or(Problem::input("lang", "donations-lang"))
}

/// One's donations, newest first.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/donations", tag = "donations",
    params(Part),
    responses((status = 200, body = Page<Mine>), NotShown),
    security(("token" = ["read"]))
)]
async fn list(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    part: Part,
) -> Result<Body<Page<Mine>>, Problem> {
    Ok(Body(acts::part(&app, &who, &slug, &part).await?))
}

/// Donate jobs. They are kept once a look at them is confirmed with PUT, and
/// removed after a day if not.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/donations", tag = "donations",
    request_body = Jobs,
    responses((status = 201, body = Made), NotDone),
    security(("token" = ["member"]))
)]
async fn donate(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(jobs): Body<Jobs>,
) -> Result<(StatusCode, Body<Made>), Problem> {
    let lang = language(&jobs.lang)?;
    let file = Came {
        name: "events".to_owned(),
        bytes: jobs.events.into_bytes(),
    };
    let mut cards = files::read_one(file, app.now())
        .await
        .map_err(|mut problem| {
            problem.field = problem.field.map(|_| "events");
            problem
        })?;
    for card in &mut cards {
        // Whose jobs they are is who sends them.
        card.readings.remove(&Field::Worker);
    }
    let gift = Gift {
        channel: "api",
        cards,
        picture: None,
    };
    let voice = app.voices.of(lang);
    let id = acts::give(&app, &who, &slug, voice, &jobs.agree, gift).await?;
    Ok((StatusCode::CREATED, Body(Made { id })))
}

/// A donation of one's own.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/donations/{donation}", tag = "donations",
    responses((status = 200, body = Mine), NotShown),
    security(("token" = ["read"]))
)]
async fn one(
    State(app): State<App>,
    who: Who,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Body<Mine>, Problem> {
    Ok(Body(acts::find(&app, &who, &slug, &id).await?))
}

/// Keep what is wanted of a donation, and get the receipt.
#[utoipa::path(
    put, path = "/coalitions/{coalition}/donations/{donation}", tag = "donations",
    request_body = Wish,
    responses((status = 200, body = Receipt), NotDone),
    security(("token" = ["member"]))
)]
async fn keep(
    State(app): State<App>,
    who: Who,
    Path((slug, id)): Path<(String, String)>,
    Body(wish): Body<Wish>,
) -> Result<Body<Receipt>, Problem> {
    Ok(Body(acts::keep(&app, &who, &slug, &id, &wish).await?))
}

/// Withdraw a donation, and get its receipt, which says so now; null if it was
/// not kept yet.
#[utoipa::path(
    delete, path = "/coalitions/{coalition}/donations/{donation}", tag = "donations",
    responses((status = 200, body = Option<Receipt>), NotDone),
    security(("token" = ["member"]))
)]
async fn withdraw(
    State(app): State<App>,
    who: Who,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Body<Option<Receipt>>, Problem> {
    Ok(Body(acts::withdraw(&app, &who, &slug, &id).await?))
}

/// The receipt of a donation that is kept.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/donations/{donation}/receipt", tag = "donations",
    responses((status = 200, body = Receipt), NotShown),
    security(("token" = ["read"]))
)]
async fn receipt(
    State(app): State<App>,
    who: Who,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Body<Receipt>, Problem> {
    Ok(Body(acts::receipt(&app, &who, &slug, &id).await?))
}
