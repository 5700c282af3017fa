//! `campaign.toml`: a whole forecast in one file.

use crate::cli::{Forecast, Protocol, Reading};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a campaign file may say; whatever is left out has the default of the
/// option of the same name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Campaign {
    /// The ratings, from the folder of the campaign file; the sample if left out.
    data: Option<PathBuf>,
    #[serde(default)]
    reading: Reading,
    #[serde(default)]
    model: ModelTable,
    #[serde(default)]
    action: Vec<ActionTable>,
    participation: Option<Vec<f64>>,
    target: Option<String>,
    replicates: Option<u32>,
    folds: Option<u8>,
    seed: Option<u64>,
    tolerance: Option<f64>,
    protocol: Option<Protocol>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ModelTable {
    name: Option<String>,
    set: BTreeMap<String, toml::Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ActionTable {
    lever: String,
    #[serde(default = "random")]
    who: String,
    #[serde(default = "one")]
    share: f64,
}

fn random() -> String {
    "random".to_owned()
}

fn one() -> f64 {
    1.0
}

/// Whether a path names a campaign file.
pub fn is_campaign(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "toml")
}

/// Fills what the command line leaves open from the campaign file at `path`.
///
/// # Errors
/// If the file cannot be read; the error names the line.
pub fn fill(mut options: Forecast, path: &Path) -> Result<Forecast> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the campaign {}", path.display()))?;
    let campaign: Campaign = toml::from_str(&text)
        .with_context(|| format!("{} is no campaign that can be used", path.display()))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    options.data.sample = campaign.data.is_none();
    options.data.file = campaign.data.map(|data| folder.join(data));
    options.data.reading = campaign.reading;
    for table in [
        &mut options.data.reading.users,
        &mut options.data.reading.items,
    ] {
        *table = table.take().map(|t| folder.join(t));
    }
    options.model.model = options.model.model.or(campaign.model.name);
    let mut set: Vec<String> = campaign
        .model
        .set
        .iter()
        .map(|(name, value)| match value {
            toml::Value::String(word) => format!("{name}={word}"),
            other => format!("{name}={other}"),
        })
        .collect();
    set.append(&mut options.model.set);
    options.model.set = set;
    if options.lever.is_empty() && options.who.is_empty() {
        for action in campaign.action {
            options.lever.push(action.lever);
            options.who.push(action.who);
            options.share.push(action.share.to_string());
        }
    }
    if options.participation.is_empty() {
        options.participation = campaign.participation.unwrap_or_default();
    }
    options.target = options.target.or(campaign.target);
    options.replicates = options.replicates.or(campaign.replicates);
    options.folds = options.folds.or(campaign.folds);
    options.seed = options.seed.or(campaign.seed);
    options.tolerance = options.tolerance.or(campaign.tolerance);
    options.protocol = options.protocol.or(campaign.protocol);
    Ok(options)
}
