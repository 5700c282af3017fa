//! The documentation says what is so: its commands run and print what it
//! shows, its tables and its picture are what the engine makes now, it names
//! every command and option, and its links lead somewhere.
//!
//! Where the engine's words or figures have changed on purpose,
//! `CAPSTAN_DOCS=write cargo test -p capstan --test integration docs` writes
//! the new ones into the documentation.

use capstan_leverage::report::svg;
use capstan_report::{Lang, Size};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the whole project.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    here.canonicalize().expect("the project is there")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The Markdown files of a folder, in order of name.
fn markdown(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    files.sort();
    files
}

/// Compares what a file holds with what it should hold; writes the latter
/// where that is asked for.
pub fn current(path: &Path, wanted: &str) {
    if fs::read_to_string(path).is_ok_and(|held| held == wanted) {
        return;
    }
    if std::env::var("CAPSTAN_DOCS").is_ok_and(|how| how == "write") {
        fs::write(path, wanted).expect("the file can be written");
        return;
    }
    panic!(
        "{} is not current; run CAPSTAN_DOCS=write cargo test -p capstan --test integration docs, \
         then look at the difference. It should hold:\n{wanted}",
        path.display()
    );
}

/// A folder in which the commands of one page run: the examples are there, and
/// `capstan` is the program under test.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for entry in fs::read_dir(root().join("examples")).expect("examples") {
            let from = entry.expect("an entry").path();
            let name = from.file_name().expect("a name");
            fs::copy(&from, folder.path().join(name)).expect("an example can be copied");
        }
        Self { folder }
    }

    /// What a command prints; where it should fail, errors with it.
    fn run(&self, line: &str, exit: i32) -> String {
        let program = Path::new(env!("CARGO_BIN_EXE_capstan"));
        let path = std::env::var("PATH").unwrap_or_default();
        let path = format!("{}:{path}", program.parent().expect("a folder").display());
        let line = if exit == 0 {
            line.to_owned()
        } else {
            format!("exec 2>&1; {line}")
        };
        let done = Command::new("sh")
            .args(["-c", &line])
            .current_dir(self.folder.path())
            .env("PATH", path)
            .output()
            .expect("sh runs");
        let said = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(exit), "{line}\n{said}");
        String::from_utf8(done.stdout).expect("the output is text")
    }

    /// The page with what its commands print now.
    fn rewrite(&self, page: &str) -> String {
        let mut text = String::new();
        let mut lines = page.lines();
        while let Some(line) = lines.next() {
            text.push_str(line);
            text.push('\n');
            let Some(how) = line.strip_prefix("```console") else {
                continue;
            };
            let body: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
            let made = match how.trim().strip_prefix("exit=") {
                Some(code) => self.block(&body, code.parse().expect("an exit code")),
                None if how.trim() == "norun" => body.join("\n") + "\n",
                None => self.block(&body, 0),
            };
            text.push_str(&made);
            text.push_str("```\n");
        }
        text
    }

    /// Runs the commands of one block; what they print is shown where the
    /// block shows any of it.
    fn block(&self, body: &[&str], exit: i32) -> String {
        let mut text = String::new();
        let mut at = 0;
        while at < body.len() {
            let first = body[at].strip_prefix("$ ");
            let mut command = first.expect("a block begins with a command").to_owned();
            text.push_str(&format!("{}\n", body[at]));
            while command.ends_with('\\') {
                at += 1;
                command.push_str(&format!("\n{}", body[at]));
                text.push_str(&format!("{}\n", body[at]));
            }
            at += 1;
            let shown = body[at..].iter().take_while(|l| !l.starts_with("$ "));
            let shown = shown.count();
            at += shown;
            if let Some(script) = command.strip_prefix("script/") {
                let script = root().join("script").join(script);
                let mode = fs::metadata(&script).map(|m| m.permissions().mode());
                assert!(mode.is_ok_and(|m| m & 0o111 != 0), "{command} cannot run");
                continue;
            }
            let printed = self.run(&command, exit);
            if shown > 0 {
                for line in printed.lines() {
                    text.push_str(line.trim_end());
                    text.push('\n');
                }
            }
        }
        text
    }
}

#[test]
fn the_walked_example_and_the_picture_are_what_the_engine_makes() {
    let desk = Desk::new();
    let page = root().join("docs/forecast.md");
    current(&page, &desk.rewrite(&read(&page)));
    let text = read(&desk.folder.path().join("strike/forecast.json"));
    let forecast = serde_json::from_str(&text).expect("a forecast");
    let picture = svg(&forecast, Lang::En, Size::Wide);
    current(&root().join("docs/forecast.svg"), &picture);
}

#[test]
fn the_commands_of_the_other_pages_run() {
    let mut pages = markdown(&root().join("docs"));
    pages.retain(|page| !page.ends_with("forecast.md"));
    pages.extend(["README.md", "CONTRIBUTING.md"].map(|name| root().join(name)));
    for page in pages {
        let text = read(&page);
        if text.contains("```console") {
            current(&page, &Desk::new().rewrite(&text));
        }
    }
}

#[test]
fn the_table_of_models_is_current() {
    let desk = Desk::new();
    let models: serde_json::Value =
        serde_json::from_str(&desk.run("capstan models --json", 0)).expect("JSON");
    let text = |v: &serde_json::Value| v.as_str().unwrap_or_default().replace('|', "\\|");
    let mut table = String::from(
        "| model | what it is | strikers get | counterpart | forgets exactly | cost of one training |\n|---|---|---|---|---|---|\n",
    );
    let mut details = String::new();
    for m in models.as_array().expect("a list") {
        let forgets = if m["forgets"] == true { "yes" } else { "no" };
        table.push_str(&format!(
            "| `{}` | {} | {} | `{}` | {forgets} | {} |\n",
            text(&m["name"]),
            text(&m["title"]),
            text(&m["unknown"]),
            text(&m["counterpart"]),
            text(&m["cost"]),
        ));
        details.push_str(&format!(
            "\n### {}\n\nSource: {}.\n",
            text(&m["name"]),
            text(&m["source"])
        ));
        if let Some(why) = m["ranks_only"].as_str() {
            details.push_str(&format!("\nIt has no RMSE and no MAE: {why}.\n"));
        }
        let params = m["params"].as_array().expect("a list");
        if params.is_empty() {
            details.push_str("\nIt has nothing to set.\n");
        } else {
            details.push_str("\n| to set | what it is | default | may be |\n|---|---|---|---|\n");
        }
        for p in params {
            details.push_str(&format!(
                "| `{}` | {} | {} | {} |\n",
                text(&p["name"]),
                text(&p["what"]),
                text(&p["default"]),
                text(&p["expected"]),
            ));
        }
    }
    let path = root().join("docs/models.md");
    let page = read(&path);
    let (begin, end) = ("<!-- models -->\n", "<!-- end of models -->");
    let before = page.split(begin).next().expect("a beginning");
    let after = page.split(end).nth(1).expect("an end");
    let wanted = format!("{before}{begin}\n{table}{details}\n{end}{after}");
    current(&path, &wanted);
}

/// The commands that a help text lists.
fn commands(help: &str) -> Vec<String> {
    help.lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_command_and_option_is_described() {
    let desk = Desk::new();
    let pages: String = markdown(&root().join("docs"))
        .iter()
        .map(|page| read(page))
        .collect();
    let mut wanted = BTreeSet::new();
    let mut left = vec!["capstan".to_owned()];
    while let Some(command) = left.pop() {
        let help = desk.run(&format!("{command} --help"), 0);
        for name in commands(&help) {
            left.push(format!("{command} {name}"));
        }
        if !help.contains("\nCommands:\n") {
            wanted.insert(command);
        }
        for line in help.lines() {
            let option = line.split_whitespace().find(|word| word.starts_with("--"));
            if line.starts_with("  ")
                && line.trim_start().starts_with('-')
                && let Some(option) = option
            {
                wanted.insert(option.to_owned());
            }
        }
    }
    assert!(wanted.contains("capstan data describe") && wanted.contains("--tolerance"));
    wanted.retain(|name| {
        !pages.match_indices(name.as_str()).any(|(at, _)| {
            let next = pages[at + name.len()..].chars().next();
            next.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '-')
        })
    });
    assert!(wanted.is_empty(), "not in docs/: {wanted:?}");
}

/// The targets of the links of a page, outside blocks of code.
fn links(page: &str) -> Vec<String> {
    let mut in_code = false;
    let mut found = Vec::new();
    for line in page.lines() {
        in_code ^= line.starts_with("```");
        if in_code {
            continue;
        }
        for part in line.split("](").skip(1) {
            found.extend(part.split(')').next().map(str::to_owned));
        }
    }
    found
}

/// The name by which a heading is linked to.
fn anchor(heading: &str) -> String {
    heading
        .trim_start_matches('#')
        .trim()
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn links_lead_somewhere() {
    let mut pages = markdown(&root());
    pages.extend(markdown(&root().join("docs")));
    let mut seen = 0;
    for page in pages {
        let text = read(&page);
        for link in links(&text) {
            if link.contains("://") {
                continue;
            }
            let (file, part) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() {
                page.clone()
            } else {
                page.parent().expect("a folder").join(file)
            };
            assert!(target.exists(), "{}: {link}", page.display());
            if !part.is_empty() {
                let known = read(&target)
                    .lines()
                    .any(|l| l.starts_with('#') && anchor(l) == part);
                assert!(known, "{}: no heading for {link}", page.display());
            }
            seen += 1;
        }
    }
    assert!(seen > 10, "only {seen} links");
}

#[test]
fn pages_are_read_as_they_are_meant() {
    let page = "a [b](c.md#d-e) [f](https://g)\n```console\n$ x [no](link)\n```\n";
    assert_eq!(links(page), ["c.md#d-e", "https://g"]);
    assert_eq!(
        anchor("## What a forecast cannot know"),
        "what-a-forecast-cannot-know"
    );
    let help = "Usage\n\nCommands:\n  one  First\n  help  Help\n\nOptions:\n  -h\n";
    assert_eq!(commands(help), ["one"]);
    let desk = Desk::new();
    let stale = "```console\n$ echo new\nold\n$ echo hidden\n```\n```console norun\n$ no\n```\n";
    let fresh = "```console\n$ echo new\nnew\n$ echo hidden\n```\n```console norun\n$ no\n```\n";
    assert_eq!(desk.rewrite(stale), fresh);
    let fails = "```console exit=3\n$ echo why >&2; exit 3\n?\n```\n";
    assert_eq!(
        desk.rewrite(fails).lines().nth(2),
        Some("why"),
        "what goes to standard error is shown where a command should fail"
    );
}
