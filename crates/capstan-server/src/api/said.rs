//! What the description of the API says of refusals, for all areas.

use crate::problem::ProblemJson;
use utoipa::IntoResponses;
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

/// What the parts of addresses are, and one of each.
const PARTS: [(&str, &str, &str); 20] = [
    (
        "coalition",
        "The name of the coalition in addresses",
        "fair-feeds",
    ),
    ("campaign", "The id of the campaign", ID),
    ("forecast", "The id of the forecast", ID),
    ("ratings", "The id of the ratings", ID),
    ("proposal", "The id of the proposal", ID),
    ("valuation", "The id of the valuation", ID),
    ("round", "The id of the round of dividends", ID),
    ("payment", "The id of the list of payments", ID),
    ("spending", "The id of the spending", ID),
    ("kit", "The id of the version of the kit", ID),
    ("lever", "The lever", "strike"),
    ("step", "The step", "delete-ratings"),
    ("picture", "The hash of the picture", HASH),
    (
        "kind",
        "The kind of the post: coalition, campaign, claim or proposal",
        "coalition",
    ),
    ("handle", "The handle of the member", "bea"),
    ("reply", "The id of the reply", ID),
    ("code", "The code of the invitation", ID),
    ("device", "The id of the device", ID),
    ("donation", "The id of the donation", ID),
    ("id", "The id", ID),
];
const ID: &str = "0192f0c17a537c1e9d520b6f3e1c2a77";
const HASH: &str = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";

/// Whether it is a part of an address.
pub fn in_path(parameter: &RefOr<Parameter>) -> bool {
    matches!(parameter, RefOr::T(p) if p.parameter_in == ParameterIn::Path)
}

/// Says of a part of an address what it is, and gives one.
pub fn part(parameter: &mut RefOr<Parameter>) {
    let RefOr::T(parameter) = parameter else {
        return;
    };
    let known = PARTS.iter().find(|(name, ..)| *name == parameter.name);
    let Some(&(_, what, one)) = known.filter(|_| parameter.parameter_in == ParameterIn::Path)
    else {
        return;
    };
    let text = ObjectBuilder::new().schema_type(Type::String);
    parameter.description.get_or_insert_with(|| what.to_owned());
    parameter.schema = Some(text.examples([one]).into());
}

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
