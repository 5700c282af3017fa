//! How much of what is personal in made-up lines is blacked out, and how much
//! else.

use super::people::{impersonal, personal};
use crate::redaction::{Personal, find, redacted};

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// How many.
    pub of_them: u64,
    /// Of how many.
    pub all: u64,
}

impl Part {
    fn count(&mut self, counts: bool) {
        self.of_them += u64::from(counts);
        self.all += 1;
    }
}

/// What blacking out does to made-up lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Of each kind: lines of which nothing personal can be read any more.
    pub kinds: Vec<(Personal, Part)>,
    /// Places blacked out that are personal, of all places blacked out, in
    /// lines about people and in as many times lines about nobody.
    pub right: Part,
    /// Lines about nobody of which something is blacked out.
    pub touched: Part,
    /// Amounts in those lines that are blacked out.
    pub amounts: Part,
}

/// Blacks out `texts` lines of each kind, and six times as many about nobody.
pub fn hidden(seed: u64, texts: u64) -> Hidden {
    let mut found = Hidden {
        kinds: Personal::ALL
            .iter()
            .map(|&k| (k, Part::default()))
            .collect(),
        ..Hidden::default()
    };
    for number in 0..texts {
        for (kind, part, line) in personal(seed, number) {
            if let Some((_, count)) = found.kinds.iter_mut().find(|(k, _)| *k == kind) {
                count.count(is_hidden(&part, &redacted(&line)));
            }
            let at = line.find(&part).unwrap_or(0);
            for place in find(&line) {
                let meets = place.place.start < at + part.len() && at < place.place.end;
                found.right.count(meets);
            }
        }
    }
    for number in 0..texts * Personal::ALL.len() as u64 {
        let (line, amounts) = impersonal(seed, number);
        let black = redacted(&line);
        found.touched.count(black != line);
        for amount in amounts {
            found.amounts.count(!black.contains(&amount));
        }
        for _ in find(&line) {
            found.right.count(false);
        }
    }
    found
}

/// Whether no word of `part` can be read in `black` any more, but for initials.
fn is_hidden(part: &str, black: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let long = words.filter(|w| w.chars().count() > 1);
        long.map(str::to_owned).collect()
    };
    let left = words(black);
    !black.contains(part) && words(part).iter().all(|word| !left.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_name_is_not_hidden() {
        assert!(is_hidden("Maria Day", "Tip from ████: $5.00"));
        assert!(!is_hidden("Maria Day", "Tip from ████ Day: $5.00"));
        assert!(is_hidden("Zoë K.", "████ K. 3 items"));
    }
}
