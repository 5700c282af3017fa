//! Names, as words with a capital that cards do not use.
//!
//! There are more names than any list holds, but pay cards use few words. So
//! the list is of those: a word with a capital that is not on it is taken for
//! a name. What is hidden in error is a word that nobody needs; numbers are
//! never touched.

use super::{Found, Personal};
use crate::layout::Layout;
use regex::{Match, Regex};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

const LIST: &str = include_str!("../../words/plain.txt");

/// Small words inside names, as in Carmen de la Cruz.
const INSIDE: &[&str] = &[
    "de", "del", "la", "las", "los", "y", "da", "do", "dos", "van", "von", "der", "bin", "al", "el",
];

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    /// One that cards use.
    Plain,
    /// One that cards use and that people are called, such as May.
    Either,
    /// Neither, with a capital.
    Strange,
    /// A small word inside names.
    Inside,
}

/// The words that cards use, and whether people are called so too.
static PLAIN: LazyLock<HashMap<String, bool>> = LazyLock::new(|| {
    let listed = LIST.lines().filter(|line| !line.starts_with('#'));
    let mut words: HashMap<String, bool> = HashMap::new();
    for layout in Layout::known() {
        for start in layout.lines.iter().flat_map(|line| &line.starts) {
            words.extend(start.split_whitespace().map(|w| (w.to_lowercase(), false)));
        }
    }
    words.extend(listed.flat_map(str::split_whitespace).map(|word| {
        let too = word.strip_suffix('?');
        (too.unwrap_or(word).to_owned(), too.is_some())
    }));
    words
});

static WORD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\p{L}[\p{L}\p{M}'’-]*\.?").ok());

/// The names in `text`, in its order.
pub(super) fn find(text: &str) -> Vec<Found> {
    let Some(word) = WORD.as_ref() else {
        return Vec::new();
    };
    let words: Vec<(Range<usize>, Is)> = word
        .find_iter(text)
        .filter(|found| is_word(text, found))
        .map(|found| (found.range(), what(found.as_str())))
        .collect();
    let beside = |pair: &[(Range<usize>, Is)]| &text[pair[0].0.end..pair[1].0.start] == " ";
    let belongs = |is: Is| is != Is::Plain;
    let runs =
        words.chunk_by(|a, b| belongs(a.1) && belongs(b.1) && beside(&[a.clone(), b.clone()]));
    runs.filter_map(|run| {
        // Small words stand between others: not first, nor last.
        let ends = |is: &(Range<usize>, Is)| matches!(is.1, Is::Strange | Is::Either);
        let first = run.iter().position(ends)?;
        let last = run.iter().rposition(ends)?;
        let strange = run.iter().any(|(_, is)| *is == Is::Strange);
        strange.then(|| Found {
            kind: Personal::Name,
            place: run[first].0.start..trimmed(text, &run[last].0),
        })
    })
    .collect()
}

/// Whether it stands alone: letters in a number, an amount or an address of
/// mail are no word.
fn is_word(text: &str, found: &Match) -> bool {
    let part = |c: char| c.is_alphanumeric() || "@_#/$€£".contains(c);
    let before = text[..found.start()].chars().next_back();
    let after = text[found.end()..].chars().next();
    !before.is_some_and(part) && !after.is_some_and(part)
}

fn what(word: &str) -> Is {
    let bare = word.trim_end_matches('.');
    let bare = ["'s", "’s"]
        .iter()
        .find_map(|s| bare.strip_suffix(s))
        .unwrap_or(bare);
    let lower = bare.to_lowercase();
    if INSIDE.contains(&bare) {
        return Is::Inside;
    }
    if word.starts_with(char::is_lowercase) {
        return Is::Plain;
    }
    // An initial has its point; a letter without one is a mark or a direction.
    let initial = bare.chars().count() == 1;
    let known = PLAIN
        .get(&lower)
        .or_else(|| PLAIN.get(&word.to_lowercase()));
    match (known, initial) {
        (_, true) if word.ends_with('.') => Is::Either,
        (Some(true), _) => Is::Either,
        (Some(false), _) | (None, true) => Is::Plain,
        // Two known words with a hyphen between, such as Drop-off.
        (None, _) if lower.split('-').all(|part| PLAIN.contains_key(part)) => Is::Plain,
        (None, _) => Is::Strange,
    }
}

/// The end of the place without a point or a mark of whose it is.
fn trimmed(text: &str, place: &Range<usize>) -> usize {
    let word = &text[place.clone()];
    let whose = ["'s", "’s"].iter().find_map(|s| word.strip_suffix(s));
    let bare = whose.unwrap_or(word);
    // The point of an initial belongs to it.
    let bare = match bare.strip_suffix('.') {
        Some(rest) if rest.chars().count() > 1 => rest,
        _ => bare,
    };
    place.start + bare.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|f| &text[f.place]).collect()
    }

    #[test]
    fn what_cards_do_not_say_is_a_name() {
        for (text, found) in [
            ("Maria Lopez 2 mi", vec!["Maria Lopez"]),
            ("MARIA LOPEZ", vec!["MARIA LOPEZ"]),
            ("Zoë K. 3 items", vec!["Zoë K."]),
            ("K. Mensah", vec!["K. Mensah"]),
            ("Maria's order, 12 items", vec!["Maria"]),
            ("Trip with Carmen de la Cruz", vec!["Carmen de la Cruz"]),
            ("Anne-Marie O'Neil tipped", vec!["Anne-Marie O'Neil"]),
            ("May Brown, 4:05 PM", vec!["May Brown"]),
            ("Ahmed, Priya", vec!["Ahmed", "Priya"]),
        ] {
            assert_eq!(names(text), found, "{text}");
        }
    }

    #[test]
    fn what_cards_say_is_none() {
        for text in [
            "Order Pay $19.40 Promo Pay $4.00 Total Pay $44.40",
            "Window May 24, 4PM-5PM",
            "Delivery Window 8/24: 4PM to 5PM",
            "Drop-off by 5:12 PM EST",
            "CUSTOMER TIP",
            "Propina del cliente 3,00 €",
            "Entregado el 24 de ago",
            "A B C 12 E. 5th",
            "order 4f2c-XQ81 AB12cd",
        ] {
            assert_eq!(names(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn every_listed_word_is_in_small_letters() {
        for word in PLAIN.keys() {
            assert_eq!(word, &word.to_lowercase());
        }
    }
}
