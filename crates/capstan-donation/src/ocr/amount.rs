//! Amounts of money as a machine read them.

/// An amount that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    /// Minor units.
    pub minor: i64,
    /// Whether the sign of the currency stood there.
    pub symbol: bool,
    /// Whether the point stood where it belongs, and every digit was read as
    /// one.
    pub clean: bool,
}

/// Longer than this, and digits are no amount of pay.
const MOST_DIGITS: usize = 9;

/// The amount that `text` is, in a currency with so many decimals whose sign
/// is `symbol`. Letters that look like digits are read as these, and a point
/// may be missing; such an amount is not clean.
pub(crate) fn amount(text: &str, symbol: &str, decimals: usize) -> Option<Amount> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "()[]:;*|_~'\"«»•·".contains(c));
    let (minus, text) = signed(text);
    let (marked, text) = unmarked(text, symbol);
    let (minus, text) = if minus { (true, text) } else { signed(text) };
    let text = text.trim_start().trim_end_matches(['.', ',', '-', ':']);
    let first = text.chars().next()?;
    if !first.is_ascii_digit() && !(marked && digit(first).is_some()) {
        return None;
    }
    let mut clean = true;
    let mut digits = String::new();
    let mut groups: Vec<usize> = vec![0];
    for c in text.chars() {
        match c {
            '.' | ',' => groups.push(0),
            // A space after a point is a wide point.
            ' ' if groups.len() > 1 && groups.last() == Some(&0) => {}
            _ => {
                let (value, sure) = digit(c)?;
                clean &= sure;
                digits.push(value);
                *groups.last_mut()? += 1;
            }
        }
    }
    let (&last, before) = groups.split_last()?;
    let pointed = decimals > 0 && !before.is_empty() && last == decimals;
    let thousands = if pointed { before } else { &groups };
    let well_grouped = thousands.iter().skip(1).all(|&n| n == 3) && thousands[0] > 0;
    if digits.len() > MOST_DIGITS || !well_grouped {
        return None;
    }
    let missing_point = decimals > 0 && !pointed;
    if missing_point && (!marked || digits.len() <= decimals) {
        return None;
    }
    let minor: i64 = digits.parse().ok()?;
    Some(Amount {
        minor: if minus { -minor } else { minor },
        symbol: marked,
        clean: clean && !missing_point,
    })
}

fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// The text without the sign of the currency, before or behind, and whether
/// it was there.
fn unmarked<'a>(text: &'a str, symbol: &str) -> (bool, &'a str) {
    if let Some(rest) = text.strip_prefix(symbol) {
        return (true, rest);
    }
    if let Some(rest) = text.strip_suffix(symbol) {
        return (true, rest.trim_end());
    }
    // A dollar sign is often read as one of these, which no amount begins with.
    match text.strip_prefix(['S', 's', '§']) {
        Some(rest) if symbol == "$" => (true, rest),
        _ => (false, text),
    }
}

/// The digit that a character is or looks like, and whether it is one.
fn digit(c: char) -> Option<(char, bool)> {
    match c {
        '0'..='9' => Some((c, true)),
        'O' | 'o' | 'Q' | 'D' => Some(('0', false)),
        'l' | 'I' | '|' | 'i' | '!' => Some(('1', false)),
        'Z' | 'z' => Some(('2', false)),
        'S' | 's' => Some(('5', false)),
        'B' => Some(('8', false)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dollars(text: &str) -> Option<(i64, bool, bool)> {
        amount(text, "$", 2).map(|a| (a.minor, a.symbol, a.clean))
    }

    #[test]
    fn amounts_as_they_are_read() {
        for (text, found) in [
            ("$14.58", Some((1458, true, true))),
            ("$1,014.58", Some((101_458, true, true))),
            ("14.58", Some((1458, false, true))),
            ("-$2.00", Some((-200, true, true))),
            ("$-2.00", Some((-200, true, true))),
            ("+$4.00", Some((400, true, true))),
            ("$14,58", Some((1458, true, true))),
            ("$14. 58", Some((1458, true, true))),
            ("($14.58)", Some((1458, true, true))),
            ("S14.58", Some((1458, true, true))),
            ("$1O.l8", Some((1018, true, false))),
            ("$1458", Some((1458, true, false))),
            ("1458", None),
            ("$5", None),
            ("$14.5", None),
            ("$1.234.5", None),
            ("4:05", None),
            ("#123.45", None),
            ("Order", None),
            ("", None),
            ("$", None),
            ("$99999999.99", None),
        ] {
            assert_eq!(dollars(text), found, "{text}");
        }
        let euro = amount("1.014,58 €", "€", 2).expect("an amount");
        assert_eq!((euro.minor, euro.symbol), (101_458, true));
        let yen = amount("¥1,200", "¥", 0).expect("an amount");
        assert_eq!((yen.minor, yen.clean), (1200, true));
    }

    proptest! {
        #[test]
        fn every_amount_is_read_as_it_is_written(minor in 0i64..9_999_999) {
            let text = format!("${}.{:02}", minor / 100, minor % 100);
            prop_assert_eq!(dollars(&text), Some((minor, true, true)));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,12}") {
            let _ = amount(&text, "$", 2);
        }
    }
}
