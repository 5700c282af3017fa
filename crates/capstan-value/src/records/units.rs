//! Groups of records as players.

use crate::error::ValueError;
use crate::game::Coalition;
use crate::owen::Unions;
use crate::recommender::players::{hash, named_coalitions};
use capstan_data::{Examples, Groups, Ids};

/// Groups of records. A record may be in several, and is there as long as one
/// of them is; a record in none is always there.
#[derive(Clone, Debug, PartialEq)]
pub struct Units {
    names: Vec<String>,
    rows: Vec<Vec<u32>>,
    always: Vec<u32>,
    unions: Option<(Unions, Vec<String>)>,
    asked: Vec<Coalition>,
    hash: String,
}

impl Units {
    /// The `groups` of records of `train`, or of their owners, whose ids are
    /// `ids`; with the coalitions to be told about, by the names of groups.
    ///
    /// # Errors
    /// If `coalitions` names a group that there is none of.
    pub fn new(
        train: &Examples,
        (groups, ids): (&Groups, &Ids),
        owners: bool,
        coalitions: &[Vec<String>],
    ) -> Result<Self, ValueError> {
        let rows_of = |members: &Vec<u32>| -> Vec<u32> {
            match &train.owners {
                Some(owned) if owners => {
                    let rows = (0..).zip(&owned.of);
                    let own = rows.filter(|(_, o)| members.binary_search(o).is_ok());
                    own.map(|(row, _)| row).collect()
                }
                _ => members.clone(),
            }
        };
        let rows: Vec<Vec<u32>> = groups.members.iter().map(rows_of).collect();
        let mut grouped = vec![false; train.len()];
        rows.iter()
            .flatten()
            .for_each(|&r| grouped[r as usize] = true);
        let always = (0..).zip(&grouped).filter(|(_, g)| !**g);
        Ok(Self {
            names: groups.names.clone(),
            always: always.map(|(row, _)| row).collect(),
            unions: groups
                .unions
                .as_ref()
                .map(|of| Unions::named(of, &groups.names)),
            asked: named_coalitions(&groups.names, coalitions)?,
            hash: hash(groups, ids),
            rows,
        })
    }

    /// The names of the groups.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The records of each group, ascending.
    pub fn rows(&self) -> &[Vec<u32>] {
        &self.rows
    }

    /// The records of no group, ascending.
    pub fn always(&self) -> &[u32] {
        &self.always
    }

    /// Which unions the groups are in, and their names, where that was said.
    pub fn unions(&self) -> Option<&(Unions, Vec<String>)> {
        self.unions.as_ref()
    }

    /// The coalitions of groups to be told about.
    pub fn asked(&self) -> &[Coalition] {
        &self.asked
    }

    /// The content hash of who is in which group and union.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Whether a record is in several groups.
    pub fn overlap(&self) -> bool {
        let all: usize = self.rows.iter().map(Vec::len).sum();
        let mut each: Vec<u32> = self.rows.iter().flatten().copied().collect();
        each.sort_unstable();
        each.dedup();
        each.len() < all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::classes;
    use capstan_data::Owners;

    fn groups(members: &[&[u32]]) -> Groups {
        Groups {
            names: ["a", "b"].map(str::to_owned).to_vec(),
            members: members.iter().map(|m| m.to_vec()).collect(),
            unions: None,
        }
    }

    fn ids(names: &[&str]) -> Ids {
        let mut ids = Ids::new();
        names.iter().for_each(|n| {
            ids.insert(n);
        });
        ids
    }

    #[test]
    fn groups_of_records_and_of_owners() {
        let mut train = classes(&[0.0, 1.0, 2.0, 3.0, 4.0], &["x"; 5]);
        let names = ids(&["1", "2", "3", "4", "5"]);
        let records = groups(&[&[0, 3], &[3, 4]]);
        let units = Units::new(&train, (&records, &names), false, &[]).unwrap();
        assert_eq!(units.rows(), [vec![0, 3], vec![3, 4]]);
        assert_eq!(units.always(), [1, 2]);
        assert!(units.overlap());
        let people = ids(&["ann", "bo", "cy"]);
        train.owners = Some(Owners {
            names: people.clone(),
            of: vec![0, 1, 0, 2, 2],
        });
        let owners = groups(&[&[0], &[2]]);
        let asked = [vec!["b".to_owned()]];
        let units = Units::new(&train, (&owners, &people), true, &asked).unwrap();
        assert_eq!(units.rows(), [vec![0, 2], vec![3, 4]]);
        assert_eq!(units.always(), [1]);
        assert!(!units.overlap());
        assert_eq!(units.asked(), [Coalition::of(2, [1])]);
        let other = groups(&[&[0], &[1]]);
        let other = Units::new(&train, (&other, &people), true, &[]).unwrap();
        assert_ne!(other.hash(), units.hash());
    }
}
