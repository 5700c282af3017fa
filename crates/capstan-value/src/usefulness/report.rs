//! What values are good for, in sentences and a figure, for reports on
//! records and on people's ratings alike.

use super::{Removed, Usefulness};
use capstan_report::figure::YAxis;
use capstan_report::{
    Block, Cell, Column, Figure, Format, LeverCurve, Picture, Point, Series, Table, View, Voice,
    Words, args,
};
use capstan_stats::Interval;

/// The sentences of this part of the room.
pub fn words() -> Words {
    Words::room("what values are good for")
}

/// Who says what is left when some go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scorer {
    /// A model that is trained on what is left.
    Model,
    /// A command of the user's.
    Command,
}

/// How to tell of trials. The voice must know [`words`].
pub struct Telling<'a> {
    /// Who speaks.
    pub voice: &'a Voice,
    /// Who scored what is left.
    pub scorer: Scorer,
    /// What the halves that are compared are halves of.
    pub halves: Halves,
    /// Whether a lower score is better.
    pub lower_is_better: bool,
}

/// What was cut in half to see whether values stay in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halves {
    /// Test examples or draws.
    Independent,
    /// The people who are tested.
    People,
}

/// A line of the figure of what is left: its words, its look, and where its
/// points are.
type Line = (&'static str, View, fn(&Removed) -> Interval);

const LINES: [Line; 3] = [
    ("use-best", View::Strikers, |r| r.best_first),
    ("use-worst", View::Bystanders, |r| r.worst_first),
    ("use-random", View::Others, |r| r.random),
];

impl Telling<'_> {
    fn say(&self, key: &str) -> String {
        self.voice.say(key, args![])
    }

    fn score(&self, x: f64) -> String {
        self.voice.format(x, Format::number(4))
    }

    /// The figure and the sentences; that nothing was tried, where it was not.
    pub fn blocks(&self, tried: Option<&Usefulness>) -> Vec<Block> {
        let Some(tried) = tried else {
            return vec![Block::Text(self.say("use-not-tried"))];
        };
        let mut said = Vec::new();
        if let Some(wrong) = tried.wrong_labels {
            let (made, found) = (wrong.made as f64, wrong.found as f64);
            let chance = self.voice.format(wrong.by_chance, Format::number(0));
            said.push(self.voice.say(
                "use-wrong",
                args![made = made, found = found, chance = chance],
            ));
            let lower = self.voice.percent(wrong.lower, 0);
            said.push(self.voice.say("use-lower", args![lower = lower]));
        }
        if let Some(rho) = tried.stability {
            let rho = self.voice.format(rho, Format::number(2));
            let key = match self.halves {
                Halves::Independent => "use-stable",
                Halves::People => "use-stable-people",
            };
            said.push(self.voice.say(key, args![rho = rho]));
        }
        let mut blocks = self.removal(tried);
        if !said.is_empty() {
            blocks.push(Block::Text(said.join(" ")));
        }
        blocks
    }

    /// What was found, as a title.
    fn title(&self, tried: &Usefulness) -> String {
        let hurts = tried.removal.iter().filter(|r| match self.lower_is_better {
            true => r.best_first.value > r.random.high,
            false => r.best_first.value < r.random.low,
        });
        match hurts.count() * 2 >= tried.removal.len() {
            true => self.say("use-good"),
            false => self.say("use-none"),
        }
    }

    /// The same as text: what is left of half, and the sentences.
    pub fn lines(&self, tried: Option<&Usefulness>) -> Vec<String> {
        let left = tried.and_then(|tried| Some(self.described(tried.removal.last()?)));
        let said = self.blocks(tried).into_iter();
        let said = said.filter_map(|block| match block {
            Block::Text(text) => Some(text),
            _ => None,
        });
        left.into_iter().chain(said).collect()
    }

    fn described(&self, end: &Removed) -> String {
        let [best, worst, random] = LINES.map(|(_, _, of)| self.score(of(end).value));
        self.voice.say(
            "use-describe",
            args![best = best, worst = worst, random = random],
        )
    }

    /// What is left when some go.
    fn removal(&self, tried: &Usefulness) -> Vec<Block> {
        let Some(end) = tried.removal.last() else {
            return Vec::new();
        };
        let title = self.title(tried);
        let series = LINES.iter().map(|(key, view, of)| Series {
            label: self.say(key),
            look: view.look(),
            points: tried
                .removal
                .iter()
                .map(|r| Point {
                    participation: r.share,
                    value: of(r),
                    hollow: false,
                })
                .collect(),
            refused: Vec::new(),
        });
        let figure = LeverCurve {
            title: title.clone(),
            description: self.described(end),
            x_label: self.say("use-x"),
            y: YAxis {
                label: self.say("use-y"),
                format: Format::number(3),
                zero: false,
                second: None,
            },
            series: series.collect(),
            baselines: Vec::new(),
            refused: Vec::new(),
            critical: None,
        };
        let mut columns = vec![Column::new("share", self.say("use-share"))];
        columns.extend(
            ["best-first", "worst-first", "random"]
                .into_iter()
                .zip(LINES)
                .map(|(name, (key, ..))| Column::new(name, self.say(key))),
        );
        let mut data = Table::new(title, columns);
        for removed in &tried.removal {
            let mut row = vec![Cell::Number(removed.share, Format::percent(0))];
            row.extend(LINES.map(|(_, _, of)| Cell::Estimate(of(removed), Format::number(4))));
            data.push(row);
        }
        vec![Block::Figure(Box::new(Picture {
            name: "removal".into(),
            figure: Figure::Curve(figure),
            caption: self.say(match self.scorer {
                Scorer::Model => "use-caption",
                Scorer::Command => "use-caption-command",
            }),
            data,
        }))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_report::{Lang, faults};

    #[test]
    fn both_languages_say_the_same() {
        let sources = [include_str!("report.rs")];
        assert_eq!(faults(&words(), &sources), Vec::<String>::new());
    }

    #[test]
    fn a_rising_error_hurts_too() {
        let at = |value| Interval::around(value, 0.01);
        let removed = |share, best| Removed {
            share,
            best_first: at(best),
            worst_first: at(0.9),
            random: at(1.0),
        };
        let tried = Usefulness {
            removal: vec![removed(0.0, 1.0), removed(0.5, 1.2)],
            wrong_labels: None,
            stability: Some(0.25),
        };
        for (lower_is_better, wanted) in [(true, "more than taking away"), (false, "no more")] {
            let voice = Voice::own(Lang::En, &[words()]);
            let telling = Telling {
                voice: &voice,
                scorer: Scorer::Command,
                halves: Halves::People,
                lower_is_better,
            };
            assert!(telling.title(&tried).contains(wanted));
            let lines = telling.lines(Some(&tried));
            assert!(lines[0].contains("1.2000"), "{lines:?}");
            assert!(lines[1].contains("halves of the people") && lines[1].contains("0.25"));
            assert!(telling.lines(None)[0].contains("--check"));
        }
    }
}
