//! The report: a forecast as a page and as text for a terminal, in English
//! and Spanish.
//!
//! First what happens, in sentences, and what is not known; then the curve;
//! then the views side by side; then every metric; then how it was made.

mod advice;
mod amount;
mod figures;
mod joining;
mod made;
mod notes;
mod pair;
mod reasons;
mod room;
#[cfg(test)]
mod samples;
mod say;
mod tables;

use crate::result::Forecast;
use capstan_report::{
    Bar, Block, Colour, Figure, Lang, Page, Picture, Section, Size, Table, Words, args, paragraph,
};
use capstan_worlds::{METRICS, View};
pub use pair::{compare_page, compare_text};
use room::Room;

/// The sentences of the forecast room.
pub fn words() -> Words {
    Words::room("forecast")
}

/// The width of text for a terminal, in characters.
const WIDTH: usize = 80;

/// The parts of the report, for pages that put them together themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The finding, in one sentence without its full stop.
    pub title: String,
    /// The first sentences and what is not known.
    pub opening: Vec<Block>,
    /// The main figure, called `curve`.
    pub curve: Block,
    /// The table of the main metric with the views side by side.
    pub table: Table,
    /// Whose service changes, with a figure called `views`.
    pub views: Vec<Block>,
    /// Every metric.
    pub details: Vec<Block>,
    /// How it was made.
    pub made: Vec<Block>,
}

/// The parts of the report.
pub fn told(forecast: &Forecast, lang: Lang) -> Told {
    let room = Room::new(forecast, lang);
    Told {
        title: room.title(),
        opening: opening(&room),
        curve: curve(&room),
        table: room.main_table(),
        views: views(&room),
        details: details(&room),
        made: made(&room),
    }
}

/// What each further person adds once `people` of the data take part, in
/// sentences; see [`told`] for the forecast itself.
pub fn joining(forecast: &Forecast, lang: Lang, people: u64) -> Vec<String> {
    Room::new(forecast, lang).joining(people)
}

/// The figures of the forecast by name, `curve` and `views`, each with its
/// data: for downloads.
pub fn pictures(forecast: &Forecast, lang: Lang) -> Vec<Picture> {
    let room = Room::new(forecast, lang);
    let blocks = std::iter::once(curve(&room)).chain(views(&room));
    blocks
        .filter_map(|block| match block {
            Block::Figure(picture) => Some(*picture),
            _ => None,
        })
        .collect()
}

/// The report as a page: one file that opens offline, `report.html`.
pub fn page(forecast: &Forecast, lang: Lang) -> String {
    let room = Room::new(forecast, lang);
    let version = forecast.capstan.as_str();
    let seed = forecast.seed.to_string();
    let footer = room
        .voice
        .say("made-footer", args![version = version, seed = seed]);
    let section = |heading, blocks| Section::new(&room.voice, heading, blocks);
    let page = Page {
        lead: opening(&room),
        sections: vec![
            section("section-figure", vec![curve(&room)]),
            section("section-views", views(&room)),
            section("section-details", details(&room)),
            section("section-made", made(&room)),
        ],
        ..head(&room, room.title(), footer)
    };
    page.html(&room.voice)
}

/// A page of this room that is still empty.
fn head(room: &Room<'_>, title: String, footer: String) -> Page {
    Page {
        title,
        room: room.voice.say(Bar::Forecast.key(), args![]),
        bar: Some(Bar::Forecast),
        lead: Vec::new(),
        sections: Vec::new(),
        footer,
    }
}

/// The same for a terminal of 80 columns, without colour: sentences, then a
/// table, then notes.
pub fn text(forecast: &Forecast, lang: Lang) -> String {
    let room = Room::new(forecast, lang);
    let mut out = vec![paragraph("", &room.title(), WIDTH)];
    out.extend(opening(&room).iter().filter_map(|b| b.sentences(WIDTH)));
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
            caption: room.metric_line(m) + " " + &room.voice.say("caption-views", args![]),
            data: room.changes(m, &room.shown_views()),
        })));
    }
    let mut missing = Vec::new();
    if room.all_leave() && m != room.metric {
        let view = room.people(View::Strikers);
        missing.push(room.voice.say("view-gone", args![view = view]));
    }
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
    use crate::{Action, Lever, Operator, Plan, forecast};
    use capstan_data::{Group, WorldSpec, world::grow};
    use capstan_learn::{Params, find};
    use capstan_report::faults;
    use capstan_worlds::{Cache, Protocol};

    #[test]
    fn both_languages_say_the_same() {
        let sources = [
            include_str!("mod.rs"),
            include_str!("advice.rs"),
            include_str!("amount.rs"),
            include_str!("figures.rs"),
            include_str!("joining.rs"),
            include_str!("made.rs"),
            include_str!("notes.rs"),
            include_str!("pair.rs"),
            include_str!("room.rs"),
            include_str!("say.rs"),
            include_str!("tables.rs"),
        ];
        assert_eq!(faults(&super::words(), &sources), Vec::<String>::new());
    }

    #[test]
    fn texts_are_as_they_were() {
        insta::assert_snapshot!("strike_en", text(&samples::strike(), Lang::En));
        insta::assert_snapshot!("strike_es", text(&samples::strike(), Lang::Es));
        insta::assert_snapshot!("no_gap_en", text(&samples::no_gap(), Lang::En));
        insta::assert_snapshot!("boycott_es", text(&samples::boycott(), Lang::Es));
        insta::assert_snapshot!("two_en", text(&samples::two(), Lang::En));
        insta::assert_snapshot!("two_es", text(&samples::two(), Lang::Es));
    }

    #[test]
    fn pages_are_as_they_were() {
        insta::assert_snapshot!("page_en", words(&page(&samples::strike(), Lang::En)));
        insta::assert_snapshot!("page_es", words(&page(&samples::two(), Lang::Es)));
    }

    /// The words of a page, a line for each element that has some; of
    /// drawings, what they say to those who cannot see them.
    fn words(html: &str) -> String {
        let mut out = Vec::new();
        let mut inside = "";
        for part in html.split('<').skip(1) {
            let (tag, text) = part.split_once('>').unwrap_or((part, ""));
            let name = tag.split(' ').next().unwrap_or_default();
            match name {
                "style" | "svg" => inside = name,
                "/style" | "/svg" => inside = "",
                _ => {}
            }
            let said = inside.is_empty() || name == "title" || name == "desc";
            if said && !text.trim().is_empty() {
                out.push(format!("{name}: {}", text.trim()));
            }
        }
        out.join("\n")
    }

    #[test]
    fn a_result_that_is_none_is_said_first() {
        let text = text(&samples::no_gap(), Lang::En);
        assert!(text.starts_with("If 3 in 10 members strike, we cannot tell whether"));
        let page = page(&samples::no_gap(), Lang::En);
        let title = page.split("<h1>").nth(1).unwrap_or_default();
        assert!(title.starts_with("If 3 in 10 members strike, we cannot tell"));
        assert!(page.contains("capstan tune --sample --model svd"));
        assert!(!page.contains("as if it knew nothing about you"));
    }

    #[test]
    fn numbers_of_the_sentences_are_those_of_the_forecast() {
        let mut f = samples::strike();
        for p in &mut f.points {
            if p.participation == 0.3 && p.view == "everyone" && p.metric == "surfaced_hits" {
                (p.change, p.change_low, p.change_high) =
                    (Some(-0.0123), Some(-0.0201), Some(-0.0045));
                (p.normalised_loss, p.normalised_low, p.normalised_high) =
                    (Some(0.61), Some(0.24), Some(1.13));
            }
        }
        let text = text(&f, Lang::En).replace('\n', " ");
        for words in [
            "loses about 6 in 10 parts (61 %) of what personalisation gives",
            "show them about 12 fewer, between 4 and 20.",
            "between 24 % and 113 % of what",
            "9 in 20 members, which is 270 people",
            "between 38 % and 55 %",
            "61 (24 to 113)",
        ] {
            assert!(text.contains(words), "{words}");
        }
    }

    #[test]
    fn drawings_stand_alone() {
        for lang in Lang::ALL {
            for size in [Size::Wide, Size::Narrow] {
                let svg = svg(&samples::strike(), lang, size);
                assert!(svg.starts_with("<svg") && !svg.contains("NaN"));
                assert!(svg.contains("svd"));
            }
        }
    }

    /// Every lever, kind of group and kind of model on a small world.
    #[test]
    fn whatever_is_forecast_is_told_whole() {
        let data = grow(&WorldSpec::small(), 1, 0).data;
        let hash = data.hash();
        let cases = [
            ("svd", "random", "strike", Some("normalised_loss >= 0.1")),
            ("svd", "gender=F", "boycott", Some("rmse for others <= 2")),
            ("svd", "random", "boycott", None),
            ("item-mean", "gender=F", "volume=0.5", None),
            ("popularity", "random", "strike-from=2016-01-01", None),
        ];
        for (model, group, lever, target) in cases {
            let model = find(model).expect("a model");
            let changes = match model.info().name {
                "svd" => vec![("factors", "2"), ("epochs", "5")],
                _ => Vec::new(),
            };
            let params = Params::new(model.info(), changes).expect("parameters");
            let plan = Plan {
                actions: vec![Action {
                    group: Group::parse(group).expect("a group"),
                    lever: lever.parse::<Lever>().expect("a lever"),
                    share: 1.0,
                }],
                participation: vec![0.2, 1.0],
                replicates: 2,
                folds: 2,
                seed: 1,
                target: target.map(|t| t.parse().expect("a target")),
                tolerance: None,
                protocol: Protocol::Paired,
            };
            let operator = Operator {
                data: &data,
                hash: &hash,
                synthetic: true,
                model,
                params: &params,
            };
            let source = serde_json::Value::Null;
            let made = forecast(&plan, operator, source, &Cache::in_memory(), &());
            let made = made.expect("a forecast");
            let case = format!("{} {group} {lever}", model.info().name);
            for lang in Lang::ALL {
                let (text, page) = (text(&made, lang), page(&made, lang));
                for line in text.lines() {
                    assert!(line.chars().count() <= WIDTH, "{case}: {line}");
                }
                for said in [&text, &page] {
                    assert!(said.contains("capstan verify forecast.json"), "{case}");
                    assert!(!said.contains("NaN") && !said.contains("{ $"), "{case}");
                }
                for fact in [&*hash, group, model.info().counterpart] {
                    assert!(page.contains(fact), "{case}: {fact}");
                }
            }
            let spanish = page(&made, Lang::Es);
            for point in &made.points {
                if let Some(reason) = &point.reason {
                    assert!(!spanish.contains(&**reason), "{case}: {reason}");
                }
            }
        }
    }
}
