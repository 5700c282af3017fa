//! Rounds of dividends, and one's own part of them, as JSON.

use crate::api::Body;
use crate::api::list::{Page, Part};
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::dividends::own::{self, Mine, Way};
use crate::dividends::rounds::{self, Budgeting, Seen, amount};
use crate::problem::Problem;
use crate::values::spread::Bin;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use capstan_store::Micros;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub(super) fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, prepare))
        .routes(routes!(one, take_back))
        .routes(routes!(confirm))
        .routes(routes!(reverse))
        .routes(routes!(more))
        .routes(routes!(mine))
        .routes(routes!(set_way, forget_way))
}

/// A round of dividends.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = DividendRound)]
struct Round {
    /// The id.
    id: String,
    /// For which time it is.
    #[schema(example = "May 2026")]
    period: String,
    /// The currency.
    #[schema(example = "USD")]
    currency: String,
    /// All of its money, with its currency.
    #[schema(example = "600.00 USD")]
    amount: String,
    /// The rules, as TOML.
    chain: String,
    /// The version of the charter that held them.
    #[schema(example = 2)]
    charter: i64,
    /// How many people share, as a published size; 0 for too few to say.
    #[schema(example = 10)]
    people: u64,
    /// The steps of people on which the rules can be tried.
    bins: Vec<Bin>,
    /// The money of it, in order.
    pots: Vec<Pot>,
    /// When it was worked out, in microseconds UTC since 1970.
    made: Micros,
}

/// Money for a round.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = DividendPot)]
struct Pot {
    /// What is for members, with its currency.
    #[schema(example = "540.00 USD")]
    members: String,
    /// What is kept for all.
    #[schema(example = "60.00 USD")]
    kept: String,
    /// What is set aside for what transfers cost.
    #[schema(example = "2.40 USD")]
    fees: String,
    /// "waiting" for a second steward, "booked" or "reversed".
    #[schema(example = "booked")]
    state: String,
    /// The handle of who worked it out, if they are still there.
    by: Option<String>,
    /// The handle of who confirmed it.
    confirmed_by: Option<String>,
    /// When it was worked out.
    made: Micros,
}

/// A round that was worked out.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DividendRoundMade)]
struct Made {
    /// Its id.
    id: String,
}

/// More money for a round.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = MoreMoney, example = json!({"budget": "200.00"}))]
struct More {
    /// How much, in the currency of the round.
    #[schema(max_length = 30)]
    budget: String,
}

impl From<Seen> for Round {
    fn from(seen: Seen) -> Self {
        let roll = seen.roll();
        let currency = seen.round.currency.as_str();
        let pots = seen.pots.iter().map(|pot| Pot {
            members: amount(currency, pot.coins),
            kept: amount(currency, pot.kept),
            fees: amount(currency, pot.fees),
            state: pot.state.clone(),
            by: seen.handles.get(&pot.proposer).cloned(),
            confirmed_by: seen.handles.get(&pot.confirmer).cloned(),
            made: pot.made,
        });
        Self {
            pots: pots.collect(),
            amount: amount(currency, seen.whole()),
            people: roll.as_ref().map_or(0, |r| r.people),
            bins: roll.map(|r| r.bins).unwrap_or_default(),
            id: seen.round.id,
            period: seen.round.period,
            currency: seen.round.currency,
            chain: seen.round.chain,
            charter: seen.round.charter,
            made: seen.round.made,
        }
    }
}

/// The rounds of dividends of a coalition, newest first, for its members. What
/// waits for a second steward is for stewards.
#[utoipa::path(get, path = "/coalitions/{coalition}/dividends/rounds", tag = "values",
    params(("coalition" = String, Path), Part),
    responses((status = 200, body = Page<Round>), NotShown), security(("token" = ["read"])))]
async fn list(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    part: Part,
) -> Result<Body<Page<Round>>, Problem> {
    let (_, all) = rounds::list(&app, &who, &slug).await?;
    let page = Page::part(all, &part, |seen| seen.round.id.clone())?;
    Ok(Body(page.map(Round::from)))
}

/// Works out a round by the chain of rules that the charter holds. Nothing is
/// booked before another steward confirms it.
#[utoipa::path(post, path = "/coalitions/{coalition}/dividends/rounds", tag = "values",
    params(("coalition" = String, Path)), request_body = Budgeting,
    responses((status = 201, body = Made), NotDone), security(("token" = ["steward"])))]
async fn prepare(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(asked): Body<Budgeting>,
) -> Result<(StatusCode, Body<Made>), Problem> {
    let id = rounds::prepare(&app, &who, &slug, &asked).await?;
    Ok((StatusCode::CREATED, Body(Made { id })))
}

/// A round of dividends.
#[utoipa::path(get, path = "/coalitions/{coalition}/dividends/rounds/{round}", tag = "values",
    params(("coalition" = String, Path), ("round" = String, Path)),
    responses((status = 200, body = Round), NotShown), security(("token" = ["read"])))]
async fn one(
    State(app): State<App>,
    who: Who,
    Path((slug, round)): Path<(String, String)>,
) -> Result<Body<Round>, Problem> {
    let (seen, _) = rounds::one(&app, &who, &slug, &round).await?;
    Ok(Body(seen.into()))
}

/// Takes back money that waits; a round that received nothing goes too.
#[utoipa::path(delete, path = "/coalitions/{coalition}/dividends/rounds/{round}", tag = "values",
    params(("coalition" = String, Path), ("round" = String, Path)),
    responses((status = 204), NotDone), security(("token" = ["steward"])))]
async fn take_back(
    State(app): State<App>,
    who: Who,
    Path((slug, round)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    rounds::take_back(&app, &who, &slug, (&round, "")).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Confirms money that waits, and books it: everyone's part is theirs.
#[utoipa::path(post, path = "/coalitions/{coalition}/dividends/rounds/{round}/confirm",
    tag = "values", params(("coalition" = String, Path), ("round" = String, Path)),
    responses((status = 204), NotDone), security(("token" = ["steward"])))]
async fn confirm(
    State(app): State<App>,
    who: Who,
    Path((slug, round)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    rounds::confirm(&app, &who, &slug, (&round, "")).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes back the last money of a round by a counter-entry, as long as nobody
/// was paid any of it.
#[utoipa::path(post, path = "/coalitions/{coalition}/dividends/rounds/{round}/reverse",
    tag = "values", params(("coalition" = String, Path), ("round" = String, Path)),
    responses((status = 204), NotDone), security(("token" = ["steward"])))]
async fn reverse(
    State(app): State<App>,
    who: Who,
    Path((slug, round)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    rounds::reverse(&app, &who, &slug, (&round, "")).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets more money for a round wait, to be shared by the same parts. It is
/// booked once another steward confirms it.
#[utoipa::path(post, path = "/coalitions/{coalition}/dividends/rounds/{round}/money",
    tag = "values", params(("coalition" = String, Path), ("round" = String, Path)),
    request_body = More,
    responses((status = 204), NotDone), security(("token" = ["steward"])))]
async fn more(
    State(app): State<App>,
    who: Who,
    Path((slug, round)): Path<(String, String)>,
    Body(asked): Body<More>,
) -> Result<StatusCode, Problem> {
    let asked = Budgeting {
        budget: asked.budget,
        ..Budgeting::default()
    };
    rounds::more(&app, &who, &slug, &round, &asked).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One's own part of the money: also for those who left, with the same account.
#[utoipa::path(get, path = "/coalitions/{coalition}/dividends/mine", tag = "values",
    params(("coalition" = String, Path)),
    responses((status = 200, body = Mine), NotShown), security(("token" = ["read"])))]
async fn mine(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Body<Mine>, Problem> {
    Ok(Body(own::mine(&app, &who, &slug).await?.1))
}

/// Says how one wants to be paid. It is kept locked.
#[utoipa::path(put, path = "/coalitions/{coalition}/dividends/mine/way", tag = "values",
    params(("coalition" = String, Path)), request_body = Way,
    responses((status = 204), NotDone), security(("token" = ["member"])))]
async fn set_way(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(way): Body<Way>,
) -> Result<StatusCode, Problem> {
    own::set_way(&app, &who, &slug, &way).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes how one wants to be paid.
#[utoipa::path(delete, path = "/coalitions/{coalition}/dividends/mine/way", tag = "values",
    params(("coalition" = String, Path)),
    responses((status = 204), NotDone), security(("token" = ["member"])))]
async fn forget_way(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<StatusCode, Problem> {
    own::set_way(&app, &who, &slug, &Way::default()).await?;
    Ok(StatusCode::NO_CONTENT)
}
