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
    /// Left, top, right and bottom of the frame, if there is only one.
    pub(crate) frame: Option<[f64; 4]>,
}

/// The free space around a drawing in a file of its own, in pixels.
const MARGIN: f64 = 14.0;

impl Svg {
    /// A drawing of `parts` that reaches down to `end`.
    pub(super) fn new(
        id: String,
        size: Size,
        [title, description]: [&str; 2],
        end: f64,
        parts: Vec<Element>,
    ) -> Self {
        Self {
            id,
            size,
            height: (end + 6.0).ceil(),
            title: title.to_owned(),
            description: description.to_owned(),
            parts,
            frame: None,
        }
    }

    /// The height in pixels at the drawing's own width.
    pub fn height(&self) -> f64 {
        self.height
    }

    /// With a line of the class `here` at a share of participation. It says
    /// from where to where it can be moved: `data-left` is where nobody takes
    /// part, `data-right` where all do.
    #[must_use]
    pub fn marked(mut self, participation: f64) -> Self {
        if let Some([left, top, right, bottom]) = self.frame {
            let x = left + participation.clamp(0.0, 1.0) * (right - left);
            let mark = Element::new("line")
                .attr("class", "here")
                .num("data-left", left)
                .num("data-right", right)
                .num("x1", x)
                .num("y1", top)
                .num("x2", x)
                .num("y2", bottom);
            self.parts.push(mark);
        }
        self
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
            frame: Some([10.0, 0.0, 60.0, 80.0]),
        };
        let file = svg.file();
        assert!(file.contains("xmlns=\"http://www.w3.org/2000/svg\""));
        assert!(file.contains("<style>"));
        assert_eq!(file.matches("A &lt; B").count(), 2);
        let inline = svg.inline();
        assert!(!inline.contains("<style") && !inline.contains("xmlns"));
        assert!(inline.contains("viewBox=\"0 0 720 100\""));
        assert!(inline.contains("aria-labelledby=\"f-title f-desc\""));
        assert!(!inline.contains("here"));
        let marked = svg.clone().marked(0.5).inline();
        let mark = "data-left=\"10\" data-right=\"60\" x1=\"35\" y1=\"0\" x2=\"35\" y2=\"80\"";
        assert!(marked.contains(mark), "{marked}");
        assert!(inline.contains("<desc id=\"f-desc\">&quot;A&quot; is less</desc>"));
    }
}
