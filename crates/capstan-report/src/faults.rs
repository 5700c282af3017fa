//! What is wrong with sentences, found in tests before anyone hears it.

use crate::format::Lang;
use crate::words::{Voice, Words, scan, shared};
use std::collections::BTreeSet;

/// What is wrong with `words`, a line each: sentences or values that only some
/// languages have, and places in `sources` (Rust code, as text) that say a
/// sentence that does not exist or give it other values. For tests: assert
/// that nothing is wrong.
pub fn faults(words: &Words, sources: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    for lang in Lang::ALL {
        let own = (words.name != shared().name).then_some(*words);
        if let Err(error) = Voice::new(lang, own.as_slice()) {
            faults.push(error.to_string());
        }
    }
    let [first, others @ ..] = &Lang::ALL;
    let mut known = scan(words.text(*first));
    for lang in others {
        let other = scan(words.text(*lang));
        for (key, variables) in &known {
            match other.get(key) {
                None => faults.push(format!("\"{key}\" is missing in {}", lang.name())),
                Some(found) if found != variables => faults.push(format!(
                    "\"{key}\" has {variables:?} in {} and {found:?} in {}",
                    first.name(),
                    lang.name()
                )),
                Some(_) => {}
            }
        }
        for key in other.keys().filter(|k| !known.contains_key(*k)) {
            faults.push(format!("\"{key}\" is missing in {}", first.name()));
        }
    }
    known.extend(scan(shared().text(*first)));
    for source in sources {
        for (key, given) in said(source) {
            match known.get(&key) {
                None => faults.push(format!("\"{key}\" is said and does not exist")),
                Some(asked) if *asked != given => faults.push(format!(
                    "\"{key}\" asks for {asked:?} and is given {given:?}"
                )),
                Some(_) => {}
            }
        }
    }
    faults
}

/// The sentences that Rust code says by a literal key, with the names of the
/// values it gives.
fn said(source: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut out = Vec::new();
    for call in source.split(".say(").skip(1) {
        let Some((key, rest)) = call
            .trim_start()
            .strip_prefix('"')
            .and_then(|c| c.split_once('"'))
        else {
            continue;
        };
        let given = rest
            .trim_start_matches([',', ' ', '\n'])
            .strip_prefix("args![")
            .map(names)
            .unwrap_or_default();
        out.push((key.to_string(), given));
    }
    out
}

/// The names in `share = …, count = …]` up to the bracket that closes.
fn names(arguments: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    let mut word = String::new();
    let mut open = true;
    for c in arguments.chars() {
        if quoted {
            quoted = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            '"' => quoted = true,
            ']' if depth == 0 => break,
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                word.clear();
                open = true;
            }
            '=' if depth == 0 && open => {
                out.insert(word.trim().to_string());
                open = false;
            }
            c if open => word.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::ROOM;

    #[test]
    fn the_shared_phrases_have_no_faults() {
        let sources = [
            include_str!("phrases.rs"),
            include_str!("page.rs"),
            include_str!("table/mod.rs"),
            include_str!("table/html.rs"),
            include_str!("table/terminal.rs"),
            include_str!("figure/mod.rs"),
            include_str!("figure/curve.rs"),
            include_str!("figure/panels.rs"),
        ];
        assert_eq!(faults(&shared(), &sources), Vec::<String>::new());
        assert!(sources.iter().map(|s| said(s).len()).sum::<usize>() > 15);
    }

    #[test]
    fn faults_are_found() {
        let words = Words::of(
            "test",
            [
                "a = { $x }\nb = b\nd = { $x ->\n   [one] { $y }\n  *[other] no\n }\n",
                "a = { $y }\nc = c\nd = { $x } { $y }\n",
            ],
        );
        assert_eq!(
            faults(&words, &[]),
            [
                "\"a\" has {\"x\"} in English and {\"y\"} in Spanish",
                "\"b\" is missing in Spanish",
                "\"c\" is missing in English",
            ]
        );
        let source = r#"
            voice.say("hello", args![name = f(a == b, "]"), count = vec![1, 2][0]]);
            voice.say("bye", args![]);
            voice.say(
                "hello",
                args![name = "Ada, x = y"],
            );
            voice.say("gone", args![]);
        "#;
        assert_eq!(
            faults(&ROOM, &[source]),
            [
                "\"hello\" asks for {\"count\", \"name\"} and is given {\"name\"}",
                "\"gone\" is said and does not exist",
            ]
        );
    }
}
