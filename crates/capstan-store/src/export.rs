//! A coalition whole: all rows that are its, for whoever takes it elsewhere.
//!
//! What joins handles of one person (tags), opens anything (hashes of secrets)
//! or is sealed stays behind: of the tables that refer to people it holds what
//! the coalition itself may know.

use crate::backup::values;
use crate::dialect::Table;
use crate::error::StoreError;
use crate::store::Store;
use futures_util::TryStreamExt;
use serde_json::{Map, Value, json};
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;

/// Columns that no export holds.
const KEPT_BACK: &[(&str, &str)] = &[
    ("members", "person"),
    ("members", "handle_key"),
    ("reports", "reporter"),
    // A file that one person shows in two coalitions has one hash.
    ("kit_steps", "file"),
];

/// Tables that no export holds: what is between a person and the service.
const PRIVATE: &[&str] = &[
    "people",
    "sessions",
    "tokens",
    "notices",
    "own_values",
    // One number has one tag in all coalitions.
    "phones",
    "link_codes",
    "replays",
    "text_files",
    "evidence_asked",
    "donations",
    "donation_consents",
    "donation_marks",
];

/// Says whether a column may stand in an export.
fn open(table: &str, column: &str) -> bool {
    let secret = ["code", "hash", "sealed"];
    !KEPT_BACK.contains(&(table, column))
        && (table == "log" || !secret.iter().any(|word| column.contains(word)))
}

/// All rows that belong to a coalition, by table, as JSON. Gives nothing if
/// there is no such coalition.
///
/// # Errors
/// If the database fails.
pub async fn coalition(store: &Store, id: &str) -> Result<Option<Value>, StoreError> {
    let mut conn = store.snapshot().await?;
    let dialect = store.dialect();
    let tables = dialect.tables(&mut conn).await?;
    // How the rows of each table that are the coalition's are told: by what
    // they refer to. `$1` is the coalition.
    let mut theirs: BTreeMap<String, String> = BTreeMap::new();
    theirs.insert("coalitions".into(), "id = $1".into());
    let mut out = Map::new();
    for table in &tables {
        if PRIVATE.contains(&table.name.as_str()) {
            continue;
        }
        if !theirs.contains_key(&table.name) {
            let mut ways = Vec::new();
            for (column, parent, key) in dialect.references(&mut conn, &table.name).await? {
                if let Some(condition) = theirs.get(&parent) {
                    ways.push(format!(
                        "{column} IN (SELECT {key} FROM {parent} WHERE {condition})"
                    ));
                }
            }
            // A direct reference to the coalition says it all.
            let direct = table.columns.iter().any(|(name, _)| name == "coalition");
            let condition = match ways.is_empty() {
                true => continue,
                false if direct => "coalition = $1".to_owned(),
                false => ways.join(" OR "),
            };
            theirs.insert(table.name.clone(), condition);
        }
        let shown = Table {
            name: table.name.clone(),
            columns: table
                .columns
                .iter()
                .filter(|(column, _)| open(&table.name, column))
                .cloned()
                .collect(),
        };
        let names: Vec<&str> = shown.columns.iter().map(|(n, _)| n.as_str()).collect();
        let condition = &theirs[&table.name];
        let query = format!(
            "SELECT {} FROM {} WHERE {condition}",
            names.join(", "),
            table.name
        );
        let mut found = sqlx::query(AssertSqlSafe(query)).bind(id).fetch(&mut *conn);
        let mut rows = Vec::new();
        while let Some(row) = found.try_next().await? {
            let named = names.iter().map(ToString::to_string);
            let row: Map<String, Value> = named.zip(values(&row, &shown)?).collect();
            rows.push(Value::Object(row));
        }
        out.insert(table.name.clone(), Value::Array(rows));
    }
    sqlx::query("ROLLBACK").execute(&mut *conn).await?;
    let there = out["coalitions"]
        .as_array()
        .is_some_and(|rows| !rows.is_empty());
    Ok(there.then(|| json!({"capstan-coalition": 1, "tables": out})))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::Member;
    use crate::messages::{self, Phone};
    use crate::testing::{self, stores};
    use crate::{coalitions, log, members};

    #[tokio::test]
    async fn an_export_holds_what_is_the_coalitions_and_no_tag_of_a_person() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            for id in ["a", "b"] {
                coalitions::add(&mut tx, &testing::coalition(id), &["pay".into()])
                    .await
                    .unwrap();
                let member = Member {
                    id: format!("m{id}"),
                    role: "steward".into(),
                    ..testing::member(id, &format!("Ana-{id}"))
                };
                members::add(&mut tx, &member, "the tag", "ana")
                    .await
                    .unwrap();
                let phone = Phone {
                    coalition: id.into(),
                    phone: "the tag".into(),
                    member: Some(member.id),
                    talk: "sealed".into(),
                    turn: 0,
                };
                messages::put_phone(&mut tx, &phone, 0).await.unwrap();
                log::append(&mut tx, id, "{}").await.unwrap();
            }
            tx.commit().await.unwrap();
            let export = coalition(&test.store, "a").await.unwrap().unwrap();
            let tables = &export["tables"];
            assert_eq!(tables["members"].as_array().unwrap().len(), 1);
            assert_eq!(tables["members"][0]["handle"], "Ana-a");
            assert_eq!(tables["log"].as_array().unwrap().len(), 1);
            assert_eq!(tables["visions"][0]["tag"], "pay");
            let text = export.to_string();
            assert!(
                !text.contains("the tag") && !text.contains("Ana-b"),
                "{text}"
            );
            assert_eq!(coalition(&test.store, "c").await.unwrap(), None);
        }
    }
}
