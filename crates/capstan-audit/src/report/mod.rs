//! The report: an audit as a page and as text for a terminal, in English and
//! Spanish.
//!
//! First what was found, in sentences; then the figure, the two averages, what
//! other choices would have given, what more workers could say; then how it was
//! made.

mod choices;
mod figures;
mod made;
mod months;
mod more;
mod own;
mod room;
mod say;
mod tables;

use crate::result::Audit;
use capstan_report::{
    Bar, Block, Colour, Lang, Page, Picture, Section, Table, Words, args, paragraph,
};
pub use months::months;
pub use own::{own, own_hours};
use room::Room;

/// The sentences of the room of audits.
pub fn words() -> Words {
    Words::room("audit")
}

/// The width of text for a terminal, in characters.
const WIDTH: usize = 80;

/// The parts of the report, for pages that put them together themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The finding, in one sentence without its full stop.
    pub title: String,
    /// The first sentences, and what to be careful with.
    pub opening: Vec<Block>,
    /// The parts, each with its heading.
    pub sections: Vec<Section>,
}

/// The parts of the report.
pub fn told(audit: &Audit, lang: Lang) -> Told {
    let room = Room::new(audit, lang);
    Told {
        title: room.title(),
        opening: opening(&room),
        sections: sections(&room),
    }
}

/// The report as a page: one file that opens offline, `report.html`.
pub fn page(audit: &Audit, lang: Lang) -> String {
    let room = Room::new(audit, lang);
    let told = told(audit, lang);
    room.page(told.title, told.opening, told.sections)
}

/// How the audit was made, as a page of its own.
pub fn method(audit: &Audit, lang: Lang) -> String {
    let room = Room::new(audit, lang);
    let title = room.voice.say("method-title", args![]);
    let made = Section::new(&room.voice, "section-made", room.made());
    room.page(title, Vec::new(), vec![made])
}

/// The figures of the report by name, each with its data: for downloads.
pub fn pictures(audit: &Audit, lang: Lang) -> Vec<Picture> {
    let told = told(audit, lang);
    let blocks = told.sections.into_iter().flat_map(|s| s.blocks);
    blocks
        .filter_map(|block| match block {
            Block::Figure(picture) => Some(*picture),
            _ => None,
        })
        .collect()
}

/// The headline under every choice: the table that an evidence bundle holds.
pub fn table(audit: &Audit, lang: Lang) -> Table {
    Room::new(audit, lang).variants_table()
}

/// The same for a terminal of 80 columns, without colour.
pub fn text(audit: &Audit, lang: Lang) -> String {
    let room = Room::new(audit, lang);
    let mut out = vec![paragraph("", &room.title(), WIDTH)];
    let mut blocks = opening(&room);
    blocks.extend(room.averages());
    blocks.extend(room.needed());
    blocks.extend(room.falsified());
    out.extend(blocks.iter().filter_map(|b| b.sentences(WIDTH)));
    if let Some(table) = room.shares_table() {
        out.push(table.terminal(&room.voice, WIDTH, Colour::Never));
    }
    let verify = room.voice.say("made-verify", args![]) + " capstan verify audit.json";
    out.push(paragraph("", &verify, WIDTH));
    out.join("\n\n") + "\n"
}

fn opening(room: &Room<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = room.cautions().into_iter().map(Block::Caution).collect();
    blocks.extend(room.lead().map(Block::Lead));
    let counts = room.counts();
    if !counts.is_empty() {
        blocks.push(Block::List(counts));
    }
    blocks.extend(room.of_all().map(Block::Text));
    blocks
}

fn sections(room: &Room<'_>) -> Vec<Section> {
    let all = [
        ("section-figure", room.verdicts()),
        ("section-averages", room.averages()),
        ("section-choices", room.choices()),
        ("section-needed", room.needed()),
        ("section-false", room.falsified()),
        ("section-when", room.when()),
        ("section-tips", room.tips()),
        ("section-now", room.now()),
        ("section-hourly", room.hourly()),
        ("section-take", room.take()),
        ("section-places", room.places()),
        ("section-made", room.made()),
    ];
    all.into_iter()
        .filter(|(_, blocks)| !blocks.is_empty())
        .map(|(heading, blocks)| Section::new(&room.voice, heading, blocks))
        .collect()
}

impl Room<'_> {
    /// A page of this room.
    fn page(&self, title: String, lead: Vec<Block>, sections: Vec<Section>) -> String {
        let seed = self.audit.recipe.choices.seed.to_string();
        let version = self.audit.capstan.as_str();
        let page = Page {
            title,
            room: self.voice.say(Bar::Measure.key(), args![]),
            bar: Some(Bar::Measure),
            lead,
            sections,
            footer: self
                .voice
                .say("made-footer", args![version = version, seed = seed]),
        };
        page.html(&self.voice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{Question, audit};
    use crate::rule::Rule;
    use crate::sample::{Spec, events};
    use capstan_report::faults;

    fn made(rule: &str, spec: &Spec) -> Audit {
        let rule = Rule::find(rule).expect("a rule");
        let question = Question::about(rule).expect("a question");
        let mut rows = events(spec, 1);
        for (n, row) in rows.iter_mut().enumerate() {
            if question.rule.platform.is_none() {
                (row.platform, row.on_job) = (None, Some(900 + 60 * (n as i64 % 40)));
                row.record = (n % 3 == 0).then_some(capstan_data::pay::Record::Picked);
            }
        }
        audit(&rows, "events.csv", &question).expect("an audit")
    }

    /// The words of a text with single spaces between them.
    fn plain(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn both_languages_say_the_same() {
        let sources = [
            include_str!("mod.rs"),
            include_str!("choices.rs"),
            include_str!("figures.rs"),
            include_str!("made.rs"),
            include_str!("months.rs"),
            include_str!("more.rs"),
            include_str!("own.rs"),
            include_str!("room.rs"),
            include_str!("say.rs"),
            include_str!("tables.rs"),
        ];
        assert_eq!(faults(&words(), &sources), Vec::<String>::new());
    }

    #[test]
    fn texts_are_as_they_were() {
        let sample = made("shipt-2019", &Spec::default());
        insta::assert_snapshot!("shipt_en", text(&sample, Lang::En));
        insta::assert_snapshot!("shipt_es", text(&sample, Lang::Es));
    }

    #[test]
    fn whatever_is_audited_is_told_whole() {
        let few = Spec {
            workers: 6,
            ..Spec::default()
        };
        let alike = Spec {
            between: 0.0,
            within: 0.0,
            change: -0.5,
            ..Spec::default()
        };
        let before = Spec {
            before: 1.0,
            ..Spec::default()
        };
        for (rule, spec) in [
            ("shipt-2019", &Spec::default()),
            ("shipt-2019", &few),
            ("shipt-2019", &alike),
            ("shipt-2019", &before),
            ("nyc-tlc-2019", &Spec::default()),
        ] {
            let audit = made(rule, spec);
            for lang in Lang::ALL {
                let (text, page) = (text(&audit, lang), page(&audit, lang));
                for line in text.lines() {
                    assert!(line.chars().count() <= WIDTH, "{rule}: {line}");
                }
                for said in [&text, &page] {
                    assert!(said.contains("capstan verify audit.json"), "{rule}");
                    for wrong in ["NaN", "inf ", "{ $", "w001"] {
                        assert!(!said.contains(wrong), "{rule}: {wrong}");
                    }
                }
                assert!(page.contains(&audit.recipe.data.hash));
                assert!(
                    page.contains(&audit.recipe.rule.source.replace('\'', "&#39;"))
                        || page.contains(&audit.recipe.rule.source)
                );
            }
        }
    }

    #[test]
    fn places_that_waited_and_all_workers_are_told_of() {
        let question = Question::about(Rule::find("shipt-2019").expect("a rule"));
        let mut question = question.expect("a question");
        question.population = ["US-MI", "US-TX", "US-WA", "US-FL"]
            .map(|place| crate::Stratum {
                place: Some(place.into()),
                since: None,
                workers: 100,
            })
            .to_vec();
        // The change never comes to Texas.
        let of = |spec: &Spec, waits: bool| -> Vec<_> {
            let here = |e: &capstan_data::pay::PayEvent| e.place.as_deref() == Some("US-TX");
            events(spec, 1)
                .into_iter()
                .filter(|e| here(e) == waits)
                .collect()
        };
        let never = Spec {
            before: 1.0,
            ..Spec::default()
        };
        let rows = [of(&Spec::default(), false), of(&never, true)].concat();
        let audit = audit(&rows, "events.csv", &question).expect("an audit");
        let staggered = audit.staggered.as_ref().expect("effects");
        assert_eq!((staggered.changed, staggered.unchanged), (3, 1));
        let weighed = audit.headline.and_then(|h| h.weighed).expect("figures");
        assert!(weighed.parts > 1, "{weighed:?}");
        for (lang, words) in [
            (
                Lang::En,
                [
                    "3 places changed on a clear day; 1 had not",
                    "Weighed as all workers are",
                ],
            ),
            (
                Lang::Es,
                [
                    "Cambiaron 3 lugares en un día claro; 1 no había",
                    "Con el peso que tienen",
                ],
            ),
        ] {
            let page = page(&audit, lang);
            for words in words {
                assert!(page.contains(words), "{words}");
            }
            assert!(page.contains("2020-07") && !page.contains("NaN"));
        }
    }

    #[test]
    fn whole_logs_and_picked_jobs_are_told_apart() {
        let question = Question::about(Rule::find("shipt-2019").expect("a rule"));
        let question = question.expect("a question");
        let mixed = |few: u32| {
            let mut rows = events(&Spec::default(), 1);
            for row in &mut rows {
                let number: u32 = row.worker[1..].parse().expect("a number");
                let picked = number <= few;
                row.record = picked
                    .then_some(capstan_data::pay::Record::Picked)
                    .or(row.record);
            }
            audit(&rows, "events.csv", &question).expect("an audit")
        };
        let half = mixed(45);
        assert_eq!(half.hourly_apart.len(), 2);
        assert_eq!((half.tips_apart.len(), half.opacity_apart.len()), (2, 2));
        assert!(half.places.iter().any(|cell| cell.apart.len() == 2));
        let page = page(&half, Lang::En);
        for said in [
            "only jobs from whole logs",
            "only jobs that were picked",
            "The change in whole logs and in picked jobs",
            "Whole logs alone (",
            "Picked jobs alone (",
            "Tips in whole logs and in picked jobs",
            "How pay is made in whole logs and in picked jobs",
            "all jobs",
            "No one weighs more than 25",
            "Shifts that brought less",
        ] {
            assert!(page.contains(said), "{said}");
        }
        let few = mixed(4);
        assert!(few.hourly_apart.is_empty() && few.hourly.is_some());
        assert!(few.tips_apart.is_empty() && few.tips.is_some());
        assert!(few.places.iter().all(|cell| cell.apart.is_empty()));
        let page = super::page(&few, Lang::Es);
        for said in [
            "el cambio en registros completos",
            "el pago por hora en registros completos",
            "las propinas en registros completos",
            "lo que no se explica en registros completos",
        ] {
            assert!(page.contains(&format!("No se muestra: {said}")), "{said}");
        }
        assert!(!page.contains("Solo registros completos ("));
    }

    #[test]
    fn numbers_of_the_sentences_are_those_of_the_audit() {
        let mut sample = made("shipt-2019", &Spec::default());
        if let Some(headline) = &mut sample.headline {
            let at = |value, low, high| Some(capstan_stats::Interval { value, low, high });
            headline.share.cut = 39;
            headline.share.of = 94;
            headline.share.wilson = capstan_stats::interval::wilson(39, 94).expect("a share");
            headline.verdicts = crate::verdict::Counts {
                cut: 21,
                gain: 1,
                not_clear: 72,
            };
            headline.averages.of_pay = at(0.081, 0.012, 0.154);
            headline.averages.worker_mean = at(-0.023, -0.041, -0.004);
        }
        let text = plain(&text(&sample, Lang::En));
        for words in [
            "About 4 in 10 workers (41 %) were paid less than by the old pay rule of Shipt",
            "Of 94 workers, 39 were paid less than the rule gives, by more than 1 %.",
            "between 32 and 52 of 100",
            "Whether it is more or fewer than half cannot be told.",
            "21 workers were clearly cut.",
            "1 worker clearly gained.",
            "For 72 workers it is not clear",
            "were paid 8.1 % more than the rule gives: between 1.2 % and 15.4 %.",
            "The average worker was paid 2.3 % less: between 0.4 % and 4.1 %.",
            "The two are not the same.",
        ] {
            assert!(
                text.replace('\u{a0}', " ").contains(words),
                "{words}: {text}"
            );
        }
    }

    #[test]
    fn the_report_of_few_shows_no_figure_about_them() {
        let audit = made(
            "shipt-2019",
            &Spec {
                workers: 6,
                ..Spec::default()
            },
        );
        let text = plain(&text(&audit, Lang::En));
        assert!(text.starts_with("There are too few workers"), "{text}");
        assert!(text.contains("about 10 workers or more"));
        let page = page(&audit, Lang::En);
        assert!(!page.contains("clearly cut") && !page.contains("<figure"));
        assert!(page.contains("Not shown: pay by the hour, because it is about fewer than 10"));
    }
}
