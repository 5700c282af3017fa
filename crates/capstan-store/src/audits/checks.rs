//! Audits that were made again from what is stored, and what came of it.

use crate::error::{StoreError, damaged, key_of};
use crate::id::Micros;
use crate::store::Conn;
use sqlx::Row;

/// What came of making an audit again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The same to the byte.
    Same,
    /// The same numbers, by another version of the program.
    Numbers,
    /// Something else.
    Differs,
    /// Something it rests on was withdrawn, so it cannot be made again.
    Gone,
}

impl Said {
    const ALL: [Self; 4] = [Self::Same, Self::Numbers, Self::Differs, Self::Gone];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Numbers => "numbers",
            Self::Differs => "differs",
            Self::Gone => "gone",
        }
    }
}

/// A check of an audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The job that makes it.
    pub job: String,
    /// What came of it; nothing while it is not done.
    pub said: Option<Said>,
    /// Where the two files differ.
    pub places: Vec<String>,
    /// When it was asked for, and once it is done, when it was.
    pub made: Micros,
}

/// The last check of an audit.
///
/// # Errors
/// If the database fails.
pub async fn find(conn: &mut Conn, audit: &str) -> Result<Option<Check>, StoreError> {
    let row = sqlx::query("SELECT job, said, places, made FROM audit_checks WHERE audit = $1")
        .bind(audit)
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let (said, places): (String, String) = (row.get(1), row.get(2));
    let read = |said| key_of(&Said::ALL, Said::word, "audit_checks", "said", said);
    let list = serde_json::from_str(&places);
    Ok(Some(Check {
        job: row.get(0),
        said: Some(said).filter(|s| !s.is_empty()).map(read).transpose()?,
        places: list.map_err(|_| damaged("audit_checks", "places", places, "a list"))?,
        made: row.get(3),
    }))
}

/// Names the job that checks an audit, in place of what came of the one before.
///
/// # Errors
/// If the database fails.
pub async fn begun(conn: &mut Conn, audit: &str, job: &str, now: Micros) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO audit_checks (audit, job, said, places, made) VALUES ($1, $2, '', '[]', $3)
         ON CONFLICT (audit) DO UPDATE SET job = excluded.job, said = '', places = '[]',
             made = excluded.made",
    )
    .bind(audit)
    .bind(job)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes down what came of a check.
///
/// # Errors
/// If the database fails.
pub async fn done(
    conn: &mut Conn,
    audit: &str,
    (said, places): (Said, &[String]),
    now: Micros,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE audit_checks SET said = $2, places = $3, made = $4 WHERE audit = $1")
        .bind(audit)
        .bind(said.word())
        .bind(serde_json::json!(places).to_string())
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audits::{self, Release};
    use crate::testing::{joined, stores};
    use crate::{coalitions, jobs};

    #[tokio::test]
    async fn what_came_of_a_check_stays_until_the_next_and_goes_with_its_audit() {
        for test in stores().await {
            let store = &test.store;
            let mut tx = store.begin().await.unwrap();
            joined(&mut tx, "ana", "riders").await;
            let here = coalitions::by_slug(&mut tx, "riders").await.unwrap();
            let here = here.unwrap().id;
            let release = Release {
                id: String::new(),
                coalition: here.clone(),
                ask: "{}".into(),
                slice: "all ".into(),
                version: 1,
                basis: Vec::new(),
                stands: "{}".into(),
                result: "{}".into(),
                made: 1,
            };
            audits::add(&mut tx, &store.keys, &release).await.unwrap();
            let last = audits::last(&mut tx, &store.keys, &here).await.unwrap();
            let audit = last.unwrap().id;
            assert_eq!(find(&mut tx, &audit).await.unwrap(), None);
            let job = jobs::add(&mut tx, &here, "check", &audit, 2).await.unwrap();
            for said in Said::ALL {
                begun(&mut tx, &audit, &job, 2).await.unwrap();
                let open = find(&mut tx, &audit).await.unwrap().unwrap();
                assert_eq!((open.said, open.made, open.places.len()), (None, 2, 0));
                let places = ["/headline".to_owned()];
                done(&mut tx, &audit, (said, &places), 3).await.unwrap();
                let found = find(&mut tx, &audit).await.unwrap().unwrap();
                assert_eq!((found.said, found.made), (Some(said), 3));
                assert_eq!((found.job.as_str(), found.places), (&*job, places.to_vec()));
            }
        }
    }
}
