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
    /// Whether more files are on their way.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub coming: bool,
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
            coming: false,
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

/// The marks by which a job is known when it comes again: keyed hashes, which
/// can only be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// That of its time, if it says one.
    time: Option<String>,
    /// That of any job of its day and amount that says a time.
    timed: String,
    /// That of any of them that says none.
    untimed: String,
}

/// How a job stands to those that came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// It is none of them.
    New,
    /// It may be one that came without its time. Both are kept, since nobody
    /// could tell the next one otherwise, and they count once.
    Untimed,
    /// Its day and amount are those of one of them, and it says no time: it
    /// counts as that one, though it may be another.
    Alike,
    /// It is one of them.
    Known,
}

impl Before {
    /// Whether it is left out unless its donor wants it kept.
    pub fn is_there(self) -> bool {
        matches!(self, Self::Alike | Self::Known)
    }
}

impl Marks {
    /// The marks of a job; none if too little of it is known.
    pub fn of(keys: &Keys, member: &str, card: &Card) -> Option<Self> {
        let known = known_by(member, &card.event())?;
        let tag = |time: &str| {
            let mut parts: Vec<&str> = known.day.iter().map(String::as_str).collect();
            parts.push(time);
            keys.tag("donated job", &parts)
        };
        Some(Self {
            time: known.time.as_deref().map(tag),
            timed: tag("some time"),
            untimed: tag(""),
        })
    }

    /// Those that are kept with it.
    pub fn kept(self) -> Vec<String> {
        match self.time {
            Some(time) => vec![time, self.timed],
            None => vec![self.untimed],
        }
    }

    /// That of any job of its day and amount that says a time.
    pub fn timed(&self) -> &str {
        &self.timed
    }

    /// All that are looked for.
    pub fn sought(&self) -> Vec<String> {
        let shared = [self.timed.clone(), self.untimed.clone()];
        self.time.iter().cloned().chain(shared).collect()
    }

    /// How the job stands to those whose marks are `there`. One without a time
    /// stands for one with a time, and for one only.
    pub fn before(&self, there: impl Fn(&str) -> bool) -> Before {
        let (timed, untimed) = (there(&self.timed), there(&self.untimed));
        match &self.time {
            None if timed || untimed => Before::Alike,
            Some(time) if there(time) => Before::Known,
            Some(_) if untimed && !timed => Before::Untimed,
            _ => Before::New,
        }
    }
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
        let marks = |who: &str, card: &Card| Marks::of(&keys, who, card).expect("marks");
        let before = |who: &str, kept: &[&Card], card: &Card| {
            let kept = kept.iter().flat_map(|card| marks("ana", card).kept());
            let kept: Vec<String> = kept.collect();
            let marks = marks(who, card);
            let sought = marks.sought();
            marks.before(|mark| {
                assert!(sought.iter().any(|one| one == mark));
                kept.iter().any(|one| one == mark)
            })
        };
        use Before::{Alike, Known, New, Untimed};
        let first = card(1841);
        let mut day = card(1841);
        day.correct(Field::Start, "2020-08-24").expect("a day");
        day.set(Field::Source, "export");
        day.file = "b.csv".into();
        let mut later = card(1841);
        later
            .correct(Field::Start, "2020-08-24T17:00")
            .expect("a time");
        for (kept, came, expected) in [
            (&[][..], &first, New),
            (&[&first], &first, Known),
            (&[&first], &day, Alike),
            (&[&day], &day, Alike),
            (&[&first], &later, New),
            (&[&first], &card(1842), New),
            // A day alone stands for one job, whichever came first.
            (&[&day], &first, Untimed),
            (&[&day, &first], &first, Known),
            (&[&day, &first], &later, New),
            (&[&first, &day], &later, New),
            (&[&first, &later], &day, Alike),
            (&[&day, &first, &later], &day, Alike),
        ] {
            assert_eq!(before("ana", kept, came), expected, "{came:?}");
        }
        assert_eq!(before("bo", &[&first], &first), New);
        assert_eq!(Marks::of(&keys, "ana", &Card::default()), None);
    }
}
