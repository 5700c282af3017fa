//! An evidence bundle: one file to hand to a journalist or a lawyer, with the
//! report, its figures, the recipe and how it was made. It is made of the audit
//! alone, which holds nothing about one person.

use crate::error::AuditError;
use crate::report;
use crate::result::Audit;
use capstan_report::{Lang, Size, Voice};
use std::io::{Cursor, Write};
use std::path::Path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The bytes of a zip file with `report.html`, `method.html`, `audit.json`,
/// `rule.toml`, `choices.csv` and the figures as SVG. The same audit gives the
/// same bytes. Of the name of the data only the last part is kept.
///
/// # Errors
/// If the archive cannot be made.
pub fn bundle(audit: &Audit, lang: Lang) -> Result<Vec<u8>, AuditError> {
    let mut audit = audit.clone();
    let file = Path::new(&audit.recipe.data.file).file_name();
    audit.recipe.data.file = file.map_or_else(String::new, |f| f.to_string_lossy().into());
    let voice = Voice::own(lang, &[report::words()]);
    let mut files = vec![
        ("report.html".to_owned(), report::page(&audit, lang)),
        ("method.html".to_owned(), report::method(&audit, lang)),
        ("audit.json".to_owned(), audit.to_json()),
        ("rule.toml".to_owned(), audit.recipe.rule.file.clone()),
        ("choices.csv".to_owned(), report::table(&audit, lang).csv()),
    ];
    for picture in report::pictures(&audit, lang) {
        let drawn = picture.figure.draw(&voice, Size::Wide, &picture.name);
        files.push((format!("{}.svg", picture.name), drawn.file()));
    }
    let wrong = |why: String| AuditError::Bundle { why };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, SimpleFileOptions::default())
            .map_err(|e| wrong(e.to_string()))?;
        zip.write_all(text.as_bytes())
            .map_err(|e| wrong(e.to_string()))?;
    }
    let done = zip.finish().map_err(|e| wrong(e.to_string()))?;
    Ok(done.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{Question, audit};
    use crate::rule::Rule;
    use crate::sample::{Spec, events};
    use std::io::Read;

    #[test]
    fn a_bundle_holds_all_and_tells_about_nobody() {
        let rule = Rule::find("shipt-2019").expect("a rule");
        let question = Question::about(rule).expect("a question");
        let rows = events(&Spec::default(), 1);
        let made = audit(&rows, "/home/someone/events.csv", &question).expect("an audit");
        let bytes = bundle(&made, Lang::En).expect("a bundle");
        assert_eq!(bytes, bundle(&made, Lang::En).expect("a bundle"));
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        let mut names = Vec::new();
        for n in 0..zip.len() {
            let mut file = zip.by_index(n).expect("a file");
            let name = file.name().expect("a name").into_owned();
            let mut text = String::new();
            file.read_to_string(&mut text).expect("text");
            assert!(!text.contains("someone"), "{name}");
            for worker in 1..=94 {
                assert!(!text.contains(&format!("w{worker:03}")), "{name}");
            }
            names.push(name);
        }
        let expected = [
            "report.html",
            "method.html",
            "audit.json",
            "rule.toml",
            "choices.csv",
            "verdicts.svg",
            "choices.svg",
        ];
        assert_eq!(names, expected);
    }
}
