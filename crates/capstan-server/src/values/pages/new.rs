//! The form that asks for a valuation.

use super::{at, page};
use crate::app::App;
use crate::coalitions::acts::standing;
use crate::forecasts::ask::SAMPLE;
use crate::problem::Problem;
use crate::values::acts::{self, Ratings};
use crate::values::ask::{Ask, Game, LARGEST_TABLE, METHODS, Unit};
use crate::web::form;
use crate::web::parts::{Field, choice, field, select, select_typed, to, typed, wrong};
use crate::web::upload::unreadable;
use crate::web::view::View;
use axum::extract::multipart::Multipart;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use capstan_coalition::role::Deed;
use capstan_store::coalitions::Coalition;
use capstan_worlds::METRICS;
use maud::{Markup, html};
use serde::Deserialize;

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    game: String,
    platform: String,
    learner: String,
    data: String,
    model: String,
    metric: String,
    unit: String,
    groups: String,
    method: String,
    #[serde(skip)]
    table: String,
}

/// The fields of a form that sends a file too, and what is wrong with the file.
async fn read(
    view: &View,
    headers: &HeaderMap,
    mut sent: Multipart,
) -> Result<(Typed, Option<Problem>), Problem> {
    let (mut pairs, mut table) = (Vec::new(), Vec::new());
    let mut proof = String::new();
    while let Some(mut field) = sent.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "table" {
            form::check(&view.app, &view.who, headers, &proof)?;
            while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
                // One byte more tells that it is too large.
                let room = (LARGEST_TABLE + 1).saturating_sub(table.len());
                table.extend_from_slice(&chunk[..chunk.len().min(room)]);
            }
            continue;
        }
        let value = field.text().await.map_err(unreadable)?;
        match name.as_str() {
            "csrf" => proof = value,
            _ => pairs.push((name, value)),
        }
    }
    form::check(&view.app, &view.who, headers, &proof)?;
    let broken = || Problem::new(StatusCode::BAD_REQUEST, "unreadable");
    let text = serde_html_form::to_string(&pairs).map_err(|_| broken())?;
    let typed: Typed = serde_html_form::from_str(&text).map_err(|_| broken())?;
    if table.len() > LARGEST_TABLE {
        let large = Problem::input("table", "valuations-table-large");
        return Ok((typed, Some(large)));
    }
    Ok(match String::from_utf8(table) {
        Ok(table) => (Typed { table, ..typed }, None),
        Err(_) => (typed, Some(Problem::input("table", "valuations-table"))),
    })
}

impl Typed {
    fn ask(&self) -> Ask {
        let ratings = self.game == "ratings";
        Ask {
            game: if ratings { Game::Ratings } else { Game::Pay },
            platform: self.platform.clone(),
            data: self.data.clone(),
            model: if ratings { &self.model } else { &self.learner }.clone(),
            settings: String::new(),
            metric: self.metric.clone(),
            unit: match self.unit.as_str() {
                "groups" => Unit::Groups,
                _ => Unit::People,
            },
            groups: self.groups.clone(),
            table: self.table.clone(),
            method: self.method.clone(),
        }
    }
}

async fn gathered(view: &View, slug: &str) -> Result<(Coalition, Vec<Ratings>), Problem> {
    let mut conn = view.app.store.read().await?;
    let standing = standing(&view.app, &view.who, &mut conn, slug, Deed::ReadAsMember).await?;
    if !standing.values() {
        return Err(Problem::forbidden("role-too-low"));
    }
    let held = acts::ratings(&mut conn, &standing.coalition.id).await?;
    Ok((standing.coalition, held))
}

pub(super) async fn ask(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    let (coalition, held) = gathered(&view, &slug).await?;
    let typed = Typed {
        game: "pay".into(),
        unit: "groups".into(),
        ..Typed::default()
    };
    Ok(shown(&view, &coalition, &held, &typed, None))
}

pub(super) async fn asked(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    sent: Multipart,
) -> Result<Response, Problem> {
    let (typed, wrong) = read(&view, &headers, sent).await?;
    let done = match wrong {
        Some(wrong) => Err(wrong),
        None => acts::start(&app, &view.who, &slug, &typed.ask()).await,
    };
    let on = |id| to(&format!("{}/{id}", at(&slug)), "valuation-asked");
    form::sent(done, on, async |wrong| {
        let (coalition, held) = gathered(&view, &slug).await?;
        Ok(shown(&view, &coalition, &held, &typed, Some(wrong)))
    })
    .await
}

/// The file that says who is in which group.
fn table(view: &View, problem: Option<&Problem>) -> Markup {
    let wrong = problem.filter(|p| p.field == Some("table"));
    html! {
        div.field {
            label for="table" { (view.t("valuations-table")) }
            p.hint #table-hint { (view.t("valuations-table-hint")) }
            @if let Some(wrong) = wrong { p.error #table-error { (wrong.say(view.voice())) } }
            input type="file" id="table" name="table" accept="text/csv,.csv"
                aria-describedby=(if wrong.is_some() { "table-hint table-error" } else { "table-hint" });
        }
    }
}

fn names(names: impl Iterator<Item = &'static str>) -> Vec<(String, String)> {
    names.map(|n| (n.to_owned(), n.to_owned())).collect()
}

fn shown(
    view: &View,
    coalition: &Coalition,
    held: &[Ratings],
    asked: &Typed,
    problem: Option<&Problem>,
) -> Markup {
    let line = |name, value, label: &str, hint: &str, kind, most| {
        let field_of = Field {
            name,
            label: view.t(label),
            hint: view.t(hint),
            value,
            kind,
            most,
            ..Field::default()
        };
        field(view, &field_of, problem)
    };
    let said = |key: &str| view.t(&format!("valuations-{key}"));
    let games = [
        ("pay", said("game-pay"), said("game-pay-hint")),
        ("ratings", said("game-ratings"), said("game-ratings-hint")),
    ];
    let units = [
        ("groups", said("unit-groups"), said("unit-groups-hint")),
        ("people", said("unit-people"), said("unit-people-hint")),
    ];
    let learners = ["ridge", "knn"].map(|n| (n.to_owned(), said(&format!("learner-{n}"))));
    let sample = [(SAMPLE.to_owned(), said("data-sample"))];
    let held: Vec<(String, String)> = held
        .iter()
        .map(|r| (r.id.clone(), r.campaign.clone()))
        .collect();
    let models = names(capstan_learn::models().iter().map(|m| m.info().name));
    let metrics = names(METRICS.iter().map(|m| m.name));
    let methods = METHODS.map(|m| (m.name().to_owned(), said(&format!("method-{}", m.name()))));
    let or = |given: &'_ str, usual: &'static str| match given {
        "" => usual.to_owned(),
        given => given.to_owned(),
    };
    let body = html! {
        p { a href=(at(&coalition.slug)) { (view.t("valuations-title")) " – " (typed(&coalition.name)) } }
        (wrong(view, problem))
        form method="post" action={ (at(&coalition.slug)) "/new" } enctype="multipart/form-data" {
            (view.proof())
            (choice("game", &said("game"), &asked.game, &games))
            h2 { (said("game-pay")) }
            (line("platform", &asked.platform, "valuations-platform", "valuations-platform-hint", "text", 200))
            (select("learner", &said("model"), &or(&asked.learner, "ridge"), &learners))
            h2 { (said("game-ratings")) }
            (select_typed("data", &said("which"), &or(&asked.data, SAMPLE), &sample, &held))
            (select_typed("model", &said("model"), &or(&asked.model, "ease"), &[], &models))
            (select_typed("metric", &said("metric"), &or(&asked.metric, "ndcg@10"), &[], &metrics))
            (choice("unit", &said("unit"), &asked.unit, &units))
            (line("groups", &asked.groups, "valuations-groups", "valuations-groups-hint", "area", 3000))
            (table(view, problem))
            (select("method", &said("method"), &or(&asked.method, "loo"), &methods))
            p.actions { button { (said("send")) } }
        }
    };
    page(view, &view.t("valuations-new"), body)
}
