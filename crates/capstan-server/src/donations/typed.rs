//! A job that is typed by hand.

use crate::problem::Problem;
use crate::web::parts::{Field as Input, field};
use crate::web::view::View;
use capstan_data::pay::Field;
use capstan_donation::Card;
use maud::{Markup, html};
use serde::Deserialize;

/// What the form of a job says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// What is agreed to.
    pub agree: Vec<String>,
    platform: String,
    start: String,
    currency: String,
    base: String,
    promotion: String,
    tip: String,
    total: String,
    order_total: String,
}

impl Typed {
    fn parts(&self) -> [(Field, &'static str, &str); 8] {
        [
            (Field::Currency, "currency", &self.currency),
            (Field::Platform, "platform", &self.platform),
            (Field::Start, "start", &self.start),
            (Field::Base, "base", &self.base),
            (Field::Promotion, "promotion", &self.promotion),
            (Field::Tip, "tip", &self.tip),
            (Field::Total, "total", &self.total),
            (Field::OrderTotal, "order_total", &self.order_total),
        ]
    }

    /// The card. What is left empty is missing.
    ///
    /// # Errors
    /// If a field holds something else than it should, or there is no amount.
    pub fn card(&self) -> Result<Card, Problem> {
        let mut card = Card::default();
        card.set(Field::Source, "typed");
        let currency: Result<capstan_data::Currency, _> = self.currency.trim().parse();
        if let Err(error) = currency {
            return Err(Problem::input("currency", "donations-field").with("why", error));
        }
        for (field, name, value) in self.parts() {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            match field {
                Field::Currency => card.set(field, &value.to_uppercase()),
                Field::Platform => card.set(field, &value.to_lowercase()),
                _ => card
                    .correct(field, value)
                    .map_err(|e| Problem::input(name, "donations-field").with("why", e.why))?,
            }
        }
        if !Field::MONEY
            .iter()
            .any(|&field| card.number(field).is_some())
        {
            return Err(Problem::input("total", "donations-no-amount"));
        }
        Ok(card)
    }
}

/// The fields of the form.
pub fn fields(view: &View, job: &Typed, problem: Option<&Problem>) -> Markup {
    html! {
        @for (of, name, value) in job.parts() {
            (field(view, &Input {
                name,
                label: view.t(&format!("donations-field-{}", name.replace('_', "-"))),
                hint: match of {
                    Field::Start => view.t("donations-start-hint"),
                    Field::Currency => view.t("donations-currency-hint"),
                    _ => String::new(),
                },
                value,
                required: of == Field::Currency,
                most: 60,
                ..Input::default()
            }, problem))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job() -> Typed {
        Typed {
            platform: "Shipt".into(),
            start: "2020-08-24".into(),
            currency: "usd".into(),
            base: "14.58".into(),
            ..Typed::default()
        }
    }

    #[test]
    fn what_is_typed_is_an_event_and_what_is_not_is_missing() {
        let event = job().card().expect("a card").event();
        assert_eq!((event.base, event.tip), (Some(1458), None));
        assert_eq!(event.platform.as_deref(), Some("shipt"));
        assert_eq!(event.source.as_deref(), Some("typed"));
    }

    #[test]
    fn what_is_wrong_stands_at_its_field() {
        let refused = |change: fn(&mut Typed)| {
            let mut job = job();
            change(&mut job);
            job.card().expect_err("refused").field
        };
        assert_eq!(refused(|j| j.currency.clear()), Some("currency"));
        assert_eq!(refused(|j| j.base = "lots".into()), Some("base"));
        assert_eq!(refused(|j| j.start = "soon".into()), Some("start"));
        assert_eq!(refused(|j| j.base.clear()), Some("total"));
    }
}
