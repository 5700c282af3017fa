//! A lever curve: every view in one frame, labelled at the lines' ends.

use super::parts::{self, Plot, line, path, text_at};
use super::scale::{Linear, domain};
use super::spread::spread;
use super::style::class;
use super::{CriticalMass, LeverCurve, Refusal, Size, Svg, text};
use crate::args;
use crate::markup::Element;
use crate::tokens::Token;
use crate::words::Voice;

/// Words at the right of the frame.
struct Label {
    lines: Vec<String>,
    heavy: bool,
    kind: String,
    /// Where the line ends that it belongs to.
    from: (f64, f64),
    token: Token,
}

/// The room between the frame and the labels, in pixels.
const GAP: f64 = 16.0;

/// How much of its width is left to text in heavy letters.
pub(super) const HEAVY: f64 = 0.86;

impl LeverCurve {
    /// The drawing. `id` must be the figure's own in its page.
    pub fn draw(&self, voice: &Voice, size: Size, id: &str) -> Svg {
        let id = format!("{id}-{}", size.name());
        let (letters, step) = (size.letters(), size.line());
        let width = size.width();
        let (most, frame) = match size {
            Size::Wide => (165.0, 320.0),
            Size::Narrow => (94.0, 250.0),
        };

        // The right margin depends on the labels' words, not on their place.
        let (low, high) = domain(
            parts::values(self.series.iter(), &self.baselines, &self.y),
            self.y.zero,
        );
        let unit = Linear::new(low, high, 1.0, 0.0);
        let labels = self.labels(voice, letters, most, unit);
        let widest = labels
            .iter()
            .flat_map(|l| l.lines.iter().map(|words| (words, l.heavy)))
            .map(|(words, heavy)| text::width(words, letters) / if heavy { HEAVY } else { 1.0 })
            .fold(0.0, f64::max);
        let right = width - GAP - widest.clamp(24.0, most + 20.0);
        let words = parts::y_words(voice, &self.y, unit, 5);
        let left = parts::y_room(&words, size);

        let x = Linear::new(0.0, 1.0, left, right);
        let mut parts = Vec::new();
        let mut top = parts::lines(&mut parts, "t-muted", 0.0, &self.y.label, size) + 10.0;
        let strip = top;
        if let Some(critical) = &self.critical {
            let (place, anchor, lines) = strip_words(critical, x, letters, width);
            for words in lines {
                parts.push(text_at("strong", place, top + letters, anchor, &words));
                top += step;
            }
            top += 4.0;
        }

        let heights: Vec<f64> = labels
            .iter()
            .map(|l| l.lines.len() as f64 * step + 5.0)
            .collect();
        let bottom = top + f64::max(frame, heights.iter().sum::<f64>() - 8.0);
        let plot = Plot {
            voice,
            size,
            id: &id,
            refused: &self.refused,
            x,
            y: Linear::new(low, high, bottom, top),
            left,
            right,
            top,
            bottom,
        };
        let mut notes = Vec::new();
        parts.push(parts::hatch_patterns(&id, &self.series));
        if let Some(critical) = &self.critical {
            let at = critical.at;
            parts.push(plot.shade("critical-band t-ink", at.low, at.high));
        }
        parts.extend(plot.y_marks(&words, true));
        for refusal in &self.refused {
            parts.push(plot.hatched(refusal, Token::Muted));
        }
        parts.extend(self.baselines.iter().map(|b| plot.baseline(b)));
        for series in &self.series {
            parts.extend(plot.band(series));
        }
        if let Some(critical) = &self.critical {
            let x = plot.x.at(critical.at.value);
            parts.push(line("critical t-ink", (x, strip + 2.0), (x, bottom)));
        }
        for series in self.series.iter().rev() {
            parts.extend(plot.estimates(series));
        }
        for series in &self.series {
            for refusal in &series.refused {
                parts.push(plot.hatched(refusal, series.look.token));
                notes.push(parts::refused_note(voice, series, refusal));
            }
        }
        for refusal in &self.refused {
            match self.reason_inside(&plot, refusal) {
                Some(inside) => parts.extend(inside),
                None => notes.push(voice.say("figure-refused", args![reason = &*refusal.reason])),
            }
        }
        if let Some(scale) = self.y.second {
            let at = right + 5.0;
            let (a, b) = (plot.y.at(scale.today), plot.y.at(scale.unknown));
            parts.push(line("axis t-muted", (at, a), (at, b)));
            for quarter in 0..=4 {
                let y = a + (b - a) * f64::from(quarter) / 4.0;
                parts.push(line("axis t-muted", (at - 3.0, y), (at + 3.0, y)));
            }
        }
        parts.extend(place(&plot, &labels, &heights));
        parts.extend(plot.x_marks(false));

        notes.insert(0, self.x_label.clone());
        notes.extend(parts::zero_note(voice, &self.series));
        let mut end = bottom + Plot::x_room(size);
        for note in notes {
            end = parts::lines(&mut parts, "t-muted", end, &note, size);
        }
        Svg {
            frame: Some([left, top, right, bottom]),
            ..Svg::new(id, size, [&self.title, &self.description], end, parts)
        }
    }

    /// The words at the right: of lines, of baselines and of the second scale,
    /// one label where baseline and scale agree. Heights in `unit` of 0 to 1.
    fn labels(&self, voice: &Voice, letters: f64, most: f64, unit: Linear) -> Vec<Label> {
        let mut labels = Vec::new();
        for series in &self.series {
            if let Some(last) = parts::drawable(series).last() {
                labels.push(Label {
                    lines: text::wrap(&series.label, letters, most * HEAVY),
                    heavy: true,
                    kind: format!("strong {}", class(series.look.token)),
                    from: (last.participation, unit.at(last.value.value)),
                    token: series.look.token,
                });
            }
        }
        let mut quiet: Vec<(f64, Vec<String>)> = self
            .baselines
            .iter()
            .filter(|b| b.value.is_finite())
            .map(|b| (b.value, vec![b.label.clone()]))
            .collect();
        if let Some(scale) = self.y.second {
            let half = (scale.today + scale.unknown) / 2.0;
            for (value, words) in [
                (scale.today, voice.say("figure-today", args![])),
                (half, voice.say("figure-half", args![])),
                (scale.unknown, voice.say("figure-unknown", args![])),
            ] {
                let near = |v: f64| (unit.at(v) - unit.at(value)).abs() < 0.003;
                match quiet.iter_mut().find(|(v, _)| near(*v)) {
                    Some((_, label)) => label.push(words),
                    None => quiet.push((value, vec![words])),
                }
            }
        }
        labels.extend(quiet.into_iter().map(|(value, words)| Label {
            lines: text::wrap(&words.join(": "), letters, most),
            heavy: false,
            kind: "t-muted".into(),
            from: (1.0, unit.at(value)),
            token: Token::Muted,
        }));
        labels
    }

    /// The reason of a refusal in the middle of its stretch, where it fits
    /// without covering anything.
    fn reason_inside(&self, plot: &Plot<'_>, refusal: &Refusal) -> Option<Vec<Element>> {
        let (letters, step) = (plot.size.letters(), plot.size.line());
        let stretch = plot.stretch(refusal.from, refusal.to);
        let room = stretch[2] - stretch[0] - 12.0;
        let lines = text::wrap(&refusal.reason, letters, room);
        if lines.iter().any(|l| text::width(l, letters) > room) {
            return None;
        }
        let height = lines.len() as f64 * step + 8.0;
        let middle = (stretch[0] + stretch[2]) / 2.0;
        let all: Vec<_> = self.series.iter().collect();
        let mut y = stretch[1] + 4.0;
        while y + height <= stretch[3] {
            let area = [stretch[0] + 5.0, y, stretch[2] - 5.0, y + height];
            if plot.covered(area, &all, &self.baselines) == 0.0 {
                let words = lines.iter().enumerate().map(|(i, words)| {
                    let base = y + 4.0 + letters + step * i as f64;
                    text_at("t-ink halo", middle, base, "middle", words)
                });
                return Some(words.collect());
            }
            y += 6.0;
        }
        None
    }
}

/// The words of the critical mass beside its line: place, anchor and lines.
fn strip_words(
    critical: &CriticalMass,
    x: Linear,
    letters: f64,
    width: f64,
) -> (f64, &'static str, Vec<String>) {
    let at = x.at(critical.at.value);
    let (place, anchor, room) = if at > width / 2.0 {
        (at - 7.0, "end", at - 7.0)
    } else {
        (at + 7.0, "start", width - at - 7.0)
    };
    let lines = text::wrap(&critical.words, letters, room * HEAVY);
    (place, anchor, lines)
}

/// The labels at their places, with a thin line to where they belong.
fn place(plot: &Plot<'_>, labels: &[Label], heights: &[f64]) -> Vec<Element> {
    let (letters, step) = (plot.size.letters(), plot.size.line());
    let wanted: Vec<f64> = labels
        .iter()
        .map(|l| plot.top + l.from.1 * (plot.bottom - plot.top))
        .collect();
    let middles = spread(&wanted, heights, plot.top - 4.0, plot.bottom + 4.0);
    let mut out = Vec::new();
    for ((label, &y), &middle) in labels.iter().zip(&wanted).zip(&middles) {
        let end = plot.x.at(label.from.0);
        let token = class(label.token);
        if end < plot.right - 1.0 {
            let across = line(&format!("leader {token}"), (end + 5.0, y), (plot.right, y));
            out.push(across.attr("stroke-dasharray", "1.5 3"));
        }
        let edge = plot.right + GAP - 4.0;
        if (middle - y).abs() > 2.0 || end < plot.right - 1.0 {
            let elbow = [(plot.right, y), (plot.right + 3.0, y), (edge, middle)];
            out.push(path(&format!("leader {token}"), &elbow, false));
        }
        let block = label.lines.len() as f64 * step;
        for (i, words) in label.lines.iter().enumerate() {
            let base = middle - block / 2.0 + step * i as f64 + letters * 0.97;
            out.push(text_at(&label.kind, plot.right + GAP, base, "start", words));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{curve, series};
    use super::super::{Baseline, View};
    use super::*;
    use crate::Lang;

    /// The texts of a drawing with their boxes.
    fn boxes(svg: &str, letters: f64) -> Vec<(String, [f64; 4])> {
        let mut out = Vec::new();
        for part in svg.split("<text ").skip(1) {
            let value = |name: &str| {
                let tail = part.split(&format!("{name}=\"")).nth(1).unwrap();
                tail.split('"').next().unwrap().to_string()
            };
            let words = part.split('>').nth(1).unwrap().split('<').next().unwrap();
            let (x, y): (f64, f64) = (
                value(" x")
                    .parse()
                    .unwrap_or_else(|_| value("x").parse().unwrap()),
                value(" y").parse().unwrap(),
            );
            let wide = text::width(words, letters) / 1.12;
            let left = match value("text-anchor").as_str() {
                "end" => x - wide,
                "middle" => x - wide / 2.0,
                _ => x,
            };
            let area = [left, y - letters * 0.75, left + wide, y + letters * 0.2];
            out.push((words.to_string(), area));
        }
        out
    }

    fn assert_apart(svg: &str, size: Size) {
        let boxes = boxes(svg, size.letters());
        assert!(boxes.len() > 15);
        for (i, (a, p)) in boxes.iter().enumerate() {
            assert!(
                p[0] >= -0.5 && p[2] <= size.width() + 0.5,
                "{a} is cut off: {p:?}"
            );
            for (b, q) in &boxes[i + 1..] {
                let apart = p[2] <= q[0] || q[2] <= p[0] || p[3] <= q[1] || q[3] <= p[1];
                assert!(apart, "\"{a}\" {p:?} and \"{b}\" {q:?} overlap");
            }
        }
    }

    #[test]
    fn no_words_overlap_or_are_cut_off() {
        for lang in Lang::ALL {
            let voice = Voice::new(lang, &[]).unwrap();
            let mut figure = curve(&voice);
            for size in [Size::Wide, Size::Narrow] {
                assert_apart(&figure.draw(&voice, size, "f").inline(), size);
            }
            // All views at once, all ending at nearly the same place.
            figure.series = View::ALL
                .into_iter()
                .map(|v| series(v, &voice, 0.0139, 1.0))
                .collect();
            figure.baselines.push(Baseline {
                label: "the same as for a person nobody knows".into(),
                value: 0.7605,
            });
            for critical in [0.02, 0.5, 0.98] {
                figure.critical.as_mut().unwrap().at.value = critical;
                for size in [Size::Wide, Size::Narrow] {
                    assert_apart(&figure.draw(&voice, size, "f").inline(), size);
                }
            }
        }
    }

    #[test]
    fn a_baseline_and_the_scale_share_a_label() {
        let voice = Voice::new(Lang::En, &[]).unwrap();
        let svg = curve(&voice).draw(&voice, Size::Wide, "f").inline();
        assert!(svg.contains(">today: as good as today<"));
        assert_eq!(svg.matches("as good as today").count(), 1);
        assert!(svg.contains(">halfway<"));
    }

    #[test]
    fn a_refusal_gives_its_reason() {
        let voice = Voice::new(Lang::En, &[]).unwrap();
        let mut figure = curve(&voice);
        let narrow = figure.draw(&voice, Size::Narrow, "f").inline();
        assert!(narrow.contains(">Hatched: bystanders: too few"));
        assert!(narrow.contains("url(#f-narrow-hatch-teal)"));
        figure.series.truncate(1);
        figure.refused.push(Refusal {
            from: 0.9,
            to: 1.0,
            reason: "unmeasurable".into(),
        });
        let wide = figure.draw(&voice, Size::Wide, "f").inline();
        assert!(wide.contains(">Hatched: unmeasurable<"));
        figure.refused[0].from = 0.6;
        let wide = figure.draw(&voice, Size::Wide, "f").inline();
        assert!(wide.contains(">unmeasurable<") && !wide.contains("Hatched"));
        assert!(wide.contains("url(#f-wide-hatch-muted)"));
    }

    #[test]
    fn the_critical_mass_is_where_it_is() {
        let voice = Voice::new(Lang::En, &[]).unwrap();
        let svg = curve(&voice).draw(&voice, Size::Wide, "f").inline();
        let shade = svg.split("class=\"critical-band t-ink\"").nth(1).unwrap();
        let number = |part: &str, name: &str| -> f64 {
            let tail = part.split(&format!(" {name}=\"")).nth(1).unwrap();
            tail.split('"').next().unwrap().parse().unwrap()
        };
        let mark = svg.split("class=\"critical t-ink\"").nth(1).unwrap();
        // The frame goes from the mark of 0 to the mark of 1.
        let axis = svg.split("class=\"axis t-muted\"").last().unwrap();
        let right = number(axis, "x1");
        let share = number(shade, "width") / (0.71 - 0.55);
        assert!((right - share - (number(shade, "x") - 0.55 * share)).abs() < 0.1);
        assert!((number(mark, "x1") - (right - 0.38 * share)).abs() < 0.1);
    }

    #[test]
    fn a_figure_without_points_is_still_a_figure() {
        let voice = Voice::new(Lang::En, &[]).unwrap();
        let mut figure = curve(&voice);
        figure.series.clear();
        figure.baselines.clear();
        figure.critical = None;
        figure.y.second = None;
        figure.refused.push(Refusal {
            from: 0.0,
            to: 1.0,
            reason: "too few people".into(),
        });
        let svg = figure.draw(&voice, Size::Wide, "f").inline();
        assert!(svg.contains(">too few people<"));
        assert!(!svg.contains("NaN"));
    }
}
