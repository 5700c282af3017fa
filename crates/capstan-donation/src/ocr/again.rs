//! The second look at amounts: each is cut out of the picture, made as large
//! as every other, put below each other on one page and read again, as digits
//! only. Two looks that agree seldom err alike.

use crate::error::DonationError;
use crate::limits::Limits;
use crate::ocr::amount::{Amount, amount};
use crate::ocr::tesseract::{self, Page, Word};
use crate::ocr::{Area, prepare};
use image::{GrayImage, Luma, imageops};

/// How a second look prepares what it looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// As it is, inverted where the paper is dark.
    Plain,
    /// By the distance from the paper, in another size.
    Flat,
}

/// What a second look saw.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Seen {
    /// The amount, if it is one.
    pub amount: Option<Amount>,
    /// How sure Tesseract is of it.
    pub sure: f64,
}

/// So many amounts are put on one page.
const ON_A_PAGE: usize = 30;
/// White space around an amount, as a part of its height.
const MARGIN: f32 = 0.35;

/// Looks at the `areas` of `picture` again; `symbol` and `decimals` are those
/// of the currency.
pub(crate) fn look(
    picture: &GrayImage,
    areas: &[Area],
    how: Look,
    (symbol, decimals): (&str, usize),
    file: &str,
    limits: &Limits,
) -> Result<Vec<Seen>, DonationError> {
    let height = match how {
        Look::Plain => 36.0,
        Look::Flat => 46.0,
    };
    let mut seen = Vec::with_capacity(areas.len());
    for areas in areas.chunks(ON_A_PAGE) {
        let cuts: Vec<GrayImage> = areas
            .iter()
            .map(|&a| cut(picture, a, how, height))
            .collect();
        let pitch = cuts.iter().map(|c| c.height()).max().unwrap_or(1) + height as u32 / 2;
        let page = page(&cuts, pitch);
        let lines = tesseract::lines(&page, Page::Amounts, file, limits)?;
        seen.extend((0..areas.len() as u32).map(|row| {
            let words: Vec<&Word> = lines
                .iter()
                .flatten()
                .filter(|w| (w.top + w.height / 2) / pitch == row)
                .collect();
            let text: String = words.iter().map(|w| w.text.as_str()).collect();
            Seen {
                amount: amount(&text, symbol, decimals),
                sure: words.iter().map(|w| w.sure).fold(1.0, f64::min),
            }
        }));
    }
    Ok(seen)
}

/// The amount in `area`, dark on white, `height` pixels high.
fn cut(picture: &GrayImage, area: Area, how: Look, height: f32) -> GrayImage {
    let margin = (area.height as f32 * MARGIN).ceil() as u32;
    let left = area.left.saturating_sub(margin).min(picture.width() - 1);
    let top = area.top.saturating_sub(margin).min(picture.height() - 1);
    let right = (area.left.saturating_add(area.width) + margin).min(picture.width());
    let bottom = (area.top.saturating_add(area.height) + margin).min(picture.height());
    let (width, tall) = (
        right.saturating_sub(left).max(1),
        bottom.saturating_sub(top).max(1),
    );
    let part = imageops::crop_imm(picture, left, top, width, tall).to_image();
    let part = match how {
        Look::Plain => prepare::plain(&part),
        Look::Flat => prepare::plain(&prepare::flattened(&part)),
    };
    prepare::scaled(&part, (height / area.height.max(1) as f32).clamp(0.2, 6.0))
}

/// The cuts below each other, `pitch` pixels apart.
fn page(cuts: &[GrayImage], pitch: u32) -> GrayImage {
    let gap = 24;
    let width = cuts.iter().map(|c| c.width()).max().unwrap_or(1) + 2 * gap;
    let mut page = GrayImage::from_pixel(width, pitch * cuts.len().max(1) as u32, Luma([255]));
    for (row, cut) in (0u32..).zip(cuts) {
        let top = row * pitch + (pitch - cut.height()) / 2;
        imageops::replace(&mut page, cut, gap.into(), top.into());
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_stand_in_their_rows_dark_on_white() {
        // A bright bar on a dark screen.
        let picture = GrayImage::from_fn(200, 100, |x, y| {
            Luma([if (50..100).contains(&x) && (40..60).contains(&y) {
                230
            } else {
                20
            }])
        });
        let area = Area {
            left: 50,
            top: 40,
            width: 50,
            height: 20,
        };
        for how in [Look::Plain, Look::Flat] {
            let part = cut(&picture, area, how, 40.0);
            assert_eq!(part.height(), 2 * (20 + 14));
            let edge = Area {
                left: 190,
                top: 90,
                width: 5000,
                height: 20,
            };
            assert!(cut(&picture, edge, how, 40.0).width() > 0);
        }
        let part = cut(&picture, area, Look::Plain, 40.0);
        let page = page(&[part.clone(), part], 100);
        assert_eq!(page.height(), 200);
        let ink = |y| page.get_pixel(page.width() / 2, y).0[0];
        assert!(ink(50) < 40 && ink(150) < 40 && ink(100) > 215);
    }
}
