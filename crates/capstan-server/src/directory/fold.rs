//! Words as they are compared: without capitals and accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest part of a word that is looked at, in characters.
const LONGEST: usize = 40;

/// A text without capitals, accents and differences of width or style.
pub fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The folded words of a text: runs of letters and digits.
pub fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(LONGEST).collect())
        .collect()
}

/// A name as it stands in an address: small letters a to z and digits, with
/// hyphens between. Empty for a name that has none of them.
pub fn slug(name: &str, most: usize) -> String {
    let ascii = |word: &String| word.bytes().all(|b| b.is_ascii_alphanumeric());
    let mut slug = String::new();
    for word in words(name).iter().filter(|w| ascii(w)) {
        let hyphen = usize::from(!slug.is_empty());
        if slug.len() + hyphen + word.len() > most {
            break;
        }
        if hyphen > 0 {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug
}

/// Whether one edit makes one word of the other: a letter more, a letter less,
/// another letter, or two neighbours in the other order.
pub fn one_edit<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let (short, long) = (&short[same..], &long[same..]);
    if short.len() < long.len() {
        return *short == long[1..];
    }
    match (short, long) {
        ([], []) => true,
        ([_, s @ ..], [_, l @ ..]) if s == l => true,
        ([a, b, s @ ..], [c, d, l @ ..]) => a == d && b == c && s == l,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_accents() {
        assert_eq!(
            words("Ríders’ ﬁrst—CO\u{301}RDOBA 24"),
            ["riders", "first", "cordoba", "24"]
        );
        assert_eq!(slug("Ríders of the Nórth!", 40), "riders-of-the-north");
        assert_eq!(slug("Ríders of the Nórth!", 12), "riders-of");
        assert_eq!(slug("مريم", 40), "");
    }

    #[test]
    fn one_edit_is_one() {
        let near = |a: &str, b: &str| {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            assert_eq!(one_edit(&a, &b), one_edit(&b, &a));
            one_edit(&a, &b)
        };
        for other in [
            "rider", "riders", "ridr", "ridex", "irder", "xrider", "ider",
        ] {
            assert!(near("rider", other), "{other}");
        }
        for other in [
            "rid", "redir", "ridersx", "irdre", "xriderx", "ridxx", "drier",
        ] {
            assert!(!near("rider", other), "{other}");
        }
    }
}
