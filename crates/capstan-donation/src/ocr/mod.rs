//! Reading pictures: Tesseract, and what makes its readings better.

pub(crate) mod again;
pub(crate) mod amount;
pub(crate) mod level;
pub(crate) mod prepare;
pub(crate) mod tesseract;

pub use tesseract::Word;

/// A part of a picture, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Area {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
}

impl Area {
    /// The smallest part that holds all `words`.
    pub fn of(words: &[Word]) -> Self {
        let left = words.iter().map(|w| w.left).min().unwrap_or(0);
        let top = words.iter().map(|w| w.top).min().unwrap_or(0);
        let right = words.iter().map(|w| w.left + w.width).max().unwrap_or(left);
        let bottom = words.iter().map(|w| w.top + w.height).max().unwrap_or(top);
        Self {
            left,
            top,
            width: right - left,
            height: bottom - top,
        }
    }

    /// What lies to the right of it, to the edge of any picture.
    pub fn right_of(self) -> Self {
        Self {
            left: self.left + self.width,
            width: u32::from(u16::MAX),
            ..self
        }
    }
}
