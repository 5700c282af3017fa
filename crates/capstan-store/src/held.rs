//! All that is held about a person, for their own eyes.
//!
//! Which rows belong to a member is read from the migrations: every column that
//! refers to `members` or `people`. So a new table is in the export as soon as
//! it exists.

use crate::error::StoreError;
use crate::migrate;
use crate::store::Conn;
use serde_json::{Map, Value};
use sqlx::any::AnyRow;
use sqlx::{Column, Row, ValueRef};
use std::collections::BTreeMap;

/// Columns that are never given out: ids and hashes of secrets, which would
/// only help to join what is kept apart.
const HIDDEN: [&str; 5] = ["id", "person", "member", "code", "hash"];

/// Rows by table.
pub type Held = BTreeMap<String, Vec<Map<String, Value>>>;

/// The tables that refer to `target` ("members" or "people"), with the columns
/// that do.
pub fn references(target: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mark = format!("REFERENCES {target} ");
    for sql in migrate::texts() {
        let code: Vec<&str> = sql
            .lines()
            .map(|line| line.split("--").next().unwrap_or(line))
            .collect();
        for code in code.join(" ").split(';') {
            let words: Vec<&str> = code.split_whitespace().collect();
            let ["CREATE" | "ALTER", "TABLE", table, ..] = words[..] else {
                continue;
            };
            let pieces: Vec<&str> = code.split(&mark).collect();
            for before in pieces.iter().take(pieces.len() - 1) {
                let from = before.rfind([',', '(']).map_or(0, |at| at + 1);
                let clause = before[from..]
                    .rsplit_once("ADD COLUMN")
                    .map_or(&before[from..], |(_, clause)| clause);
                if let Some(column) = clause.split_whitespace().next() {
                    let column = column.trim_end_matches(')');
                    found.push((table.to_owned(), column.to_owned()));
                }
            }
        }
    }
    found
}

/// All rows that refer to the row `id` of `target` ("members" or "people").
///
/// # Errors
/// If the database fails.
pub async fn about(conn: &mut Conn, target: &str, id: &str) -> Result<Held, StoreError> {
    let mut held = Held::new();
    for (table, column) in references(target) {
        let sql = format!("SELECT * FROM {table} WHERE {column} = $1");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(id)
            .fetch_all(&mut *conn)
            .await?;
        if !rows.is_empty() {
            let rows = rows
                .iter()
                .map(|row| shown(row, id))
                .collect::<Result<Vec<_>, _>>()?;
            held.entry(table).or_default().extend(rows);
        }
    }
    Ok(held)
}

fn shown(row: &AnyRow, id: &str) -> Result<Map<String, Value>, StoreError> {
    let mut shown = Map::new();
    for column in row.columns() {
        let (name, at) = (column.name(), column.ordinal());
        if HIDDEN.contains(&name) || row.try_get_raw(at)?.is_null() {
            continue;
        }
        let value = if let Ok(text) = row.try_get::<String, _>(at) {
            Value::from(text)
        } else if let Ok(number) = row.try_get::<i64, _>(at) {
            Value::from(number)
        } else {
            Value::from(row.try_get::<f64, _>(at)?)
        };
        if value != id {
            shown.insert(name.to_owned(), value);
        }
    }
    Ok(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::blind;
    use crate::people::{self, Person};
    use crate::sessions::{self, Token};
    use crate::testing::stores;

    #[test]
    fn what_belongs_to_someone_is_found_in_the_migrations() {
        let members = references("members");
        for expected in [
            ("notices", "member"),
            ("invitations", "member"),
            ("phones", "member"),
        ] {
            let found = members
                .iter()
                .any(|(t, c)| (t.as_str(), c.as_str()) == expected);
            assert!(found, "{expected:?} in {members:?}");
        }
        let people = references("people");
        assert!(
            people.contains(&("tokens".into(), "person".into())),
            "{people:?}"
        );
    }

    #[tokio::test]
    async fn ones_own_rows_are_given_without_ids_and_secrets() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            for id in ["p1", "p2"] {
                let person = Person {
                    id: id.into(),
                    phrase: "h".into(),
                    lang: "en".into(),
                };
                people::add(&mut tx, &person, id, 0).await.unwrap();
                let token = Token {
                    id: blind(),
                    person: id.into(),
                    name: format!("of {id}"),
                    scopes: "read".into(),
                    made: 7,
                    expires: 8,
                };
                sessions::add_token(&mut tx, &token).await.unwrap();
            }
            let held = about(&mut tx, "people", "p1").await.unwrap();
            let expected = serde_json::json!({
                "tokens": [{"name": "of p1", "scopes": "read", "made": 7, "expires": 8}]
            });
            assert_eq!(serde_json::to_value(held).unwrap(), expected);
        }
    }
}
