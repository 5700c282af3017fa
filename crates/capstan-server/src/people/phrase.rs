//! Recovery phrases: twelve words of a known list (BIP-39) that open an
//! account. Eleven bits a word; the last word holds a checksum.

use crate::problem::Problem;
use bip39::{Language, Mnemonic};
use capstan_report::Lang;
use capstan_store::{Keys, id};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many words a phrase has.
pub const WORDS: usize = 12;

/// By how many of its words an account is found.
const LOOKUP: usize = 4;

/// The lists, with their words as people may type them.
static LISTS: LazyLock<[(Language, Vec<String>); 2]> = LazyLock::new(|| {
    [Language::English, Language::Spanish]
        .map(|list| (list, list.word_list().iter().map(|w| folded(w)).collect()))
});

/// A word in small letters and without marks: "Ábaco" is "abaco".
fn folded(word: &str) -> String {
    let small = word.nfkd().flat_map(char::to_lowercase);
    small.filter(|&c| !is_combining_mark(c)).collect()
}

/// A recovery phrase.
#[derive(Clone, PartialEq, Eq)]
pub struct Phrase(Mnemonic);

impl std::fmt::Debug for Phrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Phrase")
    }
}

impl Phrase {
    /// A new phrase of 128 bits from the operating system, in the words of a
    /// language.
    pub fn draw(lang: Lang) -> Self {
        let list = match lang {
            Lang::En => Language::English,
            Lang::Es => Language::Spanish,
        };
        loop {
            let mut bits = [0; 16];
            id::random(&mut bits);
            // Words that are also another phrase in another list are not used.
            if let Ok(drawn) = Mnemonic::from_entropy_in(list, &bits).map(Self)
                && Self::read(&drawn.text()).as_ref() == Ok(&drawn)
            {
                return drawn;
            }
        }
    }

    /// The phrase that someone typed: in any list, any case, with or without
    /// accents, and with spaces anywhere.
    ///
    /// # Errors
    /// What is wrong with it, at the field "phrase". Nothing is looked up for
    /// this.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let found = text.split_whitespace().count();
        if found != WORDS {
            let problem = Problem::input("phrase", "phrase-count");
            return Err(problem.with("found", found).with("expected", WORDS));
        }
        let typed: Vec<String> = text.split_whitespace().map(folded).collect();
        // In the list that knows most of the words: how many, and which it does
        // not know.
        let mut nearest = (0, Some(0));
        for (list, words) in LISTS.iter() {
            let places: Vec<Option<usize>> = typed
                .iter()
                .map(|word| words.iter().position(|w| w == word))
                .collect();
            let known = places.iter().flatten().count();
            if known > nearest.0 {
                nearest = (known, places.iter().position(Option::is_none));
            }
            let spelled: Vec<&str> = places
                .iter()
                .flatten()
                .map(|&at| list.word_list()[at])
                .collect();
            // Fails for fewer words, and for a wrong checksum.
            if let Ok(phrase) = Mnemonic::parse_in_normalized(*list, &spelled.join(" ")) {
                return Ok(Self(phrase));
            }
        }
        Err(match nearest.1 {
            Some(at) => Problem::input("phrase", "phrase-word").with("place", at + 1),
            None => Problem::input("phrase", "phrase-checksum"),
        })
    }

    /// Its words.
    pub fn words(&self) -> Vec<&'static str> {
        self.0.words().collect()
    }

    /// Its words, with spaces between.
    pub fn text(&self) -> String {
        self.words().join(" ")
    }

    /// Whether a typed word is the one at `place`, from 0.
    pub fn has(&self, place: usize, typed: &str) -> bool {
        let word = self.0.words().nth(place);
        word.is_some_and(|word| folded(word) == folded(typed.trim()))
    }

    /// The tag by which the account is found. It follows from the first four
    /// words, so that who has only the database can neither make it nor learn
    /// anything from it.
    pub fn lookup(&self, keys: &Keys) -> String {
        let places: Vec<String> = self
            .0
            .word_indices()
            .take(LOOKUP)
            .map(|at| at.to_string())
            .collect();
        keys.tag("phrases", &[&places.join(" ")])
    }

    /// What is hashed: its 128 bits, which are the same in every list.
    pub(super) fn bits(&self) -> Vec<u8> {
        self.0.to_entropy()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first test vector of BIP-39 with 128 bits all one, in English.
    const ONES: &str = "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong";

    #[test]
    fn words_are_told_apart_without_marks() {
        for (list, words) in LISTS.iter() {
            let mut once = words.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), 2048, "{list}");
        }
    }

    #[test]
    fn a_phrase_is_read_however_it_is_typed() {
        let phrase = Phrase::read(ONES).unwrap();
        assert_eq!(phrase.bits(), [255; 16]);
        let typed = format!("  {}\n", ONES.to_uppercase().replace(' ', " \t "));
        assert_eq!(Phrase::read(&typed), Ok(phrase));
        for _ in 0..50 {
            let drawn = Phrase::draw(Lang::Es);
            let bare: String = drawn
                .text()
                .chars()
                .filter(|&c| !is_combining_mark(c))
                .collect();
            assert_eq!(Phrase::read(&bare).unwrap(), drawn);
            let composed: String = drawn.text().to_uppercase().nfc().collect();
            assert_eq!(Phrase::read(&composed).unwrap(), drawn);
        }
    }

    #[test]
    fn what_is_wrong_is_told_before_anything_is_asked() {
        let key = |text: &str| Phrase::read(text).unwrap_err();
        assert_eq!(key("zoo zoo").key, "phrase-count");
        let word = key(&ONES.replacen("zoo zoo", "zoo zooo", 1));
        assert_eq!(word.key, "phrase-word");
        assert_eq!(word.args, [("place", "2".to_owned())]);
        assert_eq!(key(&ONES.replace("wrong", "zoo")).key, "phrase-checksum");
        let spanish = Phrase::draw(Lang::Es).text();
        let (rest, _) = spanish.rsplit_once(' ').unwrap();
        assert_eq!(
            key(&format!("{rest} zzz")).args,
            [("place", "12".to_owned())]
        );
    }

    #[test]
    fn the_first_four_words_find_it_in_any_list() {
        let keys = Keys::fresh();
        let lookup = |text: &str| Phrase::read(text).unwrap().lookup(&keys);
        let zero = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
        assert_ne!(lookup(ONES), lookup(zero));
        let spanish = Mnemonic::from_entropy_in(Language::Spanish, &[0; 16]).unwrap();
        assert_eq!(lookup(&spanish.to_string()), lookup(zero));
    }
}
