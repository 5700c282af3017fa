//! Ways to share money, rounds of it and payments as JSON.

mod good;
mod payments;
mod pools;
mod rounds;

use crate::api::Body;
use crate::api::said::NotShown;
use crate::app::App;
use crate::dividends::chain;
use crate::dividends::explore::{Look, ground};
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{Path, Query, State};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(explore))
        .merge(rounds::api())
        .merge(payments::api())
        .merge(good::api())
        .merge(pools::api())
}

/// What a way of sharing would do.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Sharing {
    /// How many people there are.
    #[schema(example = 3)]
    people: u64,
    /// The currency.
    #[schema(example = "EUR")]
    currency: String,
    /// The rules, as a program that follows them takes them.
    #[schema(value_type = Object)]
    chain: serde_json::Value,
    /// The same rules as a charter holds them: put them to the vote as the
    /// clause `dividend_chain`, with "chain" as `dividend_rule`.
    #[schema(example = "[[rule]]\nname = \"shift\"\nshare = 1.0\n")]
    dividend_chain: String,
    /// What each gets, step by step.
    steps: Vec<Step>,
    /// How unequal that is.
    #[schema(value_type = Vec<Object>)]
    inequality: serde_json::Value,
    /// Which properties of fairness the rules keep.
    #[schema(example = json!(["budget", "symmetry"]))]
    keeps: Vec<&'static str>,
    /// Which they break.
    #[schema(example = json!(["null-player"]))]
    breaks: Vec<&'static str>,
}

/// People whose data add about the same.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SharingStep)]
struct Step {
    /// How many, of those who stand for all.
    people: u64,
    /// In how many households or groups they are paid as one; 0 where each is
    /// alone.
    pools: u64,
    /// What their data add, as a mean.
    value: f64,
    /// What each of them gets, as a mean.
    each: f64,
}

/// What a way of sharing money would do: on the values of the group for its
/// members, on an example for everyone.
#[utoipa::path(get, path = "/coalitions/{coalition}/dividends", tag = "values",
    params(("coalition" = String, Path), Look),
    responses((status = 200, body = Sharing), NotShown), security((), ("token" = ["read"])))]
async fn explore(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Query(look): Query<Look>,
) -> Result<Body<Sharing>, Problem> {
    let ground = ground(&app, &who.reader(), &slug, &look.on).await?;
    let ground = ground.under(&look);
    let explored = ground.roll.share(&look)?;
    let named = |broken: bool| {
        let outcomes = explored.round.properties.iter();
        let found = outcomes.filter(|o| o.tried > 0 && o.broken_by.is_some() == broken);
        found.map(|o| o.property.name()).collect()
    };
    let steps = ground.roll.bins.iter().zip(&explored.each).enumerate();
    Ok(Body(Sharing {
        people: ground.roll.people,
        currency: explored.currency.code().to_owned(),
        dividend_chain: chain::text(&look.lasting()?),
        chain: serde_json::to_value(&explored.chain).unwrap_or_default(),
        steps: steps
            .map(|(at, (bin, &each))| Step {
                people: bin.people,
                pools: ground.roll.pools_at(at),
                value: bin.value,
                each,
            })
            .collect(),
        inequality: serde_json::to_value(&explored.round.inequality).unwrap_or_default(),
        keeps: named(false),
        breaks: named(true),
    }))
}
