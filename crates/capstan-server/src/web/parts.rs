//! What pages are put together from.

use crate::problem::Problem;
use crate::web::assets;
use crate::web::view::View;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use capstan_report::sign::{Bar, sign};
use capstan_report::words::Voice;
use capstan_report::{Lang, args};
use capstan_store::Micros;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A text that a person typed, kept apart from ours: its direction cannot
/// leak, and no translation is looked for.
pub fn typed(text: &str) -> Markup {
    html! { bdi { (text) } }
}

/// A typed text of several lines, as paragraphs.
pub fn paragraphs(text: &str) -> Markup {
    html! {
        @for line in text.lines().filter(|l| !l.trim().is_empty()) { p { (typed(line)) } }
    }
}

/// A page: `title` is its only heading of the first level and stands in the
/// window's title too.
pub fn page(view: &View, title: &str, body: Markup) -> Markup {
    page_in(view, Some(Bar::Act), html! { (title) }, title, body)
}

/// A page whose title a person typed.
pub fn page_of(view: &View, title: &str, body: Markup) -> Markup {
    page_in(view, Some(Bar::Act), typed(title), title, body)
}

/// A page in the room `bar`, with a heading that has marks of its own.
pub fn page_in(
    view: &View,
    bar: Option<Bar>,
    heading: Markup,
    title: &str,
    body: Markup,
) -> Markup {
    let others = Lang::ALL.into_iter().filter(|lang| *lang != view.lang);
    html! {
        (DOCTYPE)
        html lang=(view.lang.code()) dir=(view.lang.direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – Capstan" }
                link rel="icon" href="/assets/sign.svg";
                link rel="stylesheet" href=(assets::STYLE.path());
            }
            body {
                a.skip href="#main" { (view.t("shell-skip")) }
                header.top {
                    div {
                        a.home href="/" { (PreEscaped(sign(bar))) strong translate="no" { "Capstan" } }
                        nav aria-label=(view.t("shell-nav")) {
                            a href="/coalitions" { (view.t("shell-coalitions")) }
                            a href="/campaigns" { (view.t("shell-campaigns")) }
                            @if view.who.is_someone() {
                                a href="/inbox" {
                                    (view.t("shell-inbox"))
                                    @if view.unread { span.mark role="img" aria-label=(view.t("people-unread")) {} }
                                }
                                a href="/you" { (view.t("shell-you")) }
                            } @else {
                                a href="/sign-in" { (view.t("shell-sign-in")) }
                            }
                        }
                    }
                }
                // No field of a form is called so: its label would be this one's.
                main #main {
                    (done(view))
                    h1 { (heading) }
                    (body)
                }
                footer {
                    (crate::demo::pages::banner(view))
                    p {
                        a href="/about" { (view.t("shell-about")) }
                        @for other in others {
                            a href={ "/language/" (other.code()) "?back=" (query(&view.path)) }
                                lang=(other.code()) hreflang=(other.code()) translate="no" {
                                (view.app.voices.of(other).say("shell-language", args![]))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What was done by the form that led here: `?done=joined` says
/// `done-joined`.
fn done(view: &View) -> Markup {
    let key = view
        .path
        .split_once('?')
        .and_then(|(_, q)| q.split('&').find_map(|pair| pair.strip_prefix("done=")))
        .map(|key| format!("done-{key}"))
        .filter(|key| view.voice().knows(key));
    html! {
        @if let Some(key) = key { p.done role="status" { (view.t(&key)) } }
    }
}

/// Leads to `path` after a form was sent, where `done-KEY` is said.
pub fn to(path: &str, key: &str) -> Response {
    let mark = if path.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{path}{mark}done={key}")).into_response()
}

/// A form that sends its fields to `action`; `send` is the word on its button.
pub fn form(view: &View, action: &str, send: &str, fields: Markup) -> Markup {
    html! {
        form method="post" action=(action) {
            (view.proof())
            (fields)
            p.actions { button { (send) } }
        }
    }
}

/// A button that does one thing and asks for nothing. `kind` is "" for the
/// main action of a page, "quiet" for others, "danger" for what cannot be
/// undone.
pub fn action(view: &View, path: &str, send: &str, kind: &str, hidden: &[(&str, &str)]) -> Markup {
    html! {
        form.inline method="post" action=(path) {
            (view.proof())
            @for (name, value) in hidden { input type="hidden" name=(name) value=(value); }
            button class=(kind) { (send) }
        }
    }
}

/// One field of a form.
#[derive(Clone, Debug, Default)]
pub struct Field<'a> {
    /// Its name in what is sent.
    pub name: &'a str,
    /// Its label.
    pub label: String,
    /// A line that explains it, or nothing.
    pub hint: String,
    /// What was typed before.
    pub value: &'a str,
    /// The type of the input ("text" if empty); "area" for several lines.
    pub kind: &'a str,
    /// Whether it must be filled in.
    pub required: bool,
    /// What a browser may fill in: "off" if empty.
    pub autocomplete: &'a str,
    /// The most characters; 0 for no limit.
    pub most: usize,
}

/// A field with its label, hint, and what is wrong with it.
pub fn field(view: &View, field: &Field<'_>, problem: Option<&Problem>) -> Markup {
    let wrong = problem.filter(|p| p.field == Some(field.name));
    let (hint, error) = (
        format!("{}-hint", field.name),
        format!("{}-error", field.name),
    );
    let mut about = Vec::new();
    if !field.hint.is_empty() {
        about.push(hint.as_str());
    }
    if wrong.is_some() {
        about.push(error.as_str());
    }
    let about = (!about.is_empty()).then(|| about.join(" "));
    let invalid = wrong.map(|_| "true");
    let complete = if field.autocomplete.is_empty() {
        "off"
    } else {
        field.autocomplete
    };
    let most = (field.most > 0).then(|| field.most.to_string());
    html! {
        div.field {
            label for=(field.name) { (field.label) }
            @if !field.hint.is_empty() { p.hint id=(hint) { (field.hint) } }
            @if let Some(wrong) = wrong { p.error id=(error) { (wrong.say(view.voice())) } }
            @if field.kind == "area" {
                textarea id=(field.name) name=(field.name) rows="6" dir="auto"
                    aria-describedby=[about] aria-invalid=[invalid] maxlength=[most]
                    required[field.required] { (field.value) }
            } @else {
                input id=(field.name) name=(field.name) dir="auto" value=(field.value)
                    type=(if field.kind.is_empty() { "text" } else { field.kind })
                    autocomplete=(complete) aria-describedby=[about] aria-invalid=[invalid]
                    maxlength=[most] required[field.required];
            }
        }
    }
}

/// A group of options of which one is chosen: name, label, and for each option
/// its value, its label and a line that explains it.
pub fn choice(name: &str, label: &str, chosen: &str, options: &[(&str, String, String)]) -> Markup {
    html! {
        fieldset {
            legend { (label) }
            @for (value, label, hint) in options {
                label.option {
                    input type="radio" name=(name) value=(value) checked[*value == chosen] required;
                    span { (label) @if !hint.is_empty() { small { (hint) } } }
                }
            }
        }
    }
}

/// A list from which one is chosen.
pub fn select(name: &str, label: &str, chosen: &str, options: &[(String, String)]) -> Markup {
    select_typed(name, label, chosen, options, &[])
}

/// A list from which one is chosen: options of ours, then some whose labels a
/// person typed.
pub fn select_typed(
    name: &str,
    label: &str,
    chosen: &str,
    options: &[(String, String)],
    typed: &[(String, String)],
) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for (value, label) in options {
                    option value=(value) selected[value == chosen] { (label) }
                }
                @for (value, label) in typed {
                    option value=(value) selected[value == chosen] dir="auto" translate="no" { (label) }
                }
            }
        }
    }
}

/// A box to tick.
pub fn tick(name: &str, label: &str, ticked: bool) -> Markup {
    html! {
        label.option { input type="checkbox" name=(name) value="yes" checked[ticked]; span { (label) } }
    }
}

/// A box to tick, one of several of the same name.
pub fn tick_of(name: &str, value: &str, label: &str, ticked: bool) -> Markup {
    html! {
        label.option { input type="checkbox" name=(name) value=(value) checked[ticked]; span { (label) } }
    }
}

/// A table, in a box that scrolls by itself on a narrow screen: its cells of
/// the head, and its rows.
pub fn table(caption: &str, head: Markup, rows: Markup) -> Markup {
    html! {
        div.table {
            // Focus lets the keyboard scroll the box.
            div.scroll role="group" tabindex="0" aria-label=(caption) {
                table {
                    caption { span { (caption) } }
                    thead { tr { (head) } }
                    tbody { (rows) }
                }
            }
        }
    }
}

/// Above a form that was sent back: what is wrong.
pub fn wrong(view: &View, problem: Option<&Problem>) -> Markup {
    html! {
        @if let Some(problem) = problem {
            div.wrong role="alert" {
                p { strong { (view.t("problem-title")) } " " (problem.say(view.voice())) }
            }
        }
    }
}

/// A day as programs read it, "2026-05-03", and in words: "3 May 2026".
pub fn date(voice: &Voice, at: Micros) -> (String, String) {
    let stamp = jiff::Timestamp::from_microsecond(at).unwrap_or_default();
    let date = stamp.to_zoned(jiff::tz::TimeZone::UTC).date();
    let month = voice.say(&format!("month-{}", date.month()), args![]);
    let said = voice.say(
        "date",
        args![
            day = date.day().to_string(),
            month = month,
            year = date.year().to_string()
        ],
    );
    (date.to_string(), said)
}

/// A day: "3 May 2026".
pub fn day(view: &View, at: Micros) -> Markup {
    let (date, said) = date(view.voice(), at);
    html! { time datetime=(date) { (said) } }
}

/// A published size in words: "fewer than 10 people", "50 people or more".
pub fn size(view: &View, published: u64) -> String {
    if published == 0 {
        return view.t("size-few");
    }
    view.say("size-at-least", args![count = published])
}

/// What makes a part of a page lively where scripts run: `web/src/NAME.ts`.
pub fn script(name: &str) -> Markup {
    html! {
        @if let Some(script) = assets::script(name) {
            script type="module" src=(script.path()) {}
        }
    }
}

/// A text as it may stand in a query.
pub fn query(text: &str) -> String {
    serde_html_form::to_string([("", text)])
        .unwrap_or_default()
        .trim_start_matches('=')
        .to_owned()
}

/// The page of a problem.
pub fn problem_page(view: &View, problem: &Problem) -> Response {
    let title = view.t(match problem.status {
        StatusCode::NOT_FOUND => "problem-title-missing",
        s if s.is_server_error() => "problem-title-ours",
        _ => "problem-title",
    });
    let body = html! {
        p.lead { (problem.say(view.voice())) }
        @if problem.status == StatusCode::UNAUTHORIZED {
            p { a.button href={ "/sign-in?back=" (query(&view.path)) } { (view.t("shell-sign-in")) } }
        }
        p { a href="/" { (view.t("problem-home")) } }
    };
    (problem.status, page(view, &title, body)).into_response()
}
