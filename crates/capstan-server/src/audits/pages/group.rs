//! The pay audit of a coalition, for its members; and how organisers ask for
//! it.

use super::own::{rules, title};
use super::{at, blocks, check, shown, voice};
use crate::app::App;
use crate::audits::acts::{self, APART, MOST_QUESTIONS, MOST_RULES, Seen, State};
use crate::audits::ask::{Ask, LONGEST_NAME, Rules, Tolerance};
use crate::audits::public;
use crate::problem::Problem;
use crate::web::form::{self, Form};
use crate::web::parts::{self, Field, action, day, field, select, typed, wrong};
use crate::web::upload::{text, unreadable};
use crate::web::view::View;
use axum::extract::multipart::Multipart;
use axum::extract::{Path, State as Of};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use capstan_audit::{Audit, report, rule};
use capstan_report::args;
use capstan_store::audits::Release;
use capstan_store::id::DAY;
use maud::{Markup, html};

/// How soon a page that waits for the engine is loaded again, in seconds.
const AGAIN: &str = "3";
/// How many years back may be asked for.
const YEARS: i16 = 3;

/// The audit of a coalition.
pub async fn page(view: View, Path(slug): Path<String>) -> Result<Response, Problem> {
    let seen = acts::see(&view.app, &view.who, &slug).await?;
    whole(&view, &seen, None, None).await
}

async fn whole(
    view: &View,
    seen: &Seen,
    asked: Option<&Ask>,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let slug = &seen.standing.coalition.slug;
    let spending = match seen.organises {
        true => Some(public::spending(&view.app, &view.who, slug).await?),
        false => None,
    };
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (typed(&seen.standing.coalition.name)) } }
        (wrong(view, problem))
        (standing(view, seen))
        @if let Some((audit, release)) = &seen.shown {
            (told(view, slug, audit, release))
            (check::part(view, slug, seen.check.as_ref()))
        } @else if let Some(gone) = seen.check.as_ref().filter(|check| check.said == "gone") {
            (check::came(view, gone))
        }
        @if seen.organises { (manage(view, seen, asked, problem)) }
        h2 { (view.t("audits-public")) }
        p { (view.t("audits-public-lead")) }
        p.links { a href=(at(slug, "audit/public")) { (view.t("audits-public-see")) } }
        @if let Some(spending) = spending { (ledger(view, slug, &spending)) }
        p.links { a href=(at(slug, "pay")) { (view.t("audits-own")) } }
    };
    let page = shown(view, &view.t("audits-title"), body);
    let status = problem.map_or(axum::http::StatusCode::OK, |problem| problem.status);
    Ok(match seen.open && problem.is_none() {
        true => ([(header::REFRESH, AGAIN)], page).into_response(),
        false => (status, page).into_response(),
    })
}

/// How it stands, and what comes next.
fn standing(view: &View, seen: &Seen) -> Markup {
    let needed = seen.minimum + 1;
    html! {
        @match seen.state {
            State::Shown => {}
            State::None => { p.lead { (view.t("audits-none")) } p { (view.t("audits-none-next")) } }
            State::Making => { div.band { p role="status" { (view.t("audits-making")) } } }
            State::Again => {
                div.band { p role="status" { (view.t("audits-again")) } }
                p { (view.t("audits-again-why")) }
            }
            State::Few => {
                div.caution { p { (view.t("audits-few")) } }
                p { (view.say("audits-few-next", args![needed = needed])) }
            }
            State::Near => {
                div.caution { p { (view.t("audits-near")) } }
                p { (view.t("audits-near-next")) }
            }
            State::NoJobs => { div.caution { p { (view.t("audits-no-jobs")) } } }
        }
        @if let (Some(next), true) = (seen.next, seen.state != State::Shown || seen.newer) {
            p.hint { (view.t("audits-next")) " " (day(view, next)) "." }
        }
    }
}

/// The report.
fn told(view: &View, slug: &str, audit: &Audit, release: &Release) -> Markup {
    let (told, voice) = (report::told(audit, view.lang), voice(view));
    let files = at(slug, "audit/files/");
    let days = APART / DAY;
    html! {
        p.lead { strong { (told.title) "." } }
        p.caption { (view.t("audits-as-of")) " " (day(view, release.made)) ". "
            (view.say("audits-as-of-hint", args![days = days])) }
        (blocks(&voice, &told.opening, &files))
        @for section in &told.sections {
            h2 { (section.heading) }
            (blocks(&voice, &section.blocks, &files))
        }
        h2 { (view.t("audits-take")) }
        p { (view.t("audits-take-lead")) }
        p.downloads {
            a href={ (files) "evidence.zip" } download { (view.t("audits-zip")) } " "
            a href={ (files) "audit.json" } download { (view.t("audits-json")) }
        }
    }
}

/// What organisers may do.
fn manage(view: &View, seen: &Seen, asked: Option<&Ask>, problem: Option<&Problem>) -> Markup {
    let slug = &seen.standing.coalition.slug;
    let usual = Ask {
        rule: "shipt-2019".into(),
        ..Ask::default()
    };
    let ask = asked.or(seen.ask.as_ref()).unwrap_or(&usual);
    let all = seen.rules.all();
    html! {
        h2 #ask { (view.t("audits-ask")) }
        p { (view.say("audits-ask-lead", args![most = MOST_QUESTIONS])) }
        (parts::form(view, &at(slug, "audit"), &view.t("audits-ask-send"), html! {
            (rules(view, &view.t("audits-rule"), &ask.rule, &all))
            (field(view, &Field {
                name: "platform",
                label: view.t("audits-platform"),
                hint: view.t("audits-platform-hint"),
                value: &ask.platform,
                most: LONGEST_NAME,
                ..Field::default()
            }, problem))
            (select("period", &view.t("audits-period"), &ask.period, &periods(view)))
            (select("tolerance", &view.t("audits-tolerance"), ask.tolerance.key(), &tolerances(view)))
        }))
        details open[problem.is_some_and(|p| p.field == Some("file"))] {
            summary { (view.t("audits-add-rule")) }
            (added(view, &seen.rules))
            @if seen.rules.0.len() < MOST_RULES { (add_form(view, slug, problem)) }
        }
    }
}

fn periods(view: &View) -> Vec<(String, String)> {
    let now = jiff::Timestamp::from_microsecond(view.app.now()).unwrap_or_default();
    let year = now.to_zoned(jiff::tz::TimeZone::UTC).year();
    let mut all = vec![("all".to_owned(), view.t("audits-period-all"))];
    for year in (year - YEARS..=year).rev() {
        all.push((year.to_string(), year.to_string()));
        for quarter in (1..=4).rev() {
            let name = format!("{year}-Q{quarter}");
            let year = year.to_string();
            let said = view.say("audits-quarter", args![quarter = quarter, year = year]);
            all.push((name, said));
        }
    }
    all
}

fn tolerances(view: &View) -> Vec<(String, String)> {
    let said = |t: Tolerance| view.t(&format!("audits-tolerance-{}", t.key()));
    Tolerance::ALL
        .map(|t| (t.key().to_owned(), said(t)))
        .to_vec()
}

/// The rules that were added, whole.
fn added(view: &View, rules: &Rules) -> Markup {
    let own = |name: &str| !rule::names().contains(&name);
    html! {
        @for rule in rules.all().iter().filter(|rule| own(&rule.name)) {
            h3 { (typed(&title(view, rule))) }
            pre { code translate="no" { (rule.text) } }
        }
    }
}

fn add_form(view: &View, slug: &str, problem: Option<&Problem>) -> Markup {
    let wrong = problem.filter(|p| p.field == Some("file"));
    html! {
        p { (view.say("audits-add-lead", args![most = MOST_RULES])) }
        form method="post" action=(at(slug, "audit/rule")) enctype="multipart/form-data" {
            (view.proof())
            div.field {
                label for="file" { (view.t("audits-file")) }
                p.hint id="file-hint" { (view.t("audits-file-hint")) }
                @if let Some(wrong) = wrong { p.error id="file-error" { (wrong.say(view.voice())) } }
                input type="file" id="file" name="file" accept=".toml,text/plain" required
                    aria-describedby=(if wrong.is_some() { "file-hint file-error" } else { "file-hint" });
            }
            p.actions { button.quiet { (view.t("audits-add-send")) } }
        }
    }
}

/// What was spent of the budget, and the button that spends.
fn ledger(view: &View, slug: &str, spending: &public::Spending) -> Markup {
    let number = |x: f64| view.voice().format(x, capstan_report::Format::number(1));
    let (left, budget) = (number(spending.left), number(spending.budget));
    html! {
        h3 { (view.t("audits-ledger")) }
        p { (view.say("audits-ledger-left", args![left = left, budget = budget])) }
        @if !spending.entries.is_empty() {
            ol {
                @for entry in &spending.entries {
                    li { (figure(view, &entry.figure)) ": " (number(entry.epsilon)) }
                }
            }
        }
        @if public::OFFERED {
            p { (view.t("audits-publish-hint")) }
            (action(view, &at(slug, "audit/public"), &view.t("audits-publish"), "quiet", &[]))
        } @else {
            p { (view.t("audits-not-offered")) }
        }
    }
}

/// What a public figure is called.
fn figure(view: &View, name: &str) -> String {
    match name {
        "share cut" => view.t("audits-spent-share-cut"),
        _ => view.t("audits-spent-mean-change"),
    }
}

/// Asks for an audit.
pub async fn ask(
    view: View,
    Path(slug): Path<String>,
    Form(ask): Form<Asking>,
) -> Result<Response, Problem> {
    let ask = ask.ask();
    match acts::ask(&view.app, &view.who, &slug, &ask).await {
        Ok(()) => Ok(parts::to(&at(&slug, "audit"), "audit-asked")),
        Err(problem) => again(&view, &slug, Some(&ask), problem).await,
    }
}

/// What the form sends.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asking {
    rule: String,
    platform: String,
    period: String,
    tolerance: String,
}

impl Asking {
    fn ask(self) -> Ask {
        let mut known = Tolerance::ALL.into_iter();
        Ask {
            tolerance: known
                .find(|t| t.key() == self.tolerance)
                .unwrap_or_default(),
            rule: self.rule,
            platform: self.platform,
            period: self.period,
        }
    }
}

pub(super) async fn again(
    view: &View,
    slug: &str,
    asked: Option<&Ask>,
    problem: Problem,
) -> Result<Response, Problem> {
    if !problem.is_input() {
        return Err(problem);
    }
    let seen = acts::see(&view.app, &view.who, slug).await?;
    whole(view, &seen, asked, Some(&problem)).await
}

/// Adds a rule.
pub async fn add_rule(
    view: View,
    Of(app): Of<App>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    mut sent: Multipart,
) -> Result<Response, Problem> {
    let (mut proof, mut file) = (String::new(), None);
    while let Some(part) = sent.next_field().await.map_err(unreadable)? {
        match part.name() {
            Some("csrf") => proof = text(part).await?,
            Some("file") => {
                form::check(&app, &view.who, &headers, &proof)?;
                file = Some(part.bytes().await.map_err(unreadable)?);
            }
            _ => {}
        }
    }
    form::check(&app, &view.who, &headers, &proof)?;
    let bytes = file.unwrap_or_default();
    let rule = match std::str::from_utf8(&bytes) {
        Ok(text) if !text.trim().is_empty() => acts::add_rule(&app, &view.who, &slug, text).await,
        _ => Err(Problem::input("file", "audits-no-file")),
    };
    match rule {
        Ok(_) => Ok(parts::to(&at(&slug, "audit"), "audit-rule-added")),
        Err(problem) => again(&view, &slug, None, problem).await,
    }
}
