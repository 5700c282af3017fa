//! How wide text is, for layout without a font at hand.

/// The width of `text` in pixels at letters of `size` pixels, on the safe
/// side: widths of Helvetica plus 12 %, since the reader's own font is
/// unknown.
pub fn width(text: &str, size: f64) -> f64 {
    let units: f64 = text.chars().map(units).sum();
    units / 1000.0 * size * 1.12
}

fn units(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' | 'í' => 222.0,
        ' ' | '\u{a0}' | 't' | 'f' | '.' | ',' | ':' | ';' | '!' | 'I' | '[' | ']' | '/' => 278.0,
        'r' | '(' | ')' | '-' => 333.0,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500.0,
        'm' | 'M' | 'W' | '%' => 860.0,
        'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 722.0,
        'G' | 'O' | 'Q' => 778.0,
        '\u{202f}' => 140.0,
        c if c.is_uppercase() => 667.0,
        c if (c as u32) < 0x2e80 => 556.0,
        _ => 1000.0,
    }
}

/// `text` in lines of at most `room` pixels, broken at spaces; a longer word
/// stands alone.
pub fn wrap(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} {word}");
            if width(&longer, size) <= room {
                *line = longer;
                continue;
            }
        }
        lines.push(word.to_string());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_letters_are_wider() {
        assert!(width("mmm", 12.0) > width("iii", 12.0) * 3.0);
        assert!((width("0000", 10.0) - 4.0 * 5.56 * 1.12).abs() < 1e-9);
        assert!((width("ab", 20.0) - 2.0 * width("ab", 10.0)).abs() < 1e-9);
    }

    #[test]
    fn lines_fit_their_room() {
        let text = "as if it knew nothing about you";
        for room in [40.0, 80.0, 120.0, 400.0] {
            let lines = wrap(text, 12.0, room);
            assert_eq!(lines.join(" "), text);
            for line in &lines {
                assert!(width(line, 12.0) <= room || !line.contains(' '));
            }
        }
        assert_eq!(wrap(text, 12.0, 400.0).len(), 1);
        assert!(wrap("", 12.0, 10.0).is_empty());
    }
}
