//! `capstan admin`

use crate::Done;
use crate::cli::{Admin, AdminCommand, Steward};
use crate::commands::serve;
use crate::output;
use anyhow::{Context, Result, bail};
use capstan_server::admin;
use capstan_server::coalitions::acts::found::{Founding, Texts};
use capstan_server::coalitions::charter::Clauses;
use capstan_server::web::view::language;
use capstan_store::backup::Summary;
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// Does what whoever runs an installation asks.
///
/// # Errors
/// If it cannot be done; nothing was changed then.
pub fn run(options: Admin) -> Result<Done> {
    let config = serve::config(options.place, false)?;
    match options.command {
        AdminCommand::Steward(asked) => {
            let lang = language(&asked.lang)
                .with_context(|| format!("--lang {}: expected en or es", asked.lang))?;
            let made = admin::steward(&config, &founding(asked), lang)?;
            say(&format!(
                "{} was founded. These words open its steward's account:",
                made.path
            ))?;
            say(&made.phrase)?;
            tell!("They are shown this once. Write them down.");
        }
        AdminCommand::Backup { file } => {
            let written = admin::back_up(&config, &file)?;
            say(&format!("{} holds {}.", file.display(), counted(&written)))?;
            let key = config.data.join("secret.key");
            tell!(
                "The secret is not in it: keep {} in another place.",
                key.display()
            );
        }
        AdminCommand::Restore { file, new_secret } => {
            let read = admin::restore(&config, &file, new_secret)?;
            say(&format!("Restored {}.", counted(&read)))?;
        }
        AdminCommand::Doctor => {
            let found = admin::doctor(&config)?;
            if found.is_empty() {
                say("All is well.")?;
            } else {
                say(&found.join("\n"))?;
                return Ok(Done::Finding);
            }
        }
        AdminCommand::Export { coalition, file } => {
            let all = admin::export(&config, &coalition)?;
            write_new(&file, &format!("{all:#}\n"))?;
            say(&format!("{} holds all of {coalition}.", file.display()))?;
        }
        AdminCommand::Delete { coalition, yes } => {
            if yes.as_deref() != Some(coalition.as_str()) {
                bail!(
                    "this removes {coalition} with all its members, campaigns and decisions, for good; if you mean it, add --yes {coalition}"
                );
            }
            admin::delete(&config, &coalition)?;
            say(&format!("{coalition} is gone."))?;
        }
    }
    Ok(Done::Well)
}

fn founding(asked: Steward) -> Founding {
    Founding {
        texts: Texts {
            name: asked.name,
            summary: asked.purpose.clone(),
            visions: asked.vision,
            place: String::new(),
            languages: vec![asked.lang],
        },
        charter: Clauses {
            purpose: asked.purpose,
            contact: asked.contact,
            ..Clauses::default()
        },
        handle: asked.handle,
    }
}

fn say(text: &str) -> Result<()> {
    output::print(&format!("{text}\n"))
}

fn counted(summary: &Summary) -> String {
    let rows: u64 = summary.tables.iter().map(|(_, rows)| rows).sum();
    format!(
        "{rows} rows in {} tables and {} files",
        summary.tables.len(),
        summary.blobs
    )
}

/// Writes a file that was not there, for nobody else's eyes.
fn write_new(file: &Path, text: &str) -> Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(file).with_context(|| {
        format!(
            "cannot make {}; name a file that is not there yet, in a folder that is",
            file.display()
        )
    })?;
    out.write_all(text.as_bytes())
        .and_then(|()| out.sync_all())
        .with_context(|| format!("cannot write {}", file.display()))
}
