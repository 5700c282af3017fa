//! What happens to a picture between the screen and us.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use rand::RngExt;
use std::io::Cursor;

/// What happens to a picture on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Nothing: a screenshot, as PNG.
    None,
    /// Made 480 pixels wide, as PNG.
    Small,
    /// Sent by MMS: made 640 pixels wide and packed hard, as JPEG.
    Mms,
    /// Turned by up to 6 degrees, as JPEG.
    Rotated,
    /// Photographed from another screen: seen askew, in uneven light, blurred
    /// and grainy, as JPEG.
    Photographed,
}

impl Damage {
    /// All kinds.
    pub const ALL: &[Self] = &[
        Self::None,
        Self::Small,
        Self::Mms,
        Self::Rotated,
        Self::Photographed,
    ];

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "clean",
            Self::Small => "small",
            Self::Mms => "MMS",
            Self::Rotated => "rotated",
            Self::Photographed => "photographed",
        }
    }

    pub(super) fn apply(self, screen: RgbImage, rng: &mut impl RngExt) -> Vec<u8> {
        match self {
            Self::None => png(screen),
            Self::Small => png(narrowed(&screen, 480)),
            Self::Mms => jpeg(&narrowed(&screen, 640), rng.random_range(40..70)),
            Self::Rotated => {
                let angle: f32 = rng.random_range(-6.0..6.0);
                let (sin, cos) = angle.to_radians().sin_cos();
                let seen = seen(&screen, 60, |x, y| (x * cos + y * sin, -x * sin + y * cos));
                jpeg(&seen, rng.random_range(75..92))
            }
            Self::Photographed => jpeg(&photographed(&screen, rng), rng.random_range(70..88)),
        }
    }
}

fn png(image: RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = DynamicImage::ImageRgb8(image);
    image
        .write_to(&mut bytes, ImageFormat::Png)
        .expect("memory takes all bytes");
    bytes.into_inner()
}

fn jpeg(image: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    encoder.encode_image(image).expect("memory takes all bytes");
    bytes
}

fn narrowed(image: &RgbImage, width: u32) -> RgbImage {
    let height = (image.height() * width).div_ceil(image.width());
    imageops::resize(image, width, height, FilterType::Triangle)
}

/// The picture seen through `from`, which gives the place on the screen for a
/// place in the picture, both from the middle; `edge` pixels of table around.
fn seen(screen: &RgbImage, edge: u32, from: impl Fn(f32, f32) -> (f32, f32)) -> RgbImage {
    let (width, height) = screen.dimensions();
    let (mx, my) = (width as f32 / 2.0, height as f32 / 2.0);
    let edge = edge as f32;
    RgbImage::from_fn(width + 2 * edge as u32, height + 2 * edge as u32, |x, y| {
        let (sx, sy) = from(x as f32 - edge - mx, y as f32 - edge - my);
        let (sx, sy) = (sx + mx, sy + my);
        let (x0, y0) = (sx.floor(), sy.floor());
        let mut mixed = [0f32; 3];
        for (dx, dy) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
            let (px, py) = (x0 + dx, y0 + dy);
            let inside = px >= 0.0 && py >= 0.0 && px < width as f32 && py < height as f32;
            let table = Rgb([118, 104, 92]);
            let pixel = if inside {
                *screen.get_pixel(px as u32, py as u32)
            } else {
                table
            };
            let weight = (1.0 - (sx - px).abs()) * (1.0 - (sy - py).abs());
            for (mixed, shade) in mixed.iter_mut().zip(pixel.0) {
                *mixed += f32::from(shade) * weight.max(0.0);
            }
        }
        Rgb(mixed.map(|m| m.round().clamp(0.0, 255.0) as u8))
    })
}

fn photographed(screen: &RgbImage, rng: &mut impl RngExt) -> RgbImage {
    let angle: f32 = rng.random_range(-4.0..4.0);
    let (sin, cos) = angle.to_radians().sin_cos();
    // How much nearer one side is than the other, over the whole screen.
    let lean = |rng: &mut _| RngExt::random_range(rng, -0.05..0.05f32);
    let (lean_x, lean_y) = (
        lean(rng) / screen.width() as f32,
        lean(rng) / screen.height() as f32,
    );
    let askew = seen(screen, 90, |x, y| {
        let (x, y) = (x * cos + y * sin, -x * sin + y * cos);
        let near = 1.0 + lean_x * x + lean_y * y;
        (x / near, y / near)
    });
    let mut soft = imageops::blur(&askew, rng.random_range(0.6..1.3));
    let (dim, side) = (
        rng.random_range(0.15..0.4f32),
        rng.random_range(0.0..1.0f32),
    );
    let (width, height) = (soft.width() as f32, soft.height() as f32);
    for (x, y, pixel) in soft.enumerate_pixels_mut() {
        let far = side * x as f32 / width + (1.0 - side) * y as f32 / height;
        let grain: f32 = rng.random_range(-7.0..7.0);
        for shade in &mut pixel.0 {
            let lit = f32::from(*shade) * (1.0 - dim * far) + grain;
            *shade = lit.clamp(0.0, 255.0) as u8;
        }
    }
    soft
}
