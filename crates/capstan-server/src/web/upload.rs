//! Forms that carry files, taken in part by part.

use crate::problem::Problem;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;

/// The longest text beside a file, in bytes.
const LONGEST: usize = 800;

/// The content of a part of at most `most` bytes.
///
/// # Errors
/// If it cannot be read or is larger.
pub async fn take(mut part: Field<'_>, most: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(unreadable)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > most {
            return Err(Problem::too_large());
        }
    }
    Ok(bytes)
}

/// The text of a part.
///
/// # Errors
/// If it cannot be read or is too long.
pub async fn text(part: Field<'_>) -> Result<String, Problem> {
    String::from_utf8(take(part, LONGEST).await?)
        .map(|text| text.trim().to_owned())
        .map_err(|_| Problem::unreadable())
}

/// A form that cannot be read on, because it is too large or broken.
pub fn unreadable(error: MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(),
        _ => Problem::unreadable(),
    }
}
