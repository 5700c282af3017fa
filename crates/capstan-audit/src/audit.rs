//! From events and a rule to the audit.

use crate::apart;
use crate::behind::{Behind, Standing};
use crate::choices::{Choices, Records};
use crate::error::AuditError;
use crate::falsified::{breakdown, falsified};
use crate::gap::{self, Gap, Gaps, Person};
use crate::hold::Holding;
use crate::hourly::{self, Costs};
use crate::jobs::Jobs;
use crate::left::Reason;
use crate::needed::{self, Needed, Saying};
use crate::release::Held;
use crate::result::{
    Audit, DataNote, Headline, JobCounts, RatesNote, Recipe, RuleNote, Shown, WorkerCounts,
};
use crate::rule::{Kind, Quantity, Rates, Rule};
use crate::sensitivity::{variants, weights};
use crate::strata::Stratum;
use crate::{cells, era::Era, headline, opacity, sample, search, staggered, take, tips, when};
use capstan_data::pay::{self, PayEvent};
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::disclosure::{Limits, Withheld};
use capstan_stats::stream::Stream;

/// What an audit is made of, beside the events.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The rule.
    pub rule: Rule,
    /// The choices.
    pub choices: Choices,
    /// What a mile costs.
    pub mileage: Option<Rates>,
    /// The least an hour must be paid.
    pub wage: Option<Rates>,
    /// Where jobs were that do not say it in a form the rates know, as in ISO
    /// 3166-2.
    pub place: String,
    /// How many workers there are in all, if that is known.
    pub roster: Option<usize>,
    /// What is held back, since something was shown before that it could be
    /// taken away from.
    pub held: Held,
    /// All workers by place and by the year of their first job, if that is
    /// known.
    pub population: Vec<Stratum>,
}

impl Question {
    /// About a rule, with the usual choices; costs and wages of the United
    /// States if the rule pays in their currency.
    ///
    /// # Errors
    /// If a table of rates that comes with Capstan cannot be used.
    pub fn about(rule: Rule) -> Result<Self, AuditError> {
        let table = |name: &str| -> Result<Option<Rates>, AuditError> {
            let table = Rates::find(name)?;
            Ok((table.currency == rule.currency).then_some(table))
        };
        Ok(Self {
            choices: Choices::usual(rule.tolerance),
            mileage: table("us-irs-mileage")?,
            wage: table("us-minimum-wage")?,
            place: "US".into(),
            roster: None,
            held: Held::default(),
            population: Vec::new(),
            rule,
        })
    }
}

/// The content hash of events.
///
/// # Errors
/// If an event has an amount and no currency.
pub fn hash(events: &[PayEvent]) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    pay::write(events, &mut bytes)?;
    Ok(blake3::hash(&bytes).to_hex().to_string())
}

/// Audits `events`, which were read from `file`.
///
/// # Errors
/// If a choice makes no sense, or no job has what the rule asks for.
pub fn audit(events: &[PayEvent], file: &str, question: &Question) -> Result<Audit, AuditError> {
    let Question { rule, choices, .. } = question;
    choices.check()?;
    let jobs = Jobs::new(events, rule);
    let found = gap::gaps(&jobs, rule, choices);
    if found.gaps.is_empty() {
        return Err(no_jobs(file, &jobs, &found, rule));
    }
    let data_hash = hash(events).map_err(|why| AuditError::NoJobs {
        file: file.to_owned(),
        fields: "currency".into(),
        events: events.len(),
        rule: rule.name.clone(),
        why: why.to_string(),
    })?;
    let stream = Stream::root(choices.seed);
    let limits = &choices.limits;
    let mut people = gap::people(&found.gaps, choices.jobs);
    let with_jobs = people.len();
    people.retain(|p| p.gaps.len() >= choices.min_jobs);
    let mut hold = Holding::new(&question.held, limits);
    let group = hold.may(Shown::Headline, limits.why_not_count(people.len()));
    let needed = limits.turnover;
    let before = question.held.figures.contains(&Shown::Promotions);
    let promotions = match headline::promotions(&found, &people, &jobs, limits) {
        Ok(_) if before => Err(Withheld::Unchanged { needed }),
        found => found,
    };
    if let (true, Err(why)) = (group, &promotions) {
        hold.may(Shown::Promotions, Some(why.clone()));
    }
    let draws = weights(people.len(), choices);
    let headline = group
        .then(|| headline::headline(&found, &people, &jobs, question, &draws, &mut hold))
        .flatten();
    let ways = apart::ways(rule, choices, &jobs);
    if let (true, Err(why)) = (group, apart::apart(rule, choices, &jobs)) {
        hold.may(Shown::ChangeApart, Some(why));
    }
    // Who stands behind figures matters here only where they have parts.
    let standing = (!ways.is_empty()).then(|| Standing::new(&jobs, &people, &ways, &stream));
    let of_way = |record: Records| match ways.iter().find(|way| way.record == record) {
        Some(way) => &way.people,
        None => &people,
    };
    let costs = Costs {
        mileage: question.mileage.as_ref(),
        wage: question.wage.as_ref(),
        place: &question.place,
        cap: choices.cap,
    };
    let asked = (choices.draws, limits);
    let behind = |of: fn(&Standing) -> &Behind| standing.as_ref().map(of);
    let drawn = |n: usize| UserWeights::new(&stream.child("search draws"), n, choices.draws);
    let figures = [Shown::Hourly, Shown::HourlyApart];
    let (hourly, hourly_apart) = hold.with_parts(figures, behind(|s| &s.hourly), |record| {
        let stream = stream.child(record.name());
        hourly::released(&jobs.of_way(record), &costs, asked, &stream)
    });
    let (mut tips, mut opacity, mut found_rule) = (None, None, None);
    let (mut tips_apart, mut opacity_apart, mut found_apart) = (vec![], vec![], vec![]);
    if group {
        let names = &jobs.workers;
        let figures = [Shown::Tips, Shown::TipsApart];
        (tips, tips_apart) = hold.with_parts(figures, behind(|s| &s.tips), |record| {
            let people = of_way(record);
            tips::tips(people, choices.cap, limits, &weights(people.len(), choices)).map(Some)
        });
        let figures = [Shown::Opacity, Shown::OpacityApart];
        (opacity, opacity_apart) = hold.with_parts(figures, behind(|s| &s.opacity), |record| {
            let people = of_way(record);
            let draws = weights(people.len(), choices);
            opacity::opacity(people, names, (choices.cap, limits), &draws, &stream)
        });
        let figures = [Shown::Search, Shown::SearchApart];
        (found_rule, found_apart) = hold.with_parts(figures, behind(|s| &s.search), |record| {
            let asked = (choices.tolerance, choices.cap, limits);
            let found = search::search(of_way(record), names, asked, drawn, &stream);
            // A rule that gives jobs of too few says nothing about a part.
            match record {
                Records::All => found,
                _ => Ok(found.unwrap_or_default()),
            }
        });
    }
    let beside: Vec<usize> = found.gaps.iter().map(|g| g.job.worker).collect();
    let beside = beside.chunk_by(|a, b| a == b).count();
    let changed = (rule.kind == Kind::Paid)
        .then(|| when::change(&found.gaps))
        .flatten()
        .filter(|_| hold.may(Shown::Changed, limits.why_not_count(beside)));
    let mut take = match rule.uses().contains(&Quantity::OrderTotal) {
        // What customers of a shop pay is the shop's; only a ride's price is
        // what the platform takes in.
        true => Vec::new(),
        false => take::take(&jobs, choices.cap, choices.draws, &stream),
    };
    take.retain(|t| {
        let why = take::why_not(&jobs, t.record, choices.cap, limits);
        hold.may(Shown::Take, why)
    });
    let places = group && hold.may(Shown::Places, None);
    let (left_out, tells) = found.left_out.told(limits);
    let counted: usize = people.iter().map(|p| p.gaps.len()).sum();
    let of_era = |era: Era| found.gaps.iter().filter(|g| g.era == era).count();
    let changes: Vec<f64> = people.iter().map(Person::relative).collect();
    let told = |of: fn(&Headline) -> bool| headline.as_ref().is_some_and(of);
    let mean = told(|h| h.averages.worker_mean.is_some());
    let totals = told(|h| h.paid.is_some());
    let mut falsified = shown(group, || falsified(&people, choices.margin, limits));
    for one in &mut falsified {
        one.worker_mean = one.worker_mean.filter(|_| mean);
        one.of_pay = one.of_pay.filter(|_| totals);
    }
    Ok(Audit {
        audit: "pay".into(),
        capstan: env!("CARGO_PKG_VERSION").into(),
        recipe: recipe(question, file, data_hash, events, tells),
        jobs: JobCounts {
            left_out,
            beside_rule: found.gaps.len(),
            by_rule: of_era(Era::ByRule),
            changed: of_era(Era::Changed),
            counted,
            doubted: count(&found, limits, |g| g.job.doubted),
            picked: count(&found, limits, |g| {
                g.job.record == Some(pay::Record::Picked)
            }),
            followed: found.rates,
        },
        workers: WorkerCounts {
            all: jobs.workers.len(),
            with_jobs,
            counted: people.len(),
        },
        needed: match &headline {
            Some(h) => needed::needed(&h.share, &h.averages),
            None => vec![Needed {
                saying: Saying::Anything,
                more: Some(limits.people.saturating_sub(people.len())),
            }],
        },
        headline,
        sensitivity: shown(group, || {
            let (held, why) = (&question.held.choices, promotions.as_ref().err());
            variants(&jobs, rule, choices, held, why)
        }),
        falsified,
        turned_by: mean.then(|| breakdown(&changes, 0.0)).flatten(),
        changed,
        // By month they are finer than the figures by place.
        staggered: (rule.kind == Kind::Paid && places)
            .then(|| {
                let draws = |n| UserWeights::new(&stream.child("staggered"), n, choices.draws);
                staggered::staggered(&found.gaps, &jobs.workers, limits, draws)
            })
            .flatten(),
        promotions: promotions.ok().filter(|_| group).unwrap_or_default(),
        tips,
        tips_apart,
        opacity,
        opacity_apart,
        found: found_rule,
        found_apart,
        hourly,
        hourly_apart,
        take,
        places: shown(places, || {
            let mut cells = cells::by_place(&people, &ways, choices.margin, limits);
            if !hold.is_shown(Shown::OfPay) {
                cells.iter_mut().for_each(cells::Cell::without_pay);
            }
            cells
        }),
        withheld: hold.withheld,
    })
}

fn shown<T>(whether: bool, what: impl FnOnce() -> Vec<T>) -> Vec<T> {
    if whether { what() } else { Vec::new() }
}

/// How many jobs beside the rule are such, unless they are of few workers.
fn count(found: &Gaps<'_>, limits: &Limits, such: fn(&Gap<'_>) -> bool) -> Option<usize> {
    let these: Vec<usize> = (found.gaps.iter().filter(|g| such(g)))
        .map(|g| g.job.worker)
        .collect();
    let workers = these.chunk_by(|a, b| a == b).count();
    (workers == 0 || limits.why_not_count(workers).is_none()).then_some(these.len())
}

fn no_jobs(file: &str, jobs: &Jobs, found: &Gaps<'_>, rule: &Rule) -> AuditError {
    let reasons = [
        ("of another platform", Reason::OtherPlatform),
        ("in another currency", Reason::OtherCurrency),
        ("with an amount below zero", Reason::Negative),
        ("twice", Reason::Twice),
        ("without base pay", Reason::NoPay),
        ("without what the rule asks for", Reason::NoQuantity),
    ];
    let said: Vec<String> = (reasons.into_iter())
        .map(|(what, reason)| (what, found.left_out.of(reason)))
        .filter(|(_, n)| *n > 0)
        .map(|(what, n)| format!("{n} {what}"))
        .collect();
    let mut fields = vec!["base"];
    fields.extend(rule.uses().iter().map(|q| q.fields()));
    AuditError::NoJobs {
        file: file.to_owned(),
        fields: fields.join(", "),
        events: jobs.events,
        rule: rule.name.clone(),
        why: said.join(", "),
    }
}

fn recipe(
    question: &Question,
    file: &str,
    hash: String,
    events: &[PayEvent],
    tells: bool,
) -> Recipe {
    let rule = &question.rule;
    let of = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
    let rates = |rates: &Option<Rates>| {
        rates.as_ref().map(|r| RatesNote {
            name: r.name.clone(),
            version: r.version,
            title: r.title.clone(),
            hash: of(&r.text),
            file: r.text.clone(),
        })
    };
    Recipe {
        rule: RuleNote {
            name: rule.name.clone(),
            version: rule.version,
            kind: rule.kind,
            title: rule.title.clone(),
            formula: rule.formula.clone(),
            currency: rule.currency.clone(),
            source: rule.source.clone(),
            hash: of(&rule.text),
            file: rule.text.clone(),
        },
        data: DataNote {
            file: file.to_owned(),
            hash,
            events: tells.then_some(events.len()),
            made_up: events
                .iter()
                .all(|e| e.source.as_deref() == Some(sample::SOURCE)),
        },
        choices: question.choices.clone(),
        mileage: rates(&question.mileage),
        wage: rates(&question.wage),
        place: question.place.clone(),
        roster: question.roster,
        held: question.held.clone(),
        population: question.population.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Spec, events};
    use crate::tips::Tips;

    fn question() -> Question {
        Question::about(Rule::find("shipt-2019").expect("a rule")).expect("a question")
    }

    fn made(spec: &Spec) -> Audit {
        audit(&events(spec, 1), "events.csv", &question()).expect("an audit")
    }

    #[test]
    fn the_sample_is_audited_whole() {
        let found = made(&Spec::default());
        assert_eq!(found.workers.all, 94);
        let headline = found.headline.expect("a headline");
        let counts = headline.verdicts;
        assert_eq!(
            counts.cut + counts.gain + counts.not_clear,
            found.workers.counted
        );
        assert_eq!(headline.share.of, found.workers.counted);
        assert!(found.withheld.is_empty(), "{:?}", found.withheld);
        assert_eq!(found.changed.as_ref().map(|c| &*c.day), Some("2020-06-04"));
        let jobs = found.jobs;
        assert_eq!(jobs.beside_rule, jobs.by_rule + jobs.changed);
        assert!(jobs.followed[0] > 0.97 && jobs.followed[1] < 0.05);
        assert!(found.tips.is_some() && found.opacity.is_some() && found.hourly.is_some());
        assert!(found.places.len() > 1 && found.take.is_empty());
        let text = found.to_json();
        let again: Audit = serde_json::from_str(&text).expect("an audit");
        assert_eq!(
            (&again.recipe, again.workers),
            (&found.recipe, found.workers)
        );
        assert!(!text.contains("w001"), "a pseudonym is in the file");
    }

    #[test]
    fn the_order_of_rows_changes_nothing_but_the_hash() {
        let spec = Spec {
            workers: 15,
            ..Spec::default()
        };
        let mut rows = events(&spec, 1);
        let one = audit(&rows, "a.csv", &question()).expect("an audit");
        let workers = |e: &PayEvent| e.worker.clone();
        rows.sort_by_key(|e| std::cmp::Reverse(workers(e)));
        let mut two = audit(&rows, "a.csv", &question()).expect("an audit");
        assert_ne!(one.recipe.data.hash, two.recipe.data.hash);
        two.recipe.data.hash.clone_from(&one.recipe.data.hash);
        assert_eq!(one, two);
    }

    #[test]
    fn few_workers_are_not_shown() {
        let found = made(&Spec {
            workers: 8,
            ..Spec::default()
        });
        assert_eq!((found.headline, found.tips), (None, None));
        assert!(found.sensitivity.is_empty() && found.falsified.is_empty());
        assert!(found.places.is_empty() && found.turned_by.is_none());
        assert_eq!(
            (found.opacity.is_none(), found.hourly.is_none()),
            (true, true)
        );
        assert!(matches!(
            found.why_not(Shown::Headline),
            Some(Withheld::TooFew { needed: 10, .. })
        ));
        assert_eq!(found.needed[0].saying, Saying::Anything);
    }

    /// The sample with the jobs of every second worker picked, with one rule for
    /// all pay after the change.
    fn two_ways() -> Vec<PayEvent> {
        let spec = Spec {
            between: 0.0,
            within: 0.0,
            ..Spec::default()
        };
        let mut rows = events(&spec, 1);
        for row in &mut rows {
            let number: u32 = row.worker[1..].parse().expect("a number");
            row.record = Some(match number % 2 {
                0 => pay::Record::Picked,
                _ => pay::Record::FullLog,
            });
        }
        rows
    }

    #[test]
    fn every_figure_is_split_by_whole_logs_and_picked_jobs() {
        let rows = two_ways();
        let found = audit(&rows, "e.csv", &question()).expect("an audit");
        assert!(found.withheld.is_empty(), "{:?}", found.withheld);
        let both = [Records::FullLog, Records::Picked];
        macro_rules! ways {
            ($parts:expr) => {
                assert_eq!($parts.iter().map(|p| p.record).collect::<Vec<_>>(), both);
            };
        }
        ways!(found.tips_apart);
        ways!(found.opacity_apart);
        ways!(found.found_apart);
        ways!(found.hourly_apart);
        ways!(found.places[0].apart);
        // Nobody has jobs of both, so parts are those of the whole.
        let sum = |of: fn(&Tips) -> usize| {
            found
                .tips_apart
                .iter()
                .map(|p| of(&p.figure))
                .sum::<usize>()
        };
        let whole = found.tips.expect("tips");
        assert_eq!(
            (sum(|t| t.jobs), sum(|t| t.workers)),
            (whole.jobs, whole.workers)
        );
        // A part is what an audit of it alone finds.
        let alone: Vec<PayEvent> = (rows.iter())
            .filter(|e| e.record == Some(pay::Record::Picked))
            .cloned()
            .collect();
        let alone = audit(&alone, "e.csv", &question()).expect("an audit");
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} {b}");
        let tips = |tips: &Tips| tips.share.expect("a share").value;
        near(
            tips(&alone.tips.expect("tips")),
            tips(&found.tips_apart[1].figure),
        );
        let slope = |tips: &Tips| tips.substitution.expect("a slope").value;
        near(
            slope(&alone.tips.expect("tips")),
            slope(&found.tips_apart[1].figure),
        );
        let picked = &found.found_apart[1].figure;
        let rule = alone.found.expect("a rule");
        assert_eq!((&rule.formula, rule.jobs), (&picked.formula, picked.jobs));
        near(
            alone.opacity.expect("opacity").typical_miss,
            found.opacity_apart[1].figure.typical_miss,
        );
    }

    #[test]
    fn a_roster_bounds_the_share_of_all() {
        let mut question = question();
        question.roster = Some(200);
        let found = audit(&events(&Spec::default(), 1), "e", &question).expect("an audit");
        let headline = found.headline.expect("a headline");
        let (cut, of) = (headline.share.cut as f64, headline.share.of as f64);
        assert_eq!(
            headline.of_all,
            Some([cut / 200.0, (cut + 200.0 - of) / 200.0])
        );
    }

    #[test]
    fn nothing_to_audit_is_said_with_the_reasons() {
        let mut rows = events(
            &Spec {
                workers: 2,
                ..Spec::default()
            },
            1,
        );
        for row in &mut rows {
            row.order_total = None;
        }
        rows[0].platform = Some("other".into());
        let error = audit(&rows, "e.csv", &question())
            .expect_err("no jobs")
            .to_string();
        assert!(
            error.starts_with("e.csv, fields base, order_total: found no job of the"),
            "{error}"
        );
        assert!(error.contains("1 of another platform, "), "{error}");
        assert!(error.contains("without what the rule asks for"), "{error}");
    }
}
