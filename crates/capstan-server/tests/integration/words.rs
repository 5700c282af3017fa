//! The sentences are complete: in both languages, said where they are, and
//! none that nobody says.

use capstan_report::Lang;
use capstan_report::words::Words;
use capstan_server::words::AREAS;
use std::collections::HashSet;
use std::path::Path;

/// The code of the service, a text for each file.
fn sources(folder: &Path, out: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs" || e == "ts") {
            out.push(std::fs::read_to_string(path).unwrap());
        }
    }
}

/// What stands between quotation marks after each `before`.
fn after<'a>(source: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    source
        .split(before)
        .skip(1)
        .filter_map(|rest| rest.trim_start().split('"').next())
}

#[test]
fn every_sentence_is_there_and_said() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut code = Vec::new();
    sources(&root.join("src"), &mut code);
    sources(&root.join("../capstan-coalition/src"), &mut code);
    sources(&root.join("../capstan-store/src"), &mut code);
    sources(&root.join("../../web/src"), &mut code);
    let texts: Vec<&str> = code.iter().map(String::as_str).collect();
    // What fields are called and why they are asked back stands below.
    let mut below = Vec::new();
    sources(&root.join("../capstan-data/src/pay"), &mut below);
    sources(&root.join("../capstan-donation/src"), &mut below);
    let join = |lang: Lang| -> &'static str {
        let own = AREAS.iter().map(|area| Words::room(area).text(lang));
        own.collect::<Vec<_>>().join("\n").leak()
    };
    let all = Words::of("capstan-server", Lang::ALL.map(join));
    let leverage = capstan_leverage::report::words();
    let mut faults = capstan_report::faults(&all, &texts);
    let known = |key: &str| {
        let line = format!("\n{key} =");
        let texts = [&all, &leverage].map(|words| words.text(Lang::En));
        texts.iter().any(|text| format!("\n{text}").contains(&line))
    };
    faults.retain(|fault| {
        let key = fault.split('"').nth(1).unwrap_or("");
        !(fault.ends_with("is said and does not exist") && known(key))
    });
    for source in &texts {
        for key in after(source, ".t(\"") {
            if !known(key) {
                faults.push(format!("\"{key}\" is said and does not exist"));
            }
        }
        for before in ["Problem::conflict(\"", "Problem::forbidden(\""] {
            for key in after(source, before) {
                if !known(&format!("problem-{key}")) {
                    faults.push(format!("\"problem-{key}\" does not exist"));
                }
            }
        }
    }
    let named: HashSet<&str> = texts
        .iter()
        .copied()
        .chain(below.iter().map(String::as_str))
        .flat_map(|text| text.split('"'))
        .collect();
    for line in all.text(Lang::En).lines() {
        let Some((key, _)) = line
            .split_once(" =")
            .filter(|(k, _)| !k.starts_with([' ', '#', '-']))
        else {
            continue;
        };
        // A key may be put together: then its last part stands in the code, or
        // is what a rule calls it.
        let parts = key.match_indices('-').map(|(i, _)| &key[i + 1..]);
        let stands = |part: &str| named.contains(part) || named.contains(&*part.replace('-', "_"));
        let said = std::iter::once(key).chain(parts).any(stands)
            || ["month-", "vision-", "language-"]
                .iter()
                .any(|p| key.starts_with(p));
        if !said {
            faults.push(format!("\"{key}\" is never said"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
