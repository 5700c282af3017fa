//! Pay cards in pictures: screenshots and photographs.
//!
//! The whole picture is read once, with its paper made even. The lines say
//! which layout it is and where the amounts stand. Every amount is then cut
//! out and read a second time, from other shades and in another size; where
//! the two looks differ, a third one decides, and the field is flagged. The
//! sum of the parts says whether a reading can be right; it never changes one.

use crate::card::{Card, Flag, Reading, Value};
use crate::error::DonationError;
use crate::layout::Layout;
use crate::layout::clock::{self, Said};
use crate::layout::find::{self, Draft, Mark};
use crate::ocr::again::{self, Look, Seen};
use crate::ocr::amount::Amount;
use crate::ocr::level::Tilt;
use crate::ocr::tesseract::{self, Page, Word};
use crate::ocr::{Area, prepare};
use crate::picture::Picture;
use crate::reader::Reader;
use capstan_data::pay::{Field, When};
use image::{GrayImage, imageops};
use jiff::civil::{Date, date};

/// Below this, a reading is flagged even if all looks agree.
const SURE: f64 = 0.75;

/// A picture with a shorter side of fewer pixels shows no card that can be
/// read.
const LEAST: u32 = 64;

/// A day in a year that has all days: what a card without a year says of its
/// times can be told by it.
const SOME_LEAP_YEAR: Date = date(2000, 12, 31);

/// A picture as it was read best.
struct Shown<'a> {
    layout: &'a Layout,
    drafts: Vec<Draft>,
    /// The picture as it was turned, in its own size and shades.
    level: GrayImage,
    /// By how much it was enlarged to be read.
    factor: f32,
}

impl Reader {
    /// The cards in a picture, in reading order; none if there are none.
    ///
    /// # Errors
    /// If Tesseract is not there or goes beyond the limits.
    pub fn picture(&self, file: &str, picture: &Picture) -> Result<Vec<Card>, DonationError> {
        if picture.gray.width().min(picture.gray.height()) < LEAST {
            return Ok(Vec::new());
        }
        let Some(page) = self.best(file, picture)? else {
            return Ok(Vec::new());
        };
        let marks: Vec<(Field, &Mark)> = page
            .drafts
            .iter()
            .flat_map(|d| d.money.iter().map(|(&field, mark)| (field, mark)))
            .collect();
        let areas: Vec<Area> = marks
            .iter()
            .map(|(_, m)| shrunk(m.area, page.factor))
            .collect();
        let looks = self.looks(file, &page, &marks, &areas)?;
        let mut looks = looks.into_iter();
        let source = if picture.photograph {
            "photograph"
        } else {
            "screenshot"
        };
        Ok(page
            .drafts
            .iter()
            .map(|draft| {
                let mut card = self.begun(file, page.layout, draft, source);
                for (&field, mark) in &draft.money {
                    let look = looks.next().unwrap_or_default();
                    card.readings.insert(field, judged(mark, &look));
                }
                card.settle();
                card
            })
            .collect())
    }

    /// A card with all that is known before its amounts: the fields that every
    /// card of the layout shows are asked back until they are read.
    pub(crate) fn begun(&self, file: &str, layout: &Layout, draft: &Draft, source: &str) -> Card {
        let mut card = Card {
            file: file.to_owned(),
            ..Card::default()
        };
        card.set(Field::Source, source);
        card.set(Field::Currency, layout.currency.code());
        if let Some(platform) = &layout.platform {
            card.set(Field::Platform, platform);
        }
        for field in layout.expected() {
            let missing = Reading {
                flag: Some(Flag::NotFound),
                ..Reading::default()
            };
            card.readings.insert(field, missing);
        }
        self.times(&mut card, draft);
        card
    }

    /// The picture read in the position, size and layout that show most.
    fn best<'a>(
        &'a self,
        file: &str,
        picture: &Picture,
    ) -> Result<Option<Shown<'a>>, DonationError> {
        let flat = prepare::flattened(&picture.gray);
        let factor = prepare::first_scale(flat.width());
        let (mut best, slanted) = self.seen(file, &picture.gray, &flat, factor)?;
        let complete = |page: &Option<Shown>| page.as_ref().is_some_and(Shown::is_complete);
        if picture.photograph || slanted || !complete(&best) {
            let tilt = Tilt::of(&flat);
            if tilt.matters() {
                let level = tilt.levelled(&picture.gray, 255);
                let flat = tilt.levelled(&flat, 255);
                let (found, _) = self.seen(file, &level, &flat, factor)?;
                // Amounts are cut out level where both show as much.
                best = better(found, best);
            }
        }
        if best.is_none() {
            for turn in [imageops::rotate90, imageops::rotate270, imageops::rotate180] {
                let (gray, flat) = (turn(&picture.gray), turn(&flat));
                let tilt = Tilt::of(&flat);
                let (gray, flat) = (tilt.levelled(&gray, 255), tilt.levelled(&flat, 255));
                let factor = prepare::first_scale(flat.width());
                (best, _) = self.seen(file, &gray, &flat, factor)?;
                if best.is_some() {
                    break;
                }
            }
        }
        Ok(best)
    }

    /// The cards that are seen, and whether their lines run askew.
    fn seen<'a>(
        &'a self,
        file: &str,
        level: &GrayImage,
        flat: &GrayImage,
        factor: f32,
    ) -> Result<(Option<Shown<'a>>, bool), DonationError> {
        let lines = |factor| {
            let picture = prepare::scaled(flat, factor);
            tesseract::lines(&picture, Page::Lines, file, &self.limits)
        };
        let read = lines(factor)?;
        let slanted = slanted(&read);
        let page = self.page(level, &read, factor);
        let Some(more) = height(&read).and_then(prepare::better_scale) else {
            return Ok((page, slanted));
        };
        let factor = (factor * more).clamp(0.25, 4.0);
        let other = self.page(level, &lines(factor)?, factor);
        Ok((better(page, other), slanted))
    }

    /// What the layout that fits best finds; nothing if none finds a card.
    fn page(&self, level: &GrayImage, lines: &[Vec<Word>], factor: f32) -> Option<Shown<'_>> {
        let mut best: Option<(usize, &Layout, Vec<Draft>)> = None;
        for layout in &self.layouts {
            let drafts = find::drafts(layout, lines);
            let found = find::found(&drafts);
            if found > best.as_ref().map_or(0, |b| b.0) {
                best = Some((found, layout, drafts));
            }
        }
        best.map(|(_, layout, drafts)| Shown {
            layout,
            drafts,
            level: level.clone(),
            factor,
        })
    }

    /// The second looks at all amounts, and third ones where they differ.
    fn looks(
        &self,
        file: &str,
        page: &Shown,
        marks: &[(Field, &Mark)],
        areas: &[Area],
    ) -> Result<Vec<Vec<Seen>>, DonationError> {
        let money = (
            page.layout.symbol.as_str(),
            usize::from(page.layout.currency.decimals()),
        );
        let look = |which: &[usize], how| -> Result<Vec<Seen>, DonationError> {
            let areas: Vec<Area> = which.iter().map(|&at| areas[at]).collect();
            let mut seen = again::look(&page.level, &areas, how, money, file, &self.limits)?;
            for (seen, &at) in seen.iter_mut().zip(which) {
                seen.amount = seen.amount.map(|a| a.of(marks[at].0));
            }
            Ok(seen)
        };
        let all: Vec<usize> = (0..marks.len()).collect();
        let second = look(&all, Look::Plain)?;
        let mut looks: Vec<Vec<Seen>> = second.into_iter().map(|s| vec![s]).collect();
        let doubted = |at: &usize| judged(marks[*at].1, &looks[*at]).flag.is_some();
        let open: Vec<usize> = all.into_iter().filter(doubted).collect();
        for (&at, seen) in open.iter().zip(look(&open, Look::Flat)?) {
            looks[at].push(seen);
        }
        Ok(looks)
    }

    /// The day on which the picture in `file` was made, as its name says; not if
    /// that was still to come when it was sent.
    fn named(&self, file: &str) -> Option<Date> {
        let named = clock::named(file);
        named.filter(|day| self.taken.is_none_or(|taken| *day <= taken))
    }

    fn times(&self, card: &mut Card, draft: &Draft) {
        let named = self.named(&card.file);
        let made = named.or(self.taken);
        let mut put =
            |field, said: Option<&Said>, pick: fn((When, Option<When>)) -> Option<When>| {
                let Some(said) = said.filter(|s| s.day.is_some()) else {
                    return;
                };
                let any = said.span(Some(made.unwrap_or(SOME_LEAP_YEAR)));
                let there = any.and_then(pick);
                if there.is_none() && field == Field::End {
                    return;
                }
                let (value, maybe, flag) = match there {
                    // There is no such day, so it was read badly.
                    None => (None, None, Some(Flag::Unsure)),
                    Some(when) if said.has_year(made) => (Some(when), None, None),
                    Some(when) => (None, made.map(|_| when), Some(Flag::NoYear)),
                };
                let seen = draft
                    .seen
                    .get(&field)
                    .or_else(|| draft.seen.get(&Field::Start));
                let reading = Reading {
                    value: value.map(Value::When),
                    maybe: maybe.map(Value::When),
                    flag,
                    seen: seen.cloned().unwrap_or_default(),
                    year_assumed: value.is_some() && !said.says_year() && named.is_none(),
                    ..Reading::default()
                };
                card.readings.insert(field, reading);
            };
        put(Field::Start, draft.start.as_ref(), |span| Some(span.0));
        put(Field::End, draft.start.as_ref(), |span| span.1);
        put(Field::End, draft.end.as_ref(), |span| Some(span.0));
    }
}

impl Shown<'_> {
    /// Whether every card has all that its layout promises.
    fn is_complete(&self) -> bool {
        self.drafts.iter().all(|draft| {
            let read = |field| draft.money.get(&field).is_some_and(|m| m.amount.is_some());
            self.layout.expected().all(read)
        })
    }

    fn found(&self) -> usize {
        find::found(&self.drafts)
    }
}

fn better<'a>(a: Option<Shown<'a>>, b: Option<Shown<'a>>) -> Option<Shown<'a>> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.found() > a.found() { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// The usual height of words, in pixels.
fn height(lines: &[Vec<Word>]) -> Option<f32> {
    let words = lines
        .iter()
        .flatten()
        .filter(|w| w.sure > 0.5 && w.text.len() > 2);
    let mut heights: Vec<u32> = words.map(|w| w.height).collect();
    heights.sort_unstable();
    heights.get(heights.len() / 2).map(|&h| h as f32)
}

/// Whether half of the lines run askew: their last words stand higher or lower
/// than their first ones.
fn slanted(lines: &[Vec<Word>]) -> bool {
    let slopes = lines.iter().filter_map(|line| {
        let (first, last) = (line.first()?, line.last()?);
        let run = last.left.checked_sub(first.left + first.width)?;
        let wide = run > 4 * first.height;
        wide.then(|| first.top.abs_diff(last.top) as f32 / run as f32)
    });
    let mut slopes: Vec<f32> = slopes.collect();
    slopes.sort_by(f32::total_cmp);
    slopes.get(slopes.len() / 2).is_some_and(|&s| s > 0.006)
}

/// The same part of the picture before it was enlarged by `factor`.
fn shrunk(area: Area, factor: f32) -> Area {
    let side = |n: u32| (n as f32 / factor).round() as u32;
    Area {
        left: side(area.left),
        top: side(area.top),
        width: side(area.width),
        height: side(area.height).max(1),
    }
}

/// The reading that most looks agree on; the first of those where they tie.
/// It is flagged unless the first two agree, each with a clean amount.
fn judged(mark: &Mark, looks: &[Seen]) -> Reading {
    let first = mark.amount.map(|a| (a, mark.sure));
    let rest = looks.iter().map(|s| s.amount.map(|a| (a, s.sure)));
    let all: Vec<Option<(Amount, f64)>> = std::iter::once(first).chain(rest).collect();
    let same = |a: &Amount| {
        all.iter()
            .flatten()
            .filter(|b| b.0.minor == a.minor)
            .count()
    };
    // Of equals the clean ones, then those with a sign, then the first, count.
    let best = all
        .iter()
        .flatten()
        .rev()
        .max_by_key(|(a, _)| (same(a), a.clean, a.symbol));
    let Some(&(amount, _)) = best else {
        return Reading {
            flag: Some(Flag::NotFound),
            seen: mark.seen.clone(),
            ..Reading::default()
        };
    };
    let agree = all.iter().flatten().filter(|b| b.0.minor == amount.minor);
    let doubt: f64 = agree.clone().map(|b| 1.0 - b.1).product();
    let one = all
        .iter()
        .take(2)
        .all(|a| a.is_some_and(|a| a.0.minor == amount.minor));
    let clean = agree.clone().all(|a| a.0.clean && a.0.symbol);
    let share = same(&amount) as f64 / all.len() as f64;
    let confidence = (1.0 - doubt) * share * if clean { 1.0 } else { 0.8 };
    Reading {
        value: Some(Value::Number(amount.minor)),
        confidence: Some((confidence * 1000.0).round() / 1000.0),
        flag: if !one {
            Some(Flag::LooksDiffer)
        } else if !clean || confidence < SURE {
            Some(Flag::Unsure)
        } else {
            None
        },
        seen: mark.seen.clone(),
        ..Reading::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(minor: i64) -> Option<Amount> {
        Some(Amount {
            minor,
            symbol: true,
            clean: true,
        })
    }

    fn judge(readings: &[(Option<Amount>, f64)]) -> (Option<Value>, Option<Flag>, Option<f64>) {
        let mark = Mark {
            amount: readings[0].0,
            sure: readings[0].1,
            seen: String::new(),
            area: Area::default(),
        };
        let looks: Vec<Seen> = readings[1..]
            .iter()
            .map(|&(amount, sure)| Seen { amount, sure })
            .collect();
        let reading = judged(&mark, &looks);
        (reading.value, reading.flag, reading.confidence)
    }

    #[test]
    fn a_picture_too_small_for_a_card_shows_none() {
        let picture = |width, height| Picture {
            gray: GrayImage::new(width, height),
            photograph: false,
        };
        for (width, height) in [(8, 8), (63, 4000), (64, 64)] {
            let cards = Reader::default().picture("f", &picture(width, height));
            assert_eq!(cards.expect("read"), [], "{width} by {height}");
        }
    }

    #[test]
    fn a_day_without_its_year_is_asked_back_unless_it_was_lately() {
        let times = |text: &str, file: &str, taken: Option<Date>| {
            let reader = Reader {
                taken,
                ..Reader::default()
            };
            let draft = Draft {
                start: Some(clock::said(text, false)),
                seen: [(Field::Start, text.to_owned())].into(),
                ..Draft::default()
            };
            let layout = &reader.layouts[0];
            let card = reader.begun(file, layout, &draft, "screenshot");
            let said = |value: &Option<Value>| match value {
                Some(Value::When(when)) => when.to_string(),
                _ => String::new(),
            };
            [Field::Start, Field::End].map(|field| {
                let read = card.readings.get(&field);
                read.map(|r| {
                    let flag = r
                        .flag
                        .map_or(if r.assumes_year() { "assumed" } else { "" }, Flag::name);
                    (said(&r.value), said(&r.maybe), flag)
                })
            })
        };
        let (window, no_year) = ("Aug 24, 4PM-5PM", "no_year");
        let sure = |when: &str| Some((when.to_owned(), String::new(), ""));
        let likely = |when: &str| Some((when.to_owned(), String::new(), "assumed"));
        let asked = |when: &str| Some((String::new(), when.to_owned(), no_year));
        let [start, end] = ["2020-08-24T16:00:00", "2020-08-24T17:00:00"];
        let taken = Some(date(2020, 9, 1));
        assert_eq!(times(window, "a", taken), [likely(start), likely(end)]);
        assert_eq!(times("Aug 24, 4PM", "a", taken), [likely(start), None]);
        let whole = "Aug 24, 2020, 4PM-5PM";
        assert_eq!(times(whole, "a", taken), [sure(start), sure(end)]);
        let late = Some(date(2021, 8, 1));
        assert_eq!(times(window, "a", late), [asked(start), asked(end)]);
        assert_eq!(times("Aug 24, 4PM", "a", late), [asked(start), None]);
        let unknown = Some((String::new(), String::new(), no_year));
        assert_eq!(times(window, "a", None), [unknown.clone(), unknown.clone()]);
        assert_eq!(times("Aug 24", "a", None), [unknown, None]);
        // What the name of the picture says counts, unless it is still to come.
        let named = "Screenshot_20200901-101500.png";
        for taken in [late, None] {
            assert_eq!(times(window, named, taken), [sure(start), sure(end)]);
        }
        assert_eq!(
            times(window, "20300101.png", taken),
            [likely(start), likely(end)]
        );
        // What is no day was read badly.
        let bad = Some((String::new(), String::new(), "unsure"));
        assert_eq!(times("Feb 30, 4PM-5PM", "a", taken), [bad, None]);
    }

    #[test]
    fn two_looks_that_agree_are_sure() {
        let found = judge(&[(amount(1458), 0.9), (amount(1458), 0.8)]);
        assert_eq!(found, (Some(Value::Number(1458)), None, Some(0.98)));
        let weak = judge(&[(amount(1458), 0.4), (amount(1458), 0.5)]);
        assert_eq!(weak.1, Some(Flag::Unsure));
    }

    #[test]
    fn looks_that_differ_are_flagged_whoever_wins() {
        let found = judge(&[
            (amount(1458), 0.9),
            (amount(1158), 0.9),
            (amount(1158), 0.9),
        ]);
        assert_eq!(
            (found.0, found.1),
            (Some(Value::Number(1158)), Some(Flag::LooksDiffer))
        );
        let tie = judge(&[(amount(1458), 0.9), (amount(1158), 0.9)]);
        assert_eq!(
            (tie.0, tie.1),
            (Some(Value::Number(1458)), Some(Flag::LooksDiffer))
        );
        let lost = judge(&[(amount(1458), 0.9), (None, 1.0)]);
        assert_eq!(
            (lost.0, lost.1),
            (Some(Value::Number(1458)), Some(Flag::LooksDiffer))
        );
    }

    #[test]
    fn lines_askew_are_told_by_their_words() {
        let word = |left, top| Word {
            text: "word".into(),
            sure: 0.9,
            left,
            top,
            width: 60,
            height: 30,
        };
        let line = |top, fall| {
            vec![
                word(20, top),
                word(420, top + fall / 2),
                word(820, top + fall),
            ]
        };
        assert!(!slanted(&[line(10, 0), line(90, 3), line(200, 2)]));
        assert!(slanted(&[line(10, 12), line(90, 0), line(200, 15)]));
        assert!(!slanted(&[vec![word(20, 10), word(90, 30)], Vec::new()]));
    }

    #[test]
    fn an_amount_without_its_sign_or_point_is_flagged() {
        let bare = Some(Amount {
            minor: 51458,
            symbol: false,
            clean: true,
        });
        let found = judge(&[(bare, 0.9), (bare, 0.9)]);
        assert_eq!(found.1, Some(Flag::Unsure));
        let found = judge(&[(bare, 0.9), (amount(1458), 0.9)]);
        assert_eq!(found.0, Some(Value::Number(1458)));
    }

    #[test]
    fn what_no_look_saw_is_missing() {
        assert_eq!(
            judge(&[(None, 0.0), (None, 1.0)]),
            (None, Some(Flag::NotFound), None)
        );
    }
}
