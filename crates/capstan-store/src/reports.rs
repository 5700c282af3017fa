//! What was reported, what stewards ruled, and what those named reply.
//!
//! A post is anything with a kind and an id: a campaign, a claim, a proposal,
//! the text of a coalition.

use crate::error::StoreError;
use crate::id::Micros;
use crate::store::Conn;
use futures_util::TryStreamExt;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A post by its kind and its id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct About {
    /// "campaign", "claim", "proposal", "coalition".
    pub kind: String,
    /// Its id.
    pub id: String,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The id.
    pub id: String,
    /// The coalition whose stewards see it.
    pub coalition: String,
    /// The post.
    pub about: About,
    /// Why it was reported.
    pub reason: String,
    /// When.
    pub made: Micros,
}

/// What stewards ruled about a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Whether it is hidden; else it is kept.
    pub hidden: bool,
    /// Why.
    pub reason: String,
    /// When.
    pub made: Micros,
}

/// What someone who is named in a post says to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The id.
    pub id: String,
    /// The coalition whose stewards accept it.
    pub coalition: String,
    /// The post.
    pub about: About,
    /// As whom they speak.
    pub name: String,
    /// What they say.
    pub text: String,
    /// When.
    pub made: Micros,
    /// Whether a steward accepted it.
    pub shown: bool,
}

fn read(row: &AnyRow) -> Report {
    Report {
        id: row.get(0),
        coalition: row.get(1),
        about: About {
            kind: row.get(2),
            id: row.get(3),
        },
        reason: row.get(4),
        made: row.get(5),
    }
}

/// Writes a report. `reporter` is a tag of the person and the post.
///
/// # Errors
/// [`StoreError::Taken`] if this person reported this post before.
pub async fn report(conn: &mut Conn, report: &Report, reporter: &str) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO reports (id, coalition, about_kind, about_id, reporter, reason, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&report.id)
    .bind(&report.coalition)
    .bind(&report.about.kind)
    .bind(&report.about.id)
    .bind(reporter)
    .bind(&report.reason)
    .bind(report.made)
    .execute(conn)
    .await
    .map_err(StoreError::taken("report"))?;
    Ok(())
}

/// The reports whose reporter is the one that `tag` makes of a post: those of
/// one person, for their own eyes. All are looked at, since nothing else says
/// whose they are.
///
/// # Errors
/// If the database fails.
pub async fn by(
    conn: &mut Conn,
    tag: impl Fn(&About) -> String,
) -> Result<Vec<Report>, StoreError> {
    let mut rows = sqlx::query(
        "SELECT id, coalition, about_kind, about_id, reason, made, reporter FROM reports
         ORDER BY made, id",
    )
    .fetch(conn);
    let mut theirs = Vec::new();
    while let Some(row) = rows.try_next().await? {
        let found = read(&row);
        if row.get::<String, _>(6) == tag(&found.about) {
            theirs.push(found);
        }
    }
    Ok(theirs)
}

/// Whether a report waits in a coalition.
///
/// # Errors
/// If the database fails.
pub async fn waits(conn: &mut Conn, coalition: &str, id: &str) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT 1 FROM reports WHERE coalition = $1 AND id = $2")
        .bind(coalition)
        .bind(id)
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

/// The reports that wait in a coalition, oldest first, behind the one with the
/// id `after`, if one is given. Those of one day have no order of time.
///
/// # Errors
/// If the database fails.
pub async fn waiting(
    conn: &mut Conn,
    coalition: &str,
    after: Option<&str>,
    most: i64,
) -> Result<Vec<Report>, StoreError> {
    let rows = sqlx::query(
        "SELECT r.id, r.coalition, r.about_kind, r.about_id, r.reason, r.made FROM reports r
         WHERE r.coalition = $1 AND ($2 = '' OR EXISTS (
             SELECT 1 FROM reports a WHERE a.id = $2 AND a.coalition = $1
                 AND (r.made > a.made OR (r.made = a.made AND r.id > a.id))))
         ORDER BY r.made, r.id LIMIT $3",
    )
    .bind(coalition)
    .bind(after.unwrap_or(""))
    .bind(most)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(read).collect())
}

/// Writes a ruling about a post of a coalition in the place of an earlier one,
/// and removes the reports it answers.
///
/// # Errors
/// If the database fails.
pub async fn rule(
    conn: &mut Conn,
    coalition: &str,
    about: &About,
    ruling: &Ruling,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO rulings (about_kind, about_id, coalition, hidden, reason, made)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (about_kind, about_id) DO UPDATE SET
             hidden = excluded.hidden, reason = excluded.reason, made = excluded.made",
    )
    .bind(&about.kind)
    .bind(&about.id)
    .bind(coalition)
    .bind(i64::from(ruling.hidden))
    .bind(&ruling.reason)
    .bind(ruling.made)
    .execute(&mut *conn)
    .await?;
    sqlx::query("DELETE FROM reports WHERE about_kind = $1 AND about_id = $2")
        .bind(&about.kind)
        .bind(&about.id)
        .execute(conn)
        .await?;
    Ok(())
}

/// The ruling about a post, if there is one.
///
/// # Errors
/// If the database fails.
pub async fn ruling(conn: &mut Conn, about: &About) -> Result<Option<Ruling>, StoreError> {
    let row = sqlx::query(
        "SELECT hidden, reason, made FROM rulings WHERE about_kind = $1 AND about_id = $2",
    )
    .bind(&about.kind)
    .bind(&about.id)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Ruling {
        hidden: row.get::<i64, _>(0) != 0,
        reason: row.get(1),
        made: row.get(2),
    }))
}

/// Writes a reply.
///
/// # Errors
/// If the database fails.
pub async fn reply(conn: &mut Conn, reply: &Reply) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO replies (id, coalition, about_kind, about_id, name, text, made, shown)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&reply.id)
    .bind(&reply.coalition)
    .bind(&reply.about.kind)
    .bind(&reply.about.id)
    .bind(&reply.name)
    .bind(&reply.text)
    .bind(reply.made)
    .bind(i64::from(reply.shown))
    .execute(conn)
    .await?;
    Ok(())
}

fn a_reply(row: &AnyRow) -> Reply {
    Reply {
        id: row.get(0),
        coalition: row.get(1),
        about: About {
            kind: row.get(2),
            id: row.get(3),
        },
        name: row.get(4),
        text: row.get(5),
        made: row.get(6),
        shown: row.get::<i64, _>(7) != 0,
    }
}

/// The accepted replies to a post, oldest first.
///
/// # Errors
/// If the database fails.
pub async fn replies(conn: &mut Conn, about: &About) -> Result<Vec<Reply>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, coalition, about_kind, about_id, name, text, made, shown FROM replies
         WHERE about_kind = $1 AND about_id = $2 AND shown = 1 ORDER BY made, id",
    )
    .bind(&about.kind)
    .bind(&about.id)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(a_reply).collect())
}

/// The replies that wait for a steward of a coalition, oldest first.
///
/// # Errors
/// If the database fails.
pub async fn replies_waiting(
    conn: &mut Conn,
    coalition: &str,
    most: i64,
) -> Result<Vec<Reply>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, coalition, about_kind, about_id, name, text, made, shown FROM replies
         WHERE coalition = $1 AND shown = 0 ORDER BY made, id LIMIT $2",
    )
    .bind(coalition)
    .bind(most)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(a_reply).collect())
}

/// How many replies to a post wait.
///
/// # Errors
/// If the database fails.
pub async fn count_waiting(conn: &mut Conn, about: &About) -> Result<i64, StoreError> {
    let row = sqlx::query(
        "SELECT count(*) FROM replies WHERE about_kind = $1 AND about_id = $2 AND shown = 0",
    )
    .bind(&about.kind)
    .bind(&about.id)
    .fetch_one(conn)
    .await?;
    Ok(row.get(0))
}

/// A reply of a coalition by its id.
///
/// # Errors
/// If the database fails.
pub async fn find_reply(
    conn: &mut Conn,
    coalition: &str,
    id: &str,
) -> Result<Option<Reply>, StoreError> {
    let row = sqlx::query(
        "SELECT id, coalition, about_kind, about_id, name, text, made, shown FROM replies
         WHERE coalition = $1 AND id = $2",
    )
    .bind(coalition)
    .bind(id)
    .fetch_optional(conn)
    .await?;
    Ok(row.as_ref().map(a_reply))
}

/// Accepts a reply, or removes it.
///
/// # Errors
/// If the database fails.
pub async fn settle_reply(conn: &mut Conn, id: &str, accept: bool) -> Result<(), StoreError> {
    let sql = if accept {
        "UPDATE replies SET shown = 1 WHERE id = $1"
    } else {
        "DELETE FROM replies WHERE id = $1"
    };
    sqlx::query(sql).bind(id).execute(conn).await?;
    Ok(())
}
