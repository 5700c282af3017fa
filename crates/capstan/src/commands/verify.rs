//! `capstan verify`

use crate::Done;
use crate::cli::Verify;
use crate::load::{self, Source};
use crate::output;
use crate::progress::Bar;
use anyhow::{Context, Result, bail};
use capstan_learn::Params;
use capstan_leverage::Operator;
use capstan_leverage::lever::share;
use capstan_leverage::verify::{self, Agreement};

/// Makes a forecast again and says whether it is the same.
///
/// # Errors
/// If the file or its data cannot be read, or the data are not the same.
pub fn run(options: Verify) -> Result<Done> {
    let part = options
        .share
        .as_deref()
        .map(|s| share("share", s))
        .transpose()?;
    let (forecast, text) = load::forecast(&options.file)?;
    let mut source: Source = serde_json::from_value(forecast.data.source.clone())
        .context("the forecast does not say where its data came from")?;
    if let Some(file) = options.data {
        source.file = Some(file);
    }
    let loaded = load::read(source)?;
    if loaded.hash != forecast.data.hash {
        bail!(
            "these are not the data of the forecast: content hash {} found, {} expected; name the right file with --data",
            &loaded.hash[..16],
            forecast.data.hash.get(..16).unwrap_or(&forecast.data.hash)
        );
    }
    let model = capstan_learn::find(&forecast.model.name)?;
    let settings: Vec<(String, String)> = forecast
        .model
        .params
        .iter()
        .map(|(name, setting)| (name.to_owned(), setting.to_string()))
        .collect();
    let params = Params::new(
        model.info(),
        settings.iter().map(|(n, s)| (n.as_str(), s.as_str())),
    )?;
    let mut data = loaded.data;
    data.name.clone_from(&forecast.data.name);
    let operator = Operator {
        data: &data,
        hash: &loaded.hash,
        synthetic: loaded.source.file.is_none(),
        model,
        params: &params,
    };
    let bar = Bar::new();
    let verdict = match part {
        Some(part) => verify::sample(&forecast, part, operator, &bar)?,
        None => verify::whole(&forecast, &text, operator, &bar)?,
    };
    bar.finish();
    if options.json {
        output::print(&format!("{:#}\n", serde_json::to_value(&verdict)?))?;
    } else {
        let [made, of] = verdict.worlds;
        let what = match part {
            None => format!("the whole forecast ({made} worlds)"),
            Some(_) => format!("{made} of {of} worlds"),
        };
        let build = if verdict.same_build {
            "same version and processor features"
        } else {
            "another version or other processor features"
        };
        let how = match verdict.agreement {
            Agreement::Bytes => "the same to the last bit",
            Agreement::Numbers => "the same to 1e-6",
            Agreement::Differs => "NOT the same",
        };
        output::print(&format!("{how}: {what} made again, {build}\n"))?;
        for difference in &verdict.differences {
            output::print(&format!("  {difference}\n"))?;
        }
    }
    Ok(if verdict.agreement == Agreement::Differs {
        Done::Finding
    } else {
        Done::Well
    })
}
