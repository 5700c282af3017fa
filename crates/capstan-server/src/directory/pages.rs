//! The directory as pages: a menu of visions, a search, and what it finds.

use super::api::Asked;
use super::live::Kind;
use super::search::Found;
use super::visions;
use crate::api::list::Part;
use crate::problem::Problem;
use crate::web::pages::Pages;
use crate::web::parts::{self, Field, field, select, select_typed, typed};
use crate::web::view::View;
use axum::extract::Query;
use capstan_report::args;
use capstan_store::directory::Entry;
use maud::{Markup, html};

/// The most values of a filter that are offered.
const MOST_VALUES: usize = 60;

/// The pages of the directory.
pub fn pages() -> Pages {
    Pages::default()
        .get("/coalitions", coalitions)
        .get("/campaigns", campaigns)
}

/// Finds coalitions.
async fn coalitions(view: View, Query(asked): Query<Asked>, part: Part) -> Result<Markup, Problem> {
    page(view, Kind::Coalition, asked, part).await
}

/// Finds campaigns.
async fn campaigns(view: View, Query(asked): Query<Asked>, part: Part) -> Result<Markup, Problem> {
    page(view, Kind::Campaign, asked, part).await
}

async fn page(view: View, kind: Kind, asked: Asked, part: Part) -> Result<Markup, Problem> {
    let search = asked.search(&part)?;
    let app = &view.app;
    let found = app.directory.search(&app.store, kind, &search).await?;
    let (path, title, lead) = match kind {
        Kind::Coalition => (
            "/coalitions",
            "directory-coalitions",
            "directory-coalitions-lead",
        ),
        Kind::Campaign => (
            "/campaigns",
            "directory-campaigns",
            "directory-campaigns-lead",
        ),
    };
    let body = html! {
        p.lead { (view.t(lead)) }
        @if kind == Kind::Coalition && view.who.is_someone() {
            p.links { a href="/coalitions/new" { (view.t("directory-found")) } }
        }
        @if kind == Kind::Coalition {
            p.links { a href="/poll" { (view.t("poll-title")) } }
        }
        (menu(&view, path, &asked, &found))
        (search_form(&view, path, &asked, &found))
        p role="status" { (view.say("directory-total", args![count = found.total])) }
        @for (word, known) in &found.meant {
            p.caution { (view.say("directory-meant", args![word = word.as_str(), known = known.as_str()])) }
        }
        ul.cards { @for entry in &found.entries { (card(&view, entry)) } }
        (paging(&view, path, &asked, &part, &found))
    };
    Ok(parts::page(&view, &view.t(title), body))
}

/// The address of this search with another value of one field.
fn address(path: &str, asked: &Asked, name: &str, value: &str) -> String {
    let mut fields = vec![
        ("q", asked.q.as_str()),
        ("vision", &asked.vision),
        ("system", &asked.system),
        ("place", &asked.place),
        ("language", &asked.language),
        ("sort", &asked.sort),
        ("after", ""),
    ];
    for field in &mut fields {
        if field.0 == name {
            field.1 = value;
        }
    }
    fields.retain(|(_, value)| !value.is_empty());
    match serde_html_form::to_string(&fields) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

fn menu(view: &View, path: &str, asked: &Asked, found: &Found) -> Markup {
    let count = |tag: &str| {
        let counted = found.counts[0].iter().find(|(value, _)| value == tag);
        counted.map_or(0, |(_, count)| *count)
    };
    html! {
        nav aria-label=(view.t("directory-visions")) {
            h2 { (view.t("directory-visions")) }
            ul.tags {
                @for tag in visions::menu().filter(|&t| count(t) > 0 || t == asked.vision) {
                    @let chosen = tag == asked.vision;
                    @let leads = if chosen { "" } else { tag };
                    li {
                        a href=(address(path, asked, "vision", leads)) aria-current=[chosen.then_some("true")] {
                            (visions::name(view, tag)) " (" (count(tag)) ")"
                        }
                    }
                }
            }
            @if !asked.vision.is_empty() {
                p { a href=(address(path, asked, "vision", "")) { (view.t("directory-all-visions")) } }
            }
        }
    }
}

fn search_form(view: &View, path: &str, asked: &Asked, found: &Found) -> Markup {
    let any = [(String::new(), view.t("directory-any"))];
    let values = |at: usize, chosen: &str, name: &dyn Fn(&str) -> String| {
        let counts = found.counts[at].iter().take(MOST_VALUES);
        let named = counts.map(|(value, count)| {
            let label = format!("{} ({count})", name(value));
            (value.clone(), label)
        });
        let mut options: Vec<(String, String)> = named.collect();
        if !chosen.is_empty() && !options.iter().any(|(value, _)| value == chosen) {
            options.push((chosen.to_owned(), name(chosen)));
        }
        options
    };
    let plain = |value: &str| value.to_owned();
    let language = |code: &str| language(view, code);
    let words = Field {
        name: "q",
        label: view.t("directory-words"),
        hint: view.t("directory-words-hint"),
        value: &asked.q,
        kind: "search",
        most: 200,
        ..Field::default()
    };
    let orders = [
        ("size".to_owned(), view.t("directory-by-size")),
        ("newest".to_owned(), view.t("directory-by-newest")),
    ];
    html! {
        form.search method="get" action=(path) role="search" {
            div.wide { (field(view, &words, None)) }
            @if !asked.vision.is_empty() { input type="hidden" name="vision" value=(asked.vision); }
            (select_typed("system", &view.t("directory-system"), &asked.system, &any, &values(1, &asked.system, &plain)))
            (select_typed("place", &view.t("directory-place"), &asked.place, &any, &values(2, &asked.place, &plain)))
            (select("language", &view.t("directory-language"), &asked.language,
                &[&any[..], &values(3, &asked.language, &language)].concat()))
            (select("sort", &view.t("directory-sort"), &asked.sort, &orders))
            p.actions { button { (view.t("directory-search")) } }
        }
    }
}

/// The name of a language by its code, or the code.
pub fn language(view: &View, code: &str) -> String {
    let key = format!("language-{code}");
    if view.voice().knows(&key) {
        view.t(&key)
    } else {
        code.to_owned()
    }
}

/// One entry of the directory.
pub fn card(view: &View, entry: &Entry) -> Markup {
    html! {
        li.card {
            h2 { a href=(entry.path) { (typed(&entry.title)) } }
            @if !entry.system.is_empty() {
                p.caption {
                    (typed(&entry.system))
                    @if !entry.operator.is_empty() { " – " (typed(&entry.operator)) }
                }
            }
            @if entry.ends > 0 {
                p.caution { (view.t("ending-set")) " " (parts::day(view, entry.ends)) "." }
            }
            p { (typed(&entry.summary)) }
            @if !entry.visions.is_empty() {
                ul.tags { @for tag in &entry.visions { li { (visions::name(view, tag)) } } }
            }
            p.caption {
                (parts::size(view, u64::try_from(entry.size).unwrap_or(0)))
                @if !entry.place.is_empty() { " – " (typed(&entry.place)) }
                @for code in &entry.languages { " – " (language(view, code)) }
            }
        }
    }
}

fn paging(view: &View, path: &str, asked: &Asked, part: &Part, found: &Found) -> Markup {
    html! {
        @if part.after().is_some() || found.next.is_some() {
            nav.paging aria-label=(view.t("directory-pages")) {
                @if part.after().is_some() {
                    a href=(address(path, asked, "after", "")) { (view.t("directory-first")) }
                }
                @if let Some(next) = &found.next {
                    a href=(address(path, asked, "after", &next.to_string())) rel="next" { (view.t("directory-next")) }
                }
            }
        }
    }
}
