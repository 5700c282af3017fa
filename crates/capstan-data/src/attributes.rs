//! Side tables: what is known about users or items beside their ratings.

use std::collections::BTreeMap;

/// One column of a side table; one entry for each user or item number.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Numbers; `NaN` where nothing is known.
    Number(Vec<f64>),
    /// Sets of labels (a film has several genres); empty where nothing is known.
    Labels(Vec<Vec<Box<str>>>),
}

/// Attributes of all users or all items, by name of the column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributes {
    /// The columns; each has as many entries as there are users or items.
    pub columns: BTreeMap<String, Column>,
}

impl Attributes {
    /// The column called `name`, whatever its case.
    pub fn get(&self, name: &str) -> Option<&Column> {
        self.columns
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, c)| c)
    }
}
