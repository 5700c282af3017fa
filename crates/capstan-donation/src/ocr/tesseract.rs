//! Words in a picture, read by Tesseract in a limited child process.

use crate::child::{self, Program};
use crate::error::DonationError;
use crate::limits::Limits;
use image::GrayImage;
use std::ffi::OsStr;

/// A word that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// What it says.
    pub text: String,
    /// How sure Tesseract is of it, from 0 to 1.
    pub sure: f64,
    /// Its left edge, in pixels from the left.
    pub left: u32,
    /// Its upper edge, in pixels from above.
    pub top: u32,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// What a picture shows, for Tesseract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    /// Lines of any words.
    Lines,
    /// Lines with one amount each.
    Amounts,
}

const TESSERACT: Program = Program {
    name: "tesseract",
    package: "tesseract-ocr",
};

/// The lines of words in `picture`, from above, each from the left.
///
/// # Errors
/// If Tesseract is not there or goes beyond `limits`.
pub(crate) fn lines(
    picture: &GrayImage,
    page: Page,
    file: &str,
    limits: &Limits,
) -> Result<Vec<Vec<Word>>, DonationError> {
    let mut args = vec!["stdin", "stdout", "--psm", "6"];
    if page == Page::Amounts {
        args.extend(["-c", "tessedit_char_whitelist=$€£-.,0123456789"]);
    }
    args.push("tsv");
    let args: Vec<&OsStr> = args.into_iter().map(OsStr::new).collect();
    let mut input = format!("P5 {} {} 255\n", picture.width(), picture.height()).into_bytes();
    input.extend_from_slice(picture.as_raw());
    let output = child::run(TESSERACT, &args, input, file, limits)?;
    Ok(of_table(&String::from_utf8_lossy(&output)))
}

/// The lines of words in Tesseract's table: level, page, block, paragraph,
/// line, word, left, top, width, height, confidence, text.
fn of_table(table: &str) -> Vec<Vec<Word>> {
    let mut lines: Vec<Vec<Word>> = Vec::new();
    let mut last = None;
    for row in table.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let (Some(place), Some(word)) = (cells.get(1..5), word(&cells)) else {
            continue;
        };
        if last.as_deref() != Some(place) {
            lines.push(Vec::new());
            last = Some(place.to_vec());
        }
        if let Some(line) = lines.last_mut() {
            line.push(word);
        }
    }
    lines
}

fn word(cells: &[&str]) -> Option<Word> {
    let [level, _, _, _, _, _, left, top, width, height, sure, text] = cells else {
        return None;
    };
    let text = text.trim();
    let sure: f64 = sure.parse().ok()?;
    (*level == "5" && !text.is_empty()).then_some(Word {
        text: text.to_owned(),
        sure: (sure / 100.0).clamp(0.0, 1.0),
        left: left.parse().ok()?,
        top: top.parse().ok()?,
        width: width.parse().ok()?,
        height: height.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_their_lines() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
            1\t1\t0\t0\t0\t0\t0\t0\t900\t500\t-1\t\n\
            5\t1\t1\t1\t1\t1\t10\t20\t60\t30\t96.5\tOrder\n\
            5\t1\t1\t1\t1\t2\t80\t20\t50\t30\t91\tPay\n\
            5\t1\t1\t1\t2\t1\t10\t60\t60\t30\t95\t \n\
            5\t1\t1\t1\t2\t2\t80\t60\t50\t30\t88\tTip\n";
        let lines = of_table(table);
        let texts: Vec<Vec<&str>> = lines
            .iter()
            .map(|line| line.iter().map(|w| w.text.as_str()).collect())
            .collect();
        assert_eq!(texts, [vec!["Order", "Pay"], vec!["Tip"]]);
        assert_eq!(lines[0][0].sure, 0.965);
        assert_eq!((lines[1][0].left, lines[1][0].height), (80, 30));
    }
}
