//! `capstan data describe`

use crate::Done;
use crate::cli::Describe;
use crate::{load, output};
use anyhow::Result;
use capstan_data::Keep;

/// Says what is in a file of ratings.
///
/// # Errors
/// If it cannot be read.
pub fn run(options: Describe) -> Result<Done> {
    let keep = Keep {
        times: true,
        rows: false,
    };
    let loaded = load::data(&options.data, keep)?;
    let description = capstan_data::describe(&loaded.data);
    if options.json {
        let mut value = serde_json::to_value(&description)?;
        value["hash"] = loaded.hash.into();
        output::print(&format!("{value:#}\n"))?;
    } else {
        output::print(&format!("{description}"))?;
        output::print(&format!("content hash     {}\n", &loaded.hash[..16]))?;
    }
    Ok(Done::Well)
}
