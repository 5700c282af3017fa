//! `capstan data describe`

use crate::Done;
use crate::cli::Describe;
use crate::{load, output};
use anyhow::Result;
use capstan_data::Keep;
use capstan_data::describe::{ColumnNote, Content, Description, Spread, describe};
use capstan_report::{Cell, Column, Lang, Table, Voice};

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
    let description = describe(&loaded.data);
    if options.json {
        let mut value = serde_json::to_value(&description)?;
        value["hash"] = loaded.hash.into();
        output::json(&value)?;
    } else {
        let table = table(&description, &loaded.hash);
        output::table(&table, &Voice::new(Lang::En, &[])?)?;
    }
    Ok(Done::Well)
}

fn table(d: &Description, hash: &str) -> Table {
    let mut table = Table::new(
        format!("What is in {}", d.name),
        vec![Column::new("what", "What"), Column::new("found", "Found")],
    );
    let mut row = |what: &str, found: String| {
        table.push(vec![Cell::text(what), Cell::text(found)]);
    };
    row("users", d.users.to_string());
    row("items", d.items.to_string());
    row("ratings", d.ratings.to_string());
    row(
        "density",
        format!("{:.2} % of all pairs", 100.0 * d.density),
    );
    row("feedback", d.feedback.to_owned());
    row("scale", format!("{} to {}", d.scale[0], d.scale[1]));
    let liked = 100.0 * d.relevant_share;
    row(
        "liked",
        format!("from {}: {liked:.1} % of ratings", d.relevant),
    );
    row("mean and spread", format!("{:.3} and {:.3}", d.mean, d.sd));
    row("ratings of a user", spread(&d.per_user));
    row("ratings of an item", spread(&d.per_item));
    for top in &d.top_items {
        let (items, ratings) = (100.0 * top.items, 100.0 * top.ratings);
        row(
            &format!("top {items:.0} % of items"),
            format!("{ratings:.1} % of ratings"),
        );
    }
    row("Gini of popularity", format!("{:.3}", d.gini));
    if let Some(span) = &d.times {
        row("times", format!("{} to {}", span.first, span.last));
    }
    for (whose, columns) in [("users", &d.user_columns), ("items", &d.item_columns)] {
        for column in columns {
            row(&format!("{whose}: {}", column.name), content(column));
        }
    }
    row("held in", format!("{:.1} MB", d.bytes as f64 / 1e6));
    row("content hash", hash.chars().take(16).collect());
    table
}

fn spread(s: &Spread) -> String {
    format!(
        "{:.0} to {:.0}, median {:.0}, mean {:.1}, 9 in 10 below {:.0}",
        s.min, s.max, s.median, s.mean, s.p90
    )
}

fn content(column: &ColumnNote) -> String {
    let known = 100.0 * column.coverage;
    match &column.content {
        Content::Numbers {
            min: Some(min),
            max: Some(max),
        } => format!("{min} to {max}, known for {known:.0} %"),
        Content::Numbers { .. } => "nothing known".to_owned(),
        Content::Labels { distinct, top } => {
            let names: Vec<&str> = top.iter().take(6).map(|(name, _)| name.as_str()).collect();
            let more = if *distinct > names.len() { ", …" } else { "" };
            format!(
                "{}{more} ({distinct} labels), known for {known:.0} %",
                names.join(", ")
            )
        }
    }
}
