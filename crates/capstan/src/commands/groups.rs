//! `capstan groups`

use crate::Done;
use crate::cli::Groups;
use crate::{load, output};
use anyhow::Result;
use capstan_data::{Group, Keep, Suggestion, suggestions};
use capstan_report::{Cell, Column, Format, Lang, Table, Voice};
use serde_json::json;

/// Lists groups that the data can be asked about, or sizes one.
///
/// # Errors
/// If the data cannot be read or the group matches nobody.
pub fn run(options: Groups) -> Result<Done> {
    let loaded = load::data(&options.data, Keep::default())?;
    let rows = match &options.who {
        Some(text) => {
            let group = Group::parse(text)?;
            let members = group.members(&loaded.data)?;
            let ratings = &loaded.data.ratings;
            let given: usize = members.iter().map(|&m| ratings.range(m).len()).sum();
            vec![Suggestion {
                group,
                people: members.len(),
                share_of_people: members.len() as f64 / ratings.n_users() as f64,
                share_of_ratings: given as f64 / ratings.len() as f64,
            }]
        }
        None => suggestions(&loaded.data),
    };
    if options.json {
        let list: Vec<_> = rows
            .iter()
            .map(|s| {
                json!({"group": s.group.to_string(), "people": s.people,
                    "share_of_people": s.share_of_people, "share_of_ratings": s.share_of_ratings})
            })
            .collect();
        output::json(&list)?;
    } else {
        let mut table = Table::new(
            format!("Groups of {}, for --who", loaded.data.name),
            vec![
                Column::new("group", "Group"),
                Column::new("people", "People"),
                Column::new("share_of_people", "Of people"),
                Column::new("share_of_ratings", "Of ratings"),
            ],
        );
        for s in rows {
            table.push(vec![
                Cell::text(s.group.to_string()),
                Cell::Number(s.people as f64, Format::number(0)),
                Cell::Number(s.share_of_people, Format::percent(1)),
                Cell::Number(s.share_of_ratings, Format::percent(1)),
            ]);
        }
        output::table(&table, &Voice::new(Lang::En, &[])?)?;
    }
    Ok(Done::Well)
}
