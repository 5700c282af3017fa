//! Which lines of a picture are cards of a layout, and what stands in them.

use crate::layout::clock::{self, Said};
use crate::layout::{Holds, Layout, Line};
use crate::ocr::amount::{Amount, amount};
use crate::ocr::{Area, Word};
use capstan_data::pay::Field;
use std::collections::BTreeMap;

/// A card before its amounts are read a second time.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Draft {
    /// The amounts by their fields.
    pub money: BTreeMap<Field, Mark>,
    /// When it began, or the span of it.
    pub start: Option<Said>,
    /// When it ended.
    pub end: Option<Said>,
    /// What was read of the lines about when.
    pub seen: BTreeMap<Field, String>,
}

/// What stands beside the name of an amount.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mark {
    /// The amount, if it is one.
    pub amount: Option<Amount>,
    /// How sure Tesseract is of it.
    pub sure: f64,
    /// The text.
    pub seen: String,
    /// Where it stands in the picture that was read.
    pub area: Area,
}

/// The cards of `layout` in the `lines` of a picture, in reading order. Dates
/// are not looked for here.
pub(crate) fn drafts(layout: &Layout, lines: &[Vec<Word>]) -> Vec<Draft> {
    let mut walk = Walk {
        layout,
        cards: Vec::new(),
        open: Draft::default(),
    };
    let labels: Vec<Option<(&Line, usize)>> = lines.iter().map(|l| label(layout, l)).collect();
    for (at, line) in lines.iter().enumerate() {
        let Some((of, words)) = labels[at] else {
            continue;
        };
        let below = (lines.get(at + 1)).filter(|_| labels.get(at + 1) == Some(&None));
        walk.take(of, line, words, below);
    }
    walk.close();
    walk.cards
}

/// How many amounts the cards have: the layout that finds most is right.
pub(crate) fn found(cards: &[Draft]) -> usize {
    let marks = cards.iter().flat_map(|c| c.money.values());
    marks.filter(|m| m.amount.is_some()).count()
}

struct Walk<'a> {
    layout: &'a Layout,
    cards: Vec<Draft>,
    open: Draft,
}

impl Walk<'_> {
    fn take(&mut self, of: &Line, line: &[Word], words: usize, below: Option<&Vec<Word>>) {
        if of.opens {
            self.close();
        }
        let rest = &line[words..];
        match of.held() {
            Some(Holds::Money(field)) => {
                let mark = self.mark(line, words).or_else(|| self.mark(below?, 0));
                let mark = mark.unwrap_or_else(|| unread(line, words));
                self.put(field, mark);
            }
            Some(what @ (Holds::Start | Holds::End | Holds::Span)) => {
                let mut text = text(rest);
                if let Some(next) = below.filter(|_| of.below && !text.contains(char::is_numeric)) {
                    text = format!("{text} {}", self::text(next));
                }
                let said = clock::said(&text, self.layout.day_first);
                let (place, field) = match what {
                    Holds::End => (&mut self.open.end, Field::End),
                    _ => (&mut self.open.start, Field::Start),
                };
                *place = Some(said);
                self.open.seen.insert(field, text);
            }
            Some(Holds::Nothing) | None => {}
        }
    }

    /// Puts an amount into the open card. A field that comes a second time
    /// belongs to the next card: the last line of this one was not read.
    fn put(&mut self, field: Field, mark: Mark) {
        let known = self.open.money.get(&field);
        if known.is_some_and(|known| known.amount.is_some()) {
            if mark.amount.is_none() {
                return;
            }
            self.close();
        }
        let read = mark.amount.is_some();
        self.open.money.insert(field, mark);
        if read && self.layout.last() == Some(field) {
            self.close();
        }
    }

    fn close(&mut self) {
        let card = std::mem::take(&mut self.open);
        // One amount alone is a heading, or a line of something else.
        if found(std::slice::from_ref(&card)) > 1 {
            self.cards.push(card);
        }
    }

    /// The amount in a line after its first words: the last one with the sign
    /// of the currency, else the last one. It may be read as two words.
    fn mark(&self, line: &[Word], words: usize) -> Option<Mark> {
        let decimals = usize::from(self.layout.currency.decimals());
        let symbol = self.layout.symbol.as_str();
        let amount = |text: &str| amount(text, symbol, decimals);
        let mut found: Vec<Mark> = Vec::new();
        let mut at = words;
        while at < line.len() {
            // A dash between words is no sign of an amount.
            let pair = line.get(at..at + 2).filter(|_| {
                let first = &line[at].text;
                amount(first).is_none() && (first == symbol || first.contains(char::is_numeric))
            });
            let one = Some(&line[at..=at]);
            let read = [one, pair].into_iter().flatten().find_map(|part| {
                let joined: String = part.iter().map(|w| w.text.as_str()).collect();
                Some((part, amount(&joined)?, joined))
            });
            if let Some((part, amount, seen)) = read {
                found.push(Mark {
                    amount: Some(amount),
                    sure: part.iter().map(|w| w.sure).fold(1.0, f64::min),
                    seen,
                    area: Area::of(part),
                });
                at += part.len();
            } else {
                at += 1;
            }
        }
        let marked = |m: &Mark| m.amount.is_some_and(|a| a.symbol);
        let best = found
            .iter()
            .rposition(marked)
            .or(found.len().checked_sub(1))?;
        Some(found.swap_remove(best))
    }
}

/// A mark that stands for a text that is no amount.
fn unread(line: &[Word], words: usize) -> Mark {
    let rest = &line[words..];
    let area = if rest.is_empty() {
        Area::of(line).right_of()
    } else {
        Area::of(rest)
    };
    Mark {
        amount: None,
        sure: 0.0,
        seen: text(rest),
        area,
    }
}

fn text(words: &[Word]) -> String {
    let words: Vec<&str> = words.iter().map(|w| w.text.as_str()).collect();
    words.join(" ")
}

/// The line of the layout that the words begin with, and how many words its
/// name takes. A mark before the name, such as a picture of a clock, is
/// stepped over.
fn label<'a>(layout: &'a Layout, words: &[Word]) -> Option<(&'a Line, usize)> {
    let plain: Vec<String> = words.iter().map(|w| letters(&w.text)).collect();
    let skip = plain
        .iter()
        .take(2)
        .take_while(|w| w.chars().count() < 2)
        .count();
    let mut best: Option<(usize, &Line, usize)> = None;
    for line in &layout.lines {
        for start in &line.starts {
            let name: Vec<String> = start.split_whitespace().map(letters).collect();
            let (Some(read), false) = (plain.get(skip..skip + name.len()), name.is_empty()) else {
                continue;
            };
            let length: usize = name.iter().map(|n| n.chars().count()).sum();
            if name.iter().zip(read).all(|(n, r)| alike(n, r))
                && best.is_none_or(|(longest, ..)| length > longest)
            {
                best = Some((length, line, skip + name.len()));
            }
        }
    }
    best.map(|(_, line, words)| (line, words))
}

fn letters(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a word was read as `read` that is `name`, but for one letter in
/// every four.
fn alike(name: &str, read: &str) -> bool {
    let (name, read): (Vec<char>, Vec<char>) = (name.chars().collect(), read.chars().collect());
    let most = if name.len() < 3 {
        0
    } else {
        (name.len() / 4).max(1)
    };
    if name.len().abs_diff(read.len()) > most {
        return false;
    }
    let mut row: Vec<usize> = (0..=read.len()).collect();
    for (i, a) in name.iter().enumerate() {
        let mut before = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in read.iter().enumerate() {
            let swap = before + usize::from(a != b);
            before = row[j + 1];
            row[j + 1] = swap.min(before + 1).min(row[j] + 1);
        }
    }
    row[read.len()] <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Vec<Word>> {
        let line = |(row, line): (usize, &str)| {
            let words = line.split_whitespace().enumerate();
            let word = |(at, text): (usize, &str)| Word {
                text: text.to_owned(),
                sure: 0.9,
                left: 100 * at as u32,
                top: 50 * row as u32,
                width: 80,
                height: 30,
            };
            words.map(word).collect()
        };
        text.lines().enumerate().map(line).collect()
    }

    fn layout(name: &str) -> Layout {
        let mut known = Layout::known();
        let at = known.iter().position(|l| l.name == name).expect(name);
        known.swap_remove(at)
    }

    fn amounts(name: &str, text: &str) -> Vec<Vec<(&'static str, i64)>> {
        let cards = drafts(&layout(name), &lines(text));
        let amount = |(f, m): (&Field, &Mark)| Some((f.name(), m.amount?.minor));
        cards
            .iter()
            .map(|c| c.money.iter().filter_map(amount).collect())
            .collect()
    }

    const OLD: &str = "Delivered Today, 5:12 PM\nDelivery Window 8/24: 4PM to 5PM\n\
        Order #1234567 - $192.05 On Time\nOrder Pay $19.40\nTip $25.00\nTotal Pay $44.40\n";

    #[test]
    fn both_cards_of_a_shopper_are_read() {
        let card = vec![
            ("base", 1940),
            ("tip", 2500),
            ("total", 4440),
            ("order_total", 19205),
        ];
        assert_eq!(amounts("shipt", OLD), std::slice::from_ref(&card));
        let new = "Window Aug 24, 4PM-5PM\nOrder #12 » $192.05 Late\nOrder Pay $19.40\n\
            Promo Pay $4.00\nTip $25.00\nTotal Pay $48.40\n";
        assert_eq!(amounts("shipt", &format!("{new}{new}")).len(), 2);
        let drafts = drafts(&layout("shipt"), &lines(new));
        assert_eq!(drafts[0].seen[&Field::Start], "Aug 24, 4PM-5PM");
    }

    #[test]
    fn a_card_whose_total_was_not_read_ends_where_the_next_begins() {
        let cut = OLD.replace("Total Pay $44.40", "Tctel Pxy");
        let both = amounts("shipt", &format!("{cut}{OLD}"));
        assert_eq!(both.len(), 2);
        assert_eq!(
            both[0],
            [("base", 1940), ("tip", 2500), ("order_total", 19205)]
        );
        assert_eq!(both[1].len(), 4);
    }

    #[test]
    fn words_that_were_read_badly_still_name_their_lines() {
        let bad = "0rder #12 S192.05 Late\n© Ordar Pay $19.40\nTlp $25 .00\nTotai Pay $44.40\n";
        let cards = amounts("shipt", bad);
        assert_eq!(
            cards[0],
            [
                ("base", 1940),
                ("tip", 2500),
                ("total", 4440),
                ("order_total", 19205)
            ]
        );
        assert!(!alike("tip", "total") && !alike("order", "older1") && alike("order", "0rder"));
    }

    #[test]
    fn other_cards_are_read_by_what_many_call_their_lines() {
        let card = "You earned $18.25\nDoorDash pay $6.25\nPeak pay\n$2.00\nCustomer tips $10.00\n\
            Entregado 24 ago 16:05\n";
        let found = amounts("general", card);
        assert_eq!(
            found,
            [[
                ("base", 625),
                ("promotion", 200),
                ("tip", 1000),
                ("total", 1825)
            ]]
        );
        assert_eq!(
            amounts("general", "Earnings $100.00\nHello\n"),
            Vec::<Vec<_>>::new()
        );
    }

    #[test]
    fn what_cannot_be_read_is_kept_with_its_place() {
        let cards = drafts(
            &layout("shipt"),
            &lines("Order Pay &%\nTip $1.00\nTotal $3.00"),
        );
        let mark = &cards[0].money[&Field::Base];
        assert_eq!((mark.amount, mark.seen.as_str()), (None, "&%"));
        assert_eq!((mark.area.left, mark.area.top), (200, 0));
    }
}
