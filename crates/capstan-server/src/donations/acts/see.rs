//! What a donor sees of what they donated.

use super::donor::{Donor, vault};
use crate::app::App;
use crate::donations::body::{Content, mark};
use crate::donations::sent::SentFile;
use crate::problem::Problem;
use capstan_donation::Card;
use capstan_store::donations::{self, Donation};
use capstan_store::{Conn, Micros};
use serde::Serialize;
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
    /// The files that came, until it is kept.
    #[serde(skip)]
    pub files: Vec<SentFile>,
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

/// A donation of a donor.
///
/// # Errors
/// If it is not theirs.
pub async fn find_of(app: &App, conn: &mut Conn, donor: &Donor, id: &str) -> Result<Mine, Problem> {
    shown(app, &own(conn, donor, id).await?)?.ok_or_else(Problem::missing)
}

/// The places of those jobs of a donation that are kept already, whatever
/// channel they came through.
///
/// # Errors
/// If the store fails.
pub async fn known_of(
    app: &App,
    conn: &mut Conn,
    donor: &Donor,
    mine: &Mine,
) -> Result<Vec<usize>, Problem> {
    let marks = |card| mark(&app.store.keys, &donor.member, card);
    let marks: Vec<(usize, String)> = mine
        .cards
        .iter()
        .enumerate()
        .filter_map(|(at, card)| Some((at, marks(card)?)))
        .collect();
    let texts: Vec<String> = marks.iter().map(|(_, mark)| mark.clone()).collect();
    let seen = donations::seen(conn, &donor.coalition, &texts).await?;
    let places = marks.iter().zip(seen).filter(|(_, seen)| *seen);
    Ok(places.map(|((at, _), _)| *at).collect())
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
        files: content.files,
    }))
}
