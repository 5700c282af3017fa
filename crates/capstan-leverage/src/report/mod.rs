//! The report: a forecast as a page and as text for a terminal, in English
//! and Spanish.
//!
//! First what happens, in sentences, and what is not known; then the curve;
//! then the views side by side; then every metric; then how it was made.

mod amount;
mod figures;
mod made;
mod reasons;
mod room;
mod say;
mod tables;

use crate::result::Forecast;
use capstan_report::{
    Bar, Block, Colour, Figure, Lang, Page, Picture, Section, Size, Words, args, paragraph,
};
use capstan_worlds::{METRICS, View};
use room::Room;

/// The sentences of the forecast room.
pub const WORDS: Words = Words {
    name: "capstan-leverage",
    en: include_str!("../../words/en.ftl"),
    es: include_str!("../../words/es.ftl"),
};

/// The width of text for a terminal, in characters.
const WIDTH: usize = 80;

/// The report as a page: one file that opens offline, `report.html`.
pub fn page(forecast: &Forecast, lang: Lang) -> String {
    let room = Room::new(forecast, lang);
    let version = forecast.capstan.as_str();
    let seed = forecast.seed.to_string();
    let page = Page {
        title: room.title(),
        room: room.voice.say(Bar::Forecast.key(), args![]),
        bar: Some(Bar::Forecast),
        lead: opening(&room),
        sections: vec![
            section(&room, "section-figure", vec![curve(&room)]),
            section(&room, "section-views", views(&room)),
            section(&room, "section-details", details(&room)),
            section(&room, "section-made", made(&room)),
        ],
        footer: room
            .voice
            .say("made-footer", args![version = version, seed = seed]),
    };
    page.html(&room.voice)
}

/// The same for a terminal of 80 columns, without colour: sentences, then a
/// table, then notes.
pub fn text(forecast: &Forecast, lang: Lang) -> String {
    let room = Room::new(forecast, lang);
    let mut out = vec![paragraph("", &room.title(), WIDTH)];
    for block in opening(&room) {
        match block {
            Block::Caution(text) => out.push(paragraph("! ", &text, WIDTH)),
            Block::Lead(text) | Block::Text(text) => out.push(paragraph("", &text, WIDTH)),
            Block::List(items) => {
                let items = items.iter().map(|i| paragraph("- ", i, WIDTH));
                out.push(items.collect::<Vec<_>>().join("\n"));
            }
            _ => {}
        }
    }
    let table = room.main_table();
    out.push(table.terminal(&room.voice, WIDTH, Colour::Never));
    let mut notes = vec![room.metric_line(room.metric), room.caption()];
    notes.extend(room.notes());
    notes.push(room.voice.say("made-verify", args![]) + " capstan verify forecast.json");
    out.extend(notes.iter().map(|n| paragraph("", n, WIDTH)));
    out.join("\n\n") + "\n"
}

/// The main figure: the curve in the target's metric and view, else in
/// surfaced hits for everyone.
pub fn figure(forecast: &Forecast, lang: Lang) -> Figure {
    Room::new(forecast, lang).main_figure()
}

/// The main figure as an SVG file of its own.
pub fn svg(forecast: &Forecast, lang: Lang, size: Size) -> String {
    let room = Room::new(forecast, lang);
    room.main_figure().draw(&room.voice, size, "curve").file()
}

fn section(room: &Room<'_>, heading: &str, blocks: Vec<Block>) -> Section {
    Section {
        heading: room.voice.say(heading, args![]),
        blocks,
    }
}

/// What comes before any heading.
fn opening(room: &Room<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = room.cautions().into_iter().map(Block::Caution).collect();
    blocks.push(Block::Lead(room.lead()));
    let further = room.further();
    if !further.is_empty() {
        blocks.push(Block::Text(further.join(" ")));
    }
    if let Some(share) = room.headline() {
        let actions = room.actions(share);
        let intro = room.voice.say("views-intro", args![actions = actions]);
        blocks.push(Block::Text(intro));
        blocks.push(Block::List(room.views()));
    }
    blocks.extend(room.critical().map(Block::Text));
    blocks.push(Block::Text(room.shape().join(" ")));
    blocks.extend(room.gap_sentence().map(Block::Text));
    blocks
}

fn curve(room: &Room<'_>) -> Block {
    Block::Figure(Box::new(Picture {
        name: "curve".into(),
        figure: room.main_figure(),
        caption: format!("{} {}", room.metric_line(room.metric), room.caption()),
        data: room.curve_table(),
    }))
}

fn views(room: &Room<'_>) -> Vec<Block> {
    let m = room.people_metric();
    let mut blocks = Vec::new();
    if let Some(figure) = room.views_figure() {
        blocks.push(Block::Figure(Box::new(Picture {
            name: "views".into(),
            figure,
            caption: format!("{} {}", room.metric_line(m), room.caption()),
            data: room.changes(m, &room.shown_views()),
        })));
    }
    let mut missing = Vec::new();
    for view in room.shown_views() {
        let any = room.all_shares().any(|p| room.change(p, view, m).is_some());
        if let (false, Some(share)) = (any, room.headline()) {
            missing.push(room.none(view, &room.reason(share, view, m)));
        }
    }
    if !missing.is_empty() {
        blocks.push(Block::List(missing));
    }
    if room.random() {
        let text = room.voice.say("views-random", args![]);
        blocks.push(Block::Text(text));
    }
    blocks
}

fn details(room: &Room<'_>) -> Vec<Block> {
    let say = |key| room.voice.say(key, args![]);
    let mut blocks = vec![
        Block::Table(room.metrics_table()),
        Block::Text(say("table-metrics-note")),
        Block::Folded(say("fold-explained"), vec![Block::Facts(room.meanings())]),
    ];
    for m in 0..METRICS.len() {
        let any = room
            .all_shares()
            .any(|p| room.change(p, View::Everyone, m).is_some());
        if any {
            let metric = room.metric_name(m);
            blocks.push(Block::Folded(
                room.voice.say("fold-metric", args![metric = metric]),
                vec![Block::Table(room.changes(m, &room.shown_views()))],
            ));
        }
    }
    blocks
}

fn made(room: &Room<'_>) -> Vec<Block> {
    let notes = room.notes();
    let mut blocks = Vec::new();
    if !notes.is_empty() {
        blocks.push(Block::List(notes));
    }
    blocks.extend(room.made());
    blocks.push(Block::Text(room.voice.say("advice-source", args![])));
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_report::faults;

    #[test]
    fn both_languages_say_the_same() {
        let sources = [
            include_str!("mod.rs"),
            include_str!("amount.rs"),
            include_str!("figures.rs"),
            include_str!("made.rs"),
            include_str!("room.rs"),
            include_str!("say.rs"),
            include_str!("tables.rs"),
        ];
        assert_eq!(faults(&WORDS, &sources), Vec::<String>::new());
    }
}
