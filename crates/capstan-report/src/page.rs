//! One file that opens offline: a report as a page.

use crate::args;
use crate::figure::{self, Figure, Size};
use crate::markup::{Element, data_url};
use crate::sign::{Bar, sign, sign_file};
use crate::table::{Table, paragraph};
use crate::tokens::{self, Token};
use crate::words::Voice;

/// A report.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The title: what was asked, or the finding.
    pub title: String,
    /// The room: its name stands in the header, and its bar is filled.
    pub room: String,
    /// Which of the six things the room does.
    pub bar: Option<Bar>,
    /// What comes first, before any heading: the answer in sentences.
    pub lead: Vec<Block>,
    /// The sections, each with a heading.
    pub sections: Vec<Section>,
    /// The last line: version, date, seed.
    pub footer: String,
}

/// A part of a report with a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// What stands below it.
    pub blocks: Vec<Block>,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A sentence or a number.
    Said(String),
    /// A name, a hash, a reference: the same in every language.
    Verbatim(String),
}

/// What a report is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Sentences in larger letters: the answer.
    Lead(String),
    /// Sentences.
    Text(String),
    /// Something to be careful with.
    Caution(String),
    /// Sentences one below the other.
    List(Vec<String>),
    /// Names and what they stand for.
    Facts(Vec<(String, Fact)>),
    /// A command or a file as it stands.
    Code(String),
    /// A figure with its data.
    Figure(Box<Picture>),
    /// A table.
    Table(Table),
    /// Something folded, below its summary.
    Folded(String, Vec<Block>),
}

/// A figure with what stands around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Its name in the page and of its downloads: small letters, digits and
    /// hyphens; other characters become hyphens. Its own in the page.
    pub name: String,
    /// The figure.
    pub figure: Figure,
    /// How it was made and how sure it is.
    pub caption: String,
    /// The same data.
    pub data: Table,
}

/// Where the downloads below a figure lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Downloads<'a> {
    /// Into the page itself.
    Inside,
    /// To a service: this and the name of the file.
    At(&'a str),
}

impl Page {
    /// The page as HTML, complete in one file: nothing is fetched, now or
    /// later, and nothing runs.
    pub fn html(&self, voice: &Voice) -> String {
        let icon = data_url("image/svg+xml", &sign_file(Token::Teal.light()));
        // Belt and braces: a browser would not fetch anything even if a
        // sentence smuggled an address in.
        let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
        let name = voice.say("page-name", args![]);
        let head = Element::new("head")
            .child(Element::void("meta").attr("charset", "utf-8"))
            .child(
                Element::void("meta")
                    .attr("name", "viewport")
                    .attr("content", "width=device-width, initial-scale=1"),
            )
            .child(
                Element::void("meta")
                    .attr("http-equiv", "Content-Security-Policy")
                    .attr("content", policy),
            )
            .child(
                Element::void("meta")
                    .attr("name", "referrer")
                    .attr("content", "no-referrer"),
            )
            .child(Element::new("title").text(format!("{} – {name}", self.title)))
            .child(Element::void("link").attr("rel", "icon").attr("href", icon))
            .child(Element::new("style").markup(&css()));
        let body = Element::new("body")
            .child(
                Element::new("a")
                    .attr("class", "skip")
                    .attr("href", "#text")
                    .text(voice.say("page-skip", args![])),
            )
            .child(self.header(&name))
            .child(self.main(voice))
            .child(Element::new("footer").child(Element::new("p").text(&self.footer)));
        let html = Element::new("html")
            .attr("lang", voice.lang().code())
            .child(head)
            .child(body);
        format!("<!DOCTYPE html>\n{}\n", html.finish())
    }

    fn header(&self, name: &str) -> Element {
        let words = Element::new("p")
            .child(Element::new("strong").text(name))
            .child(Element::new("span").text(&self.room));
        let row = Element::new("div").markup(&sign(self.bar)).child(words);
        Element::new("header").attr("class", "top").child(row)
    }

    fn main(&self, voice: &Voice) -> Element {
        let mut main = Element::new("main")
            .attr("id", "text")
            .child(Element::new("h1").text(&self.title))
            .children(
                self.lead
                    .iter()
                    .map(|b| b.html(voice, "h2", Downloads::Inside)),
            );
        for section in &self.sections {
            main = main.child(
                Element::new("section")
                    .child(Element::new("h2").text(&section.heading))
                    .children(
                        section
                            .blocks
                            .iter()
                            .map(|b| b.html(voice, "h3", Downloads::Inside)),
                    ),
            );
        }
        main
    }
}

/// All the CSS of a page: colours, figures, type.
pub fn css() -> String {
    format!(
        "{}{}{}",
        tokens::css(),
        figure::css(),
        include_str!("page.css")
    )
}

impl Section {
    /// A part whose heading is the sentence `heading`.
    pub fn new(voice: &Voice, heading: &str, blocks: Vec<Block>) -> Self {
        Self {
            heading: voice.say(heading, args![]),
            blocks,
        }
    }
}

impl Block {
    /// Its sentences for a terminal of `width` characters; nothing where it is
    /// made of something else.
    pub fn sentences(&self, width: usize) -> Option<String> {
        match self {
            Block::Caution(text) => Some(paragraph("! ", text, width)),
            Block::Lead(text) | Block::Text(text) => Some(paragraph("", text, width)),
            Block::List(items) => {
                let items: Vec<_> = items.iter().map(|i| paragraph("- ", i, width)).collect();
                Some(items.join("\n"))
            }
            _ => None,
        }
    }

    /// The block as it stands in a page that has [`css`]; figures inside get
    /// headings of the level `heading` ("h2", "h3").
    pub fn html(&self, voice: &Voice, heading: &'static str, downloads: Downloads<'_>) -> Element {
        match self {
            Block::Lead(text) => Element::new("p").attr("class", "lead").text(text),
            Block::Text(text) => Element::new("p").text(text),
            Block::Caution(text) => {
                let word = format!("\u{26a0}\u{fe0e} {}. ", voice.say("page-caution", args![]));
                Element::new("div").attr("class", "caution").child(
                    Element::new("p")
                        .child(Element::new("strong").text(word))
                        .text(text),
                )
            }
            Block::List(items) => {
                Element::new("ul").children(items.iter().map(|i| Element::new("li").text(i)))
            }
            Block::Facts(facts) => {
                Element::new("dl").children(facts.iter().flat_map(|(name, fact)| {
                    let value = Element::new("dd");
                    let value = match fact {
                        Fact::Said(sentence) => value.text(sentence),
                        Fact::Verbatim(text) => value.attr("translate", "no").text(text),
                    };
                    [Element::new("dt").text(name), value]
                }))
            }
            Block::Code(text) => {
                // Lines are kept: each is escaped by itself.
                let lines: Vec<String> = text.lines().map(crate::markup::escape).collect();
                Element::new("pre").child(Element::new("code").markup(&lines.join("\n")))
            }
            Block::Figure(picture) => picture.html(voice, heading, downloads),
            Block::Table(table) => table.html(voice),
            Block::Folded(summary, blocks) => Element::new("details")
                .child(Element::new("summary").text(summary))
                .children(blocks.iter().map(|b| b.html(voice, heading, downloads))),
        }
    }
}

impl Picture {
    /// The figure as it stands in a page that has [`css`]: title, drawing for
    /// both widths, caption, folded table and downloads. The title is a
    /// heading of the level `heading` ("h2", "h3").
    pub fn html(&self, voice: &Voice, heading: &'static str, downloads: Downloads<'_>) -> Element {
        let name = name(&self.name);
        let drawn = |size| self.figure.draw(voice, size, &name);
        let (wide, narrow) = (drawn(Size::Wide), drawn(Size::Narrow));
        let download = |mime, content: &str, extension, words| {
            let file = format!("{name}.{extension}");
            let address = match downloads {
                Downloads::Inside => data_url(mime, content),
                Downloads::At(place) => format!("{place}{file}"),
            };
            Element::new("a")
                .attr("href", address)
                .attr("download", file)
                .text(words)
        };
        let csv = voice.say("figure-csv", args![]);
        let svg = voice.say("figure-svg", args![]);
        Element::new("figure")
            .attr("id", &name)
            .child(Element::new(heading).text(self.figure.title()))
            .markup(&wide.inline())
            .markup(&narrow.inline())
            .child(Element::new("figcaption").text(&self.caption))
            .child(
                Element::new("details")
                    .child(Element::new("summary").text(voice.say("figure-data", args![])))
                    .child(self.data.html(voice)),
            )
            .child(
                Element::new("p")
                    .attr("class", "downloads")
                    .child(download("text/csv", &self.data.csv(), "csv", csv))
                    .child(download("image/svg+xml", &wide.file(), "svg", svg)),
            )
    }
}

fn name(given: &str) -> String {
    given
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    fn page(voice: &Voice) -> Page {
        let picture = Picture {
            name: "Curve <1>".into(),
            figure: Figure::Curve(figure::tests::curve(voice)),
            caption: "Made up.".into(),
            data: crate::table::tests::sample(),
        };
        Page {
            title: "What <if> & \"then\"".into(),
            room: voice.say(Bar::Forecast.key(), args![]),
            bar: Some(Bar::Forecast),
            lead: vec![Block::Lead("First <b>sentence</b>.".into())],
            sections: vec![Section {
                heading: "How".into(),
                blocks: vec![
                    Block::Text("See https://example.org/x.png".into()),
                    Block::Caution("Few people.".into()),
                    Block::List(vec!["one".into(), "<two>".into()]),
                    Block::Facts(vec![("seed".into(), Fact::Verbatim("7 & 8".into()))]),
                    Block::Code("capstan forecast \\\n  --seed 7 > \"x\"".into()),
                    Block::Figure(Box::new(picture)),
                    Block::Folded(
                        "More".into(),
                        vec![Block::Table(crate::table::tests::sample())],
                    ),
                ],
            }],
            footer: "Capstan 0.1.0".into(),
        }
    }

    #[test]
    fn a_terminal_gets_the_sentences() {
        let voice = Voice::new(Lang::En, &[]).unwrap();
        let blocks = &page(&voice).sections[0].blocks;
        let said: Vec<_> = blocks.iter().filter_map(|b| b.sentences(80)).collect();
        let expected = [
            "See https://example.org/x.png",
            "! Few people.",
            "- one\n- <two>",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn whatever_is_said_is_escaped() {
        let voice = Voice::new(Lang::En, &[]).unwrap();
        let html = page(&voice).html(&voice);
        assert!(html.contains("<h1>What &lt;if&gt; &amp; &quot;then&quot;</h1>"));
        assert!(html.contains("First &lt;b&gt;sentence&lt;/b&gt;."));
        assert!(html.contains("<dd translate=\"no\">7 &amp; 8</dd>"));
        assert!(html.contains("<figure id=\"curve--1-\">"));
        assert!(html.contains("forecast \\\n  --seed 7 &gt; &quot;x&quot;</code>"));
    }

    #[test]
    fn nothing_is_fetched_and_nothing_runs() {
        let voice = Voice::new(Lang::En, &[]).unwrap();
        let html = page(&voice).html(&voice);
        for (attribute, allowed) in [
            ("href=\"", &["#", "data:"][..]),
            ("src=\"", &["data:"]),
            ("url(", &["#", "%23"]),
        ] {
            for part in html.split(attribute).skip(1) {
                assert!(
                    allowed.iter().any(|a| part.starts_with(a)),
                    "{attribute}{part:.40}"
                );
            }
        }
        assert!(!html.contains("@import") && !html.contains("<script"));
        assert!(html.contains("default-src &#39;none&#39;"));
    }

    #[test]
    fn a_service_gives_its_own_addresses_to_downloads() {
        let voice = Voice::new(Lang::En, &[]).unwrap();
        let figure = &page(&voice).sections[0].blocks[5];
        let html = figure
            .html(&voice, "h3", Downloads::At("/files/1/"))
            .finish();
        assert!(html.contains("href=\"/files/1/curve--1-.csv\""), "{html}");
        assert!(html.contains("href=\"/files/1/curve--1-.svg\""));
        assert!(!html.contains("data:"));
    }

    #[test]
    fn headings_are_in_order_and_ids_are_unique() {
        for lang in Lang::ALL {
            let voice = Voice::new(lang, &[]).unwrap();
            let html = page(&voice).html(&voice);
            assert!(html.starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{}\">", lang.code())));
            let levels: Vec<u32> = html
                .match_indices("<h")
                .filter_map(|(i, _)| html[i + 2..].chars().next()?.to_digit(10))
                .collect();
            assert_eq!(levels, [1, 2, 3]);
            let mut ids: Vec<&str> = html
                .split(" id=\"")
                .skip(1)
                .filter_map(|p| p.split('"').next())
                .collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all);
            for target in html.split("aria-labelledby=\"").skip(1) {
                for id in target.split('"').next().unwrap().split(' ') {
                    assert!(ids.binary_search(&id).is_ok(), "{id}");
                }
            }
        }
    }

    #[test]
    fn every_element_is_closed() {
        let voice = Voice::new(Lang::En, &[]).unwrap();
        let html = page(&voice).html(&voice);
        let mut open: Vec<&str> = Vec::new();
        for part in html.split('<').skip(1).filter(|p| !p.starts_with('!')) {
            let tag = part.split(['>', ' ']).next().unwrap();
            match tag.strip_prefix('/') {
                Some(tag) => assert_eq!(open.pop(), Some(tag)),
                None if ["meta", "link"].contains(&tag) => {}
                None => open.push(tag),
            }
        }
        assert!(open.is_empty());
    }
}
