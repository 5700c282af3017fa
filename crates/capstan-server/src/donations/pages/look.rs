//! The look at what was read: every job with what is in doubt, and what is to
//! be kept of it.

use super::kept;
use super::words::{ask, name, title, why};
use crate::donations::acts::{self, Mine};
use crate::donations::body::Before;
use crate::donations::look::{Line, Sent, input, lines, wrong as wrong_at};
use crate::donations::sent::State;
use crate::forecasts::pages::again;
use crate::jobs;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{self, action, page, tick_of, typed as said, wrong};
use crate::web::view::View;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use capstan_data::pay::Field;
use capstan_donation::Card;
use capstan_report::args;
use maud::{Markup, html};

/// From so many jobs on, those without a doubt stand in a table.
const FEW: usize = 20;

/// A donation: while it is read, to be looked at, or as it is kept.
pub async fn one(
    view: View,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let mine = acts::find(&view.app, &view.who, &slug, &id).await?;
    if mine.kept {
        return Ok(kept::shown(&view, &slug, &mine).into_response());
    }
    if mine.coming {
        return Ok(coming(&view, &slug, &mine).into_response());
    }
    let reads = mine.files.iter().any(|file| file.state == State::Waits);
    if reads {
        return Ok(again(true, waiting(&view, &slug, &mine)));
    }
    Ok(shown(&view, &slug, &mine, None, None)
        .await?
        .into_response())
}

/// What arrived, where more was on its way.
fn coming(view: &View, slug: &str, mine: &Mine) -> Markup {
    let body = html! {
        p { a href=(super::at(slug)) { (view.t("donations-list")) } }
        (super::send::arrived(view, slug, mine))
        p { a.button href={ "/coalitions/" (slug) "/donate" } { (view.t("donations-arrived-rest")) } }
    };
    page(view, &view.t("donations-look"), body)
}

/// How far the reading is. The page is loaded again by itself.
fn waiting(view: &View, slug: &str, mine: &Mine) -> Markup {
    let all = mine.files.len();
    let waits = mine.files.iter().filter(|f| f.state == State::Waits);
    let done = all - waits.count();
    let body = html! {
        p.lead { (view.say("donations-reading", args![done = done as f64, all = all as f64])) }
        div.band {
            progress max=(all) value=(done) aria-label=(view.t("donations-reading-title")) {}
        }
        p { (view.t("donations-reading-hint")) }
        ul {
            @for file in &mine.files {
                li { (said(&file.name)) ": " (view.t(match file.state {
                    State::Waits => "donations-file-waits",
                    State::Read => "donations-file-read",
                    State::Failed(_) => "donations-file-failed",
                })) }
            }
        }
        (drop(view, slug, mine))
    };
    page(view, &view.t("donations-reading-title"), body)
}

/// The way to let go of everything.
fn drop(view: &View, slug: &str, mine: &Mine) -> Markup {
    let address = format!("{}/{}/withdraw", super::at(slug), mine.id);
    html! {
        h2 { (view.t("donations-drop")) }
        p { (view.t("donations-drop-hint")) }
        (action(view, &address, &view.t("donations-drop"), "danger", &[]))
    }
}

/// What is typed wrongly: at which input, and what is wrong.
type Wrong = (String, Problem);

async fn shown(
    view: &View,
    slug: &str,
    mine: &Mine,
    sent: Option<&Sent>,
    problem: Option<&Wrong>,
) -> Result<Markup, Problem> {
    let known = acts::known(&view.app, &view.who, slug, mine).await?;
    let alike = acts::alike(&view.app, &view.who, slug, mine).await?;
    let ahead = acts::ahead(&mine.cards, view.app.now());
    let body = html! {
        p { a href=(super::at(slug)) { (view.t("donations-list")) } }
        (wrong(view, problem.map(|(_, problem)| problem)))
        (failed(view, mine))
        @if mine.cards.is_empty() {
            p { a.button href={ "/coalitions/" (slug) "/donate" } { (view.t("donations-again")) } }
        } @else {
            p.lead { (view.t("donations-look-lead")) }
            @if alike > 0 { p { (view.say("donations-alike", args![pictures = alike as f64])) } }
            form method="post" action={ (super::at(slug)) "/" (mine.id) } {
                (view.proof())
                (jobs_to_look_at(&Looked { view, sent, problem, known: &known, ahead: &ahead }, &mine.cards))
                p { (view.t("donations-sum-hint")) }
                p { (view.t(if mine.picture { "donations-with-picture" } else { "donations-no-picture" })) }
                p.actions { button { (view.t("donations-keep")) } }
            }
        }
        (drop(view, slug, mine))
    };
    Ok(page(view, &view.t("donations-look"), body))
}

/// The files that could not be read, each with the reason.
fn failed(view: &View, mine: &Mine) -> Markup {
    let reasons = mine.files.iter().filter_map(|file| match &file.state {
        State::Failed(why) => Some((&file.name, jobs::said(view.voice(), why)?)),
        State::Waits | State::Read => None,
    });
    let reasons: Vec<_> = reasons.collect();
    html! {
        @if !reasons.is_empty() {
            div.caution {
                p { strong { (view.t("donations-failed")) } }
                ul { @for (name, why) in reasons { li { (said(name)) ": " (why) } } }
            }
        }
    }
}

/// What a look is shown with.
struct Looked<'a> {
    view: &'a View,
    /// What the form said that comes back.
    sent: Option<&'a Sent>,
    problem: Option<&'a Wrong>,
    /// How each job stands to those that are kept.
    known: &'a [Before],
    /// The jobs that are still to come.
    ahead: &'a [usize],
}

impl Looked<'_> {
    fn before(&self, job: usize) -> Before {
        self.known.get(job).copied().unwrap_or(Before::New)
    }

    /// What is said of a job that came before.
    fn came(&self, job: usize) -> Option<String> {
        match self.before(job) {
            Before::New => None,
            Before::Untimed => Some(self.view.t("donations-known-day")),
            Before::Alike => Some(self.view.t("donations-known-alike")),
            Before::Known => Some(self.view.t("donations-known")),
        }
    }

    fn keeps(&self, job: usize) -> bool {
        match self.sent {
            Some(sent) => sent.ticks("keep", &job.to_string()),
            None => !self.before(job).is_there(),
        }
    }

    /// What stands in an input: what was typed there before, or `value`.
    fn stands<'a>(&'a self, input: &str, value: &'a str) -> &'a str {
        self.sent
            .and_then(|sent| sent.typed(input))
            .unwrap_or(value)
    }

    fn wrong(&self, input: &str) -> Option<&Problem> {
        let (at, problem) = self.problem?;
        (at == input).then_some(problem)
    }
}

fn jobs_to_look_at(look: &Looked<'_>, cards: &[Card]) -> Markup {
    let whole = cards.len() <= FEW;
    let plain = |card: &Card| !whole && card.questions().next().is_none();
    html! {
        ul.cards {
            @for (job, card) in cards.iter().enumerate().filter(|(_, card)| !plain(card)) {
                li.card { (one_job(look, job, card)) }
            }
        }
        @if cards.iter().any(plain) { (table(look, cards, plain)) }
    }
}

/// The jobs without a doubt, each on a line.
fn table(look: &Looked<'_>, cards: &[Card], plain: impl Fn(&Card) -> bool) -> Markup {
    let view = look.view;
    let rows = cards.iter().enumerate().filter(|(_, card)| plain(card));
    let fields = kept::columns(cards);
    let head = html! {
        th scope="col" { (view.t("donations-keep-column")) }
        @for field in &fields { th scope="col" { (name(view, *field)) } }
    };
    let rows = html! {
        @for (job, card) in rows {
            tr {
                td {
                    input type="checkbox" name="keep" value=(job) checked[look.keeps(job)]
                        aria-label=(title(view, job + 1, card));
                    @if let Some(came) = look.came(job) { " " small { (came) } }
                    @if look.ahead.contains(&job) { " " small { (view.t("donations-ahead")) } }
                }
                (kept::cells(view, card, &fields))
            }
        }
    };
    parts::table(&view.t("donations-sure"), head, rows)
}

fn one_job(look: &Looked<'_>, job: usize, card: &Card) -> Markup {
    let view = look.view;
    let lines = lines(card);
    let (asked, sure): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|l| l.flag.is_some());
    let offered = sure.iter().copied().filter(|line| line.is_open());
    let changed = offered.clone().any(|line| {
        let input = input(job, line.field);
        look.stands(&input, &line.value) != line.value
    });
    html! {
        h2 { (title(view, job + 1, card)) }
        @if let Some(came) = look.came(job) { p.caption { (came) } }
        @if look.ahead.contains(&job) { p.error { (view.t("donations-ahead")) } }
        (tick_of("keep", &job.to_string(), &view.t("donations-keep-job"), look.keeps(job)))
        @for line in asked { (question(look, job, line)) }
        (kept::facts(view, card, sure.iter().copied()))
        details open[changed] {
            summary { (view.t("donations-change")) }
            p.hint { (view.t("donations-change-hint")) }
            @for line in offered {
                (typed_field(look, job, line, &name(view, line.field), &line.value))
            }
        }
    }
}

/// What is in doubt, asked back.
fn question(look: &Looked<'_>, job: usize, line: &Line) -> Markup {
    let view = look.view;
    let right = input(job, line.field);
    let reason = line.flag.map(|flag| why(view, flag));
    html! {
        fieldset.ask {
            @if line.asked().is_empty() {
                legend { (name(view, line.field)) }
                p.hint { (reason.unwrap_or_default()) }
                (typed_field(look, job, line, &view.t("donations-type"), ""))
            } @else {
                legend { (ask(view, line)) }
                p.hint { (reason.unwrap_or_default()) }
                (tick_of("right", &right, &view.t("donations-yes"),
                    look.sent.is_some_and(|sent| sent.ticks("right", &right))))
                (typed_field(look, job, line, &view.t("donations-or-type"), ""))
            }
        }
    }
}

fn typed_field(look: &Looked<'_>, job: usize, line: &Line, label: &str, value: &str) -> Markup {
    let name = input(job, line.field);
    let wrong = look.wrong(&name);
    let error = format!("{name}-error");
    let decimal = Field::MONEY.contains(&line.field).then_some("decimal");
    html! {
        div.field {
            label for=(name) { (label) }
            @if let Some(problem) = wrong { p.error id=(error) { (problem.say(look.view.voice())) } }
            input id=(name) name=(name) dir="auto" autocomplete="off" inputmode=[decimal]
                value=(look.stands(&name, value)) aria-invalid=[wrong.map(|_| "true")]
                aria-describedby=[wrong.map(|_| error.as_str())];
        }
    }
}

/// Keeps what was ticked.
pub async fn keep(
    view: View,
    Path((slug, id)): Path<(String, String)>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let mine = acts::find(&view.app, &view.who, &slug, &id).await?;
    let sent = Sent(sent);
    let wish = sent.wish(&mine.cards);
    let done = match wrong_at(&mine.cards, &wish) {
        Some((job, field, key)) => {
            let problem = Problem::input("corrections", key);
            Err((input(job, field), problem))
        }
        None => {
            let kept = acts::keep(&view.app, &view.who, &slug, &id, &wish).await;
            kept.map_err(|problem| (String::new(), problem))
        }
    };
    match done {
        Ok(_) => {
            let path = format!("{}/{id}", super::at(&slug));
            Ok(parts::to(&path, "donation-kept"))
        }
        Err(wrong) if wrong.1.is_input() => {
            let page = shown(&view, &slug, &mine, Some(&sent), Some(&wrong)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err((_, problem)) => Err(problem),
    }
}
