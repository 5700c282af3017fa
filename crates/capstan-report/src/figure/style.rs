//! How the parts of a figure are painted.

use crate::tokens::Token;

/// Everything but colour. A part takes its colour from the nearest class
/// `t-…` around it.
const SHAPES: &str = "\
.capstan-figure{font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",\"Liberation Sans\",Arial,sans-serif;font-variant-numeric:tabular-nums}
.capstan-figure text{fill:currentColor}
.capstan-figure .strong{font-weight:600}
.capstan-figure .finding{font-family:\"Iowan Old Style\",\"Palatino Linotype\",Palatino,\"Source Serif 4\",\"Noto Serif\",\"Liberation Serif\",Georgia,serif;font-weight:600}
.capstan-figure .halo{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}
.capstan-figure .grid{stroke:currentColor;stroke-width:1;opacity:.22}
.capstan-figure .axis{stroke:currentColor;stroke-width:1}
.capstan-figure .baseline{stroke:currentColor;stroke-width:1.25}
.capstan-figure .leader{stroke:currentColor;stroke-width:1;fill:none;opacity:.55}
.capstan-figure .band{fill:currentColor;opacity:.15}
.capstan-figure .critical-band{fill:currentColor;opacity:.09}
.capstan-figure .critical{stroke:currentColor;stroke-width:1.75}
.capstan-figure .series{stroke:currentColor;stroke-width:2.25;fill:none;stroke-linejoin:round}
.capstan-figure .ghost{stroke:currentColor;stroke-width:1;fill:none;opacity:.5}
.capstan-figure .whisker{stroke:currentColor;stroke-width:1.25}
.capstan-figure .point{fill:currentColor;stroke:currentColor;stroke-width:1.75}
.capstan-figure .hatch{stroke:currentColor;stroke-width:1.25;opacity:.4}
";

/// The style of figures that stand in a page, in the page's colours.
pub fn css() -> String {
    format!(
        "{SHAPES}{}",
        colours(|token| format!("var(--{})", token.name()))
    )
}

/// The style of a figure in a file of its own: light, and dark where the
/// reader's system asks for it.
pub(crate) fn file_css() -> String {
    format!(
        "{SHAPES}{}@media (prefers-color-scheme:dark){{\n{}}}\n",
        colours(|token| token.light().into()),
        colours(|token| token.dark().into())
    )
}

/// The class that gives a part its colour.
pub(crate) fn class(token: Token) -> &'static str {
    match token {
        Token::Paper => "t-paper",
        Token::Ink => "t-ink",
        Token::Muted => "t-muted",
        Token::Teal => "t-teal",
        Token::Iron => "t-iron",
        Token::Violet => "t-violet",
        Token::Amber => "t-amber",
        Token::Red => "t-red",
    }
}

fn colours(colour: impl Fn(Token) -> String) -> String {
    let paper = colour(Token::Paper);
    let mut out = format!(
        ".capstan-figure{{color:{}}}\n\
         .capstan-figure .hollow{{fill:{paper}}}\n\
         .capstan-figure .halo{{stroke:{paper}}}\n\
         .capstan-figure .sheet{{fill:{paper}}}\n",
        colour(Token::Ink)
    );
    for token in Token::ALL {
        out += &format!(
            ".capstan-figure .{}{{color:{}}}\n",
            class(token),
            colour(token)
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_carries_its_colours_and_a_page_lends_them() {
        let (page, file) = (css(), file_css());
        assert!(page.contains(".t-iron{color:var(--iron)}"));
        assert!(!page.contains('#'));
        assert!(file.contains(".t-iron{color:#a8481f}"));
        assert!(file.contains(".t-iron{color:#f0976b}"));
        assert!(!file.contains("var("));
    }
}
