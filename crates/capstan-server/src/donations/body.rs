//! What is locked of a donation: the cards as they were read, with what their
//! worker said, behind a random number.

use crate::donations::sent::SentFile;
use crate::problem::Problem;
use capstan_donation::Card;
use capstan_donation::duplicate::known_by;
use capstan_store::{Keys, id};
use serde::{Deserialize, Serialize};

/// The content of a donation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// A random number: whoever has a receipt alone cannot guess amounts until
    /// the hash fits.
    salt: String,
    /// The form of what follows.
    version: u32,
    /// The cards.
    pub cards: Vec<Card>,
    /// How the pictures look that were read, to know them when they come again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub looks: Vec<String>,
    /// The files that came, until it is kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<SentFile>,
}

/// The form that is written.
const VERSION: u32 = 1;

impl Content {
    /// A content with these cards.
    pub fn new(cards: Vec<Card>) -> Self {
        Self {
            salt: id::blind(),
            version: VERSION,
            cards,
            looks: Vec::new(),
            files: Vec::new(),
        }
    }

    /// As it is locked.
    ///
    /// # Errors
    /// Never, with cards as they are.
    pub fn bytes(&self) -> Result<Vec<u8>, Problem> {
        serde_json::to_vec(self).map_err(|error| ours(&error))
    }

    /// What was locked.
    ///
    /// # Errors
    /// If it is nothing of this program's.
    pub fn of(bytes: &[u8]) -> Result<Self, Problem> {
        serde_json::from_slice(bytes).map_err(|error| ours(&error))
    }
}

/// What went wrong is ours, and says nothing of the content.
fn ours(error: &serde_json::Error) -> Problem {
    tracing::error!(line = error.line(), "the content of a donation is damaged");
    Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "ours")
}

/// The mark by which a job is known when it comes again.
pub fn mark(keys: &Keys, member: &str, card: &Card) -> Option<String> {
    let parts = known_by(member, &card.event())?;
    Some(keys.tag("donated job", &parts.each_ref().map(String::as_str)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_data::pay::{Field, PayEvent};

    fn card(total: i64) -> Card {
        let event = PayEvent {
            platform: Some("shipt".into()),
            start: "2020-08-24T16:05".parse().ok(),
            total: Some(total),
            currency: "USD".parse().ok(),
            source: Some("screenshot".into()),
            ..PayEvent::default()
        };
        Card::of_event("a.png", &event)
    }

    #[test]
    fn what_is_locked_comes_back_as_it_was() {
        let mut corrected = card(1841);
        corrected.correct(Field::Tip, "3.00").expect("an amount");
        let content = Content::new(vec![card(1), corrected]);
        let bytes = content.bytes().expect("bytes");
        assert_eq!(Content::of(&bytes).expect("a content"), content);
        // Equal cards do not make equal hashes.
        let again = Content::new(content.cards.clone());
        assert_ne!(again.bytes().expect("bytes"), bytes);
    }

    #[test]
    fn a_job_is_known_again_by_worker_time_and_amount() {
        let keys = Keys::fresh();
        let known = mark(&keys, "ana", &card(1841));
        assert!(known.is_some());
        let mut other_channel = card(1841);
        other_channel.set(Field::Source, "export");
        other_channel.file = "b.csv".into();
        assert_eq!(mark(&keys, "ana", &other_channel), known);
        assert_ne!(mark(&keys, "bo", &card(1841)), known);
        assert_ne!(mark(&keys, "ana", &card(1842)), known);
        assert_eq!(mark(&keys, "ana", &Card::default()), None);
    }
}
