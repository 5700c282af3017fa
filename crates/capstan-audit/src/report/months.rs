//! A worker's own months as a figure with its table, for their own page.

use super::words;
use crate::months::Month;
use crate::rule::Rule;
use capstan_report::{
    Cell, Column, Effect, Effects, Figure, Format, Lang, Picture, Table, Voice, args,
};

/// The name of the figure and of its downloads.
const NAME: &str = "months";

/// The months of a worker beside `rule`: the change with its interval where two
/// jobs or more tell one, and all months in the table. Nothing without months.
pub fn months(months: &[Month], rule: &Rule, lang: Lang) -> Option<Picture> {
    let voice = Voice::own(lang, &[words()]);
    let less = months.iter().filter(|m| m.paid < m.by_rule).count();
    let of = months.len();
    let title = match (less, of) {
        (_, 0) => return None,
        (0, _) => voice.say("months-none-less", args![]),
        _ => voice.say("months-less", args![less = less, of = of]),
    };
    let name = |month: &Month| match &month.month {
        None => voice.say("months-no-day", args![]),
        Some(month) => month.clone(),
    };
    let money = Format::number(2);
    let caption = voice.say("months-caption", args![currency = rule.currency.as_str()]);
    let head = |key: &str| voice.say(key, args![]);
    let mut data = Table::new(
        caption.clone(),
        vec![
            Column::new("month", head("head-month")),
            Column::new("jobs", head("head-jobs")),
            Column::new("paid", head("head-paid")),
            Column::new("by_rule", head("head-by-rule")),
            Column::new("change", head("head-change")),
        ],
    );
    let mut rows = Vec::new();
    for month in months {
        let label = name(month);
        data.push(vec![
            Cell::text(label.clone()),
            Cell::Number(month.jobs as f64, Format::number(0)),
            Cell::Number(month.paid, money),
            Cell::Number(month.by_rule, money),
            match month.change {
                Some(change) => Cell::Change(change, Format::percent(0).signed()),
                None => Cell::refused(head("own-unsure")),
            },
        ]);
        rows.extend(month.change.map(|value| Effect { label, value }));
    }
    Some(Picture {
        name: NAME.into(),
        figure: Figure::Effects(Effects {
            description: title.clone(),
            title,
            x_label: voice.say("axis-change", args![]),
            format: Format::percent(0).signed(),
            rows,
        }),
        caption,
        data,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_report::Size;
    use capstan_stats::interval::Interval;

    #[test]
    fn one_job_stands_in_the_table_and_two_in_the_figure() {
        let month = |month: u8, jobs, paid, change| Month {
            month: Some(format!("2020-{month:02}")),
            jobs,
            paid,
            by_rule: 25.0,
            change,
        };
        let rule = Rule::find("shipt-2019").expect("a rule");
        let change = Some(Interval::around(-0.2, 0.1));
        let all = [month(8, 1, 26.0, None), month(9, 2, 20.0, change)];
        for lang in Lang::ALL {
            assert_eq!(months(&[], &rule, lang), None);
            let found = months(&all, &rule, lang).expect("a figure");
            let Figure::Effects(figure) = &found.figure else {
                panic!("effects")
            };
            let labels: Vec<&str> = figure.rows.iter().map(|r| r.label.as_str()).collect();
            assert_eq!(labels, ["2020-09"]);
            assert!(figure.title.contains('1') && figure.title.contains('2'));
            assert_eq!(found.data.rows.len(), 2);
            let voice = Voice::own(lang, &[words()]);
            let drawn = found.figure.draw(&voice, Size::Narrow, NAME).file();
            assert!(!drawn.contains("NaN"), "{drawn}");
            // With nothing in the figure there is still something to draw.
            let one = months(&all[..1], &rule, lang).expect("a figure");
            let drawn = one.figure.draw(&voice, Size::Narrow, NAME).file();
            assert!(!drawn.contains("NaN"), "{drawn}");
        }
    }
}
