//! Backups: one file with all that is kept but the secret, as of one moment,
//! made while the service runs. A backup of one kind of database can be
//! restored into the other.
//!
//! The file is a compressed tar archive: `backup.json` (form, step of the
//! tables, time), `tables/NAME.jsonl` with one JSON list a row, and `blobs/KIND/HASH`.

use crate::dialect::{Dialect, Kind, Table};
use crate::error::StoreError;
use crate::id::{self, Micros};
use crate::keys::Keys;
use crate::migrate;
use crate::store::{Conn, Store};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use futures_util::TryStreamExt;
use serde_json::{Value, json};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// The form of the file.
const FORM: i64 = 1;

/// What was written or read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Tables, each with the number of its rows.
    pub tables: Vec<(String, u64)>,
    /// Files of people.
    pub blobs: u64,
    /// When the backup was made; nothing in old ones.
    pub made: Option<Micros>,
}

fn file_error(path: &Path) -> impl Fn(std::io::Error) -> StoreError + '_ {
    move |e| StoreError::File {
        path: path.display().to_string(),
        why: e.to_string(),
    }
}

fn wrong(path: &Path, why: impl Into<String>) -> StoreError {
    StoreError::File {
        path: path.display().to_string(),
        why: why.into(),
    }
}

/// Writes a backup of the store and of the folder `blobs` to `file`, which
/// must not be there yet.
///
/// # Errors
/// If the file is there or cannot be written, or the database fails. A file
/// that was begun is removed.
pub async fn write(store: &Store, blobs: &Path, file: &Path) -> Result<Summary, StoreError> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let out = options.open(file).map_err(file_error(file))?;
    let result = write_to(store, blobs, file, out).await;
    if result.is_err() {
        // What went wrong first is what counts.
        let _ = std::fs::remove_file(file);
    }
    result
}

async fn write_to(
    store: &Store,
    blobs: &Path,
    file: &Path,
    out: File,
) -> Result<Summary, StoreError> {
    let io = file_error(file);
    let mut archive = tar::Builder::new(GzEncoder::new(BufWriter::new(out), Compression::fast()));
    let made = id::now();
    let head = json!({"capstan-backup": FORM, "step": migrate::newest(), "made": made});
    add(&mut archive, "backup.json", head.to_string().as_bytes()).map_err(&io)?;
    let mut summary = Summary {
        made: Some(made),
        ..Summary::default()
    };
    let mut conn = store.snapshot().await?;
    for table in store.dialect().tables(&mut conn).await? {
        let mut spool = tempfile::tempfile().map_err(&io)?;
        let rows = dump(&mut conn, &table, &mut spool).await?;
        let mut header = tar::Header::new_gnu();
        header.set_mode(0o600);
        header.set_size(std::io::Seek::stream_position(&mut spool).map_err(&io)?);
        std::io::Seek::rewind(&mut spool).map_err(&io)?;
        let name = format!("tables/{}.jsonl", table.name);
        archive.append_data(&mut header, name, spool).map_err(&io)?;
        summary.tables.push((table.name, rows));
    }
    sqlx::query("ROLLBACK").execute(&mut *conn).await?;
    for (name, path) in files(blobs)? {
        // One may have been withdrawn since the folder was listed.
        if let Ok(mut blob) = File::open(path) {
            archive
                .append_file(format!("blobs/{name}"), &mut blob)
                .map_err(&io)?;
            summary.blobs += 1;
        }
    }
    let out = archive
        .into_inner()
        .and_then(GzEncoder::finish)
        .map_err(&io)?;
    let out = out.into_inner().map_err(|e| io(e.into_error()))?;
    out.sync_all().map_err(&io)?;
    Ok(summary)
}

/// The files of people under the folder `blobs`, by kind and hash
/// ("ratings/…"). Files that are still being written have other names.
///
/// # Errors
/// If a folder cannot be read.
pub fn files(blobs: &Path) -> Result<Vec<(String, PathBuf)>, StoreError> {
    let mut found = Vec::new();
    if !blobs.is_dir() {
        return Ok(found);
    }
    for kind in std::fs::read_dir(blobs).map_err(file_error(blobs))? {
        let kind = kind.map_err(file_error(blobs))?;
        if !kind.path().is_dir() {
            continue;
        }
        for file in std::fs::read_dir(kind.path()).map_err(file_error(blobs))? {
            let file = file.map_err(file_error(blobs))?;
            let name = file.file_name().to_string_lossy().into_owned();
            if is_hash(&name) {
                let kind = kind.file_name().to_string_lossy().into_owned();
                found.push((format!("{kind}/{name}"), file.path()));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|b| b.is_ascii_hexdigit())
}

fn add(archive: &mut tar::Builder<impl Write>, name: &str, content: &[u8]) -> std::io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_mode(0o600);
    header.set_size(content.len() as u64);
    archive.append_data(&mut header, name, content)
}

/// Writes the rows of a table as lines of JSON; gives their number.
async fn dump(conn: &mut Conn, table: &Table, out: &mut File) -> Result<u64, StoreError> {
    let names: Vec<&str> = table
        .columns
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    // Names come from the catalogue of our own tables.
    let query = format!("SELECT {} FROM {}", names.join(", "), table.name);
    let spool = |e: std::io::Error| StoreError::File {
        path: "a temporary file".into(),
        why: e.to_string(),
    };
    let mut out = BufWriter::new(out);
    let mut rows = 0;
    let mut found = sqlx::query(AssertSqlSafe(query)).fetch(conn);
    while let Some(row) = found.try_next().await? {
        let line = Value::Array(values(&row, table)?);
        writeln!(out, "{line}").map_err(spool)?;
        rows += 1;
    }
    out.flush().map_err(spool)?;
    Ok(rows)
}

pub(crate) fn values(row: &AnyRow, table: &Table) -> Result<Vec<Value>, StoreError> {
    let value = |(i, (_, kind)): (usize, &(String, Kind))| {
        Ok(match kind {
            Kind::Text => json!(row.try_get::<Option<String>, _>(i)?),
            Kind::Whole => json!(row.try_get::<Option<i64>, _>(i)?),
            Kind::Real => json!(row.try_get::<Option<f64>, _>(i)?),
        })
    };
    table.columns.iter().enumerate().map(value).collect()
}

/// Restores a backup into the empty database at `address` and the empty or
/// missing folder `blobs`. Nothing is there before all of it is.
///
/// # Errors
/// If the file is no backup, is damaged or newer than this program, or the
/// database is not empty.
pub async fn restore(
    file: &Path,
    address: &str,
    keys: Keys,
    blobs: &Path,
) -> Result<Summary, StoreError> {
    let io = file_error(file);
    let input = GzDecoder::new(BufReader::new(File::open(file).map_err(&io)?));
    let mut archive = tar::Archive::new(input);
    let damaged =
        |e: std::io::Error| wrong(file, format!("it is damaged ({e}); take another backup"));
    let mut entries = archive.entries().map_err(&io)?;
    let first = entries.next().ok_or_else(|| wrong(file, NO_BACKUP))?;
    let mut first = first.map_err(|_| wrong(file, NO_BACKUP))?;
    let mut head = String::new();
    first
        .read_to_string(&mut head)
        .map_err(|_| wrong(file, NO_BACKUP))?;
    let head: Value = serde_json::from_str(&head).map_err(|_| wrong(file, NO_BACKUP))?;
    let (form, step) = (head["capstan-backup"].as_i64(), head["step"].as_i64());
    let step = match (form, step) {
        (Some(FORM), Some(step)) if step <= migrate::newest() => step,
        (Some(_), Some(step)) => {
            let newest = migrate::newest();
            let why = format!(
                "it was made by a newer version (tables at step {step}, this program knows {newest}); restore it with that version"
            );
            return Err(wrong(file, why));
        }
        _ => return Err(wrong(file, NO_BACKUP)),
    };
    let store = Store::open_at(address, keys.clone(), Some(step)).await?;
    let tables = store.dialect().tables(&mut *store.read().await?).await?;
    std::fs::create_dir_all(blobs).map_err(file_error(blobs))?;
    let mut summary = Summary {
        made: head["made"].as_i64(),
        ..Summary::default()
    };
    let mut tx = store.begin().await?;
    for table in &tables {
        let query = format!("SELECT count(*) FROM {}", table.name);
        let row = sqlx::query(AssertSqlSafe(query))
            .fetch_one(&mut *tx)
            .await?;
        if row.get::<i64, _>(0) > 0 {
            let why = format!(
                "there is something in the database already (table {}); restore into an empty one",
                table.name
            );
            return Err(wrong(file, why));
        }
    }
    for entry in entries {
        let mut entry = entry.map_err(damaged)?;
        let path = entry.path().map_err(damaged)?.into_owned();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        if path.starts_with("tables") {
            let table = tables
                .iter()
                .find(|t| Some(t.name.as_str()) == name.strip_suffix(".jsonl"))
                .ok_or_else(|| {
                    wrong(
                        file,
                        format!("it has a table {name}, which is none of ours"),
                    )
                })?;
            let rows = load(&mut tx, table, &mut entry, file).await?;
            summary.tables.push((table.name.clone(), rows));
        } else if path.starts_with("blobs") && is_hash(&name) {
            let mut content = Vec::new();
            entry.read_to_end(&mut content).map_err(damaged)?;
            if blake3::hash(&content).to_hex().as_str() != name {
                return Err(wrong(file, format!("the file {name} in it is damaged")));
            }
            let kind = path.parent().and_then(Path::file_name).unwrap_or_default();
            let folder = blobs.join(kind);
            std::fs::create_dir_all(&folder).map_err(file_error(&folder))?;
            let to = folder.join(&name);
            std::fs::write(&to, content).map_err(file_error(&to))?;
            summary.blobs += 1;
        }
    }
    tx.commit().await?;
    store.close().await;
    Store::open(address, keys).await?.close().await;
    Ok(summary)
}

const NO_BACKUP: &str = "it is no backup; expected a file that `capstan admin backup` wrote";

async fn load(
    conn: &mut Conn,
    table: &Table,
    content: &mut impl Read,
    file: &Path,
) -> Result<u64, StoreError> {
    let names: Vec<&str> = table
        .columns
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    let marks: Vec<String> = (1..=names.len()).map(|i| format!("${i}")).collect();
    let query = format!(
        "INSERT INTO {} ({}) VALUES ({})",
        table.name,
        names.join(", "),
        marks.join(", ")
    );
    let mut rows = 0;
    for line in BufReader::new(content).lines() {
        let line =
            line.map_err(|e| wrong(file, format!("it is damaged ({e}); take another backup")))?;
        let row: Vec<Value> = serde_json::from_str(&line)
            .ok()
            .filter(|row: &Vec<Value>| row.len() == names.len())
            .ok_or_else(|| {
                let n = rows + 1;
                wrong(
                    file,
                    format!("row {n} of the table {} is damaged", table.name),
                )
            })?;
        let mut insert = sqlx::query(AssertSqlSafe(query.clone()));
        for (value, (_, kind)) in row.iter().zip(&table.columns) {
            insert = match kind {
                Kind::Text => insert.bind(value.as_str().map(str::to_owned)),
                Kind::Whole => insert.bind(value.as_i64()),
                Kind::Real => insert.bind(value.as_f64()),
            };
        }
        insert.execute(&mut *conn).await?;
        rows += 1;
    }
    Ok(rows)
}

/// What is wrong with a database, as its own checks see it.
///
/// # Errors
/// If it cannot be asked.
pub async fn check(store: &Store) -> Result<Vec<String>, StoreError> {
    let mut conn = store.read().await?;
    match store.dialect() {
        Dialect::Sqlite => {
            let rows = sqlx::query("PRAGMA integrity_check")
                .fetch_all(&mut *conn)
                .await?;
            let found = rows.iter().map(|row| row.get::<String, _>(0));
            Ok(found.filter(|line| line != "ok").collect())
        }
        Dialect::Postgres => Ok(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::blind;
    use crate::people::{self, Person};
    use crate::testing::stores;

    async fn lookup(store: &Store) -> Option<Person> {
        people::by_lookup(&mut store.read().await.unwrap(), "tag")
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn a_backup_of_either_is_restored_into_a_file() {
        for test in stores().await {
            let dir = tempfile::tempdir().unwrap();
            let person = Person {
                id: blind(),
                phrase: "\u{1F33B} \"quoted\"\n".into(),
                lang: "es".into(),
            };
            let mut tx = test.store.begin().await.unwrap();
            people::add(&mut tx, &person, "tag", 0).await.unwrap();
            tx.commit().await.unwrap();
            let blobs = dir.path().join("blobs");
            let kind = blobs.join("proofs");
            std::fs::create_dir_all(&kind).unwrap();
            let hash = blake3::hash(b"receipt").to_hex().to_string();
            std::fs::write(kind.join(&hash), b"receipt").unwrap();
            std::fs::write(kind.join("half.tmp"), b"half").unwrap();
            let file = dir.path().join("backup");
            let written = write(&test.store, &blobs, &file).await.unwrap();
            assert_eq!(written.blobs, 1);
            assert!(written.tables.contains(&("people".into(), 1)));
            assert!(
                write(&test.store, &blobs, &file).await.is_err(),
                "it is there"
            );

            let address = format!("sqlite:{}", dir.path().join("new.db").display());
            let to = dir.path().join("new-blobs");
            let keys = test.store.keys.clone();
            let read = restore(&file, &address, keys.clone(), &to).await.unwrap();
            assert_eq!(read, written);
            assert_eq!(
                std::fs::read(to.join("proofs").join(&hash)).unwrap(),
                b"receipt"
            );
            let new = Store::open(&address, keys.clone()).await.unwrap();
            assert_eq!(lookup(&new).await, Some(person));
            assert!(check(&new).await.unwrap().is_empty());
            let again = restore(&file, &address, keys, &to).await.unwrap_err();
            assert!(again.to_string().contains("into an empty one"), "{again}");
        }
    }

    #[tokio::test]
    async fn a_damaged_backup_leaves_nothing_behind() {
        let test = crate::testing::sqlite().await;
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("backup");
        let mut tx = test.store.begin().await.unwrap();
        for n in 0..500 {
            let person = Person {
                id: blind(),
                phrase: blind(),
                lang: "en".into(),
            };
            people::add(&mut tx, &person, &format!("{n}"), 0)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        write(&test.store, dir.path(), &file).await.unwrap();
        let whole = std::fs::read(&file).unwrap();
        std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
        let address = format!("sqlite:{}", dir.path().join("new.db").display());
        let failed = restore(&file, &address, Keys::fresh(), dir.path()).await;
        let said = failed.unwrap_err().to_string();
        assert!(said.contains("take another backup"), "{said}");
        let new = Store::open(&address, Keys::fresh()).await.unwrap();
        let row = sqlx::query("SELECT count(*) FROM people")
            .fetch_one(&mut *new.read().await.unwrap())
            .await
            .unwrap();
        assert_eq!(row.get::<i64, _>(0), 0);
        std::fs::write(&file, b"hello").unwrap();
        let failed = restore(&file, &address, Keys::fresh(), dir.path()).await;
        assert!(failed.unwrap_err().to_string().contains("no backup"));
    }
}
