//! Every job and every worker beside the rule, as tables. They are about
//! people, so they stay with who has the events: no report and no bundle holds
//! them.

use crate::audit::Question;
use crate::era::Era;
use crate::error::AuditError;
use crate::gap;
use crate::jobs::Jobs;
use crate::verdict::{Verdict, judge};
use capstan_data::pay::PayEvent;
use capstan_stats::stream::Stream;

/// The tables, as CSV.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// A line for each job: worker, day, what was paid, what the rule gives,
    /// the difference, whether it follows the rule, and whether its week was
    /// paid by it.
    pub jobs: String,
    /// A line for each worker with a counted job: how many, what was paid, what
    /// the rule gives, the relative change with its interval, and the verdict.
    pub workers: String,
}

/// The tables of an audit.
///
/// # Errors
/// If a table cannot be written.
pub fn detail(events: &[PayEvent], question: &Question) -> Result<Detail, AuditError> {
    let choices = &question.choices;
    let jobs = Jobs::new(events, &question.rule);
    let found = gap::gaps(&jobs, &question.rule, choices);
    let mut of_jobs = csv::Writer::from_writer(Vec::new());
    let head = "worker,day,paid,by_rule,difference,followed,by_rule_that_week";
    let mut rows: Vec<Vec<String>> = vec![head.split(',').map(str::to_owned).collect()];
    let epoch = jiff::civil::date(1970, 1, 1);
    for gap in &found.gaps {
        let day = gap.job.day.and_then(|d| jiff::Span::new().try_days(d).ok());
        let day = day.and_then(|d| epoch.checked_add(d).ok());
        rows.push(vec![
            jobs.workers[gap.job.worker].clone(),
            day.map_or_else(String::new, |d| d.to_string()),
            format!("{:.2}", gap.paid),
            format!("{:.5}", gap.by_rule),
            format!("{:.5}", gap.difference()),
            gap.followed.to_string(),
            (gap.era == Era::ByRule).to_string(),
        ]);
    }
    let jobs_text = table(&mut of_jobs, &rows)?;
    let stream = Stream::root(choices.seed);
    let head = "worker,jobs,paid,by_rule,change,low,high,verdict";
    let mut rows: Vec<Vec<String>> = vec![head.split(',').map(str::to_owned).collect()];
    for person in gap::people(&found.gaps, choices.jobs) {
        let name = &jobs.workers[person.worker];
        let judged = judge(&person, name, choices.margin, &stream);
        let limit = |of: fn(&capstan_stats::Interval) -> f64| {
            let limit = judged.interval.as_ref().map(of);
            limit.map_or_else(String::new, |x| format!("{x:.6}"))
        };
        let verdict = match judged.verdict {
            Verdict::Cut => "cut",
            Verdict::Gain => "gain",
            Verdict::NotClear => "not-clear",
        };
        rows.push(vec![
            name.clone(),
            person.gaps.len().to_string(),
            format!("{:.2}", person.paid),
            format!("{:.5}", person.by_rule),
            format!("{:.6}", judged.relative),
            limit(|i| i.low),
            limit(|i| i.high),
            verdict.to_owned(),
        ]);
    }
    let mut of_workers = csv::Writer::from_writer(Vec::new());
    Ok(Detail {
        jobs: jobs_text,
        workers: table(&mut of_workers, &rows)?,
    })
}

/// A text that a spreadsheet would take for a formula gets a mark before it.
fn safe(text: &str) -> String {
    let number = text.parse::<f64>().is_ok();
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !number {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

fn table(into: &mut csv::Writer<Vec<u8>>, rows: &[Vec<String>]) -> Result<String, AuditError> {
    let wrong = |why: String| AuditError::Bundle { why };
    for row in rows {
        into.write_record(row.iter().map(|text| safe(text)))
            .map_err(|e| wrong(e.to_string()))?;
    }
    into.flush().map_err(|e| wrong(e.to_string()))?;
    Ok(String::from_utf8_lossy(into.get_ref()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::tests::events;
    use crate::rule::Rule;

    /// The published orders: rule, gap and whether the old rule was kept.
    #[test]
    fn the_published_orders_line_by_line() {
        let rows = events(
            "=a,2020-08-24,,14.58,,0,,124.37\nb,2020-08-24,,19.40,,25,,192.05\nc,2020-08-24,,9.43,,0,,56.00\nd,2020-08-24,,10.21,,6.48,,69.44\ne,2020-08-24,,11.82,,5,,69.83",
        );
        let question = Question::about(Rule::find("shipt-2019").expect("a rule"));
        let found = detail(&rows, &question.expect("a question")).expect("tables");
        let lines: Vec<&str> = found.jobs.lines().collect();
        assert_eq!(
            lines[1..],
            [
                "'=a,2020-08-24,14.58,14.32775,0.25225,false,false",
                "b,2020-08-24,19.40,19.40375,-0.00375,true,true",
                "c,2020-08-24,9.43,9.20000,0.23000,false,false",
                "d,2020-08-24,10.21,10.20800,0.00200,true,true",
                "e,2020-08-24,11.82,10.23725,1.58275,false,false",
            ]
        );
        // One job alone has no interval, and its worker no clear verdict.
        let lines: Vec<&str> = found.workers.lines().collect();
        assert_eq!(lines[1], "'=a,1,14.58,14.32775,0.017606,,,not-clear");
        assert_eq!(lines.len(), 4);
    }
}
