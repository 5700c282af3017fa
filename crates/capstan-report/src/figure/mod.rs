//! Figures: what a lever does over participation, as SVG.
//!
//! The title of a figure is its finding. A [`LeverCurve`] shows views together
//! in one frame, [`Panels`] show them side by side. Both are drawn for a wide
//! column and for a phone; the same drawing stands in a page, whose colours it
//! takes, or in a file of its own, which carries them.

mod curve;
mod dots;
mod effects;
mod panels;
mod parts;
mod scale;
mod spread;
mod style;
mod svg;
mod text;

use crate::format::Format;
use crate::tokens::Token;
use crate::words::Voice;
use capstan_stats::Interval;

pub use style::css;
pub use svg::Svg;

/// For which width a figure is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// A column of 720 pixels; readable from 600.
    Wide,
    /// A phone of 360 pixels.
    Narrow,
}

/// How a line is told from others: by colour and by dash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The colour.
    pub token: Token,
    /// Lengths of dashes and gaps, as in SVG; empty for a whole line.
    pub dash: &'static str,
}

/// Whose test data an effect is measured on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    /// Everyone.
    Everyone,
    /// Those who pull the lever.
    Strikers,
    /// Those who do not.
    Bystanders,
    /// People like the strikers who did not join.
    Similar,
    /// Everyone else.
    Others,
}

impl View {
    /// All of them, in the order of display.
    pub const ALL: [Self; 5] = [
        Self::Everyone,
        Self::Strikers,
        Self::Bystanders,
        Self::Similar,
        Self::Others,
    ];

    /// The key of its words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Everyone => "view-everyone",
            Self::Strikers => "view-strikers",
            Self::Bystanders => "view-bystanders",
            Self::Similar => "view-similar",
            Self::Others => "view-others",
        }
    }

    /// The colour and dash of its line.
    pub const fn look(self) -> Look {
        let (token, dash) = match self {
            Self::Everyone => (Token::Ink, ""),
            Self::Strikers => (Token::Iron, "9 4"),
            Self::Bystanders => (Token::Teal, "2.5 3.5"),
            Self::Similar => (Token::Violet, "10 3 2.5 3"),
            Self::Others => (Token::Muted, "5 3"),
        };
        Look { token, dash }
    }
}

/// One measured point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The share of people who take part, 0 to 1.
    pub participation: f64,
    /// The estimate with its 95 % interval.
    pub value: Interval,
    /// Whether the interval of the effect includes zero; the point is hollow.
    pub hollow: bool,
}

/// A line with its band.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The words at the line's end.
    pub label: String,
    /// How it is told from others.
    pub look: Look,
    /// The points, by participation.
    pub points: Vec<Point>,
    /// Where no figure is given for this line.
    pub refused: Vec<Refusal>,
}

/// A value to compare with, drawn as a thin line.
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    /// The words at the line's end.
    pub label: String,
    /// The value, in the unit of the figure.
    pub value: f64,
}

/// The second scale: how much of what personalisation gives is lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The value that is as good as today.
    pub today: f64,
    /// The value of a system that knows nothing about people.
    pub unknown: f64,
}

/// The y axis.
#[derive(Clone, Debug, PartialEq)]
pub struct YAxis {
    /// What is shown and its unit, in words.
    pub label: String,
    /// How values are written; the digits follow the marks.
    pub format: Format,
    /// Whether zero must be on the axis.
    pub zero: bool,
    /// The second scale, where the personalisation gap is defined.
    pub second: Option<Scale>,
}

/// A stretch of participation where no figure is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// Where it begins, 0 to 1.
    pub from: f64,
    /// Where it ends, 0 to 1.
    pub to: f64,
    /// Why.
    pub reason: String,
}

/// The smallest participation that reaches a target.
#[derive(Clone, Debug, PartialEq)]
pub struct CriticalMass {
    /// The participation with its interval, 0 to 1.
    pub at: Interval,
    /// What it means, in one sentence.
    pub words: String,
}

/// What a lever does over participation: every view in one frame.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverCurve {
    /// The finding, in one sentence.
    pub title: String,
    /// The finding with its numbers, for those who cannot see the figure.
    pub description: String,
    /// Who takes part in what: the words of the x axis.
    pub x_label: String,
    /// The y axis.
    pub y: YAxis,
    /// The lines.
    pub series: Vec<Series>,
    /// What to compare with.
    pub baselines: Vec<Baseline>,
    /// Where no figure is given for any line.
    pub refused: Vec<Refusal>,
    /// The critical mass, if a target was set and reached.
    pub critical: Option<CriticalMass>,
}

/// What a lever does over participation: a small panel for each view, all on
/// the same axes, the other views faint behind.
#[derive(Clone, Debug, PartialEq)]
pub struct Panels {
    /// The finding, in one sentence.
    pub title: String,
    /// The finding with its numbers, for those who cannot see the figure.
    pub description: String,
    /// Who takes part in what: the words of the x axis.
    pub x_label: String,
    /// The y axis; a second scale is not drawn in panels.
    pub y: YAxis,
    /// What to compare with.
    pub baselines: Vec<Baseline>,
    /// A panel each; the label is the panel's head.
    pub series: Vec<Series>,
}

/// A share with its interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// Whose share it is.
    pub label: String,
    /// The share, 0 to 1.
    pub value: Interval,
    /// What it was at an earlier time.
    pub before: Option<Interval>,
}

/// Shares with their intervals, one below the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Dots {
    /// The finding, in one sentence.
    pub title: String,
    /// The finding with its numbers, for those who cannot see the figure.
    pub description: String,
    /// What it is a share of: the words of the x axis.
    pub x_label: String,
    /// What the hollow dots are, if there are any.
    pub before: String,
    /// The shares, from above.
    pub rows: Vec<Dot>,
}

/// What someone adds or takes, with its interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// Whose effect it is.
    pub label: String,
    /// The effect, which may be below 0.
    pub value: Interval,
}

/// Effects with their intervals, one below the other, on an axis with zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    /// The finding, in one sentence.
    pub title: String,
    /// The finding with its numbers, for those who cannot see the figure.
    pub description: String,
    /// What is shown and its unit: the words of the x axis.
    pub x_label: String,
    /// How effects are written; the digits follow the marks.
    pub format: Format,
    /// The effects, from above.
    pub rows: Vec<Effect>,
}

/// A figure of any kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// All views in one frame.
    Curve(LeverCurve),
    /// A panel for each view.
    Panels(Panels),
    /// Shares, one below the other.
    Dots(Dots),
    /// Effects, one below the other.
    Effects(Effects),
}

impl Figure {
    /// The finding.
    pub fn title(&self) -> &str {
        match self {
            Self::Curve(figure) => &figure.title,
            Self::Panels(figure) => &figure.title,
            Self::Dots(figure) => &figure.title,
            Self::Effects(figure) => &figure.title,
        }
    }

    /// The drawing. `id` must be the figure's own in its page.
    pub fn draw(&self, voice: &Voice, size: Size, id: &str) -> Svg {
        match self {
            Self::Curve(figure) => figure.draw(voice, size, id),
            Self::Panels(figure) => figure.draw(voice, size, id),
            Self::Dots(figure) => figure.draw(voice, size, id),
            Self::Effects(figure) => figure.draw(voice, size, id),
        }
    }
}

impl Size {
    /// The width of the drawing in pixels.
    pub(crate) fn width(self) -> f64 {
        match self {
            Self::Wide => 720.0,
            Self::Narrow => 340.0,
        }
    }

    /// The size of the letters in pixels.
    pub(crate) fn letters(self) -> f64 {
        match self {
            Self::Wide => 13.0,
            Self::Narrow => 12.0,
        }
    }

    /// The height of a line of letters in pixels.
    pub(crate) fn line(self) -> f64 {
        match self {
            Self::Wide => 17.0,
            Self::Narrow => 15.5,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::Lang;

    /// A made-up curve: falls from 0.774 toward 0.760, faster at the end.
    pub(crate) fn series(view: View, voice: &Voice, depth: f64, last: f64) -> Series {
        let points = (0..=10)
            .map(|i| f64::from(i) / 10.0)
            .filter(|&p| p <= last)
            .map(|p| {
                let value = 0.774 - depth * (0.6 * p + 0.4 * p.powi(4));
                let half = 0.0006 + 0.0016 * p;
                Point {
                    participation: p,
                    value: Interval {
                        value,
                        low: value - half,
                        high: value + half,
                    },
                    hollow: 0.774 - value < half,
                }
            })
            .collect();
        Series {
            label: voice.say(view.key(), crate::args![]),
            look: view.look(),
            points,
            refused: vec![],
        }
    }

    /// A made-up figure with everything a lever curve can hold.
    pub(crate) fn curve(voice: &Voice) -> LeverCurve {
        let mut bystanders = series(View::Bystanders, voice, 0.004, 0.9);
        bystanders.refused.push(Refusal {
            from: 0.9,
            to: 1.0,
            reason: "too few bystanders are left to measure".into(),
        });
        LeverCurve {
            title: "A strike of half the members undoes 6 tenths of what personalisation gives"
                .into(),
            description: "Surfaced hits fall from 0.774 to 0.760.".into(),
            x_label: "Share of members who strike".into(),
            y: YAxis {
                label: "Surfaced hits: share of liked films found at the top".into(),
                format: Format::number(3),
                zero: false,
                second: Some(Scale {
                    today: 0.774,
                    unknown: 0.76,
                }),
            },
            series: vec![
                series(View::Everyone, voice, 0.014, 1.0),
                series(View::Strikers, voice, 0.0135, 1.0),
                bystanders,
            ],
            baselines: vec![
                Baseline {
                    label: "today".into(),
                    value: 0.774,
                },
                Baseline {
                    label: "item averages for everyone".into(),
                    value: 0.76,
                },
                Baseline {
                    label: "most popular first".into(),
                    value: 0.7595,
                },
            ],
            refused: vec![],
            critical: Some(CriticalMass {
                at: Interval {
                    value: 0.62,
                    low: 0.55,
                    high: 0.71,
                },
                words: "Critical mass: about 62 in 100 members, between 55 and 71".into(),
            }),
        }
    }

    pub(crate) fn panels(voice: &Voice) -> Panels {
        let curve = curve(voice);
        Panels {
            title: "Everyone loses, strikers most".into(),
            description: "Strikers lose 0.0135, bystanders 0.004.".into(),
            x_label: curve.x_label,
            y: YAxis {
                second: None,
                ..curve.y
            },
            baselines: curve.baselines[..2].to_vec(),
            series: curve.series,
        }
    }

    #[test]
    fn views_differ_in_colour_and_in_dash() {
        for (i, a) in View::ALL.into_iter().enumerate() {
            for b in &View::ALL[i + 1..] {
                assert_ne!(a.look().token, b.look().token);
                assert_ne!(a.look().dash, b.look().dash);
            }
        }
    }

    #[test]
    fn drawings_are_as_they_were() {
        let en = Voice::new(Lang::En, &[]).unwrap();
        let figure = Figure::Curve(curve(&en));
        let svg = figure.draw(&en, Size::Wide, "curve").file();
        insta::assert_snapshot!("curve_wide", svg.replace("><", ">\n<"));
        let es = Voice::new(Lang::Es, &[]).unwrap();
        let figure = Figure::Panels(panels(&es));
        let svg = figure.draw(&es, Size::Narrow, "panels").inline();
        insta::assert_snapshot!("panels_narrow", svg.replace("><", ">\n<"));
    }

    #[test]
    fn every_drawing_says_its_finding() {
        let voice = Voice::new(Lang::En, &[]).unwrap();
        for figure in [Figure::Curve(curve(&voice)), Figure::Panels(panels(&voice))] {
            for size in [Size::Wide, Size::Narrow] {
                for svg in [
                    figure.draw(&voice, size, "f").inline(),
                    figure.draw(&voice, size, "f").file(),
                ] {
                    assert!(svg.contains("role=\"img\""));
                    assert!(svg.contains(&format!(">{}</title>", figure.title())));
                    assert!(svg.contains("<desc id="));
                    assert!(!svg.contains("NaN") && !svg.contains("inf"));
                }
            }
        }
    }

    #[test]
    fn letters_are_large_enough_on_a_phone() {
        // A phone of 360 pixels leaves 328 beside its margins.
        let shrunk = Size::Narrow.letters() * 328.0 / Size::Narrow.width();
        assert!(shrunk >= 11.0, "{shrunk}");
        let voice = Voice::new(Lang::En, &[]).unwrap();
        for figure in [Figure::Curve(curve(&voice)), Figure::Panels(panels(&voice))] {
            let svg = figure.draw(&voice, Size::Narrow, "f").inline();
            for size in svg.split("font-size=\"").skip(1) {
                let size: f64 = size.split('"').next().unwrap().parse().unwrap();
                assert!(size * 328.0 / Size::Narrow.width() >= 11.0);
            }
            // Every letter gets its size from an attribute of its own or of
            // the drawing.
            assert!(svg.starts_with("<svg") && svg[..svg.find('>').unwrap()].contains("font-size"));
        }
    }
}
