//! The figures of a round.

use super::Room;
use crate::dividend::Index;
use crate::inequality::{Holding, lorenz};
use capstan_report::{
    Block, Cell, Column, Dot, Dots, Figure, Format, LeverCurve, Look, Picture, Point, Series,
    Table, Token, YAxis, args,
};
use capstan_stats::Interval;

/// At how many points at most the Lorenz curve is drawn.
const POINTS: usize = 100;

/// A number that is known exactly.
fn exact(value: f64) -> Interval {
    Interval::around(value, 0.0)
}

impl Room<'_> {
    /// Who gets what.
    pub(super) fn dividends(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Figure(Box::new(self.distribution()))];
        if self.many() {
            let people = self.round.members.len() as f64;
            let words = self.voice.say("members-many", args![people = people]);
            blocks.push(Block::Text(words));
        }
        blocks
    }

    fn distribution(&self) -> Picture {
        let limits = self.round.members.iter().any(|m| m.amount_low.is_some());
        let about = match (self.many(), limits) {
            (true, _) => self.say("figure-tenths-about"),
            (false, true) => self.say("figure-members-within"),
            (false, false) => self.say("figure-members-about"),
        };
        let all: u64 = self.round.members.iter().map(|m| m.amount).sum();
        let share = |coins: u64| coins as f64 / all.max(1) as f64;
        let row = |label: String, value: Interval| Dot {
            label,
            value,
            before: None,
        };
        let rows: Vec<Dot> = if self.many() {
            let tenth = |number: usize| {
                let number = number as f64;
                self.voice.say("tenth", args![number = number])
            };
            (self.tenths().iter().rev())
                .map(|t| row(tenth(t.number), exact(share(t.coins))))
                .collect()
        } else {
            (self.round.members.iter())
                .map(|m| {
                    let value = Interval {
                        value: share(m.amount),
                        low: share(m.amount_low.unwrap_or(m.amount)),
                        high: share(m.amount_high.unwrap_or(m.amount)),
                    };
                    row(m.member.id.clone(), value)
                })
                .collect()
        };
        let percent = |coins: f64| self.voice.percent(coins, 0);
        let most = rows.iter().map(|r| r.value.value).fold(0.0, f64::max);
        let least = rows.iter().map(|r| r.value.value).fold(1.0, f64::min);
        let title = if self.many() {
            self.voice.say(
                "figure-tenths-title",
                args![share = percent(most), least = percent(least)],
            )
        } else {
            let share = percent(most);
            self.voice.say("figure-members-title", args![share = share])
        };
        let caption = about.clone();
        Picture {
            name: "dividends".into(),
            figure: Figure::Dots(Dots {
                description: format!("{title}. {about}"),
                title,
                x_label: self.say("figure-members-x"),
                before: String::new(),
                rows,
            }),
            caption,
            data: self.main_table(),
        }
    }

    /// How unequal that is.
    pub(super) fn unequal(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        blocks.extend(self.lorenz().map(|p| Block::Figure(Box::new(p))));
        if let (Some(parts), Some(table)) = (&self.round.groups, self.groups_table()) {
            let format = Format::number(3);
            let between = self.voice.format(parts.between, format);
            let within = self.voice.format(parts.within, format);
            let words = self
                .voice
                .say("groups-words", args![between = between, within = within]);
            blocks.push(Block::Text(words));
            blocks.push(Block::Table(table));
        }
        blocks
    }

    fn lorenz(&self) -> Option<Picture> {
        let holdings: Vec<Holding> = (self.round.members.iter())
            .map(|m| Holding::of_one(m.amount as f64))
            .collect();
        let all = lorenz(&holdings)?;
        let step = all.len().div_ceil(POINTS).max(1);
        let last = all.len() - 1;
        let corners: Vec<[f64; 2]> = (all.iter().enumerate())
            .filter(|(i, _)| i % step == 0 || *i == last)
            .map(|(_, p)| *p)
            .collect();
        let at = all.partition_point(|p| p[0] < 0.5).clamp(1, last);
        let ([x0, y0], [x1, y1]) = (all[at - 1], all[at]);
        let half = y0 + (y1 - y0) * (0.5 - x0) / (x1 - x0);
        let share = self.voice.percent(half, 0);
        let title = self.voice.say("lorenz-title", args![share = share]);
        let series = |key: &str, look: Look, points: &[[f64; 2]]| Series {
            label: self.say(key),
            look,
            points: (points.iter())
                .map(|&[participation, value]| Point {
                    participation,
                    value: exact(value),
                    hollow: false,
                })
                .collect(),
            refused: Vec::new(),
        };
        let (line, straight) = (
            Look {
                token: Token::Teal,
                dash: "",
            },
            Look {
                token: Token::Muted,
                dash: "5 3",
            },
        );
        let mut data = Table::new(
            title.clone(),
            vec![
                Column::new("people", self.say("lorenz-x")),
                Column::new("money", self.say("lorenz-y")),
            ],
        );
        for &[people, money] in &corners {
            let percent = |x| Cell::Number(x, Format::percent(1));
            data.push(vec![percent(people), percent(money)]);
        }
        Some(Picture {
            name: "lorenz".into(),
            figure: Figure::Curve(LeverCurve {
                description: format!("{title}. {}", self.say("lorenz-about")),
                title,
                x_label: self.say("lorenz-x"),
                y: YAxis {
                    label: self.say("lorenz-y"),
                    format: Format::percent(0),
                    zero: true,
                    second: None,
                },
                series: vec![
                    series("lorenz-line", line, &corners),
                    series("lorenz-equal", straight, &[[0.0, 0.0], [1.0, 1.0]]),
                ],
                baselines: Vec::new(),
                refused: Vec::new(),
                critical: None,
            }),
            caption: self.say("lorenz-about"),
            data,
        })
    }

    /// Every rule on the same values.
    pub(super) fn compared(&self) -> Vec<Block> {
        let gini = |indices: &[Index]| {
            let index = indices.iter().find(|i| i.name == "gini")?;
            let (value, low, high) = (index.value?, index.low?, index.high?);
            Some(Interval { value, low, high })
        };
        let mut rows = Vec::new();
        let this = gini(&self.round.inequality).map(|g| (self.say("compare-this"), g));
        let others: Vec<(String, Interval)> = (self.round.rules.iter())
            .filter_map(|c| Some((self.called(&c.rule), gini(&c.inequality)?)))
            .collect();
        for (label, value) in this.into_iter().chain(others.iter().cloned()) {
            rows.push(Dot {
                label,
                value,
                before: None,
            });
        }
        let by = |a: &&(String, Interval), b: &&(String, Interval)| a.1.value.total_cmp(&b.1.value);
        let name = |found: Option<&(String, Interval)>| {
            found.map_or_else(String::new, |(rule, _)| rule.clone())
        };
        let (least, most) = (
            name(others.iter().min_by(by)),
            name(others.iter().max_by(by)),
        );
        let title = self
            .voice
            .say("compare-title", args![least = least, most = most]);
        let lines = self.round.rules.iter().map(|c| {
            let what = self.say(&format!("rule-{}", c.rule));
            format!("{}: {what}", self.called(&c.rule))
        });
        let mut blocks = vec![
            Block::Figure(Box::new(Picture {
                name: "rules".into(),
                figure: Figure::Dots(Dots {
                    description: format!("{title}. {}", self.say("compare-about")),
                    title,
                    x_label: self.say("compare-x"),
                    before: String::new(),
                    rows,
                }),
                caption: self.say("compare-about"),
                data: self.inequality_table(&self.all_indices()),
            })),
            Block::List(lines.collect()),
        ];
        blocks.extend(self.properties_tables().into_iter().map(Block::Table));
        blocks
    }
}
