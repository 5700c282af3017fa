//! Views side by side: whose test examples values are about.

use super::Room;
use crate::recommender::result::Reading;
use crate::records::told::SeenLine;
use capstan_report::{Cell, Column, Table, args};
use capstan_stats::interval::quantile;

/// Which parts of the players add less than a line of the table says.
const SHARES: [f64; 7] = [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0];

impl Room<'_> {
    /// Whose test examples values are about, where it is not everyone's.
    pub(super) fn view(&self) -> Vec<String> {
        let r = self.result;
        let unit = r.unit.as_str();
        let mut all = match r.plan.view.as_deref() {
            Some("strikers") => vec![self.voice.say("records-view-strikers", args![unit = unit])],
            Some("bystanders") => {
                vec![
                    self.voice
                        .say("records-view-bystanders", args![unit = unit]),
                ]
            }
            Some("others") => vec![self.say("records-view-others")],
            _ => Vec::new(),
        };
        if r.unseen > 0 {
            let (unseen, metric) = (r.unseen as f64, r.metric.as_str());
            all.push(
                self.voice
                    .say("records-unseen", args![unseen = unseen, metric = metric]),
            );
        }
        all
    }

    /// What models were tried on without some of the players, where that is
    /// another view than that of the values.
    pub(super) fn tried_on(&self) -> Option<String> {
        let tried = self.result.usefulness.is_some() && self.result.sum.is_none();
        tried.then(|| self.say("records-tried-on"))
    }

    /// A column for each view, the main one first; of a single view that of
    /// the value.
    pub(super) fn view_columns(&self) -> Vec<Column> {
        match self.result.seen.first() {
            None => vec![Column::new("value", self.say("records-value"))],
            Some(line) => {
                let views = line.views.iter();
                let named = views.map(|r| Column::new(&r.view, self.view_name(&r.view)));
                named.collect()
            }
        }
    }

    fn view_name(&self, view: &str) -> String {
        let unit = self.result.unit.as_str();
        match view {
            "strikers" => self.voice.say("records-seen-strikers", args![unit = unit]),
            _ => self.say(&format!("records-seen-{view}")),
        }
    }

    /// Players with their values in every view, from the highest in the main
    /// one to those who have none in it.
    pub(super) fn seen(&self) -> Vec<&SeenLine> {
        let mut lines: Vec<&SeenLine> = self.result.seen.iter().collect();
        let place = |line: &SeenLine| line.views.first().and_then(|r| r.value);
        let place = |line: &SeenLine| place(line).unwrap_or(f64::NEG_INFINITY);
        lines.sort_by(|a, b| place(b).total_cmp(&place(a)));
        lines
    }

    /// A value in a view, or why there is none.
    pub(super) fn reading(&self, reading: &Reading) -> Cell {
        match reading.interval() {
            Some(value) => Cell::Change(value, self.format.signed()),
            None => Cell::refused(self.say("records-too-few")),
        }
    }

    /// How values are spread in every view, where there are several.
    pub(super) fn views_table(&self) -> Option<Table> {
        let seen = &self.result.seen;
        let views = 0..seen.first()?.views.len();
        let unit = self.result.unit.as_str();
        let mut columns = vec![Column::new("share", self.say("records-share"))];
        columns.extend(self.view_columns());
        let caption = self.voice.say("records-views-caption", args![unit = unit]);
        let mut table = Table::new(caption, columns);
        let sorted = views.map(|view| {
            let known = seen.iter().filter_map(|line| line.views[view].value);
            let mut known: Vec<f64> = known.collect();
            known.sort_unstable_by(f64::total_cmp);
            known
        });
        let sorted: Vec<Vec<f64>> = sorted.collect();
        for share in SHARES {
            let mut row = vec![Cell::text(self.voice.percent(share, 0))];
            let at = |of: &Vec<f64>| Cell::Number(quantile(of, share), self.format.signed());
            row.extend(sorted.iter().map(at));
            table.push(row);
        }
        Some(table)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{page, text};
    use crate::records::testing::clouds;
    use crate::records::{Ask, Found, Plan, Units, run};
    use capstan_data::{Examples, Groups, Ids, Owners};
    use capstan_report::Lang;

    /// Test examples of ten people in turn, of whom two have no records.
    fn owned(mut examples: Examples, first: usize, people: usize) -> Examples {
        let mut names = Ids::new();
        (first..first + people).for_each(|p| {
            names.insert(&format!("p{p}"));
        });
        let of = (0..examples.len() as u32).map(|at| at % people as u32);
        examples.owners = Some(Owners {
            names,
            of: of.collect(),
        });
        examples
    }

    fn found(method: &str, view: Option<&str>, grouped: bool) -> Found {
        let train = owned(clouds(48, 2, 1), 0, 8);
        let tests = owned(clouds(40, 2, 2), 0, 10);
        let plan = Plan {
            method: method.to_owned(),
            set: Vec::new(),
            model: None,
            metric: None,
            owners: true,
            view: view.map(str::to_owned),
            coalitions: Vec::new(),
            seed: 1,
            tolerance: None,
            budget: Some(400),
        };
        let groups = Groups {
            names: ["north", "south"].map(str::to_owned).to_vec(),
            members: vec![vec![0, 1, 2, 3], vec![3, 4, 5]],
            unions: None,
        };
        let people = train.owners.as_ref().map(|o| o.names.clone());
        let units = Units::new(&train, (&groups, &people.unwrap()), true, &[]).unwrap();
        let ask = Ask {
            plan: &plan,
            train: &train,
            tests: Some(&tests),
            stored: None,
            units: Some(&units).filter(|_| grouped),
            outside: None,
            source: serde_json::Value::Null,
            keep: None,
            check: view.is_some(),
        };
        run(&ask, &()).unwrap()
    }

    #[test]
    fn all_views_of_groups_stand_side_by_side() {
        let found = found("knn-shapley", None, true);
        let said = text(&found.result, &found.values, Lang::En);
        for head in ["everyone", "its own people", "all others", "no player"] {
            assert!(said.contains(head), "{said}");
        }
        assert_eq!(found.result.seen.len(), 2);
        let page = page(&found.result, &found.values, Lang::Es);
        assert!(page.contains("su propia gente"));
    }

    #[test]
    fn of_single_owners_the_spread_is_told() {
        let found = found("permutation", None, false);
        let said = text(&found.result, &found.values, Lang::En);
        assert!(
            said.contains("the person alone") && said.contains("50 %"),
            "{said}"
        );
        assert!(said.contains("sum to"), "{said}");
        assert_eq!(found.result.seen.len(), 8);
        assert_eq!(found.result.seen[0].views.len(), 4);
    }

    #[test]
    fn values_that_are_no_shares_are_not_summed_up() {
        let found = found("banzhaf", Some("bystanders"), false);
        assert_eq!(found.result.sum, None);
        let said = text(&found.result, &found.values, Lang::En).replace('\n', " ");
        assert!(said.contains("do not add up"), "{said}");
        // What is left was tried on everyone's.
        assert!(said.contains("What is left is tried on"), "{said}");
        assert!(found.result.usefulness.is_some());
    }
}
