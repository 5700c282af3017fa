//! The program as people run it.

use std::path::Path;
use std::process::{Command, Output};

/// `capstan` with these words behind it, in `folder`.
pub fn capstan(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_capstan"));
    command.args(args).current_dir(folder);
    command.env("NO_COLOR", "1").env_remove("DATABASE_URL");
    command
}

/// What it ends with.
pub fn run(folder: &Path, args: &[&str]) -> Output {
    capstan(folder, args).output().expect("the program runs")
}

/// What it prints when it ends with `code`: what is wrong if that is 2, the
/// results otherwise.
pub fn said(folder: &Path, args: &[&str], code: i32) -> String {
    let out = run(folder, args);
    let errors = String::from_utf8(out.stderr).expect("UTF-8");
    assert_eq!(out.status.code(), Some(code), "{args:?}: {errors}");
    assert!(!errors.contains("panicked"), "{errors}");
    match code {
        2 => errors,
        _ => String::from_utf8(out.stdout).expect("UTF-8"),
    }
}

/// What it prints when all is well.
pub fn well(folder: &Path, args: &[&str]) -> String {
    said(folder, args, 0)
}

/// What it refuses, with all of `words` among what it says.
pub fn refused(folder: &Path, args: &[&str], words: &[&str]) {
    let said = said(folder, args, 2);
    for word in words {
        assert!(said.contains(word), "{args:?} says no {word:?}: {said}");
    }
}
