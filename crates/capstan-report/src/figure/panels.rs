//! Small multiples: one panel a view, on the same axes.

use super::curve::HEAVY;
use super::parts::{self, Plot, text_at};
use super::scale::{Linear, domain};
use super::style::class;
use super::{Baseline, Panels, Series, Size, Svg, text};
use crate::args;
use crate::markup::Element;
use crate::words::Voice;

impl Panels {
    /// The drawing. `id` must be the figure's own in its page.
    pub fn draw(&self, voice: &Voice, size: Size, id: &str) -> Svg {
        let id = format!("{id}-{}", size.name());
        let (letters, step, width) = (size.letters(), size.line(), size.width());
        let (most, gutter, frame) = match size {
            Size::Wide => (3, 26.0, 165.0),
            Size::Narrow => (2, 14.0, 135.0),
        };
        let n = self.series.len();
        // Four panels stand better two by two.
        let columns = if n == 4 { 2 } else { n.clamp(1, most) };
        let all = || self.series.iter();
        let (low, high) = domain(parts::values(all(), &self.baselines, &self.y), self.y.zero);
        let unit = Linear::new(low, high, 1.0, 0.0);
        let words = parts::y_words(voice, &self.y, unit, 4);
        let left = parts::y_room(&words, size);
        let wide = (width - left - gutter * (columns - 1) as f64) / columns as f64;

        let mut parts = vec![parts::hatch_patterns(&id, &self.series)];
        let mut notes: Vec<String> = Vec::new();
        let mut end = parts::lines(&mut parts, "t-muted", 0.0, &self.y.label, size);
        for row in self.series.chunks(columns) {
            let heads: Vec<Vec<String>> = row
                .iter()
                .map(|s| text::wrap(&s.label, letters, wide * HEAVY))
                .collect();
            let tallest = heads.iter().map(Vec::len).max().unwrap_or(0);
            let top = end + 14.0 + tallest as f64 * step + 4.0;
            for (column, (series, head)) in row.iter().zip(heads).enumerate() {
                let from = left + (wide + gutter) * column as f64;
                let plot = Plot {
                    voice,
                    size,
                    id: &id,
                    refused: &[],
                    x: Linear::new(0.0, 1.0, from, from + wide),
                    y: Linear::new(low, high, top + frame, top),
                    left: from,
                    right: from + wide,
                    top,
                    bottom: top + frame,
                };
                let kind = format!("strong {}", class(series.look.token));
                for (i, words) in head.iter().enumerate() {
                    let base = top - 8.0 - step * (head.len() - 1 - i) as f64;
                    parts.push(text_at(&kind, from, base, "start", words));
                }
                parts.extend(plot.y_marks(&words, column == 0));
                for refusal in &series.refused {
                    parts.push(plot.hatched(refusal, series.look.token));
                    notes.push(parts::refused_note(voice, series, refusal));
                }
                parts.extend(self.baselines.iter().map(|b| plot.baseline(b)));
                let others = all().filter(|s| *s != series);
                parts.extend(others.map(|s| plot.ghost(s)));
                parts.extend(plot.band(series));
                parts.extend(plot.estimates(series));
                if std::ptr::eq(series, &self.series[0]) {
                    let drawn: Vec<&Series> = all().collect();
                    parts.extend(name_baselines(&plot, &self.baselines, &drawn));
                }
                parts.extend(plot.x_marks(true));
            }
            end = top + frame + Plot::x_room(size);
        }
        end += 4.0;
        notes.insert(0, self.x_label.clone());
        if n > 1 {
            notes.insert(1, voice.say("figure-faint", args![]));
        }
        notes.extend(parts::zero_note(voice, &self.series));
        for note in notes {
            end = parts::lines(&mut parts, "t-muted", end, &note, size);
        }
        Svg::new(id, size, [&self.title, &self.description], end, parts)
    }
}

/// The words of the baselines inside a panel, above or below their line and at
/// its left or right end, wherever they cover least.
fn name_baselines(plot: &Plot<'_>, baselines: &[Baseline], drawn: &[&Series]) -> Vec<Element> {
    let (letters, step) = (plot.size.letters(), plot.size.line());
    let mut taken: Vec<parts::Area> = Vec::new();
    let mut out = Vec::new();
    for baseline in baselines.iter().filter(|b| b.value.is_finite()) {
        let y = plot.y.at(baseline.value);
        let room = plot.right - plot.left - 6.0;
        let lines = text::wrap(&baseline.label, letters, room);
        let wide = lines
            .iter()
            .map(|l| text::width(l, letters))
            .fold(0.0, f64::max);
        let tall = lines.len() as f64 * step;
        let mut best: Option<(f64, parts::Area, &'static str)> = None;
        for (above, anchor) in [
            (true, "end"),
            (true, "start"),
            (false, "end"),
            (false, "start"),
        ] {
            let upper = if above { y - tall - 4.0 } else { y + 4.0 };
            let from = if anchor == "end" {
                plot.right - 2.0 - wide
            } else {
                plot.left + 4.0
            };
            let area = [from, upper, from + wide, upper + tall];
            let inside = upper >= plot.top - 2.0 && upper + tall <= plot.bottom;
            let clash = taken
                .iter()
                .any(|t| t[0] < area[2] && area[0] < t[2] && t[1] < area[3] && area[1] < t[3]);
            let others: Vec<Baseline> = baselines
                .iter()
                .filter(|b| *b != baseline)
                .cloned()
                .collect();
            let cost = plot.covered(area, drawn, &others)
                + if inside { 0.0 } else { 1e6 }
                + if clash { 1e5 } else { 0.0 };
            if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, area, anchor));
            }
        }
        if let Some((_, area, anchor)) = best {
            taken.push(area);
            let x = if anchor == "end" { area[2] } else { area[0] };
            for (i, words) in lines.iter().enumerate() {
                let base = area[1] + letters + step * i as f64;
                out.push(text_at("t-muted halo", x, base, anchor, words));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::panels;
    use super::*;
    use crate::Lang;

    #[test]
    fn every_view_has_its_panel_with_the_others_behind() {
        let voice = Voice::new(Lang::En, &[]).unwrap();
        let figure = panels(&voice);
        for size in [Size::Wide, Size::Narrow] {
            let svg = figure.draw(&voice, size, "p").inline();
            for series in &figure.series {
                let kind = class(series.look.token);
                assert!(svg.contains(&format!("class=\"band {kind}\"")));
                assert!(svg.contains(&format!(">{}</text>", series.label)));
            }
            assert_eq!(svg.matches("class=\"ghost").count(), 6);
            assert_eq!(svg.matches(">item averages").count(), 1);
            assert!(svg.contains("Hatched: bystanders: too few"));
        }
    }

    #[test]
    fn panels_stay_inside_the_drawing() {
        let voice = Voice::new(Lang::Es, &[]).unwrap();
        let mut figure = panels(&voice);
        for n in 1..=5 {
            while figure.series.len() < n {
                let next = figure.series[0].clone();
                figure.series.push(next);
            }
            figure.series.truncate(n);
            for size in [Size::Wide, Size::Narrow] {
                let svg = figure.draw(&voice, size, "p");
                let drawn = svg.inline();
                for part in drawn.split(" x2=\"").skip(1) {
                    let x: f64 = part.split('"').next().unwrap().parse().unwrap();
                    assert!(x <= size.width() + 0.01, "{x}");
                }
                for part in drawn.split(" y=\"").skip(1) {
                    let y: f64 = part.split('"').next().unwrap().parse().unwrap();
                    assert!(y <= svg.height(), "{y}");
                }
            }
        }
    }
}
