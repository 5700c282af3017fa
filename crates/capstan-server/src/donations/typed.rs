//! A job that is typed by hand.

use crate::problem::Problem;
use crate::web::parts::{Field as Input, field};
use crate::web::view::View;
use capstan_data::Currency;
use capstan_data::pay::Field;
use capstan_donation::{Card, typed};
use maud::{Markup, html};

/// What the form of a job says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
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

    /// Takes in what stands in an input; one that is none of the form's is
    /// passed over.
    pub fn set(&mut self, name: &str, value: String) {
        let place = match name {
            "platform" => &mut self.platform,
            "start" => &mut self.start,
            "currency" => &mut self.currency,
            "base" => &mut self.base,
            "promotion" => &mut self.promotion,
            "tip" => &mut self.tip,
            "total" => &mut self.total,
            "order_total" => &mut self.order_total,
            _ => return,
        };
        *place = value;
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.parts()
            .iter()
            .all(|(.., value)| value.trim().is_empty())
    }

    /// The card. What is left empty is missing.
    ///
    /// # Errors
    /// If a field holds something else than it should, or there is no amount.
    pub fn card(&self) -> Result<Card, Problem> {
        let currency: Currency = self
            .currency
            .trim()
            .to_uppercase()
            .parse()
            .map_err(|_| Problem::input("currency", "donations-wrong-currency"))?;
        let platform = self.platform.to_lowercase();
        let mut fields = vec![(Field::Platform, platform.as_str())];
        for (field, name, value) in self.parts() {
            if matches!(field, Field::Currency | Field::Platform) {
                continue;
            }
            typed(currency, &[(field, value)]).map_err(|_| {
                Problem::input(
                    name,
                    match field {
                        Field::Start => "donations-wrong-time",
                        _ => "donations-wrong-amount",
                    },
                )
            })?;
            fields.push((field, value));
        }
        let amounts = fields
            .iter()
            .filter(|(field, _)| Field::MONEY.contains(field));
        if amounts.clone().all(|(_, value)| value.trim().is_empty()) {
            return Err(Problem::input("total", "donations-no-amount"));
        }
        typed(currency, &fields).map_err(|_| Problem::input("total", "donations-no-amount"))
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
