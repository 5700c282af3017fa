//! Campaigns: what they say and where they stand.

use crate::error::{StoreError, damaged, key_of};
use crate::id::Micros;
use crate::store::Conn;
use capstan_coalition::campaign::{Brief, State};
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::any::AnyRow;

/// A campaign.
#[derive(Clone, Debug, PartialEq)]
pub struct Campaign {
    /// The id.
    pub id: String,
    /// Its coalition.
    pub coalition: String,
    /// Where it stood when it was last written.
    pub state: State,
    /// What it says.
    pub brief: Brief,
    /// Where its kits may lead to.
    pub hosts: Vec<String>,
    /// The member to whom people may agree to be shown as to a person of trust.
    pub counsel: Option<String>,
    /// Why the draft was sent back; empty if it was not.
    pub note: String,
    /// What came of it, once that is known.
    pub outcome: Option<Outcome>,
    /// When it was first written.
    pub made: Micros,
    /// When it opened, or 0.
    pub opened: Micros,
    /// When it ended, or 0.
    pub ended: Micros,
}

/// What came of a campaign, as its organisers say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Outcome {
    /// The participation and the loss.
    pub measured: capstan_coalition::grade::Outcome,
    /// Where the measurement can be read.
    pub source: String,
    /// What else is to be said of it; may be empty.
    pub note: String,
    /// When it was entered.
    pub at: Micros,
}

impl Campaign {
    /// Where it stands at a time: at its closing date it ends by itself.
    pub fn state_at(&self, now: Micros) -> State {
        self.state.at(now, &self.brief.terms)
    }
}

fn campaign(row: &AnyRow) -> Result<Campaign, StoreError> {
    let (brief, outcome): (String, String) = (row.get(3), row.get(7));
    let json = |column| move |e: serde_json::Error| damaged("campaigns", column, e, "JSON");
    Ok(Campaign {
        id: row.get(0),
        coalition: row.get(1),
        state: key_of(State::ALL, State::key, "campaigns", "state", row.get(2))?,
        brief: serde_json::from_str(&brief).map_err(json("brief"))?,
        hosts: row
            .get::<String, _>(4)
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
        counsel: row.get(5),
        note: row.get(6),
        outcome: match outcome.as_str() {
            "" => None,
            text => Some(serde_json::from_str(text).map_err(json("outcome"))?),
        },
        made: row.get(8),
        opened: row.get(9),
        ended: row.get(10),
    })
}

fn written<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| damaged("campaigns", "brief", e, "numbers"))
}

/// Adds a draft, or writes a campaign anew.
///
/// # Errors
/// If the database fails, or the coalition or the counsel is none.
pub async fn put(conn: &mut Conn, campaign: &Campaign) -> Result<(), StoreError> {
    let outcome = campaign.outcome.as_ref().map(written).transpose()?;
    sqlx::query(
        "INSERT INTO campaigns
             (id, coalition, state, brief, hosts, counsel, note, outcome, closes, made, opened, ended)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, brief = excluded.brief,
             hosts = excluded.hosts, counsel = excluded.counsel, note = excluded.note,
             outcome = excluded.outcome, closes = excluded.closes, opened = excluded.opened,
             ended = excluded.ended",
    )
    .bind(&campaign.id)
    .bind(&campaign.coalition)
    .bind(campaign.state.key())
    .bind(written(&campaign.brief)?)
    .bind(campaign.hosts.join(" "))
    .bind(&campaign.counsel)
    .bind(&campaign.note)
    .bind(outcome.unwrap_or_default())
    .bind(campaign.brief.terms.closes)
    .bind(campaign.made)
    .bind(campaign.opened)
    .bind(campaign.ended)
    .execute(conn)
    .await?;
    Ok(())
}

/// The campaign with this id.
///
/// # Errors
/// If the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Campaign>, StoreError> {
    let row = sqlx::query(
        "SELECT id, coalition, state, brief, hosts, counsel, note, outcome, made, opened, ended
         FROM campaigns WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(campaign).transpose()
}

/// The campaigns of a coalition, newest first, at most `most`; only those older
/// than the one with the id `after`, if it is given, and only public ones if
/// `public`.
///
/// # Errors
/// If the database fails.
pub async fn of_coalition(
    conn: &mut Conn,
    coalition: &str,
    public: bool,
    after: Option<&str>,
    most: i64,
) -> Result<Vec<Campaign>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, coalition, state, brief, hosts, counsel, note, outcome, made, opened, ended
         FROM campaigns WHERE coalition = $1 AND ($2 = '' OR id < $2)
             AND ($3 = 0 OR state IN ('open', 'ended', 'graded'))
         ORDER BY id DESC LIMIT $4",
    )
    .bind(coalition)
    .bind(after.unwrap_or(""))
    .bind(i64::from(public))
    .bind(most)
    .fetch_all(conn)
    .await?;
    rows.iter().map(campaign).collect()
}

/// Whether any campaign of a coalition is open.
///
/// # Errors
/// If the database fails.
pub async fn any_open(conn: &mut Conn, coalition: &str) -> Result<bool, StoreError> {
    let row =
        sqlx::query("SELECT 1 FROM campaigns WHERE coalition = $1 AND state = 'open' LIMIT 1")
            .bind(coalition)
            .fetch_optional(conn)
            .await?;
    Ok(row.is_some())
}

/// Notes that a member wrote a draft or a change to it.
///
/// # Errors
/// If the database fails.
pub async fn wrote(conn: &mut Conn, campaign: &str, member: &str) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO campaign_authors (campaign, member) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    )
    .bind(campaign)
    .bind(member)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether a member wrote a draft or any change to it.
///
/// # Errors
/// If the database fails.
pub async fn is_author(conn: &mut Conn, campaign: &str, member: &str) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT 1 FROM campaign_authors WHERE campaign = $1 AND member = $2")
        .bind(campaign)
        .bind(member)
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

/// The ids of the members who wrote a draft or any change to it.
///
/// # Errors
/// If the database fails.
pub async fn authors(conn: &mut Conn, campaign: &str) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("SELECT member FROM campaign_authors WHERE campaign = $1")
        .bind(campaign)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// The ids of open campaigns whose closing date has come.
///
/// # Errors
/// If the database fails.
pub async fn closing(conn: &mut Conn, now: Micros) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("SELECT id FROM campaigns WHERE state = 'open' AND closes <= $1")
        .bind(now)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}
