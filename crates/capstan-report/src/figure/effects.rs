//! Effects with their intervals, one below the other, on an axis with zero.

use super::parts::{dot, line, lines, text_at};
use super::scale::{Linear, domain};
use super::{Effects, Size, Svg};
use crate::words::Voice;

/// The room at both ends of the axis, for the words of its marks.
const SIDE: f64 = 30.0;
/// The height of the strip in which a dot stands.
const STRIP: f64 = 22.0;

impl Effects {
    /// The drawing. `id` must be the figure's own in its page.
    pub fn draw(&self, voice: &Voice, size: Size, id: &str) -> Svg {
        let id = format!("{id}-{}", size.name());
        let limits = self.rows.iter().flat_map(|r| [r.value.low, r.value.high]);
        let (low, high) = domain(limits, true);
        let x = Linear::new(low, high, SIDE, size.width() - SIDE);
        let mut marks = Vec::new();
        let mut end = 0.0;
        for row in &self.rows {
            end = lines(&mut marks, "strong t-ink halo", end, &row.label, size);
            let hollow = row.value.includes_zero();
            marks.extend(dot(x, end + STRIP / 2.0, row.value, hollow, false));
            end += STRIP + 8.0;
        }
        let (places, apart) = x.marks(if size == Size::Wide { 6 } else { 3 });
        let format = self.format.for_step(apart);
        // The grid stands behind the words and dots.
        let mut parts = Vec::new();
        for &place in &places {
            let zero = place.abs() < apart / 2.0;
            let kind = if zero { "axis t-muted" } else { "grid t-muted" };
            parts.push(line(kind, (x.at(place), 0.0), (x.at(place), end)));
        }
        parts.extend(marks);
        for &place in &places {
            let words = voice.format(place, format);
            let base = end + 5.0 + size.letters();
            parts.push(text_at("t-ink", x.at(place), base, "middle", &words));
        }
        end += 5.0 + size.line() + 4.0;
        end = lines(&mut parts, "t-muted", end, &self.x_label, size);
        Svg::new(id, size, [&self.title, &self.description], end, parts)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Effect;
    use super::*;
    use crate::{Format, Lang};
    use capstan_stats::Interval;

    fn effects() -> Effects {
        let row = |label: &str, value| Effect {
            label: label.into(),
            value: Interval::around(value, 0.02),
        };
        Effects {
            title: "The north adds most".into(),
            description: "The north adds 0.08, the south nothing we can tell.".into(),
            x_label: "What a group adds".into(),
            format: Format::number(3),
            rows: vec![row("North", 0.08), row("South", -0.01)],
        }
    }

    #[test]
    fn every_effect_stands_at_its_place_and_is_hollow_at_zero() {
        let voice = Voice::own(Lang::En, &[]);
        let svg = effects().draw(&voice, Size::Wide, "f").inline();
        assert_eq!(svg.matches("<circle").count(), 2);
        assert_eq!(svg.matches("point hollow").count(), 1);
        let (low, high) = domain([0.06, 0.1, -0.03, 0.01], true);
        let place = SIDE + (0.08 - low) / (high - low) * (720.0 - 2.0 * SIDE);
        let place = crate::markup::number(place);
        assert!(svg.contains(&format!("cx=\"{place}\"")), "{place}: {svg}");
        // Zero is marked, and stands out from the grid.
        assert!(svg.contains(">0.00<") && svg.contains("axis t-muted"));
    }

    #[test]
    fn nothing_is_cut_off_and_what_is_no_number_is_left_out() {
        let voice = Voice::own(Lang::Es, &[]);
        let mut effects = effects();
        effects.rows[0].value.high = f64::INFINITY;
        for size in [Size::Wide, Size::Narrow] {
            let drawn = effects.draw(&voice, size, "f");
            let svg = drawn.inline();
            assert_eq!(svg.matches("<circle").count(), 1);
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
            for tag in svg.split("<text").skip(1) {
                let y = tag.split(" y=\"").nth(1).and_then(|t| t.split('"').next());
                let y: f64 = y.and_then(|y| y.parse().ok()).expect("a place");
                assert!(y <= drawn.height(), "{y}");
            }
        }
    }
}
