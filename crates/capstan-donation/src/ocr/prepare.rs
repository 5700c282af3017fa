//! Pictures made easy to read: even paper, dark ink, letters of a good size.

use image::imageops::{self, FilterType};
use image::{GrayImage, Luma};

/// The smallest width in pixels to which a narrow picture is enlarged.
const WIDTH: u32 = 1400;
/// The most by which a picture is enlarged.
const MOST: f32 = 3.0;
/// The height of a capital that is read best, in pixels.
const CAPITAL: f32 = 32.0;

/// How much a picture of this width is enlarged at first.
pub(crate) fn first_scale(width: u32) -> f32 {
    (WIDTH as f32 / width.max(1) as f32).clamp(1.0, MOST)
}

/// How much more a picture should be enlarged or made smaller whose words are
/// `height` pixels high; nothing if they are near enough.
pub(crate) fn better_scale(height: f32) -> Option<f32> {
    let factor = CAPITAL / height.max(1.0);
    (!(0.45..1.7).contains(&factor)).then_some(factor)
}

/// The picture enlarged by `factor`.
pub(crate) fn scaled(picture: &GrayImage, factor: f32) -> GrayImage {
    let side = |n: u32| ((n as f32 * factor).round() as u32).max(1);
    let (width, height) = (side(picture.width()), side(picture.height()));
    if (width, height) == picture.dimensions() {
        return picture.clone();
    }
    imageops::resize(picture, width, height, FilterType::CatmullRom)
}

/// Dark ink on white paper, whatever was on what: each pixel by how far it is
/// from the shade of the paper around it. So dark screens, mixed ones and
/// shadows on a photograph all look the same.
pub(crate) fn flattened(picture: &GrayImage) -> GrayImage {
    let paper = Paper::of(picture);
    let mut far = GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        Luma([picture.get_pixel(x, y).0[0].abs_diff(paper.at(x, y))])
    });
    let ink = quantile(&far, 0.995).max(24);
    for pixel in far.pixels_mut() {
        let dark = u32::from(pixel.0[0]) * 255 / u32::from(ink);
        pixel.0[0] = 255 - dark.min(255) as u8;
    }
    far
}

/// The picture as it is, or inverted where most of it is dark; its shades
/// stretched from black to white.
pub(crate) fn plain(picture: &GrayImage) -> GrayImage {
    let (low, middle, high) = (
        quantile(picture, 0.002),
        quantile(picture, 0.5),
        quantile(picture, 0.998),
    );
    let dark = u32::from(middle) * 2 < u32::from(low) + u32::from(high);
    let span = u32::from(high.saturating_sub(low)).max(1);
    let mut out = picture.clone();
    for pixel in out.pixels_mut() {
        let shade = u32::from(pixel.0[0].clamp(low, high) - low) * 255 / span;
        pixel.0[0] = if dark { 255 - shade as u8 } else { shade as u8 };
    }
    out
}

/// The shade below which a share `q` of the pixels lies.
fn quantile(picture: &GrayImage, q: f64) -> u8 {
    let mut counts = [0u64; 256];
    for &shade in picture.as_raw() {
        counts[usize::from(shade)] += 1;
    }
    let wanted = (q * picture.as_raw().len() as f64) as u64;
    let mut seen = 0;
    for (shade, count) in counts.into_iter().enumerate() {
        seen += count;
        if seen > wanted {
            return shade as u8;
        }
    }
    255
}

/// The shade of the paper, as medians of blocks, even between their middles.
struct Paper {
    side: u32,
    columns: u32,
    rows: u32,
    shades: Vec<u8>,
}

impl Paper {
    fn of(picture: &GrayImage) -> Self {
        let (width, height) = picture.dimensions();
        let side = (width.min(height) / 24).clamp(16, 96);
        let (columns, rows) = (width.div_ceil(side), height.div_ceil(side));
        let mut shades = Vec::with_capacity((columns * rows) as usize);
        for row in 0..rows {
            for column in 0..columns {
                // A window twice as wide as the block, so that thick letters
                // do not become paper.
                let left = (column * side).saturating_sub(side / 2);
                let top = (row * side).saturating_sub(side / 2);
                let window = imageops::crop_imm(
                    picture,
                    left,
                    top,
                    (2 * side).min(width - left),
                    (2 * side).min(height - top),
                );
                shades.push(quantile(&window.to_image(), 0.5));
            }
        }
        Self {
            side,
            columns,
            rows,
            shades,
        }
    }

    fn at(&self, x: u32, y: u32) -> u8 {
        let (x0, x1, fx) = self.between(x, self.columns);
        let (y0, y1, fy) = self.between(y, self.rows);
        let shade = |x: u32, y: u32| f32::from(self.shades[(y * self.columns + x) as usize]);
        let above = shade(x0, y0) * (1.0 - fx) + shade(x1, y0) * fx;
        let below = shade(x0, y1) * (1.0 - fx) + shade(x1, y1) * fx;
        (above * (1.0 - fy) + below * fy).round() as u8
    }

    /// The blocks before and after a place, and how far it is towards the
    /// second.
    fn between(&self, at: u32, blocks: u32) -> (u32, u32, f32) {
        let middle = (at as f32 + 0.5) / self.side as f32 - 0.5;
        let last = (blocks - 1) as f32;
        let low = middle.floor().clamp(0.0, last);
        let high = (low + 1.0).min(last);
        (low as u32, high as u32, (middle - low).clamp(0.0, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of ink on paper.
    fn ruled(paper: impl Fn(u32, u32) -> i32, ink: i32) -> GrayImage {
        GrayImage::from_fn(400, 400, |x, y| {
            let inked = y % 40 < 6 && (50..350).contains(&x);
            let shade = paper(x, y) + if inked { ink } else { 0 };
            Luma([shade.clamp(0, 255) as u8])
        })
    }

    fn is_dark_on_white(flat: &GrayImage) -> bool {
        [(100, 123), (300, 283), (200, 3)]
            .iter()
            .all(|&(x, y)| flat.get_pixel(x, y).0[0] < 90)
            && [(100, 140), (300, 300), (20, 123)]
                .iter()
                .all(|&(x, y)| flat.get_pixel(x, y).0[0] > 200)
    }

    #[test]
    fn every_paper_becomes_white_and_every_ink_dark() {
        assert!(is_dark_on_white(&flattened(&ruled(|_, _| 255, -255))));
        assert!(is_dark_on_white(&flattened(&ruled(|_, _| 18, 200))));
        let shadow = ruled(|x, _| 120 + (x / 4) as i32, -90);
        assert!(is_dark_on_white(&flattened(&shadow)));
        let (light, dark) = (ruled(|_, _| 255, -255), ruled(|_, _| 18, 200));
        let mixed = GrayImage::from_fn(400, 400, |x, y| {
            *if y < 200 { &light } else { &dark }.get_pixel(x, y)
        });
        assert!(is_dark_on_white(&flattened(&mixed)));
        assert!(is_dark_on_white(&plain(&ruled(|_, _| 18, 200))));
        assert!(is_dark_on_white(&plain(&ruled(|_, _| 200, -100))));
    }

    #[test]
    fn sizes_come_near_the_best() {
        assert_eq!(first_scale(640), 1400.0 / 640.0);
        assert_eq!((first_scale(100), first_scale(3000)), (3.0, 1.0));
        assert_eq!(better_scale(32.0), None);
        assert_eq!(better_scale(16.0), Some(2.0));
        assert_eq!(scaled(&GrayImage::new(10, 20), 2.0).dimensions(), (20, 40));
    }
}
