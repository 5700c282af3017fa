//! The form of a ballot, and ballots in words.

use crate::decisions::acts::Shown;
use crate::decisions::ballot::{Ballot, Filled};
use crate::decisions::plan::Kind;
use crate::problem::Problem;
use crate::web::parts::{action, form, typed};
use crate::web::view::View;
use capstan_coalition::ballot::score::TOP;
use capstan_report::args;
use maud::{Markup, html};

/// The form of a ballot. Nothing is chosen before.
pub(super) fn fields(
    view: &View,
    here: &str,
    shown: &Shown,
    filled: &Filled,
    problem: Option<&Problem>,
) -> Markup {
    let path = format!("{here}/ballot");
    let problem = problem.filter(|p| p.field == Some("ballot"));
    let error = html! {
        @if let Some(problem) = problem {
            p.error #ballot-error { (problem.say(view.voice())) }
        }
    };
    let send = view.t("ballot-send");
    if Kind::of(&shown.kind).is_some_and(Kind::is_motion) {
        return form(
            view,
            &path,
            &send,
            html! {
                fieldset {
                    legend { (view.t("ballot-yours")) }
                    (error)
                    @for (value, key) in [
                        ("for", "option-for"), ("against", "option-against"), ("abstain", "ballot-abstain"),
                    ] {
                        label.option {
                            input type="radio" name="vote" value=(value) checked[filled.vote == value]
                                required;
                            span { (view.t(key)) }
                        }
                    }
                }
            },
        );
    }
    let inputs = match shown.method.as_str() {
        "score" => {
            let scores: Vec<u8> = (0..=TOP).collect();
            lists(
                view,
                shown,
                ("score", "ballot-no-score"),
                &scores,
                &filled.score,
            )
        }
        "instant-runoff" | "schulze" => {
            let most = u8::try_from(shown.options.len()).unwrap_or(u8::MAX);
            let places: Vec<u8> = (1..=most).collect();
            lists(
                view,
                shown,
                ("place", "ballot-no-place"),
                &places,
                &filled.place,
            )
        }
        _ => html! {
            @for (at, option) in shown.options.iter().enumerate() {
                label.option {
                    input type="checkbox" name="approve" value=(at)
                        checked[filled.approve.contains(&at)];
                    span { (typed(option)) }
                }
            }
        },
    };
    html! {
        (form(view, &path, &send, html! {
            fieldset {
                legend { (view.t("ballot-yours")) }
                p.hint { (view.t(&format!("ballot-how-{}", shown.method))) }
                (error)
                (inputs)
            }
        }))
        (action(view, &path, &view.t("ballot-abstain"), "quiet", &[("abstain", "yes")]))
    }
}

/// A list of numbers for each option.
fn lists(
    view: &View,
    shown: &Shown,
    (name, none): (&str, &str),
    numbers: &[u8],
    filled: &[String],
) -> Markup {
    html! {
        @for (at, option) in shown.options.iter().enumerate() {
            @let chosen = filled.get(at).map_or("", String::as_str);
            div.field {
                label for={ (name) "-" (at) } { (typed(option)) }
                select id={ (name) "-" (at) } name=(name) {
                    option value="" { (view.t(none)) }
                    @for number in numbers {
                        option value=(number) selected[number.to_string() == chosen] { (number) }
                    }
                }
            }
        }
    }
}

/// What a ballot says, in words.
pub(super) fn in_words(view: &View, options: &[String], ballot: &Ballot) -> Markup {
    let name = |at: &usize| typed(options.get(*at).map_or("", String::as_str));
    match ballot {
        Ballot::Abstain => html! { (view.t("ballot-abstained")) },
        Ballot::Approve(approved) if approved.is_empty() => html! { (view.t("ballot-none")) },
        Ballot::Approve(approved) => html! {
            @for (n, at) in approved.iter().enumerate() { @if n > 0 { ", " } (name(at)) }
        },
        Ballot::Rank(places) if places.is_empty() => html! { (view.t("ballot-none")) },
        Ballot::Rank(places) => html! {
            @for (place, equal) in places.iter().enumerate() {
                @if place > 0 { ", " }
                (place + 1) ". "
                @for (n, at) in equal.iter().enumerate() { @if n > 0 { " = " } (name(at)) }
            }
        },
        Ballot::Score(scores) => html! {
            @for (at, score) in scores.iter().enumerate() {
                @if at > 0 { ", " }
                (name(&at)) " " (view.say("ballot-points", args![score = score.unwrap_or(0)]))
            }
        },
    }
}
