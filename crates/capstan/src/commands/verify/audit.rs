//! An audit: it is made again from its own recipe.

use crate::Done;
use crate::cli::Verify;
use crate::output;
use anyhow::{Context, Result, bail};
use capstan_audit::verify::Agreement;
use capstan_audit::{Audit, audit, verify};
use capstan_data::pay::{self, Units};
use capstan_report::{Voice, args};
use std::path::PathBuf;

/// Makes the audit in `text` again and says whether it is the same.
///
/// # Errors
/// If it or its data cannot be read, or the data are not the same.
pub fn run(options: &Verify, text: &str, voice: &Voice) -> Result<Done> {
    let file = options.file.display();
    let earlier: Audit = serde_json::from_str(text).with_context(|| {
        format!("{file} is no audit of this version of Capstan; expected an audit.json")
    })?;
    let note = &earlier.recipe.data;
    let data = options.data.clone();
    let data = data.unwrap_or_else(|| PathBuf::from(&note.file));
    let events = [Units::Guess, Units::Major, Units::Minor]
        .into_iter()
        .map(|units| pay::read(&data, units))
        .find(|read| {
            let same = |e: &pay::Events| audit::hash(&e.events).is_ok_and(|h| h == note.hash);
            read.as_ref().is_ok_and(same)
        });
    let Some(events) = events else {
        // Where it cannot be read at all, say why.
        pay::read(&data, Units::Guess)?;
        bail!(
            "{} does not hold the events of the audit: expected content hash {}; name the right file with --data",
            data.display(),
            note.hash.get(..16).unwrap_or(&note.hash)
        );
    };
    let verdict = verify(&earlier, text, &events?.events)?;
    if options.json {
        output::json(&verdict)?;
    } else {
        let said = match verdict.agreement {
            Agreement::Bytes => voice.say("audit-bytes", args![]),
            Agreement::Numbers => voice.say("audit-numbers", args![]),
            Agreement::Differs => voice.say("audit-differs", args![]),
        };
        output::print(&format!("{said}\n"))?;
        for difference in &verdict.differences {
            output::print(&format!("  {difference}\n"))?;
        }
    }
    Ok(match verdict.agreement {
        Agreement::Differs => Done::Finding,
        Agreement::Bytes | Agreement::Numbers => Done::Well,
    })
}
