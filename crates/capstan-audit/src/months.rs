//! One worker's own jobs beside the rule, month by month, for that worker
//! alone.

use crate::audit::Question;
use crate::choices::Which;
use crate::gap::{self, Gap, Person};
use crate::jobs::Jobs;
use crate::verdict::judge;
use capstan_data::pay::PayEvent;
use capstan_stats::interval::Interval;
use capstan_stats::stream::Stream;
use jiff::civil::date;
use serde::Serialize;

/// A month of one worker; amounts in major units.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Month {
    /// The month, as in 2020-09; nothing for jobs whose day is not known.
    pub month: Option<String>,
    /// How many jobs the rule was put beside.
    pub jobs: usize,
    /// What was paid for them, without tips.
    pub paid: f64,
    /// What the rule gives for them.
    pub by_rule: f64,
    /// The relative change with its interval; none of one job alone, or where
    /// the rule gives nothing.
    pub change: Option<Interval>,
}

/// The months of the worker of `events`, in order; also those that were paid by
/// the rule. Events of others among them are passed over.
pub fn months(events: &[PayEvent], worker: &str, question: &Question) -> Vec<Month> {
    let mine: Vec<PayEvent> = (events.iter())
        .filter(|e| e.worker == worker)
        .cloned()
        .collect();
    let jobs = Jobs::new(&mine, &question.rule);
    let found = gap::gaps(&jobs, &question.rule, &question.choices);
    let people = gap::people(&found.gaps, Which::All);
    let Some(person) = people.first() else {
        return Vec::new();
    };
    let mut dated: Vec<(Option<String>, Gap<'_>)> = (person.gaps.iter())
        .map(|gap| (gap.job.day.and_then(month), *gap))
        .collect();
    dated.sort_by(|a, b| a.0.cmp(&b.0));
    let stream = Stream::root(question.choices.seed);
    (dated.chunk_by(|a, b| a.0 == b.0))
        .map(|part| {
            let gaps: Vec<Gap<'_>> = part.iter().map(|(_, gap)| *gap).collect();
            let sum = |f: fn(&Gap<'_>) -> f64| gaps.iter().map(f).sum::<f64>();
            let (paid, by_rule) = (sum(|g| g.paid), sum(|g| g.by_rule));
            let jobs = gaps.len();
            let of = Person {
                worker: 0,
                gaps,
                paid,
                by_rule,
            };
            let judged = (by_rule > 0.0)
                .then(|| judge(&of, worker, question.choices.margin, &stream).interval);
            Month {
                month: part[0].0.clone(),
                jobs,
                paid,
                by_rule,
                change: judged.flatten(),
            }
        })
        .collect()
}

/// The month of a day since 1970.
fn month(day: i32) -> Option<String> {
    let span = jiff::Span::new().try_days(day).ok()?;
    let day = date(1970, 1, 1).checked_add(span).ok()?;
    Some(format!("{:04}-{:02}", day.year(), day.month()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::tests::events;
    use crate::rule::Rule;

    #[test]
    fn months_stand_by_themselves_and_others_are_passed_over() {
        let rows = events(
            "a,2020-08-24,,9,,2,11,100\na,2020-09-01,,12.5,,,,100\na,2020-09-30,,11,,,,100\n\
             b,2020-09-02,,1,,,1,100\na,,,8,,,,100",
        );
        let question = Question::about(Rule::find("shipt-2019").expect("a rule"));
        let found = months(&rows, "a", &question.expect("a question"));
        let said: Vec<_> = (found.iter())
            .map(|m| (m.month.as_deref(), m.jobs, m.paid, m.by_rule))
            .collect();
        assert_eq!(
            said,
            [
                (None, 1, 8.0, 12.5),
                (Some("2020-08"), 1, 9.0, 12.5),
                (Some("2020-09"), 2, 23.5, 25.0),
            ]
        );
        assert!(found[1].change.is_none() && found[2].change.is_some());
    }
}
