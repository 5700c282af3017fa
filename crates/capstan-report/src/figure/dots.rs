//! Shares with their intervals, one below the other.

use super::parts::{Plot, dot, line, lines};
use super::scale::Linear;
use super::{Dots, Size, Svg};
use crate::markup::Element;
use crate::words::Voice;

/// The room at both ends of the axis, for the words of its marks.
const SIDE: f64 = 26.0;
/// The height of the strip in which a dot stands.
const STRIP: f64 = 22.0;

impl Dots {
    /// The drawing. `id` must be the figure's own in its page.
    pub fn draw(&self, voice: &Voice, size: Size, id: &str) -> Svg {
        let id = format!("{id}-{}", size.name());
        let (left, right) = (SIDE, size.width() - SIDE);
        let x = Linear::new(0.0, 1.0, left, right);
        let mut marks = Vec::new();
        let mut end = 0.0;
        for row in &self.rows {
            end = lines(&mut marks, "strong t-ink halo", end, &row.label, size);
            if let Some(before) = row.before {
                marks.extend(dot(x, end + STRIP / 2.0, before, true, true));
                end += STRIP * 0.7;
            }
            marks.extend(dot(x, end + STRIP / 2.0, row.value, false, false));
            end += STRIP + 8.0;
        }
        let plot = Plot {
            voice,
            size,
            id: &id,
            refused: &[],
            x,
            y: Linear::new(0.0, 1.0, end, 0.0),
            left,
            right,
            top: 0.0,
            bottom: end,
        };
        // The grid stands behind the words and dots.
        let quarters = (0..=4).map(|q| x.at(f64::from(q) / 4.0));
        let mut parts: Vec<Element> = quarters
            .map(|at| line("grid t-muted", (at, 0.0), (at, end)))
            .collect();
        parts.extend(marks);
        parts.extend(plot.x_marks(false));
        end += Plot::x_room(size);
        let before = self.rows.iter().any(|row| row.before.is_some());
        let notes = [Some(&self.x_label), before.then_some(&self.before)];
        for note in notes.into_iter().flatten() {
            end = lines(&mut parts, "t-muted", end, note, size);
        }
        Svg::new(id, size, [&self.title, &self.description], end, parts)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Dot;
    use super::*;
    use crate::Lang;
    use capstan_stats::Interval;

    fn dots() -> Dots {
        let share = |value: f64| Interval::around(value, 0.05);
        let row = |label: &str, value, before: Option<f64>| Dot {
            label: label.into(),
            value: share(value),
            before: before.map(share),
        };
        Dots {
            title: "Fair pay has most".into(),
            description: "Fair pay has 60 of 100, climate 40.".into(),
            x_label: "Share of memberships".into(),
            before: "Hollow: 30 days earlier".into(),
            rows: vec![row("Fair pay", 0.6, Some(0.5)), row("Climate", 0.4, None)],
        }
    }

    #[test]
    fn every_share_stands_at_its_place_with_its_interval() {
        let voice = Voice::new(Lang::En, &[]).unwrap();
        let svg = dots().draw(&voice, Size::Wide, "f").inline();
        assert_eq!(svg.matches("<circle").count(), 3);
        assert_eq!(svg.matches("point hollow").count(), 1);
        // 26 + 0.6 * (720 - 52), and its interval from 0.55 to 0.65.
        assert!(svg.contains("cx=\"426.8\""), "{svg}");
        assert!(svg.contains("x1=\"393.4\"") && svg.contains("x2=\"460.2\""));
        assert!(svg.contains(">Hollow: 30 days earlier<"));
        let mut alone = dots();
        alone.rows.remove(0);
        let svg = alone.draw(&voice, Size::Wide, "f").inline();
        assert!(!svg.contains("Hollow"), "nothing hollow is there");
    }

    #[test]
    fn rows_do_not_touch_and_nothing_is_cut_off() {
        let voice = Voice::new(Lang::Es, &[]).unwrap();
        for size in [Size::Wide, Size::Narrow] {
            let drawn = dots().draw(&voice, size, "f");
            let svg = drawn.inline();
            let places = |name: &str, part: &str| -> Vec<f64> {
                let value = |text: &str| text.split('"').next().unwrap().parse().unwrap();
                let tags = svg.split(part).skip(1);
                let mark = format!(" {name}=\"");
                tags.map(|tag| value(tag.split(&mark).nth(1).unwrap()))
                    .collect()
            };
            let mut centres = places("cy", "<circle");
            centres.sort_by(f64::total_cmp);
            assert!(centres.windows(2).all(|pair| pair[1] - pair[0] >= 8.6));
            let texts = places("y", "<text");
            assert!(texts.iter().all(|&y| y <= drawn.height()), "{texts:?}");
            assert!(!svg.contains("NaN"));
        }
    }
}
