//! The result of a vote, and how anyone can check it.

use super::ballot::in_words;
use crate::api::list::Page;
use crate::decisions::acts::{Counted, Named, Shown};
use crate::decisions::ballot::{AGAINST, FOR};
use crate::decisions::plan::Kind;
use crate::web::parts::{table, typed};
use crate::web::view::View;
use capstan_coalition::ballot::{Count, Outcome};
use capstan_report::args;
use capstan_report::format::NO_NUMBER;
use maud::{Markup, html};

/// The most names that stand in the page; all are in a file.
pub(super) const MOST_NAMES: usize = 200;

/// The options in words: those of a motion in the language of the page.
fn options(view: &View, shown: &Shown) -> Vec<String> {
    match Kind::of(&shown.kind).is_some_and(Kind::is_motion) {
        true => vec![view.t("option-for"), view.t("option-against")],
        false => shown.options.clone(),
    }
}

fn option(options: &[String], at: usize) -> Markup {
    typed(options.get(at).map_or("", String::as_str))
}

/// What was counted and what follows, in sentences and a table.
pub(super) fn told(view: &View, shown: &Shown, counted: &Counted) -> Markup {
    let tally = &counted.tally;
    let electorate = shown.electorate.unwrap_or(0);
    let options = options(view, shown);
    html! {
        section {
            h2 { (view.t("result-title")) }
            p { (outcome(view, shown, &options, counted)) }
            @if counted.effect != "none" { p { (view.t(&format!("effect-{}", counted.effect))) } }
            p { (view.say("result-cast", args![
                cast = tally.cast, electorate = electorate, abstained = tally.abstained])) }
            (counts(view, shown, &options, &tally.count))
        }
    }
}

/// The figures of the options, and those on the way to them.
fn counts(view: &View, shown: &Shown, options: &[String], count: &Count) -> Markup {
    // Its rounds say all; what an option has where it wins says little.
    if shown.method == "instant-runoff" {
        return working(view, shown, options, count);
    }
    let head = html! {
        th scope="col" { (view.t("result-option")) }
        th scope="col" { (view.t("result-support")) }
    };
    let rows = html! {
        @for (at, &support) in count.support.iter().enumerate() {
            tr {
                th scope="row" { (option(options, at)) }
                td.number { (view.say("tally-figure", args![n = support])) }
            }
        }
    };
    html! {
        (table(&view.t(&format!("support-{}", shown.method)), head, rows))
        @if shown.method != "approval" {
            details {
                summary { (view.t("result-working")) }
                (working(view, shown, options, count))
            }
        }
    }
}

fn outcome(view: &View, shown: &Shown, options: &[String], counted: &Counted) -> Markup {
    let motion = Kind::of(&shown.kind).is_some_and(Kind::is_motion);
    let support = |at| counted.tally.count.support.get(at).copied().unwrap_or(0);
    match &counted.outcome {
        &Outcome::TooLittle { needed, .. } | &Outcome::Decided { needed, .. } if motion => {
            let (agree, against) = (support(FOR), support(AGAINST));
            html! { (view.say("outcome-motion", args![agree = agree, against = against, needed = needed])) }
        }
        &Outcome::NoQuorum { cast, needed } => {
            html! { (view.say("outcome-no-quorum", args![cast = cast, needed = needed])) }
        }
        Outcome::NobodyChose => html! { (view.t("outcome-nobody-chose")) },
        Outcome::Tie { options: equal } => html! {
            (view.t("outcome-tie")) " "
            @for (n, &at) in equal.iter().enumerate() { @if n > 0 { ", " } (option(options, at)) } "."
        },
        &Outcome::TooLittle {
            option: at,
            support,
            needed,
        } => html! {
            (option(options, at)) " "
            (view.say("outcome-too-little", args![support = support, needed = needed]))
        },
        &Outcome::Decided {
            option: at,
            support,
            needed,
        } => html! {
            (option(options, at)) " "
            (view.say("outcome-decided", args![support = support, needed = needed]))
        },
    }
}

/// The tables on the way to the result.
fn working(view: &View, shown: &Shown, options: &[String], count: &Count) -> Markup {
    let head = html! {
        td {}
        @for at in 0..options.len() { th scope="col" { (option(options, at)) } }
    };
    let figure = |figure: &Option<u64>| match figure {
        Some(figure) => view.say("tally-figure", args![n = *figure]),
        None => NO_NUMBER.to_owned(),
    };
    html! {
        @for (n, sheet) in count.working.iter().enumerate() {
            @let caption = view.t(&format!("working-{}-{n}", shown.method));
            (table(&caption, head.clone(), html! {
                @for (at, row) in sheet.rows.iter().enumerate() {
                    tr {
                        th scope="row" {
                            @match shown.method.as_str() {
                                "schulze" => (option(options, at)),
                                "score" => (view.t("working-points")),
                                _ => (view.say("working-round", args![n = at + 1])),
                            }
                        }
                        @for cell in row { td.number { (figure(cell)) } }
                    }
                }
            }))
        }
    }
}

/// Who voted how in a vote that was not secret.
pub(super) fn names(view: &View, here: &str, shown: &Shown, names: &Page<Named>) -> Markup {
    let options = options(view, shown);
    let head = html! {
        th scope="col" { (view.t("names-handle")) }
        th scope="col" { (view.t("names-ballot")) }
    };
    let rows = html! {
        @for named in &names.items {
            tr {
                th scope="row" { (typed(&named.handle)) }
                td { (in_words(view, &options, &named.ballot)) }
            }
        }
    };
    html! {
        section {
            h2 { (view.t("names-title")) }
            (table(&view.t("names-caption"), head, rows))
            p.links { a href={ (here) "/names.json" } { (view.t("names-file")) } }
        }
    }
}

/// How to count again.
pub(super) fn check(view: &View, here: &str, shown: &Shown) -> Markup {
    html! {
        section {
            h2 { (view.t("check-title")) }
            p { (view.t("check-record")) }
            p.actions {
                a.button.quiet href={ (here) "/record.json" } { (view.t("check-download")) }
            }
            pre { code translate="no" { "capstan verify record.json" } }
            @if let Some(counted) = &shown.counted {
                p { (view.t("check-root")) }
                p.code { (counted.root) }
            }
            p { (view.t("check-receipts")) }
            p.links { a href={ (here) "/receipts.json" } { (view.t("check-receipts-file")) } }
        }
    }
}
