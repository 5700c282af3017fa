//! A forecast: it is made again, whole or in part.

use crate::Done;
use crate::cli::Verify;
use crate::load::{self, Source};
use crate::output;
use crate::progress::Bar;
use anyhow::{Context, Result, bail};
use capstan_learn::Params;
use capstan_leverage::lever::share;
use capstan_leverage::verify::{self, Agreement};
use capstan_report::{Voice, args};

/// Makes a forecast again and says whether it is the same.
///
/// # Errors
/// If the file or its data cannot be read, or the data are not the same.
pub fn run(options: Verify, voice: &Voice) -> Result<Done> {
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
    let mut loaded = load::read(source)?;
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
    loaded.data.name.clone_from(&forecast.data.name);
    let operator = loaded.operator(model, &params);
    let bar = Bar::new();
    let verdict = match part {
        Some(part) => verify::sample(&forecast, part, operator, &bar)?,
        None => verify::whole(&forecast, &text, operator, &bar)?,
    };
    bar.finish();
    if options.json {
        output::json(&verdict)?;
    } else {
        let [made, of] = verdict.worlds;
        let what = match part {
            None => voice.say("forecast-whole", args![made = made]),
            Some(_) => voice.say("forecast-part", args![made = made, of = of]),
        };
        let build = if verdict.same_build {
            voice.say("forecast-same-build", args![])
        } else {
            voice.say("forecast-other-build", args![])
        };
        let said = match verdict.agreement {
            Agreement::Bytes => voice.say("forecast-bytes", args![what = what, build = build]),
            Agreement::Numbers => voice.say("forecast-numbers", args![what = what, build = build]),
            Agreement::Differs => voice.say("forecast-differs", args![what = what, build = build]),
        };
        output::print(&format!("{said}\n"))?;
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
