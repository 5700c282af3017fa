//! The report: values as a page and as text for a terminal, in English and
//! Spanish. First what was found, in sentences, then how it is spread, then
//! who works together, then how it was made.
//!
//! Of single people only the spread is shown; each value stands in
//! `values.csv` and `values.json`.

mod say;
mod tables;

use super::result::RatingsValues;
use crate::groups::report as groups;
use crate::usefulness::report as usefulness;
use capstan_report::{
    Bar, Block, Colour, Effect, Effects, Fact, Figure, Lang, Page, Picture, Section, Voice, Words,
    args, paragraph,
};
use capstan_worlds::{METRICS, metric};

/// The sentences of this part of the room.
pub fn words() -> Words {
    Words::room("values of people and groups")
}

/// The width of text for a terminal, in characters.
const WIDTH: usize = 80;

/// Values in one language.
struct Room<'a> {
    values: &'a RatingsValues,
    voice: Voice,
    /// The place of the metric.
    metric: usize,
}

impl<'a> Room<'a> {
    fn new(values: &'a RatingsValues, lang: Lang) -> Self {
        Self {
            values,
            voice: Voice::own(lang, &[words(), groups::words(), usefulness::words()]),
            metric: metric::find(&values.metric).unwrap_or_default(),
        }
    }

    /// Whether the players are groups.
    fn groups(&self) -> bool {
        self.values.unit.hash.is_some()
    }

    /// How to tell of trials.
    fn trials(&self) -> usefulness::Telling<'_> {
        usefulness::Telling {
            voice: &self.voice,
            scorer: usefulness::Scorer::Model,
            halves: usefulness::Halves::People,
            lower_is_better: METRICS[self.metric].lower_is_better,
        }
    }

    fn say(&self, key: &str) -> String {
        self.voice.say(key, args![])
    }
}

/// The report as a page: one file that opens offline, `report.html`.
pub fn page(values: &RatingsValues, lang: Lang) -> String {
    let room = Room::new(values, lang);
    let section = |heading: &str, blocks: Vec<Block>| Section {
        heading: room.say(heading),
        blocks,
    };
    let mut sections = Vec::new();
    if room.groups() {
        sections.push(section("value-section-figure", figure(&room)));
        sections.extend(room.telling().sections(&room.beside()));
    } else {
        let blocks = vec![Block::Table(room.main_table())];
        sections.push(section("value-section-people", blocks));
    }
    let tried = room.trials().blocks(values.usefulness.as_ref());
    sections.push(section("value-section-use", tried));
    sections.push(section("value-section-made", made(&room)));
    let (version, seed) = (values.capstan.as_str(), values.seed.to_string());
    let page = Page {
        title: room.title(),
        room: room.say(Bar::Measure.key()),
        bar: Some(Bar::Measure),
        lead: opening(&room),
        sections,
        footer: room
            .voice
            .say("value-footer", args![version = version, seed = seed]),
    };
    page.html(&room.voice)
}

/// The same for a terminal of 80 columns, without colour.
pub fn text(values: &RatingsValues, lang: Lang) -> String {
    let room = Room::new(values, lang);
    let mut out = vec![paragraph("", &room.title(), WIDTH)];
    for block in opening(&room) {
        match block {
            Block::Caution(text) => out.push(paragraph("! ", &text, WIDTH)),
            Block::Lead(text) | Block::Text(text) => out.push(paragraph("", &text, WIDTH)),
            _ => {}
        }
    }
    if values.usefulness.is_some() {
        for text in room.trials().lines(values.usefulness.as_ref()) {
            out.push(paragraph("", &text, WIDTH));
        }
    }
    let main = room.main_table();
    out.push(main.terminal(&room.voice, WIDTH, Colour::Never));
    if room.groups() {
        out.extend(room.telling().terminal(&room.beside(), WIDTH));
    }
    out.join("\n\n") + "\n"
}

/// What comes before any heading.
fn opening(room: &Room<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = room.cautions().into_iter().map(Block::Caution).collect();
    blocks.push(Block::Lead(room.lead()));
    blocks.push(Block::Text(room.method()));
    blocks.extend(room.excess().map(Block::Text));
    blocks.extend(room.halving().map(Block::Text));
    let notes = room.notes();
    if !notes.is_empty() {
        blocks.push(Block::Text(notes.join(" ")));
    }
    blocks
}

fn figure(room: &Room<'_>) -> Vec<Block> {
    let mut rows: Vec<Effect> = room
        .values
        .values
        .iter()
        .filter_map(|line| {
            Some(Effect {
                label: line.id.clone(),
                value: line.main()?,
            })
        })
        .collect();
    rows.sort_by(|a, b| b.value.value.total_cmp(&a.value.value));
    let format = room.format(rows.iter().map(|r| r.value));
    let told: Vec<String> = rows
        .iter()
        .map(|row| {
            let value = room.voice.estimate(row.value, format);
            let who = row.label.as_str();
            room.voice
                .say("value-describe", args![who = who, value = value])
        })
        .collect();
    let (metric, unit) = (room.metric_name(), room.unit_words());
    let view = room.view_name(&room.values.view);
    let effects = Effects {
        title: room.title(),
        description: told.join(" "),
        x_label: room.voice.say(
            "value-axis",
            args![metric = metric, view = view, unit = unit],
        ),
        format,
        rows,
    };
    vec![Block::Figure(Box::new(Picture {
        name: "values".into(),
        figure: Figure::Effects(effects),
        caption: room.say("value-caption"),
        data: room.main_table(),
    }))]
}

fn made(room: &Room<'_>) -> Vec<Block> {
    let v = room.values;
    let settings = v.model.params.iter().map(|(n, s)| format!(" {n}={s}"));
    let model = format!("{}{}", v.model.name, settings.collect::<String>());
    let data = room.voice.say(
        "value-made-data-words",
        args![
            name = v.data.name.as_str(),
            users = v.data.users,
            items = v.data.items,
            ratings = v.data.ratings
        ],
    );
    let worlds = room.voice.say(
        "value-made-worlds-words",
        args![
            worlds = v.design.worlds,
            subsets = v.design.subsets,
            replicates = v.design.replicates,
            folds = v.design.folds
        ],
    );
    let mut facts = vec![
        ("value-made-model", Fact::Verbatim(model)),
        ("value-made-data", Fact::Said(data)),
        ("value-made-hash", Fact::Verbatim(v.data.hash.clone())),
    ];
    if room.groups() {
        let groups = Fact::Verbatim(v.unit.name.clone());
        facts.push(("value-made-groups", groups));
    }
    let verify = "capstan verify values.json".to_owned();
    facts.extend([
        ("value-made-method", Fact::Verbatim(v.method.source.clone())),
        ("value-made-worlds", Fact::Said(worlds)),
        ("value-made-seed", Fact::Verbatim(v.seed.to_string())),
        ("value-made-verify", Fact::Verbatim(verify)),
    ]);
    let facts = facts.into_iter().map(|(key, fact)| (room.say(key), fact));
    vec![Block::Facts(facts.collect())]
}

#[cfg(test)]
mod tests;
