//! `capstan compare`

use crate::Done;
use crate::cli::Compare;
use crate::{load, output};
use anyhow::{Context, Result};
use capstan_leverage::{compare, report};
use capstan_report::Lang;

/// Sets two forecasts side by side, and writes the page if a folder was named.
///
/// # Errors
/// If one cannot be read, there is no such metric or view, or the disk does not
/// allow it.
pub fn run(options: Compare) -> Result<Done> {
    let (a, _) = load::forecast(&options.a)?;
    let (b, _) = load::forecast(&options.b)?;
    let pair = compare::compare(&a, &b, &options.metric, &options.view)?;
    let lang = Lang::from(options.lang);
    if let Some(out) = &options.out {
        std::fs::create_dir_all(out)
            .with_context(|| format!("cannot make the folder {}", out.display()))?;
        let page = report::compare_page([&a, &b], &pair, lang);
        output::put(&out.join("compare.html"), &page)?;
        tell!("written to {}: compare.html", out.display());
    }
    if options.json {
        output::json(&pair)?;
    } else {
        output::print(&report::compare_text([&a, &b], &pair, lang))?;
    }
    Ok(Done::Well)
}
