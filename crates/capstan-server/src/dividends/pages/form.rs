//! The form of the rule explorer: every part of a chain of rules in a field of
//! its own.

use super::at;
use crate::dividends::explore::{Ground, Look, ROUNDINGS, SETTINGS};
use crate::dividends::pools::KINDS;
use crate::problem::Problem;
use crate::web::parts::{Field, field, select, tick};
use crate::web::view::View;
use capstan_value::dividend::rules;
use maud::{Markup, html};

/// What is said of each of the settings.
const HINTS: [&str; SETTINGS.len()] = [
    "sharing-count-hint",
    "sharing-first-hint",
    "sharing-zero-hint",
    "sharing-g-hint",
    "sharing-t-hint",
    "sharing-mad-hint",
];

/// A form, what was typed in it, and what is wrong with that.
struct Form<'a> {
    view: &'a View,
    look: &'a Look,
    problem: Option<&'a Problem>,
}

impl Form<'_> {
    fn key(name: &str) -> String {
        format!("sharing-{}", name.replace('_', "-"))
    }

    /// A field for a number or an amount; `hint` is the key of a sentence.
    fn line(&self, name: &'static str, value: &str, hint: &str) -> Markup {
        let hint = match hint {
            "" => String::new(),
            key => self.view.t(key),
        };
        let one = Field {
            name,
            label: self.view.t(&Self::key(name)),
            hint,
            value,
            most: 30,
            ..Field::default()
        };
        field(self.view, &one, self.problem)
    }

    /// A list of names, with what is wrong with the one that was sent.
    fn list(&self, name: &'static str, chosen: &str, options: &[(String, String)]) -> Markup {
        let wrong = self.problem.filter(|p| p.field == Some(name));
        html! {
            @if let Some(wrong) = wrong { p.error { (wrong.say(self.view.voice())) } }
            (select(name, &self.view.t(&Self::key(name)), chosen, options))
        }
    }

    /// Names with their labels, and before them nothing by `none`.
    fn named<'n>(
        &self,
        none: Option<&str>,
        of: &str,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Vec<(String, String)> {
        let none = none.map(|key| (String::new(), self.view.t(key)));
        let names = names.into_iter().map(|name| {
            let label = self.view.t(&format!("sharing-{of}-{name}"));
            (name.to_owned(), label)
        });
        none.into_iter().chain(names).collect()
    }

    /// Some fields under a heading that unfolds; open where something in it is
    /// set or wrong.
    fn more(&self, heading: &str, filled: &[(&str, &str)], fields: Markup) -> Markup {
        let wrong = self.problem.and_then(|p| p.field);
        let open = filled
            .iter()
            .any(|(name, value)| !value.trim().is_empty() || wrong == Some(*name));
        html! {
            details open[open] {
                summary { (self.view.t(heading)) }
                (fields)
            }
        }
    }

    fn settings(&self) -> Markup {
        let look = self.look;
        let typed = SETTINGS.map(|name| (name, look.setting(name).map_or("", |(_, text)| text)));
        let fields = html! {
            @for ((name, value), hint) in typed.into_iter().zip(HINTS) { (self.line(name, value, hint)) }
        };
        self.more("sharing-settings", &typed, fields)
    }

    fn mixture(&self) -> Markup {
        let look = self.look;
        let rules = rules().iter().map(|r| r.info().name);
        let rules = self.named(Some("sharing-none"), "rule", rules);
        let filled = [
            ("mixed", &*look.mixed),
            ("mixed_part", ""),
            ("equal", &*look.equal),
        ];
        let fields = html! {
            (self.list("mixed", &look.mixed, &rules))
            (self.line("mixed_part", &look.mixed_part, "sharing-mixed-part-hint"))
            (self.line("equal", &look.equal, "sharing-empty-hint"))
        };
        self.more("sharing-mixture", &filled, fields)
    }

    fn people(&self) -> Markup {
        let look = self.look;
        let pools = self.named(Some("sharing-pool-none"), "pool", KINDS);
        let rules = rules().iter().map(|r| r.info().name);
        let inside = self.named(None, "rule", rules);
        let chosen = match look.inside.trim() {
            "" => "equal",
            inside => inside,
        };
        let bases = self.named(None, "base", ["value", "low"]);
        let base = if look.base == "low" { "low" } else { "" };
        let filled = [
            ("everyone", &*look.everyone),
            ("pool", &*look.pool),
            ("base", base),
        ];
        let fields = html! {
            (tick("everyone", &self.view.t("sharing-everyone"), look.everyone()))
            p.hint { (self.view.t("sharing-everyone-hint")) }
            (self.list("pool", &look.pool, &pools))
            (self.list("inside", chosen, &inside))
            (self.list("base", &look.base, &bases))
        };
        self.more("sharing-people", &filled, fields)
    }

    fn paying(&self) -> Markup {
        let look = self.look;
        let roundings = self.named(None, "rounding", ROUNDINGS.map(|(name, _)| name));
        let other = match look.rounding == ROUNDINGS[0].0 {
            true => "",
            false => &look.rounding,
        };
        let filled = [
            ("minimum", &*look.minimum),
            ("fee", &look.fee),
            ("fee_cap", ""),
            ("lottery", &look.lottery),
            ("rounding", other),
        ];
        let fields = html! {
            (self.line("minimum", &look.minimum, "sharing-minimum-hint"))
            (self.line("fee", &look.fee, "sharing-fee-hint"))
            (self.line("fee_cap", &look.fee_cap, "sharing-fee-cap-hint"))
            (self.line("lottery", &look.lottery, "sharing-lottery-hint"))
            (self.list("rounding", &look.rounding, &roundings))
        };
        self.more("sharing-paying", &filled, fields)
    }
}

/// The form, with what was typed and what is wrong with it.
pub(super) fn form(view: &View, ground: &Ground, look: &Look, problem: Option<&Problem>) -> Markup {
    let form = Form {
        view,
        look,
        problem,
    };
    let grounds = ["values", "example"]
        .into_iter()
        .filter(|on| ground.valuation.is_some() || *on == "example");
    let grounds = form.named(None, "on", grounds);
    let rules = form.named(None, "rule", rules().iter().map(|r| r.info().name));
    let at = at(&ground.coalition.slug);
    html! {
        form method="get" action=(at) {
            (form.list("on", &look.on, &grounds))
            (form.line("budget", &look.budget, ""))
            (form.line("currency", &look.currency, ""))
            (form.list("rule", &look.rule, &rules))
            (form.line("public_good", &look.public_good, ""))
            (form.line("gini", &look.gini, "sharing-gini-hint"))
            (form.line("floor", &look.floor, "sharing-empty-hint"))
            (form.line("cap", &look.cap, "sharing-empty-hint"))
            (form.settings())
            (form.mixture())
            (form.people())
            (form.paying())
            p.actions {
                button { (view.t("sharing-look")) }
                @if ground.member {
                    button.quiet formaction={ (at) "/propose" } { (view.t("sharing-put")) }
                }
            }
        }
    }
}
