//! A table as text for a terminal.

use super::{Cell, Table};
use crate::markup::clean;
use crate::tokens::Token;
use crate::words::Voice;

/// Whether a terminal gets colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Colours.
    Always,
    /// Plain text.
    Never,
}

impl Colour {
    /// Colours if `is_terminal` and the variable `NO_COLOR` is unset or empty
    /// (<https://no-color.org>).
    pub fn wanted(is_terminal: bool) -> Self {
        Self::decide(is_terminal, std::env::var_os("NO_COLOR").as_deref())
    }

    fn decide(is_terminal: bool, no_color: Option<&std::ffi::OsStr>) -> Self {
        if is_terminal && no_color.is_none_or(|v| v.is_empty()) {
            Self::Always
        } else {
            Self::Never
        }
    }

    fn paint(self, code: &str, text: &str) -> String {
        match self {
            Self::Never => text.to_string(),
            Self::Always if text.trim().is_empty() => text.to_string(),
            Self::Always => format!("{code}{text}\u{1b}[0m"),
        }
    }
}

const BOLD: &str = "\u{1b}[1m";
/// Columns of words are not wrapped below this many characters.
const NARROWEST: usize = 12;

impl Table {
    /// The table as text of at most `width` characters a line, without a
    /// trailing line break.
    ///
    /// Heads and cells wrap first, estimates before their interval; a table
    /// that is still too wide becomes one block a row. A single word that is
    /// longer than a line stands as it is.
    pub fn terminal(&self, voice: &Voice, width: usize, colour: Colour) -> String {
        let words: Vec<Vec<String>> = (0..self.rows.len())
            .map(|r| {
                let cells = 0..self.columns.len();
                cells.map(|c| clean(&self.words(voice, r, c))).collect()
            })
            .collect();
        let mut lines: Vec<String> = wrap(&clean(&self.caption), width)
            .iter()
            .map(|l| colour.paint(BOLD, l))
            .collect();
        lines.push(String::new());
        match self.widths(&words, width) {
            Some(widths) => self.grid(&words, &widths, colour, &mut lines),
            None => self.blocks(&words, width, colour, &mut lines),
        }
        let notes = self.notes(voice);
        if !notes.is_empty() {
            lines.push(String::new());
        }
        for note in notes {
            for (i, line) in wrap(&clean(&note), width.saturating_sub(4))
                .iter()
                .enumerate()
            {
                let indent = if i == 0 { "" } else { "    " };
                lines.push(colour.paint(Token::Muted.terminal(), &format!("{indent}{line}")));
            }
        }
        // Spaces that do not break have done their work, and would not be
        // found by a search.
        lines.join("\n").replace(['\u{a0}', '\u{202f}'], " ")
    }

    /// The width of each column, or `None` if they cannot stand side by side.
    fn widths(&self, words: &[Vec<String>], width: usize) -> Option<Vec<usize>> {
        let n = self.columns.len();
        let mut widths = vec![0; n];
        let mut least = vec![0; n];
        for c in 0..n {
            let head = clean(&self.columns[c].head);
            let longest = head.split(' ').map(count).max().unwrap_or(0);
            let body = words.iter().map(|row| count(&row[c])).max().unwrap_or(0);
            let pieces = words.iter().flat_map(|row| row[c].split(' '));
            let mut floor = pieces.map(count).max().unwrap_or(0);
            if self.is_text(c) {
                floor = floor.max(NARROWEST.min(body));
            }
            widths[c] = body.max(count(&head));
            least[c] = floor.max(longest);
        }
        let gaps = 2 * n.saturating_sub(1);
        while widths.iter().sum::<usize>() + gaps > width {
            let slack = |c: &usize| widths[*c] - least[*c];
            let widest = (0..n).filter(|c| slack(c) > 0).max_by_key(|c| widths[*c])?;
            widths[widest] -= 1;
        }
        Some(widths)
    }

    fn grid(
        &self,
        words: &[Vec<String>],
        widths: &[usize],
        colour: Colour,
        lines: &mut Vec<String>,
    ) {
        let heads: Vec<String> = self.columns.iter().map(|c| clean(&c.head)).collect();
        let mut put =
            |cells: &[String], bottom: bool, code: &dyn Fn(usize) -> Option<&'static str>| {
                let wrapped: Vec<Vec<String>> = cells
                    .iter()
                    .zip(widths)
                    .map(|(cell, &w)| wrap(cell, w))
                    .collect();
                let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
                for i in 0..height {
                    let mut line = String::new();
                    for (c, cell) in wrapped.iter().enumerate() {
                        let above = if bottom { height - cell.len() } else { 0 };
                        let text = i.checked_sub(above).and_then(|i| cell.get(i));
                        let text = text.map_or("", String::as_str);
                        let pad = " ".repeat(widths[c].saturating_sub(count(text)));
                        let painted = code(c).map_or(text.to_string(), |k| colour.paint(k, text));
                        if c > 0 {
                            line.push_str("  ");
                        }
                        if self.is_text(c) || c == 0 {
                            line = line + &painted + &pad;
                        } else {
                            line = line + &pad + &painted;
                        }
                    }
                    lines.push(line.trim_end().to_string());
                }
            };
        put(&heads, true, &|_| Some(BOLD));
        let rules: Vec<String> = widths.iter().map(|&w| "─".repeat(w)).collect();
        put(&rules, false, &|_| Some(Token::Muted.terminal()));
        for (r, row) in words.iter().enumerate() {
            put(row, false, &|c| paint(self.cell(r, c)));
        }
    }

    fn blocks(&self, words: &[Vec<String>], width: usize, colour: Colour, lines: &mut Vec<String>) {
        for (r, row) in words.iter().enumerate() {
            if r > 0 {
                lines.push(String::new());
            }
            for (c, text) in row.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
                if c == 0 {
                    lines.extend(wrap(text, width).iter().map(|l| colour.paint(BOLD, l)));
                    continue;
                }
                let head = clean(&self.columns[c].head);
                let paint = |l: &str| match paint(self.cell(r, c)) {
                    Some(code) => colour.paint(code, l),
                    None => l.to_string(),
                };
                if 4 + count(&head) + count(text) <= width {
                    lines.push(format!("  {head}: {}", paint(text)));
                } else {
                    lines.push(format!("  {head}:"));
                    let parts = wrap(text, width.saturating_sub(4));
                    lines.extend(parts.iter().map(|l| format!("    {}", paint(l))));
                }
            }
        }
    }
}

fn paint(cell: &Cell) -> Option<&'static str> {
    match cell {
        cell if cell.includes_zero() => Some(Token::Amber.terminal()),
        Cell::Refused(_) => Some(Token::Muted.terminal()),
        _ => None,
    }
}

/// Characters as a terminal counts them; marks that combine take no room.
fn count(text: &str) -> usize {
    text.chars()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}'))
        .count()
}

/// Sentences as text of at most `width` characters a line, without a trailing
/// line break: `first` stands before the first line, and the other lines are
/// indented by as much.
pub fn paragraph(first: &str, text: &str, width: usize) -> String {
    let indent = count(first);
    let lines = wrap(&clean(text), width.saturating_sub(indent));
    let between = format!("\n{}", " ".repeat(indent));
    format!("{first}{}", lines.join(&between)).replace(['\u{a0}', '\u{202f}'], " ")
}

/// `text` in lines of at most `width` characters, broken at spaces.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let line = lines.len() - 1;
        if lines[line].is_empty() {
            lines[line].push_str(word);
        } else if count(&lines[line]) + 1 + count(word) <= width {
            lines[line].push(' ');
            lines[line].push_str(word);
        } else {
            lines.push(word.to_string());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;
    use crate::Lang;
    use proptest::prelude::*;

    fn shown(width: usize, colour: Colour) -> String {
        sample().terminal(&Voice::new(Lang::En, &[]).unwrap(), width, colour)
    }

    #[test]
    fn paragraphs_hang_below_their_mark() {
        let text = paragraph("- ", "one two 3\u{a0}% four", 10);
        assert_eq!(text, "- one two\n  3 % four");
        assert_eq!(paragraph("", "", 9), "");
    }

    #[test]
    fn it_reads_well_at_eighty_columns() {
        insta::assert_snapshot!(shown(80, Colour::Never));
    }

    #[test]
    fn a_narrow_terminal_gets_blocks() {
        insta::assert_snapshot!(shown(40, Colour::Never));
    }

    #[test]
    fn colour_changes_nothing_else() {
        let plain = shown(100, Colour::Never);
        let coloured = shown(100, Colour::Always);
        assert!(!plain.contains('\u{1b}'));
        assert!(coloured.contains(Token::Amber.terminal()));
        let mut stripped = String::new();
        let mut inside = false;
        for c in coloured.chars() {
            match c {
                '\u{1b}' => inside = true,
                'm' if inside => inside = false,
                c if !inside => stripped.push(c),
                _ => {}
            }
        }
        assert_eq!(stripped, plain);
    }

    #[test]
    fn colour_is_wanted_only_on_a_willing_terminal() {
        use std::ffi::OsStr;
        assert_eq!(Colour::decide(true, None), Colour::Always);
        assert_eq!(Colour::decide(true, Some(OsStr::new(""))), Colour::Always);
        assert_eq!(Colour::decide(true, Some(OsStr::new("1"))), Colour::Never);
        assert_eq!(Colour::decide(false, None), Colour::Never);
    }

    proptest! {
        #[test]
        fn no_line_is_too_long(width in 34usize..140) {
            for line in shown(width, Colour::Never).lines() {
                prop_assert!(count(line) <= width, "{line:?} at {width}");
            }
        }

        #[test]
        fn wrapping_loses_no_word(text in "[a-z ]{0,80}", width in 1usize..30) {
            let lines = wrap(&text, width);
            let joined = lines.join(" ");
            let words = |t: &str| t.split_whitespace().map(String::from).collect::<Vec<_>>();
            prop_assert_eq!(words(&joined), words(&text));
            for line in &lines {
                prop_assert!(line.len() <= width || !line.contains(' '));
            }
        }
    }
}
