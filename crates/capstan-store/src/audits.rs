//! Audits of pay: what a coalition asks, what was shown, and who stood behind
//! it, so that nothing is shown later that tells about a person by the
//! difference.

pub mod checks;

use crate::error::{StoreError, damaged};
use crate::id::{Micros, id};
use crate::keys::Keys;
use crate::store::Conn;
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::any::AnyRow;

/// What the keys are used for here.
const BASIS: &str = "what an audit rests on";
const STANDS: &str = "who stands behind an audit";

/// What a coalition asks of its pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The coalition.
    pub coalition: String,
    /// The question, as JSON.
    pub ask: String,
    /// The job that last looked at it; empty before.
    pub job: String,
    /// The version of the donations that was looked at last; -1 before.
    pub looked: i64,
    /// Why nothing new is shown since then; empty if something is.
    pub said: String,
}

/// An audit that was shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    /// The id.
    pub id: String,
    /// The coalition.
    pub coalition: String,
    /// The question, as JSON.
    pub ask: String,
    /// Which jobs it looks at, whatever the rule.
    pub slice: String,
    /// The version of the donations it rests on.
    pub version: i64,
    /// The ids of the donations it rests on, sorted.
    pub basis: Vec<String>,
    /// Who stands behind each figure, as JSON.
    pub stands: String,
    /// The file; empty once another was shown, or something was withdrawn.
    pub result: String,
    /// When it was made.
    pub made: Micros,
}

/// What is public of the pay of a coalition.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// What was spent of the privacy budget, as JSON.
    pub ledger: String,
    /// The figures, as JSON.
    pub figures: String,
    /// The version of the donations they rest on.
    pub version: i64,
    /// The ids of the donations they rest on, sorted.
    pub basis: Vec<String>,
    /// When they were drawn.
    pub made: Micros,
}

fn asked(row: &AnyRow) -> Asked {
    Asked {
        coalition: row.get(0),
        ask: row.get(1),
        job: row.get(2),
        looked: row.get(3),
        said: row.get(4),
    }
}

/// Writes down what a coalition asks, in place of what it asked before.
///
/// # Errors
/// If the database fails.
pub async fn ask(conn: &mut Conn, coalition: &str, ask: &str) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO audits (coalition, ask, job, looked, said) VALUES ($1, $2, '', -1, '')
         ON CONFLICT (coalition) DO UPDATE SET ask = excluded.ask, looked = -1, said = ''",
    )
    .bind(coalition)
    .bind(ask)
    .execute(conn)
    .await?;
    Ok(())
}

/// What a coalition asks.
///
/// # Errors
/// If the database fails.
pub async fn find(conn: &mut Conn, coalition: &str) -> Result<Option<Asked>, StoreError> {
    let row =
        sqlx::query("SELECT coalition, ask, job, looked, said FROM audits WHERE coalition = $1")
            .bind(coalition)
            .fetch_optional(conn)
            .await?;
    Ok(row.as_ref().map(asked))
}

/// What coalitions ask whose donations changed since they were looked at.
///
/// # Errors
/// If the database fails.
pub async fn due(conn: &mut Conn) -> Result<Vec<Asked>, StoreError> {
    let rows = sqlx::query(
        "SELECT a.coalition, a.ask, a.job, a.looked, a.said FROM audits a
         JOIN coalitions c ON c.id = a.coalition
         WHERE a.looked <> c.donations_version ORDER BY a.coalition",
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(asked).collect())
}

/// Names the job that looks at a question.
///
/// # Errors
/// If the database fails.
pub async fn begun(conn: &mut Conn, coalition: &str, job: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE audits SET job = $2 WHERE coalition = $1")
        .bind(coalition)
        .bind(job)
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes down that a version of the donations was looked at, and why nothing
/// new is shown, if that is so.
///
/// # Errors
/// If the database fails.
pub async fn looked(
    conn: &mut Conn,
    coalition: &str,
    version: i64,
    said: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE audits SET looked = $2, said = $3 WHERE coalition = $1")
        .bind(coalition)
        .bind(version)
        .bind(said)
        .execute(conn)
        .await?;
    Ok(())
}

/// The ids of the donations that count in the figures of a coalition, sorted.
///
/// # Errors
/// If the database fails.
pub async fn basis(
    conn: &mut Conn,
    coalition: &str,
    purpose: &str,
) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query(
        "SELECT d.id FROM donations d WHERE d.coalition = $1 AND d.kept = 1 AND EXISTS
             (SELECT 1 FROM donation_consents c WHERE c.member = d.member AND c.purpose = $2)",
    )
    .bind(coalition)
    .bind(purpose)
    .fetch_all(conn)
    .await?;
    let mut ids: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    ids.sort_unstable();
    Ok(ids)
}

fn opened<T: DeserializeOwned>(
    keys: &Keys,
    (used, about, column): (&str, &str, &'static str),
    sealed: &str,
) -> Result<T, StoreError> {
    let text = keys.open_sealed(used, about, sealed);
    let read = text.and_then(|text| serde_json::from_str(&text).ok());
    read.ok_or_else(|| damaged("audits", column, "another text", "what was locked here"))
}

fn release(keys: &Keys, row: &AnyRow) -> Result<Release, StoreError> {
    let id: String = row.get(0);
    let (basis, stands): (String, String) = (row.get(5), row.get(6));
    let stands: serde_json::Value = opened(keys, (STANDS, &id, "sealed_stands"), &stands)?;
    Ok(Release {
        basis: opened(keys, (BASIS, &id, "sealed_basis"), &basis)?,
        stands: stands.to_string(),
        id,
        coalition: row.get(1),
        ask: row.get(2),
        slice: row.get(3),
        version: row.get(4),
        result: row.get(7),
        made: row.get(8),
    })
}

macro_rules! columns {
    () => {
        "SELECT id, coalition, ask, slice, version, sealed_basis, sealed_stands, result, made
         FROM audit_releases WHERE coalition = $1 "
    };
}

/// All audits of a coalition that were shown, the last one last.
///
/// # Errors
/// If the database fails, or something was locked with another secret.
pub async fn releases(
    conn: &mut Conn,
    keys: &Keys,
    coalition: &str,
) -> Result<Vec<Release>, StoreError> {
    let rows = sqlx::query(concat!(columns!(), "ORDER BY made, id"))
        .bind(coalition)
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| release(keys, row)).collect()
}

/// The last audit of a coalition that was shown.
///
/// # Errors
/// As [`releases`].
pub async fn last(
    conn: &mut Conn,
    keys: &Keys,
    coalition: &str,
) -> Result<Option<Release>, StoreError> {
    let row = sqlx::query(concat!(columns!(), "ORDER BY made DESC, id DESC LIMIT 1"))
        .bind(coalition)
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(|row| release(keys, row)).transpose()
}

/// Keeps an audit to be shown in place of the one before. Its id is drawn.
///
/// # Errors
/// If the database fails.
pub async fn add(conn: &mut Conn, keys: &Keys, new: &Release) -> Result<(), StoreError> {
    sqlx::query("UPDATE audit_releases SET result = '' WHERE coalition = $1")
        .bind(&new.coalition)
        .execute(&mut *conn)
        .await?;
    let id = id();
    let basis = serde_json::json!(new.basis).to_string();
    sqlx::query(
        "INSERT INTO audit_releases
             (id, coalition, ask, slice, version, sealed_basis, sealed_stands, result, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&id)
    .bind(&new.coalition)
    .bind(&new.ask)
    .bind(&new.slice)
    .bind(new.version)
    .bind(keys.seal(BASIS, &id, &basis))
    .bind(keys.seal(STANDS, &id, &new.stands))
    .bind(&new.result)
    .bind(new.made)
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes the file of an audit that rests on something that was withdrawn.
///
/// # Errors
/// If the database fails.
pub async fn stale(conn: &mut Conn, release: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE audit_releases SET result = '' WHERE id = $1")
        .bind(release)
        .execute(conn)
        .await?;
    Ok(())
}

/// The rules that a coalition added: their names and files, the oldest first.
///
/// # Errors
/// If the database fails.
pub async fn rules(conn: &mut Conn, coalition: &str) -> Result<Vec<(String, String)>, StoreError> {
    let rows =
        sqlx::query("SELECT name, text FROM audit_rules WHERE coalition = $1 ORDER BY made, name")
            .bind(coalition)
            .fetch_all(conn)
            .await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// Adds a rule.
///
/// # Errors
/// [`StoreError::Taken`] if there is one of this name; or the database fails.
pub async fn add_rule(
    conn: &mut Conn,
    coalition: &str,
    (name, text): (&str, &str),
    now: Micros,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "INSERT INTO audit_rules (coalition, name, text, made) VALUES ($1, $2, $3, $4)
         ON CONFLICT (coalition, name) DO NOTHING",
    )
    .bind(coalition)
    .bind(name)
    .bind(text)
    .bind(now)
    .execute(conn)
    .await?;
    match done.rows_affected() {
        0 => Err(StoreError::Taken { what: "name" }),
        _ => Ok(()),
    }
}

/// What is public of a coalition's pay, and what that took of its budget.
///
/// # Errors
/// If the database fails, or something was locked with another secret.
pub async fn ledger(
    conn: &mut Conn,
    keys: &Keys,
    coalition: &str,
) -> Result<Option<Ledger>, StoreError> {
    let row = sqlx::query(
        "SELECT ledger, figures, version, sealed_basis, made FROM audit_ledgers
         WHERE coalition = $1",
    )
    .bind(coalition)
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let basis: String = row.get(3);
    Ok(Some(Ledger {
        ledger: row.get(0),
        figures: row.get(1),
        version: row.get(2),
        basis: opened(keys, (BASIS, coalition, "sealed_basis"), &basis)?,
        made: row.get(4),
    }))
}

/// Keeps what is public, in place of what was, with the ledger that has all
/// entries of the one before.
///
/// # Errors
/// If the database fails.
pub async fn put_ledger(
    conn: &mut Conn,
    keys: &Keys,
    coalition: &str,
    new: &Ledger,
) -> Result<(), StoreError> {
    let basis = serde_json::json!(new.basis).to_string();
    sqlx::query(
        "INSERT INTO audit_ledgers (coalition, ledger, figures, version, sealed_basis, made)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (coalition) DO UPDATE SET ledger = excluded.ledger,
             figures = excluded.figures, version = excluded.version,
             sealed_basis = excluded.sealed_basis, made = excluded.made",
    )
    .bind(coalition)
    .bind(&new.ledger)
    .bind(&new.figures)
    .bind(new.version)
    .bind(keys.seal(BASIS, coalition, &basis))
    .bind(new.made)
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::stores;
    use crate::{coalitions, store::Store};

    async fn coalition(store: &Store) -> String {
        let mut tx = store.begin().await.unwrap();
        crate::testing::joined(&mut tx, "ana", "riders").await;
        let found = coalitions::by_slug(&mut tx, "riders").await.unwrap();
        tx.commit().await.unwrap();
        found.unwrap().id
    }

    fn release(coalition: &str, made: Micros) -> Release {
        Release {
            id: String::new(),
            coalition: coalition.to_owned(),
            ask: "{}".into(),
            slice: "shipt all".into(),
            version: made,
            basis: vec!["a".into(), "b".into()],
            stands: "{\"jobs\":[]}".into(),
            result: "{\"audit\":\"pay\"}".into(),
            made,
        }
    }

    #[tokio::test]
    async fn only_the_last_audit_has_its_file_and_what_it_rests_on_is_locked() {
        for test in stores().await {
            let store = &test.store;
            let here = coalition(store).await;
            let mut tx = store.begin().await.unwrap();
            for made in [1, 2] {
                add(&mut tx, &store.keys, &release(&here, made))
                    .await
                    .unwrap();
            }
            let all = releases(&mut tx, &store.keys, &here).await.unwrap();
            assert_eq!(
                all.iter().map(|r| r.result.len()).collect::<Vec<_>>(),
                [0, 15]
            );
            assert_eq!(all[0].stands, "{\"jobs\":[]}");
            let found = last(&mut tx, &store.keys, &here).await.unwrap().unwrap();
            assert_eq!((found.version, found.basis.len()), (2, 2));
            assert!(last(&mut tx, &Keys::fresh(), &here).await.is_err());
            let row = sqlx::query("SELECT sealed_stands FROM audit_releases LIMIT 1")
                .fetch_one(&mut *tx)
                .await
                .unwrap();
            assert!(!row.get::<String, _>(0).contains("jobs"));
            stale(&mut tx, &found.id).await.unwrap();
            let found = last(&mut tx, &store.keys, &here).await.unwrap().unwrap();
            assert!(found.result.is_empty());
        }
    }

    #[tokio::test]
    async fn a_question_is_due_until_its_version_was_looked_at() {
        for test in stores().await {
            let here = coalition(&test.store).await;
            let mut tx = test.store.begin().await.unwrap();
            assert_eq!(due(&mut tx).await.unwrap(), []);
            ask(&mut tx, &here, "{}").await.unwrap();
            begun(&mut tx, &here, "a job").await.unwrap();
            assert_eq!(due(&mut tx).await.unwrap().len(), 1);
            looked(&mut tx, &here, 0, "few").await.unwrap();
            assert_eq!(due(&mut tx).await.unwrap(), []);
            let found = find(&mut tx, &here).await.unwrap().unwrap();
            assert_eq!((found.job.as_str(), found.said.as_str()), ("a job", "few"));
            ask(&mut tx, &here, "{\"rule\":\"b\"}").await.unwrap();
            assert_eq!(due(&mut tx).await.unwrap().len(), 1);
        }
    }

    #[tokio::test]
    async fn a_name_of_a_rule_is_taken_once_and_a_ledger_goes_on() {
        for test in stores().await {
            let (store, here) = (&test.store, coalition(&test.store).await);
            let mut tx = store.begin().await.unwrap();
            add_rule(&mut tx, &here, ("b", "text"), 1).await.unwrap();
            add_rule(&mut tx, &here, ("a", "other"), 2).await.unwrap();
            let again = add_rule(&mut tx, &here, ("a", "third"), 3).await;
            assert!(matches!(again, Err(StoreError::Taken { what: "name" })));
            let names: Vec<String> = (rules(&mut tx, &here).await.unwrap().into_iter())
                .map(|rule| rule.0)
                .collect();
            assert_eq!(names, ["b", "a"]);
            assert_eq!(ledger(&mut tx, &store.keys, &here).await.unwrap(), None);
            for version in [1, 2] {
                let new = Ledger {
                    ledger: format!("{{\"n\":{version}}}"),
                    figures: "{}".into(),
                    version,
                    basis: vec!["a".into()],
                    made: version,
                };
                put_ledger(&mut tx, &store.keys, &here, &new).await.unwrap();
                let found = ledger(&mut tx, &store.keys, &here).await.unwrap();
                assert_eq!(found, Some(new));
            }
        }
    }
}
