//! Elements of HTML and SVG that escape whatever they are given.

use std::fmt::Write as _;

/// An element with its attributes and what is inside it.
///
/// ```
/// use capstan_report::markup::Element;
/// let p = Element::new("p").attr("class", "lead").text("2 < 3");
/// assert_eq!(p.finish(), "<p class=\"lead\">2 &lt; 3</p>");
/// ```
#[derive(Clone, Debug)]
pub struct Element {
    name: &'static str,
    attributes: String,
    inner: String,
    void: bool,
}

impl Element {
    /// An element that has an end tag.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: String::new(),
            inner: String::new(),
            void: false,
        }
    }

    /// An HTML element without an end tag, such as `meta`.
    pub fn void(name: &'static str) -> Self {
        Self {
            void: true,
            ..Self::new(name)
        }
    }

    /// Adds an attribute.
    pub fn attr(mut self, name: &'static str, value: impl AsRef<str>) -> Self {
        let _ = write!(self.attributes, " {name}=\"{}\"", escape(value.as_ref()));
        self
    }

    /// Adds an attribute that is a number, with two decimals at most.
    pub fn num(self, name: &'static str, value: f64) -> Self {
        self.attr(name, number(value))
    }

    /// Adds text.
    pub fn text(mut self, text: impl AsRef<str>) -> Self {
        self.inner.push_str(&escape(text.as_ref()));
        self
    }

    /// Adds an element inside.
    pub fn child(mut self, child: Self) -> Self {
        child.write(&mut self.inner);
        self
    }

    /// Adds elements inside.
    pub fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        for child in children {
            child.write(&mut self.inner);
        }
        self
    }

    /// Adds markup that is already escaped: of this crate only.
    pub(crate) fn markup(mut self, markup: &str) -> Self {
        self.inner.push_str(markup);
        self
    }

    /// The markup.
    pub fn finish(self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        let _ = write!(out, "<{}{}>", self.name, self.attributes);
        if !self.void {
            let _ = write!(out, "{}</{}>", self.inner, self.name);
        }
    }
}

/// A number for an attribute: at most two decimals, the same on every machine.
pub fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text {
        "-0" | "" => "0".into(),
        _ => text.into(),
    }
}

/// Text without what could deceive or break: control characters (which XML
/// forbids and terminals obey) and marks that reverse the reading direction
/// become the replacement character. Tabs and line breaks become spaces.
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => ' ',
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => {
                '\u{fffd}'
            }
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// Clean text for markup, inside elements and inside quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A `data:` address that holds `content`, for downloads without a network.
pub fn data_url(mime: &str, content: &str) -> String {
    let mut out = format!("data:{mime};charset=utf-8,");
    for byte in content.bytes() {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'_'
            | b'.'
            | b'~'
            | b'!'
            | b'*'
            | b'('
            | b')'
            | b'/'
            | b':'
            | b'='
            | b';'
            | b',' => out.push(byte as char),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn attributes_and_text_are_escaped() {
        let link = Element::new("a")
            .attr("title", "\"><script>")
            .text("<b>'&'</b>")
            .finish();
        assert_eq!(
            link,
            "<a title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&#39;&amp;&#39;&lt;/b&gt;</a>"
        );
        assert_eq!(Element::void("br").finish(), "<br>");
    }

    #[test]
    fn deceiving_characters_are_replaced() {
        assert_eq!(
            clean("a\u{1b}[31mb\u{202e}c\nd"),
            "a\u{fffd}[31mb\u{fffd}c d"
        );
    }

    #[test]
    fn numbers_are_short_and_stable() {
        assert_eq!(number(-0.001), "0");
        assert_eq!(number(100.0), "100");
        assert_eq!(number(1.005), "1");
        assert_eq!(number(-2.5), "-2.5");
    }

    fn decode(url: &str) -> Vec<u8> {
        let body = url.split_once(',').unwrap().1.as_bytes();
        let mut out = Vec::new();
        let mut i = 0;
        while i < body.len() {
            if body[i] == b'%' {
                let hex = std::str::from_utf8(&body[i + 1..i + 3]).unwrap();
                out.push(u8::from_str_radix(hex, 16).unwrap());
                i += 3;
            } else {
                out.push(body[i]);
                i += 1;
            }
        }
        out
    }

    proptest! {
        #[test]
        fn nothing_leaves_its_element(text in any::<String>()) {
            let escaped = escape(&text);
            prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
            prop_assert!(!escaped.chars().any(char::is_control));
        }

        #[test]
        fn a_download_holds_what_was_given(text in any::<String>()) {
            let url = data_url("text/plain", &text);
            prop_assert!(url.is_ascii() && !url.contains([' ', '"', '#']));
            prop_assert_eq!(decode(&url), text.into_bytes());
        }
    }
}
