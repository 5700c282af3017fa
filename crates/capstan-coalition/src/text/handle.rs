//! Handles: what may be in one, and which two are the same to the eye.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, ScriptExtension, UnicodeScript};

/// Scripts that are written together in one language: Japanese, Korean, and
/// Chinese with its sound signs (Unicode TS #39, augmented script sets).
const TOGETHER: [&[Script]; 3] = [
    &[Script::Han, Script::Hiragana, Script::Katakana],
    &[Script::Han, Script::Hangul],
    &[Script::Han, Script::Bopomofo],
];

/// Letters that look like Latin ones in small or in capitals (Unicode TS #39,
/// confusables), and signs that look like each other, in folded form.
const ALIKE: [(&str, char); 24] = [
    ("\u{430}\u{3B1}", 'a'),
    ("\u{432}\u{3B2}", 'b'),
    ("\u{441}\u{3F2}", 'c'),
    ("\u{501}", 'd'),
    ("\u{435}\u{3B5}", 'e'),
    ("\u{43D}\u{4BB}\u{3B7}", 'h'),
    ("\u{458}\u{3F3}", 'j'),
    ("\u{43A}\u{3BA}", 'k'),
    ("1i\u{456}\u{4CF}\u{3B9}", 'l'),
    ("\u{43C}\u{3BC}", 'm'),
    ("0\u{43E}\u{3BF}\u{585}", 'o'),
    ("\u{440}\u{3C1}", 'p'),
    ("\u{51B}\u{566}", 'q'),
    ("\u{433}", 'r'),
    ("\u{455}", 's'),
    ("\u{442}\u{3C4}", 't'),
    ("\u{57D}", 'u'),
    ("\u{475}\u{3BD}", 'v'),
    ("\u{51D}\u{3C9}", 'w'),
    ("\u{445}\u{3C7}", 'x'),
    ("\u{443}\u{4AF}\u{3B3}\u{3C5}", 'y'),
    ("\u{3B6}", 'z'),
    ("\u{570}", 'h'),
    ("\u{578}", 'n'),
];

/// The form under which handles must be unique: two handles with one key would
/// be taken for each other.
///
/// Small and capital letters are one, as are letters that differ only in width
/// or style (NFKD), 0 and O, and 1, l and I, and Cyrillic, Greek and Armenian
/// letters that look like Latin ones. The key is for comparing, never shown.
pub fn handle_key(handle: &str) -> String {
    let folded = handle
        .nfkd()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase);
    let folded: String = folded.nfkd().collect();
    folded
        .chars()
        .map(|c| {
            let alike = ALIKE.iter().find(|(signs, _)| signs.contains(c));
            alike.map_or(c, |&(_, latin)| latin)
        })
        .collect()
}

/// Whether a handle may hold a character: at its beginning, at one of its
/// edges, or inside.
pub(super) fn may_hold(c: char, first: bool, edge: bool) -> bool {
    if c.is_ascii_alphanumeric() {
        return true;
    }
    let mark = is_combining_mark(c);
    let own_script = !c.script_extension().is_common();
    match c {
        '-' | '_' => !edge,
        _ if mark => !first && own_script,
        _ => own_script && (c.is_alphabetic() || c.is_numeric()),
    }
}

/// Whether letters are of one script, or of several that are written together.
pub(super) fn one_script(handle: &str) -> bool {
    let any = |c: char| matches!(c.script(), Script::Common | Script::Inherited);
    !ScriptExtension::for_str(handle).is_empty()
        || TOGETHER.iter().any(|set| {
            let mut letters = handle.chars();
            letters.all(|c| any(c) || set.contains(&c.script()))
        })
}

#[cfg(test)]
mod tests {
    use super::super::{Fault, HANDLE, Unwanted};
    use super::*;
    use proptest::prelude::*;

    fn fault(text: &str) -> Option<Fault> {
        HANDLE.clean("handle", text).err().map(|e| e.fault)
    }

    #[test]
    fn handles_of_every_script_pass() {
        for handle in [
            "ana",
            "Ana-Mar\u{ED}a_7",
            "3ana",
            "\u{43E}\u{43B}\u{435}\u{433}42",
            "\u{645}\u{631}\u{64A}\u{645}\u{665}",
            "\u{928}\u{92E}\u{938}\u{94D}\u{924}\u{947}",
            "\u{5C71}\u{672C}\u{3055}\u{3093}",
            "\u{30E9}\u{30FC}\u{30E1}\u{30F3}",
            "\u{91D1}\u{AE40}\u{CCA0}",
            "\u{E19}\u{E49}\u{E33}",
        ] {
            assert_eq!(HANDLE.clean("handle", handle).as_deref(), Ok(handle));
        }
        assert_eq!(HANDLE.clean("handle", " ana ").as_deref(), Ok("ana"));
    }

    #[test]
    fn scripts_are_not_mixed() {
        for handle in [
            "p\u{430}ypal",
            "ana\u{3B1}",
            "ana\u{5C71}",
            "\u{AE40}\u{3055}\u{3093}",
            "ana\u{665}",
            "\u{43E}\u{43B}\u{435}\u{433}a",
        ] {
            assert_eq!(fault(handle), Some(Fault::Scripts), "{handle}");
        }
    }

    #[test]
    fn other_signs_are_refused() {
        for (handle, place) in [
            ("_ana", 1),
            ("ana-", 4),
            ("a na", 2),
            ("ana.b", 4),
            ("an@", 3),
            ("\u{301}ana", 1),
            ("ana\u{1F600}", 4),
            ("\u{1F170}\u{1F171}\u{1F172}", 1),
            ("\u{1D4EA}na", 1),
            ("an\u{BD}", 3),
        ] {
            let Some(Fault::Character { place: at, why, .. }) = fault(handle) else {
                panic!("{handle} passes");
            };
            assert_eq!((at, why), (place, Unwanted::NotInHandle), "{handle}");
        }
        assert_eq!(fault("an"), Some(Fault::TooShort { found: 2, min: 3 }));
        let long = Fault::TooLong { found: 25, max: 24 };
        assert_eq!(fault(&"a".repeat(25)), Some(long));
    }

    #[test]
    fn handles_that_look_alike_have_one_key() {
        for (one, other) in [
            ("Ana", "aNA"),
            ("b0b", "BOB"),
            ("Illl", "1lI1"),
            ("stra\u{DF}e", "STRASSE"),
            ("\u{FF41}\u{FF4E}\u{FF41}", "ana"),
            ("\u{3A3}\u{391}\u{3A3}", "\u{3C3}\u{3B1}\u{3C2}"),
            ("\u{441}\u{43E}\u{441}\u{43E}", "coco"),
            ("\u{412}\u{41E}\u{412}", "B0B"),
            ("ann\u{E9}", "anne\u{301}"),
            ("\u{451}\u{442}\u{43E}", "\u{EB}to"),
            ("\u{131}da", "IDA"),
        ] {
            assert_eq!(handle_key(one), handle_key(other), "{one} {other}");
        }
        for (one, other) in [("ana", "ann"), ("ana-b", "ana_b"), ("jose", "jos\u{E9}")] {
            assert_ne!(handle_key(one), handle_key(other), "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn keys_do_not_see_case_and_are_their_own(handle in "[\\p{L}\\p{Nd}]{3,24}") {
            let key = handle_key(&handle);
            prop_assert_eq!(&handle_key(&handle.to_uppercase()), &key);
            prop_assert_eq!(&handle_key(&handle.nfd().collect::<String>()), &key);
            prop_assert_eq!(&handle_key(&key), &key);
        }
    }
}
