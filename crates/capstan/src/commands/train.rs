//! `capstan train`

use crate::Done;
use crate::cli::{Protocol, Train};
use crate::{load, output};
use anyhow::Result;
use capstan_data::Keep;
use capstan_leverage::Operator;
use capstan_leverage::baseline::{self, Request};
use capstan_worlds::{Cache, Design};

/// Says how well a model serves people today, beside its counterpart.
///
/// # Errors
/// If the data cannot be read or the model refuses.
pub fn run(options: Train) -> Result<Done> {
    let protocol = match options.protocol {
        Protocol::Paired => capstan_worlds::Protocol::Paired,
        Protocol::Published => capstan_worlds::Protocol::Published,
    };
    let keep = Keep {
        times: false,
        rows: protocol == capstan_worlds::Protocol::Published,
    };
    let (model, params) = load::model(&options.model)?;
    let loaded = load::data(&options.data, keep)?;
    let operator = Operator {
        data: &loaded.data,
        hash: &loaded.hash,
        synthetic: loaded.synthetic(),
        model,
        params: &params,
    };
    let request = Request {
        design: Design {
            seed: options.seed,
            folds: options.folds,
            protocol,
        },
        replicates: options.replicates,
    };
    let result = baseline::measure(operator, request, &Cache::in_memory(), &())?;
    if options.json {
        output::print(&format!("{:#}\n", serde_json::to_value(&result)?))?;
    } else {
        output::print(&result.to_string())?;
    }
    Ok(Done::Well)
}
