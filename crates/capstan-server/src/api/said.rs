//! What the description of the API says of refusals, for all areas.

use crate::problem::ProblemJson;
use utoipa::IntoResponses;

/// How a read is refused.
#[derive(IntoResponses)]
#[allow(dead_code)]
pub enum NotShown {
    /// A part of the address cannot be read.
    #[response(status = 400, content_type = "application/problem+json")]
    Unreadable(ProblemJson),
    /// Nobody is signed in, or the token is not valid.
    #[response(status = 401, content_type = "application/problem+json")]
    SignIn(ProblemJson),
    /// The token may not do this.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(ProblemJson),
    /// There is no such thing, or it is not theirs to see.
    #[response(status = 404, content_type = "application/problem+json")]
    Missing(ProblemJson),
    /// A value in the address cannot be taken.
    #[response(status = 422, content_type = "application/problem+json")]
    Value(ProblemJson),
}

/// How a write is refused.
#[derive(IntoResponses)]
#[allow(dead_code)]
pub enum NotDone {
    /// What was sent is no JSON.
    #[response(status = 400, content_type = "application/problem+json")]
    Syntax(ProblemJson),
    /// Nobody is signed in, or the token is not valid.
    #[response(status = 401, content_type = "application/problem+json")]
    SignIn(ProblemJson),
    /// Their role or their token does not allow it.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(ProblemJson),
    /// There is no such thing, or it is not theirs to see.
    #[response(status = 404, content_type = "application/problem+json")]
    Missing(ProblemJson),
    /// It does not go with how things stand.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(ProblemJson),
    /// What was sent is too large.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(ProblemJson),
    /// What was sent is not marked as JSON.
    #[response(status = 415, content_type = "application/problem+json")]
    MediaType(ProblemJson),
    /// A value cannot be taken; `field` says which.
    #[response(status = 422, content_type = "application/problem+json")]
    Value(ProblemJson),
    /// Too many in a short time; `Retry-After` says when to go on.
    #[response(status = 429, content_type = "application/problem+json")]
    TooMany(ProblemJson),
}
