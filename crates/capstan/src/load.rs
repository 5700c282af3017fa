//! Data and models as asked for on the command line.

use crate::cli::{Data, ModelChoice, Reading};
use anyhow::{Context, Result, bail};
use capstan_data::{Dataset, Keep, ReadOptions, Scale};
use capstan_learn::{Model, Params};
use capstan_leverage::Operator;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// How to get a data set again; written into every result.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Source {
    /// The file, or nothing for the embedded sample.
    pub file: Option<PathBuf>,
    /// How it was read.
    #[serde(default)]
    pub reading: Reading,
    /// Whether times were kept.
    pub times: bool,
    /// Whether the rows of the file were kept.
    pub rows: bool,
}

/// A data set with its hash and where it came from.
pub struct Loaded {
    /// The data.
    pub data: Dataset,
    /// Their content hash.
    pub hash: String,
    /// Where they came from.
    pub source: Source,
}

impl Loaded {
    /// Whether the data are made up.
    pub fn synthetic(&self) -> bool {
        self.source.file.is_none()
    }

    /// An operator who runs `model` on them.
    pub fn operator<'a>(&'a self, model: &'static dyn Model, params: &'a Params) -> Operator<'a> {
        Operator {
            data: &self.data,
            hash: &self.hash,
            synthetic: self.synthetic(),
            model,
            params,
        }
    }
}

/// Reads the data of a command, telling standard error how it went.
///
/// # Errors
/// If they cannot be read.
pub fn data(options: &Data, keep: Keep) -> Result<Loaded> {
    read(source(options, keep)?)
}

/// Where the data of a command come from.
///
/// # Errors
/// If options do not go together.
pub fn source(options: &Data, keep: Keep) -> Result<Source> {
    if options.sample && options.reading != Reading::default() {
        bail!("--sample is not read from a file: leave out the options under \"Reading data\"");
    }
    Ok(Source {
        file: options.file.clone(),
        reading: options.reading.clone(),
        times: keep.times,
        rows: keep.rows,
    })
}

/// Reads data from where a result says they came from.
///
/// # Errors
/// As [`data`].
pub fn read(source: Source) -> Result<Loaded> {
    let data = match &source.file {
        None => capstan_data::world::sample().data,
        Some(file) => {
            let loaded = capstan_data::read_timed(file, &read_options(&source)?)?;
            let rate = loaded.rows as f64 / loaded.seconds.max(1e-9);
            tell!(
                "read {} ratings in {:.2} s ({:.1} million rows a second)",
                loaded.rows,
                loaded.seconds,
                rate / 1e6
            );
            loaded.dataset
        }
    };
    Ok(Loaded {
        hash: data.hash(),
        data,
        source,
    })
}

fn read_options(source: &Source) -> Result<ReadOptions> {
    let reading = &source.reading;
    let delimiter = match reading.delimiter {
        Some(c) if c.is_ascii() => Some(c as u8),
        Some(c) => bail!("--delimiter {c}: expected one plain character like , or ;"),
        None => None,
    };
    let scale = match reading.scale.as_deref() {
        Some(&[min, max]) if min < max => Some(Scale { min, max }),
        Some(found) => {
            bail!("--scale {found:?}: expected the lowest and the highest rating, like 1,5")
        }
        None => None,
    };
    Ok(ReadOptions {
        user: reading.user.clone(),
        item: reading.item.clone(),
        rating: reading.rating.clone(),
        time: reading.time.clone(),
        delimiter,
        implicit: reading.implicit,
        scale,
        relevant: reading.relevant,
        duplicates: reading.duplicates.into(),
        most: None,
        keep: Keep {
            times: source.times,
            rows: source.rows,
        },
        users: reading.users.clone(),
        items: reading.items.clone(),
    })
}

/// The model of a command with its hyper-parameters.
///
/// # Errors
/// If there is no such model, or it has no such parameter.
pub fn model(choice: &ModelChoice) -> Result<(&'static dyn Model, Params)> {
    let model = capstan_learn::find(choice.model.as_deref().unwrap_or("svd"))?;
    let mut changes = Vec::new();
    for set in &choice.set {
        match set.split_once('=') {
            Some((name, value)) => changes.push((name.trim(), value.trim())),
            None => bail!("--set {set}: expected a name and a value, like factors=50"),
        }
    }
    Ok((model, Params::new(model.info(), changes)?))
}

/// Reads a forecast from its file or the folder it is in.
///
/// # Errors
/// If it is not there or is no forecast.
pub fn forecast(path: &Path) -> Result<(capstan_leverage::Forecast, String)> {
    let file = if path.is_dir() {
        path.join("forecast.json")
    } else {
        path.to_owned()
    };
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("cannot read {}", file.display()))?;
    let forecast = serde_json::from_str(&text).with_context(|| {
        format!(
            "{} is no forecast of this version of Capstan; expected a forecast.json",
            file.display()
        )
    })?;
    Ok((forecast, text))
}
