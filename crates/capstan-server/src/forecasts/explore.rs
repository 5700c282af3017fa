//! Playing with a campaign's forecast: who takes part in what, and what comes
//! of it. Everything is said without scripts; `web/src/explore.ts` makes it
//! move.

use crate::app::App;
use crate::forecasts::acts::{self, Missing, Seen};
use crate::forecasts::curves::{At, Curve, CurvePoint, Estimate};
use crate::forecasts::pages::{again, at};
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::pages::Pages;
use crate::web::parts::{page, query, script, select, select_typed, to, typed};
use crate::web::view::View;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use capstan_leverage::{Forecast, report};
use capstan_report::{Cell, Column, Format, Size, Table, args};
use capstan_stats::Interval;
use capstan_store::forecasts as stored;
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;

/// The most curves on one page: each is a drawing of its own.
const MOST: usize = 12;
/// Where one begins, in per cent.
const START: f64 = 30.0;

/// Adds the pages.
pub fn add(pages: Pages) -> Pages {
    pages
        .get("/campaigns/{campaign}/explore", explore)
        .post("/campaigns/{campaign}/explore", ask)
}

/// What one looks at.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Look {
    lever: String,
    group: String,
    /// In per cent.
    participation: String,
}

/// The point someone asks for.
#[derive(Debug, Deserialize)]
pub struct AskPoint {
    curve: String,
    /// In per cent.
    participation: String,
}

fn percent(text: &str) -> Option<f64> {
    let number = text.trim().parse::<f64>().ok()?;
    number.is_finite().then(|| number.clamp(0.0, 100.0))
}

async fn explore(
    view: View,
    State(app): State<App>,
    Path(campaign): Path<String>,
    Query(look): Query<Look>,
) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let seen = acts::seen(&app, &mut conn, &view.who, &campaign).await?;
    let mut curves = acts::curves(&mut conn, &seen.campaign).await?;
    curves.truncate(MOST);
    let mut made = Vec::new();
    for curve in &curves {
        let row = stored::find(&mut conn, &curve.id).await?;
        made.extend(row.and_then(|row| serde_json::from_str::<Forecast>(&row.result).ok()));
    }
    drop(conn);
    let share = percent(&look.participation).unwrap_or(START) / 100.0;
    let chosen = curves
        .iter()
        .position(|c| c.lever == look.lever && c.group == look.group);
    let asked = !look.lever.is_empty() || !look.group.is_empty();
    let waits = curves
        .get(chosen.unwrap_or(0))
        .is_some_and(|c| c.under_way.iter().any(|p| (p - share).abs() < 0.005));
    let body = html! {
        p { a href=(at(&campaign)) { (view.t("forecasts-of")) " " (typed(&seen.campaign.brief.title)) } }
        @if curves.is_empty() {
            p { (view.t("forecasts-none")) }
        } @else {
            p.lead { (view.t("forecasts-play-lead")) }
            @if asked && chosen.is_none() { div.caution { p { (view.t("forecasts-no-curve")) } } }
            (play(&view, &seen, (&curves, &made), chosen.unwrap_or(0), share))
        }
    };
    Ok(again(waits, page(&view, &view.t("forecasts-play"), body)))
}

/// The levers or the groups of all curves, each once.
fn options(
    curves: &[Curve],
    of: fn(&Curve) -> &String,
    said: impl Fn(&str) -> String,
) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for value in curves.iter().map(of) {
        if !out.iter().any(|(v, _)| v == value) {
            out.push((value.clone(), said(value)));
        }
    }
    out
}

fn lever_words(view: &View, lever: &str) -> String {
    let (word, amount) = lever.split_once('=').unwrap_or((lever, ""));
    let key = format!("forecasts-lever-{word}");
    if !view.voice().knows(&key) {
        return lever.to_owned();
    }
    let words = view.t(&key);
    if amount.is_empty() {
        words
    } else {
        format!("{words} ({amount})")
    }
}

fn play(
    view: &View,
    seen: &Seen,
    (curves, made): (&[Curve], &[Forecast]),
    chosen: usize,
    share: f64,
) -> Markup {
    let path = format!("{}/explore", at(&seen.campaign.id));
    let curve = &curves[chosen];
    let levers = options(curves, |c| &c.lever, |lever| lever_words(view, lever));
    let everyone = view.t("forecasts-everyone");
    // All other groups are written as they were typed.
    let (everyone, groups): (Vec<_>, Vec<_>) = options(
        curves,
        |c| &c.group,
        |group| match group {
            "random" => everyone.clone(),
            group => group.to_owned(),
        },
    )
    .into_iter()
    .partition(|(group, _)| group == "random");
    let shown = (share * 100.0 * 100.0).round() / 100.0;
    html! {
        div #explore data-curves={ "/api/v1/campaigns/" (seen.campaign.id) "/curves" }
            data-words=(templates(view)) {
            form.search method="get" action=(path) {
                (select("lever", &view.t("forecasts-lever"), &curve.lever, &levers))
                (select_typed("group", &view.t("forecasts-group"), &curve.group, &everyone, &groups))
                div.field {
                    label for="participation" { (view.t("forecasts-share")) }
                    input id="participation" name="participation" type="number" min="0" max="100" step="any" value=(shown);
                }
                p.actions {
                    button { (view.t("forecasts-look")) }
                    button.quiet type="button" hidden data-play=(view.t("forecasts-play-start"))
                        data-pause=(view.t("forecasts-play-stop")) { (view.t("forecasts-play-start")) }
                }
            }
            div #said role="status" aria-live="polite" { (said(view, curve, share)) }
            (ask_form(view, seen, curve, share, &path))
            @for (n, (curve, forecast)) in curves.iter().zip(made).enumerate() {
                div data-curve=(curve.id) hidden[n != chosen] { (figure(view, curve, forecast, share, n)) }
            }
        }
        (script("explore"))
    }
}

/// The form that asks the engine for the point one looks at.
fn ask_form(view: &View, seen: &Seen, curve: &Curve, share: f64, path: &str) -> Markup {
    let computed = matches!(curve.at(share), At::Computed(_)) || share < 0.01;
    let under_way = curve.under_way.iter().any(|p| (p - share).abs() < 0.005);
    let ours = seen.member.is_some();
    html! {
        form #ask method="post" action=(path) data-ours=[ours.then_some("yes")] hidden[computed || under_way || !curve.more || !ours] {
            (view.proof())
            input type="hidden" name="curve" value=(curve.id);
            input type="hidden" name="participation" value=(share * 100.0);
            p { (view.t("forecasts-ask-point-why")) }
            p.actions { button.quiet { (view.t("forecasts-ask-point")) } }
        }
    }
}

fn figure(view: &View, curve: &Curve, forecast: &Forecast, share: f64, n: usize) -> Markup {
    let voice = view.voice();
    let figure = report::figure(forecast, view.lang);
    let drawn = |size| {
        figure
            .draw(voice, size, &format!("explore-{n}"))
            .marked(share)
            .inline()
    };
    html! {
        figure {
            h2 { (figure.title()) }
            (PreEscaped(drawn(Size::Wide)))
            (PreEscaped(drawn(Size::Narrow)))
        }
        (PreEscaped(table(view, curve).html(voice).finish()))
    }
}

/// Everything that was computed, as a table.
fn table(view: &View, curve: &Curve) -> Table {
    let column = |name, key| Column::new(name, view.t(key));
    let mut table = Table::new(
        view.t("forecasts-table"),
        vec![
            column("participation", "head-participation"),
            column("people", "head-people"),
            column("operator", "forecasts-head-operator"),
            column("everyone", "forecasts-head-everyone"),
            column("bystanders", "forecasts-head-bystanders"),
            column("own", "forecasts-head-own"),
        ],
    );
    let interval = |e: Estimate| Interval {
        value: e.value,
        low: e.low,
        high: e.high,
    };
    let none = || Cell::refused(view.t("forecasts-no-figure"));
    let change = |e: Option<Estimate>| {
        e.map_or_else(none, |e| {
            Cell::Change(interval(e), Format::number(0).signed())
        })
    };
    for p in &curve.points {
        let digits = u8::from((p.participation * 100.0).fract().abs() > 1e-9);
        table.push(vec![
            Cell::Number(p.participation, Format::percent(digits)),
            Cell::Number(p.people as f64, Format::number(0)),
            p.operator
                .map_or_else(none, |e| Cell::Estimate(interval(e), Format::percent(0))),
            change(p.everyone),
            change(p.bystanders),
            change(p.own),
        ]);
    }
    table
}

/// What a curve says at a share, in sentences.
fn said(view: &View, curve: &Curve, share: f64) -> Markup {
    let (key, point) = match curve.at(share) {
        At::Computed(point) => ("forecasts-computed", point),
        At::Between(point) => ("forecasts-between", point),
        At::Beyond => return html! { p { (view.t("forecasts-beyond")) } },
    };
    let under_way = curve.under_way.iter().any(|p| (p - share).abs() < 0.005);
    let key = if under_way {
        "forecasts-under-way"
    } else {
        key
    };
    html! {
        p { strong { (heading(view, &point)) } " " (view.t(key)) }
        ul { @for line in lines(view, &point) { li { (line) } } }
    }
}

fn heading(view: &View, point: &CurvePoint) -> String {
    let digits = u8::from((point.participation * 100.0).fract().abs() > 1e-9);
    let share = view.voice().percent(point.participation, digits);
    let people = view.voice().format(point.people as f64, Format::number(0));
    view.say("forecasts-at", args![share = share, people = people])
}

fn lines(view: &View, point: &CurvePoint) -> Vec<String> {
    let voice = view.voice();
    let line = |key: &str, e: Option<Estimate>, write: &dyn Fn(f64) -> String| {
        let Some(e) = e else {
            return view.t(&format!("{key}-none"));
        };
        let (value, low, high) = (write(e.value), write(e.low), write(e.high));
        let mut said = view.say(key, args![value = value, low = low, high = high]);
        if e.low <= 0.0 && e.high >= 0.0 && point.participation > 0.0 {
            said.push(' ');
            said += &view.t("forecasts-zero");
        }
        said
    };
    let share = |x: f64| voice.percent(x, 0);
    let items = |x: f64| voice.format(x, Format::number(0).signed());
    vec![
        line("forecasts-operator", point.operator, &share),
        line("forecasts-bystanders", point.bystanders, &items),
        line("forecasts-own", point.own, &items),
    ]
}

/// The sentences for the script, with names where its numbers go.
fn templates(view: &View) -> String {
    let estimate = |key| {
        view.say(
            key,
            args![value = "{value}", low = "{low}", high = "{high}"],
        )
    };
    let words = serde_json::json!({
        "at": view.say("forecasts-at", args![share = "{share}", people = "{people}"]),
        "operator": estimate("forecasts-operator"),
        "operatorNone": view.t("forecasts-operator-none"),
        "bystanders": estimate("forecasts-bystanders"),
        "bystandersNone": view.t("forecasts-bystanders-none"),
        "own": estimate("forecasts-own"),
        "ownNone": view.t("forecasts-own-none"),
        "zero": view.t("forecasts-zero"),
        "computed": view.t("forecasts-computed"),
        "between": view.t("forecasts-between"),
        "beyond": view.t("forecasts-beyond"),
        "underWay": view.t("forecasts-under-way"),
        "noCurve": view.t("forecasts-no-curve"),
    });
    words.to_string()
}

async fn ask(
    view: View,
    State(app): State<App>,
    Path(campaign): Path<String>,
    Form(asked): Form<AskPoint>,
) -> Result<Response, Problem> {
    let participation = percent(&asked.participation).unwrap_or(0.0) / 100.0;
    let missing = Missing { participation };
    acts::ask_point(&app, &view.who, &campaign, &asked.curve, &missing).await?;
    let (_, one) = acts::one(&app, &view.who, &campaign, &asked.curve).await?;
    let scenario = one.made.map(|f| f.scenario).unwrap_or_default();
    let (lever, group) = scenario
        .first()
        .map_or(("", ""), |a| (&*a.lever, &*a.group));
    let back = format!(
        "{}/explore?lever={}&group={}&participation={}",
        at(&campaign),
        query(lever),
        query(group),
        (participation * 100.0).round()
    );
    Ok(to(&back, "point-asked"))
}
