//! Files that donors send, read in limited child processes, few at a time.

use crate::problem::Problem;
use axum::http::StatusCode;
use capstan_data::pay::PayError;
use capstan_donation::duplicate::Likeness;
use capstan_donation::{Card, DonationError, Kind, Limits, Reader, kind};
use capstan_store::Micros;
use capstan_store::id::DAY;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use tokio::sync::Semaphore;

/// The largest file, in bytes.
pub const LARGEST: usize = 32 << 20;
/// The most bytes of all files that are sent at once.
pub const LARGEST_ALL: usize = 128 << 20;
/// The most files of one donation.
pub const MOST_FILES: usize = 100;
/// The most jobs of one donation.
pub const MOST_JOBS: usize = 5000;

/// Reading pictures is work for the whole machine, so few are read at a time.
static READING: Semaphore = Semaphore::const_new(2);

/// A file that came.
#[derive(Clone, Debug)]
pub struct Came {
    /// Its name, for messages to its donor and to tell texts apart.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The last day on which a job can have been that is sent at `now`: where it is
/// tomorrow already, that.
pub fn latest(now: Micros) -> Date {
    let latest = Timestamp::from_microsecond(now.saturating_add(DAY));
    latest.unwrap_or_default().to_zoned(TimeZone::UTC).date()
}

/// The cards in files that are sent at `now`, in the order of the files.
///
/// # Errors
/// If one cannot be read: nothing was kept of any.
pub async fn read(files: Vec<Came>, now: Micros) -> Result<Vec<Card>, Problem> {
    let mut cards = Vec::new();
    for file in files {
        cards.extend(read_one(file, now).await?);
    }
    few(cards.len())?;
    Ok(cards)
}

/// The cards in a file that is sent at `now`, in reading order.
///
/// # Errors
/// If it cannot be read, or holds none.
pub async fn read_one(file: Came, now: Micros) -> Result<Vec<Card>, Problem> {
    let reader = Reader {
        taken: Some(latest(now)),
        ..reader()
    };
    let ours = || Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours");
    let _turn = READING.acquire().await.map_err(|_| ours())?;
    let read = tokio::task::spawn_blocking(move || reader.bytes(&file.name, &file.bytes));
    let cards = read.await.map_err(|_| ours())?.map_err(|e| refused(&e))?;
    match cards.is_empty() {
        true => Err(Problem::input("file", "donations-no-job")),
        false => Ok(cards),
    }
}

/// How a file looks, if it is a picture that can be decoded.
pub async fn look(file: Came) -> Option<String> {
    let look = tokio::task::spawn_blocking(move || {
        let reader = reader();
        picture(&file.bytes)?;
        let kind = kind(&file.name, &file.bytes, &reader.limits).ok()?;
        let picture = reader.decode(&file.name, &file.bytes, kind).ok()?;
        Some(Likeness::of(&picture).text())
    });
    look.await.ok()?
}

/// Refuses more jobs than a donation may have.
///
/// # Errors
/// If there are.
pub fn few(jobs: usize) -> Result<(), Problem> {
    match jobs > MOST_JOBS {
        true => Err(Problem::input("file", "donations-too-many-jobs")
            .with("found", jobs)
            .with("most", MOST_JOBS)),
        false => Ok(()),
    }
}

/// What kind of picture this is, if it is one.
pub fn picture(bytes: &[u8]) -> Option<&'static str> {
    match kind("", bytes, &Limits::default()).ok()? {
        Kind::Png => Some("png"),
        Kind::Jpeg => Some("jpg"),
        Kind::WebP => Some("webp"),
        Kind::Heif => Some("heic"),
        Kind::Pdf | Kind::Zip | Kind::Text => None,
    }
}

fn reader() -> Reader {
    Reader {
        limits: Limits {
            bytes: LARGEST,
            ..Limits::default()
        },
        ..Reader::default()
    }
}

/// What is wrong with a file, in words: whoever reads them sees the file's
/// name beside.
fn refused(error: &DonationError) -> Problem {
    let input = |key| Problem::input("file", key);
    match error {
        DonationError::NoProgram { program, .. } => {
            tracing::error!(program, "a program that reads donations is not installed");
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "donations-no-program")
        }
        DonationError::Refused { .. } => input("donations-file-kind"),
        DonationError::Program { .. } => input("donations-file-slow"),
        DonationError::Table(error) => match error {
            PayError::Empty { .. } => input("donations-no-job"),
            PayError::Field { place, .. } => input("donations-file-field")
                .with("line", line(place.at))
                .with("column", &place.field),
            PayError::FieldCount { at, .. } => input("donations-file-line").with("line", line(*at)),
            PayError::NotText { line, .. } => input("donations-file-text").with("line", line),
            PayError::MissingColumn { .. } | PayError::TwiceColumn { .. } => {
                input("donations-file-columns")
            }
            PayError::Unreadable { .. } => input("donations-file-kind"),
        },
        DonationError::Unreadable { .. } | DonationError::Layout { .. } => {
            tracing::error!(%error, "a donated file");
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours")
        }
    }
}

fn line(at: capstan_data::error::At) -> u64 {
    match at {
        capstan_data::error::At::Line(n) | capstan_data::error::At::Row(n) => n,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn key(bytes: &[u8]) -> &'static str {
        let file = Came {
            name: "a".into(),
            bytes: bytes.to_vec(),
        };
        read_one(file, 0).await.expect_err("refused").key
    }

    #[tokio::test]
    async fn what_is_wrong_with_a_file_is_said_in_words() {
        assert_eq!(key(b"").await, "donations-file-kind");
        assert_eq!(key(b"GIF89a").await, "donations-file-kind");
        assert_eq!(key(b"a,b\n1,2\n").await, "donations-file-columns");
        let wrong = b"start,total,currency\n2020-08-24,lots,USD\n";
        assert_eq!(key(wrong).await, "donations-file-field");
        let short = b"start,total,currency\n2020-08-24,1.00\n";
        assert_eq!(key(short).await, "donations-file-line");
    }

    #[test]
    fn only_pictures_are_pictures() {
        assert_eq!(picture(b"\x89PNG\r\n\x1a\n"), Some("png"));
        assert_eq!(picture(b"\xff\xd8\xff\xe0"), Some("jpg"));
        assert_eq!(picture(b"%PDF-1.7"), None);
        assert_eq!(picture(b"a,b\n"), None);
    }
}
