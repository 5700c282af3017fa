//! A donation as it is kept, with its receipt and what can be done next.

use super::words::{name, title, value};
use crate::donations::acts::Mine;
use crate::donations::look::{Line, lines};
use crate::web::parts::{self, action, day, page, typed as said};
use crate::web::view::View;
use capstan_data::pay::Field;
use capstan_donation::Card;
use maud::{Markup, html};

/// From so many jobs on, they stand in a table.
const FEW: usize = 12;

/// The page.
pub fn shown(view: &View, slug: &str, mine: &Mine) -> Markup {
    let address = format!("{}/{}", super::at(slug), mine.id);
    let body = html! {
        p { a href=(super::at(slug)) { (view.t("donations-list")) } }
        p.lead { (view.t("donations-kept-lead")) " " (day(view, mine.made)) "." }
        p.actions {
            a.button href={ (address) "/receipt" } download="receipt.json" { (view.t("donations-receipt")) }
        }
        p.hint { (view.t("donations-receipt-hint")) }
        h2 { (view.t("donations-after")) }
        ul {
            li { a href={ "/coalitions/" (slug) "/pay" } { (view.t("audits-own")) } }
            li { a href={ "/coalitions/" (slug) "/audit" } { (view.t("audits-title")) } }
            li { a href={ "/coalitions/" (slug) "/donate" } { (view.t("donations-more")) } }
            li { (view.t("donations-verify")) " " code translate="no" { "capstan verify receipt.json" } }
            li { a href="/donations/safety" { (view.t("donations-safety")) } }
        }
        h2 { (view.t("donations-jobs-kept")) }
        p { (view.t("donations-all-kept")) }
        (jobs(view, &mine.cards))
        @if mine.picture {
            p { (view.t("donations-with-picture")) " "
                a href={ (address) "/picture" } download { (view.t("donations-get-picture")) } }
        } @else { p { (view.t("donations-no-picture")) } }
        h2 { (view.t("donations-withdraw")) }
        p { (view.t("donations-withdraw-hint")) }
        (action(view, &format!("{address}/withdraw"), &view.t("donations-withdraw"), "danger", &[]))
    };
    page(view, &view.t("donations-one"), body)
}

fn jobs(view: &View, cards: &[Card]) -> Markup {
    if cards.len() > FEW {
        let fields = columns(cards);
        let head = html! { @for field in &fields { th scope="col" { (name(view, *field)) } } };
        let rows = html! { @for card in cards { tr { (cells(view, card, &fields)) } } };
        return parts::table(&view.t("donations-jobs-kept"), head, rows);
    }
    html! {
        ul.cards {
            @for (at, card) in cards.iter().enumerate() {
                li.card {
                    h3 { (title(view, at + 1, card)) }
                    (facts(view, card, &lines(card)))
                }
            }
        }
    }
}

/// The fields that any of these jobs says something of, in order.
pub fn columns(cards: &[Card]) -> Vec<Field> {
    let mut found: Vec<Field> = Vec::new();
    for line in cards.iter().flat_map(lines).filter(|l| !l.value.is_empty()) {
        if !found.contains(&line.field) {
            found.push(line.field);
        }
    }
    found.sort_by_key(|field| crate::donations::look::place(*field));
    found
}

/// What a job says of these fields, as cells of a row.
pub fn cells(view: &View, card: &Card, fields: &[Field]) -> Markup {
    let lines = lines(card);
    html! {
        @for field in fields {
            td { @if let Some(line) = lines.iter().find(|line| line.field == *field) { (fact(view, line)) } }
        }
    }
}

/// What a job says, one fact below the other.
pub fn facts<'a>(view: &View, card: &Card, lines: impl IntoIterator<Item = &'a Line>) -> Markup {
    html! {
        dl.facts {
            @for line in lines.into_iter().filter(|line| !line.value.is_empty()) {
                dt { (name(view, line.field)) } dd { (fact(view, line)) }
            }
            @if !card.file.is_empty() { dt { (view.t("donations-from")) } dd { (said(&card.file)) } }
        }
    }
}

/// A value; beside a correction what was read.
fn fact(view: &View, line: &Line) -> Markup {
    html! {
        (said(&value(view, line.field, &line.value)))
        @if line.year_assumed { " " small.quiet { (view.t("donations-year-assumed")) } }
        @if !line.read.is_empty() {
            " " small.quiet { (view.t("donations-was-read")) " " del { (said(&value(view, line.field, &line.read))) } }
        }
    }
}
