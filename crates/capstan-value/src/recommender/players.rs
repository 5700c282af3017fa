//! Who plays: every person alone, or groups of people.

use crate::error::ValueError;
use crate::game::Coalition;
use crate::owen::Unions;
use capstan_data::{Dataset, Groups, Ids};
use capstan_worlds::Change;

/// The players of a game over ratings.
#[derive(Clone, Debug)]
pub struct Players {
    ids: Vec<String>,
    members: Vec<Vec<u32>>,
    unions: Option<(Unions, Vec<String>)>,
    asked: Vec<Coalition>,
    hash: Option<String>,
    people: usize,
}

impl Players {
    /// Every person of `data`, alone.
    pub fn people(data: &Dataset) -> Self {
        let users = data.ratings.users();
        Self {
            ids: users.names().map(str::to_owned).collect(),
            members: (0..users.len() as u32).map(|u| vec![u]).collect(),
            unions: None,
            asked: Vec::new(),
            hash: None,
            people: users.len(),
        }
    }

    /// Groups of people of `data`. A person may be in several, and is there if
    /// one of them is; people in no group are always there.
    pub fn groups(data: &Dataset, groups: &Groups) -> Self {
        Self {
            ids: groups.names.clone(),
            members: groups.members.clone(),
            unions: groups
                .unions
                .as_ref()
                .map(|of| Unions::named(of, &groups.names)),
            asked: Vec::new(),
            hash: Some(hash(groups, data.ratings.users())),
            people: data.ratings.n_users(),
        }
    }

    /// The same players, with these coalitions of them to be told about, each
    /// by the names of its players.
    ///
    /// # Errors
    /// As [`named_coalitions`].
    pub fn asked_about(mut self, coalitions: &[Vec<String>]) -> Result<Self, ValueError> {
        self.asked = named_coalitions(&self.ids, coalitions)?;
        Ok(self)
    }

    /// The coalitions to be told about.
    pub fn asked(&self) -> &[Coalition] {
        &self.asked
    }

    /// How many players there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The id of each player.
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// The people of each player, ascending.
    pub fn members(&self) -> &[Vec<u32>] {
        &self.members
    }

    /// Which unions the groups are in, where that was said.
    pub fn unions(&self) -> Option<&Unions> {
        self.unions.as_ref().map(|(unions, _)| unions)
    }

    /// The name of each union; none where no unions were said.
    pub fn union_names(&self) -> &[String] {
        self.unions.as_ref().map_or(&[], |(_, names)| names)
    }

    /// For each person, whether they are in a group.
    pub fn grouped(&self) -> Vec<bool> {
        let mut grouped = vec![false; self.people];
        self.members
            .iter()
            .flatten()
            .for_each(|&p| grouped[p as usize] = true);
        grouped
    }

    /// The content hash of who is in which group and union; none where every
    /// person is a player.
    pub fn hash(&self) -> Option<&str> {
        self.hash.as_deref()
    }

    /// The data with `coalition` and people in no group: all others withhold
    /// everything.
    pub fn change(&self, coalition: &Coalition) -> Change {
        let mut gone = self.grouped();
        for player in coalition.iter() {
            for &person in &self.members[player] {
                gone[person as usize] = false;
            }
        }
        let gone = (0u32..).zip(&gone).filter_map(|(p, &g)| g.then_some(p));
        Change::without(self.people, gone)
    }
}

/// The coalitions that `coalitions` names, out of `players`.
///
/// # Errors
/// If a name is none of the players, is named twice, or a coalition has nobody.
pub fn named_coalitions(
    players: &[String],
    coalitions: &[Vec<String>],
) -> Result<Vec<Coalition>, ValueError> {
    let wrong = |found: String, expected: String| ValueError::Range {
        name: "--coalition",
        found,
        expected,
    };
    let mut out = Vec::with_capacity(coalitions.len());
    for names in coalitions {
        let mut members = Coalition::empty(players.len());
        for name in names {
            let Some(at) = players.iter().position(|p| p == name) else {
                let first: Vec<&str> = players.iter().take(10).map(String::as_str).collect();
                return Err(wrong(
                    format!("{name:?}"),
                    format!(
                        "names of groups with commas between, of the {} there are: {}",
                        players.len(),
                        first.join(", ")
                    ),
                ));
            };
            if members.contains(at) {
                return Err(wrong(
                    format!("{name:?} twice"),
                    "each group once".to_owned(),
                ));
            }
            members.insert(at);
        }
        if members.is_empty() {
            return Err(wrong("nobody".to_owned(), "at least one group".to_owned()));
        }
        out.push(members);
    }
    Ok(out)
}

/// Every name with its length first, so that no two tables give the same
/// bytes.
pub(crate) fn hash(groups: &Groups, users: &Ids) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut text = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    for (at, (name, members)) in groups.names.iter().zip(&groups.members).enumerate() {
        text(name);
        let union = groups.unions.as_ref().and_then(|u| u[at].as_deref());
        text(union.unwrap_or_default());
        text(&members.len().to_string());
        members.iter().for_each(|&m| text(users.name(m)));
    }
    hasher.finalize().to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_data::WorldSpec;
    use capstan_data::world::grow;

    #[test]
    fn coalitions_are_named_by_their_players() {
        let players = ["a", "b", "c"].map(str::to_owned);
        let of = |names: &[&str]| {
            let names = names.iter().map(|&n| n.to_owned()).collect();
            named_coalitions(&players, &[names]).map_err(|e| e.to_string())
        };
        assert_eq!(of(&["c", "a"]), Ok(vec![Coalition::of(3, [0, 2])]));
        let unknown = of(&["a", "d"]).expect_err("nobody is called d");
        assert!(
            unknown.contains("\"d\"") && unknown.contains("a, b, c"),
            "{unknown}"
        );
        assert!(of(&["a", "a"]).expect_err("twice").contains("twice"));
        assert!(of(&[]).is_err());
    }

    #[test]
    fn a_person_is_there_if_one_of_their_groups_is() {
        let data = grow(&WorldSpec::small(), 1, 0).data;
        let groups = Groups {
            names: vec!["a".into(), "b".into(), "c".into()],
            members: vec![vec![0, 1], vec![1, 2], vec![3]],
            unions: Some(vec![Some("x".into()), None, Some("x".into())]),
        };
        let players = Players::groups(&data, &groups);
        let gone = |members: &[usize]| {
            let coalition = Coalition::of(3, members.iter().copied());
            players.change(&coalition).forgotten().expect("people only")
        };
        assert_eq!(gone(&[0, 1, 2]), [0u32; 0]);
        assert_eq!(gone(&[0]), [2, 3]);
        assert_eq!(gone(&[1]), [0, 3]);
        assert_eq!(gone(&[]), [0, 1, 2, 3]);
        assert_eq!(players.unions(), Some(&Unions::new(&[0, 1, 0])));
        assert_eq!(players.grouped().iter().filter(|g| **g).count(), 4);
        let everyone = Players::people(&data);
        assert_eq!(everyone.len(), data.ratings.n_users());
        let all = Coalition::full(everyone.len());
        let without = everyone.change(&all.without(7)).forgotten();
        assert_eq!(without, Some(vec![7]));
    }
}
