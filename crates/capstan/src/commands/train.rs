//! `capstan train`

use crate::Done;
use crate::cli::Train;
use crate::{load, output};
use anyhow::Result;
use capstan_data::Keep;
use capstan_leverage::baseline::{self, Baselines, Request};
use capstan_report::{Cell, Column, Format, Lang, Table, Voice};
use capstan_stats::Interval;
use capstan_worlds::{Cache, Design, Protocol};

/// Says how well a model serves people today, beside its counterpart.
///
/// # Errors
/// If the data cannot be read or the model refuses.
pub fn run(options: Train) -> Result<Done> {
    let protocol = Protocol::from(options.protocol);
    let keep = Keep {
        times: false,
        rows: protocol == Protocol::Published,
    };
    let (model, params) = load::model(&options.model)?;
    let loaded = load::data(&options.data, keep)?;
    let operator = loaded.operator(model, &params);
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
        output::json(&result)?;
    } else {
        output::table(&table(&result), &Voice::new(Lang::En, &[])?)?;
    }
    Ok(Done::Well)
}

fn table(result: &Baselines) -> Table {
    let mut table = Table::new(
        format!(
            "How {} serves people today, beside {} (folds: {}, replicates: {}, seed: {}), with 95 % intervals",
            result.model.name, result.counterpart, result.folds, result.replicates, result.seed
        ),
        vec![
            Column::new("metric", "Metric"),
            Column::new("model", &result.model.name),
            Column::new("counterpart", &result.counterpart),
            Column::new("gap", "Better by"),
        ],
    );
    let four = Format::number(4);
    for line in &result.metrics {
        let cell = |interval: Option<Interval>, change: bool| match interval {
            Some(i) if change => Cell::Change(i, four.signed()),
            Some(i) => Cell::Estimate(i, four),
            None => Cell::refused(line.reason.unwrap_or_default()),
        };
        let own = match (line.value, line.low, line.high) {
            (Some(value), Some(low), Some(high)) => Some(Interval { value, low, high }),
            _ => None,
        };
        table.push(vec![
            Cell::text(line.metric),
            cell(own, false),
            cell(line.counterpart, false),
            cell(line.gap, true),
        ]);
    }
    table
}
