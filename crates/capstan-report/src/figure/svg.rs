//! A finished drawing.

use super::style::file_css;
use super::{Size, text};
use crate::markup::{Element, number};

/// A finished drawing.
#[derive(Clone, Debug)]
pub struct Svg {
    pub(crate) id: String,
    pub(crate) size: Size,
    pub(crate) height: f64,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) parts: Vec<Element>,
}

/// The free space around a drawing in a file of its own, in pixels.
const MARGIN: f64 = 14.0;

impl Svg {
    /// The height in pixels at the drawing's own width.
    pub fn height(&self) -> f64 {
        self.height
    }

    /// The drawing for a page that has the rules of [`super::css`]. Its title
    /// is not drawn: the page sets it above in its own type.
    pub fn inline(&self) -> String {
        self.element([0.0, 0.0, self.size.width(), self.height])
            .children(self.parts.iter().cloned())
            .finish()
    }

    /// The drawing as a file of its own, with title, colours and background.
    pub fn file(&self) -> String {
        let width = self.size.width();
        let letters = self.size.letters() + 5.0;
        let line = letters * 1.3;
        let lines = text::wrap(&self.title, letters, width);
        let head = lines.len() as f64 * line + 6.0;
        let frame = [
            -MARGIN,
            -head - MARGIN,
            width + 2.0 * MARGIN,
            self.height + head + 2.0 * MARGIN,
        ];
        let sheet = Element::new("rect")
            .attr("class", "sheet")
            .num("x", frame[0])
            .num("y", frame[1])
            .num("width", frame[2])
            .num("height", frame[3]);
        let title = lines.iter().enumerate().map(|(i, words)| {
            Element::new("text")
                .attr("class", "finding")
                .num("font-size", letters)
                .num("x", 0.0)
                .num("y", -head + line * (i as f64 + 0.8))
                .text(words)
        });
        self.element(frame)
            .attr("xmlns", "http://www.w3.org/2000/svg")
            .child(Element::new("style").markup(&file_css()))
            .child(sheet)
            .children(title)
            .children(self.parts.iter().cloned())
            .finish()
    }

    fn element(&self, frame: [f64; 4]) -> Element {
        let ids = [format!("{}-title", self.id), format!("{}-desc", self.id)];
        Element::new("svg")
            .attr("class", format!("capstan-figure {}", self.size.name()))
            .attr("role", "img")
            .attr("aria-labelledby", ids.join(" "))
            .attr("viewBox", frame.map(number).join(" "))
            .num("width", frame[2])
            .num("height", frame[3])
            .num("font-size", self.size.letters())
            .child(Element::new("title").attr("id", &ids[0]).text(&self.title))
            .child(
                Element::new("desc")
                    .attr("id", &ids[1])
                    .text(&self.description),
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_stands_alone_and_an_inline_drawing_does_not() {
        let svg = Svg {
            id: "f".into(),
            size: Size::Wide,
            height: 100.0,
            title: "A < B".into(),
            description: "\"A\" is less".into(),
            parts: vec![],
        };
        let file = svg.file();
        assert!(file.contains("xmlns=\"http://www.w3.org/2000/svg\""));
        assert!(file.contains("<style>"));
        assert_eq!(file.matches("A &lt; B").count(), 2);
        let inline = svg.inline();
        assert!(!inline.contains("<style") && !inline.contains("xmlns"));
        assert!(inline.contains("viewBox=\"0 0 720 100\""));
        assert!(inline.contains("aria-labelledby=\"f-title f-desc\""));
        assert!(inline.contains("<desc id=\"f-desc\">&quot;A&quot; is less</desc>"));
    }
}
