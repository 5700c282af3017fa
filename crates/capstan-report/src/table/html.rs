//! A table as HTML.

use super::Table;
use crate::markup::Element;
use crate::words::Voice;

impl Table {
    /// The table as HTML: a caption, heads with their scope, notes below, in a
    /// box that scrolls by itself on a narrow screen.
    pub fn html(&self, voice: &Voice) -> Element {
        let head =
            Element::new("tr").children(self.columns.iter().enumerate().map(|(c, column)| {
                let head = Element::new("th").attr("scope", "col");
                self.align(head, c).text(&column.head)
            }));
        let rows = (0..self.rows.len()).map(|r| {
            Element::new("tr").children((0..self.columns.len()).map(|c| {
                let words = self.words(voice, r, c);
                let cell = if c == 0 {
                    Element::new("th").attr("scope", "row")
                } else {
                    Element::new("td")
                };
                self.align(cell, c).text(words)
            }))
        });
        let table = Element::new("table")
            .child(Element::new("caption").child(Element::new("span").text(&self.caption)))
            .child(Element::new("thead").child(head))
            .child(Element::new("tbody").children(rows));
        // Focus lets the keyboard scroll the box.
        let scroll = Element::new("div")
            .attr("class", "scroll")
            .attr("role", "group")
            .attr("tabindex", "0")
            .attr("aria-label", &self.caption)
            .child(table);
        let notes = self.notes(voice);
        let mut out = Element::new("div").attr("class", "table").child(scroll);
        if !notes.is_empty() {
            out = out.child(
                Element::new("ul")
                    .attr("class", "notes")
                    .children(notes.iter().map(|n| Element::new("li").text(n))),
            );
        }
        out
    }

    fn align(&self, cell: Element, column: usize) -> Element {
        if column == 0 || self.is_text(column) {
            return cell;
        }
        cell.attr("class", "number")
    }
}

#[cfg(test)]
mod tests {
    use super::super::Cell;
    use super::super::tests::sample;
    use super::*;
    use crate::Lang;

    #[test]
    fn heads_have_scopes_and_text_is_escaped() {
        let mut table = sample();
        table.caption = "<caption>".into();
        table.rows[0][0] = Cell::text("a & b");
        let html = table.html(&Voice::new(Lang::En, &[]).unwrap()).finish();
        assert_eq!(html.matches("scope=\"col\"").count(), 5);
        assert_eq!(html.matches("scope=\"row\"").count(), 2);
        assert!(html.contains("<caption><span>&lt;caption&gt;</span></caption>"));
        assert!(html.contains("<th scope=\"row\">a &amp; b</th>"));
        assert!(html.contains("<li>[1] the gap&#39;s interval"));
    }

    #[test]
    fn html_is_as_it_was() {
        let voice = Voice::new(Lang::Es, &[]).unwrap();
        insta::assert_snapshot!(sample().html(&voice).finish().replace("><", ">\n<"));
    }
}
