//! A donated picture, as shades of grey the right way up.

use crate::child::{self, Program};
use crate::error::DonationError;
use crate::kind::Kind;
use crate::limits::Limits;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageFormat, ImageReader, imageops};
use std::ffi::OsStr;
use std::io::Cursor;

/// A picture that was decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Its shades, 0 is black; turned as the camera said.
    pub gray: GrayImage,
    /// Whether a camera took it: it says how the camera was held, or has a
    /// form that only cameras write.
    pub photograph: bool,
}

impl Picture {
    /// The same picture, which a camera took.
    pub(crate) fn taken(self) -> Self {
        Self {
            photograph: true,
            ..self
        }
    }
}

const HEIF: Program = Program {
    name: "heif-convert",
    package: "libheif-examples",
};

/// A picture of more pixels than this is made smaller once it is decoded:
/// letters of a pay card are well read long before.
const READABLE: f64 = 16e6;

/// Decodes a picture of one of the kinds that are pictures, in this process;
/// [`crate::Reader::decode`] does so in another.
///
/// # Errors
/// If it is beyond `limits`, or cannot be decoded whole.
pub fn decode(
    file: &str,
    bytes: &[u8],
    kind: Kind,
    limits: &Limits,
) -> Result<Picture, DonationError> {
    match kind {
        Kind::Png => of_format(file, bytes, ImageFormat::Png, limits),
        Kind::Jpeg => of_format(file, bytes, ImageFormat::Jpeg, limits),
        Kind::WebP => of_format(file, bytes, ImageFormat::WebP, limits),
        Kind::Heif => {
            let converted = heif(file, bytes, limits)?;
            of_format(file, &converted, ImageFormat::Png, limits).map(Picture::taken)
        }
        Kind::Pdf | Kind::Zip | Kind::Text => Err(DonationError::refused(
            file,
            "no picture",
            "a picture",
            "Send a screenshot or a photograph.",
        )),
    }
}

fn of_format(
    file: &str,
    bytes: &[u8],
    format: ImageFormat,
    limits: &Limits,
) -> Result<Picture, DonationError> {
    let broken = |e: image::ImageError| match e {
        image::ImageError::Limits(_) => {
            too_large(file, "a picture that needs too much memory", limits)
        }
        e => DonationError::refused(
            file,
            format!("a picture that cannot be decoded ({e})"),
            "a whole picture",
            "It was cut or changed on its way: send it again.",
        ),
    };
    // What stands beside the pixels, such as a profile of colours, is unpacked
    // while the header is read; it may take little.
    let mut memory = image::Limits::default();
    memory.max_alloc = Some(limits.decoding / 8);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(memory.clone());
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    within(file, width, height, bytes.len(), limits)?;
    // The shades are made beside what was decoded, with what is transparent.
    let shades = u64::from(width) * u64::from(height);
    let clear = u64::from(decoder.color_type().has_alpha());
    if decoder.total_bytes() + shades * (1 + clear) > at_once(limits) {
        let found = format!("{width} by {height} pixels of many bits");
        return Err(too_large(file, found, limits));
    }
    memory.max_alloc = Some(at_once(limits));
    decoder.set_limits(memory).map_err(broken)?;
    let orientation = decoder.orientation().map_err(broken)?;
    let exif = decoder.exif_metadata().map_err(broken)?;
    let image = DynamicImage::from_decoder(decoder).map_err(broken)?;
    let mut gray = DynamicImage::ImageLuma8(readable(on_white(image)));
    gray.apply_orientation(orientation);
    Ok(Picture {
        gray: gray.into_luma8(),
        photograph: format == ImageFormat::Jpeg && exif.is_some(),
    })
}

/// The most bytes that a picture may take while it is decoded, beside its file.
fn at_once(limits: &Limits) -> u64 {
    limits.decoding / 4 * 3
}

/// The shades; what is transparent shows white paper.
fn on_white(image: DynamicImage) -> GrayImage {
    if !image.color().has_alpha() {
        return image.into_luma8();
    }
    let shades = image.into_luma_alpha8();
    GrayImage::from_fn(shades.width(), shades.height(), |x, y| {
        let [shade, alpha] = shades.get_pixel(x, y).0.map(u32::from);
        image::Luma([((shade * alpha + 255 * (255 - alpha)) / 255) as u8])
    })
}

/// The picture, made smaller if it has more pixels than help to read it.
fn readable(gray: GrayImage) -> GrayImage {
    let (width, height) = gray.dimensions();
    let factor = (READABLE / (f64::from(width) * f64::from(height))).sqrt();
    if factor >= 1.0 {
        return gray;
    }
    let side = |n: u32| ((f64::from(n) * factor) as u32).max(1);
    imageops::thumbnail(&gray, side(width), side(height))
}

/// Refuses a picture whose pixels are too many, or far more than its file can
/// hold.
fn within(
    file: &str,
    width: u32,
    height: u32,
    bytes: usize,
    limits: &Limits,
) -> Result<(), DonationError> {
    let pixels = u64::from(width) * u64::from(height);
    let packed = (bytes as u64).saturating_mul(limits.pixels_a_byte);
    if pixels > limits.pixels || (pixels > Limits::SMALL && pixels > packed) {
        let found = format!("{width} by {height} pixels in {bytes} bytes");
        return Err(too_large(file, found, limits));
    }
    Ok(())
}

fn too_large(file: &str, found: impl Into<String>, limits: &Limits) -> DonationError {
    DonationError::refused(
        file,
        found,
        format!(
            "at most {} pixels, {} for each byte, and {} MiB when decoded",
            limits.pixels,
            limits.pixels_a_byte,
            at_once(limits) >> 20
        ),
        "Send a smaller picture.",
    )
}

/// The picture as PNG, converted in a limited child process.
pub(crate) fn heif(file: &str, bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, DonationError> {
    let sizes = bytes.windows(16).filter(|w| w.starts_with(b"ispe"));
    let sizes = sizes.map(|w| {
        let number = |at: usize| u32::from_be_bytes([w[at], w[at + 1], w[at + 2], w[at + 3]]);
        (number(8), number(12))
    });
    for (width, height) in sizes {
        within(file, width, height, bytes.len(), limits)?;
    }
    let on_disk = |why| DonationError::Unreadable {
        file: file.to_owned(),
        why,
    };
    let folder = tempfile::tempdir().map_err(on_disk)?;
    let (from, to) = (folder.path().join("in.heic"), folder.path().join("out.png"));
    std::fs::write(&from, bytes).map_err(on_disk)?;
    let args = [OsStr::new("--quiet"), from.as_os_str(), to.as_os_str()];
    child::run(HEIF, &args, Vec::new(), file, &limits.of_decoding())?;
    std::fs::read(&to).map_err(|_| DonationError::Program {
        file: file.to_owned(),
        program: HEIF.name,
        why: "found no single picture in it".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::codecs::jpeg::JpegEncoder;
    use image::{ImageEncoder, Luma, LumaA, metadata::Orientation};

    fn of(bytes: &[u8], kind: Kind) -> Result<Picture, String> {
        decode("f", bytes, kind, &Limits::default()).map_err(|e| e.to_string())
    }

    fn png(image: impl Into<DynamicImage>) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image
            .into()
            .write_to(&mut bytes, ImageFormat::Png)
            .expect("memory");
        bytes.into_inner()
    }

    /// A PNG that says it is `width` by `height`, and hardly holds anything.
    fn header(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = png(GrayImage::new(1, 1));
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        let check = flate2_crc(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&check.to_be_bytes());
        bytes
    }

    fn flate2_crc(bytes: &[u8]) -> u32 {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        crc.sum()
    }

    #[test]
    fn pictures_beyond_the_limits_are_refused_before_they_are_decoded() {
        for (width, height) in [
            (60_000, 60_000),
            (1_000_000_000, 1),
            (1 << 30, 1 << 30),
            (2001, 2000),
        ] {
            let said = of(&header(width, height), Kind::Png).expect_err("a bomb");
            assert!(said.starts_with("f: found "), "{said}");
            assert!(said.contains("expected at most 50000000 pixels"), "{said}");
        }
        let mut jpeg = Vec::new();
        let image = GrayImage::new(8, 8);
        JpegEncoder::new(&mut jpeg)
            .encode_image(&image)
            .expect("memory");
        let size = jpeg
            .windows(2)
            .position(|w| w == [0xff, 0xc0])
            .expect("a frame")
            + 5;
        jpeg[size..size + 4].fill(0xea);
        assert!(
            of(&jpeg, Kind::Jpeg)
                .expect_err("a bomb")
                .contains("60138 by 60138 pixels")
        );
        let mut heic = b"\0\0\0\x18ftypheic\0\0\0\0ispe\0\0\0\0".to_vec();
        heic.extend([0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        assert!(
            of(&heic, Kind::Heif)
                .expect_err("a bomb")
                .contains("60000 by 60000 pixels")
        );
    }

    #[test]
    fn pictures_of_many_bits_count_by_what_they_take_in_memory() {
        let tight = Limits {
            decoding: 40_000,
            ..Limits::default()
        };
        let with = |image: DynamicImage| decode("f", &png(image), Kind::Png, &tight);
        // 100 by 100 pixels: 1 byte each, and 6 with two shades beside them.
        assert!(with(GrayImage::new(100, 100).into()).is_ok());
        let said = with(DynamicImage::new_rgba8(100, 100)).expect_err("too large");
        assert!(said.to_string().contains("100 by 100 pixels of many bits"));
    }

    #[test]
    fn what_has_more_pixels_than_help_is_made_smaller() {
        let large = GrayImage::from_fn(5000, 4000, |x, _| Luma([if x < 2500 { 0 } else { 255 }]));
        let small = readable(large);
        assert_eq!(small.dimensions(), (4472, 3577));
        assert_eq!(small.get_pixel(1000, 9).0, [0]);
        assert_eq!(small.get_pixel(3000, 9).0, [255]);
        let little = GrayImage::new(40, 50);
        assert_eq!(readable(little.clone()), little);
    }

    #[test]
    fn cut_pictures_are_refused() {
        let whole = png(GrayImage::from_fn(50, 50, |x, y| Luma([(x * y) as u8])));
        let said = of(&whole[..whole.len() / 2], Kind::Png).expect_err("cut");
        assert!(said.contains("a picture that cannot be decoded"), "{said}");
        assert!(of(&whole, Kind::Png).is_ok());
    }

    #[test]
    fn cameras_are_known_and_pictures_turned() {
        // Exif with one entry: orientation 6, a quarter turn clockwise.
        let exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        let image = GrayImage::from_fn(16, 8, |x, _| Luma([if x < 8 { 0 } else { 255 }]));
        let mut plain = Vec::new();
        JpegEncoder::new(&mut plain)
            .encode_image(&image)
            .expect("memory");
        let mut taken = Vec::new();
        let mut encoder = JpegEncoder::new(&mut taken);
        encoder.set_exif_metadata(exif).expect("memory");
        encoder.encode_image(&image).expect("memory");
        assert!(!of(&plain, Kind::Jpeg).expect("whole").photograph);
        let turned = of(&taken, Kind::Jpeg).expect("whole");
        assert!(turned.photograph);
        assert_eq!(turned.gray.dimensions(), (8, 16));
        assert!(turned.gray.get_pixel(4, 2).0[0] < 64 && turned.gray.get_pixel(4, 13).0[0] > 191);
        assert_eq!(Orientation::from_exif(6), Some(Orientation::Rotate90));
    }

    #[test]
    fn what_is_transparent_is_white() {
        let clear = image::GrayAlphaImage::from_pixel(2, 2, LumaA([0, 0]));
        let picture = of(&png(clear), Kind::Png).expect("whole");
        assert_eq!(picture.gray.get_pixel(0, 0).0, [255]);
    }
}
