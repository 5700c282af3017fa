//! The sign: a drum seen from above with six bars.

use crate::markup::Element;

/// One of the six things Capstan does. A room belongs to one of them, and its
/// header fills that bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bar {
    /// Data is brought in.
    Gather,
    /// Data is documented.
    Describe,
    /// What is there is measured.
    Measure,
    /// What would happen is forecast.
    Forecast,
    /// People act together.
    Act,
    /// Results and money are shared.
    Share,
}

impl Bar {
    /// All six, clockwise from the top.
    pub const ALL: [Self; 6] = [
        Self::Gather,
        Self::Describe,
        Self::Measure,
        Self::Forecast,
        Self::Act,
        Self::Share,
    ];

    /// The key of its word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Gather => "bar-gather",
            Self::Describe => "bar-describe",
            Self::Measure => "bar-measure",
            Self::Forecast => "bar-forecast",
            Self::Act => "bar-act",
            Self::Share => "bar-share",
        }
    }
}

/// The sign as SVG in the colour of the text around it; the bar of `filled` is
/// solid, the others are outlines. It is decoration: the words beside it name
/// the room.
pub fn sign(filled: Option<Bar>) -> String {
    drawing(filled, "currentColor").finish()
}

/// The sign as a file of its own, in `colour`.
pub fn sign_file(colour: &str) -> String {
    drawing(None, colour)
        .attr("xmlns", "http://www.w3.org/2000/svg")
        .finish()
}

fn drawing(filled: Option<Bar>, colour: &str) -> Element {
    let ring = |radius: f64, width: f64| {
        Element::new("circle")
            .num("cx", 32.0)
            .num("cy", 32.0)
            .num("r", radius)
            .num("stroke-width", width)
            .attr("fill", "none")
    };
    Element::new("svg")
        .attr("class", "sign")
        .attr("viewBox", "0 0 64 64")
        .attr("width", "40")
        .attr("height", "40")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .attr("stroke", colour)
        .attr("fill", colour)
        .children(Bar::ALL.iter().enumerate().map(|(i, &bar)| {
            let solid = filled == Some(bar);
            Element::new("rect")
                .num("x", 29.0)
                .num("y", 2.0)
                .num("width", 6.0)
                .num("height", 15.0)
                .num("rx", 2.0)
                .num("stroke-width", 2.0)
                .attr("fill", if solid { colour } else { "none" })
                .attr("transform", format!("rotate({} 32 32)", i * 60))
        }))
        .child(ring(14.0, 3.0))
        .child(ring(6.0, 3.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bar_is_filled() {
        let bars = |svg: String| svg.matches("<rect").count();
        let solid = |svg: String| svg.matches("fill=\"currentColor\" transform").count();
        assert_eq!(bars(sign(None)), 6);
        assert_eq!(solid(sign(None)), 0);
        for (i, bar) in Bar::ALL.into_iter().enumerate() {
            assert_eq!(solid(sign(Some(bar))), 1);
            assert!(sign(Some(bar)).contains(&format!(
                "fill=\"currentColor\" transform=\"rotate({} 32 32)\"",
                i * 60
            )));
        }
    }
}
