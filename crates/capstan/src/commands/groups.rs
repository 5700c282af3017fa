//! `capstan groups`

use crate::Done;
use crate::cli::Groups;
use crate::{load, output};
use anyhow::Result;
use capstan_data::{Group, Keep, suggestions};
use capstan_report::table::{Align, Cell, Table};
use serde_json::json;

/// Lists groups that the data can be asked about, or sizes one.
///
/// # Errors
/// If the data cannot be read or the group matches nobody.
pub fn run(options: Groups) -> Result<Done> {
    let loaded = load::data(&options.data, Keep::default())?;
    let ratings = &loaded.data.ratings;
    let rows: Vec<(String, usize, f64)> = match &options.who {
        Some(text) => {
            let group = Group::parse(text)?;
            let members = group.members(&loaded.data)?;
            let given: usize = members.iter().map(|&m| ratings.range(m).len()).sum();
            let share = given as f64 / ratings.len() as f64;
            vec![(group.to_string(), members.len(), share)]
        }
        None => suggestions(&loaded.data)
            .into_iter()
            .map(|s| (s.group, s.people, s.ratings_share))
            .collect(),
    };
    if options.json {
        let list: Vec<_> = rows
            .iter()
            .map(|(group, people, share)| json!({"group": group, "people": people, "ratings_share": share}))
            .collect();
        output::print(&format!("{:#}\n", json!(list)))?;
    } else {
        let _ = (Align::Left, Cell::Text(String::new()), Table::default());
        for (group, people, share) in &rows {
            output::print(&format!("{people:>8} {:>6.1} %  {group}\n", share * 100.0))?;
        }
    }
    Ok(Done::Well)
}
