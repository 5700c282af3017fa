use super::*;
use proptest::prelude::*;

const HOSTS: [&str; 2] = ["example.org", "help.example.org"];

fn kit() -> Kit {
    serde_json::from_str(
        r#"{
            "system": "example",
            "lever": "strike",
            "version": 1,
            "languages": ["en", "es"],
            "steps": [
                {
                    "id": "history",
                    "text": {"en": "Note: open your history.", "es": "Abre tu historial."},
                    "link": "https://example.org/history?hl=en",
                    "setting": {"en": ["Data", "History"], "es": ["Datos", "Historial"]},
                    "proof": "picture"
                },
                {"id": "off", "text": {"en": "Turn it off > done.", "es": "Desactiva a las 10:30."}}
            ]
        }"#,
    )
    .unwrap()
}

fn key(change: impl FnOnce(&mut Kit)) -> Option<&'static str> {
    let mut kit = kit();
    change(&mut kit);
    kit.check(&HOSTS).err().map(|error| error.key())
}

#[test]
fn a_plain_kit_passes_as_it_is() {
    assert_eq!(kit().check(&HOSTS), Ok(kit()));
    let json = serde_json::to_string(&kit()).unwrap();
    assert_eq!(serde_json::from_str::<Kit>(&json).unwrap(), kit());
    assert!(serde_json::from_str::<Kit>(&json.replacen("version", "script", 1)).is_err());
}

#[test]
fn texts_and_links_come_back_plain() {
    let mut untidy = kit();
    untidy.system = " Example ".to_owned();
    untidy.steps[0].link = Some(" HTTPS://Example.org/history?hl=en".to_owned());
    untidy.steps[1]
        .text
        .insert("en".to_owned(), "  Turn it  off > done. ".to_owned());
    assert_eq!(untidy.check(&HOSTS), Ok(kit()));
}

#[test]
fn each_field_is_checked() {
    let text = |text: &'static str| {
        key(move |k| {
            k.steps[1].text.insert("es".to_owned(), text.to_owned());
        })
    };
    assert_eq!(key(|k| k.lever = Lever::Poison), Some("kit-poison"));
    assert_eq!(key(|k| k.version = 0), Some("kit-version"));
    assert_eq!(key(|k| k.system.clear()), Some("text-too-short"));
    assert_eq!(key(|k| k.steps.clear()), Some("kit-number"));
    assert_eq!(key(|k| k.languages.clear()), Some("kit-number"));
    assert_eq!(
        key(|k| k.languages[1] = "Spanish".to_owned()),
        Some("kit-language")
    );
    assert_eq!(
        key(|k| k.languages.push("en".to_owned())),
        Some("kit-twice")
    );
    assert_eq!(
        key(|k| k.languages.push("pt-BR".to_owned())),
        Some("kit-languages")
    );
    assert_eq!(
        key(|k| k.steps[1].id = "history".to_owned()),
        Some("kit-twice")
    );
    assert_eq!(
        key(|k| k.steps[1].id = "a/b".to_owned()),
        Some("text-not-in-tag")
    );
    assert_eq!(
        key(|k| drop(k.steps[0].text.remove("es"))),
        Some("kit-languages")
    );
    assert_eq!(
        key(|k| drop(k.steps[0].setting.remove("es"))),
        Some("kit-languages")
    );
    assert_eq!(
        key(|k| k.steps[0].setting.values_mut().for_each(Vec::clear)),
        Some("kit-number")
    );
    assert_eq!(text("\u{202E}"), Some("text-direction"));
    assert_eq!(text(""), Some("text-too-short"));
    for address in [
        "See HTTPS://evil.example",
        "See //evil.example",
        "At 10:javascript:alert(1)",
        "See WWW.evil.example",
        "(mailto:ana)",
        "JavaScript: alert(1)",
        "data:text/html,x",
        "<b>now</b>",
    ] {
        assert_eq!(text(address), Some("kit-address"), "{address}");
    }
}

#[test]
fn links_stay_on_the_list() {
    let link = |link: &'static str| key(move |k| k.steps[0].link = Some(link.to_owned()));
    assert_eq!(link("https://help.example.org/a"), None);
    for other in [
        "https://evil.example/",
        "https://example.org.evil.example/",
        "https://a.example.org/",
        "https://xample.org/",
        "https://evil.example/?https://example.org/",
    ] {
        assert_eq!(link(other), Some("kit-host"), "{other}");
    }
    assert_eq!(link("http://example.org/"), Some("link-not-https"));
    assert_eq!(
        link("https://example.org@evil.example/"),
        Some("link-account")
    );
    assert_eq!(
        link("https://example.org/?url=evil.example"),
        Some("kit-onward")
    );
}

#[test]
fn steps_that_differ_only_before_cleaning_are_the_same() {
    assert_eq!(
        key(|k| k.steps[1].id = "History".to_owned()),
        Some("kit-twice")
    );
}

/// Pieces of which traps are made, and some harmless ones.
const KNOWN: [&str; 46] = [
    "https://",
    "HTTPS://",
    "http://",
    "//",
    "/",
    "\\",
    ":",
    "@",
    "?",
    "#",
    "&",
    "=",
    ";",
    "%",
    "%2F",
    "%3A",
    "%5c",
    "%09",
    "%25",
    "%E3%80%82",
    "example.org",
    "help.example.org",
    "evil.example",
    "evil",
    ".",
    "url=",
    "next=",
    "javascript:",
    "data:text/html,",
    "<script>",
    "\"",
    "'",
    " ",
    "\n",
    "\u{202E}",
    "\u{200B}",
    "\u{3002}",
    "\u{FF0F}",
    "www.",
    "127.0.0.1",
    "a",
    "privacy",
    "hl",
    "en",
    "-",
    "+",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => prop::sample::select(&KNOWN[..]).prop_map(str::to_owned),
        1 => "\\PC{1,4}",
    ]
}

fn pieces(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..most).prop_map(|p| p.concat())
}

/// A link that often begins as it should.
fn link() -> impl Strategy<Value = String> {
    let begin = prop::sample::select(&["", "https://example.org", "https://example.org/"][..]);
    (begin, pieces(7)).prop_map(|(begin, rest)| format!("{begin}{rest}"))
}

/// All ways to read a text out of percent notation, one after the other.
fn readings(text: &str) -> Vec<String> {
    let mut found = vec![text.to_lowercase()];
    for _ in 0..4 {
        let last = found[found.len() - 1].clone();
        let mut next = Vec::new();
        let bytes = last.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let two = last.get(at + 1..at + 3);
            let byte = two.and_then(|d| u8::from_str_radix(d, 16).ok());
            match byte.filter(|_| bytes[at] == b'%') {
                Some(byte) => {
                    next.push(byte);
                    at += 3;
                }
                None => {
                    next.push(bytes[at]);
                    at += 1;
                }
            }
        }
        found.push(String::from_utf8_lossy(&next).to_lowercase());
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_kit_that_passes_holds_a_script_or_leads_off_the_list(
        link in link(), text in pieces(6), setting in pieces(4), id in pieces(3), more in link(),
    ) {
        let mut kit = kit();
        kit.steps[0].link = Some(link);
        kit.steps[1].link = Some(more);
        if !text.is_empty() {
            kit.steps[1].text.insert("en".to_owned(), text);
        }
        if !setting.is_empty() {
            kit.steps[0].setting.insert("en".to_owned(), vec![setting]);
        }
        if !id.is_empty() {
            kit.steps[1].id = id;
        }
        // Each part alone, so that one that is refused hides no other.
        for part in 0..5 {
            let mut one = self::kit();
            match part {
                0 => one.steps[0].link = kit.steps[0].link.clone(),
                1 => one.steps[1].link = kit.steps[1].link.clone(),
                2 => one.steps[1].text = kit.steps[1].text.clone(),
                3 => one.steps[0].setting = kit.steps[0].setting.clone(),
                _ => one.steps[1].id = kit.steps[1].id.clone(),
            }
            let Ok(passed) = one.check(&HOSTS) else { continue };
            for step in &passed.steps {
                if let Some(link) = &step.link {
                    let rest = link.strip_prefix("https://").unwrap();
                    let host = rest.split(['/', '?', '#', '\\', '@', ':']).next().unwrap();
                    prop_assert!(HOSTS.contains(&host), "{}", link);
                    prop_assert!(link.bytes().all(|b| b.is_ascii_graphic()));
                    let page = &rest[host.len()..];
                    let query = page.split_once(['?', '#']).map_or("", |(_, query)| query);
                    for read in readings(page) {
                        for trap in ["//", ":", "\\", "<", "\"", "\t", "\n"] {
                            prop_assert!(!read.contains(trap), "{}", link);
                        }
                    }
                    for read in readings(query) {
                        prop_assert!(!read.contains(['.', '\u{3002}', '@']), "{}", link);
                    }
                }
                let words = step.text.values().chain(step.setting.values().flatten());
                for word in words.chain([&step.id]) {
                    let word = word.to_lowercase();
                    for trap in ["<", "//", "www.", "script:", "data:t", "\u{202E}", "\u{200B}"] {
                        prop_assert!(!word.contains(trap), "{}", word);
                    }
                }
            }
        }
    }
}
