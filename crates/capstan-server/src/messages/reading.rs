//! Fetching what is in a message and reading it, before anything is written.

use super::inbound::{InboundMessage, LARGEST, Provider, Unreached, readable};
use crate::donations::files::{self, Came};
use crate::problem::Problem;
use axum::http::StatusCode;
use capstan_donation::Card;
use capstan_store::Micros;

/// That something is to be tried later.
pub fn postponed() -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "messages-later")
}

/// What was found in one picture or file.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Jobs, and the bytes they were read from.
    Jobs(Vec<Card>, Vec<u8>),
    /// It was read, and there is no job in it.
    None,
    /// It could not be fetched.
    Lost,
    /// It is of a type that is not read, too large, or from elsewhere.
    Refused,
}

/// What is in a message that is read at `now`, in its order. `last` says that
/// it is not tried again.
///
/// # Errors
/// If it may work later.
pub async fn read(
    provider: &dyn Provider,
    message: &InboundMessage,
    (last, now): (bool, Micros),
) -> Result<Vec<Found>, Problem> {
    let mut found = Vec::with_capacity(message.media.len());
    for (place, media) in message.media.iter().enumerate() {
        if !media.kind.is_empty() && !readable(&media.kind) {
            found.push(Found::Refused);
            continue;
        }
        let bytes = match provider.fetch(message, media).await {
            Ok(bytes) if bytes.len() <= LARGEST => bytes,
            Ok(_) => {
                found.push(Found::Refused);
                continue;
            }
            Err(Unreached::Later(_)) if !last => return Err(postponed()),
            Err(error) => {
                tracing::warn!(%error, provider = provider.name(), "media were not fetched");
                found.push(match error {
                    Unreached::Later(_) => Found::Lost,
                    Unreached::Never(_) => Found::Refused,
                });
                continue;
            }
        };
        found.push(jobs(place, bytes, (last, now)).await?);
    }
    Ok(found)
}

async fn jobs(place: usize, bytes: Vec<u8>, (last, now): (bool, Micros)) -> Result<Found, Problem> {
    let came = Came {
        name: format!("message-{}", place + 1),
        bytes: bytes.clone(),
    };
    match files::read(vec![came], now).await {
        Ok(cards) => Ok(Found::Jobs(cards, bytes)),
        Err(problem) if problem.key == "donations-no-job" => Ok(Found::None),
        Err(problem) if problem.status == StatusCode::UNPROCESSABLE_ENTITY => Ok(Found::Refused),
        Err(_) if last => Ok(Found::Lost),
        Err(problem) => Err(problem),
    }
}

/// Deletes what came with a message at its provider. Says whether all of it is
/// gone, or never will be.
pub async fn forget(provider: &dyn Provider, message: &InboundMessage) -> bool {
    let mut gone = true;
    for media in &message.media {
        if let Err(error) = provider.forget(message, media).await {
            tracing::warn!(%error, provider = provider.name(), "media were not deleted");
            gone &= matches!(error, Unreached::Never(_));
        }
    }
    gone
}
