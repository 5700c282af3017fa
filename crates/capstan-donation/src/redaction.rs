//! Blacking out what tells of people: before anyone but the donor sees a text
//! or a picture.
//!
//! Phone numbers, e-mail addresses, order numbers and plates are found by
//! their form, street addresses by their form and the words around them, and
//! names as what cards do not say otherwise. No list finds everything: how much
//! is found of each kind is measured, and a person should still look.

mod names;

use crate::error::DonationError;
use crate::ocr::tesseract::{self, Page, Word};
use crate::ocr::{Area, prepare};
use crate::picture::Picture;
use crate::reader::Reader;
use image::{GrayImage, Luma};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What can tell of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Personal {
    /// A name.
    Name,
    /// A phone number.
    Phone,
    /// A street address, or a city with its postal code.
    Address,
    /// The plate of a car.
    Plate,
    /// An e-mail address.
    Email,
    /// The number of an order or a trip.
    Order,
}

impl Personal {
    /// All kinds.
    pub const ALL: &[Self] = &[
        Self::Name,
        Self::Phone,
        Self::Address,
        Self::Plate,
        Self::Email,
        Self::Order,
    ];
}

/// Something personal in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub kind: Personal,
    /// Where it stands, in bytes.
    pub place: Range<usize>,
}

/// What stands in a text instead, however long it was.
const BLACK: &str = "████";

/// The forms; where one has a group, only that is personal.
const FORMS: &[(Personal, &str)] = &[
    (Personal::Email, r"[\w.%+-]+ ?@ ?[\w-]+(?:\.[\w-]+)+"),
    (
        Personal::Phone,
        r"(?:\+\d{1,3}[ .-]?)?(?:\(\d{3}\) ?|\b\d{3}[ .-]?)\d{3}[ .-]?\d{4}\b",
    ),
    (
        Personal::Phone,
        r"(?:\+34[ .-]?|\b)[679]\d{2}(?:[ .-]?\d{3}){2}\b",
    ),
    (
        Personal::Phone,
        r"(?:\+34[ .-]?|\b)[679]\d{2}(?:[ .-]?\d{2}){3}\b",
    ),
    (Personal::Phone, r"\+\d{1,3}(?:[ .-]?\d{2,4}){3,4}\b"),
    (Personal::Order, r"#\s?[A-Za-z]{0,4}-?\d[\w-]{2,}"),
    (
        Personal::Order,
        r"(?i)\b(?:order|trip|delivery|batch|pedido|viaje|entrega)\s*(?:no\.?|number|id|n\.?º|número)?\s*[:#]?\s*([A-Z]{0,4}-?\d[\dA-Z-]{4,})\b",
    ),
    (
        Personal::Order,
        r"(?i)\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b",
    ),
    (
        Personal::Plate,
        r"(?i)\b(?:license plate|licence plate|plate|placa|matrícula|matricula)\s*:?\s*([A-Z0-9]{1,4}(?:[ -]?[A-Z0-9]{2,4}){1,2})\b",
    ),
    (Personal::Plate, r"\b[A-Z]{3}[ -]?\d{3,4}\b"),
    (Personal::Plate, r"\b\d{4}[ -]?[B-DF-HJ-NP-TV-Z]{3}\b"),
    (Personal::Plate, r"\b\d[A-Z]{3}\d{3}\b"),
    (
        Personal::Address,
        r"\b\d{1,6}[A-Za-z]?\s+(?:[NSEW]{1,2}\.?\s+)?(?:[A-Z0-9][\w'.-]*\s+){1,4}(?i:street|st|avenue|ave|road|rd|drive|dr|lane|ln|court|ct|boulevard|blvd|way|place|pl|terrace|ter|circle|cir|highway|hwy|parkway|pkwy|trail|trl)\b\.?(?:,?\s*(?i:apt|apartment|unit|suite|ste|#)\.?\s*#?\w+)?",
    ),
    (
        Personal::Address,
        r"\b(?i:calle|c/|avenida|avda\.?|av\.|plaza|paseo|camino|carretera)\s*(?:(?:de|del|la|las|los|el)\s+)*(?:\p{Lu}[\w'.-]*\s*){1,4},?\s*(?:n\.?º\s*)?\d{1,4}(?:,?\s*\d{1,2}\.?º\s*\w{0,3})?",
    ),
    (
        Personal::Address,
        r"\b(?:\p{Lu}[\w.'-]+\s+){0,2}\p{Lu}[\w.'-]+,?\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?\b",
    ),
    (
        Personal::Name,
        r"\b(?i:hi|hello|hey|hola|deliver(?:ed|y)? (?:to|for)|drop-?off for|pick-?up for|ordered by|entrega(?:r|do)? a)\b[:,]?\s+(\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’.-]*){0,2})",
    ),
    // After a colon a name needs no capital.
    (
        Personal::Name,
        r"\b(?i:customer|member|client|rider|passenger|recipient|ordered by|driver|courier|name|cliente|pasajer[oa]|nombre)\s*:\s*(\p{L}[\p{L}'’-]+(?:\s+\p{L}[\p{L}'’.-]*){0,2})",
    ),
];

static COMPILED: LazyLock<Vec<(Personal, Regex)>> = LazyLock::new(|| {
    let forms = FORMS.iter();
    forms
        .filter_map(|(kind, form)| Some((*kind, Regex::new(form).ok()?)))
        .collect()
});

/// What is personal in `text`, in the order of the text; places may overlap.
pub fn find(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (kind, form) in COMPILED.iter() {
        found.extend(form.captures_iter(text).filter_map(|captures| {
            let part = captures.get(1).or_else(|| captures.get(0))?;
            Some(Found {
                kind: *kind,
                place: part.range(),
            })
        }));
    }
    found.extend(names::find(text));
    found.sort_by_key(|f| (f.place.start, f.place.end));
    found
}

/// The text with all that is personal blacked out.
pub fn redacted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for Found { place, .. } in find(text) {
        if place.start >= at {
            out.push_str(&text[at..place.start]);
            out.push_str(BLACK);
        }
        at = at.max(place.end);
    }
    out.push_str(&text[at..]);
    out
}

impl Reader {
    /// The picture with all words blacked out that are personal as far as they
    /// can be read.
    ///
    /// # Errors
    /// If Tesseract is not there or goes beyond the limits.
    pub fn redacted(&self, file: &str, picture: &Picture) -> Result<GrayImage, DonationError> {
        let factor = prepare::first_scale(picture.gray.width());
        let large = prepare::scaled(&prepare::flattened(&picture.gray), factor);
        let lines = tesseract::lines(&large, Page::Lines, file, &self.limits)?;
        let mut out = picture.gray.clone();
        for area in lines.iter().flat_map(|line| personal(line)) {
            cover(&mut out, area, factor);
        }
        Ok(out)
    }
}

/// The words of a line that are personal, wholly or in part.
fn personal(line: &[Word]) -> Vec<Area> {
    let mut text = String::new();
    let places: Vec<Range<usize>> = line
        .iter()
        .map(|word| {
            let start = text.len();
            text.push_str(&word.text);
            text.push(' ');
            start..start + word.text.len()
        })
        .collect();
    let found = find(&text);
    let inside = |place: &Range<usize>| {
        found
            .iter()
            .any(|f| f.place.start < place.end && place.start < f.place.end)
    };
    let words = line.iter().zip(&places).filter(|(_, place)| inside(place));
    words
        .map(|(word, _)| Area::of(std::slice::from_ref(word)))
        .collect()
}

/// Blacks out an area that was found in the picture enlarged by `factor`, and
/// a little around it.
fn cover(picture: &mut GrayImage, area: Area, factor: f32) {
    let small = |n: u32| (n as f32 / factor) as u32;
    let edge = small(area.height) / 4 + 1;
    let (left, top) = (
        small(area.left).saturating_sub(edge),
        small(area.top).saturating_sub(edge),
    );
    let right = (small(area.left + area.width) + edge).min(picture.width());
    let bottom = (small(area.top + area.height) + edge).min(picture.height());
    for y in top..bottom {
        for x in left..right {
            picture.put_pixel(x, y, Luma([0]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::{Damage, Face, Recipe, Style, hidden, screen};

    #[test]
    fn every_form_is_well_formed() {
        assert_eq!(COMPILED.len(), FORMS.len());
    }

    #[test]
    fn what_is_personal_is_black_and_pay_stays() {
        for (text, out) in [
            (
                "Customer: Maria Lopez, (617) 555-0142",
                "Customer: ████, ████",
            ),
            ("Deliver to 12 Old Mill Rd, Apt 4", "Deliver to ████"),
            (
                "Order #12345678 - $192.05 On Time",
                "Order ████ - $192.05 On Time",
            ),
            ("mail j.doe+pay@example.org now", "mail ████ now"),
            ("Calle de Alcalá 45, 2º B", "████"),
            ("Placa: ABC-1234", "Placa: ████"),
            (
                "Order Pay $19.40 Tip $25.00 Total Pay $44.40",
                "Order Pay $19.40 Tip $25.00 Total Pay $44.40",
            ),
            ("Window Aug 24, 4PM-5PM", "Window Aug 24, 4PM-5PM"),
            ("Delivered Mar 27, 5:53 PM", "Delivered Mar 27, 5:53 PM"),
        ] {
            assert_eq!(redacted(text), out, "{text}");
        }
    }

    /// Forms that are known should be found nearly always, names less often;
    /// `bench/ocr` prints how often.
    #[test]
    fn most_is_found_and_no_amount_is_lost() {
        let found = hidden(11, 400);
        for (kind, part) in &found.kinds {
            let share = part.of_them as f64 / part.all as f64;
            let least = if *kind == Personal::Name { 0.92 } else { 0.99 };
            assert!(share >= least, "{kind:?}: {part:?}");
        }
        assert_eq!(found.amounts.of_them, 0);
        assert!(found.touched.of_them * 10 < found.touched.all, "{found:?}");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_blacked_out_without_harm(text in "(\\PC|[A-Z][a-z]'s? |[0-9#@.$-]){0,40}") {
            let black = redacted(&text);
            for found in find(&text) {
                proptest::prop_assert!(!text[found.place].is_empty() && black.contains(BLACK));
            }
        }
    }

    #[test]
    fn numbers_of_orders_are_black_in_pictures() {
        let recipe = Recipe {
            style: Style::Older,
            face: Face::named("DejaVuSans"),
            dark: false,
            damage: Damage::None,
            cards: 1,
        };
        let gray =
            image::DynamicImage::ImageRgb8(screen(&recipe, 3, 0).expect("fonts")).into_luma8();
        let picture = Picture {
            gray,
            photograph: false,
        };
        let reader = Reader::default();
        let black = Picture {
            gray: reader.redacted("f", &picture).expect("read"),
            photograph: false,
        };
        let count = |p: &Picture| p.gray.as_raw().iter().filter(|&&s| s == 0).count();
        assert!(count(&black) > count(&picture) + 2000);
        let lines = tesseract::lines(&black.gray, Page::Lines, "f", &reader.limits).expect("read");
        let text: Vec<&str> = lines.iter().flatten().map(|w| w.text.as_str()).collect();
        assert!(!text.iter().any(|w| w.contains('#')), "{text:?}");
        let pay = reader.picture("f", &black).expect("read");
        assert!(pay[0].number(capstan_data::pay::Field::Base).is_some());
    }
}
