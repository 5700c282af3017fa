//! Files that donors send, read in a limited child process, one after another.

use crate::problem::Problem;
use axum::http::StatusCode;
use capstan_donation::{Card, DonationError, Limits, Reader};
use tokio::sync::Semaphore;

/// The largest file, in bytes.
pub const LARGEST: usize = 32 << 20;
/// The most files of one donation.
pub const MOST_FILES: usize = 20;
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

/// The cards in files, in the order of the files.
///
/// # Errors
/// If one cannot be read: the problem names it, and nothing was kept of any.
pub async fn read(files: Vec<Came>) -> Result<Vec<Card>, Problem> {
    let ours = || Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours");
    let _turn = READING.acquire().await.map_err(|_| ours())?;
    let read = tokio::task::spawn_blocking(move || {
        let reader = Reader {
            limits: Limits {
                bytes: LARGEST,
                ..Limits::default()
            },
            ..Reader::default()
        };
        let mut cards = Vec::new();
        for file in &files {
            cards.extend(reader.bytes(&file.name, &file.bytes)?);
        }
        Ok(cards)
    });
    let cards = read.await.map_err(|_| ours())?.map_err(|e| refused(&e))?;
    match cards.len() {
        0 => Err(Problem::input("file", "donations-no-job")),
        n if n > MOST_JOBS => Err(Problem::input("file", "donations-too-many-jobs")
            .with("found", n)
            .with("most", MOST_JOBS)),
        _ => Ok(cards),
    }
}

fn refused(error: &DonationError) -> Problem {
    match error {
        DonationError::NoProgram { program, .. } => {
            tracing::error!(program, "a program that reads donations is not installed");
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "donations-no-program")
        }
        error => Problem::input("file", "donations-file").with("why", error),
    }
}
