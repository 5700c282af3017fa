//! Writing results: whole or not at all.

use crate::cli::Results;
use anyhow::{Context, Result};
use capstan_report::{Colour, Lang, Table, Voice};
use serde::Serialize;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// Writes a file beside its place, flushes it, and puts it there in one step,
/// so that an earlier result stays whole until the new one is.
///
/// # Errors
/// If it cannot be written.
pub fn put(path: &Path, content: &str) -> Result<()> {
    put_bytes(path, content.as_bytes())
}

/// As [`put`], for what is no text.
///
/// # Errors
/// If it cannot be written.
pub fn put_bytes(path: &Path, content: &[u8]) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    // Each process has its own, so that two runs into one folder do not mix.
    beside.push(format!(".{}.part", std::process::id()));
    let beside = Path::new(&beside);
    let write = || -> io::Result<()> {
        let mut file = File::create(beside)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(beside, path)
    };
    write().inspect_err(|_| {
        // Best effort: on a full disk the part only takes up space.
        let _ = fs::remove_file(beside);
    })
    .with_context(|| {
        format!(
            "cannot write {}; free some space or choose another --out, then run the same command again",
            path.display()
        )
    })
}

/// Makes the folder of results.
///
/// # Errors
/// If it cannot be made.
pub fn folder(results: &Results) -> Result<()> {
    fs::create_dir_all(&results.out).with_context(|| {
        format!(
            "cannot make the folder {}; choose another --out",
            results.out.display()
        )
    })
}

/// Writes results into their folder, prints the first of them, which is JSON,
/// or what is told in its place, and says what was written.
///
/// # Errors
/// If a file cannot be written, or standard output is closed.
pub fn give(
    results: &Results,
    files: &[(&str, String)],
    told: impl FnOnce(Lang) -> String,
) -> Result<()> {
    folder(results)?;
    for (name, content) in files {
        put(&results.out.join(name), content)?;
    }
    match files.first() {
        Some((_, json)) if results.json => print(json)?,
        _ => print(&told(results.lang.into()))?,
    }
    let names: Vec<&str> = files.iter().map(|f| f.0).collect();
    tell!("written to {}: {}", results.out.display(), names.join(", "));
    Ok(())
}

/// Prints a result.
///
/// # Errors
/// If standard output is closed.
pub fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Prints a result as JSON.
///
/// # Errors
/// If it is none, or standard output is closed.
pub fn json(result: &impl Serialize) -> Result<()> {
    // By way of a value, which sorts the names.
    print(&format!("{:#}\n", serde_json::to_value(result)?))
}

/// Prints a table that fits the terminal.
///
/// # Errors
/// If standard output is closed.
pub fn table(table: &Table, voice: &Voice) -> Result<()> {
    let tty = io::stdout().is_terminal();
    let text = table.terminal(voice, WIDTH, Colour::wanted(tty));
    print(&format!("{}\n", text.trim_end()))
}

/// The width of text on a terminal, in characters.
const WIDTH: usize = 80;

/// Whether an error only says that nobody reads the output any more.
pub fn closed(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
}
