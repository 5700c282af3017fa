//! One valuation: what the group's data are worth, one's own, and how it was
//! made.

use super::{at, is_open, manage, not, page, progress, title};
use crate::app::App;
use crate::forecasts::pages::again;
use crate::problem::Problem;
use crate::values::acts::{self, Seen, Shown};
use crate::values::ask::Game;
use crate::values::found::{Found, Worth};
use crate::values::spread::Own;
use crate::web::parts::day;
use crate::web::view::View;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use capstan_report::page::Downloads;
use capstan_report::{
    Block, Cell, Column, Effect, Effects, Figure, Format, Picture, Size, Table, args,
};
use capstan_stats::Interval;
use maud::{Markup, PreEscaped, html};

pub(super) async fn one(
    view: View,
    State(app): State<App>,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let seen = acts::one(&app, &view.who, &slug, &id, view.voice()).await?;
    let title = title(&view, &seen.shown);
    let body = html! {
        p { a href=(at(&slug)) { (view.t("valuations-title")) } }
        @if seen.shown.stale { div.caution { p { (view.t("valuations-stale")) } } }
        (progress(&view, &seen.shown))
        @if let Some(found) = &seen.shown.found { (told(&view, &slug, &seen, found)) }
        @if seen.standing.values() {
            p.actions { (manage(&view, &slug, &seen.shown)) }
        }
    };
    Ok(again(is_open(&seen.shown), page(&view, &title, body)))
}

fn number(view: &View, x: f64, digits: u8) -> String {
    view.voice().format(x, Format::number(digits))
}

fn told(view: &View, slug: &str, seen: &Seen, found: &Found) -> Markup {
    let pay = seen.shown.ask.game == Game::Pay;
    let files = format!("{}/{}/", at(slug), seen.shown.id);
    html! {
        @match found.withheld {
            Some(needed) => p.lead { (view.say("valuations-withheld", args![needed = needed as f64])) },
            None => p.lead { (worth(view, found)) },
        }
        @if found.older { div.caution { p { (view.t("valuations-older")) } } }
        @if !pay && (seen.shown.ask.data.is_empty() || seen.shown.ask.data == "sample") {
            div.caution { p { (view.t("valuations-made-up")) } }
        }
        @if pay {
            h2 { (view.t("valuations-own")) }
            (own(view, found, seen.own.as_ref()))
        }
        @if let Some(picture) = figure(view, found) {
            h2 { (view.t("valuations-spread")) }
            (PreEscaped(Block::Figure(Box::new(picture)).html(view.voice(), "h3", Downloads::At(&files)).finish()))
        } @else if found.groups.is_empty() && found.withheld.is_none() {
            p { (view.t("valuations-spread-few")) }
        }
        @if found.hidden > 0 {
            p { (view.say("valuations-hidden", args![count = found.hidden as f64])) }
        }
        @if found.spread.is_some() {
            p.actions { a.button href={ "/coalitions/" (slug) "/dividends?on=values" } { (view.t("valuations-share")) } }
        }
        (not(view))
        (made(view, &seen.shown, found))
    }
}

/// What everyone's data are worth, in sentences.
fn worth(view: &View, found: &Found) -> String {
    if found.metric != "explained" {
        let metric = found.metric.as_str();
        let Some(value) = found.worth.value else {
            return view.say("valuations-worth-undefined", args![metric = metric]);
        };
        let within = |value: f64, ends: Option<[f64; 2]>| match ends {
            Some([low, high]) => {
                let [value, low, high] = [value, low, high].map(|x| number(view, x, 4));
                view.say("estimate", args![value = value, low = low, high = high])
            }
            None => number(view, value, 4),
        };
        let value = within(value, found.worth.low.zip(found.worth.high).map(Into::into));
        return match found.nobody {
            Some(nobody) => {
                let nobody = within(nobody, found.nobody_within);
                view.say(
                    "valuations-worth-both",
                    args![metric = metric, value = value, nobody = nobody],
                )
            }
            None => view.say(
                "valuations-worth-metric",
                args![metric = metric, value = value],
            ),
        };
    }
    if found.says_nothing() {
        return view.t("valuations-worth-nothing");
    }
    match found.worth {
        Worth {
            value: Some(value),
            low: Some(low),
            high: Some(high),
        } => {
            let [value, low, high] = [value, low, high].map(|x| number(view, x, 0));
            view.say(
                "valuations-worth-pay",
                args![value = value, low = low, high = high],
            )
        }
        _ => view.t("valuations-worth-nothing"),
    }
}

fn own(view: &View, found: &Found, own: Option<&Own>) -> Markup {
    let Some(own) = own else {
        return html! { p { (view.t("valuations-own-none")) } };
    };
    let digits = found.digits();
    let [value, low, high] = [own.value, own.low, own.high].map(|x| number(view, x, digits));
    html! {
        div.card {
            p { strong {
                (view.say("valuations-own-value", args![
                    jobs = own.jobs as f64, value = value, low = low, high = high
                ]))
            } }
            p { (view.t(&format!("valuations-band-{}", own.band.key()))) }
            @if own.low <= 0.0 && own.high >= 0.0 { p { (view.t("valuations-own-zero")) } }
            p.caption { (view.t("valuations-own-only")) }
        }
    }
}

/// How values are spread over people or groups; nothing if that may not be
/// shown.
fn figure(view: &View, found: &Found) -> Option<Picture> {
    let unit = match found.metric.as_str() {
        "explained" => view.t("valuations-unit-pay"),
        metric => view.say("valuations-unit-metric", args![metric = metric]),
    };
    let rows: Vec<(String, Interval)> = match &found.spread {
        Some(spread) => {
            let all: u64 = spread.bins.iter().map(|b| b.people).sum();
            (spread.bins.iter())
                .map(|bin| {
                    let share = bin.people as f64 / all.max(1) as f64;
                    let share = view.voice().percent(share, 0);
                    let value = Interval {
                        value: bin.value,
                        low: bin.low,
                        high: bin.high,
                    };
                    (view.say("valuations-step", args![share = share]), value)
                })
                .collect()
        }
        None => (found.groups.iter())
            .filter_map(|group| {
                let value = Interval {
                    value: group.value?,
                    low: group.low?,
                    high: group.high?,
                };
                let (name, people) = (group.name.as_str(), group.people as f64);
                let label = view.say("valuations-group", args![name = name, people = people]);
                Some((label, value))
            })
            .collect(),
    };
    let most = rows.iter().max_by(|a, b| a.1.value.total_cmp(&b.1.value))?;
    let digits = found.digits();
    let format = Format::number(digits);
    let title = match &found.spread {
        Some(_) => {
            let first = number(view, rows[0].1.value, digits);
            let last = number(view, most.1.value, digits);
            view.say("valuations-figure-people", args![low = first, high = last])
        }
        None => {
            let name = most.0.as_str();
            view.say("valuations-figure-groups", args![name = name])
        }
    };
    let about = match &found.spread {
        Some(_) => view.t("valuations-figure-about"),
        None => view.t("valuations-figure-groups-about"),
    };
    let mut data = Table::new(
        title.clone(),
        vec![
            Column::new("who", view.t("valuations-head-who")),
            Column::new("value", unit.clone()),
        ],
    );
    for (label, value) in &rows {
        data.push(vec![
            Cell::text(label.clone()),
            Cell::Change(*value, format),
        ]);
    }
    let rows = rows
        .into_iter()
        .map(|(label, value)| Effect { label, value });
    Some(Picture {
        name: "values".into(),
        figure: Figure::Effects(Effects {
            description: format!("{title}. {about}"),
            title,
            x_label: unit,
            format,
            rows: rows.collect(),
        }),
        caption: about,
        data,
    })
}

/// How it was made.
fn made(view: &View, shown: &Shown, found: &Found) -> Markup {
    let count = |n: u64| view.voice().format(n as f64, Format::number(0));
    let features = found
        .features
        .iter()
        .map(|name| view.t(&format!("valuations-feature-{name}")));
    html! {
        h2 { (view.t("valuations-made")) }
        dl.facts {
            dt { (view.t("valuations-model")) }
            @if shown.ask.game == Game::Pay { dd { (view.t(&format!("valuations-learner-{}", found.model))) } }
            @else { dd.code { (found.model) } }
            @if !found.features.is_empty() {
                dt { (view.t("valuations-features")) }
                dd { (features.collect::<Vec<_>>().join(", ")) }
            }
            dt { (view.t("valuations-method")) } dd { (view.t(&format!("valuations-method-{}", found.method))) }
            dt { (view.t("valuations-records")) } dd { (count(found.records)) }
            dt { (view.t("valuations-subsets")) } dd { (count(found.evaluations)) }
            dt { (view.t("valuations-seed")) } dd { (found.seed) }
            @if shown.made > 0 { dt { (view.t("valuations-day")) } dd { (day(view, shown.made)) } }
        }
    }
}

/// The figure's drawing or data.
pub(super) async fn file(
    view: View,
    State(app): State<App>,
    Path((slug, id, file)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let seen = acts::one(&app, &view.who, &slug, &id, view.voice()).await?;
    let found = seen.shown.found.ok_or_else(Problem::missing)?;
    let picture = figure(&view, &found).ok_or_else(Problem::missing)?;
    download(&view, &picture, &file)
}

/// A figure as a file: its data as `.csv`, its drawing as `.svg`.
///
/// # Errors
/// If it is another file that is asked for.
pub fn download(view: &View, picture: &Picture, file: &str) -> Result<Response, Problem> {
    let (mime, content) = match file.strip_prefix(&picture.name) {
        Some(".csv") => ("text/csv; charset=utf-8", picture.data.csv()),
        Some(".svg") => {
            let drawn = picture.figure.draw(view.voice(), Size::Wide, &picture.name);
            ("image/svg+xml", drawn.file())
        }
        _ => return Err(Problem::missing()),
    };
    let name = format!("attachment; filename=\"{file}\"");
    let headers = [
        (header::CONTENT_TYPE, mime.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, content).into_response())
}
