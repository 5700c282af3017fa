//! A worker's own figures in sentences, for their own page and for messages.

use super::{tables, words};
use crate::hourly::Hour;
use crate::own::Own;
use crate::rule::Rule;
use crate::verdict::Verdict;
use capstan_report::{Format, Lang, Table, Voice, args};
use capstan_stats::interval::Interval;

/// What a worker is told about their own jobs beside `rule`, a sentence or two
/// each; from the first job on.
pub fn own(own: &Own, rule: &Rule, lang: Lang) -> Vec<String> {
    let teller = Teller {
        voice: Voice::own(lang, &[words()]),
        currency: &rule.currency,
    };
    let title = match lang {
        Lang::En => rule.title.en.as_str(),
        Lang::Es => rule.title.es.as_str(),
    };
    let say = &teller.voice;
    let mut out = Vec::new();
    if own.jobs == 0 {
        out.push(say.say("own-none", args![]));
    } else {
        out.push(say.say("own-jobs", args![jobs = own.jobs, rule = title]));
    }
    if own.left_out > 0 {
        out.push(say.say("own-left-out", args![n = own.left_out]));
    }
    if own.by_rule_jobs > 0 {
        out.push(say.say("own-by-rule", args![n = own.by_rule_jobs]));
    }
    if let Some(verdict) = own.verdict {
        out.extend(teller.change(own, verdict));
    }
    if let Some(tip) = own.tip {
        let range = teller.range(own.tip_range, &Teller::money);
        let tip = teller.money(tip);
        out.push(say.say("own-tip", args![tip = tip, n = own.tipped, range = range]));
    }
    let hours = || own.hourly.iter().flat_map(|h| &h.pay).filter(|h| !h.online);
    let tips = hours().any(|h| h.tips && h.value.is_some());
    for hour in hours().filter(|h| h.tips == tips) {
        out.extend(teller.hour(hour));
    }
    out
}

/// What an hour brought a worker, under every definition; nothing where the
/// times of no job are known.
pub fn own_hours(own: &Own, rule: &Rule, lang: Lang) -> Option<Table> {
    let voice = Voice::own(lang, &[words()]);
    let hourly = own.hourly.as_ref()?;
    let caption = voice.say("own-hours", args![currency = rule.currency.as_str()]);
    Some(tables::hours(&voice, caption, hourly))
}

struct Teller<'a> {
    voice: Voice,
    currency: &'a str,
}

impl Teller<'_> {
    fn money(&self, amount: f64) -> String {
        let number = self.voice.format(amount, Format::number(2));
        format!("{number}\u{a0}{}", self.currency)
    }

    fn percent(&self, share: f64) -> String {
        self.voice.percent(share, 0)
    }

    /// An interval in words, or that there is none yet.
    fn range(&self, i: Option<Interval>, write: &dyn Fn(&Self, f64) -> String) -> String {
        let Some(i) = i else {
            return self.voice.say("own-unsure", args![]);
        };
        let (low, high) = (write(self, i.low), write(self, i.high));
        self.voice
            .say("range-between", args![low = low, high = high])
    }

    fn change(&self, own: &Own, verdict: Verdict) -> Vec<String> {
        let (paid, by_rule) = (self.money(own.paid), self.money(own.by_rule));
        let followed = own.by_rule_jobs;
        let paid = self.voice.say(
            "own-paid",
            args![followed = followed, paid = paid, by_rule = by_rule],
        );
        let relative = (own.paid - own.by_rule) / own.by_rule;
        let turned = own.change.map(|i| match relative < 0.0 {
            true => Interval {
                value: -i.value,
                low: -i.high,
                high: -i.low,
            },
            false => i,
        });
        let range = self.range(turned, &Self::percent);
        let amount = self.percent(relative.abs());
        vec![
            paid,
            match verdict {
                Verdict::Cut => self
                    .voice
                    .say("own-cut", args![amount = amount, range = range]),
                Verdict::Gain => self
                    .voice
                    .say("own-gain", args![amount = amount, range = range]),
                Verdict::NotClear => {
                    let range = self.range(own.change, &Self::percent);
                    self.voice.say("own-not-clear", args![range = range])
                }
            },
        ]
    }

    fn hour(&self, hour: &Hour) -> Option<String> {
        let pay = self.money(hour.value?);
        let range = self.range(hour.pay, &Self::money);
        let tips = if hour.tips { "with" } else { "without" };
        Some(match hour.net {
            true => self
                .voice
                .say("own-hour-net", args![pay = pay, range = range]),
            false => self.voice.say(
                "own-hour-gross",
                args![pay = pay, range = range, tips = tips],
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Question;
    use crate::jobs::tests::events;

    fn told(lines: &str, lang: Lang) -> String {
        let rule = Rule::find("shipt-2019").expect("a rule");
        let question = Question::about(rule.clone()).expect("a question");
        let own = crate::own::own(&events(lines), "a", &question);
        super::own(&own, &rule, lang)
            .join(" ")
            .replace('\u{a0}', " ")
    }

    #[test]
    fn from_the_first_job_on() {
        let text = told("a,2020-08-24,,9,,2,11,100", Lang::En);
        for words in [
            "1 of your jobs could be put beside the old pay rule of Shipt",
            "For them you were paid 9.00 USD, and the rule gives 12.50 USD.",
            "not clear yet",
            "Your tips were 2.00 USD on average (1 job)",
            "one alone does not say how sure that is",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        let none = told("a,2020-08-24,,9,,2,11,", Lang::En);
        assert!(none.starts_with("None of your jobs"), "{none}");
        assert!(none.contains("1 job was left out"), "{none}");
    }

    #[test]
    fn a_clear_cut_is_said_with_its_interval() {
        let lines: Vec<String> = (1..21)
            .map(|n| {
                format!(
                    "a,2020-08-{n:02}T12:00,2020-08-{n:02}T12:30,{},,,,100",
                    8 + n % 3
                )
            })
            .collect();
        let text = told(&lines.join("\n"), Lang::En);
        assert!(text.contains("You were cut by 28 %: between 2"), "{text}");
        assert!(
            text.contains(
                "An hour on jobs brought you 18.10 USD without tips, before the costs of driving: between"
            ),
            "{text}"
        );
        let spanish = told(&lines.join("\n"), Lang::Es);
        assert!(spanish.contains("28 %"), "{spanish}");
    }

    #[test]
    fn hours_stand_under_every_definition() {
        let rule = Rule::find("shipt-2019").expect("a rule");
        let question = Question::about(rule.clone()).expect("a question");
        let hours = |lines: &str| {
            let own = crate::own::own(&events(lines), "a", &question);
            own_hours(&own, &rule, Lang::En)
        };
        assert_eq!(hours("a,2020-08-24,,9,,2,11,100"), None);
        // Two jobs of half an hour, with half an hour between them.
        let table = hours(
            "a,2020-08-24T12:00,2020-08-24T12:30,9,,2,,100\na,2020-08-24T13:00,2020-08-24T13:30,9,,2,,100",
        );
        let csv = table.expect("a table").csv();
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines[1], "\"on jobs, before costs\",22,18");
        assert!(
            lines[3].starts_with("\"with waiting, before costs\",14.6"),
            "{csv}"
        );
    }
}
