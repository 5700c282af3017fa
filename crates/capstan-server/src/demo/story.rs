//! What the demonstration tells: its coalitions as they stand in the folder
//! `demo`. Days are counted back from the day of the seeding.

use crate::campaigns::draft::Draft;
use crate::coalitions::acts::Founding;
use crate::coalitions::charter::Clauses;
use crate::decisions::acts::Proposing;
use crate::demo::donating::Donations;
use crate::forecasts::ask::{Ask, SAMPLE};
use crate::kits::draft::Draft as Kit;
use capstan_store::Micros;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Table;

/// For how many people in all the numbers of the story are meant.
pub const WHOLE: u64 = 2400;

/// The coalitions, in the order in which the crowd is dealt out.
const COALITIONS: [&str; 4] = [
    include_str!("../../demo/fair-feeds.toml"),
    include_str!("../../demo/riders.toml"),
    include_str!("../../demo/climate-shelf.toml"),
    include_str!("../../demo/datos-en-comun.toml"),
];
const HANDLES: &str = include_str!("../../demo/handles.toml");

/// A coalition.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Coalition {
    /// When it was founded.
    pub founded: i64,
    /// How many people join it.
    pub people: u64,
    /// Of which words the handles of its crowd are made.
    pub words: String,
    /// Who founds it, if it is one of the cast.
    #[serde(default)]
    pub founder: Option<String>,
    /// What it takes to found it.
    pub founding: Founding,
    /// Who organises it.
    pub staff: Vec<Named>,
    /// Whoever else has a handle of their own.
    pub guests: Vec<Named>,
    /// Its campaigns.
    pub campaigns: Vec<Campaign>,
    /// What was put to its members.
    pub proposals: Vec<Proposal>,
    /// What its people donate of their pay.
    #[serde(default)]
    pub donations: Option<Donations>,
    /// What was reported.
    #[serde(default)]
    pub reports: Vec<Report>,
    /// What others said to its claims.
    #[serde(default)]
    pub replies: Vec<Reply>,
}

/// Someone with a handle of their own.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Named {
    /// The handle.
    pub handle: String,
    /// The role they are given.
    #[serde(default)]
    pub role: Option<String>,
    /// Who they are, if they are one of the cast.
    #[serde(default)]
    pub person: Option<String>,
}

/// A campaign.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Campaign {
    /// What it is called here.
    pub key: String,
    /// When it was written, and by whom.
    pub written: i64,
    /// The handle of who wrote it.
    pub by: String,
    /// Whether it stays a draft that nobody submits.
    #[serde(default)]
    pub draft_only: bool,
    /// When it was approved.
    #[serde(default)]
    pub approved: Option<i64>,
    /// The handle of the second person.
    #[serde(default)]
    pub second: String,
    /// When it was ended early.
    #[serde(default)]
    pub ended: Option<i64>,
    /// When what came of it was measured.
    #[serde(default)]
    pub measured: Option<i64>,
    /// When it closes; days to come are below 0.
    pub closes: i64,
    /// Its threshold.
    pub threshold: u64,
    /// How many counted people pledge and ask for nothing.
    #[serde(default)]
    pub pledgers: u64,
    /// How many of them are missing at the threshold, if that is the point.
    #[serde(default)]
    pub missing: Option<u64>,
    /// How many counted people pledge if enough others do.
    #[serde(default)]
    pub careful: u64,
    /// For how many others these ask.
    #[serde(default)]
    pub others: u64,
    /// Over how many days people pledge; until now if it is not said.
    #[serde(default)]
    pub pledging: Option<i64>,
    /// The handles of guests who pledge too.
    #[serde(default)]
    pub guests: Vec<String>,
    /// Whether these confirm once they are asked.
    #[serde(default)]
    pub guests_confirm: bool,
    /// Its kits.
    #[serde(default)]
    pub kits: Vec<Kit>,
    /// When people marked steps of its kits as done.
    #[serde(default)]
    pub acted: Option<i64>,
    /// Where what came of it can be read.
    #[serde(default)]
    pub source: String,
    /// What else is said of what came of it.
    #[serde(default)]
    pub note: String,
    /// What it says; without the dates and the threshold.
    draft: Table,
    /// What the engine is asked.
    #[serde(default)]
    forecasts: Vec<Table>,
}

/// Something that is put to the members.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Proposal {
    /// What it is called here, if it is looked for.
    #[serde(default)]
    pub key: String,
    /// The handle of who opened it.
    pub by: String,
    /// When.
    pub opened: i64,
    /// How many people vote.
    pub voters: u64,
    /// What is asked; of clauses only those that change.
    ask: Table,
}

/// A report.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Report {
    /// The campaign.
    pub campaign: String,
    /// The number of the claim.
    pub claim: usize,
    /// Why.
    pub reason: String,
}

/// A reply to a claim.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Reply {
    /// The campaign.
    pub campaign: String,
    /// The number of the claim.
    pub claim: usize,
    /// As whom they speak.
    pub name: String,
    /// What they say.
    pub text: String,
    /// Whether a steward accepted it.
    pub accepted: bool,
}

/// The two words of a handle.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    first: Vec<String>,
    second: Vec<String>,
}

/// The story cannot be told as it stands in its files.
#[derive(Debug, thiserror::Error)]
#[error("the story of the demonstration: {0}")]
pub struct StoryError(#[from] toml::de::Error);

/// All coalitions.
///
/// # Errors
/// If a file is no coalition.
pub fn coalitions() -> Result<Vec<Coalition>, StoryError> {
    let read = |text: &&str| Ok(toml::from_str(text)?);
    COALITIONS.iter().map(read).collect()
}

fn typed<T: DeserializeOwned>(table: Table) -> Result<T, StoryError> {
    Ok(table.try_into()?)
}

impl Campaign {
    /// What its organisers write, with its days as dates and a threshold.
    ///
    /// # Errors
    /// If it is no draft.
    pub fn draft(&self, threshold: u64, date: impl Fn(i64) -> String) -> Result<Draft, StoryError> {
        let mut table = self.draft.clone();
        let threshold = i64::try_from(threshold).unwrap_or(i64::MAX);
        table.insert("threshold".into(), threshold.into());
        table.insert("opens".into(), date(self.written).into());
        table.insert("closes".into(), date(self.closes).into());
        typed(table)
    }

    /// Whether people may be shown to someone of trust alone.
    pub fn has_counsel(&self) -> bool {
        self.draft.contains_key("counsel")
    }

    /// What the engine is asked, each with the embedded sample. A small
    /// demonstration asks for fewer worlds, since it is there to be tested.
    ///
    /// # Errors
    /// If something is no question to it.
    pub fn asks(&self, people: u64) -> Result<Vec<Ask>, StoryError> {
        let ask = |table: &Table| {
            let mut table = table.clone();
            table.insert("data".into(), SAMPLE.into());
            let ask: Ask = typed(table)?;
            Ok(match people < WHOLE {
                true => Ask {
                    participation: vec![0.3, 0.9],
                    replicates: 2,
                    ..ask
                },
                false => ask,
            })
        };
        self.forecasts.iter().map(ask).collect()
    }
}

impl Proposal {
    /// What is asked, where `charter` holds.
    ///
    /// # Errors
    /// If it is no proposal.
    pub fn ask(&self, charter: &Clauses) -> Result<Proposing, StoryError> {
        let mut table = self.ask.clone();
        if let Some(toml::Value::Table(changes)) = table.remove("clauses") {
            // What is written from a charter can be read again.
            let mut clauses = Table::try_from(charter).unwrap_or_default();
            clauses.extend(changes);
            table.insert("clauses".into(), clauses.into());
        }
        typed(table)
    }

    /// For how many days people can vote.
    pub fn days(&self) -> i64 {
        self.ask
            .get("days")
            .and_then(toml::Value::as_integer)
            .unwrap_or(7)
    }
}

impl Words {
    /// The words of a language.
    ///
    /// # Errors
    /// If there are none.
    pub fn of(language: &str) -> Result<Self, StoryError> {
        let mut all: Table = toml::from_str(HANDLES)?;
        match all.remove(language) {
            Some(words) => Ok(words.try_into()?),
            None => typed(Table::new()),
        }
    }

    /// How many handles there are.
    pub fn count(&self) -> u64 {
        (self.first.len() * self.second.len()) as u64
    }

    /// One of the handles.
    pub fn handle(&self, number: u64) -> String {
        let (first, second) = (self.first.len() as u64, self.second.len() as u64);
        let word = |of: &[String], at: u64| of[usize::try_from(at).unwrap_or(0)].clone();
        let first = word(&self.first, number % first);
        format!(
            "{first}-{}",
            word(&self.second, number / self.first.len() as u64 % second)
        )
    }
}

/// Days as a span.
pub fn days(days: i64) -> Micros {
    days * capstan_store::id::DAY
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaigns::draft::date;
    use capstan_coalition::text::{HANDLE, handle_key};
    use capstan_store::id;
    use std::collections::HashSet;

    #[test]
    fn every_part_of_the_story_is_one_that_people_could_have_written() {
        let mut memberships = 0;
        for coalition in coalitions().unwrap() {
            memberships += coalition.people;
            coalition.founding.texts.clean().unwrap();
            let charter = &coalition.founding.charter;
            charter.charter().unwrap();
            let now = id::now();
            for campaign in &coalition.campaigns {
                let date = |days_ago| date(now - days(days_ago));
                let draft = campaign.draft(campaign.threshold, date).unwrap();
                let then = now - days(campaign.written);
                draft.brief().unwrap().clean(then).unwrap();
                for ask in campaign.asks(WHOLE).unwrap() {
                    assert!(ask.checked().is_ok(), "{ask:?}");
                }
            }
            for proposal in &coalition.proposals {
                proposal.ask(charter).unwrap();
            }
        }
        assert!(memberships > WHOLE, "some people are in two");
    }

    #[test]
    fn no_two_handles_look_alike() {
        for (language, most) in [("en", 1200), ("es", 300)] {
            let words = Words::of(language).unwrap();
            assert!(words.count() > most);
            let mut seen = HashSet::new();
            for number in 0..words.count() {
                let handle = words.handle(number);
                assert_eq!(
                    HANDLE.clean("handle", &handle).as_deref(),
                    Ok(handle.as_str())
                );
                assert!(seen.insert(handle_key(&handle)), "{handle}");
            }
        }
        assert!(Words::of("xx").is_err());
    }
}
