//! The colours, for light and dark, in the one place where they are written
//! down.

/// A colour by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Token {
    /// Background.
    Paper,
    /// Text; the view "everyone".
    Ink,
    /// Secondary text and axes; the view "others".
    Muted,
    /// Links and the main action; the view "bystanders".
    Teal,
    /// Strike and boycott; the view "strikers".
    Iron,
    /// Contribution; the view "similar".
    Violet,
    /// Caution: an interval that includes zero, a lower bound, a stale figure.
    Amber,
    /// Danger and errors; nothing else.
    Red,
}

impl Token {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Paper,
        Self::Ink,
        Self::Muted,
        Self::Teal,
        Self::Iron,
        Self::Violet,
        Self::Amber,
        Self::Red,
    ];

    /// The name in CSS, without the leading dashes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Ink => "ink",
            Self::Muted => "muted",
            Self::Teal => "teal",
            Self::Iron => "iron",
            Self::Violet => "violet",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }

    /// The colour on light paper, as `#rrggbb`.
    pub const fn light(self) -> &'static str {
        match self {
            Self::Paper => "#fbfaf6",
            Self::Ink => "#1c2430",
            Self::Muted => "#596273",
            Self::Teal => "#0b6a6a",
            Self::Iron => "#a8481f",
            Self::Violet => "#5b4a9e",
            Self::Amber => "#8a5a00",
            Self::Red => "#a3242f",
        }
    }

    /// The colour on dark paper, as `#rrggbb`.
    pub const fn dark(self) -> &'static str {
        match self {
            Self::Paper => "#14181f",
            Self::Ink => "#eceae4",
            Self::Muted => "#a3acba",
            Self::Teal => "#5cc4bd",
            Self::Iron => "#f0976b",
            Self::Violet => "#b5a6f0",
            Self::Amber => "#e0b04c",
            Self::Red => "#f28b93",
        }
    }

    /// The colour as a terminal shows it: an escape sequence of the sixteen
    /// common colours, which follow the reader's own theme.
    pub const fn terminal(self) -> &'static str {
        match self {
            Self::Paper | Self::Ink => "\u{1b}[0m",
            Self::Muted => "\u{1b}[2m",
            Self::Teal => "\u{1b}[36m",
            Self::Iron | Self::Amber => "\u{1b}[33m",
            Self::Violet => "\u{1b}[35m",
            Self::Red => "\u{1b}[31m",
        }
    }
}

/// The colours as CSS custom properties of a page: light, dark where the
/// reader's system asks for it, and either by `data-theme` on the root.
pub fn css() -> String {
    let light = properties(Token::light);
    let dark = properties(Token::dark);
    format!(
        ":root{{color-scheme:light;{light}}}\n\
         @media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}\n\
         :root[data-theme=dark]{{color-scheme:dark;{dark}}}\n"
    )
}

fn properties(colour: fn(Token) -> &'static str) -> String {
    Token::ALL
        .iter()
        .map(|&t| format!("--{}:{};", t.name(), colour(t)))
        .collect()
}

/// The contrast of two colours `#rrggbb`, from 1 (none) to 21, as WCAG 2.2
/// defines it (relative luminance of sRGB). `None` if either is no such colour.
pub fn contrast(a: &str, b: &str) -> Option<f64> {
    let (a, b) = (luminance(a)?, luminance(b)?);
    Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
}

fn luminance(colour: &str) -> Option<f64> {
    let hex = colour.strip_prefix('#').filter(|h| h.len() == 6)?;
    let mut sum = 0.0;
    for (at, weight) in [(0, 0.2126), (2, 0.7152), (4, 0.0722)] {
        let byte = u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()?;
        let c = f64::from(byte) / 255.0;
        let linear = if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        };
        sum += weight * linear;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast("#000000", "#ffffff").unwrap() - 21.0).abs() < 1e-9);
        // The usual example: #777 on white just misses 4.5.
        assert!((contrast("#777777", "#ffffff").unwrap() - 4.478).abs() < 1e-3);
        assert_eq!(contrast("#fff", "#ffffff"), None);
        assert_eq!(contrast("#ffffgg", "#ffffff"), None);
    }

    #[test]
    fn every_colour_reads_on_paper() {
        for token in Token::ALL.into_iter().filter(|&t| t != Token::Paper) {
            for colour in [Token::light, Token::dark] {
                let ratio = contrast(colour(token), colour(Token::Paper)).unwrap();
                assert!(ratio >= 4.5, "{token:?} reaches only {ratio:.2}");
            }
        }
    }

    #[test]
    fn a_theme_can_be_chosen_against_the_system() {
        let css = css();
        assert_eq!(css.matches("--iron:#f0976b;").count(), 2);
        assert_eq!(css.matches("--iron:#a8481f;").count(), 1);
        assert!(css.contains(":root:not([data-theme=light])"));
    }
}
