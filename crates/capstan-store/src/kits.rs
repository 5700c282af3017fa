//! Action kits of campaigns, and which steps of them members have done.

use crate::error::{StoreError, damaged, key_of};
use crate::id::Micros;
use crate::store::Conn;
use capstan_coalition::kit::{Kit, Progress, band};
use capstan_coalition::lever::Lever;
use sqlx::Row;
use sqlx::any::AnyRow;

/// Where a version of a kit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its author writes it, or a second person looks at it.
    Draft,
    /// People follow it.
    InUse,
    /// A later version is in use.
    Over,
}

impl State {
    const ALL: &[Self] = &[Self::Draft, Self::InUse, Self::Over];

    /// The stable key under which it has its sentences.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InUse => "in-use",
            Self::Over => "over",
        }
    }
}

/// A version of a kit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The id.
    pub id: String,
    /// The campaign.
    pub campaign: String,
    /// Where it stands.
    pub state: State,
    /// What it says.
    pub kit: Kit,
    /// The member who wrote it, unless they have left.
    pub author: Option<String>,
    /// Why it was sent back; empty if it was not.
    pub note: String,
    /// When it was first written.
    pub made: Micros,
}

/// A step that a member has done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// The step.
    pub step: String,
    /// What they wrote to it; may be empty.
    pub words: String,
    /// The hash of the file they attached; empty if none.
    pub file: String,
    /// The media type of the file.
    pub kind: String,
}

fn version(row: &AnyRow) -> Result<Version, StoreError> {
    let kit: String = row.get(3);
    Ok(Version {
        id: row.get(0),
        campaign: row.get(1),
        state: key_of(State::ALL, State::key, "kits", "state", row.get(2))?,
        kit: serde_json::from_str(&kit).map_err(|e| damaged("kits", "kit", e, "JSON"))?,
        author: row.get(4),
        note: row.get(5),
        made: row.get(6),
    })
}

/// Adds a version, or writes it anew.
///
/// # Errors
/// [`StoreError::Taken`] if this version of the lever is another's.
pub async fn put(conn: &mut Conn, version: &Version) -> Result<(), StoreError> {
    let kit =
        serde_json::to_string(&version.kit).map_err(|e| damaged("kits", "kit", e, "texts"))?;
    sqlx::query(
        "INSERT INTO kits (id, campaign, lever, version, state, kit, author, note, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, kit = excluded.kit,
             author = excluded.author, note = excluded.note",
    )
    .bind(&version.id)
    .bind(&version.campaign)
    .bind(version.kit.lever.key())
    .bind(i64::from(version.kit.version))
    .bind(version.state.key())
    .bind(kit)
    .bind(&version.author)
    .bind(&version.note)
    .bind(version.made)
    .execute(conn)
    .await
    .map_err(StoreError::taken("version"))?;
    Ok(())
}

/// A version by its id.
///
/// # Errors
/// If the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Version>, StoreError> {
    let row =
        sqlx::query("SELECT id, campaign, state, kit, author, note, made FROM kits WHERE id = $1")
            .bind(id)
            .fetch_optional(conn)
            .await?;
    row.as_ref().map(version).transpose()
}

/// All versions of a campaign, the newest of each lever first.
///
/// # Errors
/// If the database fails.
pub async fn of_campaign(conn: &mut Conn, campaign: &str) -> Result<Vec<Version>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, campaign, state, kit, author, note, made FROM kits
         WHERE campaign = $1 ORDER BY lever, version DESC",
    )
    .bind(campaign)
    .fetch_all(conn)
    .await?;
    rows.iter().map(version).collect()
}

/// Some versions of a campaign, the newest of each lever first: at most `most`,
/// after the version with the id `after`, if it is not empty; only those in use
/// if `in_use`.
///
/// # Errors
/// If the database fails.
pub async fn some_of_campaign(
    conn: &mut Conn,
    campaign: &str,
    in_use: bool,
    after: &str,
    most: i64,
) -> Result<Vec<Version>, StoreError> {
    let rows = sqlx::query(SOME)
        .bind(campaign)
        .bind(after)
        .bind(if in_use { State::InUse.key() } else { "" })
        .bind(most)
        .fetch_all(conn)
        .await?;
    rows.iter().map(version).collect()
}

pub(crate) const SOME: &str = "SELECT id, campaign, state, kit, author, note, made FROM kits
    WHERE campaign = $1 AND ($2 = '' OR (lever, -version) >
            (SELECT a.lever, -a.version FROM kits a WHERE a.id = $2 AND a.campaign = $1))
        AND ($3 = '' OR state = $3)
    ORDER BY lever, version DESC LIMIT $4";

/// Removes a version.
///
/// # Errors
/// If the database fails.
pub async fn remove(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM kits WHERE id = $1")
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that a member has done a step, with what they attach; in the place of
/// what they said of it before.
///
/// # Errors
/// If the database fails.
pub async fn mark(
    conn: &mut Conn,
    campaign: &str,
    lever: Lever,
    member: &str,
    done: &Done,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO kit_steps (campaign, lever, step, member, words, file, kind)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (campaign, lever, step, member) DO UPDATE
             SET words = excluded.words, file = excluded.file, kind = excluded.kind",
    )
    .bind(campaign)
    .bind(lever.key())
    .bind(&done.step)
    .bind(member)
    .bind(&done.words)
    .bind(&done.file)
    .bind(&done.kind)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes back that a member has done a step.
///
/// # Errors
/// If the database fails.
pub async fn unmark(
    conn: &mut Conn,
    campaign: &str,
    lever: Lever,
    member: &str,
    step: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM kit_steps
         WHERE campaign = $1 AND lever = $2 AND member = $3 AND step = $4",
    )
    .bind(campaign)
    .bind(lever.key())
    .bind(member)
    .bind(step)
    .execute(conn)
    .await?;
    Ok(())
}

/// The steps of a lever that a member has done.
///
/// # Errors
/// If the database fails.
pub async fn done_by(
    conn: &mut Conn,
    campaign: &str,
    lever: Lever,
    member: &str,
) -> Result<Vec<Done>, StoreError> {
    let rows = sqlx::query(
        "SELECT step, words, file, kind FROM kit_steps
         WHERE campaign = $1 AND lever = $2 AND member = $3 ORDER BY step",
    )
    .bind(campaign)
    .bind(lever.key())
    .bind(member)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(done).collect())
}

fn done(row: &AnyRow) -> Done {
    Done {
        step: row.get(0),
        words: row.get(1),
        file: row.get(2),
        kind: row.get(3),
    }
}

/// What was attached in a campaign, with the handle of who did, for its
/// stewards: at most `most`, behind the handle and the step `after`.
///
/// # Errors
/// If the database fails.
pub async fn attached(
    conn: &mut Conn,
    campaign: &str,
    after: (&str, &str),
    most: i64,
) -> Result<Vec<(String, Done)>, StoreError> {
    let rows = sqlx::query(
        "SELECT s.step, s.words, s.file, s.kind, m.handle
         FROM kit_steps s JOIN members m ON m.id = s.member
         WHERE s.campaign = $1 AND (s.words <> '' OR s.file <> '')
             AND (m.handle > $2 OR (m.handle = $2 AND s.step > $3))
         ORDER BY m.handle, s.step LIMIT $4",
    )
    .bind(campaign)
    .bind(after.0)
    .bind(after.1)
    .bind(most)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(|row| (row.get(4), done(row))).collect())
}

/// Whether a file is attached to a step in a campaign: its media type. Only by
/// `member`, if it is given.
///
/// # Errors
/// If the database fails.
pub async fn file(
    conn: &mut Conn,
    campaign: &str,
    member: Option<&str>,
    file: &str,
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query(
        "SELECT kind FROM kit_steps
         WHERE campaign = $1 AND file = $2 AND ($3 = '' OR member = $3) LIMIT 1",
    )
    .bind(campaign)
    .bind(file)
    .bind(member.unwrap_or(""))
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| row.get(0)))
}

/// Every file that a row names.
///
/// # Errors
/// If the database fails.
pub async fn files(conn: &mut Conn) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("SELECT DISTINCT file FROM kit_steps WHERE file <> ''")
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// Publishes how far people have come with each step, as a share of those who
/// are shown in the campaign. To be called when its sizes are published.
///
/// # Errors
/// If the database fails.
pub async fn publish(conn: &mut Conn, campaign: &str) -> Result<(), StoreError> {
    let people =
        sqlx::query("SELECT count(*) FROM pledges WHERE campaign = $1 AND stand = 'revealed'")
            .bind(campaign)
            .fetch_one(&mut *conn)
            .await?;
    let rows = sqlx::query(
        "SELECT s.lever, s.step, count(*) FROM kit_steps s
         JOIN pledges p ON p.campaign = s.campaign AND p.member = s.member
         WHERE s.campaign = $1 AND p.stand = 'revealed' GROUP BY s.lever, s.step",
    )
    .bind(campaign)
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query("DELETE FROM kit_progress WHERE campaign = $1")
        .bind(campaign)
        .execute(&mut *conn)
        .await?;
    let number = |row: &AnyRow, at: usize| u64::try_from(row.get::<i64, _>(at)).unwrap_or(0);
    let people = number(&people, 0);
    for row in &rows {
        sqlx::query(
            "INSERT INTO kit_progress (campaign, lever, step, band) VALUES ($1, $2, $3, $4)",
        )
        .bind(campaign)
        .bind(row.get::<String, _>(0))
        .bind(row.get::<String, _>(1))
        .bind(band(number(row, 2), people).key())
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// How far people had come with a step when it was last published.
///
/// # Errors
/// If the database fails.
pub async fn progress(
    conn: &mut Conn,
    campaign: &str,
    lever: Lever,
    step: &str,
) -> Result<Progress, StoreError> {
    let row = sqlx::query(
        "SELECT band FROM kit_progress WHERE campaign = $1 AND lever = $2 AND step = $3",
    )
    .bind(campaign)
    .bind(lever.key())
    .bind(step)
    .fetch_optional(conn)
    .await?;
    match row {
        None => Ok(Progress::Hidden),
        Some(row) => key_of(
            Progress::ALL,
            Progress::key,
            "kit_progress",
            "band",
            row.get(0),
        ),
    }
}
