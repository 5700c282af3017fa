//! How organisers add forecasts and let go of ratings.

use crate::app::App;
use crate::forecasts::acts::{self, Kept, One, Pick, Seen};
use crate::forecasts::ask::{Ask, SAMPLE, SHARES};
use crate::forecasts::pages::at;
use crate::forecasts::{elsewhere, ratings};
use crate::problem::Problem;
use crate::web::form::{self, Form};
use crate::web::pages::Pages;
use crate::web::parts::{self, Field, action, field, page, select, tick, typed, wrong};
use crate::web::upload::{text, unreadable};
use crate::web::view::View;
use axum::extract::multipart::Multipart;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::handler::Handler;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use capstan_report::args;
use capstan_store::campaigns::Campaign;
use capstan_store::forecasts as stored;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

/// What a form holds beside its file, in bytes.
const BESIDE: usize = 64 << 10;

/// Adds the pages.
pub fn add(pages: Pages) -> Pages {
    let files = DefaultBodyLimit::max(ratings::LARGEST as usize + BESIDE);
    let forecasts = DefaultBodyLimit::max(elsewhere::LARGEST + BESIDE);
    pages
        .get("/campaigns/{campaign}/forecast/new", new)
        .post("/campaigns/{campaign}/forecast/new", ask)
        .post("/campaigns/{campaign}/forecast/stored", pick)
        .post(
            "/campaigns/{campaign}/forecast/file",
            take_in.layer(forecasts),
        )
        .post(
            "/campaigns/{campaign}/forecast/ratings",
            upload.layer(files),
        )
        .post(
            "/campaigns/{campaign}/forecast/ratings/{ratings}/remove",
            forget,
        )
        .post("/campaigns/{campaign}/forecasts/{forecast}/cancel", cancel)
        .post("/campaigns/{campaign}/forecasts/{forecast}/remove", remove)
        .post("/campaigns/{campaign}/forecasts/{forecast}/first", first)
        .post("/campaigns/{campaign}/forecasts/{forecast}/verify", verify)
}

/// What was typed to ask for a forecast.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    data: String,
    model: String,
    settings: String,
    lever: String,
    amount: String,
    group: String,
    participation: String,
    target: String,
    replicates: String,
}

impl Default for Typed {
    fn default() -> Self {
        let shares: Vec<String> = SHARES
            .iter()
            .map(|s| (s * 100.0).round().to_string())
            .collect();
        Self {
            data: SAMPLE.into(),
            model: "svd".into(),
            settings: String::new(),
            lever: "strike".into(),
            amount: String::new(),
            group: "random".into(),
            participation: shares.join(", "),
            target: "normalised_loss >= 0.5".into(),
            replicates: "8".into(),
        }
    }
}

impl Typed {
    fn ask(&self) -> Result<Ask, Problem> {
        let shares = self
            .participation
            .split(',')
            .map(str::trim)
            .filter(|s| !s.is_empty());
        let shares: Result<Vec<f64>, _> = shares
            .map(|s| s.parse::<f64>().map(|p| p / 100.0))
            .collect();
        let lever = match self.lever.as_str() {
            "volume" | "strike-from" => format!("{}={}", self.lever, self.amount.trim()),
            other => other.to_owned(),
        };
        Ok(Ask {
            data: self.data.clone(),
            model: self.model.clone(),
            settings: self.settings.clone(),
            lever,
            group: self.group.clone(),
            participation: shares.map_err(|_| {
                Problem::input("participation", "forecasts-shares").with("most", 20)
            })?,
            target: Some(self.target.clone()).filter(|t| !t.trim().is_empty()),
            replicates: self.replicates.trim().parse().unwrap_or(0),
        })
    }
}

/// The forecasts of a campaign and what may be done with them.
pub fn manage(view: &View, seen: &Seen, all: &[One]) -> Markup {
    let at = at(&seen.campaign.id);
    html! {
        section {
            h2 { (view.t("forecasts-manage")) }
            @if !all.is_empty() {
                ul.cards { @for (n, one) in all.iter().enumerate() { (card(view, &at, one, n == 0)) } }
            }
            p.actions { a.button href={ (at) "/forecast/new" } { (view.t("forecasts-add")) } }
        }
    }
}

fn card(view: &View, at: &str, one: &One, first: bool) -> Markup {
    let path = format!("{at}/forecasts/{}", one.row.id);
    let brief = one.brief(&view.app, view.lang, first);
    let title = brief.finding.unwrap_or_else(|| view.t("forecasts-not-yet"));
    let button = |does: &str, kind| {
        action(
            view,
            &format!("{path}/{does}"),
            &view.t(&format!("forecasts-{does}")),
            kind,
            &[],
        )
    };
    html! {
        li.card {
            h3 { a href=(path) { (title) } }
            p {
                (view.t(&format!("forecasts-origin-{}", brief.origin))) " "
                @if one.job.is_some() { (view.t(&format!("forecasts-job-{}", brief.state))) }
                @if first { " " (view.t("forecasts-is-first")) }
            }
            @if let Some(problem) = brief.problem { p.error { (problem) } }
            @if one.job.as_ref().is_some_and(|j| j.state.is_open()) { (button("cancel", "quiet")) }
            @if !first && one.made.is_some() { (button("first", "quiet")) }
            @if brief.origin != "made" && brief.checked.is_empty() { (button("verify", "quiet")) }
            (button("remove", "danger"))
        }
    }
}

/// What the page of a new forecast is made of.
struct New {
    seen: Seen,
    kept: Vec<Kept>,
    stored: Vec<stored::Forecast>,
}

async fn gathered(app: &App, view: &View, campaign: &str) -> Result<New, Problem> {
    let kept = acts::ratings_of(app, &view.who, campaign).await?;
    let mut conn = app.store.read().await?;
    let seen = acts::seen(app, &mut conn, &view.who, campaign).await?;
    let mut stored = stored::of_coalition(&mut conn, &seen.campaign.coalition).await?;
    stored.retain(|f| f.campaign != seen.campaign.id && !acts::is_simulation(f));
    Ok(New { seen, kept, stored })
}

async fn new(
    view: View,
    State(app): State<App>,
    Path(campaign): Path<String>,
) -> Result<Markup, Problem> {
    let new = gathered(&app, &view, &campaign).await?;
    let mut typed = Typed::default();
    if let Some(last) = new.kept.iter().find(|k| k.here) {
        typed.data.clone_from(&last.id);
    }
    Ok(shown(&view, &new, &typed, None))
}

/// The page again, with what was typed and what is wrong with it.
async fn wrong_page(
    app: &App,
    view: &View,
    campaign: &str,
    typed: &Typed,
    problem: Problem,
) -> Result<Response, Problem> {
    if !problem.is_input() {
        return Err(problem);
    }
    let new = gathered(app, view, campaign).await?;
    let page = shown(view, &new, typed, Some(&problem));
    Ok((problem.status, page).into_response())
}

fn shown(view: &View, new: &New, asked: &Typed, problem: Option<&Problem>) -> Markup {
    let campaign = &new.seen.campaign;
    let at = at(&campaign.id);
    let body = html! {
        p { a href={ (at) "/forecast" } { (view.t("forecasts-of")) " " (typed(&campaign.brief.title)) } }
        (wrong(view, problem))
        h2 { (view.t("forecasts-data-heading")) }
        p { (view.t("forecasts-data-lead")) }
        @for kept in &new.kept { (kept_ratings(view, &at, kept)) }
        (upload_form(view, &at, problem))
        h2 { (view.t("forecasts-ask-heading")) }
        (ask_form(view, &at, campaign, new, asked, problem))
        @if !new.stored.is_empty() {
            h2 { (view.t("forecasts-stored-heading")) }
            (stored_form(view, &at, &new.stored))
        }
        h2 { (view.t("forecasts-file-heading")) }
        p { (view.t("forecasts-file-lead")) }
        form method="post" action={ (at) "/forecast/file" } enctype="multipart/form-data" {
            (view.proof())
            (file_field(view, "forecast-file", "application/json,.json"))
            p.actions { button { (view.t("forecasts-file-send")) } }
        }
    };
    page(view, &view.t("forecasts-new"), body)
}

fn file_field(view: &View, id: &str, accept: &str) -> Markup {
    html! {
        div.field {
            label for=(id) { (view.t("forecasts-file")) }
            input type="file" id=(id) name="file" accept=(accept) required;
        }
    }
}

fn kept_ratings(view: &View, at: &str, kept: &Kept) -> Markup {
    let found = &kept.found;
    html! {
        div.card {
            p {
                (view.say("forecasts-found", args![
                    people = found.people as f64,
                    items = found.items as f64,
                    ratings = found.ratings as f64,
                    low = f64::from(found.lowest),
                    high = f64::from(found.highest),
                    liked = f64::from(found.liked_from)
                ]))
            }
            p {
                (view.t(match (kept.here, kept.keep) {
                    (false, _) => "forecasts-ratings-removed",
                    (true, true) => "forecasts-ratings-stay",
                    (true, false) => "forecasts-ratings-go",
                }))
            }
            @if kept.here {
                (action(view, &format!("{at}/forecast/ratings/{}/remove", kept.id), &view.t("forecasts-ratings-remove"), "danger", &[]))
            }
        }
    }
}

fn upload_form(view: &View, at: &str, problem: Option<&Problem>) -> Markup {
    let column = |name| {
        let one = Field {
            name,
            label: view.t(&format!("forecasts-column-{name}")),
            most: 200,
            ..Field::default()
        };
        field(view, &one, None)
    };
    let wrong = problem.filter(|p| p.field == Some("file"));
    html! {
        form method="post" action={ (at) "/forecast/ratings" } enctype="multipart/form-data" {
            (view.proof())
            @if let Some(wrong) = wrong { p.error { (wrong.say(view.voice())) } }
            (tick("keep", &view.t("forecasts-keep"), false))
            p.hint { (view.t("forecasts-keep-hint")) }
            details {
                summary { (view.t("forecasts-columns")) }
                @for name in ["user", "item", "rating", "time"] { (column(name)) }
                (tick("implicit", &view.t("forecasts-implicit"), false))
                (tick("twice", &view.t("forecasts-twice"), false))
            }
            (file_field(view, "ratings-file", ".csv,.tsv,.dat,.data,.txt,.gz,.parquet"))
            p.actions { button { (view.t("forecasts-upload")) } }
        }
    }
}

fn ask_form(
    view: &View,
    at: &str,
    campaign: &Campaign,
    new: &New,
    asked: &Typed,
    problem: Option<&Problem>,
) -> Markup {
    let mut data: Vec<(String, String)> = new
        .kept
        .iter()
        .filter(|k| k.here)
        .map(|k| {
            let ratings = k.found.ratings as f64;
            (
                k.id.clone(),
                view.say("forecasts-data-own", args![ratings = ratings]),
            )
        })
        .collect();
    data.push((SAMPLE.into(), view.t("forecasts-data-sample")));
    let models: Vec<(String, String)> = capstan_learn::models()
        .iter()
        .map(|m| m.info().name)
        .map(|name| {
            (
                name.to_owned(),
                view.say(
                    "model-named",
                    args![name = name, what = view.t(&format!("model-{name}"))],
                ),
            )
        })
        .collect();
    let levers: Vec<(String, String)> = ["strike", "boycott", "volume", "strike-from"]
        .into_iter()
        .map(|l| (l.to_owned(), view.t(&format!("forecasts-lever-{l}"))))
        .collect();
    let text = |name, value, required| {
        let one = Field {
            name,
            label: view.t(&format!("forecasts-{name}")),
            hint: view.t(&format!("forecasts-hint-{name}")),
            value,
            required,
            most: 300,
            ..Field::default()
        };
        field(view, &one, problem)
    };
    let group = campaign.brief.group.as_deref();
    let fields = html! {
        (select("data", &view.t("forecasts-data"), &asked.data, &data))
        (select("lever", &view.t("forecasts-lever"), &asked.lever, &levers))
        (text("amount", &asked.amount, false))
        @if let Some(group) = group { p { (view.t("forecasts-called")) " " (typed(group)) } }
        (text("group", &asked.group, true))
        (text("participation", &asked.participation, true))
        (text("target", &asked.target, false))
        details {
            summary { (view.t("forecasts-model-more")) }
            (select("model", &view.t("forecasts-model"), &asked.model, &models))
            (text("settings", &asked.settings, false))
            (text("replicates", &asked.replicates, true))
        }
    };
    parts::form(
        view,
        &format!("{at}/forecast/new"),
        &view.t("forecasts-ask"),
        fields,
    )
}

fn stored_form(view: &View, at: &str, stored: &[stored::Forecast]) -> Markup {
    let options: Vec<(String, String)> = stored
        .iter()
        .filter_map(|row| {
            let forecast = serde_json::from_str(&row.result).ok()?;
            let title = capstan_leverage::report::told(&forecast, view.lang).title;
            Some((row.id.clone(), title))
        })
        .collect();
    let fields = select("forecast", &view.t("forecasts-stored-which"), "", &options);
    parts::form(
        view,
        &format!("{at}/forecast/stored"),
        &view.t("forecasts-stored-take"),
        fields,
    )
}

async fn ask(
    view: View,
    State(app): State<App>,
    Path(campaign): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let asked = match typed.ask() {
        Ok(ask) => acts::attach(&app, &view.who, &campaign, &ask).await,
        Err(problem) => Err(problem),
    };
    match asked {
        Ok(id) => Ok(parts::to(
            &format!("{}/forecasts/{id}", at(&campaign)),
            "forecast-asked",
        )),
        Err(problem) => wrong_page(&app, &view, &campaign, &typed, problem).await,
    }
}

async fn pick(
    view: View,
    State(app): State<App>,
    Path(campaign): Path<String>,
    Form(picked): Form<Pick>,
) -> Result<Response, Problem> {
    match acts::pick(&app, &view.who, &campaign, &picked).await {
        Ok(_) => Ok(parts::to(
            &format!("{}/forecast", at(&campaign)),
            "forecast-added",
        )),
        Err(problem) => wrong_page(&app, &view, &campaign, &Typed::default(), problem).await,
    }
}

async fn may_send(app: &App, view: &View, campaign: &str) -> Result<(), Problem> {
    let mut conn = app.store.read().await?;
    acts::organised(app, &mut conn, &view.who, campaign).await?;
    Ok(())
}

async fn upload(
    view: View,
    State(app): State<App>,
    Path(campaign): Path<String>,
    headers: HeaderMap,
    body: Multipart,
) -> Result<Response, Problem> {
    let allow = async |sent: &ratings::Sent| {
        form::check(&app, &view.who, &headers, &sent.csrf)?;
        may_send(&app, &view, &campaign).await
    };
    let kept = match ratings::take(&app, body, allow).await {
        Ok(taken) => acts::keep_ratings(&app, &view.who, &campaign, taken).await,
        Err(problem) => Err(problem),
    };
    match kept {
        Ok(_) => Ok(parts::to(
            &format!("{}/forecast/new", at(&campaign)),
            "ratings-read",
        )),
        Err(problem) => wrong_page(&app, &view, &campaign, &Typed::default(), problem).await,
    }
}

async fn take_in(
    view: View,
    State(app): State<App>,
    Path(campaign): Path<String>,
    headers: HeaderMap,
    mut body: Multipart,
) -> Result<Response, Problem> {
    let mut proof = String::new();
    let mut file = None;
    while let Some(field) = body.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("csrf") => proof = text(field).await?,
            Some("file") => {
                form::check(&app, &view.who, &headers, &proof)?;
                file = Some(field.bytes().await.map_err(unreadable)?);
            }
            _ => {}
        }
    }
    let taken = match file {
        Some(bytes) => acts::take_in(&app, &view.who, &campaign, &bytes).await,
        None => Err(Problem::input("file", "forecasts-no-file")),
    };
    match taken {
        Ok(_) => Ok(parts::to(
            &format!("{}/forecast", at(&campaign)),
            "forecast-added",
        )),
        Err(problem) => wrong_page(&app, &view, &campaign, &Typed::default(), problem).await,
    }
}

/// A button that needs nothing but its proof.
#[derive(Debug, Deserialize)]
struct Button {}

async fn forget(
    view: View,
    State(app): State<App>,
    Path((campaign, ratings)): Path<(String, String)>,
    Form(_): Form<Button>,
) -> Result<Response, Problem> {
    acts::forget_ratings(&app, &view.who, &campaign, &ratings).await?;
    Ok(parts::to(
        &format!("{}/forecast/new", at(&campaign)),
        "ratings-removed",
    ))
}

async fn cancel(
    view: View,
    State(app): State<App>,
    Path((campaign, forecast)): Path<(String, String)>,
    Form(_): Form<Button>,
) -> Result<Response, Problem> {
    acts::cancel(&app, &view.who, &campaign, &forecast).await?;
    Ok(parts::to(
        &format!("{}/forecast", at(&campaign)),
        "forecast-cancelled",
    ))
}

async fn remove(
    view: View,
    State(app): State<App>,
    Path((campaign, forecast)): Path<(String, String)>,
    Form(_): Form<Button>,
) -> Result<Response, Problem> {
    acts::remove(&app, &view.who, &campaign, &forecast).await?;
    Ok(parts::to(
        &format!("{}/forecast", at(&campaign)),
        "forecast-removed",
    ))
}

async fn first(
    view: View,
    State(app): State<App>,
    Path((campaign, forecast)): Path<(String, String)>,
    Form(_): Form<Button>,
) -> Result<Response, Problem> {
    acts::put_first(&app, &view.who, &campaign, &forecast).await?;
    Ok(parts::to(
        &format!("{}/forecast", at(&campaign)),
        "forecast-first",
    ))
}

async fn verify(
    view: View,
    State(app): State<App>,
    Path((campaign, forecast)): Path<(String, String)>,
    Form(_): Form<Button>,
) -> Result<Response, Problem> {
    acts::verify(&app, &view.who, &campaign, &forecast).await?;
    Ok(parts::to(
        &format!("{}/forecasts/{forecast}", at(&campaign)),
        "forecast-verifying",
    ))
}
