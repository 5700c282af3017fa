//! Statements in PDF: by their text where they have some, else by pictures of
//! their pages. Both come from poppler in a limited child process.

use crate::card::{Card, Flag, Reading, Value};
use crate::child::{self, Program};
use crate::error::DonationError;
use crate::kind::Kind;
use crate::layout::Layout;
use crate::layout::find::{self, Draft};
use crate::ocr::Word;
use crate::reader::Reader;
use capstan_data::pay::Field;
use std::ffi::OsStr;

const TEXT: Program = Program {
    name: "pdftotext",
    package: "poppler-utils",
};
const PAGES: Program = Program {
    name: "pdftoppm",
    package: "poppler-utils",
};

/// The longer side of a page's picture, in pixels: some 200 a paper inch.
const SIDE: &str = "2400";

/// The cards in a PDF, in reading order.
pub(crate) fn read(reader: &Reader, file: &str, bytes: &[u8]) -> Result<Vec<Card>, DonationError> {
    let limits = reader.limits.of_decoding();
    let last = limits.pages.to_string();
    let args = ["-layout", "-enc", "UTF-8", "-l", &last, "-", "-"].map(OsStr::new);
    let text = child::run(TEXT, &args, bytes.to_vec(), file, &limits)?;
    let text = String::from_utf8_lossy(&text);
    if text.split_whitespace().next().is_some() {
        return Ok(reader.text(file, &text));
    }
    let mut cards = Vec::new();
    for page in 1..=reader.limits.pages {
        let number = page.to_string();
        let args = [
            "-f",
            &number,
            "-l",
            &number,
            "-scale-to",
            SIDE,
            "-gray",
            "-png",
            "-",
        ];
        let args = args.map(OsStr::new);
        let picture = match child::run(PAGES, &args, bytes.to_vec(), file, &limits) {
            // There is no page of this number: the document is over.
            Ok(none) if none.is_empty() => break,
            Err(DonationError::Program { .. }) if page > 1 => break,
            said => said?,
        };
        let file = format!("{file}, page {page}");
        let picture = reader.decode(&file, &picture, Kind::Png)?;
        cards.extend(reader.picture(&file, &picture)?);
    }
    for card in &mut cards {
        card.set(Field::Source, "statement");
    }
    Ok(cards)
}

impl Reader {
    /// The cards in the text of a document, in reading order, by the layout
    /// that finds most; `file` is the name that cards say.
    pub fn text(&self, file: &str, text: &str) -> Vec<Card> {
        let lines: Vec<Vec<Word>> = text.split(['\n', '\u{c}']).map(words).collect();
        let drafts = self
            .layouts
            .iter()
            .map(|layout| (layout, find::drafts(layout, &lines)));
        let best = drafts.rev().max_by_key(|(_, drafts)| find::found(drafts));
        let Some((layout, drafts)) = best else {
            return Vec::new();
        };
        drafts
            .iter()
            .map(|draft| card(self, file, layout, draft))
            .collect()
    }
}

fn card(reader: &Reader, file: &str, layout: &Layout, draft: &Draft) -> Card {
    let mut card = reader.begun(file, layout, draft, "statement");
    for (&field, mark) in &draft.money {
        let reading = match mark.amount {
            Some(amount) => Reading {
                flag: (!amount.clean).then_some(Flag::Unsure),
                ..Reading::known(Value::Number(amount.minor))
            },
            None => Reading {
                flag: Some(Flag::NotFound),
                ..Reading::default()
            },
        };
        let seen = mark.seen.clone();
        card.readings.insert(field, Reading { seen, ..reading });
    }
    card.settle();
    card
}

fn words(line: &str) -> Vec<Word> {
    let word = |text: &str| Word {
        text: text.to_owned(),
        sure: 1.0,
        left: 0,
        top: 0,
        width: 0,
        height: 0,
    };
    line.split_whitespace().map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PDF of one page with these lines.
    fn pdf(lines: &[&str]) -> Vec<u8> {
        let mut text = String::from("BT /F1 12 Tf 14 TL 72 700 Td\n");
        for line in lines {
            text.push_str(&format!("({line}) Tj T*\n"));
        }
        text.push_str("ET");
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R \
             /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
                .to_owned(),
            format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        ];
        let mut file = String::from("%PDF-1.4\n");
        for (at, object) in objects.iter().enumerate() {
            file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
        }
        file.push_str("trailer << /Size 5 /Root 1 0 R >>\n%%EOF\n");
        file.into_bytes()
    }

    #[test]
    fn a_statement_is_read_by_its_text() {
        let lines = [
            "Window Aug 24, 4PM-5PM",
            "Order #1234 $124.37 Late",
            "Order Pay $14.58",
            "Tip $0.00",
            "Total Pay $14.58",
            "Order #1235 $192.05 On Time",
            "Order Pay $19.40",
            "Tip $25.00",
            "Total Pay $44.41",
        ];
        let cards = Reader::default()
            .bytes("s.pdf", &pdf(&lines))
            .expect("a statement");
        assert_eq!(cards.len(), 2);
        assert_eq!(cards[0].number(Field::OrderTotal), Some(12437));
        assert_eq!(cards[0].event().source.as_deref(), Some("statement"));
        // The second does not add up: it is asked about.
        assert_eq!(cards[1].number(Field::Total), Some(4441));
        assert!(cards[1].questions().any(|q| q.0 == Field::Total));
    }

    #[test]
    fn what_is_no_pdf_inside_is_refused() {
        let said = Reader::default()
            .bytes("s.pdf", b"%PDF-1.4 nothing")
            .expect_err("broken");
        assert!(
            said.to_string()
                .starts_with("s.pdf: found that pdftotext stopped"),
            "{said}"
        );
    }
}
