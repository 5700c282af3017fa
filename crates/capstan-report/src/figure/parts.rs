//! The parts that all figures are made of: a frame with its marks, lines with
//! their bands, hatched stretches.

use super::scale::Linear;
use super::style::class;
use super::text;
use super::{Baseline, Point, Refusal, Series, Size, YAxis};
use crate::args;
use crate::markup::{Element, number};
use crate::tokens::Token;
use crate::words::Voice;
use capstan_stats::Interval;

/// A frame on which values are drawn.
pub(crate) struct Plot<'a> {
    pub voice: &'a Voice,
    pub size: Size,
    /// The id of the drawing, for its patterns.
    pub id: &'a str,
    /// Where no figure is given for any line.
    pub refused: &'a [Refusal],
    pub x: Linear,
    pub y: Linear,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// A rectangle: left, top, right, bottom.
pub(crate) type Area = [f64; 4];

pub(crate) fn line(class: &str, from: (f64, f64), to: (f64, f64)) -> Element {
    Element::new("line")
        .attr("class", class)
        .num("x1", from.0)
        .num("y1", from.1)
        .num("x2", to.0)
        .num("y2", to.1)
}

/// Text at its baseline; `anchor` is `start`, `middle` or `end`.
pub(crate) fn text_at(class: &str, x: f64, y: f64, anchor: &'static str, words: &str) -> Element {
    Element::new("text")
        .attr("class", class)
        .num("x", x)
        .num("y", y)
        .attr("text-anchor", anchor)
        .text(words)
}

/// Adds `words` at the left, in lines as wide as the drawing, below `end`; how
/// far down they reach.
pub(crate) fn lines(
    parts: &mut Vec<Element>,
    class: &str,
    mut end: f64,
    words: &str,
    size: Size,
) -> f64 {
    for words in text::wrap(words, size.letters(), size.width()) {
        parts.push(text_at(class, 0.0, end + size.letters(), "start", &words));
        end += size.line();
    }
    end
}

/// A value as a point on its interval, hollow or not, smaller where it is only
/// there `to_compare`; nothing where one of its numbers is none.
pub(crate) fn dot(
    x: Linear,
    y: f64,
    value: Interval,
    hollow: bool,
    to_compare: bool,
) -> Vec<Element> {
    let all = [value.value, value.low, value.high];
    if !all.iter().all(|v| v.is_finite()) {
        return Vec::new();
    }
    let (token, kind, radius) = if to_compare {
        (Token::Muted, "whisker", 3.5)
    } else {
        (Token::Teal, "series", 5.0)
    };
    let kind = format!("{kind} {}", class(token));
    vec![
        line(&kind, (x.at(value.low), y), (x.at(value.high), y)),
        point(token, hollow, (x.at(value.value), y), radius),
    ]
}

fn point(token: Token, hollow: bool, (x, y): (f64, f64), radius: f64) -> Element {
    let kind = if hollow { "point hollow" } else { "point" };
    Element::new("circle")
        .attr("class", format!("{kind} {}", class(token)))
        .num("cx", x)
        .num("cy", y)
        .num("r", radius)
}

pub(crate) fn path(class: &str, points: &[(f64, f64)], close: bool) -> Element {
    let mut d = String::new();
    for (i, &(x, y)) in points.iter().enumerate() {
        d.push(if i == 0 { 'M' } else { 'L' });
        d += &format!("{} {}", number(x), number(y));
    }
    if close {
        d.push('Z');
    }
    Element::new("path").attr("class", class).attr("d", d)
}

fn rect(class: &str, area: Area) -> Element {
    Element::new("rect")
        .attr("class", class)
        .num("x", area[0])
        .num("y", area[1])
        .num("width", (area[2] - area[0]).max(0.0))
        .num("height", (area[3] - area[1]).max(0.0))
}

/// The patterns of refused stretches, for the drawing `id`: in the colour of
/// each line that has some, and muted.
pub(crate) fn hatch_patterns(id: &str, series: &[Series]) -> Element {
    let mut tokens = vec![Token::Muted];
    for one in series.iter().filter(|s| !s.refused.is_empty()) {
        if !tokens.contains(&one.look.token) {
            tokens.push(one.look.token);
        }
    }
    Element::new("defs").children(tokens.into_iter().map(|token| {
        Element::new("pattern")
            .attr("id", hatch_id(id, token))
            .attr("class", class(token))
            .attr("patternUnits", "userSpaceOnUse")
            .num("width", 7.0)
            .num("height", 7.0)
            .attr("patternTransform", "rotate(45)")
            .child(line("hatch", (0.0, 0.0), (0.0, 7.0)))
    }))
}

fn hatch_id(id: &str, token: Token) -> String {
    format!("{id}-hatch-{}", token.name())
}

/// What hollow points are, where `series` has some.
pub(crate) fn zero_note(voice: &Voice, series: &[Series]) -> Option<String> {
    let hollow = series.iter().flat_map(drawable).any(|p| p.hollow);
    hollow.then(|| {
        let zero = voice.say("note-zero", args![]);
        format!("{} {zero}", crate::table::HOLLOW)
    })
}

/// The words for a stretch where one line has no figures.
pub(crate) fn refused_note(voice: &Voice, series: &Series, refusal: &Refusal) -> String {
    let reason = format!("{}: {}", series.label, refusal.reason);
    voice.say("figure-refused", args![reason = reason])
}

/// Text for the y axis: the words of its marks.
pub(crate) fn y_words(voice: &Voice, y: &YAxis, axis: Linear, about: usize) -> Vec<(f64, String)> {
    let (marks, step) = axis.marks(about);
    let format = y.format.for_step(step);
    let words = marks.into_iter().map(|m| (m, voice.format(m, format)));
    words.collect()
}

/// The width that the words of the y axis take, in pixels.
pub(crate) fn y_room(words: &[(f64, String)], size: Size) -> f64 {
    let widths = words.iter().map(|(_, w)| text::width(w, size.letters()));
    widths.fold(0.0, f64::max) + 8.0
}

impl Plot<'_> {
    /// The y marks: thin lines through the frame, zero stronger, and words
    /// left of it.
    pub fn y_marks(&self, words: &[(f64, String)], labelled: bool) -> Vec<Element> {
        let mut out = Vec::new();
        for (value, words) in words {
            let y = self.y.at(*value);
            let zero = value.abs() < 1e-12;
            let kind = if zero { "axis t-muted" } else { "grid t-muted" };
            out.push(line(kind, (self.left, y), (self.right, y)));
            if labelled {
                let base = y + self.size.letters() * 0.35;
                out.push(text_at("t-muted", self.left - 7.0, base, "end", words));
            }
        }
        out
    }

    /// The x axis: marks in per cent and, below, as "1 in 5"; as many as fit.
    /// In a tight frame the outer marks stay inside it.
    pub fn x_marks(&self, tight: bool) -> Vec<Element> {
        let letters = self.size.letters();
        let words = |share: f64| [self.voice.percent(share, 0), self.voice.mark(share)];
        let room = self.right - self.left;
        let fits = |pieces: &u32| {
            let marks = (0..=*pieces).map(|i| words(f64::from(i) / f64::from(*pieces)));
            let widest = marks.flatten().map(|w| text::width(&w, letters));
            let widest = widest.fold(0.0, f64::max);
            widest + 6.0 <= room / f64::from(*pieces) * if tight { 0.75 } else { 1.0 }
        };
        let pieces = [10, 5, 4, 2].into_iter().find(fits).unwrap_or(1);
        let mut out = vec![line(
            "axis t-muted",
            (self.left, self.bottom),
            (self.right, self.bottom),
        )];
        for i in 0..=pieces {
            let share = f64::from(i) / f64::from(pieces);
            let x = self.x.at(share);
            out.push(line(
                "axis t-muted",
                (x, self.bottom),
                (x, self.bottom + 5.0),
            ));
            let anchor = match i {
                0 if tight => "start",
                i if tight && i == pieces => "end",
                _ => "middle",
            };
            let [percent, part] = words(share);
            let base = self.bottom + 5.0 + letters;
            out.push(text_at("t-ink", x, base, anchor, &percent));
            out.push(text_at(
                "t-muted",
                x,
                base + self.size.line(),
                anchor,
                &part,
            ));
        }
        out
    }

    /// The height that the x marks take below the frame, in pixels.
    pub fn x_room(size: Size) -> f64 {
        5.0 + 2.0 * size.line() + 4.0
    }

    /// A stretch without figures.
    pub fn hatched(&self, refusal: &Refusal, token: Token) -> Element {
        rect("refused", self.stretch(refusal.from, refusal.to))
            .attr("fill", format!("url(#{})", hatch_id(self.id, token)))
    }

    /// The area between two shares of participation, from top to bottom.
    pub fn stretch(&self, from: f64, to: f64) -> Area {
        [self.x.at(from), self.top, self.x.at(to), self.bottom]
    }

    /// A stretch of participation with a class of its own.
    pub fn shade(&self, kind: &str, from: f64, to: f64) -> Element {
        rect(kind, self.stretch(from, to))
    }

    /// A thin line at the value of a baseline.
    pub fn baseline(&self, baseline: &Baseline) -> Element {
        let y = self.y.at(baseline.value);
        line("baseline t-muted", (self.left, y), (self.right, y))
    }

    /// The line of `series` in pixels, cut where a refused stretch lies
    /// between two points.
    pub fn runs<'s>(&self, series: &'s Series) -> Vec<Vec<&'s Point>> {
        let mut runs: Vec<Vec<&Point>> = Vec::new();
        for point in drawable(series) {
            let cut = |last: &Point| {
                self.refused
                    .iter()
                    .chain(&series.refused)
                    .any(|r| last.participation <= r.from && point.participation >= r.to)
            };
            match runs.last_mut() {
                Some(run) if !run.last().is_some_and(|&last| cut(last)) => run.push(point),
                _ => runs.push(vec![point]),
            }
        }
        runs
    }

    fn pixel(&self, point: &Point, value: f64) -> (f64, f64) {
        (self.x.at(point.participation), self.y.at(value))
    }

    /// The band of the 95 % interval; a point without a neighbour gets its
    /// interval as an upright line.
    pub fn band(&self, series: &Series) -> Vec<Element> {
        let token = class(series.look.token);
        let mut out = Vec::new();
        for run in self.runs(series) {
            if let [point] = run[..] {
                let kind = format!("whisker {token}");
                let low = self.pixel(point, point.value.low);
                let high = self.pixel(point, point.value.high);
                out.push(line(&kind, low, high));
                continue;
            }
            let upper = run.iter().map(|p| self.pixel(p, p.value.high));
            let lower = run.iter().rev().map(|p| self.pixel(p, p.value.low));
            let outline: Vec<_> = upper.chain(lower).collect();
            out.push(path(&format!("band {token}"), &outline, true));
        }
        out
    }

    /// The estimates: a line and its points, hollow where the interval
    /// includes zero.
    pub fn estimates(&self, series: &Series) -> Vec<Element> {
        let token = class(series.look.token);
        let mut out = Vec::new();
        for run in self.runs(series) {
            let points: Vec<_> = run.iter().map(|p| self.pixel(p, p.value.value)).collect();
            let mut drawn = path(&format!("series {token}"), &points, false);
            if !series.look.dash.is_empty() {
                drawn = drawn.attr("stroke-dasharray", series.look.dash);
            }
            out.push(drawn);
            let radius = if self.size == Size::Wide { 3.0 } else { 2.5 };
            let points = run.iter().zip(points);
            out.extend(points.map(|(p, at)| point(series.look.token, p.hollow, at, radius)));
        }
        out
    }

    /// The line of another view, faint.
    pub fn ghost(&self, series: &Series) -> Element {
        let points: Vec<_> = drawable(series)
            .map(|p| self.pixel(p, p.value.value))
            .collect();
        path("ghost t-muted", &points, false)
    }

    /// How much of what is drawn a box would cover, in square pixels: bands,
    /// lines and baselines. Zero is a free place.
    pub fn covered(&self, area: Area, series: &[&Series], baselines: &[Baseline]) -> f64 {
        let overlap = |low: f64, high: f64| (high.min(area[3]) - low.max(area[1])).max(0.0);
        let mut sum = 0.0;
        let mut x = area[0];
        while x <= area[2] {
            for one in series {
                let points: Vec<&Point> = drawable(one).collect();
                for pair in points.windows(2) {
                    let (a, b) = (
                        self.x.at(pair[0].participation),
                        self.x.at(pair[1].participation),
                    );
                    if x >= a && x <= b && b > a {
                        let t = (x - a) / (b - a);
                        let mix = |v: fn(&Point) -> f64| {
                            self.y.at(v(pair[0])) * (1.0 - t) + self.y.at(v(pair[1])) * t
                        };
                        let (high, low) = (mix(|p| p.value.high), mix(|p| p.value.low));
                        sum += 3.0 * overlap(high - 2.0, low + 2.0);
                    }
                }
            }
            for baseline in baselines {
                let y = self.y.at(baseline.value);
                sum += 3.0 * overlap(y - 1.5, y + 1.5);
            }
            x += 3.0;
        }
        sum
    }
}

/// The points that have a place: finite, and in the order of participation as
/// given.
pub(crate) fn drawable(series: &Series) -> impl Iterator<Item = &Point> {
    series.points.iter().filter(|p| {
        let v = p.value;
        [p.participation, v.value, v.low, v.high]
            .iter()
            .all(|x| x.is_finite())
    })
}

/// All values an axis must show.
pub(crate) fn values<'a>(
    series: impl Iterator<Item = &'a Series>,
    baselines: &'a [Baseline],
    y: &'a YAxis,
) -> Vec<f64> {
    series
        .flat_map(drawable)
        .flat_map(|p| [p.value.value, p.value.low, p.value.high])
        .chain(baselines.iter().map(|b| b.value))
        .chain(y.second.iter().flat_map(|s| [s.today, s.unknown]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::series;
    use super::super::{View, tests};
    use super::*;
    use crate::Lang;

    fn with_plot(test: impl Fn(&Plot<'_>, &Voice)) {
        let voice = Voice::new(Lang::En, &[]).unwrap();
        let plot = Plot {
            voice: &voice,
            size: Size::Wide,
            id: "t",
            refused: &[],
            x: Linear::new(0.0, 1.0, 50.0, 550.0),
            y: Linear::new(0.755, 0.78, 300.0, 0.0),
            left: 50.0,
            right: 550.0,
            top: 0.0,
            bottom: 300.0,
        };
        test(&plot, &voice);
    }

    #[test]
    fn a_line_is_cut_at_a_refused_stretch() {
        with_plot(|plot, voice| {
            let mut one = series(View::Everyone, voice, 0.01, 1.0);
            one.points
                .retain(|p| p.participation < 0.35 || p.participation > 0.65);
            let refusal = Refusal {
                from: 0.3,
                to: 0.7,
                reason: "no".into(),
            };
            assert_eq!(plot.runs(&one).len(), 1);
            one.refused.push(refusal);
            let runs = plot.runs(&one);
            assert_eq!(runs.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4]);
        });
    }

    #[test]
    fn a_lonely_point_keeps_its_interval() {
        with_plot(|plot, voice| {
            let mut one = series(View::Everyone, voice, 0.01, 1.0);
            one.points.truncate(1);
            one.points[0].hollow = true;
            let band = plot.band(&one);
            assert_eq!(band.len(), 1);
            assert!(
                band[0]
                    .clone()
                    .finish()
                    .starts_with("<line class=\"whisker")
            );
            let drawn = plot.estimates(&one);
            assert!(drawn[1].clone().finish().contains("point hollow t-ink"));
        });
    }

    #[test]
    fn what_is_no_number_is_not_drawn() {
        with_plot(|plot, voice| {
            let mut one = series(View::Everyone, voice, 0.01, 1.0);
            one.points[3].value.low = f64::NAN;
            assert_eq!(plot.runs(&one)[0].len(), 10);
            assert!(
                values([one].iter(), &[], &tests::curve(voice).y)
                    .iter()
                    .all(|v| v.is_finite())
            );
        });
    }

    #[test]
    fn free_places_are_free() {
        with_plot(|plot, voice| {
            let one = series(View::Everyone, voice, 0.014, 1.0);
            let at = plot.y.at(one.points[5].value.value);
            let x = plot.x.at(0.5);
            let on = [x - 20.0, at - 5.0, x + 20.0, at + 5.0];
            let off = [x - 20.0, 1.0, x + 20.0, 11.0];
            assert!(plot.covered(on, &[&one], &[]) > 100.0);
            assert_eq!(plot.covered(off, &[&one], &[]), 0.0);
            let baseline = Baseline {
                label: "b".into(),
                value: 0.7795,
            };
            assert!(plot.covered(off, &[&one], &[baseline]) > 0.0);
        });
    }

    #[test]
    fn marks_have_per_cent_and_natural_frequencies() {
        with_plot(|plot, _| {
            let marks: String = plot
                .x_marks(false)
                .into_iter()
                .map(Element::finish)
                .collect();
            for words in ["20\u{a0}%", "1 in 5", "none", "all"] {
                assert!(marks.contains(&format!(">{words}</text>")), "{words}");
            }
        });
    }
}
