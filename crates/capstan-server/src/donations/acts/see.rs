//! What a donor sees of what they donated.

use super::donor::{Donor, vault};
use crate::api::list::{self, Page, Part};
use crate::app::App;
use crate::donations::body::{Before, Content, Marks};
use crate::donations::files;
use crate::donations::sent::SentFile;
use crate::problem::Problem;
use capstan_data::pay::PayEvent;
use capstan_donation::Card;
use capstan_donation::duplicate::{Likeness, once};
use capstan_store::donations::{self, Donation};
use capstan_store::{Conn, Micros};
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// A donation as its donor sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = Donated)]
pub struct Mine {
    /// The id.
    #[schema(example = "5f0c2f9e-1b7a-8c3d-9e4f-0a1b2c3d4e5f")]
    pub id: String,
    /// How it came: web or api.
    #[schema(example = "web")]
    pub channel: String,
    /// When it was kept, or came, in microseconds UTC since 1970.
    #[schema(example = 1_790_000_000_000_000_i64)]
    pub made: Micros,
    /// Whether it is kept; if not, it waits for a look and goes after a day.
    pub kept: bool,
    /// Whether the picture is kept beside it.
    pub picture: bool,
    /// The hash of it that stands in its receipt.
    #[schema(example = "c0ffee…")]
    pub hash: String,
    /// The jobs in it, as a file of events has them: for each field its value,
    /// how sure the reading is, and why it is asked back.
    pub jobs: Vec<serde_json::Value>,
    /// The same, for pages.
    #[serde(skip)]
    pub cards: Vec<Card>,
    /// How the pictures look that were read.
    #[serde(skip)]
    pub looks: Vec<String>,
    /// The files that came, until it is kept.
    #[serde(skip)]
    pub files: Vec<SentFile>,
    /// Whether more files are on their way.
    #[serde(skip)]
    pub coming: bool,
}

/// The donations of a donor that can be read, newest first.
///
/// # Errors
/// If one is damaged, or the store fails.
pub async fn list_of(app: &App, conn: &mut Conn, donor: &Donor) -> Result<Vec<Mine>, Problem> {
    let all = donations::of_member(conn, &donor.member).await?;
    let all = all.iter().map(|donation| shown(app, donation));
    all.filter_map(Result::transpose).collect()
}

/// A part of the same list.
///
/// # Errors
/// If its cursor is no donation of theirs, one is damaged, or the store fails.
pub async fn part_of(
    app: &App,
    conn: &mut Conn,
    donor: &Donor,
    part: &Part,
) -> Result<Page<Mine>, Problem> {
    if let Some(after) = part.after() {
        let found = donations::find(conn, &donor.member, after).await?;
        found.ok_or_else(list::unknown)?;
    }
    let ask = list::and_one(part.most());
    let found = donations::some_of_member(conn, &donor.member, part.after(), ask).await?;
    let found = Page::of(found, part.most(), |donation| donation.id.clone());
    let items = found.items.iter().map(|donation| shown(app, donation));
    Ok(Page {
        items: items
            .filter_map(Result::transpose)
            .collect::<Result<_, _>>()?,
        next: found.next,
    })
}

/// A donation of a donor.
///
/// # Errors
/// If it is not theirs.
pub async fn find_of(app: &App, conn: &mut Conn, donor: &Donor, id: &str) -> Result<Mine, Problem> {
    shown(app, &own(conn, donor, id).await?)?.ok_or_else(Problem::missing)
}

/// How each of these jobs stands to those that are kept already, whatever
/// channel they came through.
///
/// # Errors
/// If the store fails.
pub async fn known_of(
    app: &App,
    conn: &mut Conn,
    donor: &Donor,
    cards: &[Card],
) -> Result<Vec<Before>, Problem> {
    let (mut all, mut more) = (Vec::with_capacity(cards.len()), BTreeSet::new());
    for card in cards {
        all.push(before(app, conn, donor, card, &mut more).await?);
    }
    Ok(all)
}

/// How a job stands to those that are kept already, whatever channel they came
/// through, and to those whose marks are in `more`. If it may be one that came
/// without its time, it takes its place there: the next one is another.
///
/// # Errors
/// If the store fails.
pub async fn before(
    app: &App,
    conn: &mut Conn,
    donor: &Donor,
    card: &Card,
    more: &mut BTreeSet<String>,
) -> Result<Before, Problem> {
    let Some(marks) = Marks::of(&app.store.keys, &donor.member, card) else {
        return Ok(Before::New);
    };
    let sought = marks.sought();
    let seen = donations::seen(conn, &donor.coalition, &sought).await?;
    let there = sought.iter().zip(seen).filter(|(_, seen)| *seen);
    let there: BTreeSet<&str> = there.map(|(mark, _)| mark.as_str()).collect();
    let before = marks.before(|mark| there.contains(mark) || more.contains(mark));
    if before == Before::Untimed {
        more.insert(marks.timed().to_owned());
    }
    Ok(before)
}

/// The jobs of these donations of one donor, newest first, each once, though it
/// came by two ways; the oldest first, without a worker.
pub fn jobs(kept: &[Mine]) -> Vec<PayEvent> {
    let mut all = Vec::new();
    for (donation, mine) in kept.iter().rev().enumerate() {
        let cards = mine.cards.iter();
        all.extend(cards.map(|card| ((donation, card.file.as_str()), card.worked())));
    }
    let first = once(all.iter().map(|(list, event)| ("", *list, event)));
    let all = all.into_iter().zip(first).filter(|(_, first)| *first);
    all.map(|((_, event), _)| event).collect()
}

/// How many pictures of a donation look nearly like one that came before, in
/// it or in another of the same donor. Cards of one layout look alike, so this
/// is a reason to look twice, and none to drop them.
///
/// # Errors
/// If the store fails.
pub async fn alike_of(
    app: &App,
    conn: &mut Conn,
    donor: &Donor,
    mine: &Mine,
) -> Result<usize, Problem> {
    if mine.looks.is_empty() {
        return Ok(0);
    }
    let mut before = Vec::new();
    for donation in donations::of_member(conn, &donor.member).await? {
        if donation.id != mine.id {
            let content = content(app, &donation)?;
            before.extend(content.into_iter().flat_map(|content| content.looks));
        }
    }
    Ok(alike(&before, &mine.looks))
}

/// How many of `looks` are near one of `before` or an earlier one of their own.
fn alike(before: &[String], looks: &[String]) -> usize {
    let read = |text: &String| Likeness::read(text);
    let mut seen: Vec<Likeness> = before.iter().filter_map(read).collect();
    let mut found = 0;
    for look in looks.iter().filter_map(read) {
        found += usize::from(seen.iter().any(|other| other.is_near(&look)));
        seen.push(look);
    }
    found
}

/// The places of those jobs that are dated later than now, which cannot be. A
/// day is granted to those who live where it is tomorrow already.
pub fn ahead(cards: &[Card], now: Micros) -> Vec<usize> {
    let latest = files::latest(now);
    let late = |card: &Card| {
        let event = card.event();
        let times = [event.start, event.end].into_iter().flatten();
        times.into_iter().any(|when| when.date > latest)
    };
    let places = cards.iter().enumerate();
    places
        .filter(|(_, card)| late(card))
        .map(|(at, _)| at)
        .collect()
}

pub(super) async fn own(conn: &mut Conn, donor: &Donor, id: &str) -> Result<Donation, Problem> {
    let found = donations::find(conn, &donor.member, id).await?;
    found.ok_or_else(Problem::missing)
}

/// What is locked in a donation; nothing if its key is gone.
pub(super) fn content(app: &App, donation: &Donation) -> Result<Option<Content>, Problem> {
    let bytes = donation.open(&vault(app))?;
    bytes.map(|bytes| Content::of(&bytes)).transpose()
}

fn shown(app: &App, donation: &Donation) -> Result<Option<Mine>, Problem> {
    Ok(content(app, donation)?.map(|content| Mine {
        id: donation.id.clone(),
        channel: donation.channel.clone(),
        made: donation.made,
        kept: donation.kept,
        picture: donation.picture.is_some(),
        hash: donation.hash.clone(),
        jobs: content.cards.iter().map(Card::json).collect(),
        cards: content.cards,
        looks: content.looks,
        files: content.files,
        coming: content.coming,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::donations::files::Came;
    use capstan_donation::generator::{Damage, Face, Recipe, Style, make};
    use capstan_store::id::DAY;

    #[test]
    fn a_job_that_is_still_to_come_cannot_be() {
        let card = |start: &str, end: &str| {
            let event = PayEvent {
                start: start.parse().ok(),
                end: end.parse().ok(),
                ..PayEvent::default()
            };
            Card::of_event("a", &event)
        };
        let cards = [
            card("1970-01-11", ""),
            card("1970-01-12T23:59", ""),
            card("1970-01-13", ""),
            card("1970-01-11", "1970-01-13T00:00"),
            Card::default(),
        ];
        // The eleventh, at noon.
        assert_eq!(ahead(&cards, 10 * DAY + DAY / 2), [2, 3]);
    }

    #[tokio::test]
    async fn a_picture_is_known_again_among_earlier_ones_and_its_own() {
        let look = async |damage, seed| {
            let recipe = Recipe {
                style: Style::Older,
                face: Face::named("DejaVuSans"),
                dark: false,
                damage,
                cards: 2,
            };
            let file = Came {
                name: "a".into(),
                bytes: make(&recipe, seed, 0).expect("fonts").file,
            };
            files::look(file).await.expect("a picture")
        };
        let (one, other) = (look(Damage::None, 1).await, look(Damage::None, 2).await);
        let again = look(Damage::Mms, 1).await;
        assert_ne!(one, other);
        assert_eq!(alike(&[], &[one.clone(), other.clone()]), 0);
        assert_eq!(alike(&[], &[one.clone(), again]), 1);
        let both = [one.clone(), other.clone()];
        assert_eq!(alike(&both, &both), 2);
        assert_eq!(alike(&["damaged".to_owned()], &[one]), 0);
    }
}
