//! Lines made to run level: a photograph is turned, and seen askew.

use crate::ocr::prepare::scaled;
use image::{GrayImage, Luma};

/// How the lines of a picture run. Seen askew from the side, those above the
/// middle run another way than those below.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tilt {
    /// The slope of a line through the middle: down for one to the right.
    pub slope: f32,
    /// How much more the slope is at the lower edge than at the middle, and
    /// less at the upper one.
    pub lean: f32,
}

/// The steepest slope that is looked for: 12 degrees.
const STEEPEST: f32 = 0.21;
/// The most that slopes differ between the middle and an edge.
const MOST_LEAN: f32 = 0.06;
/// The longer side of the picture that slopes are looked for in, in pixels.
const SIDE: f32 = 600.0;

impl Tilt {
    /// The tilt of a picture of dark ink on white. Lines that run level leave
    /// rows of pixels that are all paper or full of ink; the tilt is the one
    /// with the greatest contrast of neighbouring rows (Postl 1986).
    pub fn of(flat: &GrayImage) -> Self {
        let factor = (SIDE / flat.width().max(flat.height()).max(1) as f32).min(1.0);
        let small = scaled(flat, factor);
        let mut best = Self::default();
        for (slopes, leans) in [
            ((STEEPEST, 0.0175), (0.0, 1.0)),
            ((0.0175, 0.007), (MOST_LEAN, 0.01)),
            ((0.007, 0.00175), (0.01, 0.0025)),
        ] {
            best = best.best_near(&small, slopes, leans);
        }
        best
    }

    /// The best of the tilts around this one, each within a reach and by steps.
    fn best_near(self, small: &GrayImage, slopes: (f32, f32), leans: (f32, f32)) -> Self {
        let around = |middle: f32, (reach, step): (f32, f32)| {
            let count = (reach / step).round() as i32;
            (-count..=count).map(move |n| middle + n as f32 * step)
        };
        let all = around(self.slope, slopes)
            .flat_map(|slope| around(self.lean, leans).map(move |lean| Self { slope, lean }));
        all.map(|tilt| (tilt.contrast(small), tilt))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map_or(self, |best| best.1)
    }

    /// How much rows differ from those below them, along these slopes.
    fn contrast(self, picture: &GrayImage) -> f64 {
        let (width, height) = picture.dimensions();
        let (mx, my) = (width as f32 / 2.0, height as f32 / 2.0);
        let reach = (mx * (self.slope.abs() + self.lean.abs())).ceil() as usize + 1;
        let mut rows = vec![0f64; height as usize + 2 * reach + 1];
        for (y, line) in picture.rows().enumerate() {
            let slope = self.slope + self.lean * (y as f32 - my) / my.max(1.0);
            for (x, pixel) in line.enumerate() {
                let row = y as f32 - (x as f32 - mx) * slope + reach as f32;
                let (low, part) = (row as usize, row.fract());
                let ink = f64::from(255 - pixel.0[0]);
                rows[low] += ink * f64::from(1.0 - part);
                rows[low + 1] += ink * f64::from(part);
            }
        }
        rows.windows(2).map(|w| (w[1] - w[0]).powi(2)).sum()
    }

    /// Whether lines run so far from level that it hinders reading.
    pub fn matters(self) -> bool {
        self.slope.abs() > 0.0035 || self.lean.abs() > 0.006
    }

    /// The picture with its lines level; what comes in at the edges is `outside`.
    pub fn levelled(self, picture: &GrayImage, outside: u8) -> GrayImage {
        let (sin, cos) = self.slope.atan().sin_cos();
        let (width, height) = picture.dimensions();
        let (mx, my) = (width as f32 / 2.0, height as f32 / 2.0);
        // Seen askew, what is `lean` further to the right is larger by that.
        let lean = self.lean / my.max(1.0);
        GrayImage::from_fn(width, height, |x, y| {
            let (dx, dy) = (x as f32 + 0.5 - mx, y as f32 + 0.5 - my);
            let near = 1.0 / (1.0 - lean * dx).max(0.5);
            let (dx, dy) = (dx * near, dy * near);
            let from_x = mx + dx * cos - dy * sin - 0.5;
            let from_y = my + dx * sin + dy * cos - 0.5;
            Luma([between(picture, from_x, from_y, outside)])
        })
    }
}

/// The shade between the four pixels around a place; `outside` beyond the
/// picture.
fn between(picture: &GrayImage, x: f32, y: f32, outside: u8) -> u8 {
    let (x0, y0) = (x.floor(), y.floor());
    let (fx, fy) = (x - x0, y - y0);
    let shade = |x: f32, y: f32| {
        let inside = x >= 0.0 && y >= 0.0;
        let pixel = inside.then(|| picture.get_pixel_checked(x as u32, y as u32));
        f32::from(pixel.flatten().map_or(outside, |p| p.0[0]))
    };
    let above = shade(x0, y0) * (1.0 - fx) + shade(x0 + 1.0, y0) * fx;
    let below = shade(x0, y0 + 1.0) * (1.0 - fx) + shade(x0 + 1.0, y0 + 1.0) * fx;
    (above * (1.0 - fy) + below * fy).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of ink on paper.
    fn ruled() -> GrayImage {
        GrayImage::from_fn(400, 400, |x, y| {
            let inked = y % 40 < 6 && (50..350).contains(&x);
            Luma([if inked { 0 } else { 255 }])
        })
    }

    fn is_level(picture: &GrayImage) -> bool {
        let dark = [(100, 123), (300, 283), (200, 203)];
        let light = [(100, 140), (300, 300), (20, 123)];
        dark.iter().all(|&(x, y)| picture.get_pixel(x, y).0[0] < 90)
            && light
                .iter()
                .all(|&(x, y)| picture.get_pixel(x, y).0[0] > 200)
    }

    /// The picture as a camera sees it that is not straight above it: the
    /// other way round than [`Tilt::levelled`].
    fn seen(picture: &GrayImage, tilt: Tilt) -> GrayImage {
        let (sin, cos) = tilt.slope.atan().sin_cos();
        GrayImage::from_fn(400, 400, |x, y| {
            let (dx, dy) = (x as f32 - 199.5, y as f32 - 199.5);
            let (dx, dy) = (dx * cos + dy * sin, dy * cos - dx * sin);
            let near = 1.0 + tilt.lean / 200.0 * dx;
            Luma([between(picture, 199.5 + dx / near, 199.5 + dy / near, 255)])
        })
    }

    #[test]
    fn tilts_are_found_out_and_undone() {
        let level = ruled();
        assert!(is_level(&level) && !Tilt::of(&level).matters());
        for (slope, lean) in [
            (-0.12, 0.0),
            (0.05, 0.0),
            (0.16, 0.0),
            (0.0, 0.03),
            (0.04, -0.04),
            (-0.06, 0.02),
        ] {
            let tilt = Tilt { slope, lean };
            let askew = seen(&level, tilt);
            let found = Tilt::of(&askew);
            assert!(found.matters(), "{tilt:?}: {found:?}");
            assert!(
                (found.slope - slope).abs() < 0.006 && (found.lean - lean).abs() < 0.008,
                "{tilt:?}: {found:?}"
            );
            assert!(
                is_level(&found.levelled(&askew, 255)),
                "{tilt:?}: {found:?}"
            );
        }
    }
}
