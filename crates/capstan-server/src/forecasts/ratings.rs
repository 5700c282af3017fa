//! Ratings that come from outside: taken in as a stream, looked at with limits,
//! named by nothing but their content.

use crate::app::App;
use crate::forecasts::refused;
use crate::problem::Problem;
use crate::web::upload::{text, unreadable};
use axum::extract::Multipart;
use axum::http::StatusCode;
use capstan_data::{Dataset, Duplicates, Keep, ReadOptions};
use capstan_store::blobs::{Blobs, Upload};
use flate2::read::MultiGzDecoder;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{Read, Seek, copy, sink};
use std::path::{Path, PathBuf};
use tokio::sync::Semaphore;
use utoipa::ToSchema;

/// The largest file, in bytes.
pub const LARGEST: u64 = 256 << 20;
/// The most bytes that a packed file may unpack to.
const UNPACKED: u64 = 2 << 30;
/// The most ratings that are read.
const MOST: u32 = 30_000_000;

/// One file is looked at at a time: each may take much memory.
static LOOKING: Semaphore = Semaphore::const_new(1);

/// How a file of ratings is read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Reading {
    /// The column with the person; found by its name if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The column with the item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The column with the rating.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<String>,
    /// The column with the time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Whether there are no ratings, and every record is a sign of interest.
    pub implicit: bool,
    /// What is done where someone rated an item twice.
    pub duplicates: Twice,
}

/// What is done where someone rated an item twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Twice {
    /// The file is refused.
    #[default]
    Error,
    /// The last rating counts.
    Last,
}

/// What was found in a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Found {
    /// How many people.
    #[schema(example = 610)]
    pub people: usize,
    /// How many items.
    #[schema(example = 9724)]
    pub items: usize,
    /// How many ratings.
    #[schema(example = 100_836)]
    pub ratings: usize,
    /// The lowest rating that can be given.
    pub lowest: f32,
    /// The highest.
    pub highest: f32,
    /// From which rating an item counts as liked.
    pub liked_from: f32,
}

/// What was sent beside a file.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// How to read it.
    pub reading: Reading,
    /// Whether it is to stay after the forecast.
    pub keep: bool,
    /// The proof of the form.
    pub csrf: String,
}

/// The files of ratings.
pub fn blobs(app: &App) -> Blobs {
    Blobs::new(&app.config.data, "ratings")
}

/// What data are called that came from outside: their own name could say who
/// they are about.
pub fn name(blob: &str) -> String {
    format!("ratings-{}", blob.get(..8).unwrap_or(""))
}

/// Takes in a form with a file as its last field, `file`. `allow` looks at
/// what came before, so that nothing of the file is taken from those who may
/// not send one. The name of the file is not looked at.
///
/// # Errors
/// If `allow` refuses, the file is too large, missing or empty.
pub async fn take(
    app: &App,
    mut form: Multipart,
    allow: impl AsyncFnOnce(&Sent) -> Result<(), Problem>,
) -> Result<(Sent, Upload), Problem> {
    let mut sent = Sent::default();
    while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            allow(&sent).await?;
            let mut upload = blobs(app).upload(LARGEST).await?;
            let mut empty = true;
            while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
                empty &= chunk.is_empty();
                upload.write(&chunk).await?;
            }
            if empty {
                return Err(Problem::input("file", "forecasts-no-file"));
            }
            return Ok((sent, upload));
        }
        let value = text(field).await?;
        let some = (!value.is_empty()).then(|| value.clone());
        match name.as_str() {
            "user" => sent.reading.user = some,
            "item" => sent.reading.item = some,
            "rating" => sent.reading.rating = some,
            "time" => sent.reading.time = some,
            "implicit" => sent.reading.implicit = value == "yes" || value == "true",
            "twice" if value == "yes" || value == "true" => sent.reading.duplicates = Twice::Last,
            "keep" => sent.keep = value == "yes" || value == "true",
            "csrf" => sent.csrf = value,
            _ => {}
        }
    }
    Err(Problem::input("file", "forecasts-no-file"))
}

/// Looks at a file that came in.
///
/// # Errors
/// If it holds no ratings that can be read.
pub async fn look(upload: &mut Upload, reading: &Reading) -> Result<Found, Problem> {
    let path: PathBuf = upload.whole().await?.to_owned();
    let reading = reading.clone();
    let ours = |_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours");
    let _turn = LOOKING.acquire().await.map_err(|e| ours(e.to_string()))?;
    let looked = tokio::task::spawn_blocking(move || {
        let data = read(&path, &reading, Keep::default(), "file")?;
        let scale = data.ratings.scale();
        Ok(Found {
            people: data.ratings.n_users(),
            items: data.ratings.n_items(),
            ratings: data.ratings.len(),
            lowest: scale.min,
            highest: scale.max,
            liked_from: data.ratings.relevant(),
        })
    });
    looked.await.map_err(|e| ours(e.to_string()))?
}

/// Reads a file of ratings, called `name` in what is said of it.
///
/// # Errors
/// If it cannot be read, or unpacks to more than may be.
pub fn read(path: &Path, reading: &Reading, keep: Keep, name: &str) -> Result<Dataset, Problem> {
    bounded(path, UNPACKED)?;
    let options = ReadOptions {
        user: reading.user.clone(),
        item: reading.item.clone(),
        rating: reading.rating.clone(),
        time: reading.time.clone(),
        implicit: reading.implicit,
        duplicates: match reading.duplicates {
            Twice::Error => Duplicates::Error,
            Twice::Last => Duplicates::Last,
        },
        most: Some(MOST),
        keep,
        ..ReadOptions::default()
    };
    let mut data = capstan_data::read(path, &options).map_err(|error| refused::data(&error))?;
    data.name = name.to_owned();
    Ok(data)
}

/// Refuses packed files that unpack to more than `most` bytes.
fn bounded(path: &Path, most: u64) -> Result<(), Problem> {
    let gone = |_| Problem::conflict("forecasts-ratings-gone");
    let mut file = File::open(path).map_err(gone)?;
    let mut head = Vec::new();
    file.by_ref().take(2).read_to_end(&mut head).map_err(gone)?;
    if head != [0x1f, 0x8b] {
        return Ok(());
    }
    file.rewind().map_err(gone)?;
    let mut unpacked = MultiGzDecoder::new(file).take(most + 1);
    // What is broken in it is said by the reader.
    match copy(&mut unpacked, &mut sink()) {
        Ok(bytes) if bytes > most => {
            Err(Problem::input("file", "forecasts-unpacked").with("most", most >> 20))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    fn key(bytes: &[u8]) -> &'static str {
        let file = file(bytes);
        let read = read(file.path(), &Reading::default(), Keep::default(), "file");
        let problem = read.unwrap_err();
        assert_eq!(problem.field, Some("file"));
        problem.key
    }

    #[test]
    fn what_unpacks_to_too_much_is_not_unpacked() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&vec![b'\n'; 5 << 20]).unwrap();
        let bomb = file(&packed.finish().unwrap());
        assert!(bomb.as_file().metadata().unwrap().len() < 10_000);
        let refused = bounded(bomb.path(), 4 << 20).unwrap_err();
        assert_eq!(refused.key, "forecasts-unpacked");
        assert_eq!(bounded(bomb.path(), 5 << 20), Ok(()));
    }

    #[test]
    fn what_holds_no_ratings_is_refused_and_says_why() {
        let endless = vec![b'x'; 18 << 20];
        assert_eq!(key(&endless), "data-not-text");
        assert_eq!(key(b"PK\x03\x04 and more"), "data-not-text");
        assert_eq!(key(b"PAR1 and no more"), "data-broken");
        assert_eq!(key(b"\x1f\x8b broken"), "data-cut");
        assert_eq!(key(b"user,item,rating\na,b,good\n"), "data-number");
        assert_eq!(key(b"<html><body>hello</body></html>"), "data-delimiter");
        assert_eq!(key(b""), "data-empty");
    }

    #[test]
    fn data_have_no_name_of_their_own() {
        let good = file(b"user,item,rating\na,x,1\nb,x,5\n");
        let keep = Keep::default();
        let data = read(good.path(), &Reading::default(), keep, "ratings-0123").unwrap();
        assert_eq!(
            (data.name.as_str(), data.ratings.len()),
            ("ratings-0123", 2)
        );
        let twice = file(b"user,item,rating\na,x,1\na,x,5\nb,x,2\n");
        assert!(read(twice.path(), &Reading::default(), keep, "file").is_err());
        let last = Reading {
            duplicates: Twice::Last,
            ..Reading::default()
        };
        let data = read(twice.path(), &last, keep, "file").unwrap();
        assert_eq!(data.ratings.len(), 2);
    }
}
