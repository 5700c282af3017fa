//! Forecasts of campaigns, and the ratings they were made from.

use crate::error::{StoreError, key_of};
use crate::id::Micros;
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;

/// Where a forecast comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// This service made it.
    Made,
    /// Someone made it elsewhere and uploaded it.
    Elsewhere,
    /// It was taken over from another campaign.
    Stored,
}

impl Origin {
    const ALL: &[Self] = &[Self::Made, Self::Elsewhere, Self::Stored];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Elsewhere => "elsewhere",
            Self::Stored => "stored",
        }
    }
}

/// What came of making a forecast again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    /// Nobody did so yet.
    No,
    /// Every byte was met.
    Bytes,
    /// Every number was met.
    Numbers,
    /// It was not met.
    Differs,
}

impl Checked {
    const ALL: &[Self] = &[Self::No, Self::Bytes, Self::Numbers, Self::Differs];

    /// Its word; empty for [`Checked::No`].
    pub fn word(self) -> &'static str {
        match self {
            Self::No => "",
            Self::Bytes => "bytes",
            Self::Numbers => "numbers",
            Self::Differs => "differs",
        }
    }
}

/// Ratings that were uploaded for a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratings {
    /// The id.
    pub id: String,
    /// The campaign.
    pub campaign: String,
    /// The hash of the file; empty once it was removed.
    pub blob: String,
    /// How the file is read, as JSON.
    pub reading: String,
    /// What is in it, as JSON.
    pub found: String,
    /// Whether it stays after the forecast.
    pub keep: bool,
    /// When it came.
    pub made: Micros,
}

/// A forecast of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// The id.
    pub id: String,
    /// The campaign.
    pub campaign: String,
    /// The forecast whose curve this one adds points to.
    pub base: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
    /// The ratings; none for the sample, and for what was made elsewhere.
    pub ratings: Option<String>,
    /// What was asked of the engine, as JSON; empty for what was uploaded.
    pub ask: String,
    /// The job that makes it, or makes it again; empty if there never was one.
    pub job: String,
    /// The forecast as it was written; empty until it is made.
    pub result: String,
    /// What came of making it again.
    pub checked: Checked,
    /// The place among the campaign's forecasts; 0 stands on its page.
    pub rank: i64,
    /// When it was asked for.
    pub made: Micros,
}

macro_rules! columns {
    () => {
        "id, campaign, base, origin, ratings, ask, job, result, checked, rank, made"
    };
}

fn forecast(row: &AnyRow) -> Result<Forecast, StoreError> {
    let key = |column| row.get::<String, _>(column);
    Ok(Forecast {
        id: row.get(0),
        campaign: row.get(1),
        base: row.get(2),
        origin: key_of(Origin::ALL, Origin::word, "forecasts", "origin", key(3))?,
        ratings: row.get(4),
        ask: row.get(5),
        job: row.get(6),
        result: row.get(7),
        checked: key_of(Checked::ALL, Checked::word, "forecasts", "checked", key(8))?,
        rank: row.get(9),
        made: row.get(10),
    })
}

fn ratings(row: &AnyRow) -> Ratings {
    Ratings {
        id: row.get(0),
        campaign: row.get(1),
        blob: row.get(2),
        reading: row.get(3),
        found: row.get(4),
        keep: row.get::<i64, _>(5) != 0,
        made: row.get(6),
    }
}

/// Adds ratings.
///
/// # Errors
/// If the database fails.
pub async fn add_ratings(conn: &mut Conn, ratings: &Ratings) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO ratings (id, campaign, blob, reading, found, keep, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&ratings.id)
    .bind(&ratings.campaign)
    .bind(&ratings.blob)
    .bind(&ratings.reading)
    .bind(&ratings.found)
    .bind(i64::from(ratings.keep))
    .bind(ratings.made)
    .execute(conn)
    .await?;
    Ok(())
}

/// Ratings by id.
///
/// # Errors
/// If the database fails.
pub async fn find_ratings(conn: &mut Conn, id: &str) -> Result<Option<Ratings>, StoreError> {
    let row = sqlx::query(
        "SELECT id, campaign, blob, reading, found, keep, made FROM ratings WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?;
    Ok(row.as_ref().map(ratings))
}

/// The ratings of a campaign, newest first.
///
/// # Errors
/// If the database fails.
pub async fn ratings_of(conn: &mut Conn, campaign: &str) -> Result<Vec<Ratings>, StoreError> {
    some_ratings(conn, campaign, "", i64::MAX).await
}

/// Some of them, at most `most`, after the one with the id `after`, if it is not
/// empty.
///
/// # Errors
/// If the database fails.
pub async fn some_ratings(
    conn: &mut Conn,
    campaign: &str,
    after: &str,
    most: i64,
) -> Result<Vec<Ratings>, StoreError> {
    let rows = sqlx::query(SOME_RATINGS)
        .bind(campaign)
        .bind(after)
        .bind(most)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(ratings).collect())
}

pub(crate) const SOME_RATINGS: &str =
    "SELECT id, campaign, blob, reading, found, keep, made FROM ratings
    WHERE campaign = $1 AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT $3";

/// Notes that the file of ratings is removed. The file itself goes when no
/// ratings name it any more ([`blobs`]).
///
/// # Errors
/// If the database fails.
pub async fn drop_ratings(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE ratings SET blob = '' WHERE id = $1")
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that ratings nobody needs any more are removed: those that were not
/// to be kept, once a forecast is made of them or if they came before
/// `unused`; and all of campaigns that are over. None that a job still needs.
///
/// # Errors
/// If the database fails.
pub async fn drop_unneeded(conn: &mut Conn, unused: Micros) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE ratings SET blob = ''
         WHERE blob <> '' AND NOT EXISTS (
             SELECT 1 FROM forecasts f JOIN jobs j ON j.id = f.job
             WHERE f.ratings = ratings.id AND j.state IN ('waiting', 'running'))
         AND NOT EXISTS (
             SELECT 1 FROM valuations v JOIN jobs j ON j.id = v.job
             WHERE v.ratings = ratings.id AND j.state IN ('waiting', 'running'))
         AND (
             (keep = 0 AND (made < $1 OR EXISTS (
                 SELECT 1 FROM forecasts f WHERE f.ratings = ratings.id AND f.result <> '')))
             OR EXISTS (
                 SELECT 1 FROM campaigns c WHERE c.id = ratings.campaign
                 AND c.state IN ('ended', 'graded', 'withdrawn')))",
    )
    .bind(unused)
    .execute(conn)
    .await?;
    Ok(())
}

/// The hashes of all files that ratings name, in order.
///
/// # Errors
/// If the database fails.
pub async fn blobs(conn: &mut Conn) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("SELECT DISTINCT blob FROM ratings WHERE blob <> '' ORDER BY blob")
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// Adds a forecast, after those the campaign has: its rank is set.
///
/// # Errors
/// If the database fails.
pub async fn add(conn: &mut Conn, forecast: &Forecast) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO forecasts
             (id, campaign, base, origin, ratings, ask, job, result, checked, rank, made)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, COALESCE(max(rank), -1) + 1, $10
         FROM forecasts WHERE campaign = $2",
    )
    .bind(&forecast.id)
    .bind(&forecast.campaign)
    .bind(&forecast.base)
    .bind(forecast.origin.word())
    .bind(&forecast.ratings)
    .bind(&forecast.ask)
    .bind(&forecast.job)
    .bind(&forecast.result)
    .bind(forecast.checked.word())
    .bind(forecast.made)
    .execute(conn)
    .await?;
    Ok(())
}

/// A forecast by id.
///
/// # Errors
/// If the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Forecast>, StoreError> {
    let row = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM forecasts WHERE id = $1"
    ))
    .bind(id)
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(forecast).transpose()
}

/// The forecasts of a campaign by rank, with those that add points to others.
///
/// # Errors
/// If the database fails.
pub async fn of(conn: &mut Conn, campaign: &str) -> Result<Vec<Forecast>, StoreError> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM forecasts WHERE campaign = $1 ORDER BY rank, id"
    ))
    .bind(campaign)
    .fetch_all(conn)
    .await?;
    rows.iter().map(forecast).collect()
}

/// The forecasts that are made of all campaigns of a coalition that anyone may
/// see, newest first, at most 50.
///
/// # Errors
/// If the database fails.
pub async fn of_coalition(conn: &mut Conn, coalition: &str) -> Result<Vec<Forecast>, StoreError> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM forecasts
          WHERE campaign IN (SELECT id FROM campaigns WHERE coalition = $1
                             AND state IN ('open', 'ended', 'graded'))
          AND base IS NULL AND result <> '' ORDER BY id DESC LIMIT 50"
    ))
    .bind(coalition)
    .fetch_all(conn)
    .await?;
    rows.iter().map(forecast).collect()
}

/// Writes what came of a forecast. Says whether it is still there.
///
/// # Errors
/// If the database fails.
pub async fn made(conn: &mut Conn, id: &str, result: &str) -> Result<bool, StoreError> {
    let rows = sqlx::query("UPDATE forecasts SET result = $1 WHERE id = $2")
        .bind(result)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(rows.rows_affected() > 0)
}

/// Notes which job makes a forecast again.
///
/// # Errors
/// If the database fails.
pub async fn checking(
    conn: &mut Conn,
    id: &str,
    job: &str,
    ratings: Option<&str>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE forecasts SET job = $1, ratings = $2 WHERE id = $3")
        .bind(job)
        .bind(ratings)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes what came of making a forecast again.
///
/// # Errors
/// If the database fails.
pub async fn checked(conn: &mut Conn, id: &str, checked: Checked) -> Result<(), StoreError> {
    sqlx::query("UPDATE forecasts SET checked = $1 WHERE id = $2")
        .bind(checked.word())
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Puts a forecast first among those of its campaign.
///
/// # Errors
/// If the database fails.
pub async fn put_first(conn: &mut Conn, campaign: &str, id: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE forecasts SET rank = rank + 1 WHERE campaign = $1")
        .bind(campaign)
        .execute(&mut *conn)
        .await?;
    sqlx::query("UPDATE forecasts SET rank = 0 WHERE campaign = $1 AND id = $2")
        .bind(campaign)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes a forecast with what was added to its curve.
///
/// # Errors
/// If the database fails.
pub async fn remove(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM forecasts WHERE id = $1")
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{coalition, stores};
    use crate::{coalitions, jobs};

    async fn campaign(conn: &mut Conn) {
        coalitions::add(conn, &coalition("c"), &[]).await.unwrap();
        sqlx::query(
            "INSERT INTO campaigns
                 (id, coalition, state, brief, hosts, note, outcome, closes, made, opened, ended)
             VALUES ('k', 'c', 'open', '{}', '', '', '', 0, 0, 0, 0)",
        )
        .execute(conn)
        .await
        .unwrap();
    }

    async fn upload(conn: &mut Conn, id: &str, keep: bool, made: Micros) {
        let ratings = Ratings {
            id: id.into(),
            campaign: "k".into(),
            blob: format!("blob of {id}"),
            reading: "{}".into(),
            found: "{}".into(),
            keep,
            made,
        };
        add_ratings(conn, &ratings).await.unwrap();
    }

    fn asked(id: &str, base: Option<&str>, ratings: Option<&str>, job: &str) -> Forecast {
        Forecast {
            id: id.into(),
            campaign: "k".into(),
            base: base.map(str::to_owned),
            origin: Origin::Made,
            ratings: ratings.map(str::to_owned),
            ask: "{}".into(),
            job: job.into(),
            result: String::new(),
            checked: Checked::No,
            rank: 0,
            made: 7,
        }
    }

    async fn order(conn: &mut Conn) -> Vec<String> {
        let all = of(conn, "k").await.unwrap();
        all.into_iter().map(|f| f.id).collect()
    }

    #[tokio::test]
    async fn forecasts_keep_their_order_and_go_with_what_was_added_to_them() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            campaign(&mut tx).await;
            for (id, base) in [("a", None), ("b", None), ("p", Some("a"))] {
                add(&mut tx, &asked(id, base, None, "")).await.unwrap();
            }
            assert_eq!(order(&mut tx).await, ["a", "b", "p"]);
            put_first(&mut tx, "k", "b").await.unwrap();
            assert_eq!(order(&mut tx).await, ["b", "a", "p"]);
            assert!(made(&mut tx, "a", "it").await.unwrap());
            checked(&mut tx, "a", Checked::Numbers).await.unwrap();
            let a = find(&mut tx, "a").await.unwrap().unwrap();
            assert_eq!((&*a.result, a.checked, a.made), ("it", Checked::Numbers, 7));
            let shown = of_coalition(&mut tx, "c").await.unwrap();
            assert_eq!(shown.iter().map(|f| &*f.id).collect::<Vec<_>>(), ["a"]);
            remove(&mut tx, "a").await.unwrap();
            assert_eq!(order(&mut tx).await, ["b"]);
            assert!(!made(&mut tx, "a", "late").await.unwrap());
        }
    }

    #[tokio::test]
    async fn ratings_that_nobody_needs_are_dropped_and_others_are_not() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            campaign(&mut tx).await;
            for (id, keep, at) in [
                ("used", false, 9),
                ("busy", false, 0),
                ("kept", true, 0),
                ("fresh", false, 9),
                ("stale", false, 0),
            ] {
                upload(&mut tx, id, keep, at).await;
            }
            let job = jobs::add(&mut tx, "c", "k", "", 0).await.unwrap();
            for (id, ratings, job) in [
                ("f", "used", ""),
                ("g", "busy", job.as_str()),
                ("h", "kept", ""),
            ] {
                let one = asked(id, None, Some(ratings), job);
                add(&mut tx, &one).await.unwrap();
                made(&mut tx, id, "it").await.unwrap();
            }
            drop_unneeded(&mut tx, 5).await.unwrap();
            let left = ["blob of busy", "blob of fresh", "blob of kept"];
            assert_eq!(blobs(&mut tx).await.unwrap(), left);
            jobs::cancel(&mut tx, &job).await.unwrap();
            drop_unneeded(&mut tx, 5).await.unwrap();
            assert_eq!(blobs(&mut tx).await.unwrap(), left[1..]);
            sqlx::query("UPDATE campaigns SET state = 'ended'")
                .execute(&mut *tx)
                .await
                .unwrap();
            drop_unneeded(&mut tx, 0).await.unwrap();
            assert!(blobs(&mut tx).await.unwrap().is_empty());
            assert_eq!(ratings_of(&mut tx, "k").await.unwrap().len(), 5);
        }
    }
}
