//! A member's own figures in a message, from the first job on, with how sure
//! they are.

use super::say::Say;
use capstan_audit::own::{mean_range, own};
use capstan_audit::report;
use capstan_audit::rule::{Rule, names};
use capstan_audit::{AuditError, Question};
use capstan_data::pay::PayEvent;
use capstan_report::words::Voice;
use capstan_report::{Format, args};
use std::collections::BTreeMap;

/// The published rule of the platform that most of these jobs are of, if there
/// is one.
fn rule(events: &[PayEvent]) -> Result<Option<Rule>, AuditError> {
    let mut best: Option<(usize, Rule)> = None;
    for name in names() {
        let rule = Rule::find(name)?;
        let fits = |event: &&PayEvent| {
            let same = event.currency.is_some_and(|c| c.code() == rule.currency);
            same && event.platform.is_some() && event.platform == rule.platform
        };
        let jobs = events.iter().filter(fits).count();
        if jobs > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((jobs, rule));
        }
    }
    Ok(best.map(|(_, rule)| rule))
}

/// Amounts in major units by the code of their currency.
fn amounts(
    events: &[PayEvent],
    of: impl Fn(&PayEvent) -> Option<i64>,
) -> BTreeMap<&'static str, Vec<f64>> {
    let mut found: BTreeMap<&'static str, Vec<f64>> = BTreeMap::new();
    for event in events {
        if let (Some(minor), Some(currency)) = (of(event), event.currency) {
            let unit = 10_f64.powi(i32::from(currency.decimals()));
            found
                .entry(currency.code())
                .or_default()
                .push(minor as f64 / unit);
        }
    }
    found
}

/// A sentence about the mean of amounts, for each currency: `one` where there
/// is one, else `many`.
fn means(
    voice: &Voice,
    found: &BTreeMap<&'static str, Vec<f64>>,
    (one, many): (&'static str, &'static str),
) -> Vec<Say> {
    let said = found.iter().map(|(currency, values)| {
        let money = |amount| {
            let number = voice.format(amount, Format::number(2));
            format!("{number}\u{a0}{currency}")
        };
        let Some(mean) = mean_range(values) else {
            return Say::with(one, "mean", money(values.iter().sum()));
        };
        Say::Key(
            many,
            vec![
                ("mean", money(mean.value)),
                ("low", money(mean.low)),
                ("high", money(mean.high)),
                ("jobs", values.len().to_string()),
            ],
        )
    });
    said.collect()
}

/// What someone was paid, beside the published rule of their platform if there
/// is one.
///
/// # Errors
/// If a rule that comes with Capstan cannot be read.
pub fn pay(events: &[PayEvent], voice: &Voice) -> Result<Vec<Say>, AuditError> {
    let base = amounts(events, |event| event.base);
    if base.is_empty() {
        return Ok(vec![Say::key("messages-no-jobs")]);
    }
    let mut says = means(voice, &base, ("messages-pay-one", "messages-pay"));
    if let Some(rule) = rule(events)? {
        let question = Question::about(rule)?;
        let own = own(events, "", &question);
        let told = report::own(&own, &question.rule, voice.lang());
        says.push(Say::Text(told.join(" ")));
    }
    Ok(says)
}

/// What tips someone got.
pub fn tips(events: &[PayEvent], voice: &Voice) -> Vec<Say> {
    let tips = amounts(events, |event| event.tip);
    if tips.is_empty() {
        return vec![Say::key("messages-no-tips")];
    }
    let mut says = means(voice, &tips, ("messages-tips-one", "messages-tips"));
    let both = |event: &&PayEvent| event.tip.is_some() && event.total.is_some();
    let (mut tips, mut totals) = (0, 0);
    for event in events.iter().filter(both) {
        tips += event.tip.unwrap_or(0);
        totals += event.total.unwrap_or(0);
    }
    if totals > 0 && amounts(events, |event| event.total).len() == 1 {
        let share = voice.percent(tips as f64 / totals as f64, 0);
        says.push(Say::with("messages-tips-share", "share", share));
    }
    says
}

/// A sum in words: with its currency where there is only one.
pub fn total(events: &[PayEvent], voice: &Voice) -> String {
    let paid = |event: &PayEvent| {
        let parts = [event.base, event.promotion, event.tip];
        let known = parts.iter().flatten().copied().reduce(|a, b| a + b);
        event.total.or(known)
    };
    let sums = amounts(events, paid);
    let sums = sums.iter().map(|(currency, values)| {
        let number = voice.format(values.iter().sum(), Format::number(2));
        format!("{number}\u{a0}{currency}")
    });
    let sums: Vec<String> = sums.collect();
    match sums.is_empty() {
        true => voice.say("messages-no-sum", args![]),
        false => sums.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::voices;
    use capstan_report::Lang;

    fn event(base: i64, tip: Option<i64>, order: Option<i64>) -> PayEvent {
        PayEvent {
            platform: Some("shipt".into()),
            start: "2020-08-24".parse().ok(),
            base: Some(base),
            tip,
            total: Some(base + tip.unwrap_or(0)),
            order_total: order,
            currency: "USD".parse().ok(),
            ..PayEvent::default()
        }
    }

    fn text(says: &[Say]) -> String {
        let voices = voices();
        let said = says.iter().map(|say| say.text(voices.of(Lang::En)));
        said.collect::<Vec<_>>().join("\n").replace('\u{a0}', " ")
    }

    /// The rows of the first calculator's tests.
    fn known() -> Vec<PayEvent> {
        let rows = [
            (12437, 1458, 0),
            (19205, 1940, 2500),
            (5600, 943, 0),
            (6944, 1021, 648),
            (6983, 1182, 500),
        ];
        let event = |&(order, base, tip): &(i64, i64, i64)| event(base, Some(tip), Some(order));
        rows.iter().map(event).collect()
    }

    #[test]
    fn figures_begin_with_the_first_job() {
        let voices = voices();
        let voice = voices.of(Lang::En);
        let one = text(&pay(&known()[..1], voice).expect("a rule"));
        assert!(one.contains("14.58 USD"), "{one}");
        assert!(one.contains("1 job"), "{one}");
        let all = text(&pay(&known(), voice).expect("a rule"));
        // (14.58 + 19.40 + 9.43 + 10.21 + 11.82) / 5 = 13.088
        assert!(all.contains("13.09 USD"), "{all}");
        let tips = text(&tips(&known(), voice));
        // 36.48 / 5, and 36.48 of 101.92.
        assert!(tips.contains("7.30 USD") && tips.contains("36 %"), "{tips}");
        assert_eq!(total(&known(), voice).replace('\u{a0}', " "), "101.92 USD");
    }

    #[test]
    fn defect_5_what_is_not_known_of_an_order_is_not_counted_against_the_rule() {
        let voices = voices();
        let voice = voices.of(Lang::En);
        let unknown = event(1458, Some(0), None);
        let said = text(&pay(&[unknown], voice).expect("a rule"));
        assert!(!said.to_lowercase().contains("cut"), "{said}");
        assert!(said.contains("14.58 USD"), "{said}");
    }

    #[test]
    fn without_a_job_or_a_rule_nothing_is_made_up() {
        let voices = voices();
        let voice = voices.of(Lang::En);
        assert_eq!(
            pay(&[], voice).expect("a rule"),
            [Say::key("messages-no-jobs")]
        );
        assert_eq!(tips(&[], voice), [Say::key("messages-no-tips")]);
        let other = PayEvent {
            platform: Some("elsewhere".into()),
            ..event(1458, None, Some(100))
        };
        assert_eq!(
            pay(std::slice::from_ref(&other), voice)
                .expect("a rule")
                .len(),
            1
        );
        assert_eq!(tips(&[other], voice), [Say::key("messages-no-tips")]);
    }
}
