//! What of an audit may be shown after all that was shown before.
//!
//! An audit by itself tells about no one. Two of them may: subtract one from
//! the other, and what is left is about those who came, left or changed in
//! between. So each figure is held against every figure of its kind that was
//! shown before, under whatever rule, and is shown only if nobody or enough
//! people stand between the two (Hundepool and others 2012, Statistical
//! Disclosure Control, doi:10.1002/9781118348239).

use crate::apart::{counted, ways};
use crate::audit::Question;
use crate::behind::{Standing, beside_rule, contributions, gathered};
use crate::choices::Records;
use crate::era::Era;
use crate::gap::{self, Person};
use crate::jobs::Jobs;
use crate::result::Shown;
use crate::sensitivity::{Choice, adds, alternatives};
use capstan_data::pay::PayEvent;
use capstan_stats::disclosure::{Book, Contributions, Limits, Withheld, tag};
use capstan_stats::stream::Stream;
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
    let names = &jobs.workers;
    let all = gathered(events.iter().map(|e| (e.worker.as_str(), format!("{e:?}"))));
    let beside = contributions(found.gaps.iter().map(|g| g.job), names);
    let mut release = Release {
        held: Held::default(),
        stands: Vec::new(),
    };
    for (figure, stands) in [(ALL, all), (BESIDE, beside)] {
        let stands = sealed(&stands, key);
        if let Some(why) = book.why_not(figure, &stands, limits) {
            return Err(why);
        }
        release.stands.push((figure.to_owned(), stands));
    }
    release.lines(&jobs, question, key, book)?;
    let people = counted(rule, choices, &jobs);
    let ways = ways(rule, choices, &jobs);
    let standing = Standing::new(&jobs, &people, &ways, &Stream::root(choices.seed));
    let mut figures: Vec<(Shown, String, Contributions)> = Vec::new();
    for (name, [whole, parts], behind) in standing.figures() {
        figures.push((whole, name.to_owned(), behind.whole.clone()));
        let part = |(way, who): &(Records, Contributions)| {
            (parts, format!("{name} {}", way.name()), who.clone())
        };
        figures.extend(behind.parts.iter().map(part));
    }
    let (cut, others): (Vec<&Person<'_>>, Vec<&Person<'_>>) =
        (people.iter()).partition(|p| p.relative() < -choices.margin);
    for (name, who) in [("cut", cut), ("not cut", others)] {
        figures.push((Shown::OfCut, name.to_owned(), beside_rule(who, names)));
    }
    let old = found.gaps.iter().filter(|g| g.era == Era::ByRule);
    let old = contributions(old.map(|g| g.job), names);
    figures.push((Shown::Promotions, "promotions".to_owned(), old));
    for (figure, name, stands) in figures {
        release.figure(figure, name, sealed(&stands, key), book, limits);
    }
    let places = contributions(people.iter().flat_map(|p| &p.gaps).map(|g| g.job), names);
    let strict = Limits {
        turnover: usize::MAX,
        ..*limits
    };
    let places = sealed(&places, key);
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
            let people = counted(rule, &other, jobs);
            let adds = adds(jobs, &people);
            let near = within.why_not("headline", &adds, limits);
            if near.is_some() && choice != Choice::AsMade {
                continue;
            }
            let worked = people.iter().flat_map(|p| &p.gaps).map(|g| g.job);
            let worked = contributions(worked, &jobs.workers);
            let by_rule = beside_rule(&people, &jobs.workers);
            let stands = [(JOBS, worked), (RULE, by_rule)];
            let stands = stands.map(|(figure, who)| (figure, sealed(&who, key)));
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

/// The same under keyed tags.
fn sealed(who: &Contributions, key: &[u8; 32]) -> Contributions {
    let seal =
        |(who, what): (&String, &String)| (tag(key, who.as_bytes()), tag(key, what.as_bytes()));
    who.iter().map(seal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::audit;
    use crate::choices::Choices;
    use crate::rule::Rule;
    use crate::sample::{self, Spec};
    use capstan_data::pay::Record;
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
            (e.tip, e.total) = (e.tip.filter(|_| known), e.total.filter(|_| known));
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

    /// For each worker which jobs.
    type Whose = BTreeMap<String, BTreeSet<String>>;

    fn whose<'a>(jobs: &Jobs, which: impl Iterator<Item = &'a crate::Job>) -> Whose {
        let mut found = Whose::new();
        for job in which {
            let said = format!(
                "{:?} {:?} {:?} {:?}",
                job.times, job.tip, job.base, job.order_total
            );
            let of = found.entry(jobs.workers[job.worker].clone()).or_default();
            of.insert(said);
        }
        found
    }

    /// What the adversary knows: whose jobs are in each table of an audit that
    /// is shown, by the name of the table, and its parts by the way they came.
    fn tables(made: &crate::Audit, events: &[PayEvent]) -> Vec<(String, Whose)> {
        let question = made.question().expect("a question");
        let jobs = Jobs::new(events, &question.rule);
        let mut told: Vec<(String, Whose)> = Vec::new();
        for line in made.sensitivity.iter().filter(|l| l.figures.is_some()) {
            let people = counted(
                &question.rule,
                &line.choice.in_place(&question.choices),
                &jobs,
            );
            let gaps = people.iter().flat_map(|p| &p.gaps);
            told.push(("headline".into(), whose(&jobs, gaps.map(|g| g.job))));
        }
        let mut of_way = |way: Records, shown: [bool; 4], cut: bool| {
            let choices = Choices {
                records: way,
                ..question.choices.clone()
            };
            let people = counted(&question.rule, &choices, &jobs);
            let gaps = || people.iter().flat_map(|p| &p.gaps).map(|g| g.job);
            let here = || jobs.jobs.iter().filter(|j| way.counts(j.record));
            let timed = |j: &&crate::Job| j.length().is_some_and(|h| h > 0.0) && j.base.is_some();
            let tipped = |j: &&crate::Job| j.known_tip().is_some() && j.total.is_some();
            let priced = |j: &&crate::Job| j.order_total.is_some() && j.base.is_some();
            let all = [
                ("tips", whose(&jobs, gaps().filter(tipped))),
                ("hourly", whose(&jobs, here().filter(timed))),
                ("take", whose(&jobs, here().filter(priced))),
                ("opacity", whose(&jobs, gaps())),
            ];
            let all = all.into_iter().zip(shown).filter(|(_, shown)| *shown);
            told.extend(all.map(|((name, who), _)| (format!("{name} {}", way.name()), who)));
            for (name, less) in [("cut", true), ("not cut", false)].iter().filter(|_| cut) {
                let side = people
                    .iter()
                    .filter(|p| (p.relative() < -choices.margin) == *less);
                let jobs_of = side.flat_map(|p| &p.gaps).map(|g| g.job);
                told.push(((*name).to_owned(), whose(&jobs, jobs_of)));
            }
        };
        let cut = made
            .headline
            .is_some_and(|h| h.averages.of_the_cut.is_some());
        let whole = [
            made.tips.is_some(),
            made.hourly.is_some(),
            false,
            made.opacity
                .as_ref()
                .is_some_and(|o| o.jobs == made.jobs.counted),
        ];
        of_way(Records::All, whole, cut);
        for way in Records::WAYS {
            let parts = [
                made.tips_apart.iter().any(|a| a.record == way),
                made.hourly_apart.iter().any(|a| a.record == way),
                made.take.iter().any(|t| t.record == way),
                made.opacity_apart.iter().any(|a| a.record == way)
                    && made
                        .opacity
                        .as_ref()
                        .is_some_and(|o| o.jobs == made.jobs.counted),
            ];
            of_way(way, parts, false);
        }
        told.retain(|(_, who)| !who.is_empty());
        told
    }

    /// What the difference of two tables is about: how many people, and whether
    /// it is a table of its own.
    fn told(a: &Whose, b: &Whose) -> (usize, bool) {
        let gone = a.keys().filter(|who| !b.contains_key(*who)).count();
        let came = b.keys().filter(|who| !a.contains_key(*who)).count();
        let other = a
            .iter()
            .filter(|(who, jobs)| b.get(*who).is_some_and(|j| j != *jobs))
            .count();
        (gone + came + other, other == 0 && (gone == 0 || came == 0))
    }

    #[test]
    fn one_more_tip_or_time_or_cut_is_not_told_by_the_next_audit() {
        // Twenty come, of whom but one has tips, times and a cut: the headline is
        // shown again, and nothing that would be theirs alone.
        let all = events();
        let mut book = Book::default();
        let mut here = of(&all, |n| n <= 40);
        show(&here, &shipt(), &mut book).expect("shown");
        here.extend(of(&all, |n| n > 40).into_iter().map(|mut e| {
            let pay = |cents: i64| e.order_total.map(|_| cents);
            (e.base, e.tip, e.end) = match e.worker == "w041" {
                true => (pay(100), e.tip, e.end),
                false => (pay(9_900), None, None),
            };
            e
        }));
        let held = show(&here, &shipt(), &mut book).expect("shown").figures;
        for figure in [Shown::Tips, Shown::Hourly, Shown::OfCut, Shown::Places] {
            assert!(held.contains(&figure), "{figure:?}: {held:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]
        /// The adversary watches people come and go, add jobs and leave out tips
        /// or times, has the audit made by any of three rules at any time, and
        /// knows whose jobs are in every table that was ever shown: every two
        /// tables, and every table and its parts.
        #[test]
        fn no_two_tables_tell_about_few(
            steps in proptest::collection::vec(
                (0_usize..3, proptest::collection::vec((1_usize..61, 0_usize..5), 0..14)), 2..9)
        ) {
            let mut all = events();
            for event in &mut all {
                let picked = event.worker[1..].parse::<usize>().expect("a number") % 2 == 0;
                event.record = picked.then_some(Record::Picked).or(event.record);
            }
            let rules = [shipt(), formula("7 + 0.06 * order_total"), formula("max(6, 1.2 * miles)")];
            let mut inside: BTreeMap<usize, usize> = (1..=40).map(|n| (n, 2)).collect();
            let mut book = Book::default();
            let mut shown: Vec<(String, Whose)> = Vec::new();
            let limits = Choices::usual(0.05).limits;
            for (rule, changes) in steps {
                for (who, share) in changes {
                    match inside.remove(&who) {
                        Some(before) if before != share && share > 0 => inside.insert(who, share),
                        Some(_) => None,
                        None => inside.insert(who, share.max(1)),
                    };
                }
                // A share of 1 is every other job, 2 is all of them, 3 without
                // tips, 4 without times.
                let mut here = of(&all, |n| inside.contains_key(&n));
                let share = |e: &PayEvent| inside[&e.worker[1..].parse().expect("a number")];
                here.retain(|e| share(e) > 1 || e.order_total.is_some_and(|cents| cents % 2 == 0));
                for event in &mut here {
                    match share(event) {
                        3 => event.tip = None,
                        4 => event.end = None,
                        _ => {}
                    }
                }
                let Ok(held) = show(&here, &rules[rule], &mut book) else { continue };
                let mut question = rules[rule].clone();
                question.held = held;
                let made = audit(&here, "events.csv", &question).expect("an audit");
                let now = tables(&made, &here);
                for figure in ["tips", "hourly", "opacity"] {
                    let one = |way: Records| {
                        let name = format!("{figure} {}", way.name());
                        now.iter().find(|(n, _)| *n == name).map(|(_, who)| who)
                    };
                    let parts: Vec<&Whose> = Records::WAYS.into_iter().filter_map(one).collect();
                    if let Some(whole) = one(Records::All).filter(|_| !parts.is_empty()) {
                        let in_part = |who: &String, jobs: &BTreeSet<String>| {
                            parts.iter().any(|part| part.get(who) == Some(jobs))
                        };
                        let rest = whole.iter().filter(|(who, jobs)| !in_part(who, jobs)).count();
                        prop_assert!(rest == 0 || rest >= limits.people, "{figure}: {rest}");
                    }
                }
                shown.extend(now);
            }
            for (n, (name, a)) in shown.iter().enumerate() {
                prop_assert!(a.len() >= limits.people, "{name}: {}", a.len());
                for (_, b) in shown[n..].iter().filter(|(other, _)| other == name) {
                    let (told, alone) = told(a, b);
                    let least = if alone { limits.people } else { limits.turnover };
                    prop_assert!(told == 0 || told >= least, "{name}: {told} of {least}");
                }
            }
        }
    }
}
