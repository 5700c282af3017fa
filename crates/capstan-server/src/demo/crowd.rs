//! The people of the demonstration: three whom a visitor may be, and a crowd.

use super::story::{Coalition, StoryError, WHOLE, Words};
use crate::app::App;
use crate::limits::Peer;
use crate::people::acts::create_drawn;
use crate::people::phrase::Phrase;
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::text::handle_key;
use capstan_report::Lang;
use capstan_stats::Stream;
use capstan_store::members::{self, Member};
use capstan_store::people::{self, Person};
use capstan_store::{Conn, charters, coalitions, demo, id};

/// Whom a visitor may be: what they are in the first coalition.
pub const CAST: [&str; 3] = ["member", "organiser", "steward"];

/// What is known of people in the crowd: how many of 100.
const TIERS: [(&str, f64); 5] = [
    ("none", 0.10),
    ("email", 0.35),
    ("invitation", 0.40),
    ("vouched", 0.12),
    ("verified", 0.03),
];

/// One of the cast.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Which one.
    pub role: &'static str,
    /// The person.
    pub person: String,
    /// What opens their account.
    pub phrase: Phrase,
}

/// Makes the accounts of the cast.
///
/// # Errors
/// If the store fails.
pub async fn cast(app: &App) -> Result<Vec<Actor>, Problem> {
    let peer = Peer("the demonstration".into());
    let mut cast = Vec::new();
    for role in CAST {
        let phrase = create_drawn(app, &peer, Lang::En).await?;
        let mut conn = app.store.read().await?;
        let found = people::by_lookup(&mut conn, &phrase.lookup(&app.store.keys)).await?;
        let person = found.ok_or_else(Problem::missing)?.id;
        cast.push(Actor {
            role,
            person,
            phrase,
        });
    }
    Ok(cast)
}

/// Someone of the crowd.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Somebody {
    /// Their number in the crowd.
    number: u64,
    /// When they come, in days before the seeding.
    day: i64,
    handle: String,
    tier: &'static str,
}

/// A member whom the story moves.
#[derive(Clone, Debug)]
pub struct Moved {
    /// Who they are.
    pub who: Who,
    /// The member.
    pub member: Member,
}

/// A coalition and those who come to it.
#[derive(Debug)]
pub struct Town {
    /// Its part of the story.
    pub story: Coalition,
    /// Its name in addresses, once it was founded.
    pub slug: String,
    /// Who has a handle of their own.
    pub named: Vec<Moved>,
    /// The crowd that came.
    pub crowd: Vec<Moved>,
    /// Random numbers of this coalition only.
    pub stream: Stream,
    coming: Vec<Somebody>,
}

/// The people of the crowd: their ids, once they came.
#[derive(Debug, Default)]
pub struct Crowd(Vec<Option<String>>);

impl Crowd {
    /// So many people, none of whom came.
    pub fn new(people: u64) -> Self {
        Self(vec![None; usize::try_from(people).unwrap_or(0)])
    }

    /// The id of a person, who gets an account that no phrase opens when they
    /// first come.
    async fn person(&mut self, conn: &mut Conn, number: u64, now: i64) -> Result<String, Problem> {
        let slot = usize::try_from(number).ok().and_then(|n| self.0.get_mut(n));
        let slot = slot.ok_or_else(Problem::missing)?;
        if let Some(id) = slot {
            return Ok(id.clone());
        }
        let id = newcomer(conn, now).await?;
        *slot = Some(id.clone());
        Ok(id)
    }
}

/// An account that no phrase opens.
///
/// # Errors
/// If the store fails.
pub async fn newcomer(conn: &mut Conn, now: i64) -> Result<String, Problem> {
    let person = Person {
        id: id::blind(),
        phrase: String::new(),
        lang: Lang::En.code().to_owned(),
    };
    people::add(conn, &person, &id::blind(), now).await?;
    Ok(person.id)
}

/// A number of the story, in a demonstration of so many people.
pub fn scaled(number: u64, people: u64) -> u64 {
    (number * people).div_ceil(WHOLE)
}

/// The coalitions of the story with those who will come: so many people in
/// all, and some of them come to two.
///
/// # Errors
/// If there are no handles in a language.
pub fn towns(story: Vec<Coalition>, all: u64, seed: &Stream) -> Result<Vec<Town>, StoryError> {
    let mut dealt = 0;
    let mut towns = Vec::new();
    for (place, story) in (0..).zip(story) {
        let stream = seed.nth("coalition", place);
        let words = Words::of(&story.words)?;
        let mut numbers: Vec<u64> = (0..words.count()).collect();
        numbers.sort_by_key(|&n| stream.child("handles").priority(n));
        let mut coming = Vec::new();
        for (cell, handle) in (0..scaled(story.people, all)).zip(numbers) {
            // Most come early, while a coalition is talked about.
            let lately = stream.child("days").uniform(cell).powf(1.6);
            let first = story.founded - 1;
            coming.push(Somebody {
                number: dealt % all,
                day: first - (lately * first as f64) as i64,
                handle: words.handle(handle),
                tier: tier(stream.child("tiers").uniform(cell), &story),
            });
            dealt += 1;
        }
        towns.push(Town {
            story,
            slug: String::new(),
            named: Vec::new(),
            crowd: Vec::new(),
            stream,
            coming,
        });
    }
    Ok(towns)
}

fn tier(at: f64, story: &Coalition) -> &'static str {
    let mut sum = 0.0;
    let found = TIERS.iter().find(|(_, share)| {
        sum += share;
        at < sum
    });
    let tier = found.map_or("verified", |(tier, _)| tier);
    // Whoever comes by invitation is known by that at least.
    match (story.founding.charter.who_may_join.as_str(), tier) {
        ("invitation", "none" | "email") => "invitation",
        (_, tier) => tier,
    }
}

impl Town {
    /// Who has a handle of their own.
    ///
    /// # Errors
    /// If nobody has it.
    pub fn who(&self, handle: &str) -> Result<&Moved, Problem> {
        let found = self
            .named
            .iter()
            .find(|moved| moved.member.handle == handle);
        found.ok_or_else(|| Problem::input("handle", "handle-unknown"))
    }

    /// Takes in someone who joins now.
    ///
    /// # Errors
    /// If the store refuses.
    pub async fn join(
        &self,
        app: &App,
        conn: &mut Conn,
        person: &str,
        (handle, tier): (&str, &str),
    ) -> Result<Moved, Problem> {
        let now = app.now();
        let coalition = coalitions::by_slug(conn, &self.slug).await?;
        let coalition = coalition.ok_or_else(Problem::missing)?;
        let member = Member {
            id: id::blind(),
            coalition: coalition.id,
            handle: handle.to_owned(),
            role: "member".to_owned(),
            tier: tier.to_owned(),
            joined: now,
            seen_day: id::day(now),
        };
        let tag = members::tag(&app.store.keys, person);
        members::add(conn, &member, &tag, &handle_key(handle)).await?;
        let version = charters::read(&coalition.charter)?;
        charters::agree(conn, &member.id, &version, now).await?;
        Ok(Moved {
            who: Who::person_of(person),
            member,
        })
    }

    /// Takes in the crowd of a day.
    ///
    /// # Errors
    /// If the store refuses.
    pub async fn come(&mut self, app: &App, people: &mut Crowd, day: i64) -> Result<(), Problem> {
        let (today, later) = self
            .coming
            .drain(..)
            .partition(|somebody| somebody.day >= day);
        self.coming = later;
        let today: Vec<Somebody> = today;
        let mut tx = app.store.begin().await?;
        for somebody in &today {
            let person = people.person(&mut tx, somebody.number, app.now()).await?;
            let known = (somebody.handle.as_str(), somebody.tier);
            let moved = self.join(app, &mut tx, &person, known).await?;
            demo::make_up(&mut tx, &moved.member.id).await?;
            self.crowd.push(moved);
        }
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::story::coalitions;
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn everyone_comes_and_some_come_to_two_but_nobody_twice_to_one() {
        for all in [300, WHOLE] {
            let towns = towns(coalitions().unwrap(), all, &Stream::root(1)).unwrap();
            let mut everyone = HashSet::new();
            let mut places = 0;
            for town in &towns {
                let here: HashSet<u64> = town.coming.iter().map(|s| s.number).collect();
                assert_eq!(here.len(), town.coming.len());
                assert!(here.len() >= 30, "a size that may be published");
                let days = town.coming.iter().map(|s| s.day);
                assert!(
                    days.clone()
                        .all(|day| (0..town.story.founded).contains(&day))
                );
                assert!(days.max() > Some(20));
                places += here.len() as u64;
                everyone.extend(here);
            }
            assert_eq!(everyone.len() as u64, all);
            assert!(places > all);
        }
    }
}
