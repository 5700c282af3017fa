//! Ids and times.

use std::time::{SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// A time in microseconds UTC since 1970, or a span of time in microseconds.
pub type Micros = i64;

/// A day.
pub const DAY: Micros = 24 * 60 * 60 * 1_000_000;

/// The time on the machine's clock.
pub fn now() -> Micros {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |t| i64::try_from(t.as_micros()).unwrap_or(i64::MAX))
}

/// A new id for things whose time of making may be known: ids sort by it.
pub fn id() -> String {
    Uuid::now_v7().simple().to_string()
}

/// A new id for whatever belongs to a person. It tells nothing, also not when
/// it was made: an id that sorts by time would tell who joined when.
pub fn blind() -> String {
    let mut bytes = [0; 16];
    random(&mut bytes);
    uuid::Builder::from_random_bytes(bytes)
        .into_uuid()
        .simple()
        .to_string()
}

/// The id that a text is, if it is one.
pub fn read(text: &str) -> Option<String> {
    let id = Uuid::try_parse(text).ok()?;
    Some(id.simple().to_string())
}

/// The day of a time: what is kept of a time where the hour is nobody's
/// business.
pub fn day(at: Micros) -> Micros {
    at - at.rem_euclid(DAY)
}

/// Fills `bytes` from the operating system.
///
/// # Panics
/// If the system has no random numbers; nothing safe could be done then.
pub fn random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives random numbers");
}
