//! Two forecasts side by side, in words, a table and a figure.

use super::amount::{Unit, format_of, unit};
use super::figures::{axis_format, with_start};
use super::room::{Room, place};
use super::{WIDTH, head};
use crate::compare::{Pair, Row};
use crate::result::Forecast;
use capstan_report::{
    Baseline, Block, Cell, Colour, Column, Figure, Format, Lang, LeverCurve, Look, Page, Picture,
    Point, Section, Series, Table, Token, YAxis, args, paragraph,
};
use capstan_stats::Interval;
use capstan_worlds::View;

/// The names of the two.
const NAMES: [&str; 2] = ["A", "B"];
/// How their lines are told apart.
const LOOKS: [Look; 2] = [
    Look {
        token: Token::Ink,
        dash: "",
    },
    Look {
        token: Token::Violet,
        dash: "9 4",
    },
];

/// What [`crate::compare::compare`] found, for a terminal of 80 columns:
/// sentences, then a table, then a note. `forecasts` are the two it was made
/// from.
pub fn compare_text(forecasts: [&Forecast; 2], pair: &Pair, lang: Lang) -> String {
    let both = Both::new(forecasts, pair, lang);
    let mut out = vec![paragraph("", &both.title(), WIDTH)];
    out.extend(both.opening().iter().filter_map(|b| b.sentences(WIDTH)));
    let voice = &both.rooms[0].voice;
    out.push(both.table().terminal(voice, WIDTH, Colour::Never));
    out.push(paragraph("", &voice.say("pair-note", args![]), WIDTH));
    out.join("\n\n") + "\n"
}

/// The same as a page that opens offline, with both curves in one figure.
pub fn compare_page(forecasts: [&Forecast; 2], pair: &Pair, lang: Lang) -> String {
    let both = Both::new(forecasts, pair, lang);
    let voice = &both.rooms[0].voice;
    let say = |key| voice.say(key, args![]);
    let caption = [
        both.rooms[0].metric_line(both.metric),
        say("pair-caption"),
        say("pair-note"),
    ];
    let picture = Picture {
        name: "compare".into(),
        figure: both.figure(),
        caption: caption.join(" "),
        data: both.table(),
    };
    let made = both.rooms.iter().zip(NAMES).map(|(room, name)| {
        let summary = voice.say("pair-made", args![name = name]);
        Block::Folded(summary, room.made())
    });
    let version = forecasts[1].capstan.as_str();
    let page = Page {
        lead: both.opening(),
        sections: vec![
            Section::new(
                voice,
                "section-pair",
                vec![Block::Figure(Box::new(picture))],
            ),
            Section::new(voice, "section-made", made.collect()),
        ],
        ..head(
            &both.rooms[0],
            both.title(),
            voice.say("pair-footer", args![version = version]),
        )
    };
    page.html(voice)
}

struct Both<'a> {
    rooms: [Room<'a>; 2],
    pair: &'a Pair,
    metric: usize,
    view: View,
}

impl<'a> Both<'a> {
    fn new(forecasts: [&'a Forecast; 2], pair: &'a Pair, lang: Lang) -> Self {
        let metric = place(&pair.metric);
        let view = View::find(&pair.view).unwrap_or(View::Everyone);
        Self {
            rooms: forecasts.map(|f| Room::new(f, lang).of(metric, view)),
            pair,
            metric,
            view,
        }
    }

    /// The row that the sentences are about: of those that both have, the one
    /// nearest to 3 in 10.
    fn headline(&self) -> Option<(&Row, Interval)> {
        let off = |row: &Row| (row.participation - 0.3).abs();
        let rows = self.pair.rows.iter();
        rows.filter(|row| row.participation > 0.0)
            .filter_map(|row| Some((row, row.difference?)))
            .min_by(|a, b| off(a.0).total_cmp(&off(b.0)))
    }

    fn title(&self) -> String {
        let room = &self.rooms[0];
        let Some((row, difference)) = self.headline() else {
            return room.voice.say("pair-nothing", args![]);
        };
        let part = room.voice.part(row.participation);
        if difference.includes_zero() {
            return room.voice.say("pair-same", args![part = part]);
        }
        let reach = difference.reach();
        let direction = room.direction(difference);
        if unit(self.metric) == Unit::Hits {
            let n = room.size(self.metric, difference.value, reach);
            room.voice.say(
                "pair-hits",
                args![part = part, n = n, direction = direction],
            )
        } else {
            let amount = room.amount(self.metric, difference.value, reach);
            let metric = room.metric_name(self.metric);
            room.voice.say(
                "pair-metric",
                args![
                    part = part,
                    metric = metric,
                    amount = amount,
                    direction = direction
                ],
            )
        }
    }

    fn opening(&self) -> Vec<Block> {
        let room = &self.rooms[0];
        let mut blocks = Vec::new();
        if self
            .rooms
            .iter()
            .any(|r| r.forecast.notes.contains(&crate::result::Note::Synthetic))
        {
            blocks.push(Block::Caution(room.voice.say("note-synthetic", args![])));
        }
        if !self.pair.same_data {
            blocks.push(Block::Caution(room.voice.say("pair-other-data", args![])));
        }
        if let Some((_, difference)) = self.headline() {
            let range = room.range(self.metric, difference);
            let view = room.people(self.view);
            let hits = unit(self.metric) == Unit::Hits;
            // A range across zero names both directions itself.
            let direction = match (difference.includes_zero(), difference.value < 0.0) {
                (true, _) => "none",
                (false, true) if hits => "fewer",
                (false, true) => "lower",
                (false, false) if hits => "more",
                (false, false) => "higher",
            };
            blocks.push(Block::Lead(room.voice.say(
                "pair-range",
                args![range = range, direction = direction, view = view],
            )));
        }
        let sides = self.rooms.iter().zip(NAMES).map(|(room, name)| {
            let what = match self.headline() {
                Some((row, _)) => room.finding(row.participation),
                None => room.x_label() + ".",
            };
            room.voice.say(
                "pair-side",
                args![
                    name = name,
                    what = what,
                    model = room.forecast.model.name.as_str(),
                    data = room.forecast.data.name.as_str()
                ],
            )
        });
        blocks.push(Block::List(sides.collect()));
        blocks
    }

    fn table(&self) -> Table {
        let room = &self.rooms[0];
        let say = |key| room.voice.say(key, args![]);
        let mut table = Table::new(
            room.voice.say(
                "table-pair",
                args![
                    metric = room.metric_name(self.metric),
                    view = room.people(self.view),
                    unit = room.unit_words(self.metric)
                ],
            ),
            vec![
                Column::new("participation", say("head-participation")),
                Column::new("a", NAMES[0]),
                Column::new("b", NAMES[1]),
                Column::new("b_minus_a", say("head-difference")),
            ],
        );
        let known = self.pair.rows.iter().flat_map(|r| r.change).flatten();
        let format = format_of(self.metric, known).signed();
        for row in &self.pair.rows {
            let digits = u8::from((row.participation * 100.0).fract().abs() > 1e-9);
            let cell = |change: Option<Interval>, room: &Room<'_>| match change {
                Some(change) => Cell::Change(change, format),
                None if room.has(row.participation) => {
                    Cell::refused(room.reason(row.participation, self.view, self.metric))
                }
                None => Cell::Empty,
            };
            let [a, b] = row.change;
            table.push(vec![
                Cell::Number(row.participation, Format::percent(digits)),
                cell(a, &self.rooms[0]),
                cell(b, &self.rooms[1]),
                row.difference
                    .map_or(Cell::Empty, |d| Cell::Change(d, format)),
            ]);
        }
        table
    }

    fn figure(&self) -> Figure {
        let room = &self.rooms[0];
        let series = [0, 1].map(|i| {
            let measured = self.pair.rows.iter().filter_map(|row| {
                let value = row.change[i]?;
                Some(Point {
                    participation: row.participation,
                    value,
                    hollow: row.participation > 0.0 && value.includes_zero(),
                })
            });
            Series {
                label: NAMES[i].into(),
                look: LOOKS[i],
                points: with_start(self.view, measured.collect()),
                refused: Vec::new(),
            }
        });
        let labels = self.rooms.each_ref().map(Room::x_label);
        Figure::Curve(LeverCurve {
            title: self.title(),
            description: self
                .rooms
                .iter()
                .map(|r| r.description(self.view, self.metric))
                .collect::<Vec<_>>()
                .join(" "),
            x_label: if labels[0] == labels[1] {
                labels[0].clone()
            } else {
                let [a, b] = labels;
                room.voice.say("x-pair", args![a = a, b = b])
            },
            y: YAxis {
                label: room.axis(self.metric),
                format: axis_format(self.metric),
                zero: true,
                second: None,
            },
            series: series.into(),
            baselines: vec![Baseline {
                label: room.voice.say("line-now", args![]),
                value: 0.0,
            }],
            refused: Vec::new(),
            critical: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::compare;
    use crate::report::samples;

    #[test]
    fn pairs_are_told_as_they_were() {
        let (a, b) = (samples::strike(), samples::boycott());
        let pair = compare(&a, &b, "surfaced_hits", "everyone").expect("a pair");
        let text = |lang| compare_text([&a, &b], &pair, lang);
        insta::assert_snapshot!("pair_en", text(Lang::En));
        insta::assert_snapshot!("pair_es", text(Lang::Es));
    }

    #[test]
    fn what_cannot_be_told_apart_is_said_first() {
        let a = samples::strike();
        let pair = compare(&a, &a, "rmse", "bystanders").expect("a pair");
        let text = compare_text([&a, &a], &pair, Lang::En);
        assert!(text.starts_with("With 3 in 10 taking part, A and B cannot be told apart"));
        let none = compare(&a, &a, "rmse", "others").expect("a pair");
        let text = compare_text([&a, &a], &none, Lang::En);
        assert!(text.starts_with("There is no share at which both have a figure"));
    }

    #[test]
    fn the_page_shows_both() {
        let (a, mut b) = (samples::strike(), samples::two());
        b.data.hash = "other".to_owned();
        let pair = compare(&a, &b, "ndcg@10", "strikers").expect("a pair");
        for lang in Lang::ALL {
            let page = compare_page([&a, &b], &pair, lang);
            assert!(page.contains("band t-ink") && page.contains("band t-violet"));
            assert_eq!(
                page.matches("capstan verify forecast.json --share").count(),
                2
            );
            assert!(page.contains("class=\"caution\"") && !page.contains("NaN"));
        }
    }
}
