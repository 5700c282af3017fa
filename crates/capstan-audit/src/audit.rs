//! From events and a rule to the audit.

use crate::average::{averages, reweighted};
use crate::choices::{Choices, Which};
use crate::error::AuditError;
use crate::falsified::{breakdown, falsified};
use crate::gap::{self, Gaps, Person};
use crate::hourly::{self, Costs, hourly};
use crate::jobs::Jobs;
use crate::needed::{Needed, Saying, needed};
use crate::release::Held;
use crate::result::{
    Audit, DataNote, Headline, JobCounts, NotShown, RatesNote, Recipe, RuleNote, Shown,
    WorkerCounts,
};
use crate::rule::{Kind, Quantity, Rates, Rule};
use crate::sensitivity::{apart, releasable, variants, weights};
use crate::share::share_cut;
use crate::strata::{self, Stratum};
use crate::verdict::{Counts, judge};
use crate::{cells, era::Era, opacity, sample, search, staggered, take, tips, when};
use capstan_data::pay::{self, PayEvent};
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::disclosure::Withheld;
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
    let mut withheld = Vec::new();
    let mut hold = |figure: Shown, reason: Option<Withheld>| {
        let before = question.held.figures.contains(&figure);
        let needed = limits.turnover;
        let reason = reason.or(before.then_some(Withheld::Unchanged { needed }));
        let shown = reason.is_none();
        withheld.extend(reason.map(|reason| NotShown { figure, reason }));
        shown
    };
    let group = hold(Shown::Headline, limits.why_not_count(people.len()));
    let draws = weights(people.len(), choices);
    let of_pay = group && hold(Shown::OfPay, releasable(&people, choices.cap, limits));
    let headline = group
        .then(|| headline(&found, &people, &jobs, question, &draws, of_pay))
        .flatten();
    let tips = group
        .then(|| tips::tips(&people, choices.cap, &draws))
        .filter(|t| hold(Shown::Tips, limits.why_not_count(t.workers)));
    let beside: Vec<usize> = found.gaps.iter().map(|g| g.job.worker).collect();
    let beside = beside.chunk_by(|a, b| a == b).count();
    let changed = (rule.kind == Kind::Paid)
        .then(|| when::change(&found.gaps))
        .flatten()
        .filter(|_| hold(Shown::Changed, limits.why_not_count(beside)));
    let costs = Costs {
        mileage: question.mileage.as_ref(),
        wage: question.wage.as_ref(),
        place: &question.place,
        cap: choices.cap,
    };
    let hourly = hourly(&jobs, &costs, choices.draws, &stream)
        .filter(|h| hold(Shown::Hourly, limits.why_not_count(h.workers)));
    let mut hourly_of = match hourly {
        Some(_) => hourly::by_record(&jobs, &costs, (choices.draws, limits), &stream),
        None => Ok(Vec::new()),
    };
    if !hourly_of.as_ref().is_ok_and(Vec::is_empty) {
        let why = hourly_of.as_ref().err().cloned();
        if !hold(Shown::HourlyApart, why) {
            hourly_of = Ok(Vec::new());
        }
    }
    if let (true, Err(why)) = (group, apart(rule, choices, &jobs)) {
        hold(Shown::ChangeApart, Some(why));
    }
    let mut take = match rule.uses().contains(&Quantity::OrderTotal) {
        // What customers of a shop pay is the shop's; only a ride's price is
        // what the platform takes in.
        true => Vec::new(),
        false => take::take(&jobs, choices.cap, choices.draws, &stream),
    };
    take.retain(|t| hold(Shown::Take, limits.why_not_count(t.workers)));
    let places = group && hold(Shown::Places, None);
    let counted: usize = people.iter().map(|p| p.gaps.len()).sum();
    let of_era = |era: Era| found.gaps.iter().filter(|g| g.era == era).count();
    let changes: Vec<f64> = people.iter().map(Person::relative).collect();
    Ok(Audit {
        audit: "pay".into(),
        capstan: env!("CARGO_PKG_VERSION").into(),
        recipe: recipe(question, file, data_hash, events),
        jobs: JobCounts {
            left_out: found.left_out,
            beside_rule: found.gaps.len(),
            by_rule: of_era(Era::ByRule),
            changed: of_era(Era::Changed),
            counted,
            doubted: found.gaps.iter().filter(|g| g.job.doubted).count(),
            picked: (found.gaps.iter())
                .filter(|g| g.job.record == Some(pay::Record::Picked))
                .count(),
            followed: found.rates,
        },
        workers: WorkerCounts {
            all: jobs.workers.len(),
            with_jobs,
            counted: people.len(),
        },
        needed: match &headline {
            Some(h) => needed(&h.share, &h.averages),
            None => vec![Needed {
                saying: Saying::Anything,
                more: Some(limits.people.saturating_sub(people.len())),
            }],
        },
        headline,
        sensitivity: shown(group, || {
            variants(&jobs, rule, choices, &question.held.choices)
        }),
        falsified: shown(group, || falsified(&people, choices.margin)),
        turned_by: group.then(|| breakdown(&changes, 0.0)).flatten(),
        changed,
        // By month they are finer than the figures by place.
        staggered: (rule.kind == Kind::Paid && places)
            .then(|| {
                let draws = |n| UserWeights::new(&stream.child("staggered"), n, choices.draws);
                staggered::staggered(&found.gaps, &jobs.workers, limits, draws)
            })
            .flatten(),
        promotions: match group {
            true => [found.old_promotion, promotion(&people)],
            false => [None; 2],
        },
        tips,
        opacity: group
            .then(|| opacity::opacity(&people, &jobs.workers, &draws, &stream))
            .flatten(),
        found: group
            .then(|| search::search(&people, &jobs.workers, choices.tolerance, &stream))
            .flatten(),
        hourly,
        hourly_of: hourly_of.unwrap_or_default(),
        take,
        places: shown(places, || cells::by_place(&people, choices.margin, limits)),
        withheld,
    })
}

fn shown<T>(whether: bool, what: impl FnOnce() -> Vec<T>) -> Vec<T> {
    if whether { what() } else { Vec::new() }
}

fn headline(
    found: &Gaps<'_>,
    people: &[Person<'_>],
    jobs: &Jobs,
    question: &Question,
    draws: &UserWeights,
    of_pay: bool,
) -> Option<Headline> {
    let choices = &question.choices;
    let stream = Stream::root(choices.seed);
    let judged: Vec<_> = (people.iter())
        .map(|p| judge(p, &jobs.workers[p.worker], choices.margin, &stream))
        .collect();
    let share = share_cut(&judged, choices.margin, draws)?;
    let mut average = averages(people, choices.margin, choices.cap, draws);
    average.of_pay = average.of_pay.filter(|_| of_pay);
    average.per_job = average.per_job.filter(|_| of_pay);
    let sum = |f: fn(&Person<'_>) -> f64| of_pay.then(|| people.iter().map(f).sum());
    Some(Headline {
        share,
        verdicts: Counts::of(&judged),
        averages: average,
        reweighted: (of_pay && choices.jobs == Which::Changed)
            .then(|| reweighted(&found.gaps, people, draws))
            .flatten(),
        weighed: strata::weighed(
            people,
            jobs,
            &question.population,
            choices.margin,
            &choices.limits,
            draws,
        ),
        of_all: question.roster.filter(|&n| n >= share.of).map(|n| {
            let of_all = |cut: usize| cut as f64 / n as f64;
            [of_all(share.cut), of_all(share.cut + n - share.of)]
        }),
        paid: sum(|p| p.paid),
        by_rule: sum(|p| p.by_rule),
    })
}

fn promotion(people: &[Person<'_>]) -> Option<f64> {
    let all = || people.iter().flat_map(|p| &p.gaps);
    let sum: f64 = all().filter_map(|g| g.job.promotion).sum();
    let count = all().count();
    (count > 0).then(|| sum / count as f64)
}

fn no_jobs(file: &str, jobs: &Jobs, found: &Gaps<'_>, rule: &Rule) -> AuditError {
    let left = found.left_out;
    let reasons = [
        ("of another platform", left.other_platform),
        ("in another currency", left.other_currency),
        ("with an amount below zero", left.negative),
        ("twice", left.twice),
        ("without base pay", left.no_pay),
        ("without what the rule asks for", left.no_quantity),
    ];
    let said: Vec<String> = (reasons.into_iter())
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

fn recipe(question: &Question, file: &str, hash: String, events: &[PayEvent]) -> Recipe {
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
            events: events.len(),
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
