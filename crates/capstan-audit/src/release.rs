//! What of an audit may be shown after all that was shown before.
//!
//! An audit by itself tells about no one. Two of them may: subtract one from
//! the other, and what is left is about those who came, left or changed in
//! between. So each figure is held against every figure of its kind that was
//! shown before, under whatever rule, and is shown only if nobody or enough
//! people stand between the two (Hundepool and others 2012, Statistical
//! Disclosure Control, doi:10.1002/9781118348239).

use crate::audit::Question;
use crate::choices::Records;
use crate::gap::{self, Person};
use crate::jobs::{Job, Jobs};
use crate::result::Shown;
use crate::rule::Quantity;
use crate::sensitivity::{Choice, adds, alternatives};
use capstan_data::pay::{PayEvent, Record};
use capstan_stats::disclosure::{Book, Contributions, Limits, Withheld, tag};
use serde::{Deserialize, Serialize};

/// What is held back of an audit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Figures.
    pub figures: Vec<Shown>,
    /// Lines of the table of choices.
    pub choices: Vec<Choice>,
}

impl Held {
    /// Whether nothing is held back.
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.choices.is_empty()
    }
}

/// What may be shown, and who stands behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    /// What is held back: put it into the question.
    pub held: Held,
    /// Who stands behind each figure that is shown, under keyed tags. Write it
    /// into the book before anything is shown.
    pub stands: Vec<(String, Contributions)>,
}

/// All that was handed over, whatever became of it.
const ALL: &str = "all";
/// The jobs that the rule was put beside.
const BESIDE: &str = "beside";
/// The jobs of the headline and of each line of the table of choices.
const JOBS: &str = "jobs";
/// The same with what the rule gives, so that no rule is shown that differs
/// from another for a few people only.
const RULE: &str = "rule";

/// What may be shown of the audit of `events` after all that is in `book`,
/// whose tags were made under `key`. The book is to hold every audit of any of
/// these events that was shown.
///
/// The figures by place are shown once: places are so few that people move
/// between lines, and no rule for one line holds then.
///
/// # Errors
/// Why nothing new may be shown at all.
pub fn release(
    events: &[PayEvent],
    question: &Question,
    key: &[u8; 32],
    book: &Book,
) -> Result<Release, Withheld> {
    let Question { rule, choices, .. } = question;
    let limits = &choices.limits;
    let jobs = Jobs::new(events, rule);
    let found = gap::gaps(&jobs, rule, choices);
    let of = |what: &mut dyn Iterator<Item = (&str, String)>| gathered(what, key);
    let name = |worker: usize| jobs.workers[worker].as_str();
    let all = of(&mut events.iter().map(|e| (e.worker.as_str(), format!("{e:?}"))));
    let beside = of(&mut found.gaps.iter().map(|g| (name(g.job.worker), work(g.job))));
    let mut release = Release {
        held: Held::default(),
        stands: Vec::new(),
    };
    for (figure, stands) in [(ALL, all), (BESIDE, beside)] {
        if let Some(why) = book.why_not(figure, &stands, limits) {
            return Err(why);
        }
        release.stands.push((figure.to_owned(), stands));
    }
    release.lines(&jobs, question, key, book)?;
    let mut people = gap::people(&found.gaps, choices.jobs);
    people.retain(|p| p.gaps.len() >= choices.min_jobs);
    let counted = || people.iter().flat_map(|p| &p.gaps).map(|g| g.job);
    let worked = |job: &Job| job.times[0].is_some() && job.times[1].is_some();
    let mut figures = vec![
        (
            Shown::Tips,
            "tips".to_owned(),
            of(&mut counted()
                .filter(|j| j.tip.is_some())
                .map(|j| (name(j.worker), work(j)))),
        ),
        (
            Shown::Hourly,
            "hourly".to_owned(),
            of(&mut (jobs.jobs.iter().filter(|j| worked(j))).map(|j| (name(j.worker), work(j)))),
        ),
    ];
    for way in Records::WAYS {
        let of_way = |j: &&Job| worked(j) && way.counts(j.record);
        let stands = of(&mut (jobs.jobs.iter().filter(of_way)).map(|j| (name(j.worker), work(j))));
        figures.push((Shown::HourlyApart, format!("hourly {}", way.name()), stands));
    }
    if !rule.uses().contains(&Quantity::OrderTotal) {
        for way in [Some(Record::FullLog), Some(Record::Picked), None] {
            let known = |j: &&Job| j.record == way && j.base.is_some() && j.order_total.is_some();
            let stands =
                of(&mut (jobs.jobs.iter().filter(known)).map(|j| (name(j.worker), work(j))));
            figures.push((Shown::Take, format!("take {way:?}"), stands));
        }
    }
    for (figure, name, stands) in figures {
        release.figure(figure, name, stands, book, limits);
    }
    let places = of(&mut counted().map(|j| (name(j.worker), work(j))));
    let strict = Limits {
        turnover: usize::MAX,
        ..*limits
    };
    release.figure(Shown::Places, "places".to_owned(), places, book, &strict);
    Ok(release)
}

impl Release {
    /// The headline, which nothing is shown without, and its other lines, in
    /// the order in which an audit looks at them.
    fn lines(
        &mut self,
        jobs: &Jobs,
        question: &Question,
        key: &[u8; 32],
        book: &Book,
    ) -> Result<(), Withheld> {
        let Question { rule, choices, .. } = question;
        let limits = &choices.limits;
        let mut within = Book::default();
        for choice in alternatives(rule, choices, jobs) {
            let other = choice.in_place(choices);
            let found = gap::gaps(jobs, rule, &other);
            let mut people = gap::people(&found.gaps, other.jobs);
            people.retain(|p| p.gaps.len() >= other.min_jobs);
            let adds = adds(jobs, &people);
            let near = within.why_not("headline", &adds, limits);
            if near.is_some() && choice != Choice::AsMade {
                continue;
            }
            let of = |what: &dyn Fn(&Person<'_>) -> String| -> Contributions {
                let mut pairs = people
                    .iter()
                    .map(|p| (jobs.workers[p.worker].as_str(), what(p)));
                gathered(&mut pairs, key)
            };
            let worked = |p: &Person<'_>| -> String {
                p.gaps
                    .iter()
                    .map(|g| work(g.job))
                    .collect::<Vec<_>>()
                    .join("\n")
            };
            let by_rule = |p: &Person<'_>| {
                let each: Vec<String> = (p.gaps.iter())
                    .map(|g| {
                        format!(
                            "{} {:x} {:x}",
                            work(g.job),
                            g.paid.to_bits(),
                            g.by_rule.to_bits()
                        )
                    })
                    .collect();
                each.join("\n")
            };
            let stands = [(JOBS, of(&worked)), (RULE, of(&by_rule))];
            let why = stands
                .iter()
                .find_map(|(figure, s)| book.why_not(figure, s, limits));
            match why.or(near) {
                Some(why) if choice == Choice::AsMade => return Err(why),
                Some(_) => self.held.choices.push(choice),
                None => {
                    within.write("headline", adds);
                    let stands = stands.map(|(figure, s)| (figure.to_owned(), s));
                    self.stands.extend(stands);
                }
            }
        }
        Ok(())
    }

    /// A figure that an audit can go without. One about too few is not held
    /// back here: the audit itself does not show it.
    fn figure(
        &mut self,
        figure: Shown,
        name: String,
        stands: Contributions,
        book: &Book,
        limits: &Limits,
    ) {
        if limits.why_not_count(stands.len()).is_some() {
            return;
        }
        match book.why_not(&name, &stands, limits) {
            None => self.stands.push((name, stands)),
            Some(_) if self.held.figures.contains(&figure) => {}
            Some(_) => self.held.figures.push(figure),
        }
    }
}

/// All that is known of a job: the same for the same job, whoever else is
/// there.
fn work(job: &Job) -> String {
    let job = Job {
        worker: 0,
        ..job.clone()
    };
    format!("{job:?}")
}

/// For the tag of each worker a digest of what they add, in any order.
fn gathered(pairs: &mut dyn Iterator<Item = (&str, String)>, key: &[u8; 32]) -> Contributions {
    let mut of = std::collections::BTreeMap::<&str, Vec<String>>::new();
    for (worker, what) in pairs {
        of.entry(worker).or_default().push(what);
    }
    let digest = |(worker, mut what): (&str, Vec<String>)| {
        what.sort_unstable();
        (
            tag(key, worker.as_bytes()),
            tag(key, what.join("\n").as_bytes()),
        )
    };
    of.into_iter().map(digest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::audit;
    use crate::choices::Choices;
    use crate::rule::Rule;
    use crate::sample::{self, Spec};
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    const KEY: [u8; 32] = [7; 32];

    fn question(rule: Rule) -> Question {
        let choices = Choices {
            draws: 200,
            min_jobs: 3,
            ..Choices::usual(rule.tolerance)
        };
        Question {
            choices,
            ..Question::about(rule).expect("a question")
        }
    }

    fn shipt() -> Question {
        question(Rule::find("shipt-2019").expect("a rule"))
    }

    /// The old rule with something in place of its formula.
    fn formula(formula: &str) -> Question {
        let text = Rule::find("shipt-2019").expect("a rule").text;
        let old = "formula = \"5 + 0.075 * order_total\"";
        assert!(text.contains(old), "{text}");
        let text = text.split("[[example]]").next().unwrap_or_default();
        let text = text.replace(old, &format!("formula = {formula:?}"));
        question(Rule::parse("other.toml", &text).expect("a rule"))
    }

    /// 60 workers without chance in who has how much.
    fn events() -> Vec<PayEvent> {
        let spec = Spec {
            workers: 60,
            jobs: 14.0,
            before: 0.2,
            ..Spec::default()
        };
        sample::events(&spec, 9)
    }

    fn of(all: &[PayEvent], who: impl Fn(usize) -> bool) -> Vec<PayEvent> {
        let number = |e: &PayEvent| e.worker[1..].parse::<usize>().expect("a number");
        all.iter().filter(|e| who(number(e))).cloned().collect()
    }

    /// Shows an audit if it may be, and says what was found.
    fn show(events: &[PayEvent], question: &Question, book: &mut Book) -> Result<Held, Withheld> {
        let found = release(events, question, &KEY, book)?;
        for (figure, stands) in found.stands {
            book.write(&figure, stands);
        }
        Ok(found.held)
    }

    #[test]
    fn a_first_audit_is_shown_whole_and_again_if_nothing_changed() {
        let (all, mut book) = (events(), Book::default());
        let held = show(&all, &shipt(), &mut book).expect("shown");
        assert_eq!(held, Held::default());
        assert_eq!(show(&all, &shipt(), &mut book), Ok(Held::default()));
    }

    #[test]
    fn few_are_not_shown_and_few_more_change_nothing() {
        let (all, mut book) = (events(), Book::default());
        let few = show(&of(&all, |n| n <= 8), &shipt(), &mut book);
        assert!(matches!(few, Err(Withheld::TooFew { needed: 10, .. })));
        show(&of(&all, |n| n <= 30), &shipt(), &mut book).expect("shown");
        let near = Err(Withheld::Unchanged { needed: 10 });
        assert_eq!(show(&of(&all, |n| n <= 31), &shipt(), &mut book), near);
        // One goes, one comes.
        let near = Err(Withheld::Unchanged { needed: 5 });
        assert_eq!(
            show(&of(&all, |n| n > 1 && n <= 31), &shipt(), &mut book),
            near
        );
        assert!(show(&of(&all, |n| n <= 60), &shipt(), &mut book).is_ok());
    }

    #[test]
    fn a_formula_that_differs_for_few_is_not_shown() {
        let (all, mut book) = (events(), Book::default());
        show(&all, &shipt(), &mut book).expect("shown");
        let most = all
            .iter()
            .filter_map(|e| e.order_total)
            .max()
            .expect("an order");
        let single = format!(
            "5 + 0.075 * order_total + max(0, order_total - {})",
            most / 100 - 1
        );
        assert!(show(&all, &formula(&single), &mut book).is_err());
        assert!(show(&all, &formula("6 + 0.05 * order_total"), &mut book).is_ok());
    }

    #[test]
    fn what_is_held_back_is_not_in_the_audit_and_is_made_again() {
        let (all, mut book) = (events(), Book::default());
        let mut half = of(&all, |n| n <= 45);
        show(&half, &shipt(), &mut book).expect("shown");
        // Fifteen more come, but the tips of only two of them are known.
        half.extend(of(&all, |n| n > 45).into_iter().map(|mut e| {
            let known = matches!(e.worker.as_str(), "w050" | "w051");
            e.tip = e.tip.filter(|_| known);
            e
        }));
        let mut question = shipt();
        question.held = show(&half, &question, &mut book).expect("shown");
        assert!(question.held.figures.contains(&Shown::Tips));
        assert!(question.held.figures.contains(&Shown::Places));
        let made = audit(&half, "events.csv", &question).expect("an audit");
        assert!(made.tips.is_none() && made.places.is_empty() && made.headline.is_some());
        let text = made.to_json();
        let again = crate::verify(&made, &text, &half).expect("a verdict");
        assert_eq!(again.agreement, crate::verify::Agreement::Bytes);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]
        /// The adversary watches people come and go and add jobs, has the audit
        /// made by any of three rules at any time, and knows behind every two
        /// shown audits whose counted jobs differ.
        #[test]
        fn no_two_audits_tell_about_few(
            steps in proptest::collection::vec(
                (0_usize..3, proptest::collection::vec((1_usize..61, 0_usize..3), 0..14)), 2..9)
        ) {
            let all = events();
            let rules = [shipt(), formula("7 + 0.06 * order_total"), formula("max(6, 1.2 * miles)")];
            let mut inside: BTreeMap<usize, usize> = (1..=40).map(|n| (n, 1)).collect();
            let mut book = Book::default();
            let mut shown: Vec<BTreeMap<String, BTreeSet<String>>> = Vec::new();
            for (rule, changes) in steps {
                for (who, share) in changes {
                    match inside.remove(&who) {
                        Some(before) if before != share && share > 0 => inside.insert(who, share),
                        Some(_) => None,
                        None => inside.insert(who, share.max(1)),
                    };
                }
                // A share of 1 is every other job, 2 is all of them.
                let mut here = of(&all, |n| inside.contains_key(&n));
                here.retain(|e| {
                    let whole = inside[&e.worker[1..].parse::<usize>().expect("a number")] == 2;
                    whole || e.order_total.is_some_and(|cents| cents % 2 == 0)
                });
                let Ok(held) = show(&here, &rules[rule], &mut book) else { continue };
                let mut question = rules[rule].clone();
                question.held = held;
                let made = audit(&here, "events.csv", &question).expect("an audit");
                let jobs = Jobs::new(&here, &question.rule);
                for line in made.sensitivity.iter().filter(|l| l.figures.is_some()) {
                    let choices = line.choice.in_place(&question.choices);
                    let found = gap::gaps(&jobs, &question.rule, &choices);
                    let people = gap::people(&found.gaps, choices.jobs).into_iter();
                    let counted = people.filter(|p| p.gaps.len() >= choices.min_jobs);
                    shown.push(counted.map(|p| {
                        let jobs_of = p.gaps.iter().map(|g| work(g.job)).collect();
                        (jobs.workers[p.worker].clone(), jobs_of)
                    }).collect());
                }
            }
            let limits = Choices::usual(0.05).limits;
            for a in &shown {
                prop_assert!(a.len() >= limits.people);
                for b in &shown {
                    let gone = a.keys().filter(|who| !b.contains_key(*who)).count();
                    let came = b.keys().filter(|who| !a.contains_key(*who)).count();
                    let other = a.iter().filter(|(who, jobs)| b.get(*who).is_some_and(|j| j != *jobs)).count();
                    let told = gone + came + other;
                    let least = match other == 0 && (gone == 0 || came == 0) {
                        true => limits.people,
                        false => limits.turnover,
                    };
                    prop_assert!(told == 0 || told >= least, "{told} of {least}");
                }
            }
        }
    }
}
