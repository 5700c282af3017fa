//! Visions: what coalitions want. The menu is the list of sentences in the room
//! `visions`; beside it, a coalition may have tags of its own.

use crate::web::parts::typed;
use crate::web::view::View;
use capstan_report::Lang;
use capstan_report::words::Words;
use maud::{Markup, html};

/// The tags of the menu, in its order.
pub fn menu() -> impl Iterator<Item = &'static str> {
    Words::room("visions")
        .text(Lang::En)
        .lines()
        .filter_map(|line| {
            let (key, _) = line.split_once(" = ")?;
            key.strip_prefix("vision-")
        })
}

/// The name of a vision where only text can stand, as in a figure.
pub fn text(view: &View, tag: &str) -> String {
    let key = format!("vision-{tag}");
    match view.voice().knows(&key) {
        true => view.t(&key),
        false => tag.replace('-', " "),
    }
}

/// The name of a vision: a sentence of ours, or the words of its tag.
pub fn name(view: &View, tag: &str) -> Markup {
    let key = format!("vision-{tag}");
    if view.voice().knows(&key) {
        html! { (view.t(&key)) }
    } else {
        typed(&tag.replace('-', " "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_coalition::text::TAG;

    #[test]
    fn the_menu_is_made_of_tags() {
        assert!(menu().count() >= 10);
        for tag in menu() {
            assert_eq!(TAG.clean("vision", tag).as_deref(), Ok(tag));
        }
    }
}
